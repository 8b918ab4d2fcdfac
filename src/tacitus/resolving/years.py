"""The year of a report that has no publication date: weekdays and days of the month agree in few years (codebook 5, rule 2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tacitus.resolving.calendar import safe_date
from tacitus.timex import CalendarDate, Edge, Holiday, Nth, TimeExpression, TimeOfDay, inner_pieces

REACH = 6
"""A report is taken to be at most so many years younger than the latest year it names: weekdays fall on the same days again after
five, six or eleven years, so a longer reach would decide nothing. Ours; the clock of the machine is never asked."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A weekday with the day of the month and month it was told with."""

    weekday: int
    month: int
    day: int

    def agrees(self, year: int) -> bool:
        """Whether the weekday falls on that day in a year."""
        day = safe_date(year, self.month, self.day)
        return day is not None and day.weekday() == self.weekday


@dataclass(frozen=True, slots=True)
class Year:
    """The latest day the pairs tell in the year found (None: no year decides) and the rule."""

    latest: date | None
    rule: str


def agreeing_year(pairs: list[Pair], named: tuple[int, ...]) -> Year:
    """The latest year in which all pairs agree, from the greatest year the text names to six years after it.

    Without a year named in the text nothing bounds the choice, and no year is given. Pairs that fit no common year leave the
    question to the first of them.
    """
    if not named:
        return Year(None, "weekday and day agree in many years and the text names none")
    first, bound = min(named) - 3, max(named) + REACH
    common = [y for y in range(first, bound + 1) if all(pair.agrees(y) for pair in pairs)]
    common = common or [y for y in range(first, bound + 1) if pairs[0].agrees(y)]
    listed = ", ".join(map(str, common[-6:]))
    if not common or common[-1] < max(named):
        return Year(None, f"weekday and day agree in {listed or 'no year near'}; the text knows {max(named)}")
    days = [d for pair in pairs if pair.agrees(common[-1]) and (d := safe_date(common[-1], pair.month, pair.day))]
    return Year(max(days), f"weekday and day agree in {listed}; the text knows {max(named)} as past; latest that fits")


def years_named(expressions: Iterable[TimeExpression]) -> tuple[int, ...]:
    """The years that time words name, in order, decades left out."""
    return tuple(sorted({year for expression in expressions for year in _years(expression)}))


def _years(expression: TimeExpression | None) -> Iterable[int]:
    if isinstance(expression, CalendarDate):
        return () if expression.year is None or expression.decade else (expression.year,)
    if isinstance(expression, Holiday):
        return () if expression.year is None else (expression.year,)
    if isinstance(expression, TimeOfDay):
        return _years(expression.day)
    if isinstance(expression, (Edge, Nth)):
        return _years(expression.inner)
    return tuple(y for piece in (inner_pieces(expression) if expression else ()) for y in _years(piece.expression))
