"""Apart: whether two accounts of one report are two happenings, or one that it tells in two ways or the coder found twice."""

from datetime import date, timedelta

from tacitus.fusing.matching import Matcher
from tacitus.fusing.sketch import COARSE, Sketch, days_between, fold

_ONE_DAY = frozenset({"day_same", "day_overlap"})
_ONE_TYPE = frozenset({"type_same", "type_alike"})
_ONE_PLACE = frozenset({"place_same", "place_same_area", "place_unknown"})


def kept_apart(a: Sketch, b: Sketch, matcher: Matcher) -> bool:
    """Whether one report tells the two as two happenings.

    It does when it has an account of each, unless these differ in nothing but being tellings of one change of control, or are one act
    found twice.
    """
    return a.document.id == b.document.id and not _facets(a, b, matcher) and not found_twice(a, b, matcher)


def _facets(a: Sketch, b: Sketch, matcher: Matcher) -> bool:
    """The capture that is denied and the assault, the retreat and the retaking: types of one kin at one exact place on overlapping days;
    and the capture told twice, as a place hardly falls twice in a day, but to the other side.
    """
    types = {a.account.type, b.account.type}
    exact = a.account.where.precision not in COARSE | {"unknown"}
    one_place = exact and fold(a.account.where.name or "") == fold(b.account.where.name or "")
    kin = matcher.table.kin_types(a.account.type, b.account.type)
    again = types <= matcher.table.of_a_place and not _rivals(a.initiators.kinds, b.initiators.kinds)
    return one_place and kin and (len(types) == 2 or again) and days_between(a, b) == 0


def _rivals(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether a state's forces are on one side and rebels on the other."""
    return any("state_forces" in a - b and "rebel" in b - a for a, b in ((one, other), (other, one)))


def found_twice(a: Sketch, b: Sketch, matcher: Matcher) -> bool:
    """Whether two accounts of one report may be one act that the coder found twice.

    Two acts of one report differ in type, place, day or in who did it (codebook 2). These do not, but perhaps in the day, where one may
    be that of saying it, or in which of two sides is named; and either they share a figure or one of them is a denial, or both are told
    as one type in one sentence. In gold hardly any two accounts are so alike, but of those a coder finds. Two agreements on the same days
    are one: as it was made, and as "the deal" that is kept or broken.
    """
    gap = days_between(a, b)
    if gap is None or gap > matcher.table.limits["gap_days"]:
        return False
    signs = {name for name, _ in matcher.signs(a, b)}
    if a.account.type in matcher.table.two_sided:
        signs.discard("initiator_other")
    if signs & {"initiator_other", "target_other", "status_other"}:
        return False
    if a.account.evidence[0] == b.account.evidence[0]:
        return "type_same" in signs and bool(signs & _ONE_DAY) and bool(signs & _ONE_PLACE)
    if a.account.type in matcher.table.begins and "type_same" in signs:
        return bool(signs & _ONE_DAY)
    known = "toll_same" in signs or "denied" in {a.account.status, b.account.status}
    one_day = bool(signs & _ONE_DAY) or ("day_next" in signs and _may_be_said(a, b))
    return known and one_day and bool(signs & _ONE_TYPE) and "place_same" in signs


def _may_be_said(a: Sketch, b: Sketch) -> bool:
    """Whether the later date is that of the report's day or the day before, on which the act may have been spoken of, not done."""
    published = a.document.published
    return published is not None and max(s.last or date.min for s in (a, b)) >= published - timedelta(days=1)
