"""The map: the page and what it draws."""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from hashlib import sha256
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, Response

from tacitus import codebook
from tacitus.serving.areas import FILE, Area, area_of
from tacitus.serving.index import Entry, Index
from tacitus.serving.rendering import TheIndex, built, render
from tacitus.serving.selecting import Asked, select
from tacitus.serving.wording import days, headline, place_name

router = APIRouter(include_in_schema=False)
NEEDED = ("maplibre-gl.mjs", "maplibre-gl-worker.mjs", "maplibre-gl.css", "topojson-client.min.js", "countries-50m.json")
SHAPES = {
    "airstrike": "triangle", "shelling": "triangle", "bombing": "triangle", "suicide_bombing": "triangle", "chemical_attack": "triangle",
    "clash": "square", "capture": "square", "siege": "square", "withdrawal": "square", "transfer": "square", "deployment": "square",
    "attack": "diamond", "abduction": "diamond", "sexual_violence": "diamond", "destruction": "diamond",
}  # fmt: skip
"""The shape of a type's point; all others are round. Colour says the same a second time."""


@router.get("/map")
def page(request: Request, index: TheIndex) -> Response:
    """The map, or what it lacks; the list under it holds the same events for those who cannot use a map."""
    events = select(index)
    known = sorted({e.known for e in events if e.known})
    missing = [name for name in NEEDED if not built(name)]
    return render(
        request, "map.html", index=index, missing=missing, types=list(codebook.types()), first=known[0] if known else None,
        last=known[-1] if known else None, listed=events[:25], total=len(events), placeless=placeless(events),
    )  # fmt: skip


@router.get("/map/events.json")
def events(request: Request, index: TheIndex, asked: Asked) -> Response:
    """All events that can be drawn, as the rows of a table: a third of the size of GeoJSON."""
    return tagged(request, rows(select(index, asked)), "application/json")


@router.get("/map/control.json")
def control(request: Request, index: TheIndex) -> Response:
    """Who is said to hold which place: the newest word of each speaker for each place."""
    return cached_json(request, {"entries": list(ledger(index))}, "application/json")


@router.get("/map/admin1.json")
def provinces() -> Response:
    """The outlines of provinces as packed GeoJSON, for the browser to keep a day."""
    headers = {"Content-Encoding": "gzip", "Cache-Control": "private, max-age=86400"}
    return FileResponse(FILE, media_type="application/json", headers=headers)


def cached_json(request: Request, body: Any, kind: str) -> Response:
    """JSON with an ETag; 304 when the browser has it already."""
    return tagged(request, packed(body), kind)


def packed(body: Any) -> tuple[bytes, str]:
    """(JSON, its ETag)."""
    content = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
    return content, f'"{sha256(content).hexdigest()[:32]}"'


def tagged(request: Request, found: tuple[bytes, str], kind: str) -> Response:
    """The content with its ETag; the same again is answered with 304 and no body."""
    content, tag = found
    if request.headers.get("if-none-match", "").removeprefix("W/") == tag:
        return Response(status_code=304, headers={"ETag": tag})
    return Response(content, media_type=kind, headers={"ETag": tag})


@lru_cache(maxsize=16)
def drawn(entries: tuple[Entry, ...]) -> tuple[bytes, str]:
    """The GeoJSON of these events and its ETag."""
    return packed(collection(entries))


COLUMNS = (
    "id", "type", "status", "place", "precision", "start", "end", "known", "killed", "contested", "since", "drawn", "area", "km", "lon",
    "lat",
)  # fmt: skip
"""The columns of the map's table; days are numbers (20310904), 0 when not told."""


@lru_cache(maxsize=16)
def rows(entries: tuple[Entry, ...]) -> tuple[bytes, str]:
    """The table of these events and its ETag."""
    found = [_row(e, area) for e in entries if (area := area_of(e.place))]
    return packed({"columns": COLUMNS, "shapes": SHAPES, "rows": found})


def _row(e: Entry, area: Area) -> tuple[object, ...]:
    where = e.place
    return (
        e.id, e.type, e.status, where.name or where.country or "", where.precision, _number(e.start), _number(e.end), _number(e.known),
        e.killed, int(e.contested), _number(e.contested_since), area.kind, area.code, area.km, where.lon, where.lat,
    )  # fmt: skip


def _number(day: date | None) -> int:
    return day.year * 10000 + day.month * 100 + day.day if day else 0


@lru_cache(maxsize=16)
def placeless(entries: tuple[Entry, ...]) -> int:
    """How many of these events cannot be drawn."""
    return sum(area_of(e.place) is None for e in entries)


def collection(entries: Iterable[Entry]) -> dict[str, Any]:
    """A GeoJSON FeatureCollection. A feature without a point has the centre of its area and says so in `drawn`."""
    return {"type": "FeatureCollection", "features": [f for e in entries if (f := feature(e))]}


def feature(e: Entry) -> dict[str, Any] | None:
    """One event as a GeoJSON feature, None when it cannot be drawn."""
    area = area_of(e.place)
    if area is None:
        return None
    point = [e.place.lon, e.place.lat] if e.place.lat is not None else None
    told = {
        "id": e.id, "type": e.type, "status": e.status, "title": headline(e), "place": place_name(e.place), "precision": e.place.precision,
        "start": e.start and e.start.isoformat(), "end": e.end and e.end.isoformat(), "days": days(e.start, e.end),
        "known": _number(e.known), "killed": e.killed, "grade": e.grade, "origins": e.origins,
        "contested": int(e.contested), "since": _number(e.contested_since),
        "drawn": area.kind, "area": area.code, "km": area.km, "shape": SHAPES.get(e.type, "circle"),
    }  # fmt: skip
    return {"type": "Feature", "geometry": {"type": "Point", "coordinates": point} if point else None, "properties": told}


def ledger(index: Index) -> Iterator[dict[str, Any]]:
    """The control ledger for drawing and the API, by place, each entry with who says so and in which report."""
    newest: dict[tuple[str, str], dict[str, Any]] = {}
    for report in sorted(index.reports, key=lambda r: str(r.published or "")):
        for entry in report.control:
            where, day = entry.place, entry.as_of or report.published
            if not where.name:
                continue
            newest[where.place_id or where.name, entry.speaker.name] = {
                "place": where.name, "place_id": where.place_id, "country": where.country, "lat": where.lat, "lon": where.lon,
                "precision": where.precision, "actor": entry.actor.name, "state": entry.state, "as_of": day and day.isoformat(),
                "day": _number(day), "speaker": entry.speaker.name, "stance": entry.stance,
                "document_id": report.id, "words": entry.evidence.text,
            }  # fmt: skip
    yield from newest.values()
