"""The store: an append-only record of documents, what was received, what coders said of them and what people decided."""

import getpass
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from tacitus.errors import StoreError
from tacitus.judgement import Evidence, Judgement
from tacitus.model import Coding, digest
from tacitus.storing import audit, schema
from tacitus.storing.archive import Archive
from tacitus.storing.engine import open_engine, store_url, writing
from tacitus.storing.erasing import erase
from tacitus.storing.reads import Reads
from tacitus.storing.records import LEVELS, Arrival, Capture, Erasure, EventRecord, Saved, Sensitivity, Source, now
from tacitus.storing.rows import capture_row, capture_seal, coding_id, coding_rows, document_row, document_seal, search_rows
from tacitus.storing.searching import pieces
from tacitus.storing.veiling import FIELDS

Entry = tuple[str, str, str]
"""Action, subject and hash of the content: what the audit log is told of a write."""
_AT_ONCE = 500


class Store(Reads):
    """`Store("tacitus.db")` or `Store("postgresql://user@host/database")`: opened, and made when it is not there, unless `make` is off.

    The archive of raw bytes lies beside a SQLite file (`tacitus.archive`), else in the working folder or where `archive` says.
    `person` is who writes, for the audit log; the login name when not given. Each method that writes is one transaction: after a
    crash all of it is there or nothing. Raises `StoreError` when the database cannot be opened.
    """

    def __init__(
        self, place: str | Path = "tacitus.db", *, archive: str | Path | None = None, person: str | None = None, make: bool = True
    ) -> None:
        self.url = store_url(str(place))
        self.person = person or getpass.getuser()
        beside = (
            Path(self.url.database or "").with_suffix(".archive") if self.url.get_backend_name() == "sqlite" else Path("tacitus.archive")
        )
        self.archive = Archive(Path(archive) if archive else beside)
        self._engine = open_engine(self.url, make=make)

    def owns(self, path: Path) -> bool:
        """Whether a file is part of the store itself: its database or its archive."""
        files = Path(self.url.database or "").resolve() if self.url.get_backend_name() == "sqlite" else None
        path = path.resolve()
        return path.is_relative_to(self.archive.folder.resolve()) or (
            files is not None and path.parent == files.parent and path.name.startswith(files.name)
        )

    def close(self) -> None:
        """Give back the connections; the store must not be used after it."""
        self._engine.dispose()

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def save(self, arrival: Arrival) -> Saved:
        """Store a capture with its document and coding; what is there already is left as it is.

        The raw bytes must be in the archive before. A document that was withdrawn stays withdrawn.
        """
        document, entries = arrival.document, list[Entry]()
        with writing(self._engine) as connection:
            if document and (added := _add_document(connection, arrival)):
                entries.append(added)
            new_document = bool(entries)
            if captured := _add_capture(connection, arrival.capture, document.id if document else None):
                entries.append(captured)
            coded = _add_coding(connection, arrival.coding) if arrival.coding else []
            audit.append(connection, self.person, entries + coded)
        return Saved(new_document, captured is not None, bool(coded))

    def add_coding(self, coding: Coding) -> bool:
        """Store a coding of a stored document and make it the current one; the old one is kept. False when this coder's is there."""
        with writing(self._engine) as connection:
            entries = _add_coding(connection, coding)
            audit.append(connection, self.person, entries)
        return bool(entries)

    def make_current(self, coding_id: str) -> None:
        """Make an older coding the current one of its document again."""
        stored = self.coding_by_id(coding_id)
        with writing(self._engine) as connection:
            audit.append(connection, self.person, _switch(connection, stored.coding))

    def add_judgement(self, judgement: Judgement) -> bool:
        """Store a decision of a person; False when it is there already.

        Raises `StoreError` when its words do not stand in the document as it says, or it undoes what is not there.
        """
        table = schema.judgements
        for evidence in judgement.subject:
            self._must_stand(evidence)
        with writing(self._engine) as connection:
            if _known(connection, table, judgement.id):
                return False
            if judgement.undoes and not _known(connection, table, judgement.undoes):
                raise StoreError(f"no judgement '{judgement.undoes}' in the store to undo")
            body = judgement.model_dump_json()
            row = {"id": judgement.id, "kind": judgement.kind, "body": body, "person": judgement.person, "time": judgement.time}
            connection.execute(insert(table), row | {"undoes": judgement.undoes})
            if judgement.subject:
                connection.execute(
                    insert(schema.judgement_evidence), [_evidence(judgement.id, n, e) for n, e in enumerate(judgement.subject)]
                )
            audit.append(connection, judgement.person, [(f"judgement {judgement.kind}", judgement.id, digest(body))])
        return True

    def _must_stand(self, evidence: Evidence) -> None:
        if self.document(evidence.document_id).full[evidence.start : evidence.end] != evidence.text:
            raise StoreError(f"the words {evidence.text!r} do not stand at {evidence.start}–{evidence.end} of {evidence.document_id}")

    def save_events(self, events: Iterable[EventRecord], built_by: str = "") -> int:
        """Replace all events by these; how many. `built_by` (the stamp of the fusing) goes into the audit log."""
        count, seal = 0, digest(built_by)
        with writing(self._engine) as connection:
            connection.execute(delete(schema.event_keys))
            connection.execute(delete(schema.events))
            stream = iter(events)
            while batch := list(islice(stream, _AT_ONCE)):
                rows = [_event_row(n, event) for n, event in enumerate(batch, count + 1)]
                count += len(rows)
                for row in rows:
                    seal = digest(seal, row["body"])
                connection.execute(insert(schema.events), rows)
                if keys := [key for event in batch for key in _event_keys(event)]:
                    connection.execute(insert(schema.event_keys), keys)
            audit.append(connection, self.person, [("events built", built_by or "events", seal)])
        return count

    def change_events(self, changed: Iterable[EventRecord], order: Sequence[str], built_by: str = "") -> str:
        """Put events in the place of those of the same id, and drop each that `order`, the ids of all in their order, does not name.

        What the desk does after a decision: the rest is not written again. The answer is the content hash of the row of the audit log.
        """
        table, keys = schema.events, schema.event_keys
        records = {event.id: event for event in changed}
        with writing(self._engine) as connection:
            before = {row.id: row.n for row in connection.execute(select(table.c.id, table.c.n))}
            gone = sorted(before.keys() - set(order))
            for event_id in (*gone, *(records.keys() & before.keys())):
                connection.execute(delete(keys).where(keys.c.event_id == event_id))
                connection.execute(delete(table).where(table.c.id == event_id))
            position = {event_id: n for n, event_id in enumerate(order, 1)}
            rows = [_event_row(position[event.id], event) for event in records.values()]
            if rows:
                connection.execute(insert(table), rows)
                connection.execute(insert(keys), [key for event in records.values() for key in _event_keys(event)])
            moved = [{"of": i, "to": n} for i, n in position.items() if i not in records and before.get(i) != n]
            if moved:
                connection.execute(update(table).where(table.c.id == bindparam("of")).values(n=bindparam("to")), moved)
            seal = digest(built_by, *gone, *(row["body"] for row in rows))
            audit.append(connection, self.person, [("events changed", built_by or "events", seal)])
        return seal

    def mark(self, document_id: str, level: Sensitivity, *, field: str = "", reason: str = "") -> None:
        """Mark a document, or one field of its accounts, as sensitive; the newest mark counts.

        Raises `StoreError` for an unknown level or field.
        """
        if level not in LEVELS or field not in {"", *FIELDS}:
            raise StoreError(f"cannot mark '{field}' as '{level}'; levels are {', '.join(LEVELS)}, fields {', '.join(FIELDS)}")
        self.document(document_id)
        row = {"document_id": document_id, "field": field, "level": level, "reason": reason, "person": self.person, "time": now()}
        with writing(self._engine) as connection:
            connection.execute(insert(schema.sensitivities), row)
            audit.append(connection, self.person, [(f"marked {level}", document_id, digest(*row.values()))])

    def withdraw(self, document_id: str, reason: str) -> None:
        """Take a document out of every view and export; its id, hash and the reason stay. Raises `StoreError` without a reason."""
        if not reason.strip():
            raise StoreError("a withdrawal needs a reason; it is all that will be left of the report")
        document = self.document(document_id)
        row = {
            "document_id": document_id, "reason": reason, "person": self.person, "time": now(), "raw_sha256": document.raw_sha256,
        }  # fmt: skip
        with writing(self._engine) as connection:
            connection.execute(insert(schema.withdrawals), row)
            connection.execute(delete(schema.search_text).where(schema.search_text.c.document_id == document_id))
            audit.append(connection, self.person, [("withdrawn", document_id, digest(*row.values()))])

    def erase(self, document_id: str, reason: str, *, shared: bool = False) -> Erasure:
        """Take the text, what was made of it and the bytes of a withdrawn document off the disk (`storing.erasing`); `verify` still holds.

        Raises `StoreError` without a reason, for a document that was not withdrawn, and when the database is in use by others.
        """
        if not reason.strip():
            raise StoreError("an erasure needs a reason")
        return erase(self._engine, self.archive, document_id, reason, self.person, shared)

    def save_sources(self, sources: Iterable[Source]) -> int:
        """Put publishers into the register; how many were new or changed. The older entries are kept below."""
        standing = {source.name: source for source in self.sources()}
        changed = [source for source in sources if standing.get(source.name) != source]
        rows = [{"name": s.name, "body": s.model_dump_json(), "person": self.person, "time": now()} for s in changed]
        with writing(self._engine) as connection:
            if rows:
                connection.execute(insert(schema.sources), rows)
            audit.append(connection, self.person, [("source registered", row["name"], digest(row["body"])) for row in rows])
        return len(rows)


def _known(connection: Connection, table: Any, row_id: str) -> bool:
    return connection.execute(select(table.c.seq).where(table.c.id == row_id)).first() is not None


def _add_document(connection: Connection, arrival: Arrival) -> Entry | None:
    document = arrival.document
    if document is None or _known(connection, schema.documents, document.id):
        return None
    row = document_row(document) | {"stored": now()}
    (seq,) = connection.execute(insert(schema.documents), row).inserted_primary_key or (None,)
    if arrival.bands:
        connection.execute(insert(schema.bands), [{"band": band, "document_seq": seq} for band in arrival.bands])
    if arrival.copy:
        connection.execute(insert(schema.copies), {"document_id": document.id, **arrival.copy.model_dump()})
    connection.execute(insert(schema.search_text), [{"document_id": document.id, "words": piece} for piece in pieces(document.full)])
    return "document added", document.id, document_seal(row)


def _add_capture(connection: Connection, capture: Capture, document_id: str | None) -> Entry | None:
    if _known(connection, schema.captures, capture.id):
        return None
    row = capture_row(capture) | {"document_id": document_id, "stored": now()}
    connection.execute(insert(schema.captures), row)
    return "capture added", capture.id, capture_seal(row)


def _add_coding(connection: Connection, coding: Coding) -> list[Entry]:
    identity, body = coding_id(coding), coding.to_json()
    if _known(connection, schema.codings, identity):
        return []
    held = connection.execute(select(schema.documents).where(schema.documents.c.id == coding.document.id)).first()
    if held is None:
        raise StoreError(f"the document '{coding.document.id}' of the coding is not in the store; save it first")
    row = {
        "id": identity, "document_id": coding.document.id, "stamp": coding.coder.model_dump_json(), "body": body,
        "sha256": digest(body), "stored": now(),
    }  # fmt: skip
    connection.execute(insert(schema.codings), row)
    for name, rows in coding_rows(coding).items():
        if rows:
            connection.execute(insert(schema.metadata.tables[name]), rows)
    return [("coding added", identity, row["sha256"]), *_switch(connection, coding)]


def _switch(connection: Connection, coding: Coding) -> list[Entry]:
    """Make the coding the current one: the pointer and what is searched; nothing of the old coding is touched."""
    pointer, searched, document_id = schema.current_codings, schema.search_text, coding.document.id
    connection.execute(delete(pointer).where(pointer.c.document_id == document_id))
    connection.execute(insert(pointer), {"document_id": document_id, "coding_id": coding_id(coding)})
    connection.execute(delete(searched).where(searched.c.document_id == document_id, searched.c.account_id.is_not(None)))
    if rows := list(search_rows(coding)):
        connection.execute(insert(searched), rows)
    return [("coding made current", document_id, digest(coding_id(coding)))]


def _evidence(judgement_id: str, n: int, evidence: Evidence) -> dict[str, Any]:
    return {
        "judgement_id": judgement_id, "n": n, "document_id": evidence.document_id, "span_start": evidence.start,
        "span_end": evidence.end, "words": evidence.text,
    }  # fmt: skip


def _event_row(n: int, event: EventRecord) -> dict[str, Any]:
    row = {name: getattr(event, name) for name in ("id", "type", "status", "start", "end", "place_id")}
    return row | {"n": n, "body": event.model_dump_json()}


def _event_keys(event: EventRecord) -> list[dict[str, str]]:
    places = {schema.fold(value) for value in (event.place_id, event.place, event.admin1, event.country) if value}
    keys = {("place", key) for key in places} | {("actor", schema.fold(actor)) for actor in event.actors}
    keys |= {("document", evidence.document_id) for evidence in event.evidence}
    return [{"event_id": event.id, "kind": kind, "key": key} for kind, key in sorted(keys)]
