"""Rows of a benchmark file, and their codings by the coder as it is installed."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from tacitus.model import Coding, Document
from tacitus.pipeline import Coder
from tacitus.settings import load

Row = dict[str, Any]


def rows(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line.strip()]


def corpus_hash(*paths: Path) -> str:
    """SHA-256 over the bytes of the files, in order: which corpus a figure was measured on."""
    hashed = hashlib.sha256()
    for path in paths:
        hashed.update(path.read_bytes())
    return hashed.hexdigest()


@cache
def coder() -> Coder:
    """One coder for all benchmarks of a run; `TACITUS_HEAD=false` measures the rules alone."""
    return Coder(load())


def document(row: Row) -> Document:
    day = row.get("published") or row.get("date")
    return Document(
        ref=str(row.get("id") or row.get("docid") or ""), title=row.get("title") or None, text=row["text"],
        published=date.fromisoformat(day[:10]) if day else None, publisher=row.get("publisher") or None,
    )  # fmt: skip


def codings(found: Iterable[Row]) -> Iterator[tuple[Row, Coding]]:
    for row in found:
        yield row, coder().code(document(row))
