"""Reading the index: all events and reports once, then only what the audit log and the builder tell has changed."""

import threading
from collections.abc import Iterable
from dataclasses import dataclass, field

from tacitus.serving.building import Built
from tacitus.serving.index import Entry, Index, Report, entry, report
from tacitus.storing import Filter, Store
from tacitus.storing.records import Sensitivity


@dataclass
class IndexReader:
    """Reads indexes from a store. Reports that have not changed are taken from the reading before, and so are events, as long as all
    that was written of them since is known from `hear`."""

    store: Store
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _seq: int = 0
    _strict: int = 0
    _marked: bool = False
    _coded: set[str] = field(default_factory=set)
    _reports: dict[str, Report] | None = None
    _heard: dict[str, Built] = field(default_factory=dict)
    _rows: list[tuple[int, Built | None]] = field(default_factory=list)
    """(row of the audit log, what was built or withdrawn or marked at it; None when only reading all of it tells)."""

    def hear(self, built: Built) -> None:
        """Keep what a build changed until its row of the audit log is met."""
        if built.seal:
            with self._lock:
                self._heard[built.seal] = built

    def advance(self) -> tuple[int, int]:
        """(last row of the audit log, last row that took something out of sight)."""
        with self._lock:
            for change in self.store.changes(self._seq):
                self._seq = change.seq
                if change.action.startswith(("marked", "withdrawn", "erased")):
                    self._strict = change.seq
                    self._marked = self._marked or change.action.startswith("marked")
                    self._rows.append((change.seq, None))
                elif change.action == "coding made current":
                    self._coded.add(change.subject)
                elif change.action.startswith("events"):
                    self._rows.append((change.seq, self._heard.pop(change.content, None)))
            del self._rows[:-100]
            return self._seq, self._strict

    def read(self, level: Sensitivity, before: Index | None = None) -> Index:
        """The index of all that is at most this sensitive, as of the last row of the audit log when this begins.

        From the index `before`, of the same level, when it is known what became of its events since; where reports are marked, only
        the store tells which events a lower level may see.
        """
        seq, _ = self.advance()
        seen = {document.id for document in self.store.documents(level)}
        reports = self._all_reports()
        built = self._since(before) if before and (level == "confidential" or not self._marked) else None
        events: Iterable[Entry] = map(entry, self.store.events(Filter(sensitivity=level)))
        if before is not None and built is not None:
            events = _changed(before, built)
        return Index.of(seq, events, (r for r in reports.values() if r.id in seen))

    def _since(self, before: Index) -> list[Built] | None:
        """What was built after an index, None when that is not known."""
        with self._lock:
            oldest = self._rows[0][0] if len(self._rows) == 100 else 0
            built = [b for at, b in self._rows if at > before.seq]
        return None if oldest > before.seq or None in built else [b for b in built if b is not None]

    def _all_reports(self) -> dict[str, Report]:
        """All reports that were coded; those coded since the last reading are read again."""
        with self._lock:
            coded, self._coded = self._coded, set()
        if self._reports is None:
            self._reports = {stored.coding.document.id: report(stored) for stored in self.store.codings()}
        else:
            for document_id in coded:
                if stored := self.store.coding(document_id):
                    self._reports[document_id] = report(stored)
        return self._reports


def _changed(before: Index, built: list[Built]) -> list[Entry]:
    """The lines of an index with what was built since."""
    lines = dict(before.by_id)
    for step in built:
        for event_id in step.gone:
            lines.pop(event_id, None)
        lines |= {e.id: e for e in map(entry, step.changed)}
    return list(lines.values())
