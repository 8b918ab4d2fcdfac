"""A war under other names, so that what is measured on it is not what was learnt of its names.

    python benchmarks/renamed.py DOCS GOLD INCIDENTS WORLD OUT [--seed 1] [--keep WORD …]

Writes the four files into the folder OUT under their own names. Renamed are the words of places and provinces of WORLD, what is made of
them ("Ubrenian"), and the people who speak in GOLD; each word becomes the same invented one everywhere, in capitals too. Words that also
stand in small letters in the reports ("Upper", "Port") and those of actors and outlets stay.
"""

import argparse
import json
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from pathlib import Path
from typing import Any

_STARTS = (
    "Brin",
    "Kol",
    "Sem",
    "Tur",
    "Vash",
    "Dor",
    "Mel",
    "Gar",
    "Lun",
    "Hok",
    "Pel",
    "Rad",
    "Nim",
    "Yor",
    "Zas",
    "Fen",
    "Jal",
    "Ost",
    "Cal",
    "Urt",
)
_ENDS = ("ova", "ek", "imar", "und", "eshti", "al", "orim", "ana", "ukh", "ett", "aro", "isk", "ulba", "enn", "azar", "oy", "ilar", "umet")
_KEPT = ("Upper", "Kingdom", "Republic", "Division", "Minister", "Partners", "Crossfire")
"""Words that in our own war stand with a capital alone and yet are no names."""
_LONG = 5
"""Letters from which a word that begins with a name is taken to be made of it."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("docs", "gold", "incidents", "world", "out"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", nargs="*", default=_KEPT, help="words that are no names after all")
    given = parser.parse_args()
    texts = {path: path.read_text("utf-8") for path in (given.docs, given.gold, given.incidents, given.world)}
    world = json.loads(texts[given.world])
    gold = [json.loads(line) for line in texts[given.gold].splitlines()]
    names = [n for n in found_names(world, gold, texts[given.docs]) if n not in given.keep]
    new = renaming(names, random.Random(given.seed))
    given.out.mkdir(parents=True, exist_ok=True)
    for path, text in texts.items():
        (given.out / path.name).write_text(renamed(text, new), "utf-8")


def found_names(world: dict[str, Any], gold: Iterable[dict[str, Any]], docs: str) -> list[str]:
    """The words to be renamed, the shortest first, so that a name stands before what is made of it."""
    kept = set(_words(" ".join(_called(world["actors"], world["outlets"])))) | set(re.findall(r"[a-z]+", docs))
    places = set(_words(" ".join([*world["provinces"], *_called(world["places"])])))
    people = set(_words(" ".join(c["speaker"] for row in gold for a in row["accounts"] for c in a["claims"])))
    stays = {w for w in kept if w.casefold() in kept or w not in places}
    names = {w for w in places | people if w not in stays and w.casefold() not in kept}
    return sorted(names | {w for w in _words(docs) if any(w.startswith(n) for n in names if len(n) >= _LONG)}, key=lambda w: (len(w), w))


def _called(*lists: Sequence[dict[str, Any]]) -> Iterator[str]:
    for row in (row for rows in lists for row in rows):
        yield from (row["name"], *row.get("aliases", ()))


def _words(text: str) -> list[str]:
    return re.findall(r"\b[A-Z][a-z]{2,}", text.replace("\\n", "  "))


def renaming(names: Sequence[str], rng: random.Random) -> dict[str, str]:
    """Old word → new one; what is made of a name is made of its new one, with the same ending."""
    pool = [start + end for start, end in product(_STARTS, _ENDS)]
    rng.shuffle(pool)
    new: dict[str, str] = {}
    for name in names:
        root = next((old for old in new if len(old) >= _LONG and name.startswith(old)), None)
        new[name] = new[root] + name[len(root) :] if root else pool.pop()
    return new | {old.upper(): word.upper() for old, word in new.items()}


def renamed(text: str, new: dict[str, str]) -> str:
    """The text of a JSON file with all names replaced; a name may follow the escape of a new line."""
    names = "|".join(sorted(map(re.escape, new), key=len, reverse=True))
    return re.sub(rf"(?:(?<![A-Za-z])|(?<=\\n))({names})(?![A-Za-z])", lambda found: new[found.group()], text)


if __name__ == "__main__":
    main()
