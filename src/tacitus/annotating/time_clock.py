"""Times of day: clock times with zones, and parts of a day with the day they belong to."""

import re
from collections.abc import Callable

from tacitus import lexicon
from tacitus.annotating.time_words import Found, Words, longest, vocabulary
from tacitus.timex import Offset, PartName, Piece, TimeExpression, TimeOfDay

_CLOCK = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)(?::[0-5]\d)?(a\.?m\.?|p\.?m\.?)?")
_HOUR = re.compile(r"(1[0-2]|0?[1-9])(a\.?m\.?|p\.?m\.?)?")
_MILITARY = re.compile(r"([01]\d|2[0-3])([0-5]\d)h?")

DayRule = Callable[[Words, int], Found]


def clock_time(words: Words, i: int) -> Found:
    """ "10:35 a.m.", "5p.m.", "0210 local", "2140 hrs", "06.30" after "at", "4 in the morning", "10 o'clock", with the zone."""
    found = longest(_hours(words, i), _military(words, i), _oclock(words, i))
    return _with_zone(words, found) if found else None


def _hours(words: Words, i: int) -> Found:
    word = words.low(i)
    if match := _CLOCK.fullmatch(word):
        end, half = _half(words, i + 1, match[3])
        told = half or ":" in word or _zone(words, i + 1) > i + 1 or words.low(i - 1) in ("at", "by", "about")
        return (end, _at(int(match[1]), int(match[2]), half)) if told and not _is_measure(words, end, half) else None
    if match := _HOUR.fullmatch(word):
        end, half = _half(words, i + 1, match[2])
        return (end, _at(int(match[1]), 0, half)) if half else None
    return None


def _is_measure(words: Words, end: int, half: str | None) -> bool:
    """ "3.50 per cent", "4:15 win": a number goes before what it measures."""
    return half is None and words.low(end) in lexicon.words("numbers", "clock.measures")


def _half(words: Words, i: int, glued: str | None) -> tuple[int, str | None]:
    clock = vocabulary()["clock"]
    if glued:
        return i + (words.low(i) == "." and not glued.endswith(".")), glued.replace(".", "")[0]
    for half in ("am", "pm"):
        if words.low(i) in clock[half]:
            return i + 1, half[0]
    return i, None


def _at(hour: int, minute: int, half: str | None) -> TimeOfDay:
    if half == "p" and hour < 12:
        hour += 12
    elif half == "a" and hour == 12:
        hour = 0
    return TimeOfDay(hour=hour, minute=minute)


def _military(words: Words, i: int) -> Found:
    match = _MILITARY.fullmatch(words.low(i))
    if not match:
        return None
    end = words.one_of(i + 1, *vocabulary()["clock"]["hours"])
    if end == i + 1 and _zone(words, end) == end and not words.low(i).endswith("h"):
        return None
    return end, TimeOfDay(hour=int(match[1]), minute=int(match[2]))


def _oclock(words: Words, i: int) -> Found:
    number = words.number(i)
    if not number or not 1 <= number[1] <= 12 or words.low(i) in ("a", "an"):
        return None
    end = words.one_of(number[0], "o'clock")
    if words.phrase(end, "in the morning") > 0:
        return end + 3, TimeOfDay(hour=number[1] % 12, minute=0)
    for part in ("afternoon", "evening"):
        if words.phrase(end, f"in the {part}") > 0:
            return end + 3, TimeOfDay(hour=number[1] % 12 + 12, minute=0)
    return (end, TimeOfDay(hour=number[1], minute=0)) if end > number[0] else None


def _zone(words: Words, i: int) -> int:
    """The position after a zone at i: "GMT", "local time", "Moscow time"; i when there is none."""
    if words.low(i) in vocabulary()["clock"]["zones"]:
        return words.one_of(i + 1, "time")
    return i + 2 if words.capital(i) and words.low(i + 1) == "time" else i


def _with_zone(words: Words, found: tuple[int, TimeExpression]) -> Found:
    """Take in the zone and a repetition in brackets: "(0735 GMT)"."""
    end, time = found
    after = _zone(words, end)
    zone = words.low(end) if after > end else None
    if words.low(after) == "(":
        close = next((k for k in range(after + 1, after + 5) if words.low(k) == ")"), -1)
        if close > 0 and _zone(words, close - 1) > close - 1:
            after = close + 1
    if isinstance(time, TimeOfDay):
        time = TimeOfDay(hour=time.hour, minute=time.minute, zone=zone)
    return after, time


def part_of_day(words: Words, i: int) -> tuple[int, PartName] | None:
    """(end, part) of "night", "early morning", "mid-afternoon", "the early hours"."""
    at = words.one_of(i, "early", "late", "mid")
    at = words.one_of(at, "-") if at > i else at
    if at > i and words.low(at) == "hours":
        return at + 1, "early" if words.low(i) == "early" else "late"
    part = vocabulary()["parts"].get(words.low(at))
    return (at + 1, part) if part else None


def time_with_day(words: Words, i: int, day: DayRule) -> Found:
    """A time and its day in either order: "9 a.m. Tuesday", "Friday night", "at dawn on Monday", "early on Monday"."""
    return longest(_clock_first(words, i, day), _day_first(words, i, day), _part_first(words, i, day), _edge_of_day(words, i, day))


def _clock_first(words: Words, i: int, day: DayRule) -> Found:
    found = clock_time(words, i)
    if not found or not isinstance(found[1], TimeOfDay):
        return None
    after = words.one_of(words.one_of(found[0], ","), "on", "of", "-")
    told = day(words, after)
    if told:
        return told[0], TimeOfDay(told[1], hour=found[1].hour, minute=found[1].minute, zone=found[1].zone)
    part = part_of_day(words, words.one_of(found[0], "this", "that"))
    if part and words.low(found[0]) == "this":
        return None
    return found


def _day_first(words: Words, i: int, day: DayRule) -> Found:
    told = day(words, i)
    if not told:
        return None
    if isinstance(told[1], TimeOfDay):
        return told if told[1].hour is not None else _clock_after_part(words, told)
    after = words.one_of(told[0], "-")
    if (part := part_of_day(words, words.one_of(after, "at", "around"))) and words.low(part[0]) != "prayers":
        return _clock_after_part(words, (part[0], TimeOfDay(told[1], part=part[1])))
    clock = clock_time(words, words.one_of(words.one_of(after, ","), "at"))
    if clock and isinstance(clock[1], TimeOfDay):
        return clock[0], TimeOfDay(told[1], hour=clock[1].hour, minute=clock[1].minute, zone=clock[1].zone)
    return told


def _clock_after_part(words: Words, found: tuple[int, TimeExpression]) -> Found:
    """ "Friday night at 10:15 p.m."."""
    end, time = found
    clock = clock_time(words, end + 1) if words.low(end) == "at" else None
    if clock and isinstance(time, TimeOfDay) and isinstance(clock[1], TimeOfDay):
        return clock[0], TimeOfDay(time.day, time.part, clock[1].hour, clock[1].minute, clock[1].zone)
    return found


def _part_first(words: Words, i: int, day: DayRule) -> Found:
    """ "the night of 3 May", "before dawn on Thursday", "in the early hours of Monday", "overnight to Wednesday"."""
    at = words.one_of(i, "the")
    part = part_of_day(words, at)
    if not part:
        return None
    joined = words.one_of(part[0], "of", "on", "to", "into", "from")
    told = day(words, joined) if joined > part[0] or part[1] in ("midnight", "noon", "overnight", "dawn", "dusk") else None
    if told and not isinstance(told[1], TimeOfDay):
        if part[1] in ("night", "overnight") and words.low(part[0]) in ("to", "into"):
            return told[0], TimeOfDay(Offset(1, "day", -1, Piece(joined, told[0], told[1])), part="overnight")
        return told[0], TimeOfDay(told[1], part=part[1])
    placed = words.low(i - 1) in lexicon.words("grammar", "times.before_point")
    if part[1] == "overnight" or (at == i and placed and part[1] in ("dawn", "noon", "midnight", "dusk")):
        return part[0], TimeOfDay(part=part[1])
    during = words.low(i - 1) in lexicon.words("grammar", "times.before_part")
    after = words.token(part[0])
    stands_alone = after is None or after.pos_ not in ("NOUN", "PROPN")
    return (part[0], TimeOfDay(part=part[1])) if during and stands_alone and (at > i or words.low(i - 1) == "by") else None


def _edge_of_day(words: Words, i: int, day: DayRule) -> Found:
    """ "early on Monday", "late Friday"; of a longer time it is an edge and left to the caller."""
    if words.low(i) not in ("early", "late"):
        return None
    told = day(words, words.one_of(i + 1, "on"))
    if not told:
        return None
    if isinstance(told[1], TimeOfDay):
        return told
    return (told[0], TimeOfDay(told[1], part="early" if words.low(i) == "early" else "late")) if is_day(told[1]) else None


def is_day(expression: TimeExpression) -> bool:
    """Whether the expression is one day (and not a month, year or season)."""
    return bool(
        getattr(expression, "weekday", None) is not None
        or getattr(expression, "day", None)
        or (getattr(expression, "unit", None) == "day" and getattr(expression, "whole", False))
    )
