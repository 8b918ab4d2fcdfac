"""The world of the desk's tests: stored reports with their codings (ours, CC0; every place and group in them is invented)."""

import json
from pathlib import Path

from tacitus.model import Coding, Document
from tacitus.storing import Arrival, Capture, Store

REPORTS = Path(__file__).parent / "data" / "reports.jsonl"
HOSTILE = '<script>alert("x")</script><img src=x onerror=alert(1)>'


def rows() -> list[tuple[Document, Coding]]:
    """The reports and their codings, in the order of the file."""
    lines = REPORTS.read_text("utf-8").splitlines()
    return [(Document.model_validate(row["document"]), Coding.model_validate(row["coding"])) for row in map(json.loads, lines)]


def fill(store: Store) -> None:
    """Put the reports and one that is hostile to pages into the store."""
    for document, coding in rows():
        keep(store, document, coding)
    bad = Document(text=f"{HOSTILE} Twelve people were killed.", title=HOSTILE, publisher=HOSTILE, ref=HOSTILE)
    stamp = rows()[0][1].coder
    info = rows()[0][1].document.of(bad)
    keep(store, bad, Coding(document=info, coder=stamp))


def keep(store: Store, document: Document, coding: Coding) -> None:
    """Store one report as if it had been read from a file."""
    sha256 = store.archive.put(document.full.encode())
    capture = Capture(kind="file", locator=f"{document.ref}.txt", raw_sha256=sha256, text_id=document.id)
    store.save(Arrival(capture, document, coding))
