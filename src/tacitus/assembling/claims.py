"""Claims: which sayings speak of which act, and of which of its fields."""

from collections.abc import Iterator, Sequence

from tacitus.assembling.telling import Telling
from tacitus.model import Actor, Claim, ClaimField, Speaker
from tacitus.page import Page, Saying, SpeakerDraft


def claims_of(page: Page, act: Sequence[Telling], actors: Sequence[Actor]) -> tuple[Claim, ...]:
    """The claims on one act in text order: each saying that says a trigger or a toll of the act, once a speaker, stance and field.

    The field is what the saying fixes ("claimed responsibility"), else `toll` when the act's toll stands in what is said and the
    trigger does not, else `act`.
    """
    found: dict[tuple[str, str, str], Claim] = {}
    for saying in page.sayings:
        for telling in act:
            if (field := _field(saying, telling)) is not None:
                claim = _claim(page, saying, field, telling, actors)
                found.setdefault((claim.speaker.name, claim.stance, claim.field), claim)
                break
    return tuple(found.values())


def _field(saying: Saying, telling: Telling) -> ClaimField | None:
    if saying.says(telling.draft.head) or saying.cue == telling.draft.head:
        return saying.field or "act"
    if any(saying.says(toll.harm_token) for toll in telling.draft.tolls):
        return saying.field or "toll"
    return None


def _claim(page: Page, saying: Saying, field: ClaimField, telling: Telling, actors: Sequence[Actor]) -> Claim:
    return Claim(
        field=field,
        value=_value(field, telling, actors),
        speaker=speaker(page, saying.speaker, actors),
        chain=tuple(speaker(page, s, actors) for s in saying.chain),
        stance=saying.stance,
        hedge=saying.hedge,
        evidence=page.span(saying.words),
    )


def speaker(page: Page, draft: SpeakerDraft, actors: Sequence[Actor] = ()) -> Speaker:
    """The speaker of a draft; `party` when it is, or speaks for, a side in the act."""
    words = page.span(draft.mention) if draft.mention is not None else None
    party = any(a.role in {"initiator", "target", "supporter"} and _speaks_for(draft, a) for a in actors)
    return Speaker(name=draft.name, words=words, kind=draft.kind, party=party)


def _speaks_for(draft: SpeakerDraft, actor: Actor) -> bool:
    if actor.kind == "civilians":
        return False
    name = draft.name.casefold()
    names = [actor.name, *(w.text for w in actor.words)]
    return any(n.casefold() in name or name in n.casefold() for n in names if len(n) > 3)


def _value(field: ClaimField, telling: Telling, actors: Sequence[Actor]) -> str | None:
    match field:
        case "act":
            return telling.draft.type
        case "toll":
            return "; ".join(f"{t.harm} {_figure(t.min, t.max)}" for t in telling.tolls) or None
        case "initiator":
            return "; ".join(a.name for a in actors if a.role == "initiator") or None
        case "target":
            return "; ".join(a.name for a in actors if a.role in {"target", "victim_group"}) or None
        case "where":
            return telling.where.name
        case _:
            return None


def _figure(low: int | None, high: int | None) -> str:
    if low == high:
        return str(low)
    return f"{'' if low is None else low}–{'' if high is None else high}"


def denials(page: Page, act: Sequence[Telling]) -> Iterator[Saying]:
    """Sayings that deny the act or who did it."""
    for saying in page.sayings:
        about = saying.stance == "denies" and saying.field in {None, "act", "initiator"}
        if about and any(saying.says(t.draft.head) for t in act):
            yield saying
