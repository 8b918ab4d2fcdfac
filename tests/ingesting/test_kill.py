"""Kill an ingest at any moment: nothing is half-written, and the next run goes on where it stopped."""

import os
import random
import signal
import time
from pathlib import Path

from tacitus.intake import Intake
from tacitus.pipeline import Coder
from tacitus.reading.rows import Options
from tacitus.receiving import Receiver
from tacitus.storing import Store
from tacitus.storing.verifying import verify

KILLS = 50
PLACES = ("Orrin", "Kesh", "Telmar", "Al Basera")


CAPTURES = 26
"""Of one series of reports."""


def reports(folder: Path, series: int) -> Path:
    """Files, a table, a copy and a changed copy: every way a report can be stored."""
    folder.mkdir()
    for n in range(16):
        (folder / f"{n:02}.txt").write_text(
            f"Gunmen attacked convoy {series} near {PLACES[n % 4]} on day {n} and killed {n + 2} soldiers, officials said.\n\n"
            f"A commander of group {series}-{n * 7} claimed the ambush in statement {n * 13} and promised more for week {n * 17}."
        )
    (folder / "copy.txt").write_text((folder / "03.txt").read_text().upper())
    (folder / "more.txt").write_text((folder / "04.txt").read_text() + "\n\nThe ministry denied it.")
    rows = "".join(
        f"Shells {series} fell on {PLACES[n % 4]} market {n} and wounded {n + 3} traders of quarter {n * 3}.\n" for n in range(8)
    )
    (folder / "rows.csv").write_text("text\n" + rows)
    return folder


def child(place: str, archive: Path, coder: Coder, folder: Path) -> int:
    """Start an ingest in a process of its own; its id."""
    pid = os.fork()
    if pid == 0:
        try:
            run(place, archive, coder, folder)
            os._exit(0)
        finally:
            os._exit(1)
    return pid


def run(place: str, archive: Path, coder: Coder, folder: Path) -> None:
    with Store(place, archive=archive, person="tester") as store:
        list(Intake(store, coder).run([str(folder)], Receiver(store, Options(None, 100_000, "en"))))


def content(store: Store) -> dict[str, object]:
    """What must not depend on interruptions: everything but times, the order of rows and the chain."""
    captures = sorted((stored.document_id or "", stored.capture.id) for stored in store.captures())
    return {
        "documents": sorted(document.id for document in store.documents()),
        "captures": captures,
        "codings": sorted(stored.id for stored in store.codings()),
        "copies": sorted((document, copy.origin_id) for document, copy in store.copies()),
        "counts": store.counts(),
        "files": list(store.archive.hashes()),
    }


def test_a_run_killed_at_any_moment_leaves_nothing_half_written(place: str, coder: Coder, tmp_path: Path) -> None:
    archive, chance, killed, series = tmp_path / "archive", random.Random(4), 0, 0
    run(str(tmp_path / "whole.db"), tmp_path / "whole", coder, reports(tmp_path / "0", 0))  # loads all that is lazy before forking
    while killed < KILLS:
        pid = child(place, archive, coder, tmp_path / str(series))
        time.sleep(chance.uniform(0.0, 0.5))
        os.kill(pid, signal.SIGKILL)
        killed += os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == -signal.SIGKILL
        with Store(place, archive=archive) as store:
            findings = [finding for finding in verify(store) if finding.kind != "orphan"]  # bytes whose transaction was not to be
            assert findings == [], f"after {killed} kills"
            counts = store.counts()
        assert counts["documents"] == counts["codings"]
        if counts["captures"] == CAPTURES * (series + 1):  # all done: more work, so that kills go on falling into it
            series += 1
            run(str(tmp_path / "whole.db"), tmp_path / "whole", coder, reports(tmp_path / str(series), series))
    run(place, archive, coder, tmp_path / str(series))
    with Store(place, archive=archive) as store, Store(tmp_path / "whole.db", archive=tmp_path / "whole") as whole:
        assert list(verify(store)) == []
        assert content(store) == content(whole)
