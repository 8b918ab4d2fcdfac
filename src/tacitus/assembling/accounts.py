"""Accounts: the tellings of one act become one record (codebook 5)."""

from collections.abc import Iterable, Sequence

from tacitus.assembling.casting import cast, merged
from tacitus.assembling.claims import Said, claims_of, denied
from tacitus.assembling.judging import Judge
from tacitus.assembling.naming import refined, type_of
from tacitus.assembling.telling import WIDE, Telling
from tacitus.model import Account, Span, Status, Toll, Weapon, When, Where, digest
from tacitus.page import Page


def assemble(page: Page, act: Sequence[Telling], judge: Judge, said: Sequence[Said]) -> Account:
    """One account of one act: the best value of each field over its tellings, first telling first.

    The trigger and first evidence are of the telling that tells most. `when` prefers words over inference, the day of the act over that
    on which its dead were found or something became of it, and a sharp interval, `where` an own place over a section's and a narrow
    one. Each actor is kept once, with all its words. Tolls stand in text order.
    """
    odds = [judge.act_odds(t) for t in act]
    best = max(zip(act, odds, strict=True), key=lambda pair: _worth(*pair))[0]
    ordered = [best, *(t for t in act if t is not best)]
    tolls = _tolls(page, ordered)
    type_ = refined(type_of(act, odds), best, merged(ordered), tolls)
    actors = cast(type_, ordered)
    account = Account(
        id=_id(page, type_, best),
        type=type_,
        status=_status(act, judge, said),
        trigger=best.trigger,
        evidence=_evidence(ordered),
        when=_when(ordered),
        where=_where(ordered),
        actors=actors,
        tolls=tolls,
        weapons=_weapons(page, ordered),
        claims=claims_of(page, act, actors, said),
    )
    return account.model_copy(update={"confidence": round(judge.confidence_in(act, account), 3)})


def _id(page: Page, type_: str, best: Telling) -> str:
    """A hash of the document, the type, the trigger and, where one verb tells several towns, the town's own words."""
    town = best.where.words.start if best.draft.share and best.where.words else None
    parts = (page.document.id, type_, best.trigger.start, best.trigger.end, best.draft.share, best.where.name, town)
    return "acc:" + digest(*parts)[:16]


def _worth(telling: Telling, odds: float) -> tuple[float, int]:
    told = 2 * len(telling.actors) + 2 * telling.own_place + telling.own_time + len(telling.tolls)
    headline = telling.sentence == 0
    return odds * (1 + told) - 3 * headline, -telling.sentence


def _status(act: Sequence[Telling], judge: Judge, said: Sequence[Said]) -> Status:
    """`disputed` when somebody denies the act or its author and another tells it, `denied` when the report knows only the denial.

    Else the likeliest status over all tellings; what has a date before the report's story is `historical` (codebook 11).
    """
    is_denied, inside = denied(act, said)
    told = [t for t in act if id(t) not in inside]
    if not told:
        return "denied"
    votes: dict[Status, float] = dict.fromkeys(judge.status, 0.0)
    for telling in told:
        for status, odds in judge.statuses(telling).items():
            votes[status] += odds
    best = max(votes, key=lambda s: votes[s])
    return "disputed" if is_denied and best == "happened" else best


def _evidence(ordered: Iterable[Telling]) -> tuple[Span, ...]:
    return tuple({t.evidence.start: t.evidence for t in ordered}.values())


def _when(ordered: Sequence[Telling]) -> When:
    def worth(telling: Telling) -> tuple[bool, bool, bool, bool, int]:
        when = telling.when
        length = (when.end - when.start).days if when.start and when.end else 10_000
        return (when.start is not None, not when.inferred, not telling.found, not telling.loose, -length)

    best = max(ordered, key=worth).when
    for later in (t for t in ordered if t.draft.goes_on is not None and t.own_time):
        if best.end and later.when.end and best.end < later.when.end:
            best = best.model_copy(update={"end": later.when.end, "rule": f"{best.rule}; went on: {later.when.rule}"})
    return best


def _where(ordered: Sequence[Telling]) -> Where:
    """The narrowest own place; the section's only where no telling has one of its own, or just a country that holds it."""

    def worth(telling: Telling) -> tuple[bool, int]:
        where = telling.where
        own = 0 if not telling.own_place else 1 if where.precision == "country" else 2
        return (where.name is not None, 2 * own + 3 * (where.precision not in WIDE))

    return max(ordered, key=worth).where


def _tolls(page: Page, ordered: Iterable[Telling]) -> tuple[Toll, ...]:
    """Each figure of a harm and group once, in text order; those of the headline, which rounds what the text tells, come last."""
    title = len(page.document.title or "")
    found: dict[tuple[str, str, int | None, int | None], Toll] = {}
    for toll in sorted((t for telling in ordered for t in telling.tolls), key=lambda t: (t.words.start < title, t.words.start)):
        found.setdefault((toll.harm, toll.group, toll.min, toll.max), toll)
    return tuple(found.values())


def _weapons(page: Page, ordered: Iterable[Telling]) -> tuple[Weapon, ...]:
    found: dict[str, Weapon] = {}
    for telling in ordered:
        for weapon in telling.draft.weapons:
            words = page.span(weapon)
            found.setdefault(weapon.class_, Weapon.model_validate({"class": weapon.class_, "words": words}))
    return tuple(found.values())
