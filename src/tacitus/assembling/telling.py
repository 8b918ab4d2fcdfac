"""Tellings: each draft with its words resolved, before it is known which tellings are of one act."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tacitus import codebook
from tacitus.assembling.dating import is_found, is_loosely_dated
from tacitus.assembling.owning import owned
from tacitus.assembling.resolvers import Places, Resolvers
from tacitus.assembling.sides import Sides
from tacitus.assembling.tellers import teller_of
from tacitus.model import Actor, Party, Problem, Span, Toll, When, Where
from tacitus.page import ActDraft, Page, PlaceDraft, RoleDraft, TollDraft
from tacitus.timex import Shift, TimeOfDay

BACKGROUND = timedelta(days=14)
"""How long before the report's main date an act must have ended to be background (codebook 11)."""
WEEK = timedelta(days=7)
LASTING = timedelta(days=60)
"""What has gone on for longer is told as the state of things, not as an act."""
WIDE = {"province", "region", "country", "unknown"}


@dataclass(frozen=True)
class Telling:
    """One draft with values. `own_place` and `own_time` tell whether its own sentence says where and when."""

    draft: ActDraft
    sentence: int
    evidence: Span
    trigger: Span
    when: When
    where: Where
    actors: tuple[Actor, ...]
    tolls: tuple[Toll, ...]
    own_place: bool
    own_time: bool
    background: bool
    """The act ended before the story the report is about."""
    ahead: bool
    """The act lies after the report."""
    loose: bool = False
    """Its time words may be of something else (`is_loosely_dated`)."""
    found: bool = False
    """Told by the finding of the dead: the act was on that day at the latest, and has another day where one is told."""
    problems: tuple[Problem, ...] = ()
    sides: Sides | None = None
    """The sides of the whole report."""


def tell(page: Page, resolvers: Resolvers) -> tuple[Telling, ...]:
    """All drafts of a page with values, in text order.

    Words that lean on another act ("the following day") count from the telling before them. A telling without a place of its own
    takes the place of the telling before it in the same paragraph, then the headline's, then the first one told (codebook 5,
    where: the section's place).
    """
    told: list[Telling] = []
    for draft in page.acts:
        told.append(_tell(page, resolvers, draft, told))
    told = [replace(t, actors=cast) for t, cast in zip(told, owned(page, resolvers, [t.actors for t in told]), strict=True)]
    sides = Sides(tuple((t.draft.type, t.actors) for t in told), resolvers.actors.sides())
    return tuple(replace(_about(resolvers, telling), sides=sides) for telling in _place_all(told, resolvers.places))


def _about(resolvers: Resolvers, telling: Telling) -> Telling:
    """An act of speech is about a country: it has no narrower place, whatever act it speaks of was where."""
    if telling.draft.type not in SPEECH or not telling.where.country or telling.where.precision in WIDE:
        return telling
    return replace(telling, where=resolvers.places.country_of(telling.where))


def _tell(page: Page, resolvers: Resolvers, draft: ActDraft, before: Sequence[Telling]) -> Telling:
    anchor = next((t.when for t in reversed(before) if t.when.start and t.draft.times[:1] != draft.times[:1]), None)
    when, own_time, problems = _when(page, resolvers, draft, anchor)
    where, own_place, more = _where(resolvers, draft)
    sentence = page.sentence_of[draft.head]
    return Telling(
        draft=draft,
        sentence=sentence,
        evidence=sentence_span(page, sentence),
        trigger=page.span(draft.trigger),
        when=when,
        where=where,
        actors=tuple(_actors(page, resolvers, draft)),
        tolls=tuple(toll_of(page, toll) for toll in draft.tolls),
        own_place=own_place,
        own_time=own_time,
        background=is_background(when, resolvers.story),
        ahead=bool(when.start and page.document.published and when.start > page.document.published),
        loose=is_loosely_dated(page, draft),
        found=is_found(page, draft),
        problems=(*problems, *more),
    )


def _when(page: Page, resolvers: Resolvers, draft: ActDraft, anchor: When | None) -> tuple[When, bool, tuple[Problem, ...]]:
    """The date of the first of its time words that tell one, and whether they are its own; else what no date words mean."""
    problems: tuple[Problem, ...] = ()
    for mark in draft.times[:3]:
        when, found = resolvers.dates.resolve(mark, verb=page.parse[draft.head], anchor=anchor)
        problems += found
        if when.start is not None:
            return when, True, problems
    when, found = resolvers.dates.resolve(None, verb=page.parse[draft.head])
    return when, False, problems + found


def is_background(when: When, story: date | None) -> bool:
    """Whether an act of that time is background: it ended two weeks before the story, or goes on since long before it.

    An act of some day of a longer time ("last month") is held to have been in the middle of it. In a report without a date of its own,
    background is whatever is told by month or year alone.
    """
    if story is None or when.end is None or when.start is None:
        return when.words is not None and when.precision in {"month", "year"}
    length = when.end - when.start
    end = when.start + length / 2 if length > WEEK and when.end < story else when.end
    return story - end > BACKGROUND or (length > LASTING and story - when.start > LASTING)


def sentence_span(page: Page, index: int) -> Span:
    """A sentence as evidence, the white space at its ends left out."""
    sentence = page.sentences[index]
    text = sentence.text
    start = sentence.start_char + len(text) - len(text.lstrip())
    return page.document.span(start, start + len(text.strip()))


def _where(resolvers: Resolvers, draft: ActDraft) -> tuple[Where, bool, tuple[Problem, ...]]:
    """The nearest place that can be it and whether it is the act's own.

    A narrow place of the same country in the sentence beats a wide one. A country that hangs only loosely on the act is not its own
    place: reports name countries for many reasons. As the subject of a clause a country or its capital is a state and no place.
    """
    best: Where | None = None
    first: PlaceDraft | None = None
    distance = 0.0
    problems: tuple[Problem, ...] = ()
    for place in draft.places[:4]:
        where, found = resolvers.places.resolve(place.mention)
        if where.name is None or (place.distance >= SUBJECT and resolvers.places.acts(where)):
            continue
        if best is None:
            first, best, distance, problems = place, where, place.distance, found
        elif _narrows(best, where) and (best.precision == "country" or place.distance < NEAR or _leads(place, first)):
            return where, True, found
    if best is None:
        return Where(), False, ()
    return best, distance < (NEAR if best.precision in WIDE else LOOSE), problems


def _leads(place: PlaceDraft, first: PlaceDraft | None) -> bool:
    """Whether a place stands right before the nearest one, which then is what it lies in ("at Belvik, in Lisk Province")."""
    return first is not None and 0 <= first.mention.start - place.mention.end <= BESIDE


BESIDE = 3
"""Tokens that may stand between a town and the province it is said to lie in."""


def _narrows(wide: Where, where: Where) -> bool:
    return wide.precision in WIDE and where.precision not in WIDE and where.country == wide.country


NEAR = 12
"""Distance (`PlaceDraft.distance`) up to which a place hangs on the act itself."""
LOOSE = 40
"""Distance from which a place only stands in the same sentence."""
SUBJECT = 60
"""Distance of a place that is the subject of a clause."""
MET = {"talks", "agreement"}
"""Types whose place is where the parties meet."""
SPEECH = {"accusation", "threat", "sanction"}
"""Types that are spoken: their place is the country they are about, however narrow the place of the act they speak of."""


def _actors(page: Page, resolvers: Resolvers, draft: ActDraft) -> Iterator[Actor]:
    """The parties in their roles, each once."""
    verbal = not codebook.types()[draft.type].material or draft.type == "agreement"
    seen: set[tuple[str, str]] = set()
    for role in draft.roles:
        if _is_bare_count(page, role) and any(other.role == role.role and not _is_bare_count(page, other) for other in draft.roles):
            continue  # "killed two soldiers and wounded three": three more of the same
        for party in resolvers.actors.resolve(role.mention, verbal=verbal)[0]:
            actor = _in_role(role, party)
            if (actor.role, actor.name) not in seen:
                seen.add((actor.role, actor.name))
                yield actor
    claimed = tuple(a for a in responsible(page, resolvers, draft) if (a.role, a.name) not in seen)
    yield from claimed
    if not claimed and not any(role == "initiator" for role, _ in seen):
        yield from own_doing(page, resolvers, draft)


def _is_bare_count(page: Page, role: RoleDraft) -> bool:
    """Whether the mention is a number and no noun says of whom."""
    mention = role.mention
    return role.role != "initiator" and all(t.pos_ in {"NUM", "ADV", "ADP", "DET", "ADJ"} for t in page.parse[mention.start : mention.end])


def responsible(page: Page, resolvers: Resolvers, draft: ActDraft) -> Iterator[Actor]:
    """Who claims responsibility for the act: an initiator by its own word (codebook 5, claims)."""
    for saying in page.sayings:
        mention = saying.speaker.mention
        if saying.stance == "claims_responsibility" and mention is not None and saying.says(draft.head):
            for party in resolvers.actors.resolve(mention)[0]:
                if party.kind not in {"unknown", "civilians"}:
                    yield Actor(role="initiator", **{**party.model_dump(), "rule": "claims responsibility"})


def own_doing(page: Page, resolvers: Resolvers, draft: ActDraft) -> Iterator[Actor]:
    """The police or soldiers who tell of arrests and interceptions without saying by whom made them ("64 were detained, the army said")."""
    for saying in page.sayings:
        mention = saying.speaker.mention
        if draft.type in TOLD_BY_DOERS and mention is not None and saying.stance == "asserts" and saying.says(draft.head):
            for party in resolvers.actors.resolve(mention)[0]:
                if party.kind == "state_forces":
                    yield Actor(role="initiator", **{**party.model_dump(), "rule": "tells of it without naming anybody else"})


TOLD_BY_DOERS = {"arrest", "interception"}


def _in_role(role: RoleDraft, party: Party) -> Actor:
    """People who do not fight are victims, whether aimed at or not (codebook 11)."""
    victim = role.role == "target" and party.kind == "civilians"
    return Actor(role="victim_group" if victim else role.role, **party.model_dump())


def toll_of(page: Page, toll: TollDraft) -> Toll:
    """A toll with the characters it stands in and who gives it."""
    return Toll(
        harm=toll.harm, group=toll.group, min=toll.min, max=toll.max, qualifier=toll.qualifier, words=page.span(toll),
        speaker=teller_of(page, toll),
    )  # fmt: skip


def _place_all(told: Sequence[Telling], places: Places) -> Iterator[Telling]:
    """Give tellings without a place of their own the place of the section, else the report's; a wide place of an act gives way to the
    one town in it that the report tells of."""
    main = _main_place(told, places) or places.scene(None)
    last: Telling | None = None
    for telling in told:
        if telling.own_place:
            last = telling if telling.draft.type not in MET else last
            yield _narrowed(telling, told, places)
        elif last is not None and telling.sentence - last.sentence <= 2 and _fits(telling, last.where, near=True):
            lent = replace(telling, where=last.where.model_copy(update={"rule": f"the section's place; {last.where.rule}"}))
            yield _narrowed(lent, told, places)
        elif main is not None and _fits(telling, main):
            yield replace(telling, where=main.model_copy(update={"rule": f"the report's place; {main.rule}"}))
        else:
            yield telling


def _narrowed(telling: Telling, told: Sequence[Telling], places: Places) -> Telling:
    """A telling of a wide place at the one narrow place in it where such an act is told near by; where no act has a narrow place in it,
    at the report's scene there: the lead says "in the north", the text names the town."""
    wide = telling.where
    if wide.precision not in {"province", "region"} or not _of_story(telling):
        return telling
    near = [t for t in told if t.own_place and _of_story(t) and abs(t.sentence - telling.sentence) <= REACH]
    inside = [t for t in near if t.where.precision not in WIDE and places.holds(wide, t.where)]
    if any(t.sentence == telling.sentence and not _may_be_one(t, telling) for t in inside):
        return telling  # "attacked the north and took Arda" tells the two apart
    same = {t.where.name: t.where for t in inside if _may_be_one(t, telling) and not follows(t)}
    found = next(iter(same.values())) if len(same) == 1 else None if inside or telling.draft.type in SPREAD else places.scene(wide)
    if found is None:
        return telling
    return replace(telling, where=found.model_copy(update={"rule": f"the one place in {wide.name} that the report tells of; {found.rule}"}))


REACH = 10
"""Sentences within which a report names the town of what it told of a province or country."""


def _may_be_one(first: Telling, second: Telling) -> bool:
    """Whether two tellings may be of one act by type, day and who began. Fighting and other acts are not: it goes on in many places."""
    types = {first.draft.type, second.draft.type}
    alike = len(types) == 1 or ("clash" not in types and codebook.alike(*types) > 0)
    doers = [{a.name for a in t.actors if a.role == "initiator"} for t in (first, second)]
    return alike and close_in_time(first.when, second.when, 1) and (not all(doers) or bool(doers[0] & doers[1]))


def follows(telling: Telling) -> bool:
    """Whether an act is told by how long after another it was: "hours later a school in Arda was hit", "the next evening"."""
    told = (mark.expression for mark in telling.draft.times[:1])
    days = (e.day if isinstance(e, TimeOfDay) else e for e in told)
    return any(isinstance(day, Shift) and day.direction > 0 for day in days)


SPREAD = {"clash", "deployment", "displacement", "siege"}
"""Types whose place is often as wide as told."""


def _fits(telling: Telling, where: Where, *, near: bool = False) -> bool:
    """A place lent to a telling must lie in the country its sentence names.

    Talks and agreements borrow none, and what others do does not borrow theirs: parties meet far from where they fight. Nor do
    threats: they are made nowhere. Other acts of speech borrow the report's (not a near one's) only where a side is at home, if known.
    """
    if telling.draft.type in MET | {"threat"}:
        return False
    if telling.where.country:
        return where.country == telling.where.country
    sides = {a.country for a in telling.actors if a.country}
    return near or telling.draft.type not in SPEECH or not sides or where.country is None or where.country in sides


def _main_place(told: Sequence[Telling], places: Places) -> Where | None:
    """The place most tellings of the story have as their own, the headline's counted twice, ties to the first told; of a wide one the
    narrow place in it that most tell.

    What is background, spoken or not told as having happened has no vote, unless nothing else has a place.
    """
    votes: dict[str, tuple[int, Where]] = {}
    for telling in [t for t in told if t.own_place and _of_story(t)] or told:
        if telling.own_place and telling.where.name:
            count = votes.get(telling.where.name, (0, telling.where))[0]
            votes[telling.where.name] = (count + 1 + (telling.sentence == 0), telling.where)
    ranked = [where for _, where in sorted(votes.values(), key=lambda vote: (_is_unlisted(vote[1]), -vote[0]))]
    if not ranked:
        return None
    return next((w for w in ranked if w.precision not in WIDE and (ranked[0] is w or places.holds(ranked[0], w))), ranked[0])


def _is_unlisted(where: Where) -> bool:
    """A name of which only the country or province is known."""
    return where.place_id is None and where.precision in {"country", "province", "unknown"}


def _of_story(telling: Telling) -> bool:
    return not telling.background and codebook.types()[telling.draft.type].material


def close_in_time(first: When, second: When, days: int = 0) -> bool:
    """Whether two intervals overlap when each end may be off by `days`; unknown dates agree with nothing but unknown ones."""
    if not (first.start and first.end and second.start and second.end):
        return first.start is second.start
    slack = timedelta(days=days)
    return first.start - slack <= second.end and second.start - slack <= first.end
