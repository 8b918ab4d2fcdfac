"""Claims: which sayings speak of which act, and of which of its fields."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from math import prod

from tacitus import codebook, lexicon
from tacitus.assembling.hearing import Ear, answered, is_beside, is_blame, is_sure, signs
from tacitus.assembling.judging import Judge
from tacitus.assembling.owning import ATTACKS
from tacitus.assembling.scenes import Heard, Scene
from tacitus.assembling.telling import Telling
from tacitus.knowledge.nouns import takes_up
from tacitus.model import Actor, Claim, ClaimField, Speaker, SpeakerKind
from tacitus.page import Mark, Page, Saying, SpeakerDraft


@dataclass(frozen=True)
class Said:
    """A saying and the telling it is about; `field` is what of the act it speaks of, `odds` how sure it is."""

    saying: Saying
    telling: Telling
    field: ClaimField
    odds: float = 1.0


def hear(page: Page, acts: Sequence[Sequence[Telling]], judge: Judge) -> tuple[Said, ...]:
    """Which saying speaks of which act, in text order.

    A saying may be a claim on each act whose trigger or toll stands in it and on those told near it. A stance other than asserting on an
    act in it or told right before it is one, and so is an answer ("rejected that claim") on the acts of what it answers. What one
    speaker says with one stance is weighed together: each saying by `Ear.odds`, and the chance that none of them is about the act must
    be small enough. The surest of them is the claim; others follow on other fields where they are sure by themselves. An assertion speaks
    of its likeliest act, and of others only where they stand in it. Of an act that does not stand in it, a saying speaks through the
    telling last told before it. What a side's own text tells in nobody's words, its issuer says: the act, and its toll.
    """
    ear, scene = Ear.load(), Scene(page, acts, judge)
    all_heard = [Heard(scene, saying) for saying in page.sayings]
    linked: dict[str, set[int]] = {}
    for heard in all_heard:
        linked.setdefault(heard.saying.speaker.name, set()).update(k for k, _ in heard.inside)
    groups: dict[tuple[int, str, str], list[Said]] = {}
    for n, heard in enumerate(all_heard):
        saying, answers, weighed = heard.saying, answered(heard, all_heard[max(0, n - 20) : n]), dict[int, float]()
        for k in sorted({*heard.candidates, *answers}):
            found = signs(heard, k, linked[saying.speaker.name])
            if not is_beside(heard, k, found):
                weighed[k] = max(ear.odds(found), SURE * (k in answers or is_sure(found)), BLAME * is_blame(heard, k, found))
        for k in _meant(heard, weighed, ear):
            groups.setdefault((k, saying.speaker.name, saying.stance), []).append(_said(heard, acts[k], weighed[k]))
    kept = [said for group in groups.values() for said in _kept(group, ear)]
    if page.issuer is not None:
        kept += [said for act in acts for said in _issued(page, page.issuer, act)]
    return tuple(sorted(kept, key=lambda said: (said.saying.cue, said.telling.draft.head)))


BLAME = 0.5
"""The least odds of blame ("accused the army") on the act told right before it, as measured on our reports."""
SURE = 0.7
"""The least odds of a stance taken on an act in the saying or told right before it, as measured on our reports."""


def _meant(heard: Heard, weighed: Mapping[int, float], ear: Ear) -> Iterator[int]:
    """The acts a saying speaks of. An assertion speaks of those that stand in it, and of the likeliest where any is likely enough; acts
    and what is only said or dealt are weighed apart. Who denies or owns up may do so of several.
    """
    if heard.saying.stance != "asserts":
        yield from weighed
        return
    told, verbal = {k for k, _ in heard.inside}, heard.scene.verbal
    for alike in (weighed.keys() - verbal, weighed.keys() & verbal):
        best = max(sorted(alike), key=lambda k: weighed[k], default=None)
        yield from (k for k in sorted(alike) if best is None or weighed[best] < ear.first or k == best or k in told)


def _kept(group: Sequence[Said], ear: Ear) -> Iterator[Said]:
    if 1 - prod(1 - said.odds for said in group) < ear.first:
        return
    fields: set[str] = set()
    for said in sorted(group, key=lambda said: -said.odds):
        if not fields or (said.odds >= ear.more and said.field not in fields):
            fields.add(said.field)
            yield said


def _issued(page: Page, issuer: SpeakerDraft, act: Sequence[Telling]) -> Iterator[Said]:
    """The issuer's claims on an act: the first telling in nobody's words, and its toll."""
    own = [t for t in act if t.draft.status == "happened" and not any(s.says(t.draft.head) for s in page.sayings)]
    if own:
        sentence = page.sentences[own[0].sentence]
        whole = Mark(sentence.start, sentence.end)
        saying = Saying(issuer, own[0].draft.head, (whole,), whole)
        yield Said(saying, own[0], "act")
        if any(saying.says(toll.harm_token) for toll in own[0].draft.tolls):
            yield Said(saying, own[0], "toll")


def _said(heard: Heard, act: Sequence[Telling], odds: float) -> Said:
    saying = heard.saying
    direct = [t for t in act if saying.says(t.draft.head) or saying.cue == t.draft.head]
    if direct:
        return Said(saying, direct[0], saying.field or "act", odds)
    counted = [t for t in act if any(saying.says(toll.harm_token) for toll in t.draft.tolls)]
    if counted:
        return Said(saying, counted[0], saying.field or "toll", odds)
    before = [t for t in act if t.draft.head < saying.cue]
    return Said(saying, before[-1] if before else act[0], saying.field or _about(heard, act), odds)


def _about(heard: Heard, act: Sequence[Telling]) -> ClaimField:
    """The field a saying speaks of when it names no act: the toll it tells, else who did it, else the means, else the act as such.

    A side that denies what was said of it ("a government jet dropped them, residents say. The army denies this") denies having done it.
    """
    if heard.saying.stance != "asserts":
        doers = [a for t in act for a in t.actors if a.role == "initiator"]
        accused = heard.saying.stance == "denies" and heard.answers and any(_is_of(heard.saying.speaker, a) for a in doers)
        return "initiator" if accused else "act"
    if heard.tolls:
        return "toll"
    return "initiator" if heard.about["doers"] else "weapon" if heard.about["means"] else "act"


def claims_of(page: Page, act: Sequence[Telling], actors: Sequence[Actor], said: Sequence[Said]) -> tuple[Claim, ...]:
    """The claims on one act in text order, once a speaker, stance and field; who owns up to it has no need to confirm it."""
    members = {id(t) for t in act}
    found: dict[tuple[str, str, str], Claim] = {}
    for each in said:
        if id(each.telling) in members:
            claim = _claim(page, _heard(page, each, act, actors), actors)
            found.setdefault((claim.speaker.name, claim.stance, claim.field), claim)
    owners = {c.speaker.name for c in found.values() if c.stance == "claims_responsibility"}
    kept = (c for c in found.values() if c.stance != "confirms" or c.speaker.name not in owners)
    return tuple(c for c in kept if c.stance != "claims_responsibility" or _may_own(c.speaker, actors))


def _may_own(speaker: Speaker, actors: Sequence[Actor]) -> bool:
    """Whether a speaker may have done an act: not where all told as its authors are of the other camp, a state's or who fights states."""
    authors = {a.kind for a in actors if a.role == "initiator"}
    return not authors or not any(authors <= camp and speaker.kind in other for camp, other in ((STATES, OUTLAWS), (OUTLAWS, STATES)))


def _claim(page: Page, said: Said, actors: Sequence[Actor]) -> Claim:
    saying = said.saying
    return Claim(
        field=said.field,
        value=_value(page, said, actors),
        speaker=speaker(page, saying.speaker, actors),
        chain=tuple(speaker(page, s, actors) for s in saying.chain),
        stance=saying.stance,
        hedge=saying.hedge,
        evidence=page.span(saying.words),
    )


def _heard(page: Page, said: Said, act: Sequence[Telling], actors: Sequence[Actor]) -> Said:
    """What is said with what is known of the act: "nobody was killed" denies the toll that others give, and an armed group that tells an
    attack of its own owns up to it, where a state's forces only report theirs (codebook 8)."""
    saying = said.saying
    if saying.stance != "asserts":
        return said
    if _says_nobody(page, said, act):
        return replace(said, saying=replace(saying, stance="denies"), field="toll")
    if saying.speaker.kind in OWNERS and _is_own_attack(page, said, actors):
        return replace(said, saying=replace(saying, stance="claims_responsibility"))
    return said


def _says_nobody(page: Page, said: Said, act: Sequence[Telling]) -> bool:
    own = [t for t in page.tolls if said.saying.says(t.harm_token)]
    others = {t.harm for each in act for t in each.draft.tolls if (t.max or t.min) and t not in own}
    return bool(own) and all(t.max == 0 and t.harm in others for t in own)


def _is_own_attack(page: Page, said: Said, actors: Sequence[Actor]) -> bool:
    draft = said.telling.draft
    if draft.type not in ATTACKS or draft.status != "happened" or not said.saying.says(draft.head):
        return False
    head = page.parse[draft.head]
    subjects = [c for c in head.children if c.dep_ in {"nsubj", "nsubjpass"}]
    near = [t for c in subjects for t in [c, *c.children]]
    own = any(t.lower_ in _own_words() or takes_up(t) for t in near) or (head.dep_ == "xcomp" and not subjects)
    by = said.saying.speaker
    return own and any(a.role == "initiator" and (_speaks_for(by, a) or a.kind == by.kind) for a in actors)


@cache
def _own_words() -> frozenset[str]:
    keys = ("first.subject", "first.owner", "third.subject", "third.owner")
    return frozenset(word for key in keys for word in lexicon.words("grammar", key))


STATES = frozenset({"state_forces", "external_forces", "government"})
OUTLAWS = frozenset({"rebel", "militia"})
"""Kinds of the two camps of which one does not do the other's acts."""
OWNERS = frozenset({"rebel", "militia", "unidentified_armed", "organisation"})
"""Kinds of speakers that own up to an attack: who is no state."""


def speaker(page: Page, draft: SpeakerDraft, actors: Sequence[Actor] = ()) -> Speaker:
    """The speaker of a draft; `party` when it is, or speaks for, a side in the act."""
    words = page.span(draft.mention) if draft.mention is not None else None
    party = any(a.role in {"initiator", "target", "supporter"} and _speaks_for(draft, a) for a in actors)
    return Speaker(name=draft.name, words=words, kind=_kind(page, draft, actors), party=party)


def _kind(page: Page, draft: SpeakerDraft, actors: Sequence[Actor]) -> SpeakerKind:
    """The kind of the actor whose name the speaker has: "the Free Army" speaks as the rebels it is, whatever its name says. A body of no
    other known kind that owns up to an attack is an armed group.
    """
    name = draft.name.casefold().removeprefix("the ")
    known = (a.kind for a in actors if a.name.casefold().removeprefix("the ") == name and a.kind not in {"unknown", "civilians"})
    owns_up = draft.kind in {"unknown", "organisation"} and any(
        s.stance == "claims_responsibility" and s.speaker.name == draft.name for s in page.sayings
    )
    return next(known, "rebel" if owns_up else draft.kind)


def _is_of(draft: SpeakerDraft, actor: Actor) -> bool:
    return _speaks_for(draft, actor) or (draft.kind == "state_forces" == actor.kind)


def _speaks_for(draft: SpeakerDraft, actor: Actor) -> bool:
    if actor.kind == "civilians":
        return False
    name = draft.name.casefold()
    names = [actor.name, *(w.text for w in actor.words)]
    return any(n.casefold() in name or name in n.casefold() for n in names if len(n) > 3)


def _value(page: Page, said: Said, actors: Sequence[Actor]) -> str | None:
    match said.field:
        case "act":
            return said.telling.draft.type
        case "toll":
            own = [t for t in page.tolls if said.saying.says(t.harm_token)]
            return "; ".join(f"{t.harm} {_figure(t.min, t.max)}" for t in own or said.telling.tolls) or None
        case "initiator":
            return "; ".join(a.name for a in actors if a.role == "initiator") or None
        case "target":
            return "; ".join(a.name for a in actors if a.role in {"target", "victim_group"}) or None
        case "where":
            return said.telling.where.name
        case _:
            return None


def _figure(low: int | None, high: int | None) -> str:
    if low == high:
        return str(low)
    return f"{'' if low is None else low}–{'' if high is None else high}"


DISPUTES = 0.5
"""The odds from which a denial makes an act disputed."""


def denied(act: Sequence[Telling], said: Sequence[Said]) -> tuple[bool, set[int]]:
    """Whether somebody denies the act or who did it, and the ids of the tellings that stand in a denial.

    A charge or a threat that was made is not disputed by who denies what it says (codebook 11).
    """
    if not codebook.types()[act[0].draft.type].material:
        return False, set()
    members = {id(t) for t in act}
    against = [
        s
        for s in said
        if id(s.telling) in members and s.saying.stance == "denies" and s.field in {"act", "initiator", "control"} and s.odds >= DISPUTES
    ]
    return bool(against), {id(s.telling) for s in against if s.saying.says(s.telling.draft.head)}
