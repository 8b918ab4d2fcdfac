"""Control: who holds a place, from words that say so and from acts that change it (codebook 6)."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from tacitus.assembling.claims import speaker
from tacitus.assembling.resolvers import Resolvers
from tacitus.assembling.telling import sentence_span
from tacitus.model import REPORTABLE, Account, ControlEntry, ControlState, Party, Speaker, Where
from tacitus.page import ControlDraft, Page, Saying

OUTLET = Speaker(name="outlet", kind="outlet")


def control_told(page: Page, resolvers: Resolvers, past: Collection[int]) -> Iterator[ControlEntry]:
    """One entry for each holding that words tell, with who says it. A place or holder that cannot be told apart is left out, and what
    the words at `past` tell ("in 2016, when the army took Arda"): who holds it now is another matter."""
    for draft in page.control:
        place, holders = _place(resolvers, draft), _holders(resolvers, draft)
        if place is None or not holders or any(draft.start <= head < draft.end for head in past):
            continue
        saying = next((s for s in page.sayings if s.says(draft.start)), None)
        for holder in holders:
            yield ControlEntry(
                place=place,
                actor=holder,
                state=draft.state,
                speaker=_speaker(page, saying),
                stance=saying.stance if saying else "asserts",
                evidence=sentence_span(page, page.sentence_of[draft.start]),
                as_of=page.document.published,
            )


def _place(resolvers: Resolvers, draft: ControlDraft) -> Where | None:
    if draft.place is None:
        return None
    where = resolvers.places.resolve(draft.place)[0]
    return where if where.name else None


def _holders(resolvers: Resolvers, draft: ControlDraft) -> tuple[Party, ...]:
    return resolvers.actors.resolve(draft.holder)[0] if draft.holder is not None else ()


def _speaker(page: Page, saying: Saying | None) -> Speaker:
    return speaker(page, saying.speaker) if saying else OUTLET


EFFECTS: dict[str, ControlState] = {"capture": "full", "withdrawal": "lost"}
"""What an act that happened makes of its initiator's hold on the place."""


def control_changed(accounts: Iterable[Account]) -> Iterator[ControlEntry]:
    """What captures and withdrawals that happened make of control: the taker holds, who leaves has lost.

    Only of a place told with the act: "regained several towns" in a report about Arda says nothing of who holds Arda.
    """
    for account in accounts:
        state = EFFECTS.get(account.type)
        if state and account.status in REPORTABLE and _is_told(account):
            yield from (_entry(account, actor, state) for actor in account.having("initiator")[:1])


def _is_told(account: Account) -> bool:
    words = account.where.words
    return words is not None and any(span.start <= words.start < span.end for span in account.evidence)


def _entry(account: Account, actor: Party, state: ControlState) -> ControlEntry:
    said = next((c for c in account.claims if c.field == "act" and c.stance in {"asserts", "confirms"}), None)
    party = Party(**{name: getattr(actor, name) for name in Party.model_fields})
    return ControlEntry(
        place=account.where,
        actor=party,
        state=state,
        as_of=account.when.end,
        speaker=said.speaker if said else OUTLET,
        evidence=account.evidence[0],
    )


def unique(entries: Sequence[ControlEntry]) -> tuple[ControlEntry, ...]:
    """Entries without repetitions of place, actor, state and speaker; the first told stays."""
    found = {(e.place.name, e.actor.name, e.state, e.speaker.name, e.stance): e for e in reversed(entries)}
    return tuple(sorted(found.values(), key=lambda e: e.evidence.start))
