"""Finding place names: spans of toponyms in local news, ours and peers.

    python benchmarks/placenames.py places.jsonl [flashgeotext | geotext | tacitus]

A row is {"text", "toponyms": [{"start", "end"}]}. A span is right when it overlaps a gold span not yet taken (relaxed F1).
"""

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

Finder = Callable[[str], Iterator[tuple[int, int]]]


def tacitus() -> Finder:
    from coded import coder

    from tacitus.model import Document

    def find(text: str) -> Iterator[tuple[int, int]]:
        page = coder().read_page(Document(text=text))
        for name in page.names:
            if name.kind == "place":
                span = page.span(name)
                yield span.start, span.end

    return find


def flashgeotext() -> Finder:
    from flashgeotext.geotext import GeoText

    geotext = GeoText()

    def find(text: str) -> Iterator[tuple[int, int]]:
        for kind in geotext.extract(text).values():
            for found in kind.values():
                yield from found["span_info"]

    return find


def geotext() -> Finder:
    from geotext import GeoText

    def find(text: str) -> Iterator[tuple[int, int]]:
        found = GeoText(text)
        for name in {*found.cities, *found.countries}:
            at = text.find(name)
            while at >= 0:
                yield at, at + len(name)
                at = text.find(name, at + len(name))

    return find


FINDERS: dict[str, Callable[[], Finder]] = {"tacitus": tacitus, "flashgeotext": flashgeotext, "geotext": geotext}


def run(path: Path, system: str = "tacitus") -> dict[str, float]:
    find = FINDERS[system]()
    right = ours = gold = 0
    for line in path.read_text("utf-8").split("\n"):
        if not line.strip():
            continue
        row = json.loads(line)
        left = sorted(find(row["text"]))
        ours, gold = ours + len(left), gold + len(row["toponyms"])
        for toponym in row["toponyms"]:
            match = next((s for s in left if s[0] < toponym["end"] and toponym["start"] < s[1]), None)
            if match:
                left.remove(match)
                right += 1
    return {"gold": gold, "found": ours, "span_f1": round(2 * right / max(1, ours + gold), 3)}


if __name__ == "__main__":
    print(json.dumps(run(Path(sys.argv[1]), *sys.argv[2:3])))
