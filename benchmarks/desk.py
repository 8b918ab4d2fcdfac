"""Speed of the desk: server time of each page with many events, size of the first page, and the map with many points.

    python benchmarks/desk.py [--events 10000] [--points 50000] [--browser /usr/bin/chromium]     0 leaves a part out

Reports and events are made up from those of the tests. Server times are of whole answers in this process (no network), on SQLite,
the index warm; the first answer after a start is given apart. With --browser the map is drawn and moved in Chromium.
"""

import argparse
import gzip
import math
import random
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from fastapi.testclient import TestClient

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "serving"))
from desk_world import keep, rows

from tacitus.fusing.event import Event
from tacitus.judgement import Evidence
from tacitus.model import Where
from tacitus.serving.app import create_app
from tacitus.serving.building import build_events, record_of
from tacitus.serving.desk import Desk
from tacitus.serving.security import Access
from tacitus.settings import load
from tacitus.storing import EventRecord, Store

REPORTS = 2000
SETTLED = "new Promise((done) => { deskMap.once('idle', () => done()); deskMap.triggerRepaint(); })"
"""What to wait for in the page until the map is drawn; the event itself holds the map and must not be handed out."""
RUNS = 30


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=10_000)
    parser.add_argument("--points", type=int, default=50_000)
    parser.add_argument("--browser", default="")
    asked = parser.parse_args()
    if asked.events:
        with tempfile.TemporaryDirectory() as folder:
            desk = filled(Path(folder), asked.events)
            pages(desk, asked.events)
            desk.close()
    if asked.points:
        with tempfile.TemporaryDirectory() as folder:
            desk = filled(Path(folder), asked.points, reports=20, largest=1)
            the_map(desk, asked.points, asked.browser)
            desk.close()


def filled(folder: Path, events: int, reports: int = REPORTS, largest: int = 99) -> Desk:
    """A desk with so many reports and events, each of at most `largest` accounts."""
    store, told = Store(folder / "desk.db", person="bench"), rows()
    for n in range(reports):
        document, coding = told[n % len(told)]
        if n >= len(told):
            document = document.model_copy(update={"text": f"{document.text}\n\nCopy {n}.", "ref": f"{document.ref}-{n}"})
            coding = coding.model_copy(update={"document": coding.document.of(document)})
        keep(store, document, coding)
    desk = Desk(store, load(environment={}), person="bench")
    ids = [document.id for document in store.documents()]
    patterns = [event for event in templates(folder, desk) if len(event.accounts) <= largest]
    store.save_events(made(events, ids, patterns))
    return desk


def templates(folder: Path, desk: Desk) -> list[Event]:
    """The events of the tests' reports, as fusing makes them."""
    with Store(folder / "small.db", person="bench") as small:
        for document, coding in rows():
            keep(small, document, coding)
        build_events(small, desk.coder.actors)
        return [Event.model_validate(record.body) for record in small.events()]


def made(count: int, ids: list[str], patterns: list[Event]) -> Iterator[EventRecord]:
    """So many events, spread over the world and three years. Each holds words of reports that are there."""
    chance = random.Random(1)
    for n in range(count):
        event = patterns[n % len(patterns)]
        day = date(2028, 9, 1) + timedelta(days=chance.randrange(1100))
        lat, lon = math.degrees(math.asin(chance.uniform(-0.5, 0.85))), chance.uniform(-120, 150)
        place = Where(name=f"Town {n % 900}", admin1=f"Province {n % 60}", country="XD", lat=lat, lon=lon, precision="town", rule="made up")
        fields = dict(event.fields)
        for name, value in (
            ("where", place.model_dump(mode="json")),
            ("when", {"start": str(day), "end": str(day), "precision": "day", "rule": "made up"}),
        ):
            if name in fields and fields[name].chosen:
                chosen = fields[name].chosen.model_copy(update={"value": value})
                fields[name] = fields[name].model_copy(update={"chosen": chosen})
        members = tuple(
            m.model_copy(update={"document_id": ids[(n * 7 + k) % len(ids)], "published": day}) for k, m in enumerate(event.accounts)
        )
        copy = event.model_copy(update={"id": f"ev:bench{n:06}", "fields": fields, "accounts": members, "possible_duplicates": ()})
        record = record_of(copy)
        yield record.model_copy(update={"evidence": tuple(Evidence.at(m.document_id, m.trigger) for m in members)})


def pages(desk: Desk, events: int) -> None:
    """Server time of each page."""
    client = TestClient(create_app(desk, Access(hosts=("testserver",), token="t")))
    started = time.perf_counter()
    client.get("/?token=t")
    print(f"{events:,} events, {REPORTS:,} reports; first answer after a start {time.perf_counter() - started:.1f} s")
    event, report = desk.index().events[0].id, desk.index().reports[0].id
    print(f"{'page':<28} {'median ms':>9} {'p95 ms':>7} {'KB':>7}")
    paths = ["/", "/events", "/events?type=airstrike&place=Town+7", "/events?page=40", f"/events/{event}", "/queue", "/reports",
             f"/reports/{report}",
             "/reports?q=killed+market", "/timeline?place=Town+7", "/map", "/api/events?limit=100", "/api/accounts?limit=100"]  # fmt: skip
    for path in paths:
        times = []
        for _ in range(RUNS):
            started = time.perf_counter()
            answer = client.get(path)
            times.append(1000 * (time.perf_counter() - started))
            assert answer.status_code == 200, path
        times.sort()
        name = path.split(":")[0]
        print(f"{name:<28} {statistics.median(times):>9.0f} {times[int(RUNS * 0.95)]:>7.0f} {len(answer.content) / 1000:>7.0f}")
    after_a_decision(desk)
    first = client.get("/").content
    parts = sum(len(client.get(f"/static/{p}").content) for p in ("desk.css", "desk.js", "mark.svg", "vendor/htmx.min.js"))
    print(f"first page with its files: {(len(first) + parts) / 1000:.0f} KB unpacked")


def after_a_decision(desk: Desk) -> None:
    """How long the index takes to be read again when one event changed."""
    records = list(desk.store.events())
    desk.store.save_events(records)
    started = time.perf_counter()
    desk.index()
    print(f"index after events were built again: a page waits {time.perf_counter() - started:.1f} s")


def the_map(desk: Desk, points: int, browser: str) -> None:
    """The data of the map and, in a browser, how long until it is drawn and how it moves."""
    app = create_app(desk, Access(token="t"))
    client = TestClient(app, "http://127.0.0.1")
    client.get("/?token=t")
    started = time.perf_counter()
    answer = client.get("/map/events.json")
    took = time.perf_counter() - started
    sent = len(gzip.compress(answer.content, 9))
    print(f"map: {points:,} points, {len(answer.content) / 1e6:.1f} MB of JSON ({sent / 1e6:.1f} MB sent) in {took:.1f} s")
    if browser:
        _drawn(app, browser)


def _drawn(app: object, browser: str) -> None:
    import uvicorn
    from playwright.sync_api import sync_playwright

    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error"))  # type: ignore[arg-type]
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    address = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    flags = ["--no-sandbox", "--disable-gpu", "--enable-unsafe-swiftshader", "--use-angle=swiftshader"]
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser, args=flags)
        page = chromium.new_page(viewport={"width": 1440, "height": 900})
        page.goto(f"{address}/?token=t")
        started = time.perf_counter()
        page.goto(f"{address}/map")
        page.wait_for_selector("html[data-map=ready]", timeout=300_000)
        page.evaluate(SETTLED)
        print(f"map in Chromium without a graphics card: drawn after {time.perf_counter() - started:.1f} s", flush=True)
        frames = page.evaluate(
            """async () => { const times = []; let last = performance.now(), on = true;
            const tick = (now) => { times.push(now - last); last = now; if (on) requestAnimationFrame(tick); }; requestAnimationFrame(tick);
            deskMap.easeTo({ center: [30, 35], zoom: 5, duration: 3000 });
            await new Promise((done) => deskMap.once('moveend', () => done())); on = false;
            return times.sort((a, b) => a - b); }"""
        )
        print(
            f"moving and zooming: median frame {frames[len(frames) // 2]:.0f} ms, p95 {frames[int(len(frames) * 0.95)]:.0f} ms", flush=True
        )
        page.evaluate(SETTLED)
        started = time.perf_counter()
        page.evaluate("() => { const s = document.getElementById('map-known'); s.value = '300'; s.dispatchEvent(new Event('input')); }")
        page.evaluate(SETTLED)
        print(f"slider moved: drawn again after {time.perf_counter() - started:.1f} s")
        spent = page.evaluate(
            """async () => { const s = document.getElementById('map-known'), times = []; let last = performance.now(), on = true;
            const tick = (now) => { times.push(now - last); last = now; if (on) requestAnimationFrame(tick); }; requestAnimationFrame(tick);
            for (let n = 300; n < 900; n += 20) { s.value = n; s.dispatchEvent(new Event('input'));
              await new Promise((done) => setTimeout(done, 50)); }
            on = false; return times.sort((a, b) => a - b); }"""
        )
        print(f"slider dragged: median frame {spent[len(spent) // 2]:.0f} ms, longest {spent[-1]:.0f} ms")
        chromium.close()
    server.should_exit = True
    thread.join()


if __name__ == "__main__":
    main()
