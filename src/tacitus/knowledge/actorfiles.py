"""Reading actor files: `data/actors/*.toml` and a user's overlay, checked entry by entry."""

import calendar
import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from importlib.resources import files
from pathlib import Path
from typing import Any, get_args

from tacitus.errors import LexiconError
from tacitus.knowledge.groups import Group
from tacitus.knowledge.states import Leader, State
from tacitus.model import ActorKind

_ACTOR_KEYS = {"id", "name", "aliases", "kind", "country", "countries", "since", "until", "parent", "split_from", "note", "leaders"}
_STATE_KEYS = {"country", "names", "demonyms", "capital", "seats", "forces", "police", "police_aliases", "leaders", "note"}
_OVERLAY_KEYS = {"name", "kind", "country", "aliases", "leader", "backs", "part_of", "note"}
_DATE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
_KINDS = frozenset(get_args(ActorKind))

Tables = tuple[list[Group], list[State]]


def shipped() -> Iterator[tuple[str, bytes]]:
    """(file name, bytes) of the actor files of this package, in the order of their names."""
    folder = files("tacitus.data") / "actors"
    for path in sorted(folder.iterdir(), key=lambda p: p.name):
        if path.name.endswith(".toml"):
            yield path.name, path.read_bytes()


def read_toml(name: str, content: bytes) -> Tables:
    """Groups and states of one actor file. Raises `LexiconError` naming file and entry for an unknown key, kind or date."""
    try:
        data = tomllib.loads(content.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LexiconError(f"actors/{name} is not TOML: {error}") from error
    groups = [_group(entry, f"actors/{name}") for entry in data.get("actor", [])]
    states: list[State] = []
    for entry in data.get("state", []):
        state, forces = _state(entry, f"actors/{name}")
        states.append(state)
        groups += forces
    return groups, states


def read_overlay(path: Path) -> Tables:
    """A user's own actors and states from a JSON overlay (keys `actors`, `places`, `codes`). Raises `LexiconError`.

    A place of type "country" is a state and one of type "capital" its capital; "<Demonym> military" or "<Demonym> government"
    gives the demonym; the people under `leader` stand for their actor. An alias that is also a place is a seat. Other keys of an actor are
    for readers; one nearly spelt as a known one is a fault.
    """
    try:
        data = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise LexiconError(f"cannot read the overlay {path}: {error}") from error
    places: list[Mapping[str, Any]] = [
        {"country": place.get("name") if place.get("type") == "country" else None, **place} for place in data.get("places") or []
    ]
    here = {name for place in places for name in _called(place)}
    actors = [_checked(_meant(entry), _OVERLAY_KEYS, ("name", "kind"), str(path)) for entry in data.get("actors") or []]
    countries = {place["country"] for place in places if place.get("type") == "country"}
    groups = [_overlay_group(entry, here | countries, str(path)) for entry in actors if entry["name"] not in countries]
    return groups, [_overlay_state(country, places, actors) for country in sorted(countries)]


def _meant(entry: Mapping[str, Any]) -> Mapping[str, Any]:
    """The entry without keys that are for readers only."""
    return {k: v for k, v in entry.items() if k in _OVERLAY_KEYS or get_close_matches(k, _OVERLAY_KEYS, 1, 0.75)}


def _called(entry: Mapping[str, Any]) -> tuple[str, ...]:
    """The name of an overlay's place or actor and its other names."""
    return entry["name"], *(entry.get("aliases") or ())


def _overlay_group(entry: Mapping[str, Any], places: set[str], file: str) -> Group:
    return Group(
        id="overlay-" + re.sub(r"\W+", "-", entry["name"].casefold()).strip("-"),
        name=entry["name"],
        kind=_kind(entry, file),
        aliases=tuple(a for a in _called(entry)[1:] if a not in places),
        country=entry.get("country"),
        parent=entry.get("part_of"),
        leaders=tuple(_people(entry.get("leader") or "")),
        note=entry.get("note"),
    )


def _overlay_state(country: str, places: list[Mapping[str, Any]], actors: list[Mapping[str, Any]]) -> State:
    own = [p for p in places if p["country"] == country]
    names = next(_called(p) for p in own if p.get("type") == "country")
    capitals = [name for p in own if p.get("type") == "capital" for name in _called(p)]
    capitals = [name for name in capitals if not name.startswith("the ")]
    bodies = [a for a in actors if a.get("country") == country and a["kind"] in {"government", "state_forces", "external_forces"}]
    suffix = re.compile(r" (?:military|government|police)$")
    demonyms = dict.fromkeys(suffix.sub("", a["name"]) for a in bodies if suffix.search(a["name"]))
    heads = [person for a in bodies if a["kind"] == "government" for person in _people(a.get("leader") or "")]
    leaders = tuple(Leader(name, (name.split()[-1],)) for name in heads)
    return State(country, names, tuple(demonyms), capitals[0] if capitals else None, tuple(capitals[1:]), leaders)


def _people(text: str) -> Iterator[str]:
    """Names in "President Ilyas Dorvand; spokesman Col. Branik Uzhel": the last two capitalised words of each part."""
    for part in filter(None, text.split(";")):
        yield " ".join([word for word in part.split() if word[:1].isupper()][-2:])


def _group(entry: Mapping[str, Any], file: str) -> Group:
    _checked(entry, _ACTOR_KEYS, ("id", "name", "kind"), file)
    return Group(
        id=entry["id"],
        name=entry["name"],
        kind=_kind(entry, file),
        aliases=tuple(entry.get("aliases", ())),
        country=entry.get("country"),
        countries=tuple(entry.get("countries", ())),
        since=_day(entry.get("since"), entry, file, last=False),
        until=_day(entry.get("until"), entry, file, last=True),
        parent=entry.get("parent"),
        split_from=entry.get("split_from"),
        leaders=tuple(entry.get("leaders", ())),
        note=entry.get("note"),
    )


def _state(entry: Mapping[str, Any], file: str) -> tuple[State, list[Group]]:
    _checked(entry, _STATE_KEYS, ("country", "names"), file)
    forces = [_group({"kind": "state_forces", "country": entry["country"], **force}, file) for force in entry.get("forces", ())]
    if police := entry.get("police"):
        force = {"id": f"{entry['country'].lower()}-police", "name": police, "aliases": entry.get("police_aliases", ())}
        forces.append(_group({"kind": "state_forces", "country": entry["country"], **force}, file))
    leaders = tuple(_leader(leader, file) for leader in entry.get("leaders", ()))
    names, demonyms, seats = (tuple(entry.get(key, ())) for key in ("names", "demonyms", "seats"))
    if not names:
        raise LexiconError(f"{file}: state {entry['country']!r} has no name; give at least one in 'names'")
    return State(entry["country"], names, demonyms, entry.get("capital"), seats, leaders), forces


def _leader(entry: Mapping[str, Any], file: str) -> Leader:
    _checked(entry, {"name", "aliases", "office", "since", "until", "note"}, ("name",), file)
    since, until = (_day(entry.get(key), entry, file, last=key == "until") for key in ("since", "until"))
    return Leader(entry["name"], tuple(entry.get("aliases", ())), entry.get("office", ""), since, until)


def _checked(entry: Mapping[str, Any], known: set[str], needed: tuple[str, ...], file: str) -> Mapping[str, Any]:
    who = entry.get("id") or entry.get("name") or entry.get("country") or "an entry without a name"
    if unknown := set(entry) - known:
        raise LexiconError(f"{file}: {who!r} has the unknown key {sorted(unknown)[0]!r}; known are {', '.join(sorted(known))}")
    if missing := [key for key in needed if not entry.get(key)]:
        raise LexiconError(f"{file}: {who!r} lacks {missing[0]!r}")
    return entry


def _kind(entry: Mapping[str, Any], file: str) -> ActorKind:
    kind: ActorKind = entry["kind"]
    if kind not in _KINDS:
        raise LexiconError(f"{file}: {entry['name']!r} has the unknown kind {kind!r}; known are {', '.join(sorted(_KINDS))}")
    return kind


def _day(value: object, entry: Mapping[str, Any], file: str, *, last: bool) -> date | None:
    """The first (or last) day of a year, month or day as written: 2017, "2017-01", "2017-01-28"."""
    if value is None or value == "":
        return None
    if isinstance(value, date):
        return value
    match = _DATE.fullmatch(str(value))
    if not match:
        raise LexiconError(f"{file}: {entry['name']!r} has the date {value!r}; write a year, YYYY-MM or YYYY-MM-DD")
    year, month, day = int(match[1]), int(match[2] or (12 if last else 1)), match[3]
    try:
        return date(year, month, int(day) if day else calendar.monthrange(year, month)[1] if last else 1)
    except (ValueError, calendar.IllegalMonthError) as error:
        raise LexiconError(f"{file}: {entry['name']!r} has the date {value!r}, which is no day: {error}") from error
