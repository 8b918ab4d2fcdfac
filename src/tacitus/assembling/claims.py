"""Claims: which sayings speak of which act, and of which of its fields."""

from collections.abc import Sequence
from dataclasses import dataclass

from tacitus.assembling.telling import Telling
from tacitus.model import Actor, Claim, ClaimField, Speaker, Stance
from tacitus.page import Page, Saying, SpeakerDraft

LEANING: frozenset[Stance] = frozenset({"denies", "confirms", "no_comment", "claims_responsibility", "retracts"})
"""Stances that can be taken on an act told before without naming it again ("the army denied any role")."""


@dataclass(frozen=True)
class Said:
    """A saying and the telling it is about; `field` is what of the act it speaks of."""

    saying: Saying
    telling: Telling
    field: ClaimField


def link(page: Page, told: Sequence[Telling]) -> tuple[Said, ...]:
    """Which saying speaks of which telling, in text order.

    A saying speaks of every act whose trigger stands in what is said (field `act`, or what the saying fixes) and of those whose toll
    does (`toll`). A denial, confirmation, retraction, silence or claim of responsibility that names no act leans on the act told
    nearest before it, at most two sentences back.
    """
    found: list[Said] = []
    for saying in page.sayings:
        about = [Said(saying, t, field) for t in told if (field := _field(saying, t)) is not None]
        if not about and saying.stance in LEANING:
            about = [Said(saying, t, saying.field or "act") for t in _before(page, told, saying)]
        found += about
    return tuple(found)


def _before(page: Page, told: Sequence[Telling], saying: Saying) -> Sequence[Telling]:
    here = page.sentence_of[saying.cue]
    near = [t for t in told if 0 <= here - t.sentence <= 2 and t.draft.head < saying.cue and t.draft.status == "happened"]
    return near[-1:]


def _field(saying: Saying, telling: Telling) -> ClaimField | None:
    if saying.says(telling.draft.head) or saying.cue == telling.draft.head:
        return saying.field or "act"
    if any(saying.says(toll.harm_token) for toll in telling.draft.tolls):
        return saying.field or "toll"
    return None


def claims_of(page: Page, act: Sequence[Telling], actors: Sequence[Actor], said: Sequence[Said]) -> tuple[Claim, ...]:
    """The claims on one act in text order, once a speaker, stance and field."""
    members = {id(t) for t in act}
    found: dict[tuple[str, str, str], Claim] = {}
    for each in said:
        if id(each.telling) in members:
            claim = _claim(page, each.saying, each.field, each.telling, actors)
            found.setdefault((claim.speaker.name, claim.stance, claim.field), claim)
    return tuple(found.values())


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


def denied(act: Sequence[Telling], said: Sequence[Said]) -> tuple[bool, set[int]]:
    """Whether somebody denies the act or who did it, and the ids of the tellings that stand in a denial."""
    members = {id(t) for t in act}
    against = [s for s in said if id(s.telling) in members and s.saying.stance == "denies" and s.field in {"act", "initiator"}]
    return bool(against), {id(s.telling) for s in against if s.saying.says(s.telling.draft.head)}
