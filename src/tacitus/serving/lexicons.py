"""Words: why a word triggers, who a name stands for, and the user's own names, written to the user's own file."""

import json
import os
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import takewhile
from pathlib import Path
from typing import Annotated, Any, Literal, cast, get_args

from fastapi import APIRouter, Form, HTTPException, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import BaseModel, Field
from spacy.language import Language
from spacy.pipeline import Lemmatizer

from tacitus import lexicon
from tacitus.errors import TacitusError
from tacitus.knowledge.actorfiles import read_overlay
from tacitus.knowledge.actors import normalised
from tacitus.model import ActorKind
from tacitus.serving.desk import Desk
from tacitus.serving.rendering import TheDesk, render

router = APIRouter(include_in_schema=False)
MOST = 60


@dataclass(frozen=True, slots=True)
class Entry:
    """Where a word stands: in which lexicon, under which keys; `makes` is the act a rule makes of it, `on` its conditions."""

    word: str
    lexicon: str
    path: str
    makes: str = ""
    on: tuple[str, ...] = ()


@router.get("/lexicon")
def page(request: Request, desk: TheDesk, q: str = "", done: str = "") -> Response:
    """Where a word stands in the lexicons, and which actors and places bear a name."""
    word = q.strip().casefold()
    groups = [g for g in desk.coder.actors.groups if word and any(normalised(q) in normalised(n) for n in (g.name, *g.aliases))]
    found = list(lookup(*base_forms(word, desk.coder.nlp))) if word else []
    return render(
        request, "lexicon.html", word=q.strip(), rules=[e for e in found if e.makes], rest=[e for e in found if not e.makes][:MOST],
        groups=groups[:MOST], done=done, places=_places(desk, q) if word else [], overlay=desk.overlay, own=_own(desk.overlay),
        actor_kinds=get_args(ActorKind), summaries=summaries(),
    )  # fmt: skip


@cache
def summaries() -> Mapping[str, str]:
    """The first sentence of each lexicon's header comment: what it is for."""
    folder = resources.files("tacitus.data") / "lexicons" / "en"
    texts = {name: (folder / f"{name}.toml").read_text("utf-8").splitlines() for name in lexicon.names()}
    heads = {name: " ".join(line[1:].strip() for line in takewhile(lambda x: x.startswith("#"), lines)) for name, lines in texts.items()}
    return {name: head.partition(". ")[0].removesuffix(".") for name, head in heads.items()}


def base_forms(words: str, nlp: Language) -> tuple[str, ...]:
    """The words as they are typed and with the first as dictionaries have it, for so the lexicons hold it: "opened fire" → "open fire"."""
    first, _, rest = words.partition(" ")
    token, lemmatizer = nlp.make_doc(first)[0], cast(Lemmatizer, nlp.get_pipe("lemmatizer"))
    found = [first]
    for token.pos_ in ("VERB", "NOUN"):
        found += lemmatizer.rule_lemmatize(token)
    return tuple(dict.fromkeys(f"{form} {rest}".strip() for form in found))


def lookup(*words: str) -> Iterator[Entry]:
    """Every entry that is one of the words, begins with it or holds it as a whole word; rules that make an act of it first."""
    found = [e for name in lexicon.names() for e in _entries(name, lexicon.load(name)) if any(_holds(e.word, word) for word in words)]
    yield from sorted(dict.fromkeys(found), key=lambda e: (not e.makes, e.word not in words, e.lexicon, e.path))


def _holds(entry: str, word: str) -> bool:
    spaced = entry.replace("+", " ")
    return spaced.startswith(word) or word in spaced.split()


def _entries(name: str, value: Any, path: str = "") -> Iterator[Entry]:
    if isinstance(value, Mapping):
        if "type" in value and "lemmas" in value:
            yield from _rule(name, value, path)
            return
        for key, inner in value.items():
            yield Entry(str(key), name, path)
            yield from _entries(name, inner, f"{path} › {key}" if path else str(key))
    elif isinstance(value, tuple):
        for inner in value:
            yield from _entries(name, inner, path)
    elif isinstance(value, str):
        yield Entry(value, name, path)


def _rule(name: str, rule: Mapping[str, Any], path: str) -> Iterator[Entry]:
    """The words of one rule, each with the act it makes and the conditions that must hold."""
    on = tuple(f"{key}: {_listed(value)}" for key, value in rule.items() if key not in {"type", "lemmas"})
    for lemma in rule["lemmas"]:
        yield Entry(str(lemma), name, path, str(rule["type"]), on)


def _listed(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _places(desk: Desk, name: str) -> list[Any]:
    try:
        return list(desk.coder.gazetteer.search(name.strip()))[:12]
    except TacitusError:
        return []


def _own(path: Path) -> dict[str, list[dict[str, Any]]]:
    try:
        data = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {"actors": [], "places": []}
    return {"actors": data.get("actors", []), "places": data.get("places", [])}


class Proposal(BaseModel):
    """The form of a new name."""

    name: Annotated[str, Field(min_length=2, max_length=120)]
    what: Literal["actor", "place"]
    of: str = ""
    kind: ActorKind = "rebel"
    country: str = ""
    lat: str = ""
    lon: str = ""
    back: str = "/lexicon"


@router.post("/lexicon/propose")
def propose(desk: TheDesk, form: Annotated[Proposal, Form()]) -> Response:
    """Write a name to the user's own overlay file; the package's lists are never touched."""
    name, country = form.name.strip(), form.country.strip().upper()
    if form.what == "place":
        _add(desk, "places", _place(name, country, form.lat, form.lon))
    else:
        _add(desk, "actors", _actor(desk, name, form.of.strip(), form.kind, country))
    desk.forget_coder()
    here = form.back if form.back.startswith("/") and not form.back.startswith(("//", "/\\")) else "/lexicon"
    return RedirectResponse(f"{here}{'&' if '?' in here else '?'}done=1", 303)


def _place(name: str, country: str, lat: str, lon: str) -> dict[str, Any]:
    try:
        point = float(lat), float(lon)
    except ValueError:
        raise HTTPException(422, "a place needs latitude and longitude in degrees, such as 36.2 and 37.16") from None
    if len(country) != 2 or not -90 <= point[0] <= 90 or not -180 <= point[1] <= 180:
        raise HTTPException(422, "a place needs a country code of two letters, a latitude in ±90 and a longitude in ±180")
    return {"name": name, "type": "town", "country": country, "lat": point[0], "lon": point[1]}


def _actor(desk: Desk, name: str, of: str, kind: str, country: str) -> dict[str, Any]:
    """The entry: an alias of a listed actor keeps that actor's kind and country."""
    known = next((g for g in desk.coder.actors.groups if of and normalised(of) in {normalised(n) for n in (g.name, *g.aliases)}), None)
    entry = {
        "name": known.name if known else of or name,
        "kind": known.kind if known else kind,
        "country": (known.country if known else country) or None,
    }
    aliases = [*(known.aliases if known else ()), *([name] if name != entry["name"] else [])]
    return {key: value for key, value in entry.items() if value} | ({"aliases": aliases} if aliases else {})


def _add(desk: Desk, key: str, entry: dict[str, Any]) -> None:
    """Add or join an entry; the new file is read once before it takes the old one's place."""
    path = desk.overlay
    with desk.writing:
        data = json.loads(path.read_text("utf-8")) if path.exists() else {}
        rows: list[dict[str, Any]] = data.setdefault(key, [])
        same = next((row for row in rows if row.get("name") == entry["name"]), None)
        if same:
            same["aliases"] = list(dict.fromkeys([*same.get("aliases", []), *entry.get("aliases", [])]))
        else:
            rows.append(entry)
        handle, aside = tempfile.mkstemp(dir=path.resolve().parent, suffix=".json")
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            json.dump(data, stream, ensure_ascii=False, indent=1)
        try:
            read_overlay(Path(aside))
        except (TacitusError, KeyError, StopIteration) as error:
            os.unlink(aside)
            raise HTTPException(422, f"the entry does not fit: {error}") from error
        os.replace(aside, path)
