"""What words of time mean before any calendar is looked at: the small algebra between `annotating.times` and `resolving.dates`.

An expression says only what the words say: "Friday" is a weekday without a date, "two days earlier" a distance from
something not yet known. Weekdays count from Monday = 0, months from January = 1.
"""

from dataclasses import dataclass
from typing import Literal

Unit = Literal["minute", "hour", "day", "weekend", "week", "fortnight", "month", "quarter", "season", "year", "decade", "century"]
Season = Literal["spring", "summer", "autumn", "winter"]
Which = Literal["last", "this", "next"]
Origin = Literal["now", "act"]
EdgeName = Literal["early", "mid", "late", "start", "end", "earlier", "later"]
PartName = Literal["early", "late", "dawn", "morning", "noon", "afternoon", "dusk", "evening", "night", "midnight", "overnight"]


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Base of all meanings of time words."""


@dataclass(frozen=True, slots=True)
class Piece:
    """An expression inside another, with the tokens [start, end) that say it."""

    start: int
    end: int
    expression: TimeExpression


@dataclass(frozen=True, slots=True)
class CalendarDate(TimeExpression):
    """A date as far as told: any of year, month, day of month, weekday, season, quarter; "1990s" is year 1990 with `decade`.

    `which` is the "last" of "last October" or "last Friday"; `year_offset` the "next year" of "April next year",
    `week_offset` the "last week" of "Thursday of last week". `origin` "act": the weekday next to an act ("the Friday
    before"). A numeric date that can be read both ways ("3/5/2014") is read month first and has `swappable`.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    season: Season | None = None
    quarter: int | None = None
    decade: bool = False
    which: Which | None = None
    year_offset: int | None = None
    week_offset: int | None = None
    swappable: bool = False
    origin: Origin = "now"


@dataclass(frozen=True, slots=True)
class Holiday(TimeExpression):
    """A named day: fixed (`month`, `day`), the `nth` `weekday` of `month`, or a feast of the calendar `of` (Easter of the western or the
    eastern churches; a day of the Islamic year), and `plus` days; it lasts `days`."""

    name: str
    month: int = 0
    of: Literal["easter", "orthodox", "islamic"] | None = None
    days: int = 1
    day: int | None = None
    weekday: int | None = None
    nth: int | None = None
    plus: int = 0
    year: int | None = None
    which: Which | None = None


@dataclass(frozen=True, slots=True)
class Shift(TimeExpression):
    """`count` units back (`direction` −1) or on (+1) from now or from the act leant on; `count` None is vague ("days ago").

    `named`: the words go on to name what it counts from ("two days after the raid"). `whole`: the calendar unit so reached
    ("last week", "this month", "yesterday"), not the point ("a week ago").
    """

    count: int | None
    unit: Unit
    direction: Literal[-1, 1] = -1
    origin: Origin = "now"
    whole: bool = False
    approx: bool = False
    named: bool = False


@dataclass(frozen=True, slots=True)
class Span(TimeExpression):
    """An interval of that length that ends (direction −1) or begins (+1) now: "the past two months", "in recent days"."""

    count: int | None
    unit: Unit
    direction: Literal[-1, 1] = -1


@dataclass(frozen=True, slots=True)
class TimeOfDay(TimeExpression):
    """A time or part of a day; `day` None is a day not told here. Hours 0 to 23; `zone` as written."""

    day: TimeExpression | None = None
    part: PartName | None = None
    hour: int | None = None
    minute: int | None = None
    zone: str | None = None


@dataclass(frozen=True, slots=True)
class Edge(TimeExpression):
    """A stretch at one side of a longer time: "late April", "the end of 2014", "earlier this month"."""

    inner: TimeExpression
    edge: EdgeName


@dataclass(frozen=True, slots=True)
class Nth(TimeExpression):
    """The `nth` part of a longer time, −1 the last: "the first week of May", "the second half of 2014", "the last Friday in June".

    `count` is how many such units are meant together ("the first ten days of"), None where that is vague ("the last days of");
    `fraction` 2 or 3 cuts the whole in halves or thirds instead.
    """

    inner: TimeExpression
    nth: int
    unit: Unit = "day"
    count: int | None = 1
    fraction: int = 0
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class Offset(TimeExpression):
    """Counted from a time told in the same words: "the day before last Tuesday", "two days after 3 May"."""

    count: int
    unit: Unit
    direction: Literal[-1, 1]
    base: Piece


@dataclass(frozen=True, slots=True)
class WeekOf(TimeExpression):
    """The week in which a day lies: "the week of March 6"."""

    base: Piece


@dataclass(frozen=True, slots=True)
class Age(TimeExpression):
    """An age on one side of a time: "post-2003", "pre-1967". It dates no act."""

    base: Piece


@dataclass(frozen=True, slots=True)
class Since(TimeExpression):
    """From a time to the time of writing."""

    base: Piece


@dataclass(frozen=True, slots=True)
class Range(TimeExpression):
    """From one time to another, both included; the earlier one may lack what the later tells ("3 to 5 May")."""

    first: Piece
    last: Piece


@dataclass(frozen=True, slots=True)
class Reference(TimeExpression):
    """A time that is only pointed at: "now", "recently", "in the future", "back then"."""

    kind: Literal["present", "past", "future", "then"]


def inner_pieces(expression: TimeExpression) -> tuple[Piece, ...]:
    """The pieces of a range, a "since", an offset or an age, each with its own words; empty for the rest."""
    if isinstance(expression, Range):
        return expression.first, expression.last
    return (expression.base,) if isinstance(expression, (Since, Offset, WeekOf, Age)) else ()
