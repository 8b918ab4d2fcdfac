"""Privacy: what is held back, coarsened or masked before anything is written. Deterministic, declared, never jittered.

Masking keeps lengths: each character of a name becomes █, so that offsets into a report still hold. Reports' own words, titles and
addresses are not given out at all when places are coarsened, because they may name the place.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from math import cos, floor, radians
from typing import Literal, TypeVar

from pydantic import BaseModel, JsonValue

from tacitus.codebook import types
from tacitus.exporting.about import Tally
from tacitus.exporting.crosswalk import table
from tacitus.exporting.incident import Incident, Telling
from tacitus.fusing.event import Event
from tacitus.knowledge.gazetteer import Gazetteer
from tacitus.model import Account, DocumentInfo, PlacePrecision, Where

Level = Literal["admin1", "admin2", "10km"]
Names = Literal["mask", "keep"]
MASK = "█"
_LEVELS: dict[str, tuple[str, ...]] = {
    "admin1": ("province", "region", "country", "unknown"),
    "admin2": ("district", "province", "region", "country", "unknown"),
    "10km": ("district", "province", "region", "country", "unknown"),
}
"""Precisions that are as coarse as a level, or coarser."""

_PRIVATE = frozenset({"civilians", "protesters", "unknown"})
_AGED = re.compile(r"\b((?:[A-Z][\w'’-]+ (?:al-|bin |ibn |de |van |el-)?){1,3}[A-Z][\w'’-]+),? (?:aged |\()?\d{1,3}(?=[,.;)])")
_KM = 111.32
"""Kilometres of a degree of latitude."""

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Privacy:
    """What is asked for. `delay` days must have passed between the last day an event is known of and `today`; 0 asks nothing."""

    coarsen: Level | None = None
    names: Names = "mask"
    delay: int = 0
    statuses: frozenset[str] = frozenset({"happened", "disputed"})
    min_confidence: float | None = None
    today: date | None = None

    def declared(self) -> dict[str, str]:
        """The choices in words, for the record of the export."""
        return {
            "coarsen": self.coarsen or "none", "names": "names of private victims masked" if self.names == "mask" else "kept",
            "delay_days": str(self.delay), "status": ", ".join(sorted(self.statuses)),
            "min_confidence": "none" if self.min_confidence is None else str(self.min_confidence),
        }  # fmt: skip

    def guard(self, incidents: Iterable[Incident], tally: Tally, places: Gazetteer | None = None) -> Iterator[Incident]:
        """The incidents that may be given out, coarsened and masked; those held back are counted in the tally by reason."""
        for incident in incidents:
            if reason := self._held(incident):
                tally.drop(reason)
                continue
            given = coarsened(incident, self.coarsen, places) if self.coarsen else incident
            yield masked(given) if self.names == "mask" else given

    def _held(self, incident: Incident) -> str | None:
        if not incident.tellings:
            return "its reports were coded anew since the events were built; run `tacitus events`"
        if incident.event.type not in types():
            return f"of type '{incident.event.type}', which this version does not know"
        if incident.event.status not in self.statuses:
            return "status not asked for"
        if self.min_confidence is not None and (incident.confidence is None or incident.confidence < self.min_confidence):
            return "confidence below the least asked for, or not known"
        if self.delay and not self._aged(incident):
            return f"younger than {self.delay} days, or undated"
        return None

    def _aged(self, incident: Incident) -> bool:
        known = [days[1] for days in (incident.interval, incident.published) if days]
        return bool(known) and max(known) <= (self.today or date.today()) - timedelta(self.delay)


def coarsened(incident: Incident, level: Level, places: Gazetteer | None = None) -> Incident:
    """The incident at the place's first- or second-order unit, or at the centre of its cell of a 10 km grid.

    Words, titles and addresses of the reports are left out, for they may name the place. The point of a unit is the gazetteer's;
    without a gazetteer there is none. A place that is as coarse already stays. A place whose unit
    is not known falls back to the next greater one. Cells of the grid are 10 km of latitude high and, at their own latitude, 10 km wide.
    """
    incident, where = _unaddressed(incident), incident.where
    if where.precision in _LEVELS[level]:
        return incident
    place = _cell(where) if level == "10km" else _unit(where, level, places)
    mark = f"place coarsened to {'a 10 km grid' if level == '10km' else level}"
    return replace(incident, where=place, marks=(*incident.marks, mark))


def _unaddressed(incident: Incident) -> Incident:
    """The incident without the words, titles, addresses and file names of its reports: each may name the place. Their ids stay."""
    tellings = tuple(replace(t, document=t.document.bare()) for t in incident.tellings)
    refs = {t.document.ref for t in incident.tellings if t.document.ref and not t.document.publisher}
    event = _rewritten(incident.event, Event, _pattern(refs)) if refs else incident.event
    return replace(incident, event=event, tellings=tellings, quotable=False)


def _cell(where: Where) -> Where:
    if where.lat is None or where.lon is None:
        return _named(where, where.admin2 or where.admin1, "district" if where.admin2 else "province", None)
    high = 10 / _KM
    lat = (floor(where.lat / high) + 0.5) * high
    wide = 10 / (_KM * max(0.01, cos(radians(lat))))
    lon = (floor(where.lon / wide) + 0.5) * wide
    return _named(where, where.admin2 or where.admin1, "area", (round(lat, 4), round(lon, 4)))


def _unit(where: Where, level: Level, places: Gazetteer | None) -> Where:
    if level == "admin2" and where.admin2:
        found = places.bare(where.admin2) if places else ()
        fits = (p for p in found if (p.kind, p.country, p.admin1) == ("admin2", where.country, where.admin1))
        return _named(where, where.admin2, "district", next(((p.lat, p.lon) for p in fits), None))
    if where.admin1 and where.country:
        units = places.units(where.country) if places else ()
        point = next(((p.lat, p.lon) for p in units if p.admin1 == where.admin1 or p.name == where.admin1), None)
        return _named(where, where.admin1, "province", point)
    return _named(where, where.country, "country", None)


def _named(where: Where, name: str | None, precision: PlacePrecision, point: tuple[float, float] | None) -> Where:
    lat, lon = point or (None, None)
    admin1 = None if precision == "country" else where.admin1
    admin2 = where.admin2 if precision in {"district", "area"} else None
    return Where(name=name, country=where.country, admin1=admin1, admin2=admin2, lat=lat, lon=lon, precision=precision, rule="coarsened")


def masked(incident: Incident) -> Incident:
    """The incident with the names of private persons among the victims and witnesses masked wherever they stand.

    A private person is an actor in the role of target or victim, or a witness who speaks, that no list knows and whose name is of two
    or more capitalised words none of which is a word for a group; and whoever is told with an age ("Name Surname, 34"). A surname is masked
    where it stands alone. Persons told in another way are not found: this lowers a risk and does not end it.
    """
    names = private_names(incident.tellings)
    if not names:
        return incident
    pattern = _pattern(names)
    event = _rewritten(incident.event, Event, pattern)
    tellings = tuple(
        Telling(_rewritten(t.document, DocumentInfo, pattern), _rewritten(t.account, Account, pattern), t.coder) for t in incident.tellings
    )
    return replace(incident, event=event, tellings=tellings, marks=(*incident.marks, "names of private persons masked"))


def _pattern(names: Iterable[str]) -> re.Pattern[str]:
    """Any of these names, whole, the longest first."""
    return re.compile("|".join(rf"(?<!\w){re.escape(n)}(?!\w)" for n in sorted(names, key=lambda n: (-len(n), n))))


def private_names(tellings: Iterable[Telling]) -> frozenset[str]:
    """The names that `masked` masks, surnames that stand alone among them; never the name of a place of the accounts."""
    found, places = set[str](), set[str]()
    for telling in tellings:
        account = telling.account
        places.update(n for n in (account.where.name, account.where.admin1, account.where.admin2) if n)
        victims = [a for a in account.having("target", "victim_group") if a.actor_id is None and a.kind in _PRIVATE]
        witnesses = [c.speaker for c in account.claims if c.speaker.kind in {"witnesses", "civilians"}]
        for name in (*(v.name for v in victims), *(w.text for v in victims for w in v.words), *(s.name for s in witnesses)):
            if _is_person(name):
                found.add(name)
        for span in account.evidence:
            found.update(name for name in _AGED.findall(span.text) if _is_person(name))
    found -= places
    surnames = {name.split()[-1] for name in found if len(name.split()[-1]) > 3}
    return frozenset((found | surnames) - places)


@cache
def _group_words() -> frozenset[str]:
    return frozenset(table("wording")["groups"])


def _is_person(name: str) -> bool:
    words = name.replace("-", " ").split()
    capitals = [w for w in words if w[:1].isupper()]
    return len(capitals) >= 2 and capitals[-1] == words[-1] and not any(w.casefold() in _group_words() for w in words)


def _rewritten(value: M, kind: type[M], pattern: re.Pattern[str]) -> M:
    return kind.model_validate(_replaced(value.model_dump(mode="json", by_alias=True), pattern))


def _replaced(value: JsonValue, pattern: re.Pattern[str]) -> JsonValue:
    if isinstance(value, str):
        return pattern.sub(lambda m: MASK * len(m[0]), value)
    if isinstance(value, list):
        return [_replaced(item, pattern) for item in value]
    if isinstance(value, dict):
        return {key: _replaced(item, pattern) for key, item in value.items()}
    return value
