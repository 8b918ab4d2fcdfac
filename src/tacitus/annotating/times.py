"""Times: every stretch of words that tells a date, a time of day or an interval, and what it means before a calendar is looked at."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache

from spacy.tokens import Doc

from tacitus import lexicon
from tacitus.annotating.time_calendar import calendar_date, holiday, month
from tacitus.annotating.time_clock import DayRule, is_day, time_with_day
from tacitus.annotating.time_parts import nth_part
from tacitus.annotating.time_relative import relative_time
from tacitus.annotating.time_words import Found, Words, longest, vocabulary
from tacitus.page import TimeMark
from tacitus.timex import Age, CalendarDate, Edge, Offset, Piece, Range, Shift, Since, TimeExpression, TimeOfDay, WeekOf


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
    rules = (_range, _since, _offset, _week_of, _up_to, _eve, _age, _from, _one_time)
    return longest(*(rule(words, i) for rule in rules))


def _day_rule(words: Words, i: int) -> Found:
    """A calendar date or a relative time: what a time of day may belong to. A range of days may be a night."""
    return words.once("day", i, lambda: longest(calendar_date(words, i), _relative(words, i), _glued_range(words, i)))


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
        return longest(_span_of_days(words, i, _day_rule), _day_rule(words, i))
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
    return (inner[0], Since(_piece(words, at + 1, inner))) if inner else None


def _piece(words: Words, start: int, found: tuple[int, TimeExpression]) -> Piece:
    first, last = words.tokens[start], words.tokens[found[0] - 1]
    return Piece(first.i if first else start, last.i + 1 if last else found[0], found[1])


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
    moved = Offset(shift.count, shift.unit, shift.direction, _piece(words, start, base))
    return base[0], TimeOfDay(moved, part=found[1].part) if isinstance(found[1], TimeOfDay) else moved


def _week_of(words: Words, i: int) -> Found:
    end = words.phrase(i, "the week of")
    inner = calendar_date(words, end) if end > 0 else None
    return (inner[0], WeekOf(_piece(words, end, inner))) if inner and is_day(inner[1]) else None


def _up_to(words: Words, i: int) -> Found:
    """ "The week to 5 May", "the 24 hours to Sunday morning": the stretch that ends then."""
    at = words.one_of(i, "the")
    count = (at, 1) if words.low(at) == "week" else words.number(at)
    unit = words.low(count[0]) if count else ""
    if count is None or unit not in _STRETCHES or words.low(count[0] + 1) != "to":
        return None
    last = _one_time(words, count[0] + 2)
    if last is None or not is_day(last[1].day if isinstance(last[1], TimeOfDay) and last[1].day else last[1]):
        return None
    piece = _piece(words, count[0] + 2, last)
    back = max(1, round(count[1] * _STRETCHES[unit]))
    return last[0], Range(replace(piece, expression=Offset(back, "day", -1, piece)), piece)


_STRETCHES = {"week": 6, "hours": 1 / 24, "days": 1}
"""Days by which a stretch begins before the day it ends on, for each of its units."""


def _eve(words: Words, i: int) -> Found:
    """ "The eve of Easter": the day before a named day."""
    at = words.phrase(words.one_of(i, "the"), "eve of")
    named = holiday(words, words.one_of(at, "the")) if at > 0 else None
    if named is None:
        return None
    return named[0], Offset(1, "day", -1, _piece(words, at, named))


def _age(words: Words, i: int) -> Found:
    """ "post-2003", "pre-1967"."""
    for end, text in words.glued(i, 3):
        if match := re.fullmatch(r"(?:post|pre)[-–]([12]\d{3})", text.lower()):
            return end, Age(_piece(words, i, (end, CalendarDate(year=int(match[1])))))
    return None


def _range(words: Words, i: int) -> Found:
    """ "from 3 to 5 May", "between Monday and Wednesday", "3-5 May", "April 24 and 25", "from 1991 to 1997"."""
    if words.low(i) in ("from", "between"):
        joins = ("and",) if words.low(i) == "between" else ("to", "until", "till", "through", "-", "–")
        return _joined(words, i + 1, joins, _one_time)
    return longest(_span_of_days(words, i, _one_time), _glued_range(words, i), _glued_months(words, i), _row_of_days(words, i))


def _span_of_days(words: Words, i: int, rule: DayRule) -> Found:
    found = _joined(words, i, ("to", "-", "–", "—", "and", "/", "through", "or"), rule)
    if not found or not isinstance(found[1], Range):
        return None
    first, last = found[1].first.expression, found[1].last.expression
    bare = {first, last} & {CalendarDate(day=getattr(e, "day", None)) for e in (first, last)}
    through = any(words.low(k) in ("to", "-", "–", "—", "through") for k in range(i, found[0]))
    return found if bare or (through and type(first) is type(last)) or _in_turn(first, last) else None


def _in_turn(first: TimeExpression, last: TimeExpression) -> bool:
    """Two weekdays or months that follow each other, and nothing more told of either: "Friday and Saturday", "March and April"."""
    if not isinstance(first, CalendarDate) or not isinstance(last, CalendarDate):
        return False
    if first.weekday is not None:
        return first == CalendarDate(weekday=first.weekday) and last == CalendarDate(weekday=(first.weekday + 1) % 7)
    alone = first.month is not None and first == CalendarDate(month=first.month)
    return alone and replace(last, year=None) == CalendarDate(month=(first.month or 0) % 12 + 1)


def _joined(words: Words, i: int, joins: tuple[str, ...], rule: DayRule) -> Found:
    """Two times joined by one of the words; a bare day number borrows the month of its partner."""
    first = rule(words, i) or _bare_day(words, i)
    if not first or words.low(first[0]) not in joins:
        return None
    second_at = words.one_of(first[0] + 1, "the")
    second = rule(words, first[0] + 1) or rule(words, second_at) or _bare_day(words, second_at)
    if not second:
        return None
    bare_first, bare_second = (f[1] == CalendarDate(day=getattr(f[1], "day", None)) for f in (first, second))
    months = [getattr(f[1], "month", None) for f in (first, second)]
    if (bare_first and months[1] is None) or (bare_second and (months[0] is None or getattr(first[1], "day", None) is None)):
        return None
    if bare_second and _is_count(words, second[0]):
        return None
    start = first[0] + 1 if rule(words, first[0] + 1) else second_at
    return second[0], Range(_piece(words, i, first), _piece(words, start, second))


def _bare_day(words: Words, i: int) -> Found:
    nth = words.ordinal(words.one_of(i, "the"))
    if nth:
        return nth[0], CalendarDate(day=nth[1])
    word = words.low(i)
    return (i + 1, CalendarDate(day=int(word))) if word.isdigit() and len(word) < 3 and 1 <= int(word) <= 31 else None


def _is_count(words: Words, i: int) -> bool:
    token = words.token(i)
    return token is not None and token.tag_ in ("NNS", "NNPS")


def _from(words: Words, i: int) -> Found:
    """ "Three days from 9 May", "two days starting on Friday"."""
    if not any(words.low(i + k) in ("days", "nights") for k in (1, 2, 3)):
        return None
    count = words.number(i)
    end = words.one_of(count[0], "days", "nights") if count else i
    at = words.one_of(end, "from", "starting", "beginning")
    if count is None or end == count[0] or at == end or count[1] < 2:
        return None
    start = words.one_of(at, "on")
    first = _one_time(words, start)
    if first is None or not is_day(first[1]):
        return None
    piece = _piece(words, start, first)
    return first[0], Range(piece, replace(piece, expression=Offset(count[1] - 1, "day", 1, piece)))


def _glued_range(words: Words, i: int) -> Found:
    """ "3–5 May", "July 3-5" where the tokeniser leaves the two numbers in one token."""
    named = month(words, i)
    at = named[0] if named else i
    numbers = words.low(at).replace("–", "-").replace("/", "-").split("-")
    if len(numbers) != 2 or not all(n.isdigit() and 1 <= int(n) <= 31 for n in numbers):
        return None
    end, number = (at + 1, named[1]) if named else month(words, at + 1) or (0, 0)
    token = words.token(i)
    if not end or token is None or int(numbers[0]) >= int(numbers[1]):
        return None
    pieces = [Piece(token.i, token.i + 1, CalendarDate(month=number, day=int(n))) for n in numbers]
    return end, Range(pieces[0], pieces[1])


def _glued_months(words: Words, i: int) -> Found:
    """ "30 April-2 May" where the tokeniser leaves the hyphen in one token with month and day."""
    match = re.fullmatch(r"([a-z]+)[-–](\d{1,2})", words.low(i + 1))
    first, months = _bare_day(words, i) if match else None, vocabulary()["months"]
    begun, ended = months.get(match[1] if match else ""), months.get(words.bare(i + 2))
    if match is None or begun is None or ended is None or first is None or not isinstance(first[1], CalendarDate):
        return None
    start = _piece(words, i, (i + 2, CalendarDate(month=begun, day=first[1].day)))
    return i + 3, Range(start, _piece(words, i + 1, (i + 3, CalendarDate(month=ended, day=int(match[2])))))


def _row_of_days(words: Words, i: int) -> Found:
    """ "3, 4 and 5 May": days that follow each other."""
    days, at = [], i
    while (day := _bare_day(words, at)) and words.low(day[0]) == "," and isinstance(day[1], CalendarDate):
        days.append(day[1].day or 0)
        at = day[0] + 1
    rest = _span_of_days(words, at, _one_time) if days else None
    if rest is None or not isinstance(rest[1], Range) or not isinstance(rest[1].first.expression, CalendarDate):
        return None
    following = rest[1].first.expression
    if (following.day or 0) != days[-1] + 1 or days != list(range(days[0], days[-1] + 1)):
        return None
    return rest[0], Range(replace(rest[1].first, expression=replace(following, day=days[0])), rest[1].last)
