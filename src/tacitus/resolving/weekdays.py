"""Calendar dates as far as told: the missing year, month or weekday is reasoned from the day of writing and the tense."""

from dataclasses import replace
from datetime import date, timedelta

from tacitus.resolving import calendar as cal
from tacitus.resolving.calendar import Interval
from tacitus.resolving.feasts import easter, islamic
from tacitus.resolving.tense import Tense
from tacitus.timex import CalendarDate, Holiday, Unit

NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
Told = tuple[Interval | None, str, bool]
"""Interval, rule, and whether the words contradict each other."""

_LEEWAY = timedelta(2)
"""A past date may lie so far after the day of writing: texts are updated, and the world has time zones."""
_SOON = timedelta(92)
_LONG_AGO = timedelta(270)
"""Nobody leaves the year out of a date so long past when the same date is about to come."""


def plain(count: int | None, unit: Unit) -> str:
    """ "two days" in figures: "2 days", "1 week", "some weeks"."""
    return f"some {unit}s" if count is None else f"{count} {unit}{'' if count == 1 else 's'}"


def calendar_date(when: CalendarDate, written: date | None, tense: Tense | None, told: date | None, years: tuple[int, ...]) -> Told:
    """The interval of a date as far as told (codebook 5, rules 1 and 2).

    Tense decides the direction of what has no year; a weekday and a day of the month must agree. `told` is the last day the
    text named, for a bare "the 13th"; `years` those named in the text.
    """
    if when.year_offset is not None and written:
        when = replace(when, year=written.year + when.year_offset, year_offset=None)
    if when.year is not None:
        return _with_year(when)
    if when.month and when.day:
        return _day_of_month(when, written, tense, years)
    if written is None:
        return None, "no year is told and the day of writing is not known", False
    if when.day:
        return _bare_day(when, written, tense, told)
    if when.weekday is not None:
        return _weekday_beside(when, told) if when.origin == "act" and told else _weekday(when, written, tense)
    return _long_unit(when, written, tense)


def _with_year(when: CalendarDate) -> Told:
    year = when.year or 1
    if when.decade:
        return cal.years(year, year + 9), f"the decade from {year}", False
    if when.month and when.day:
        day = cal.safe_date(year, when.month, when.day)
        if day and when.weekday is not None and day.weekday() != when.weekday:
            swapped = cal.safe_date(year, when.day, when.month) if when.swappable else None
            if swapped and swapped.weekday() == when.weekday:
                return cal.one_day(swapped), "the weekday shows that the day stands before the month", False
            return None, f"{day} was a {NAMES[day.weekday()]}, not a {NAMES[when.weekday]}", True
        doubt = "; read month first" if when.swappable and when.month != when.day else ""
        return (cal.one_day(day), f"the date as told{doubt}", False) if day else (None, "the calendar has no such day", True)
    if when.month:
        return cal.month_of(year, when.month), "the month as told", False
    if when.season:
        return cal.season_of(year, when.season), "the season of the year told", False
    if when.quarter:
        return cal.quarter_of(year, when.quarter), "the quarter of the year told", False
    return cal.years(year, year), "the year as told", False


def choose(days: list[date], written: date, tense: Tense | None, *, last: bool = False) -> date:
    """Of possible days the latest past one, or the first coming one when the tense is future.

    Where no tense tells, a day of the coming three months is meant when the past one lies more than nine months back.
    """
    past = [day for day in days if day < written] if last else [day for day in days if day <= written + _LEEWAY]
    if tense == "future" and not last:
        coming = [day for day in days if day >= written]
        recent = [day for day in days if timedelta(0) < written - day <= timedelta(30)]
        if coming and not ((min(coming) - written).days > 183 and recent):
            return min(coming)
        return max(recent or days)
    soon = [day for day in days if timedelta(0) < day - written <= _SOON]
    if past and (tense == "past" or last or not soon or written - max(past) < _LONG_AGO):
        return max(past)
    return min(soon or days)


def _day_of_month(when: CalendarDate, written: date | None, tense: Tense | None, named: tuple[int, ...]) -> Told:
    """A day and month without a year, with or without a weekday."""
    assert when.month is not None
    assert when.day is not None
    if written is None:
        return None, "no year is told and the day of writing is not known", False
    near = range(written.year - 1, written.year + 2)
    days = [d for d in (cal.safe_date(y, when.month, when.day) for y in near) if d]
    if not days:
        leap = [d for d in (cal.safe_date(y, when.month, when.day) for y in range(written.year - 8, written.year + 8)) if d]
        return (
            (cal.one_day(choose(leap, written, tense)), f"the leap year nearest to {written}", False)
            if leap
            else (None, "the calendar has no such day", True)
        )
    chosen = choose(days, written, tense, last=when.which == "last")
    rule = f"no year is told; {'the first after' if chosen > written else 'the latest before'} the day of writing, {written}"
    if when.weekday is None or chosen.weekday() == when.weekday:
        return cal.one_day(chosen), rule if chosen != written else "the day of writing", False
    fits = [d for d in (cal.safe_date(y, when.month, when.day) for y in (*near, *named)) if d and d.weekday() == when.weekday]
    if fits:
        best = max(fits)
        return cal.one_day(best), f"weekday and day agree in {', '.join(str(d.year) for d in sorted(set(fits)))}; latest that fits", False
    return None, f"{chosen} was a {NAMES[chosen.weekday()]}, not a {NAMES[when.weekday]}", True


def _bare_day(when: CalendarDate, written: date, tense: Tense | None, told: date | None) -> Told:
    """ "the 13th", "Friday the 13th": in the month told before when that lies far back, else the latest or next one."""
    assert when.day is not None
    base = told if told and abs((written - told).days) > 45 else written
    if base is told and told is not None:
        same = cal.safe_date(told.year, told.month, when.day)
        if same and (when.weekday is None or same.weekday() == when.weekday):
            return cal.one_day(same), f"in the month of {told}, told before", False
    months = [cal.add_months(date(written.year, written.month, 1), k) for k in (-2, -1, 0, 1)]
    days = [d for d in (cal.safe_date(m.year, m.month, when.day) for m in months) if d]
    fits = [d for d in days if when.weekday is None or d.weekday() == when.weekday]
    if not fits:
        return None, f"no {when.day}th near {written} was a {NAMES[when.weekday or 0]}", True
    return cal.one_day(choose(fits, written, tense or "past")), f"the day of that number nearest before {written}", False


def _weekday(when: CalendarDate, written: date, tense: Tense | None) -> Told:
    """A weekday alone goes back from the day of writing, that day included; forward when the tense is future.

    Where the tense is not past, the nearest is meant: tomorrow's name for no tense, that of the next three days for present.
    """
    assert when.weekday is not None
    name = NAMES[when.weekday]
    if when.week_offset is not None:
        monday = cal.unit_at(written + timedelta(7 * when.week_offset), "week").start
        return cal.one_day(monday + timedelta(when.weekday)), f"{name} of the week told, from {written}", False
    if when.which == "last":
        day = cal.weekday_back(written - timedelta(1), when.weekday)
        return cal.one_day(day), f"the last {name} before {written}", False
    if when.which == "next":
        return cal.one_day(cal.weekday_on(written, when.weekday)), f"the next {name} after {written}", False
    if tense == "future":
        day = cal.weekday_on(written - timedelta(1), when.weekday)
        return cal.one_day(day), f"the tense is future: the first {name} from {written} on", False
    day = cal.weekday_back(written, when.weekday)
    if tense != "past" and written - day >= (timedelta(4) if tense == "present" else timedelta(6)):
        day += timedelta(7)
        return cal.one_day(day), f"the {name} nearest to {written}, no past tense", False
    return cal.one_day(day), f"{name} back from {written}" + (", that day included" if day == written else ""), False


def _weekday_beside(when: CalendarDate, told: date) -> Told:
    """ "The Friday before", "the following Friday": the nearest on that side of the day leant on."""
    assert when.weekday is not None
    if when.which == "next":
        return cal.one_day(cal.weekday_on(told, when.weekday)), f"the next {NAMES[when.weekday]} after {told}", False
    return cal.one_day(cal.weekday_back(told - timedelta(1), when.weekday)), f"the last {NAMES[when.weekday]} before {told}", False


def _long_unit(when: CalendarDate, written: date, tense: Tense | None) -> Told:
    """A month, season or quarter without a year."""
    units = [u for u in (_unit_in(when, y) for y in range(written.year - 2, written.year + 3)) if u]
    if when.month and when.which == "last":
        return cal.month_of(written.year - 1, when.month), "last: of the year before the day of writing", False
    if when.month and when.which == "this":
        return cal.month_of(written.year, when.month), "this: of the year of writing", False
    if when.which == "last":
        return [u for u in units if u.end < written][-1], f"the last one that ended before {written}", False
    if when.which == "next":
        return next(u for u in units if u.start > written), f"the next one after {written}", False
    if when.which == "this":
        unit = min(units, key=lambda u: _distance(u, written))
        return _running(unit, written, tense), f"the one nearest to {written}", False
    if tense == "future":
        return next(u for u in units if u.end >= written), f"the tense is future: the first from {written} on", False
    past = [u for u in units if u.start <= written][-1]
    soon = [u for u in units if timedelta(0) < u.start - written <= _SOON]
    if tense != "past" and soon and written - past.end >= _LONG_AGO:
        return soon[0], f"no year is told; the first after {written}, the one before lies far back", False
    return past, f"no year is told; the latest begun by {written}", False


def _unit_in(when: CalendarDate, year: int) -> Interval | None:
    if when.month:
        return cal.month_of(year, when.month)
    if when.season:
        return cal.season_of(year, when.season)
    return cal.quarter_of(year, when.quarter) if when.quarter else None


def _distance(unit: Interval, day: date) -> int:
    return max((unit.start - day).days, (day - unit.end).days, 0)


def _running(unit: Interval, written: date, tense: Tense | None) -> Interval:
    """Of the unit that runs on the day of writing only the part that the tense leaves."""
    if not unit.start <= written <= unit.end or tense is None:
        return unit
    return Interval(written, unit.end) if tense == "future" else Interval(unit.start, written)


def holiday(day: Holiday, written: date | None, tense: Tense | None) -> Told:
    """A named day in the year told, else by tense as any day of a month."""
    if day.year is not None:
        return _lasting(day, _holiday_in(day, day.year)), f"{day.name} of the year told", False
    if written is None:
        return None, "no year is told and the day of writing is not known", False
    days = [_holiday_in(day, y) for y in range(written.year - 1, written.year + 2)]
    found = choose(days, written, tense, last=day.which == "last")
    return _lasting(day, found), f"{day.name} by tense, from {written}", False


def _lasting(day: Holiday, first: date) -> Interval:
    """The days of a feast; one of the Islamic year may have begun a day before the calendar's, where the moon was seen."""
    begun = first - timedelta(1) if day.of == "islamic" else first
    return Interval(begun, first + timedelta(day.days - 1))


def _holiday_in(day: Holiday, year: int) -> date:
    if day.of == "islamic":
        return islamic(year, day.month, day.day or 1) + timedelta(day.plus)
    if day.of:
        return easter(year, eastern=day.of == "orthodox") + timedelta(day.plus)
    if day.day:
        return date(year, day.month, day.day)
    return cal.nth_weekday(year, day.month, day.weekday or 0, day.nth or 1) + timedelta(day.plus)
