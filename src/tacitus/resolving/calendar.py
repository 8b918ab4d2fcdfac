"""Arithmetic of calendar units: inclusive intervals of days. Weeks run from Monday to Sunday (ISO 8601), seasons are the northern ones."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from tacitus.timex import Nth, Season, Unit

_SEASON_MONTHS: dict[Season, int] = {"winter": 12, "spring": 3, "summer": 6, "autumn": 9}
_DAYS: dict[Unit, int] = {"minute": 0, "hour": 0, "day": 1, "weekend": 7, "week": 7, "fortnight": 14}
_MONTHS: dict[Unit, int] = {"month": 1, "quarter": 3, "season": 3, "year": 12, "decade": 120, "century": 1200}


@dataclass(frozen=True, slots=True)
class Interval:
    """Days from `start` to `end`, both included."""

    start: date
    end: date

    @property
    def days(self) -> int:
        """How many days it holds."""
        return (self.end - self.start).days + 1

    def moved(self, days: int) -> "Interval":
        """The same length, so many days later."""
        return Interval(self.start + timedelta(days), self.end + timedelta(days))


def one_day(day: date) -> Interval:
    """The day alone: it starts and ends the interval."""
    return Interval(day, day)


def safe_date(year: int, month: int, day: int) -> date | None:
    """The date, or None when the calendar has no such day."""
    return date(year, month, day) if 1 <= year <= 9998 and 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1] else None


def add_months(day: date, months: int) -> date:
    """So many months on; the last day of a shorter month stands for a day it lacks. Years are kept within 1 to 9998."""
    index = min(max(day.year * 12 + day.month - 1 + months, 12), 9998 * 12 + 11)
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def shift(day: date, count: int, unit: Unit) -> date:
    """`count` units on (negative: back). Minutes and hours do not leave the day."""
    if unit in _DAYS:
        return day + timedelta(count * _DAYS[unit])
    return add_months(day, count * _MONTHS[unit])


def month_of(year: int, month: int) -> Interval:
    """From the first to the last day of the month."""
    return Interval(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))


def years(first: int, last: int) -> Interval:
    """From the first of January of one year to the last of December of another."""
    return Interval(date(first, 1, 1), date(last, 12, 31))


def season_of(year: int, season: Season) -> Interval:
    """Three whole months; winter begins in December of `year`."""
    first = _SEASON_MONTHS[season]
    return Interval(date(year, first, 1), add_months(date(year, first, 1), 3) - timedelta(1))


def quarter_of(year: int, quarter: int) -> Interval:
    """Three whole months, counted from January."""
    first = date(year, 3 * quarter - 2, 1)
    return Interval(first, add_months(first, 3) - timedelta(1))


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """`weekday` counts from Monday = 0, `nth` from 1; a fifth that the month lacks falls into the next."""
    first = date(year, month, 1)
    return first + timedelta((weekday - first.weekday()) % 7 + 7 * (nth - 1))


def unit_at(day: date, unit: Unit) -> Interval:
    """The calendar unit in which a day lies; for a weekend the latest one that has begun by then."""
    if unit == "week":
        return Interval(day - timedelta(day.weekday()), day + timedelta(6 - day.weekday()))
    if unit == "weekend":
        saturday = day - timedelta((day.weekday() - 5) % 7)
        return Interval(saturday, saturday + timedelta(1))
    if unit == "month":
        return month_of(day.year, day.month)
    if unit == "quarter":
        return quarter_of(day.year, (day.month + 2) // 3)
    if unit == "season":
        return next(s for s in (season_of(y, k) for y in (day.year, day.year - 1) for k in _SEASON_MONTHS) if s.start <= day <= s.end)
    if unit in ("year", "decade", "century"):
        length = {"year": 1, "decade": 10, "century": 100}[unit]
        first = max(day.year - day.year % length, 1)
        return years(first, first + length - 1)
    return one_day(day)


def weekday_back(day: date, weekday: int) -> date:
    """The latest such weekday on or before a day."""
    return day - timedelta((day.weekday() - weekday) % 7)


def weekday_on(day: date, weekday: int) -> date:
    """The first such weekday after a day."""
    return day + timedelta((weekday - day.weekday() - 1) % 7 + 1)


def third(whole: Interval, edge: str) -> Interval:
    """One of three parts, told by its edge: a third of a month is ten days, of a year four months; of anything else a third of its days."""
    at = {"early": 0, "start": 0, "mid": 1, "late": 2, "end": 2}[edge]
    if whole.start.day == 1 and 28 <= whole.days <= 31:
        first = whole.start + timedelta(10 * at)
        return Interval(first, whole.end if at == 2 else first + timedelta(9))
    if whole.days in (365, 366):
        first = add_months(whole.start, 4 * at)
        return Interval(first, add_months(first, 4) - timedelta(1))
    size = max(whole.days // 3, 1)
    first = whole.start + timedelta(size * at)
    return Interval(first, whole.end if at == 2 else first + timedelta(size - 1))


def nth_part(whole: Interval, part: Nth) -> Interval | None:
    """A part counted off from the start, or from the end when `nth` is −1; None when the interval has none so far on.

    Weeks are stretches of seven days and halves of a month begin on its 1st and 16th. A vague count ("the last days") is five days,
    three weeks, three months.
    """
    if part.weekday is not None:
        day = weekday_back(whole.end, part.weekday) if part.nth < 0 else weekday_on(whole.start - timedelta(1), part.weekday)
        return _within(one_day(day + timedelta(7 * max(part.nth - 1, 0))), whole)
    if part.fraction:
        return _fraction(whole, part.nth, part.fraction)
    count = part.count or (5 if part.unit == "day" else 3)
    if part.unit == "weekend":
        saturday = weekday_back(whole.end, 5) if part.nth < 0 else weekday_on(whole.start - timedelta(1), 5)
        return _within(Interval(saturday, saturday + timedelta(1)).moved(7 * max(part.nth - 1, 0)), whole)
    if part.nth < 0:
        return _within(Interval(shift(whole.end + timedelta(1), -count, part.unit), whole.end), whole)
    start = shift(whole.start, count * (part.nth - 1), part.unit)
    return _within(Interval(start, shift(start, count, part.unit) - timedelta(1)), whole)


def _fraction(whole: Interval, nth: int, of: int) -> Interval | None:
    if nth > of:
        return None
    at = of - 1 if nth < 0 else nth - 1
    months = (whole.end.year - whole.start.year) * 12 + whole.end.month - whole.start.month + 1
    if months % of == 0:
        return Interval(add_months(whole.start, at * months // of), add_months(whole.start, (at + 1) * months // of) - timedelta(1))
    size = 15 if of == 2 and 28 <= whole.days <= 31 else whole.days // of
    start = whole.start + timedelta(size * at)
    return Interval(start, whole.end if at == of - 1 else start + timedelta(size - 1))


def _within(part: Interval, whole: Interval) -> Interval | None:
    return Interval(part.start, min(part.end, max(whole.end, part.start))) if whole.start <= part.start <= whole.end else None
