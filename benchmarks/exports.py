"""Exports at scale: 100,000 events in each format, with rows, seconds, file size and the greatest memory of the process.

Run: python benchmarks/exports.py [--events 100000] [--format csv …] [--store]

Each format runs in a process of its own. Events are one account each, made on the way from a few hundred invented shapes, so that nothing
but the exporter can hold them. Memory is measured at a tenth of the events too: flat means that it does not grow with them. With --store
the events are read from a SQLite store that another process filled.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from tacitus.exporting import FORMATS, Incident, Job, Privacy, Tally, Telling, export
from tacitus.model import Account, Actor, Claim, CoderStamp, Coding, Document, DocumentInfo, Speaker, Toll, When, Where
from tacitus.outgoing import event_alone, incidents_of_store
from tacitus.serving.building import record_of
from tacitus.storing import Arrival, Capture, Filter, Store

SHAPES = 300
"""Reports that the events are of, made on the way or, with --store, kept in it."""
STORED = 2000
STAMP = CoderStamp(version="1.0", model="m", lexicon="l", gazetteer="g")
TYPES = ("clash", "airstrike", "shelling", "bombing", "attack", "capture", "abduction", "protest")


def told(n: int) -> tuple[Document, Coding]:
    text = f"Fighters of the {n} Front shelled the town of Place{n} and killed {n % 40 + 1} people, residents said; the army denied it."
    document = Document(
        text=text, title=f"Report {n}", publisher=f"Outlet {n % 50}", published=date(2024, 1, 1) + timedelta(n), ref=f"r{n}"
    )
    day, words = date(2023, 12, 31) + timedelta(n), document.span(0, 8)
    army = Actor(role="target", name="The army", kind="state_forces", country="ML", words=(words,))
    front = Actor(role="initiator", name=f"{n} Front", kind="rebel", country="ML", words=(words,))
    place = Where(name=f"Place{n}", country="ML", admin1="Orrin", lat=15 + n / 1000, lon=-3 + n / 1000, precision="town")
    account = Account(
        id=f"acc:{n}", type=TYPES[n % len(TYPES)], status="happened", trigger=words, evidence=(document.span(0, len(text)),),
        when=When(start=day, end=day, precision="day", rule="told"), where=place, actors=(front, army), confidence=0.8,
        tolls=(Toll(harm="killed", min=n % 40 + 1, max=n % 40 + 1, words=words),),
        claims=(
            Claim(field="act", speaker=Speaker(name="residents", kind="witnesses"), evidence=words),
            Claim(field="act", speaker=Speaker(name="the army", kind="state_forces", party=True), stance="denies", evidence=words),
        ),
    )  # fmt: skip
    return document, Coding(document=DocumentInfo.of(document), accounts=(account,), coder=STAMP)


def shape(n: int, policy: str) -> Incident:
    coding = told(n)[1]
    account = coding.accounts[0]
    event = event_alone(coding, account, policy)
    assert event
    return Incident(event, (Telling(coding.document, account, STAMP),), event.place)


def stream(count: int, policy: str, different: int = SHAPES) -> Iterator[Incident]:
    shapes = [shape(n, policy) for n in range(different)]
    for n in range(count):
        one = shapes[n % different]
        yield replace(one, event=one.event.model_copy(update={"id": f"ev:{n:020x}"}))


def fill(place: str, count: int) -> None:
    """A store of as many events, told by the shapes' reports."""
    with Store(place, person="benchmark") as store:
        for n in range(STORED):
            document, coding = told(n)
            raw = store.archive.put(document.full.encode())
            store.save(Arrival(Capture(kind="file", locator=document.ref, raw_sha256=raw, text_id=document.id), document, coding))
        store.save_events(record_of(incident.event) for incident in stream(count, "range", STORED))


def run(name: str, count: int, place: str | None) -> None:
    """Export and print one line of JSON: what was measured in this process."""
    form = FORMATS[name]
    with tempfile.TemporaryDirectory() as folder:
        file, tally = Path(folder) / "out", Tally(name, form.policy)
        start = time.perf_counter()
        found = incidents_of_store(Store(place), Filter(), form.policy) if place else stream(count, form.policy)
        export(Privacy().guard(found, tally), name, file, Job(tally))
        seconds = time.perf_counter() - start
        size = file.stat().st_size
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"rows": tally.rows, "seconds": seconds, "megabytes": size / 1e6, "peak": peak}))


def measured(name: str, count: int, place: str | None) -> dict[str, float]:
    command = [sys.executable, __file__, "--events", str(count), "--run", name, *(["--place", place] if place else [])]
    return dict(json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--format", nargs="*", default=list(FORMATS))
    parser.add_argument("--store", action="store_true", help="read from a store")
    parser.add_argument("--run", help=argparse.SUPPRESS)
    parser.add_argument("--fill", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--place", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.fill:
        fill(given.place, given.events)
    elif given.run:
        run(given.run, given.events, given.place)
    else:
        table(given.events, given.format, given.store)


def table(events: int, formats: list[str], stored: bool) -> None:
    """Print a row a format; stores of both sizes are filled once."""
    few, many = events // 10, events
    with tempfile.TemporaryDirectory() as folder:
        places = {count: f"{folder}/{count}.db" if stored else None for count in (few, many)}
        for count, place in places.items():
            if place:
                subprocess.run([sys.executable, __file__, "--events", str(count), "--place", place, "--fill"], check=True)
        print(f"| format | rows | seconds | MB | MiB peak, {few:,} events | MiB peak, {many:,} events |\n|---|---|---|---|---|---|")
        for name in formats:
            less, more = (measured(name, count, place) for count, place in places.items())
            told = (f"{more['rows']:,.0f}", *(f"{n:.0f}" for n in (more["seconds"], more["megabytes"], less["peak"], more["peak"])))
            print(f"| {name} | {' | '.join(told)} |", flush=True)


if __name__ == "__main__":
    main()
