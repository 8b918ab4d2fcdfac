"""Reckoning: the meaning of time words laid on the calendar, given the day of writing, the tense and the act they lean on."""

from dataclasses import replace
from datetime import timedelta
from functools import singledispatch

from tacitus.model import DatePrecision
from tacitus.resolving import calendar as cal
from tacitus.resolving.calendar import Interval
from tacitus.resolving.setting import Reckoned, Setting
from tacitus.resolving.shifts import shifted, stretched
from tacitus.resolving.weekdays import calendar_date, holiday, plain
from tacitus.timex import (
    Age,
    CalendarDate,
    Edge,
    Holiday,
    Nth,
    Offset,
    Range,
    Reference,
    Shift,
    Since,
    Span,
    TimeExpression,
    TimeOfDay,
    WeekOf,
)


def precision_of(interval: Interval) -> DatePrecision:
    """Day, days (up to six), week (up to two weeks), month (up to half a year) or year, by length (codebook 5)."""
    if interval.days == 1:
        return "day"
    if interval.days <= 6:
        return "days"
    return "week" if interval.days <= 13 else "month" if interval.days <= 183 else "year"


@singledispatch
def reckon(expression: TimeExpression, setting: Setting) -> Reckoned:
    """The interval an expression stands for; `Reckoned.interval` is None when the setting lacks what it counts from."""
    raise TypeError(f"no calendar rule for {type(expression).__name__} at {setting}")


@reckon.register
def _(expression: CalendarDate, setting: Setting) -> Reckoned:
    interval, rule, conflict = calendar_date(expression, setting.written, setting.tense, setting.told, setting.years)
    return Reckoned(interval, rule, conflict)


@reckon.register
def _(expression: Holiday, setting: Setting) -> Reckoned:
    return Reckoned(*holiday(expression, setting.written, setting.tense))


@reckon.register
def _(expression: Shift, setting: Setting) -> Reckoned:
    return shifted(expression, setting)


@reckon.register
def _(expression: Span, setting: Setting) -> Reckoned:
    return stretched(expression, setting)


@reckon.register
def _(expression: TimeOfDay, setting: Setting) -> Reckoned:
    if expression.day is None:
        return _no_day(expression, setting)
    day = reckon(expression.day, setting)
    if day.interval is None:
        return day
    interval = day.interval
    if expression.part in ("night", "overnight") and interval.days == 1:
        end = interval.start + timedelta(1)
        if setting.tense != "future" and setting.written and end > setting.written >= interval.start:
            end = setting.written
        return replace(day, interval=Interval(interval.start, end), rule=f"{day.rule}; the night may end on the next day")
    return day


def _no_day(time: TimeOfDay, setting: Setting) -> Reckoned:
    if time.part == "overnight" and setting.written:
        return Reckoned(Interval(setting.written - timedelta(1), setting.written), f"the night before {setting.written}")
    if setting.act and time.part in ("night", "overnight") and setting.act.days == 1:
        night = Interval(setting.act.start, setting.act.start + timedelta(1))
        return Reckoned(night, f"the night of {setting.act_name or 'the act told before'}")
    if setting.act:
        late = setting.act.days == 2 and (time.part in ("dawn", "morning", "early") or (time.hour is not None and time.hour < 12))
        interval = cal.one_day(setting.act.end if late else setting.act.start) if setting.act.days == 2 else setting.act
        return Reckoned(interval, f"a time without a day, taken with {setting.act_name or 'the act told before'}")
    if setting.written:
        near = Interval(setting.written - timedelta(1), setting.written)
        return Reckoned(near, f"a time without a day, taken near the day of writing, {setting.written}", inferred=True)
    return Reckoned(None, "a time without a day")


@reckon.register
def _(expression: Edge, setting: Setting) -> Reckoned:
    inner = reckon(expression.inner, setting)
    if inner.interval is None or inner.interval.days == 1:
        return inner
    whole, edge = inner.interval, expression.edge
    if edge in ("earlier", "later"):
        return _earlier_or_later(expression, inner, setting)
    if edge in ("early", "mid", "late", "start", "end"):
        return replace(inner, interval=cal.third(_full(expression.inner, whole, setting), edge), rule=f"{inner.rule}; its {edge} part")
    return inner


def _full(inner: TimeExpression, told: Interval, setting: Setting) -> Interval:
    """The whole unit where it still runs: of "this month" and "the year" the part to come counts too."""
    if setting.written and isinstance(inner, Shift) and inner.count == 0 and inner.origin == "now":
        return cal.unit_at(setting.written, inner.unit)
    return told


def _earlier_or_later(expression: Edge, inner: Reckoned, setting: Setting) -> Reckoned:
    assert inner.interval is not None
    written = setting.written
    if written and inner.interval.start < written < inner.interval.end:
        cut = Interval(inner.interval.start, written) if expression.edge == "earlier" else Interval(written, inner.interval.end)
        return replace(
            inner, interval=cut, rule=f"{inner.rule}; the part {'before' if expression.edge == 'earlier' else 'after'} {written}"
        )
    return inner


@reckon.register
def _(expression: Nth, setting: Setting) -> Reckoned:
    inner = reckon(expression.inner, setting)
    if inner.interval is None:
        return inner
    part = cal.nth_part(_full(expression.inner, inner.interval, setting), expression)
    return (
        replace(inner, interval=part, rule=f"{inner.rule}; the part of it told")
        if part
        else Reckoned(None, "it has no such part", conflict=True)
    )


@reckon.register
def _(expression: Since, setting: Setting) -> Reckoned:
    base = reckon(expression.base.expression, replace(setting, tense="past"))
    if base.interval is None:
        return base
    if setting.written is None or setting.written < base.interval.start:
        return Reckoned(None, f"since {base.interval.start}; the day of writing is not known")
    return replace(
        base,
        interval=Interval(base.interval.start, setting.written),
        rule=f"{base.rule}; from then to the day of writing, {setting.written}",
    )


@reckon.register
def _(expression: Range, setting: Setting) -> Reckoned:
    first, last = expression.first.expression, expression.last.expression
    if isinstance(last, CalendarDate) and isinstance(first, CalendarDate):
        first, last = _borrow(first, last), _borrow(last, first)
    end = reckon(last, setting)
    if end.interval is None:
        return end
    if isinstance(first, TimeOfDay) and first.day is None:
        return replace(end, rule=f"until then; {end.rule}")
    start = reckon(first, replace(setting, written=end.interval.end, tense="past") if setting.written else setting)
    if start.interval is None or start.interval.start > end.interval.end:
        return replace(start, interval=None)
    return replace(end, interval=Interval(start.interval.start, end.interval.end), rule=f"from the one to the other; {end.rule}")


def _borrow(date_: CalendarDate, other: CalendarDate) -> CalendarDate:
    """What a bare day or month takes from its partner: month and year of "3 to 5 May 2014", never a year of another month order."""
    if date_.day and date_.month is None and date_.weekday is None:
        return replace(date_, month=other.month, year=other.year, year_offset=other.year_offset)
    if date_.month and date_.year is None and other.year and other.month and date_.month <= other.month:
        return replace(date_, year=other.year)
    return date_


@reckon.register
def _(expression: Offset, setting: Setting) -> Reckoned:
    base = reckon(expression.base.expression, setting)
    if base.interval is None:
        return base
    moved = cal.shift(base.interval.start, expression.direction * expression.count, expression.unit)
    side = "after" if expression.direction > 0 else "before"
    return replace(
        base, interval=cal.one_day(moved), rule=f"{plain(expression.count, expression.unit)} {side} {base.interval.start}; {base.rule}"
    )


@reckon.register
def _(expression: Age, setting: Setting) -> Reckoned:  # noqa: ARG001 - an age has no days whatever the setting
    return Reckoned(None, "the words name an age and no day of it")


@reckon.register
def _(expression: WeekOf, setting: Setting) -> Reckoned:
    base = reckon(expression.base.expression, setting)
    return (
        base
        if base.interval is None
        else replace(base, interval=cal.unit_at(base.interval.start, "week"), rule=f"the week of {base.interval.start}")
    )


@reckon.register
def _(expression: Reference, setting: Setting) -> Reckoned:
    if expression.kind == "present" and setting.written:
        return Reckoned(Interval(setting.written - timedelta(1), setting.written), f"now, on {setting.written}")
    if expression.kind == "then" and setting.act:
        return Reckoned(setting.act, f"then: {setting.act_name or 'the time told before'}")
    return Reckoned(None, "the words only point at a time")


def counts_in_long_units(expression: TimeExpression) -> bool:
    """Whether the words lean on a time longer than a day: "later that year", "the following month"."""
    inner = expression.inner if isinstance(expression, Edge) else expression
    if isinstance(inner, Reference):
        return inner.kind == "then"
    return isinstance(inner, Shift) and inner.origin == "act" and inner.unit in ("week", "month", "year", "decade")
