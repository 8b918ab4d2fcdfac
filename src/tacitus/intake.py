"""Intake: what was received is told from copies, coded and stored, one report and one transaction at a time."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from tacitus.ingesting.nearness import REVISED, bands, relation, similarity
from tacitus.model import Coding, Document
from tacitus.pipeline import Coder
from tacitus.reading import ReadProblem
from tacitus.receiving import Receipt, Receiver
from tacitus.storing import Arrival, Capture, Copy, Store

OutcomeKind = Literal["new", "revised", "syndicated", "copy", "again", "known", "kept", "withdrawn"]
KINDS: dict[OutcomeKind, str] = {
    "new": "new reports",
    "revised": "new texts of reports at the same address",
    "syndicated": "reports that repeat another and add to it",
    "copy": "copies stored under the first",
    "again": "reports met again elsewhere",
    "known": "known already",
    "kept": "feeds and pages without a report",
    "withdrawn": "withdrawn before, left out",
}
"""What can become of a receipt, in words for the summary."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one receipt; `accounts` counts those of a coding that was made."""

    kind: OutcomeKind
    locator: str
    document_id: str | None = None
    accounts: int = 0


@dataclass
class Intake:
    """Takes receipts into a store. `dry` finds out what would be done and writes nothing.

    A report is coded when it is first met; a newer coder does not code it again here (that is `recode`).
    """

    store: Store
    coder: Coder
    dry: bool = False
    _met: set[str] = field(default_factory=set)

    def run(self, sources: Iterable[str], receiver: Receiver) -> Iterator[Outcome | ReadProblem]:
        """All sources in order. Stopped at any moment, the same call later goes on where this one was."""
        if not self.dry:
            self.store.archive.sweep()
        for source in sources:
            for received in receiver.receive(source):
                if isinstance(received, ReadProblem):
                    yield received
                else:
                    yield from self.take(received)

    def take(self, receipt: Receipt) -> Iterator[Outcome | ReadProblem]:
        """Store one receipt; a problem comes before its outcome when the coder failed on the report, which is stored uncoded."""
        capture, document = receipt.capture, receipt.document
        if document and self.store.is_withdrawn(document.id):
            yield Outcome("withdrawn", capture.locator, document.id)
        elif self.store.has_capture(capture.id):
            yield Outcome("known", capture.locator, document.id if document else None)
        elif document is None:
            self._save(receipt, Arrival(capture))
            yield Outcome("kept", capture.locator)
        else:
            kind, arrival = self._placed(capture, document)
            yield from self._coded(receipt, kind, arrival)

    def _placed(self, capture: Capture, document: Document) -> tuple[OutcomeKind, Arrival]:
        """Under which document a report is to be stored: its own, or the first of those it copies."""
        if self.store.has_document(document.id) or document.id in self._met:
            return "again", Arrival(capture, document)
        keys = bands(document)
        if revised := self._revised(capture, document):
            return "revised", Arrival(capture, document, None, revised, keys)
        for candidate in self.store.candidates(keys):
            if self.store.is_withdrawn(candidate):
                continue
            first = self.store.document(candidate)
            match relation(document, first):
                case "same", alike:
                    return "copy", Arrival(capture.model_copy(update={"similarity": alike}), first)
                case "syndicated", alike:
                    return "syndicated", Arrival(
                        capture, document, None, Copy(origin_id=first.id, kind="syndicated", similarity=alike), keys
                    )
        return "new", Arrival(capture, document, None, None, keys)

    def _revised(self, capture: Capture, document: Document) -> Copy | None:
        """The text last met at the same address, when this one is a new form of it."""
        before = self.store.newest_capture(capture.locator)
        if before is None or before.document_id is None:
            return None
        first = self.store.document(before.document_id)
        alike = similarity(document, first)
        return Copy(origin_id=first.id, kind="revision", similarity=alike) if alike >= REVISED else None

    def _coded(self, receipt: Receipt, kind: OutcomeKind, arrival: Arrival) -> Iterator[Outcome | ReadProblem]:
        document, coding = arrival.document, None
        if document and not self.dry and kind in {"new", "revised", "syndicated"}:
            coded = self._code(document)
            if isinstance(coded, ReadProblem):
                yield coded
            else:
                coding = coded
        self._save(receipt, replace(arrival, coding=coding))
        yield Outcome(kind, receipt.capture.locator, document.id if document else None, len(coding.accounts) if coding else 0)

    def _code(self, document: Document) -> Coding | ReadProblem:
        try:
            return self.coder.code(document)
        except Exception as error:  # one report the coder cannot do must not end a run over thousands
            return ReadProblem(document.ref, None, f"stored, but the coder failed: {type(error).__name__}: {error}")

    def _save(self, receipt: Receipt, arrival: Arrival) -> None:
        if self.dry:
            if receipt.document:
                self._met.add(receipt.document.id)
            return
        archive = self.store.archive
        raw = archive.put(receipt.raw) if isinstance(receipt.raw, bytes) else self._put_once(receipt)
        warc = archive.put(receipt.warc) if receipt.warc else None
        self.store.save(replace(arrival, capture=arrival.capture.model_copy(update={"raw_sha256": raw, "warc_sha256": warc})))

    def _put_once(self, receipt: Receipt) -> str:
        """A table is kept once however many rows are stored of it."""
        sha256 = receipt.capture.raw_sha256
        if sha256 in self.store.archive or isinstance(receipt.raw, bytes):
            return sha256
        return self.store.archive.put_file(receipt.raw)


def recode(store: Store, coder: Coder) -> Iterator[tuple[Coding | None, Coding]]:
    """Code again each document whose current coding is of another coder: (the coding before, the new one), each stored at once."""
    for document in store.documents():
        before = store.coding(document.id)
        if before is None or before.coding.coder != coder.stamp:
            coding = coder.code(document)
            store.add_coding(coding)
            yield before.coding if before else None, coding
