"""All accuracy figures in one table: ours, a naive floor, each peer installed by `make bench-peers`; fails below a pinned floor.

    python benchmarks/accuracy.py [FOLDER | FILE …] [--json] [--raise] [--lower REASON]

Without arguments, or with a folder (default ../shared), every set found below it is measured: pairs X.docs.jsonl and X.gold.jsonl, and
files told by the first word of their name: time. places. types. sentences. clusters. reports. The held-out part of our own gold is
always measured. FILE names single sets; a pair may be named by either file. A missing corpus or peer drops its row. Exit status 1 when
a figure fell below its floor (floors.json); `--lower REASON` lowers the fallen floors and writes the reason down, `--raise` lifts
floors to what was measured."""

import argparse
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import clusters
import event_types
import golds
import naive
import placenames
import places
import reports
import sentences
import times
from coded import corpus_hash
from floors import Fall, Floors
from rich import box
from rich.console import Console
from rich.table import Table

HERE = Path(__file__).parent
PEERS = HERE.parent / ".venv-peers"
Figures = dict[str, float]


@dataclass(frozen=True)
class Measured:
    """One set: where it is, and figures of ours, of the naive floor, of the peers by name."""

    name: str
    corpus: str
    ours: Figures
    naive: Figures = field(default_factory=dict)
    peers: dict[str, Figures] = field(default_factory=dict)


def peer(script: str, corpus: Path, *arguments: str) -> Figures | None:
    """What a peer's own process prints, kept by corpus in the peers' environment; None when it is not installed or fails."""
    kept = PEERS / "figures.json"
    if not (PEERS / "done").exists():
        return None
    known: dict[str, Figures] = json.loads(kept.read_text("utf-8")) if kept.exists() else {}
    key = " ".join([script, *arguments, corpus_hash(corpus)])
    if key not in known:
        order = [str(PEERS / "bin/python"), str(HERE / script), str(corpus), *arguments]
        done = subprocess.run(order, capture_output=True, text=True, check=False)
        if done.returncode or not done.stdout.strip():
            return None
        known[key] = json.loads(done.stdout.strip().splitlines()[-1])
        kept.write_text(json.dumps(known, indent=1), "utf-8")
    return known[key]


def _peers(script: str, corpus: Path, *names: str) -> dict[str, Figures]:
    found = {name: peer(script, corpus, name) for name in names}
    return {name: figures for name, figures in found.items() if figures and not figures.get("missing")}


def _time(path: Path) -> Iterator[Measured]:
    ours = {k: float(v) for k, v in times.run(path).items()}
    yield Measured(
        path.stem, corpus_hash(path), ours, times_naive(path), _peers("times.py", path, "heideltime", "recognizers", "dateparser")
    )


def times_naive(path: Path) -> Figures:
    """The floor: day names and relative words, all dated to the publication day."""
    import re

    words = re.compile(
        r"\b(?:today|yesterday|tomorrow|now|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:last|this|next) (?:week|month|year)|\d{4})\b",
        re.I,
    )

    def tag(text: str, dct: str) -> Iterator[times.Expression]:
        for match in words.finditer(text):
            yield times.Expression(match.start(), match.end(), "DATE", match.group() if match.group().isdigit() else dct)

    return {k: float(v) for k, v in times.score(path, tag).items()}


def _places(path: Path) -> Iterator[Measured]:
    ours = places.run(path)
    floor = {"acc@161km": round(naive.within(path, places.WITHIN_KM), 4)}
    yield Measured(path.stem, corpus_hash(path), {k: float(v) for k, v in ours.items()}, floor)
    rivals = _peers("placenames.py", path, "flashgeotext", "geotext")
    yield Measured(path.stem + " names", corpus_hash(path), placenames.run(path), {}, rivals)


def _types(path: Path) -> Iterator[Measured]:
    yield Measured(path.stem, corpus_hash(path), event_types.run(path), event_types.naive(path))


def _sentences(path: Path) -> Iterator[Measured]:
    yield Measured(path.stem, corpus_hash(path), sentences.run(path))


def _clusters(path: Path) -> Iterator[Measured]:
    ours, rival = clusters.run(path), peer("clusters.py", path, "--peer")
    if ours:
        yield Measured(path.stem, corpus_hash(path), ours, clusters.naive(path), {"tf-idf": rival} if rival else {})


def _reports(path: Path) -> Iterator[Measured]:
    yield Measured(path.stem, corpus_hash(path), reports.run(path))


def _gold(path: Path, keep: Callable[[str], bool] = lambda _: True, name: str = "") -> Iterator[Measured]:
    docs, gold = (path.with_name(path.name.split(".")[0] + f".{kind}.jsonl") for kind in ("docs", "gold"))
    rows, answers = golds.load(docs, gold, keep)
    ours, floor = (golds.figures(rows, answers, coded) for coded in (golds.code(rows), golds.code_naively(rows)))
    yield Measured(name or docs.name.split(".")[0], corpus_hash(docs, gold), ours, floor)


KINDS: dict[str, Callable[[Path], Iterator[Measured]]] = {
    "time": _time, "places": _places, "types": _types, "sentences": _sentences, "clusters": _clusters, "reports": _reports,
}  # fmt: skip
SHOWN = {
    "time": ("value_f1", "relaxed_f1", "strict_f1", "value_f1_same"), "places": ("acc@161km", "span_f1"), "types": ("weighted_f1",),
    "sentences": ("right", "source", "target"), "clusters": ("b3_f1", "p", "r"), "reports": ("slots_f1", "type_f1", "country_f1"),
}  # fmt: skip
"""Which figures of a kind stand in the table and are pinned; of gold sets all."""


def measure(path: Path) -> Iterator[Measured]:
    """The figures of one file, its kind told by the first word of its name, or of the docs+gold pair it belongs to."""
    kind = path.name.split(".")[0]
    if kind in KINDS:
        yield from KINDS[kind](path)
    elif path.name.endswith((".docs.jsonl", ".gold.jsonl")):
        yield from _gold(path)
    else:
        sys.exit(f"{path}: a name that begins with {', '.join(KINDS)} or ends with .docs.jsonl or .gold.jsonl is needed")


def measure_own() -> Iterator[Measured]:
    """The part of our own gold that is kept for testing."""
    own = HERE.parent / "gold"
    yield from _gold(own / "reports.docs.jsonl", golds.held_out, "own reports")
    yield from _gold(own / "war/war.docs.jsonl", golds.held_out, "own war")


def find(folder: Path) -> list[Path]:
    """The sets below a folder: gold pairs, then files of the known kinds; training texts are left out."""
    pairs = [p for p in sorted(folder.glob("gold/*.docs.jsonl")) if p.with_name(p.name.replace(".docs.", ".gold.")).exists()]
    return pairs + [p for p in sorted(folder.glob("bench/*.jsonl")) if p.name.split(".")[0] in KINDS]


def shown(one: Measured) -> list[str]:
    names = SHOWN.get(one.name.split(".")[0])
    return [n for n in (names or one.ours) if n in one.ours]


def table(found: list[Measured], floors: Floors) -> Table:
    peers = list(dict.fromkeys(p for one in found for p in one.peers))
    result = Table("set", "figure", "ours", "floor", "naive", *peers, box=box.SIMPLE)
    for one in found:
        pinned = floors.of(one.name, one.corpus)
        for number, figure in enumerate(shown(one)):
            cells = [one.ours, pinned, one.naive, *(one.peers.get(p, {}) for p in peers)]
            result.add_row("" if number else one.name, figure, *(_cell(c.get(figure)) for c in cells))
    return result


def _cell(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", type=Path, metavar="FOLDER | FILE")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--raise", dest="lift", action="store_true", help="lift floors to what was measured")
    parser.add_argument("--lower", metavar="REASON", help="lower the fallen floors and keep the reason")
    options = parser.parse_args()
    given = options.paths or [HERE.parent.parent / "shared"]
    folders = [p for p in given if p.is_dir() or (not p.exists() and not p.suffix)]  # a folder that is missing has no sets
    found = list(measure_own()) if folders else []
    for path in [*(f for folder in folders for f in find(folder)), *(p for p in given if p not in folders)]:
        found += measure(path)
    floors = Floors()
    fallen = [fall for one in found for fall in floors.falls(one.name, one.corpus, one.ours)]
    _write(floors, found, fallen, options)
    if options.json:
        print(json.dumps({one.name: {"corpus": one.corpus, "ours": one.ours, "naive": one.naive, "peers": one.peers} for one in found}))
    else:
        Console(width=max(120, Console().width)).print(table(found, floors))
    for fall in fallen:
        print(fall, file=sys.stderr)
    return int(bool(fallen) and not options.lower)


def _write(floors: Floors, found: list[Measured], fallen: list[Fall], options: argparse.Namespace) -> None:
    if options.lower:
        floors.lower(fallen, options.lower)
    if options.lift:
        for one in found:
            floors.lift(one.name, one.corpus, one.ours, dict.fromkeys(shown(one), 0.0))
    if options.lower or options.lift:
        floors.save()


if __name__ == "__main__":
    sys.exit(main())
