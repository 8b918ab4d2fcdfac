"""Charts: small drawings as numbers for SVG, worked out here so that they need no script."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from tacitus.fusing.event import TollEntry
from tacitus.serving.index import Entry, Report, figure_text


@dataclass(frozen=True, slots=True)
class Dot:
    """One figure of a toll history: a line from least to most; `party` when a side gives it."""

    x: float
    top: float
    bottom: float
    text: str
    party: bool
    open_top: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing of `width` × `height`; `ticks` are (position, label)."""

    width: int
    height: int
    dots: tuple[Dot, ...]
    x_ticks: tuple[tuple[float, str], ...]
    y_ticks: tuple[tuple[float, str], ...]


def toll_chart(tolls: Iterable[TollEntry], harm: str = "killed") -> Chart | None:
    """How many were said to be killed, by day of publication; None when fewer than two dated figures are told."""
    told = sorted((t for t in tolls if t.harm == harm and t.voice.day), key=lambda t: (t.voice.day or date.min, t.voice.document_id))
    if len(told) < 2:
        return None
    width, height, left, bottom, top = 560, 170, 36, 28, 12
    days = sorted({t.voice.day for t in told if t.voice.day})
    most = max(max(t.max or 0, t.min or 0) for t in told) or 1
    span = max((days[-1] - days[0]).days, 1)
    same: dict[date, int] = {}

    def y(n: int) -> float:
        return round(height - bottom - (height - bottom - top) * n / most, 1)

    dots = []
    for t in told:
        day = t.voice.day or days[0]
        same[day] = same.get(day, -1) + 1
        x = left + 14 + (width - left - 60) * (day - days[0]).days / span + 7 * same[day]
        low, high = t.min if t.min is not None else 0, t.max if t.max is not None else t.min or 0
        text = f"{day.day} {day:%b}: {figure_text({'low': t.min, 'high': t.max})}, {t.voice.speaker.name}"
        dots.append(Dot(round(x, 1), y(high), y(low), text, t.voice.speaker.party, t.max is None))
    shown = days if len(days) <= 5 else [days[0], days[len(days) // 2], days[-1]]
    x_ticks = tuple((round(left + 14 + (width - left - 60) * (d - days[0]).days / span, 1), f"{d.day} {d:%b}") for d in shown)
    return Chart(width, height, tuple(dots), x_ticks, tuple((y(n), str(n)) for n in sorted({0, most // 2, most})))


@dataclass(frozen=True, slots=True)
class Week:
    """Events that happened and reports that were published in the week beginning on `monday`, by how many publishers."""

    monday: date
    events: int
    contested: int
    reports: int
    publishers: int


@lru_cache(maxsize=16)
def weeks(events: tuple[Entry, ...], reports: tuple[Report, ...], most: int = 26) -> tuple[Week, ...]:
    """Counts for the last `most` weeks that hold a report or an event. A week without a report says nothing about peace."""
    told: dict[date, list[int]] = {}
    outlets: dict[date, set[str]] = {}
    for e in events:
        if e.start and e.status in {"happened", "disputed"}:
            row = told.setdefault(_monday(e.start), [0, 0, 0])
            row[0] += 1
            row[1] += e.contested
    for r in reports:
        if r.published:
            told.setdefault(_monday(r.published), [0, 0, 0])[2] += 1
            outlets.setdefault(_monday(r.published), set()).add(r.publisher or "?")
    if not told:
        return ()
    last = max([m for m, row in told.items() if row[2]] or told)
    first = min(m for m in told if m >= last - timedelta(weeks=most - 1))
    mondays = [first + timedelta(weeks=n) for n in range((last - first).days // 7 + 1)]
    return tuple(_week(m, told.get(m, [0, 0, 0]), outlets.get(m, set())) for m in mondays)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _week(monday: date, counts: list[int], outlets: set[str]) -> Week:
    events, contested, reports = counts
    return Week(monday, events, contested, reports, len(outlets))
