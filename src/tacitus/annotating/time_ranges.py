"""Ranges: two times joined, and stretches counted to or from one: "from 3 to 5 May", "the week to 5 May", "three days from 9 May"."""

import re
from dataclasses import replace

from tacitus.annotating.time_calendar import month
from tacitus.annotating.time_clock import DayRule, is_day
from tacitus.annotating.time_words import Found, Words, longest, piece, vocabulary
from tacitus.timex import CalendarDate, Offset, Piece, Range, TimeExpression, TimeOfDay


def time_range(words: Words, i: int, rule: DayRule) -> Found:
    """The longest range at i, its ends read by `rule`.

    "From 3 to 5 May", "between Monday and Wednesday", "3-5 May", "April 24 and 25", "from 1991 to 1997".
    """
    if words.low(i) in ("from", "between"):
        joins = ("and",) if words.low(i) == "between" else ("to", "until", "till", "through", "-", "–")
        return _joined(words, i + 1, joins, rule)
    return longest(span_of_days(words, i, rule), glued_range(words, i), _glued_months(words, i), _row_of_days(words, i, rule))


def span_of_days(words: Words, i: int, rule: DayRule) -> Found:
    """Two times joined without "from": "3 to 5 May", "Friday and Saturday"; two whole dates joined by "and" are no stretch."""
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
    return second[0], Range(piece(words, i, first), piece(words, start, second))


def _bare_day(words: Words, i: int) -> Found:
    nth = words.ordinal(words.one_of(i, "the"))
    if nth:
        return nth[0], CalendarDate(day=nth[1])
    word = words.low(i)
    return (i + 1, CalendarDate(day=int(word))) if word.isdigit() and len(word) < 3 and 1 <= int(word) <= 31 else None


def _is_count(words: Words, i: int) -> bool:
    token = words.token(i)
    return token is not None and token.tag_ in ("NNS", "NNPS")


def days_from(words: Words, i: int, rule: DayRule) -> Found:
    """ "Three days from 9 May", "two days starting on Friday"."""
    if not any(words.low(i + k) in ("days", "nights") for k in (1, 2, 3)):
        return None
    count = words.number(i)
    end = words.one_of(count[0], "days", "nights") if count else i
    at = words.one_of(end, "from", "starting", "beginning")
    if count is None or end == count[0] or at == end or count[1] < 2:
        return None
    start = words.one_of(at, "on")
    first = rule(words, start)
    if first is None or not is_day(first[1]):
        return None
    begun = piece(words, start, first)
    return first[0], Range(begun, replace(begun, expression=Offset(count[1] - 1, "day", 1, begun)))


def glued_range(words: Words, i: int) -> Found:
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
    start = piece(words, i, (i + 2, CalendarDate(month=begun, day=first[1].day)))
    return i + 3, Range(start, piece(words, i + 1, (i + 3, CalendarDate(month=ended, day=int(match[2])))))


def _row_of_days(words: Words, i: int, rule: DayRule) -> Found:
    """ "3, 4 and 5 May": days that follow each other."""
    days, at = [], i
    while (day := _bare_day(words, at)) and words.low(day[0]) == "," and isinstance(day[1], CalendarDate):
        days.append(day[1].day or 0)
        at = day[0] + 1
    rest = span_of_days(words, at, rule) if days else None
    if rest is None or not isinstance(rest[1], Range):
        return None
    following, last = rest[1].first.expression, rest[1].last.expression
    if not isinstance(following, CalendarDate) or not isinstance(last, CalendarDate) or last.day != days[-1] + 2:
        return None
    if following.day != days[-1] + 1 or days != list(range(days[0], days[-1] + 1)):
        return None
    return rest[0], Range(replace(rest[1].first, expression=replace(following, day=days[0])), rest[1].last)


def up_to(words: Words, i: int, rule: DayRule) -> Found:
    """ "The week to 5 May", "the 24 hours to Sunday morning": the stretch that ends then."""
    at = words.one_of(i, "the")
    count = (at, 1) if words.low(at) == "week" else words.number(at)
    unit = words.low(count[0]) if count else ""
    if count is None or unit not in _STRETCHES or words.low(count[0] + 1) != "to":
        return None
    last = rule(words, count[0] + 2)
    if last is None or not is_day(last[1].day if isinstance(last[1], TimeOfDay) and last[1].day else last[1]):
        return None
    ended = piece(words, count[0] + 2, last)
    back = max(1, round(count[1] * _STRETCHES[unit]))
    return last[0], Range(replace(ended, expression=Offset(back, "day", -1, ended)), ended)


_STRETCHES = {"week": 6, "hours": 1 / 24, "days": 1}
"""Days by which a stretch begins before the day it ends on, for each of its units."""
