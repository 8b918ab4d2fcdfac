"""Verifying: everything a store holds against the hashes, words and log that vouch for it."""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from pydantic import ValidationError
from sqlalchemy import Connection, select

from tacitus.model import Coding, digest
from tacitus.storing import audit, schema
from tacitus.storing.archive import Archive
from tacitus.storing.engine import STREAMED, reading
from tacitus.storing.records import Finding
from tacitus.storing.rows import capture_of, capture_seal, coding_id, coding_rows, document_of, document_seal, spans
from tacitus.storing.store import Store

Fields = Mapping[str, Any]

LOGGED: Mapping[str, tuple[str, Callable[[Fields], tuple[str, str]]]] = {
    "documents": ("document added", lambda row: (row["id"], document_seal(row))),
    "captures": ("capture added", lambda row: (row["id"], capture_seal(row))),
    "codings": ("coding added", lambda row: (row["id"], digest(row["body"]))),
    "judgements": ("judgement", lambda row: (row["id"], digest(row["body"]))),
    "sources": ("source registered", lambda row: (row["name"], digest(row["body"]))),
    "sensitivities": ("marked", lambda row: (row["document_id"], _told(row, "document_id", "field", "level", "reason", "person", "time"))),
    "withdrawals": ("withdrawn", lambda row: (row["document_id"], _told(row, "document_id", "reason", "person", "time", "raw_sha256"))),
}
"""Table → how its writes begin in the log, and what subject and hash the log holds of a row."""


def _told(row: Fields, *names: str) -> str:
    return digest(*(row[name] for name in names))


def verify(store: Store) -> Iterator[Finding]:
    """All that is wrong, table by table; nothing means that the store is as it was written.

    Checked: bytes in the archive against their hashes, files nobody refers to, ids against content, the rows that are looked up
    against the codings they were made of, every span against its document, the chain of the audit log, and the log against
    the tables in both directions. Run it while nothing is written: bytes of a run under way are taken for orphans.
    """
    with reading(store._engine) as connection:
        yield from _archive(connection, store.archive)
        yield from _documents(connection)
        yield from _codings(connection)
        yield from _evidence(connection)
        yield from audit.check(audit.read(connection))
        for table in LOGGED:
            yield from _log(connection, table)
        yield from _current(connection)


def _stream(connection: Connection, query: Any) -> Iterator[dict[str, Any]]:
    return (row._asdict() for row in connection.execute(query, execution_options=STREAMED))


def _archive(connection: Connection, archive: Archive) -> Iterator[Finding]:
    table, wanted = schema.captures, dict[str, str]()
    for row in _stream(connection, select(table.c.id, table.c.raw_sha256, table.c.warc_sha256)):
        for sha256 in (row["raw_sha256"], row["warc_sha256"]):
            if sha256:
                wanted.setdefault(sha256, row["id"])
    for sha256, capture in wanted.items():
        if fault := archive.check(sha256):
            yield Finding("archive", capture, fault)
    for sha256 in archive.hashes():
        if sha256 not in wanted:
            fault = archive.check(sha256)
            yield Finding(
                "orphan", str(archive.path(sha256)), fault or "no capture refers to these bytes; a run that was killed may have left them"
            )
    for path in archive.strangers():
        yield Finding("orphan", str(path), "is no file of the archive")


def _documents(connection: Connection) -> Iterator[Finding]:
    for row in _stream(connection, select(schema.documents)):
        if document_of(row).id != row["id"]:
            yield Finding("record", row["id"], "the text of the document was changed: it does not hash to its id")
    for row in _stream(connection, select(schema.captures)):
        if capture_of(row).id != row["id"]:
            yield Finding("record", row["id"], "the capture was edited: its content does not hash to its id")


def _codings(connection: Connection) -> Iterator[Finding]:
    table, documents = schema.codings, schema.documents
    query = select(table, documents.c.title, documents.c.text).join(documents, documents.c.id == table.c.document_id)
    for row in _stream(connection, query):
        full = f"{row['title']}\n\n{row['text']}" if row["title"] else row["text"]
        if digest(row["body"]) != row["sha256"]:
            yield Finding("record", row["id"], "the coding was edited: it does not hash to what was written")
        try:
            coding = Coding.model_validate_json(row["body"])
        except ValidationError as error:
            yield Finding("record", row["id"], f"is no coding: {error.errors()[0]['msg']}")
            continue
        if coding_id(coding) != row["id"]:
            yield Finding("record", row["id"], "the coding is not of this document and coder")
        for start, end, words in spans(json.loads(row["body"])):
            if full[start:end] != words:
                yield Finding("span", row["id"], f"{words!r} does not stand at {start}–{end} of {row['document_id']}")
        yield from _projection(connection, coding, full)


def _projection(connection: Connection, coding: Coding, full: str) -> Iterator[Finding]:
    """Whether the rows that are looked up say what the coding says."""
    for name, expected in coding_rows(coding).items():
        table = schema.metadata.tables[name]
        columns = [column for column in table.columns if column.name != "seq"]
        rows = connection.execute(select(*columns).where(table.c.coding_id == coding_id(coding)))
        found = {_key(row): row for row in (row._asdict() for row in rows)}
        for row in expected:
            other = found.pop(_key(row), None)
            if other is None:
                yield Finding("record", _name(row), f"a row of '{name}' is missing")
            elif changed := [key for key in other if row.get(key) != other[key]]:
                told = ", ".join(f"{key} is {other[key]!r}, was {row.get(key)!r}" for key in changed)
                yield Finding("record", _name(row), f"a row of '{name}' was edited: {told}")
            if other and other.get("words") and "span_start" in other and full[other["span_start"] : other["span_end"]] != other["words"]:
                yield Finding("span", _name(other), f"{other['words']!r} of '{name}' does not stand in its document")
        for other in found.values():
            yield Finding("record", _name(other), f"a row of '{name}' was added that its coding does not hold")


def _name(row: Fields) -> str:
    return str(row.get("id") or row["coding_id"])


def _key(row: Fields) -> tuple[Any, ...]:
    """What tells the rows of one table and coding apart."""
    return tuple(row.get(name) for name in ("account_n", "n", "key"))


def _evidence(connection: Connection) -> Iterator[Finding]:
    table, documents = schema.judgement_evidence, schema.documents
    query = select(table, documents.c.title, documents.c.text).join(documents, documents.c.id == table.c.document_id)
    for row in _stream(connection, query):
        full = f"{row['title']}\n\n{row['text']}" if row["title"] else row["text"]
        if full[row["span_start"] : row["span_end"]] != row["words"]:
            yield Finding("span", row["judgement_id"], f"{row['words']!r} does not stand in {row['document_id']}")


def _log(connection: Connection, name: str) -> Iterator[Finding]:
    """Whether each row of a table is in the log as it is, and each row the log tells of is in the table."""
    table, (action, seal) = schema.metadata.tables[name], LOGGED[name]
    log = schema.audit.c
    told: dict[str, set[str]] = {}
    for entry in _stream(connection, select(log.subject, log.content).where(log.action.startswith(action))):
        told.setdefault(entry["subject"], set()).add(entry["content"])
    for row in _stream(connection, select(table)):
        subject, content = seal(row)
        if content not in told.get(subject, ()):
            wrong = "was edited: the audit log holds another hash of it" if subject in told else "is not in the audit log"
            yield Finding("audit", subject, f"a row of '{name}' {wrong}")
        else:
            told[subject].discard(content)
    for subject, contents in told.items():
        if contents:
            yield Finding("reference", subject, f"the audit log tells of a row of '{name}' that is gone or was changed")


def _current(connection: Connection) -> Iterator[Finding]:
    """Whether the current coding of each document is the one the log last made current."""
    log, pointer = schema.audit.c, schema.current_codings
    query = select(log.subject, log.content).where(log.action == "coding made current").order_by(log.seq)
    last = {entry["subject"]: entry["content"] for entry in _stream(connection, query)}
    for row in _stream(connection, select(pointer)):
        if last.pop(row["document_id"], None) != digest(row["coding_id"]):
            yield Finding("reference", row["document_id"], f"the log did not make {row['coding_id']} its current coding")
    for document_id in last:
        yield Finding("reference", document_id, "has no current coding any more, though the log made one current")
