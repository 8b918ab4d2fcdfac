"""Times: every stretch of words that tells a date, a time of day or an interval, and what it means before a calendar is looked at."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from spacy.tokens import Doc

from tacitus import lexicon
from tacitus.annotating.time_calendar import calendar_date, holiday
from tacitus.annotating.time_clock import is_day, time_with_day
from tacitus.annotating.time_parts import nth_part
from tacitus.annotating.time_ranges import days_from, glued_range, span_of_days, time_range, up_to
from tacitus.annotating.time_relative import relative_time
from tacitus.annotating.time_words import Found, Words, longest, piece, vocabulary
from tacitus.page import TimeMark
from tacitus.timex import Age, CalendarDate, Edge, Offset, Shift, Since, TimeExpression, TimeOfDay, WeekOf


def find_times(parse: Doc) -> tuple[TimeMark, ...]:
    """The dates, times and intervals of a parse, in order and without overlap; at each word the longest reading wins.

    Ages, prices, counts, scores, unit numbers and plain durations ("for two days") are no times. A preposition is part of
    the mark only where it gives the meaning: "since Friday", "from 3 to 5 May".
    """
    words = Words(parse)
    return tuple(_marks(words))


def _marks(words: Words) -> Iterator[TimeMark]:
    at, before = 0, None
    while at < len(words):
        found = _reading(words, at) if may_begin(words, at) else None
        if not found:
            at += 1
            continue
        first, last = words.tokens[at], words.tokens[found[0] - 1]
        if first is not None and last is not None and not _says_again(words, at, found[1], before):
            before = (found[0], found[1])
            yield TimeMark(first.i, last.i + 1, found[1])
        at = found[0]


def _says_again(words: Words, at: int, expression: TimeExpression, before: Found) -> bool:
    """Whether the words only say from another act which day the words before the comma told: "on Friday, two days after the raid"."""
    leaning = isinstance(expression, Shift) and expression.named and expression.unit not in ("hour", "minute")
    if not leaning or before is None or words.low(at - 1) != "," or before[0] != at - 1:
        return False
    return is_day(before[1].day if isinstance(before[1], TimeOfDay) and before[1].day else before[1])


def may_begin(words: Words, i: int) -> bool:
    """Whether a time may begin at i: with a word of the vocabulary or a figure, or with a word of the grammar shortly before one."""
    word = words.low(i)
    if word in ("post", "pre"):
        return words.low(i + 1) in ("-", "–")
    if word in lexicon.words("grammar", "times.idle"):
        return any(_tells(words.low(k)) for k in range(i + 1, i + _REACH))
    return not _openers().isdisjoint((word, words.bare(i))) or word in _SIGNS or any(c.isdigit() for c in word)


def _tells(word: str) -> bool:
    return word in _vocabulary() or any(c.isdigit() or c == "-" for c in word)


_SIGNS = frozenset("'‘")
"""What may stand before a year of two figures."""
_AROUND = frozenset({"before", "names", "ahead", "past", "happenings", "happening", "saying", "corrections", "kin"})
"""Tables of words that stand around a time and are no part of one."""


@cache
def _vocabulary() -> frozenset[str]:
    return frozenset(part for parts in _phrases() for part in parts) - lexicon.words("grammar", "times.idle") | {"tonight"}


@cache
def _openers() -> frozenset[str]:
    """The words of the vocabulary with which a time begins."""
    return frozenset(parts[0] for parts in _phrases()) - lexicon.words("grammar", "times.idle") | {"tonight"}


def _phrases() -> Iterator[list[str]]:
    tables = (table for name, table in vocabulary().items() if name not in _AROUND)
    return (re.split(r"[ -]", text) for table in tables for text in _texts(table))


def _texts(entry: object) -> Iterator[str]:
    if isinstance(entry, str):
        yield entry
    elif isinstance(entry, Mapping):
        for key, value in entry.items():
            yield from (key, *_texts(value))
    elif isinstance(entry, tuple):
        for value in entry:
            yield from _texts(value)


_REACH = 6


def _reading(words: Words, i: int) -> Found:
    alone = (_since, _offset, _week_of, _eve, _age, _one_time)
    joined = (time_range, up_to, days_from)
    return longest(*(rule(words, i, _one_time) for rule in joined), *(rule(words, i) for rule in alone))


def _day_rule(words: Words, i: int) -> Found:
    """A calendar date or a relative time: what a time of day may belong to. A range of days may be a night."""
    return words.once("day", i, lambda: longest(calendar_date(words, i), _relative(words, i), glued_range(words, i)))


def _relative(words: Words, i: int) -> Found:
    return words.once("relative", i, lambda: relative_time(words, i))


def _one_time(words: Words, i: int) -> Found:
    return words.once(
        "time",
        i,
        lambda: longest(_day_rule(words, i), time_with_day(words, i, _day_or_range), _edge(words, i), nth_part(words, i, _day_rule)),
    )


def _day_or_range(words: Words, i: int) -> Found:
    if words.low(i - 1) == "of":
        return longest(span_of_days(words, i, _day_rule), _day_rule(words, i))
    return _day_rule(words, i)


def _edge(words: Words, i: int) -> Found:
    """ "early June", "mid-2014", "the end of March", "earlier this month", "later on Friday", "late in 2014"."""
    edges = vocabulary()["edges"]
    if match := re.fullmatch(r"(mid|early|late)[-–]([12]\d{3})(s?)", words.low(i)):
        return i + 1, Edge(CalendarDate(year=int(match[2]), decade=bool(match[3])), edges[match[1]])
    at = words.one_of(i, "the")
    edge = edges.get(words.low(at))
    if not edge:
        return None
    joined = words.one_of(at + 1, "of", "in", "on", "-")
    if edge in ("start", "end") and words.low(joined - 1) != "of":
        return None
    inner = _generic_unit(words, joined) or longest(_day_rule(words, joined), time_with_day(words, joined, _day_rule))
    if not inner or (joined == at + 1 and edge == "mid" and words.low(at) == "middle"):
        return None
    if isinstance(inner[1], Shift) and inner[1].origin == "act" and not inner[1].whole:
        return None
    if isinstance(inner[1], TimeOfDay):
        return inner
    if edge in ("early", "late") and is_day(inner[1]):
        return inner[0], TimeOfDay(inner[1], part="early" if edge == "early" else "late")
    return inner[0], Edge(inner[1], edge)


def _generic_unit(words: Words, i: int) -> Found:
    """ "the month" in "the end of the month": the current one; "later in the day" is on the day told before."""
    unit = vocabulary()["units"].get(words.low(i + 1))
    if words.low(i) == "the" and words.low(i - 1) in ("of", "in") and unit in ("day", "week", "month", "year", "decade", "century"):
        if words.low(i + 1).endswith("s"):
            return None
        return i + 2, Shift(0, unit, origin="act" if unit == "day" else "now", whole=True)
    return None


def _since(words: Words, i: int) -> Found:
    """ "since Friday", "ever since 2014"."""
    at = words.one_of(i, "ever")
    if words.low(at) != "since":
        return None
    inner = _one_time(words, at + 1)
    return (inner[0], Since(piece(words, at + 1, inner))) if inner else None


def _offset(words: Words, i: int) -> Found:
    """ "the day before last Tuesday", "two days after 3 May": counted from a time in the same words."""
    found = _relative(words, i)
    if not found or words.low(found[0] - 1) not in ("before", "after"):
        return None
    shift = found[1].day if isinstance(found[1], TimeOfDay) else found[1]
    base = _one_time(words, words.one_of(found[0], "on"))
    if not base or not isinstance(shift, Shift) or shift.count is None or not is_day(base[1]):
        return None
    start = words.one_of(found[0], "on")
    moved = Offset(shift.count, shift.unit, shift.direction, piece(words, start, base))
    return base[0], TimeOfDay(moved, part=found[1].part) if isinstance(found[1], TimeOfDay) else moved


def _week_of(words: Words, i: int) -> Found:
    end = words.phrase(i, "the week of")
    inner = calendar_date(words, end) if end > 0 else None
    return (inner[0], WeekOf(piece(words, end, inner))) if inner and is_day(inner[1]) else None


def _eve(words: Words, i: int) -> Found:
    """ "The eve of Easter": the day before a named day."""
    at = words.phrase(words.one_of(i, "the"), "eve of")
    named = holiday(words, words.one_of(at, "the")) if at > 0 else None
    if named is None:
        return None
    return named[0], Offset(1, "day", -1, piece(words, at, named))


def _age(words: Words, i: int) -> Found:
    """ "post-2003", "pre-1967"."""
    for end, text in words.glued(i, 3):
        if match := re.fullmatch(r"(?:post|pre)[-–]([12]\d{3})", text.lower()):
            return end, Age(piece(words, i, (end, CalendarDate(year=int(match[1])))))
    return None
