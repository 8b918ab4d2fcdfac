"""TIMEX3: marks printed as the ISO-TimeML annotation of time expressions (type and value)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import singledispatch
from typing import Literal

from spacy.tokens import Doc

from tacitus.page import TimeMark
from tacitus.resolving.calendar import Interval, one_day
from tacitus.resolving.leaning import Reckoner, act_named, day_beside, leaning_shift, with_day
from tacitus.resolving.reckoning import counts_in_long_units, reckon
from tacitus.resolving.setting import Setting
from tacitus.resolving.tense import tense_at
from tacitus.timex import (
    Age,
    CalendarDate,
    Edge,
    Holiday,
    Nth,
    Offset,
    PartName,
    Range,
    Reference,
    Season,
    Shift,
    Since,
    Span,
    TimeExpression,
    TimeOfDay,
    Unit,
    WeekOf,
)

_SEASONS: dict[Season, str] = {"spring": "SP", "summer": "SU", "autumn": "FA", "winter": "WI"}
_PARTS: dict[PartName, str] = {
    "dawn": "TMO", "morning": "TMO", "noon": "T12:00", "afternoon": "TAF", "dusk": "TEV", "evening": "TEV", "night": "TNI",
    "midnight": "T24:00", "overnight": "TNI",
}  # fmt: skip
_REFERENCES = {"present": "PRESENT_REF", "past": "PAST_REF", "then": "PAST_REF", "future": "FUTURE_REF"}
_LETTERS: dict[Unit, str] = {
    "day": "D",
    "week": "W",
    "month": "M",
    "year": "Y",
    "quarter": "Q",
    "weekend": "WE",
    "hour": "H",
    "minute": "M",
}


@dataclass(frozen=True, slots=True)
class Timex:
    """One TIMEX3: tokens [start, end), type and value."""

    start: int
    end: int
    type: Literal["DATE", "TIME", "DURATION"]
    value: str


def timexes(parse: Doc, marks: tuple[TimeMark, ...], written: date) -> Iterator[Timex]:
    """The TIMEX3s of all marks in order; a range is two, "since Friday" is "Friday" alone and "a week after the raid" is "a week", as
    the guidelines have it.

    What counts from an act counts here from the day told of the act that the words name, else from the day told before it, or from
    `written`.
    """

    def reckoned(mark: TimeMark) -> Interval | None:
        return reckon(mark.expression, Setting(written, tense_at(parse, mark.start, mark.end))).interval

    told = long = one_day(written)
    for mark in marks:
        beside = day_beside(parse, marks, mark)
        for piece in _pieces(with_day(mark, beside) if beside else mark):
            tense = tense_at(parse, piece.start, piece.end)
            named = _day_named(parse, marks, beside or piece, reckoned)
            expression = _counted(piece.expression) if named else piece.expression
            act = named or (long if counts_in_long_units(expression) else told)
            setting = Setting(written, tense, act, act_name="the act named" if named else "", told=told.start)
            end = piece.end - 1 if leaning_shift(mark.expression) else piece.end
            yield Timex(piece.start, end, type_of(expression), value(expression, setting))
            found = reckon(expression, setting).interval
            long = found or long
            told = found if found and found.days <= 2 else told


def _counted(expression: TimeExpression) -> TimeExpression:
    """The same distance as a date: the day of the act that the words name is known."""
    if isinstance(expression, TimeOfDay) and isinstance(expression.day, Shift):
        return replace(expression, day=replace(expression.day, named=False))
    return replace(expression, named=False) if isinstance(expression, Shift) else expression


def _day_named(parse: Doc, marks: tuple[TimeMark, ...], mark: TimeMark, reckoned: Reckoner) -> Interval | None:
    """The day from which so many days or weeks are counted, if it is told of the act they name; a night has the day on which it begins."""
    shift = leaning_shift(mark.expression)
    if shift is None or shift.unit not in ("day", "week") or not (found := act_named(parse, marks, mark, reckoned)):
        return None
    return one_day(found[1].start)


def _pieces(mark: TimeMark) -> Iterator[TimeMark]:
    """The parts of a mark that TIMEX3 annotates apart, a bare partner completed."""
    expression = mark.expression
    if isinstance(expression, Since):
        yield TimeMark(expression.base.start, expression.base.end, expression.base.expression)
    elif isinstance(expression, Range):
        first, last = (p.expression for p in (expression.first, expression.last))
        if isinstance(first, CalendarDate) and isinstance(last, CalendarDate):
            first, last = _completed(first, last), _completed(last, first)
        yield TimeMark(expression.first.start, expression.first.end, first)
        yield TimeMark(expression.last.start, expression.last.end, last)
    else:
        yield mark


def _completed(bare: CalendarDate, other: CalendarDate) -> CalendarDate:
    return replace(bare, month=other.month, year=other.year) if bare.day and bare.month is None and bare.weekday is None else bare


def type_of(expression: TimeExpression) -> Literal["DATE", "TIME", "DURATION"]:
    """TIME for a time or part of a day, DATE for the rest; DURATION for a stretch that ends or begins now and for a distance from
    an act the words go on to name ("two days after the raid") unless the caller knows that act's day and takes `named` away.
    """
    if isinstance(expression, TimeOfDay):
        return "DATE" if expression.part in ("early", "late") and expression.hour is None else "TIME"
    if isinstance(expression, Span):
        return "DURATION"
    if isinstance(expression, Shift) and expression.origin == "act" and not expression.whole:
        return "DURATION" if expression.named or expression.unit in ("hour", "minute") else "DATE"
    return "TIME" if isinstance(expression, Shift) and expression.unit in ("hour", "minute") else "DATE"


@singledispatch
def value(expression: TimeExpression, setting: Setting) -> str:
    """The TIMEX3 value of an expression: as sharp as its words, "XXXX-XX-XX" where nothing decides."""
    found = reckon(expression, setting).interval
    return found.start.isoformat() if found else "XXXX-XX-XX"


@value.register
def _(expression: CalendarDate, setting: Setting) -> str:
    found = reckon(replace(expression, weekday=None) if expression.month and expression.day else expression, setting).interval
    if found is None:
        return "XXXX-XX-XX"
    if expression.decade:
        return f"{found.start.year // 10}X"
    if expression.day or expression.weekday is not None:
        return found.start.isoformat()
    if expression.month:
        return f"{found.start:%Y-%m}"
    if expression.season:
        return f"{_season_year(expression, found)}-{_SEASONS[expression.season]}"
    return f"{found.start.year}-Q{expression.quarter}" if expression.quarter else str(found.start.year)


def _season_year(expression: CalendarDate, found: Interval) -> int:
    """Winter has the year in which it begins, also when only its last part is meant."""
    return found.start.year - (expression.season == "winter" and found.start.month < 3)


@value.register
def _(expression: Shift, setting: Setting) -> str:
    if type_of(expression) == "DURATION":
        return value(Span(expression.count, expression.unit), setting)
    if expression.count is None:
        if setting.act and setting.act_name:
            return f"{setting.act.start + timedelta(expression.direction):%Y-%m}"
        return "PAST_REF" if expression.direction < 0 else "FUTURE_REF"
    found = reckon(expression, setting).interval
    return _unit_value(found, expression.unit) if found else "XXXX-XX-XX"


def _unit_value(found: Interval, unit: Unit) -> str:
    start = found.start
    week = start.isocalendar()
    if unit in ("week", "fortnight"):
        return f"{week.year}-W{week.week:02}"
    if unit == "weekend":
        return f"{week.year}-W{week.week:02}-WE"
    if unit == "month":
        return f"{start:%Y-%m}"
    if unit == "quarter":
        return f"{start.year}-Q{(start.month + 2) // 3}"
    if unit == "decade" and found.days > 400:
        return str(start.year // 10)
    if unit == "century" and found.days > 400:
        return str(start.year // 100)
    return str(start.year) if unit in ("year", "decade", "century") else found.end.isoformat()


@value.register
def _(expression: Span, setting: Setting) -> str:  # noqa: ARG001 - a length has its value whatever the setting
    letter, count = _LETTERS.get(expression.unit, "Y"), expression.count
    factor = {"decade": 10, "century": 100, "fortnight": 2}.get(expression.unit, 1)
    return f"P{'T' if expression.unit in ('hour', 'minute') else ''}{count * factor if count else 'X'}{letter}"


@value.register
def _(expression: TimeOfDay, setting: Setting) -> str:
    part = expression.part
    suffix = _PARTS.get(part, "") if part else ""
    if expression.hour is not None:
        suffix = f"T{expression.hour:02}:{expression.minute or 0:02}"
    if expression.day is not None:
        day = value(expression.day, setting)
        return day if "T" in day and suffix and expression.hour is None else day[:10] + suffix
    return f"{setting.told or setting.written or 'XXXX-XX-XX'}{suffix}"


@value.register
def _(expression: Edge, setting: Setting) -> str:
    return value(expression.inner, setting)


@value.register
def _(expression: Nth, setting: Setting) -> str:
    found = reckon(expression, setting).interval
    return found.start.isoformat() if found and found.days == 1 else value(expression.inner, setting)


@value.register
def _(expression: Age, setting: Setting) -> str:
    return value(expression.base.expression, setting)


@value.register
def _(expression: WeekOf, setting: Setting) -> str:
    found = reckon(expression, setting).interval
    return _unit_value(found, "week") if found else "XXXX-WXX"


@value.register
def _(expression: Reference, setting: Setting) -> str:  # noqa: ARG001 - a reference has its value whatever the setting
    return _REFERENCES[expression.kind]


@value.register
def _(expression: Offset, setting: Setting) -> str:
    found = reckon(expression, setting).interval
    return found.start.isoformat() if found else "XXXX-XX-XX"


@value.register
def _(expression: Holiday, setting: Setting) -> str:
    found = reckon(expression, setting).interval
    return found.start.isoformat() if found else "XXXX-XX-XX"
