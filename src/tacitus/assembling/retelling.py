"""Retelling: which tellings are of one act (codebook 2: one act told twice is one account)."""

from collections.abc import Iterable, Sequence
from functools import cache

from tacitus import codebook, lexicon
from tacitus.assembling.telling import WIDE, Telling, close_in_time
from tacitus.model import Where
from tacitus.page import Page


def group(page: Page, told: Sequence[Telling]) -> list[list[Telling]]:
    """Tellings put together by act, acts in order of their first telling.

    Each telling joins the act it fits best of those told before, nearest first; an act is not joined by a telling that differs from
    any of its members in what makes acts distinct: type, place, day, or who did it.
    """
    acts: list[list[Telling]] = []
    for telling in told:
        fitting = [
            (sum(fit(page, t, telling) for t in act) / len(act), -k, act) for k, act in enumerate(acts) if _all_fit(page, act, telling)
        ]
        if fitting:
            max(fitting, key=lambda f: f[:2])[2].append(telling)
        else:
            acts.append([telling])
    return acts


def _all_fit(page: Page, act: Iterable[Telling], telling: Telling) -> bool:
    return all(fit(page, t, telling) > 0 for t in act)


def fit(page: Page, first: Telling, second: Telling) -> float:
    """How well two tellings are of one act; 0 = they are not."""
    likeness = codebook.alike(first.draft.type, second.draft.type)
    if not likeness or not _same_reality(first, second):
        return 0.0
    leaning = _leans(page, second)
    if not _places_agree(first, second) or not _times_agree(first, second) or _rival_actors(first, second):
        return 0.0
    if likeness == 1.0:
        return 1.0 + leaning
    if first.sentence == second.sentence or leaning:
        return 0.5
    return 0.0


def _same_reality(first: Telling, second: Telling) -> bool:
    told = {"happened", "disputed", "denied", "historical"}
    return first.draft.status == second.draft.status or (first.draft.status in told and second.draft.status in told)


def _leans(page: Page, telling: Telling) -> bool:
    """A definite action noun ("the attack", "Friday's strike") takes up an act told before."""
    head = page.parse[telling.draft.head]
    return head.pos_ != "VERB" and any(c.lower_ in _definite() or c.dep_ == "poss" for c in head.lefts)


@cache
def _definite() -> frozenset[str]:
    return lexicon.words("retelling", "definite")


def _places_agree(first: Telling, second: Telling) -> bool:
    return not (first.own_place and second.own_place) or same_area(first.where, second.where)


def same_area(first: Where, second: Where) -> bool:
    """Whether two places can be one: the same, or one wide enough to hold the other."""
    if not first.name or not second.name or first.name == second.name:
        return True
    if first.place_id and first.place_id == second.place_id:
        return True
    if first.country and second.country and first.country != second.country:
        return False
    wide, narrow = (first, second) if first.precision in WIDE else (second, first)
    if wide.precision in {"country", "region", "unknown"}:
        return True
    if wide.precision == "province":
        return not (wide.admin1 and narrow.admin1) or wide.admin1 == narrow.admin1
    return False


def _times_agree(first: Telling, second: Telling) -> bool:
    if first.when.inferred or second.when.inferred:
        return close_in_time(first.when, second.when, days=1) or not (first.own_time and second.own_time)
    return close_in_time(first.when, second.when)


def _rival_actors(first: Telling, second: Telling) -> bool:
    """Both tell who did it, and no name is shared; one-sided tellings of a two-sided act do not contradict."""
    mine, yours = ({a.name for a in t.actors if a.role == "initiator" and a.kind != "unknown"} for t in (first, second))
    targets = {a.name for t in (first, second) for a in t.actors if a.role in {"target", "victim_group"}}
    return bool(mine and yours) and not mine & yours and not (mine | yours) & targets and first.draft.type != "clash"
