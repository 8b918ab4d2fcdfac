"""What can be asked of a store. Everything is given one by one and nothing withdrawn is ever given."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import Engine, Row, Select, func, select

from tacitus.errors import StoreError
from tacitus.judgement import Evidence, Judgement
from tacitus.model import Coding, Document, DocumentInfo
from tacitus.storing import audit, schema, searching
from tacitus.storing.engine import STREAMED, reading
from tacitus.storing.filtering import account_query, event_query, visible, within
from tacitus.storing.records import (
    LEVELS,
    Change,
    Copy,
    EventRecord,
    Filter,
    Hit,
    Sensitivity,
    Source,
    StoredCapture,
    StoredCoding,
    Told,
    Tombstone,
)
from tacitus.storing.rows import capture_of, document_of
from tacitus.storing.veiling import veiled

EVERYTHING = Filter()
COUNTED = (
    "documents", "captures", "copies", "codings", "accounts", "claims", "control", "statements", "problems", "judgements", "events",
    "withdrawals", "audit",
)  # fmt: skip


class Reads:
    """The reading half of `Store`."""

    _engine: Engine

    def documents(self, sensitivity: Sensitivity = "confidential") -> Iterator[Document]:
        """All documents up to this sensitivity, in the order they were stored.

        A text tells every field, so one of whose accounts any field is marked above the level is left out; `infos` names it.
        """
        table = schema.documents
        query = select(table).where(visible(table.c.id), within(table.c.id, sensitivity, whole=False)).order_by(table.c.seq)
        return (document_of(row._asdict()) for row in self._rows(query))

    def infos(self, sensitivity: Sensitivity = "confidential") -> Iterator[DocumentInfo]:
        """What all documents up to this sensitivity are, without their text; veiled where a field is marked above the level."""
        table, held = schema.documents, self._held(sensitivity)
        columns = [table.c[name] for name in DocumentInfo.model_fields]
        query = select(*columns).where(visible(table.c.id), within(table.c.id, sensitivity)).order_by(table.c.seq)
        for row in self._rows(query):
            info = DocumentInfo(**row._asdict())
            yield info.bare() if info.id in held else info

    def document(self, document_id: str) -> Document:
        """One document. Raises `StoreError` when the store has none of this id or it was withdrawn."""
        row = self._first(select(schema.documents).where(schema.documents.c.id == document_id))
        if row is None:
            raise StoreError(f"no document '{document_id}' in the store")
        if self.is_withdrawn(document_id):
            grave = next(grave for grave in self.tombstones() if grave.document_id == document_id)
            raise StoreError(f"document '{document_id}' was withdrawn on {grave.time[:10]}: {grave.reason}")
        return document_of(row._asdict())

    def has_document(self, document_id: str) -> bool:
        """Whether the store holds this text, withdrawn or not."""
        return self._first(select(schema.documents.c.seq).where(schema.documents.c.id == document_id)) is not None

    def is_withdrawn(self, document_id: str) -> bool:
        """Whether the document was taken out of every view."""
        return self._first(select(schema.withdrawals.c.time).where(schema.withdrawals.c.document_id == document_id)) is not None

    def has_capture(self, capture_id: str) -> bool:
        """Whether these bytes were received from there (and, for a fetch, then)."""
        return self._first(select(schema.captures.c.seq).where(schema.captures.c.id == capture_id)) is not None

    def captures(self, document_id: str | None = None, locator: str | None = None) -> Iterator[StoredCapture]:
        """The captures of a document or of an address or path, the oldest first; without either, all."""
        table = schema.captures
        query = select(table).where(table.c.document_id.is_(None) | visible(table.c.document_id)).order_by(table.c.seq)
        query = query.where(table.c.document_id == document_id) if document_id else query
        query = query.where(table.c.locator == locator) if locator else query
        return (StoredCapture(row.document_id, row.stored, capture_of(row._asdict())) for row in self._rows(query))

    def newest_capture(self, locator: str) -> StoredCapture | None:
        """The last capture at an address or path: what a conditional request is made from."""
        table = schema.captures
        query = select(table).where(table.c.locator == locator, table.c.document_id.is_(None) | visible(table.c.document_id))
        row = self._first(query.order_by(table.c.seq.desc()).limit(1))
        return StoredCapture(row.document_id, row.stored, capture_of(row._asdict())) if row else None

    def copies(self) -> Iterator[tuple[str, Copy]]:
        """(document id, what it copies) for each stored document that repeats an earlier one."""
        rows = self._rows(select(schema.copies).where(visible(schema.copies.c.document_id)))
        return ((row.document_id, Copy(origin_id=row.origin_id, kind=row.kind, similarity=row.similarity)) for row in rows)

    def origin(self, document_id: str) -> str:
        """The id of the first document of the chain of copies this one is in: copies count as one origin."""
        table = schema.copies
        while row := self._first(select(table.c.origin_id).where(table.c.document_id == document_id)):
            document_id = row.origin_id
        return document_id

    def candidates(self, bands: tuple[str, ...]) -> list[str]:
        """Ids of the documents that share a band with these, the oldest first; withdrawn ones too, so that they stay withdrawn."""
        table = schema.bands
        query = select(schema.documents.c.id).join(table, table.c.document_seq == schema.documents.c.seq).where(table.c.band.in_(bands))
        return [row.id for row in self._rows(query.distinct().add_columns(schema.documents.c.seq).order_by(schema.documents.c.seq))]

    def codings(
        self, current: bool = True, document_id: str | None = None, sensitivity: Sensitivity = "confidential"
    ) -> Iterator[StoredCoding]:
        """Codings in the order they were made; only the current one of each document, or all.

        Documents above the level are left out; fields of accounts above it are held back as `storing.veiling` does.
        """
        condition = within(schema.codings.c.document_id, sensitivity)
        condition = condition & (schema.codings.c.document_id == document_id) if document_id else condition
        held = self._held(sensitivity)
        for stored in self._codings(_coding_query(current, condition)):
            fields = held.get(stored.coding.document.id, ())
            yield replace(stored, coding=veiled(stored.coding, fields)) if fields else stored

    def codings_of(self, document_ids: Collection[str]) -> dict[str, Coding]:
        """The current codings of these documents, by document, in one question; without those that were withdrawn."""
        query = _coding_query(True, schema.codings.c.document_id.in_(document_ids))
        return {stored.coding.document.id: stored.coding for stored in self._codings(query)}

    def coding(self, document_id: str, sensitivity: Sensitivity = "confidential") -> StoredCoding | None:
        """The current coding of a document, None when it has none, was withdrawn or is above the level."""
        return next(self.codings(True, document_id, sensitivity), None)

    def coding_by_id(self, coding_id: str) -> StoredCoding:
        """One coding, current or not. Raises `StoreError` when there is none of this id."""
        found = next(self._codings(_coding_query(False, schema.codings.c.id == coding_id)), None)
        if found is None:
            raise StoreError(f"no coding '{coding_id}' in the store, or its document was withdrawn; `tacitus audit` names them: cod:…")
        return found

    def _codings(self, query: Select[Any]) -> Iterator[StoredCoding]:
        for row in self._rows(query):
            yield StoredCoding(row.id, row.stored, row.pointer is not None, Coding.model_validate_json(row.body))

    def accounts(self, wanted: Filter = EVERYTHING, limit: int | None = None, offset: int = 0) -> Iterator[Told]:
        """Accounts of current codings that pass the filter, in the order they were stored.

        Fields marked more sensitive than the filter allows are held back, with the words that could tell them (`storing.veiling`);
        such an account is not found by what is held back either.
        """
        table = schema.accounts
        page = account_query(wanted, table.c.seq, table.c.coding_id, table.c.n, table.c.document_id).order_by(table.c.seq)
        page = page.limit(limit).offset(offset) if limit is not None or offset else page
        picked = page.subquery()
        query = select(picked, schema.codings.c.body).join(schema.codings, schema.codings.c.id == picked.c.coding_id).order_by(picked.c.seq)
        held, last = self._held(wanted.sensitivity), ""
        for row in self._rows(query):
            if row.coding_id != last:
                last, coding = row.coding_id, veiled(Coding.model_validate_json(row.body), held.get(row.document_id, ()))
            yield Told(coding.document, row.coding_id, coding.accounts[row.n])

    def count_accounts(self, wanted: Filter = EVERYTHING) -> int:
        """How many accounts pass the filter."""
        row = self._first(account_query(wanted, func.count()))
        return int(row[0]) if row else 0

    def account(self, evidence: Evidence) -> Told | None:
        """The account of the current coding that these words tell, None when there is none (see `Evidence.found_in`)."""
        coding = self.coding(evidence.document_id)
        account = evidence.found_in(coding.coding.accounts) if coding else None
        return Told(coding.coding.document, coding.id, account) if coding and account else None

    def judgements(self, document_id: str | None = None, active: bool = True) -> Iterator[Judgement]:
        """Judgements in the order they were made; `active` leaves out undos and what they undo (an undo can be undone)."""
        table, found = schema.judgements, schema.judgement_evidence
        query = select(table.c.id, table.c.body, table.c.undoes).order_by(table.c.seq)
        withdrawn = select(found.c.judgement_id).where(~visible(found.c.document_id))
        query = query.where(table.c.id.not_in(withdrawn))
        if document_id:
            query = query.where(table.c.id.in_(select(found.c.judgement_id).where(found.c.document_id == document_id)))
        undone = self._undone() if active else frozenset()
        for row in self._rows(query):
            if not active or (row.undoes is None and row.id not in undone):
                yield Judgement.model_validate_json(row.body)

    def _undone(self) -> frozenset[str]:
        """Ids of judgements that an undo, itself not undone, takes back."""
        table, undone = schema.judgements, set[str]()
        query = select(table.c.id, table.c.undoes).where(table.c.undoes.is_not(None)).order_by(table.c.seq.desc())
        for row in self._rows(query):
            if row.id not in undone:
                undone.add(row.undoes)
        return frozenset(undone)

    def stray_judgements(self) -> Iterator[tuple[Judgement, Evidence]]:
        """Judgements whose words no account of the current coding tells any more, with these words: a person should look again."""
        for judgement in self.judgements():
            for evidence in judgement.subject:
                if self.account(evidence) is None:
                    yield judgement, evidence

    def events(self, wanted: Filter = EVERYTHING, limit: int | None = None, offset: int = 0) -> Iterator[EventRecord]:
        """Events of the last fusing that pass the filter, in the order they were given to `save_events`."""
        query = event_query(wanted)
        query = query.limit(limit).offset(offset) if limit is not None or offset else query
        return (EventRecord.model_validate_json(row.body) for row in self._rows(query))

    def event(self, event_id: str) -> EventRecord:
        """One event. Raises `StoreError` when there is none of this id."""
        row = self._first(event_query(EVERYTHING).where(schema.events.c.id == event_id))
        if row is None:
            raise StoreError(f"no event '{event_id}' in the store; events are rebuilt by each fusing")
        return EventRecord.model_validate_json(row.body)

    def changes(self, since: int = 0) -> Iterator[Change]:
        """The rows of the audit log after number `since`: what was written, by whom, when."""
        with reading(self._engine) as connection:
            yield from audit.read(connection, since)

    def sources(self) -> Iterator[Source]:
        """The register of publishers as it stands, by name."""
        table = schema.sources
        newest = select(func.max(table.c.seq)).group_by(table.c.name)
        rows = self._rows(select(table.c.body).where(table.c.seq.in_(newest)).order_by(table.c.name))
        return (Source.model_validate_json(row.body) for row in rows)

    def sensitivity(self, document_id: str) -> Mapping[str, Sensitivity]:
        """The level of each marked field of a document; the document as a whole is under ""."""
        table = schema.sensitivities
        rows = self._rows(select(table.c.field, table.c.level).where(table.c.document_id == document_id).order_by(table.c.seq))
        return {row.field: row.level for row in rows}

    def _held(self, level: Sensitivity) -> Mapping[str, tuple[str, ...]]:
        """Document id → the fields marked above this level."""
        table, marks = schema.sensitivities, dict[tuple[str, str], Sensitivity]()
        if level != LEVELS[-1]:
            for row in self._rows(select(table).where(table.c.field != "").order_by(table.c.seq)):
                marks[row.document_id, row.field] = row.level
        held = dict[str, tuple[str, ...]]()
        for (document_id, field), mark in marks.items():
            if LEVELS.index(mark) > LEVELS.index(level):
                held[document_id] = (*held.get(document_id, ()), field)
        return held

    def tombstones(self) -> Iterator[Tombstone]:
        """What was withdrawn: id (the hash of the text), hash of the bytes, reason, by whom and when."""
        return (Tombstone(**row._asdict()) for row in self._rows(select(schema.withdrawals).order_by(schema.withdrawals.c.time)))

    def search(self, words: str, wanted: Filter = EVERYTHING, limit: int = 20) -> Iterator[Hit]:
        """Where all these words stand, best first: `limit` reports, then `limit` accounts (see `storing.searching`)."""
        with reading(self._engine) as connection:
            for row, account_id, snippet in searching.find(connection, words, wanted, limit):
                yield Hit(DocumentInfo.of(document_of(row)), account_id, snippet)

    def counts(self) -> Mapping[str, int]:
        """Rows of each table, withdrawn ones among them."""
        tables = [schema.metadata.tables[name] for name in COUNTED]
        row = self._first(select(*(select(func.count()).select_from(table).scalar_subquery() for table in tables)))
        return dict(zip(COUNTED, row or (), strict=True))

    def _rows(self, query: Any) -> Iterator[Row[Any]]:
        with reading(self._engine) as connection:
            yield from connection.execute(query, execution_options=STREAMED)

    def _first(self, query: Any) -> Row[Any] | None:
        with reading(self._engine) as connection:
            return connection.execute(query).first()


def _coding_query(current: bool, condition: Any) -> Select[Any]:
    table, pointer = schema.codings, schema.current_codings
    joined = table.join(pointer, pointer.c.coding_id == table.c.id, isouter=not current)
    query = (
        select(table, pointer.c.coding_id.label("pointer")).select_from(joined).where(visible(table.c.document_id)).order_by(table.c.seq)
    )
    return query if condition is None else query.where(condition)
