"""Suggesting: known places and actors for a field while somebody types, and the place a picked suggestion stands for."""

import re
from collections.abc import Iterator
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from tacitus.errors import TacitusError
from tacitus.knowledge.actors import normalised
from tacitus.knowledge.gazetteer import Place
from tacitus.serving.desk import Desk
from tacitus.serving.index import Index
from tacitus.serving.rendering import TheDesk, TheIndex, render

router = APIRouter(include_in_schema=False)
MOST = 12
PRECISION = {
    "country": "country", "admin1": "province", "admin2": "district", "region": "region", "town": "town", "village": "town", "camp": "town",
    "crossing": "site", "base": "site", "site": "site",
}  # fmt: skip
"""How precise a place of each kind of the gazetteer is."""
RULE = "corrected by a person"
ID = re.compile(r"\s*\[(\S+:\S+)\]$")


@router.get("/suggest")
def suggest(request: Request, desk: TheDesk, index: TheIndex, place: str = "", who: str = "", of: str = "") -> Response:
    """Options for a list: places whose name is `place`, actors whose name holds `who` or `of`; two letters at least."""
    found = places(desk, index, place) if place else actors(desk, index, (who or of).strip())
    return render(request, "options.html", options=found)


def places(desk: Desk, index: Index, name: str) -> list[str]:
    """Labels of places: those of stored events whose name begins so, then those the gazetteer calls so, the likeliest first.

    A label ends with the place's id, so that it can be picked from the label alone: "Ishbara, Nomar, XD [overlay:…]".
    """
    key = normalised(_bare(name))
    if len(key) < 2:
        return []
    told = (label(w.name, w.admin1, w.country, i) for i, w in index.places.items() if normalised(w.name or "").startswith(key))
    listed = (label(p.name, p.admin1, p.country, p.id) for p in gazetteer_places(desk, name))
    return list(dict.fromkeys((*told, *listed)))[:MOST]


def gazetteer_places(desk: Desk, name: str) -> list[Place]:
    """Places the gazetteer calls so, the likeliest first; none without a gazetteer."""
    try:
        return desk.coder.gazetteer.search(_bare(name), MOST)
    except TacitusError:
        return []


def _bare(text: str) -> str:
    return ID.sub("", text).split(",")[0].strip()


def label(name: str | None, admin1: str | None, country: str | None, place_id: str) -> str:
    """ "Belvik, Ardan, VE [geonames:1]": a name twice stands once."""
    return f"{', '.join(dict.fromkeys(p for p in (name, admin1, country) if p))} [{place_id}]"


def actors(desk: Desk, index: Index, name: str) -> list[str]:
    """Names of listed actors and of those told of in stored events that hold these letters, those that begin with them first."""
    key = normalised(name)
    if len(key) < 2:
        return []
    found = dict.fromkeys(n for n in _names(desk, index) if key in normalised(n))
    return sorted(found, key=lambda n: (not normalised(n).startswith(key), n))[:MOST]


def _names(desk: Desk, index: Index) -> Iterator[str]:
    yield from (g.name for g in desk.coder.actors.groups)
    yield from index.actor_names


def picked_place(desk: Desk, index: Index, text: str) -> dict[str, Any] | None:
    """The place a picked suggestion stands for, as the value of a field; None when the text is no label of a place."""
    marked = ID.search(text)
    if marked is None:
        return None
    if known := index.places.get(marked[1]):
        return {**known.model_dump(mode="json", exclude={"words", "alternatives"}), "rule": RULE}
    found = next((p for p in gazetteer_places(desk, text) if p.id == marked[1]), None)
    if found is None:
        return None
    return {
        "name": found.name, "place_id": found.id, "country": found.country, "admin1": found.admin1, "admin2": found.admin2,
        "lat": found.lat, "lon": found.lon, "precision": PRECISION[found.kind], "rule": RULE,
    }  # fmt: skip
