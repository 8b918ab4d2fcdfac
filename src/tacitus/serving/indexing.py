"""Reading the index: events as they were last built, reports once and again only when the audit log says they were coded anew."""

import threading
from dataclasses import dataclass, field

from tacitus.serving.index import Index, Report, entry, report
from tacitus.storing import Filter, Store
from tacitus.storing.records import Sensitivity


@dataclass
class IndexReader:
    """Reads indexes from a store. Reports that have not changed are taken from the reading before."""

    store: Store
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _seq: int = 0
    _strict: int = 0
    _coded: set[str] = field(default_factory=set)
    _reports: dict[str, Report] | None = None

    def advance(self) -> tuple[int, int]:
        """(last row of the audit log, last row that took something out of sight)."""
        with self._lock:
            for change in self.store.changes(self._seq):
                self._seq = change.seq
                if change.action.startswith(("marked", "withdrawn")):
                    self._strict = change.seq
                elif change.action == "coding made current":
                    self._coded.add(change.subject)
            return self._seq, self._strict

    def read(self, level: Sensitivity) -> Index:
        """The index of all that is at most this sensitive, as of the last row of the audit log when this begins."""
        seq, _ = self.advance()
        seen = {document.id for document in self.store.documents(level)}
        reports = self._all_reports()
        events = map(entry, self.store.events(Filter(sensitivity=level)))
        return Index.of(seq, events, (r for r in reports.values() if r.id in seen))

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
