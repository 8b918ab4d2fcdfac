"""Shifts: distances and stretches of time, counted from the day of writing or from another act."""

from datetime import date, timedelta

from tacitus.resolving import calendar as cal
from tacitus.resolving.calendar import Interval
from tacitus.resolving.setting import Reckoned, Setting
from tacitus.resolving.tense import Tense
from tacitus.resolving.weekdays import plain
from tacitus.timex import Shift, Span, Unit

_VAGUE: dict[Unit, tuple[int, int]] = {"day": (6, 2), "week": (6, 2), "month": (9, 2), "year": (9, 2), "decade": (5, 2)}
"""How far back "days ago", "several weeks ago" reach: (furthest, nearest) in the unit; ours, the codebook names no figures."""
_RECENT: dict[Unit, int] = {"day": 7, "week": 4, "month": 3, "year": 3, "decade": 3, "hour": 24, "minute": 60}
"""How far back "in recent days, weeks, months" reach (the gold's habit for days and months)."""


def shifted(expression: Shift, setting: Setting) -> Reckoned:
    """The interval of a distance from the day of writing ("two weeks ago", "last month") or from the act leant on ("two days later")."""
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


def stretched(expression: Span, setting: Setting) -> Reckoned:
    """The interval of a stretch that ends or begins on the day of writing ("in the past three weeks", "in recent days")."""
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
