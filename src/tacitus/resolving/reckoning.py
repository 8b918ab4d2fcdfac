"""Reckoning: the meaning of time words laid on the calendar, given the day of writing, the tense and the act they lean on."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import singledispatch

from tacitus.model import DatePrecision
from tacitus.resolving import calendar as cal
from tacitus.resolving.calendar import Interval
from tacitus.resolving.tense import Tense
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
    Unit,
    WeekOf,
)

_VAGUE: dict[Unit, tuple[int, int]] = {"day": (6, 2), "week": (6, 2), "month": (9, 2), "year": (9, 2), "decade": (5, 2)}
"""How far back "days ago", "several weeks ago" reach: (furthest, nearest) in the unit; ours, the codebook names no figures."""
_RECENT: dict[Unit, int] = {"day": 7, "week": 4, "month": 3, "year": 3, "decade": 3, "hour": 24, "minute": 60}
"""How far back "in recent days, weeks, months" reach (the gold's habit for days and months)."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What the calendar needs to know: the day of writing, the tense, the act leant on, the last day told before, years named."""

    written: date | None
    tense: Tense | None = None
    act: Interval | None = None
    act_name: str = ""
    told: date | None = None
    guessed: bool = False
    """True when `act` is only the last day told before, not the act the caller says the words lean on."""
    years: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Reckoned:
    """An interval with the rule that gave it; no interval when nothing decides, `conflict` when the words contradict each other."""

    interval: Interval | None
    rule: str
    conflict: bool = False
    inferred: bool = False


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
    if expression.origin == "act":
        return _from_act(expression, setting)
    if setting.written is None:
        return Reckoned(None, "counted from the day of writing, which is not known")
    if expression.whole:
        return _whole_unit(expression, setting.written, setting.tense)
    return _ago(expression, setting.written)


def _from_act(shift: Shift, setting: Setting) -> Reckoned:
    found = _counted_from_act(shift, setting)
    late = found.interval and setting.written and found.interval.start > setting.written
    if late and setting.written and setting.guessed and shift.named and setting.tense != "future":
        near = Interval(setting.written - timedelta(1), setting.written)
        return Reckoned(near, f"the act it is counted from is not dated; near the day of writing, {setting.written}", inferred=True)
    return found


def _counted_from_act(shift: Shift, setting: Setting) -> Reckoned:
    if setting.act is None or (shift.named and setting.guessed and shift.unit not in ("minute", "hour", "day")):
        return Reckoned(None, "counted from another act, whose date is not known")
    leaning = f"counted from {setting.act_name or 'the act told before'}"
    if shift.unit in ("minute", "hour"):
        return Reckoned(setting.act, f"hours {_side(shift)}; {leaning}")
    if shift.count is None:
        far, near = _VAGUE.get(shift.unit, (6, 2))
        edges = sorted(cal.shift(setting.act.start, shift.direction * n, shift.unit) for n in (far, near))
        return Reckoned(Interval(edges[0], edges[1]), f"a few {shift.unit}s {_side(shift)}; {leaning}")
    counted = shift.count * shift.direction
    start, end = (cal.shift(day, counted, shift.unit) for day in (setting.act.start, setting.act.end))
    told = f"the same {shift.unit}" if not shift.count else f"{plain(shift.count, shift.unit)} {_side(shift)}"
    if shift.unit == "day":
        return Reckoned(Interval(start, end), f"{told}; {leaning}")
    if shift.named and shift.whole:
        edges = sorted((start, cal.shift(setting.act.start, shift.direction, "day")))
        return Reckoned(Interval(edges[0], edges[1]), f"the {shift.unit} {_side(shift)}; {leaning}")
    return Reckoned(cal.unit_at(start, shift.unit), f"the {shift.unit} {told}; {leaning}")


def _side(shift: Shift) -> str:
    return "later" if shift.direction > 0 else "earlier"


def _whole_unit(shift: Shift, written: date, tense: Tense | None) -> Reckoned:
    """The calendar unit so many from the present one; of the present one only the part that the tense leaves."""
    assert shift.count is not None  # the grammar makes no vague whole unit
    if shift.unit == "weekend":
        return _weekend(shift, written, tense)
    unit = cal.unit_at(cal.shift(written, shift.count * shift.direction, shift.unit), shift.unit)
    if shift.count or shift.unit == "day":
        return Reckoned(
            unit,
            f"{plain(shift.count, shift.unit)} from the day of writing, {written}" if shift.count else f"the day of writing, {written}",
        )
    if tense == "future":
        return Reckoned(Interval(written, unit.end), f"what is left of this {shift.unit} on {written}")
    return Reckoned(Interval(unit.start, written), f"this {shift.unit} up to the day of writing, {written}")


def _weekend(shift: Shift, written: date, tense: Tense | None) -> Reckoned:
    assert shift.count is not None
    begun = cal.unit_at(written, "weekend")
    if (shift.count and shift.direction > 0) or (not shift.count and tense == "future" and written > begun.end):
        return Reckoned(begun.moved(7), f"the first weekend after {written}")
    running = begun.end >= written
    back = begun.moved(-7) if shift.count and running else begun
    return Reckoned(
        Interval(back.start, min(back.end, written)),
        f"the latest weekend before {written}" if shift.count else f"the weekend up to {written}",
    )


def _ago(shift: Shift, written: date) -> Reckoned:
    """A point so far from now, as sharp as its unit: a day, a week, a month, a year; hours may reach over midnight."""
    if shift.unit in ("minute", "hour"):
        days = (shift.count or 1) // 24 if shift.unit == "hour" else 0
        moved = cal.shift(written, shift.direction * days, "day")
        edges = Interval(moved - timedelta(1), moved) if shift.direction < 0 else Interval(moved, moved + timedelta(1))
        return Reckoned(edges, f"hours from {written}, the hour of writing is not known")
    if shift.count is None:
        far, near = _VAGUE.get(shift.unit, (6, 2))
        ends = sorted(cal.shift(written, shift.direction * n, shift.unit) for n in (far, near))
        return Reckoned(Interval(ends[0], ends[1]), f"some {shift.unit}s from {written}")
    day = cal.shift(written, shift.direction * shift.count, shift.unit)
    grain: Unit = "year" if shift.unit in ("decade", "century") else "week" if shift.unit == "fortnight" else shift.unit
    return Reckoned(cal.unit_at(day, grain), f"{plain(shift.count, shift.unit)} from {written}")


@reckon.register
def _(expression: Span, setting: Setting) -> Reckoned:
    written, unit = setting.written, expression.unit
    if written is None:
        return Reckoned(None, "counted from the day of writing, which is not known")
    count, rule = expression.count or _RECENT.get(unit, 3), f"{plain(expression.count, unit)} up to {written}"
    if expression.count is None and unit == "day" and expression.direction < 0:
        return Reckoned(Interval(written - timedelta(count), written - timedelta(1)), f"the week before {written}")
    if unit in ("hour", "minute"):
        count = -(-count // 24) if unit == "hour" else 1
        unit = "day"
    other = cal.shift(written, expression.direction * count, unit)
    return Reckoned(Interval(other, written) if expression.direction < 0 else Interval(written, other), rule)


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
