"""How the store holds up: reports made from templates are ingested with the rules alone, then looked up by every filter.

    python benchmarks/store.py [--reports 10000] [--place DIRECTORY_OR_URL] [--json FILE]

Reports are invented (places are real, so that the gazetteer has work to do); one in twenty is a copy from another outlet. Printed are
throughput, size on disk, resident memory as the run goes on, and for each filter the median time to the first 50 accounts and to
the count of all. Times are wall clock; the coder's share is CPU time.
"""

import argparse
import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from tacitus.intake import Intake, Outcome
from tacitus.pipeline import Coder
from tacitus.reading.rows import Options
from tacitus.receiving import Receiver
from tacitus.settings import load
from tacitus.storing import Filter, Hit, Store, Told
from tacitus.storing.verifying import verify

TOWNS = (
    "Aleppo", "Idlib", "Hama", "Homs", "Raqqa", "Mosul", "Kirkuk", "Tikrit", "Ramadi", "Taiz", "Aden", "Marib", "Hodeidah", "Kandahar",
    "Kunduz", "Ghazni", "Jalalabad", "Mogadishu", "Kismayo", "Baidoa", "Maiduguri", "Gao", "Timbuktu", "Mopti", "Goma", "Beni", "Bunia",
    "Benghazi", "Sirte", "Kharkiv", "Kherson", "Donetsk", "El Fasher", "Nyala", "Khartoum", "Mekelle", "Sittwe", "Quetta",
)  # fmt: skip
GROUPS = ("government forces", "rebels", "militiamen", "unidentified gunmen", "insurgents", "army units", "tribal fighters")
OUTLETS = tuple(f"{name} {kind}" for name in ("Vale", "Quell", "Orrin", "Tarn", "Sova") for kind in ("Post", "Daily", "Agency", "Radio"))
SPEAKERS = (
    "a hospital official",
    "the provincial governor",
    "a military spokesman",
    "witnesses",
    "a local monitoring group",
    "an army statement",
)
OPENINGS = (
    "{Group} attacked a checkpoint on the edge of {town} on {day}, killing {n} soldiers and wounding {m}, {speaker} said.",
    "An airstrike hit a market in {town} on {day} and killed {n} civilians, {speaker} said.",
    "{Group} shelled the {side} districts of {town} on {day}; at least {n} people were killed and {m} wounded.",
    "A roadside bomb exploded near a convoy outside {town} on {day}, killing {n} people, {speaker} said.",
    "{Group} captured the {side} part of {town} on {day} after {m} hours of fighting with {other}.",
    "{Group} kidnapped {n} aid workers on the road to {town} on {day}, {speaker} said.",
)
FOLLOWS = (
    "The fighting began shortly after {hour} in the morning and went on until nightfall, according to resident number {k}.",
    "{Other} denied that they had taken any part in it and blamed what they called case {k} on their rivals.",
    "Rescue team {k} was still looking for people under the rubble of {m} houses the next day.",
    "It was attack number {k} of the year in the district, which lies {m} kilometres from {second}.",
    "A hospital in {second} took in {m} of the wounded and asked for blood of donor list {k}.",
    "Families of ward {k} left their homes for {second}, {m} of them on foot, a teacher said.",
    "Statement {k} of the ministry put the number of the dead at {m} and promised an inquiry.",
)
SHOWN = 50


def reports(count: int, seed: int = 1) -> Iterator[dict[str, str]]:
    """Rows of a JSON Lines table."""
    chance = random.Random(seed)
    earlier: list[dict[str, str]] = []
    for n in range(count):
        if earlier and chance.random() < 0.05:
            yield {**chance.choice(earlier), "id": f"r{n}", "publisher": chance.choice(OUTLETS)}
            continue
        published = date(2019, 1, 1) + timedelta(days=chance.randrange(1800))
        town, second = chance.sample(TOWNS, 2)
        group, other = chance.sample(GROUPS, 2)
        words = {
            "town": town, "second": second, "group": group, "other": other, "Group": group.capitalize(), "Other": other.capitalize(),
            "day": (published - timedelta(days=1)).strftime("%A"), "side": chance.choice(("northern", "southern", "eastern", "western")),
            "speaker": chance.choice(SPEAKERS),
        }  # fmt: skip
        lines = [chance.choice(OPENINGS), *chance.sample(FOLLOWS, 2)]
        numbers = [
            {"n": chance.randint(2, 40), "m": chance.randint(2, 90), "k": chance.randint(1, 10**6), "hour": chance.randint(4, 9)}
            for _ in lines
        ]
        text = "\n\n".join(line.format(**words, **told) for line, told in zip(lines, numbers, strict=True))
        row = {
            "id": f"r{n}",
            "title": f"Violence in {town}",
            "text": text,
            "published": str(published),
            "publisher": chance.choice(OUTLETS),
        }
        earlier = [*earlier[-500:], row]
        yield row


def memory() -> float:
    """Megabytes resident (Linux)."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return float("nan")


def ingest(store: Store, coder: Coder, table: Path) -> dict[str, object]:
    """Throughput, what became of the reports, and memory by the thousand."""
    receiver, kinds, by_thousand = Receiver(store, Options(None, 10**9, "en")), dict[str, int](), list[float]()
    started, cpu = time.perf_counter(), time.process_time()
    for n, found in enumerate(Intake(store, coder).run([str(table)], receiver), 1):
        kind = found.kind if isinstance(found, Outcome) else "problem"
        kinds[kind] = kinds.get(kind, 0) + 1
        if n % 1000 == 0:
            by_thousand.append(round(memory(), 1))
            print(f"{n:,} reports, {time.perf_counter() - started:,.0f} s, {by_thousand[-1]} MB", file=sys.stderr, flush=True)
    seconds = time.perf_counter() - started
    count = sum(kinds.values())
    return {
        "seconds": round(seconds, 1), "CPU seconds": round(time.process_time() - cpu, 1),
        "of these in the coder": round(sum(coder.timings.values()), 1), "reports a second": round(count / seconds, 1),
        "outcomes": kinds, "MB resident by the thousand": by_thousand,
    }  # fmt: skip


def look_ups(store: Store, seed: int = 2) -> dict[str, dict[str, float]]:
    """Median milliseconds for each filter, each with 20 values drawn from the templates."""
    chance = random.Random(seed)
    day = lambda: date(2019, 1, 1) + timedelta(days=chance.randrange(1800))  # noqa: E731
    makers: dict[str, Callable[[], Filter]] = {
        "none": Filter,
        "type": lambda: Filter(types=(chance.choice(("airstrike", "shelling", "clash", "capture", "abduction", "bombing")),)),
        "status": lambda: Filter(statuses=(chance.choice(("happened", "disputed", "denied")),)),
        "place": lambda: Filter(place=chance.choice(TOWNS)),
        "country": lambda: Filter(place=chance.choice(("SY", "IQ", "YE", "UA", "SO", "ML"))),
        "actor": lambda: Filter(actor=chance.choice(GROUPS)),
        "speaker": lambda: Filter(speaker=chance.choice(("outlet", "medics", "officials", "witnesses", "rebel"))),
        "publisher": lambda: Filter(publisher=chance.choice(OUTLETS)),
        "a week": lambda: Filter(start=(first := day()), end=first + timedelta(days=7)),
        "until a day": lambda: Filter(end=day()),
        "public only": lambda: Filter(sensitivity="public"),
        "all together": lambda: Filter(types=("airstrike", "shelling"), statuses=("happened",), place=chance.choice(TOWNS), start=day()),
    }
    found = {}
    for name, maker in makers.items():
        wanted = [maker() for _ in range(20)]
        found[name] = _median("first 50", [partial(_first, store, one) for one in wanted])
        found[name] |= _median("count", [partial(store.count_accounts, one) for one in wanted])
    words = [f"{chance.choice(TOWNS)} wounded" for _ in range(20)]
    return found | {"search of two words": _median("first 20", [partial(_found, store, one) for one in words])}


def _first(store: Store, wanted: Filter) -> list[Told]:
    return list(store.accounts(wanted, limit=SHOWN))


def _found(store: Store, words: str) -> list[Hit]:
    return list(store.search(words))


def _median(name: str, asks: Sequence[Callable[[], object]]) -> dict[str, float]:
    """Median milliseconds on the clock, and of this process's CPU: on a busy machine they differ."""
    walls, cpus = [], []
    for ask in asks:
        wall, cpu = time.perf_counter(), time.process_time()
        ask()
        walls.append((time.perf_counter() - wall) * 1000)
        cpus.append((time.process_time() - cpu) * 1000)
    return {name: round(statistics.median(walls), 1), f"{name} CPU": round(statistics.median(cpus), 1)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=10_000)
    parser.add_argument("--place", help="a folder for the store, or a PostgreSQL URL; default: a temporary folder")
    parser.add_argument("--look-ups", action="store_true", help="only the look-ups, in the store that stands at --place")
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        place = arguments.place or temporary
        folder = Path(temporary) if "://" in place else Path(place)
        folder.mkdir(exist_ok=True)
        with Store(place if "://" in place else folder / "store.db", archive=folder / "archive") as store:
            result = (
                {"rows": store.counts(), "milliseconds": look_ups(store)} if arguments.look_ups else run(store, folder, arguments.reports)
            )
    print(json.dumps(result, indent=1))
    if arguments.json:
        arguments.json.write_text(json.dumps(result, indent=1) + "\n")


def run(store: Store, folder: Path, count: int) -> dict[str, object]:
    """All of it: ingest twice, look up, verify, weigh."""
    table = folder / "reports.jsonl"
    table.write_text("".join(json.dumps(row) + "\n" for row in reports(count)))
    result: dict[str, object] = {"ingest": ingest(store, Coder(load(head=False)), table)}
    result["again"] = ingest(store, Coder(load(head=False)), table)
    result |= {"rows": store.counts(), "milliseconds": look_ups(store)}
    result["verify seconds"], result["findings"] = _verified(store)
    files = {"database": "store.db*", "archive": "archive/*/*", "input": "reports.jsonl"}
    return result | {"MB": {name: round(sum(p.stat().st_size for p in folder.glob(mask)) / 1e6, 1) for name, mask in files.items()}}


def _verified(store: Store) -> tuple[float, int]:
    started = time.perf_counter()
    findings = len(list(verify(store)))
    return round(time.perf_counter() - started, 1), findings


if __name__ == "__main__":
    main()
