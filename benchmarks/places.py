"""Place resolution on local news: given the spans of the place names, how many are put within 161 km (100 miles) of the truth.

    python benchmarks/places.py places.jsonl

A row of the file is {"text", "toponyms": [{"start", "end", "lat", "lon"}]}, offsets in code points of the text; toponyms
without coordinates take part as context and are not counted.
"""

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language

from tacitus.knowledge.gazetteer import Gazetteer, kilometres
from tacitus.model import Document
from tacitus.page import Mention, Name, Page
from tacitus.resolving.places import PlaceResolver
from tacitus.settings import load

WITHIN_KM = 161.0


def run(path: Path, errors: list[str] | None = None) -> dict[str, Any]:
    """Share of toponyms within 161 km, share resolved at all, median distance, seconds. `errors` collects a line for each miss."""
    gazetteer = Gazetteer.open(load().gazetteer_path)
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    distances: list[float] = []
    started = time.perf_counter()
    reports = [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]
    for report in reports:
        for toponym, distance, chosen in _resolved(gazetteer, nlp, report):
            distances.append(distance)
            if errors is not None and distance > WITHIN_KM:
                errors.append(f"{report['id']} {toponym['phrase']!r} {toponym['lat']},{toponym['lon']} ← {chosen} {distance:.0f} km")
    distances.sort()
    return {
        "reports": len(reports),
        "toponyms": len(distances),
        "acc@161km": round(sum(d <= WITHIN_KM for d in distances) / len(distances), 4),
        "resolved": round(sum(d < 20040 for d in distances) / len(distances), 4),
        "median_km": round(distances[len(distances) // 2], 1),
        "seconds": round(time.perf_counter() - started, 1),
    }


def _resolved(gazetteer: Gazetteer, nlp: Language, report: dict[str, Any]) -> Iterator[tuple[dict[str, Any], float, str]]:
    document = Document(text=report["text"])
    parse = nlp(document.full)
    spans = [(toponym, parse.char_span(toponym["start"], toponym["end"], alignment_mode="expand")) for toponym in report["toponyms"]]
    names = tuple(Name(span.start, span.end, document.full[t["start"] : t["end"]], "place") for t, span in spans)
    resolver = PlaceResolver(gazetteer, Page(document, parse, names=names))
    for toponym, span in ((t, span) for t, span in spans if t["lat"] is not None):
        where, _ = resolver.resolve(Mention(span.start, span.end, span.end - 1))
        point = (where.lat, where.lon)
        distance = (
            kilometres((where.lat, where.lon), (float(toponym["lat"]), float(toponym["lon"])))
            if where.lat is not None and where.lon is not None
            else 20040.0
        )
        yield toponym, distance, f"{where.place_id} {where.country}/{where.admin1} {point} {where.rule}"


if __name__ == "__main__":
    print(json.dumps(run(Path(sys.argv[1])), indent=1))
