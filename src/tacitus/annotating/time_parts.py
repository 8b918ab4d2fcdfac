"""Parts of a longer time, counted off: "the first week of May", "the second half of 2014", "the last days of April"."""

from dataclasses import replace

from tacitus.annotating.time_calendar import weekday
from tacitus.annotating.time_clock import DayRule, is_day
from tacitus.annotating.time_words import Found, Words, vocabulary
from tacitus.timex import CalendarDate, Nth, Shift, TimeExpression, Unit


def nth_part(words: Words, i: int, inner: DayRule) -> Found:
    """An ordinal or "last", a unit, half, third or weekday, then "of" or "in" a month, season or year; not "the first week of the war"."""
    at = words.one_of(i, "the")
    if not any(words.low(at + k) in ("of", "in") for k in (2, 3, 4)):
        return None
    nth = _nth(words, at)
    told = _unit(words, nth[0], nth[1]) if nth else None
    if told is None or words.low(told[0]) not in ("of", "in"):
        return None
    end, part = told
    whole = inner(words, words.one_of(end + 1, "the")) or _running(words, end + 1)
    if whole is None or not isinstance(whole[1], CalendarDate | Shift) or is_day(whole[1]):
        return None
    return whole[0], replace(part, inner=whole[1])


def _nth(words: Words, i: int) -> tuple[int, int] | None:
    for nth, kind in ((1, "first"), (-1, "last")):
        if words.low(i) in vocabulary()["nth"][kind]:
            return i + 1, nth
    return words.ordinal(i)


def _unit(words: Words, i: int, nth: int) -> tuple[int, Nth] | None:
    """ "week", "half", "three days", "few days", "days", "Monday": the part, of a time not yet known."""
    if named := weekday(words, i):
        return named[0], Nth(UNKNOWN, nth, weekday=named[1])
    if words.low(i) in ("half", "third"):
        return i + 1, Nth(UNKNOWN, nth, fraction=2 if words.low(i) == "half" else 3)
    number = words.number(i)
    at = number[0] if number else words.one_of(i, *vocabulary()["vague"]["counts"])
    unit: Unit | None = vocabulary()["units"].get(words.low(at))
    if unit not in ("day", "weekend", "week", "month"):
        return None
    vague = at > i or words.low(at).endswith("s")
    return at + 1, Nth(UNKNOWN, nth, unit, number[1] if number else None if vague else 1)


UNKNOWN = TimeExpression()


def _running(words: Words, i: int) -> Found:
    """ "the year", "the month": the one that runs."""
    unit = vocabulary()["units"].get(words.low(i + 1)) if words.low(i) == "the" else None
    return (i + 2, Shift(0, unit, whole=True)) if unit in ("week", "month", "year", "decade") else None
