"""The naive coder that every figure is compared with: trigger words, publication date, most populous namesake.

Each sentence with a trigger word of the lexicon is an account of that word's type, told as happened, on [published − 1, published], at
the first place name of the sentence (capitalised words the gazetteer knows), of its namesakes the most populous. No grammar, no actors,
no tolls."""

import re
import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from tacitus.knowledge.gazetteer import Gazetteer, Place
from tacitus.settings import load

_ENDINGS = ("", "s", "es", "d", "ed", "ing")
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
_CAPITALISED = re.compile(r"\b[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,2}")
_KINDS = {"country": "country", "admin1": "province", "admin2": "district", "region": "region"}


@cache
def _words() -> dict[str, str]:
    """Inflected trigger word → type; of two rules the earlier in the file wins, as in the coder."""
    lexicon = tomllib.loads(files("tacitus.data").joinpath("lexicons/en/triggers.toml").read_text("utf-8"))
    forms: dict[str, str] = {}
    for rule in (*lexicon["noun"], *lexicon["verb"]):
        if (
            rule["type"] == "none" or rule["strength"] == "weak" or "modifier" in rule or "with" in rule
        ):  # a naive coder knows single, telling words only
            continue
        for lemma in (word for word in rule["lemmas"] if "+" not in word):
            for ending in _ENDINGS:
                forms.setdefault(lemma + ending, rule["type"])
                if lemma.endswith("e") and ending == "ing":
                    forms.setdefault(lemma[:-1] + ending, rule["type"])
    return forms


def types_told(text: str) -> Iterator[str]:
    return (kind for word in re.findall(r"[\w-]+", text.lower()) if (kind := _words().get(word)))


@cache
def gazetteer() -> Gazetteer:
    return Gazetteer.open(load().gazetteer_path)


@cache
def most_populous(name: str) -> Place | None:
    return max(gazetteer().bare(name), key=lambda place: place.population or 0, default=None)


def _where(sentence: str) -> dict[str, Any] | None:
    for match in _CAPITALISED.finditer(sentence):
        if place := most_populous(match.group()):
            return {
                "name": match.group(), "country": place.country, "lat": place.lat, "lon": place.lon,
                "precision": _KINDS.get(place.kind, "town"),
            }  # fmt: skip
    return None


def accounts(row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Accounts of a report in the form of gold."""
    day = date.fromisoformat(row["published"][:10]) if row.get("published") else None
    when = {"start": str(day - timedelta(1)), "end": str(day)} if day else None
    for sentence in _SENTENCE.split(f"{row.get('title') or ''}\n{row['text']}"):
        found = next((w for w in re.findall(r"[\w-]+", sentence) if w.lower() in _words()), None)
        if found:
            yield {
                "type": _words()[found.lower()], "status": "happened", "trigger": found, "evidence": [sentence],
                "when": when, "where": _where(sentence), "actors": [], "tolls": [], "claims": [],
            }  # fmt: skip


def within(path: Path, kilometres: float) -> float:
    """Share of toponyms of a places file whose most populous namesake lies within the distance."""
    import json

    from tacitus.scoring.comparing import kilometres as apart

    told = [t for line in path.read_text("utf-8").split("\n") if line for t in json.loads(line)["toponyms"] if t["lat"] is not None]
    near = 0
    for toponym in told:
        place = most_populous(toponym["phrase"])
        distance = apart(toponym, {"lat": place.lat, "lon": place.lon}) if place else None
        near += distance is not None and distance <= kilometres
    return near / len(told)
