"""Storing: an append-only record of documents, codings and judgements."""

from tacitus.storing.records import (
    Arrival,
    Capture,
    Change,
    Copy,
    EventRecord,
    Filter,
    Finding,
    Hit,
    Saved,
    Source,
    StoredCapture,
    StoredCoding,
    Told,
)
from tacitus.storing.store import Store

__all__ = [
    "Arrival", "Capture", "Change", "Copy", "EventRecord", "Filter", "Finding", "Hit", "Saved", "Source", "Store", "StoredCapture",
    "StoredCoding", "Told",
]  # fmt: skip
