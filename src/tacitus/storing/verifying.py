"""Verifying: everything a store holds against the hashes, words and log that vouch for it."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from pydantic import ValidationError
from sqlalchemy import Connection, false, func, select

from tacitus.model import Coding, digest
from tacitus.storing import audit, schema
from tacitus.storing.archive import Archive
from tacitus.storing.engine import STREAMED, reading
from tacitus.storing.records import Finding
from tacitus.storing.rows import capture_of, capture_seal, coding_id, coding_rows, document_of, document_seal, spans
from tacitus.storing.store import Store

Fields = Mapping[str, Any]
Projection = dict[str, list[Fields]]
"""Table → the rows held of one coding."""

BATCH = 100
PROJECTED = ("accounts", "account_places", "account_actors", "claims", "control", "statements", "problems")
"""Tables whose rows are made of a coding (`rows.coding_rows`)."""

LOGGED: Mapping[str, tuple[str, Callable[[Fields], tuple[str, str]]]] = {
    "documents": ("document added", lambda row: (row["id"], document_seal(row))),
    "captures": ("capture added", lambda row: (row["id"], capture_seal(row))),
    "codings": ("coding added", lambda row: (row["id"], digest(row["body"]))),
    "judgements": ("judgement", lambda row: (row["id"], digest(row["body"]))),
    "sources": ("source registered", lambda row: (row["name"], digest(row["body"]))),
    "sensitivities": ("marked", lambda row: (row["document_id"], _told(row, "document_id", "field", "level", "reason", "person", "time"))),
    "withdrawals": ("withdrawn", lambda row: (row["document_id"], _told(row, "document_id", "reason", "person", "time", "raw_sha256"))),
    "erasures": ("erased", lambda row: (row["document_id"], _told(row, "document_id", "reason", "person", "time", "hashes"))),
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
        gone = _erased(connection)
        yield from _archive(connection, store.archive)
        yield from _documents(connection, gone["documents"])
        yield from _captures(connection, gone["captures"])
        yield from _codings(connection, gone["codings"])
        yield from _strays(connection)
        yield from _evidence(connection, gone["documents"])
        yield from audit.check(audit.read(connection))
        for table in LOGGED:
            yield from _log(connection, table, gone.get(table, frozenset()))
        yield from _current(connection)


def _erased(connection: Connection) -> Mapping[str, frozenset[str]]:
    """Table → ids of its rows whose words were erased: they no longer fit their hashes, and need not."""
    documents = select(schema.erasures.c.document_id)
    of = {
        "documents": documents,
        "captures": select(schema.captures.c.id).where(schema.captures.c.document_id.in_(documents)),
        "codings": select(schema.codings.c.id).where(schema.codings.c.document_id.in_(documents)),
        "judgements": select(schema.judgement_evidence.c.judgement_id).where(schema.judgement_evidence.c.document_id.in_(documents)),
    }
    return {name: frozenset(connection.execute(query).scalars()) for name, query in of.items()}


def batched(rows: Iterable[Fields], size: int) -> Iterator[list[Fields]]:
    """The rows in lists of this size; the last is shorter."""
    stream = iter(rows)
    while batch := list(islice(stream, size)):
        yield batch


def _stream(connection: Connection, query: Any) -> Iterator[dict[str, Any]]:
    return (row._asdict() for row in connection.execute(query, execution_options=STREAMED))


def _archive(connection: Connection, archive: Archive) -> Iterator[Finding]:
    table, erasures = schema.captures, schema.erasures
    gone = select(erasures.c.document_id)
    query = select(table.c.id, table.c.raw_sha256, table.c.warc_sha256, func.coalesce(table.c.document_id.in_(gone), false()).label("gone"))
    wanted: dict[str, str] = {}
    for row in _stream(connection, query.order_by("gone")):
        for sha256 in (row["raw_sha256"], row["warc_sha256"]):
            if sha256:
                wanted.setdefault(sha256, "" if row["gone"] else row["id"])
    erased = {sha256 for row in _stream(connection, select(erasures.c.hashes)) for sha256 in json.loads(row["hashes"])}
    for sha256, capture in wanted.items():
        if sha256 in erased and not capture and sha256 in archive:
            yield Finding("archive", str(archive.path(sha256)), "was erased, and the bytes are there; erase it again")
        elif (sha256 not in erased or sha256 in archive) and (fault := archive.check(sha256)):
            yield Finding("archive", capture, fault)
    for sha256 in archive.hashes():
        if sha256 not in wanted:
            fault = archive.check(sha256)
            yield Finding(
                "orphan", str(archive.path(sha256)), fault or "no capture refers to these bytes; a run that was killed may have left them"
            )
    for path in archive.strangers():
        yield Finding("orphan", str(path), "is no file of the archive")


def _documents(connection: Connection, erased: frozenset[str]) -> Iterator[Finding]:
    for row in _stream(connection, select(schema.documents)):
        if row["id"] in erased:
            if row["text"] or row["title"]:
                yield Finding("record", row["id"], "was erased, and its text is there")
        elif document_of(row).id != row["id"]:
            yield Finding("record", row["id"], "the text of the document was changed: it does not hash to its id")


def _captures(connection: Connection, erased: frozenset[str]) -> Iterator[Finding]:
    for row in _stream(connection, select(schema.captures)):
        if row["id"] not in erased and capture_of(row).id != row["id"]:
            yield Finding("record", row["id"], "the capture was edited: its content does not hash to its id")


def _codings(connection: Connection, erased: frozenset[str]) -> Iterator[Finding]:
    """Each coding against its hash, its document and the rows made of it; taken by the hundred, so that time grows as they do."""
    table, documents = schema.codings, schema.documents
    query = select(table, documents.c.title, documents.c.text).join(documents, documents.c.id == table.c.document_id)
    for batch in batched(_stream(connection, query.order_by(table.c.seq)), BATCH):
        held = _projections(connection, [row["id"] for row in batch])
        for row in batch:
            if row["id"] not in erased:
                yield from _coding(row, held[row["id"]])
            elif row["body"] or held[row["id"]]:
                yield Finding("record", row["id"], "is of an erased document, and what it says is there")


def _coding(row: Fields, held: Projection) -> Iterator[Finding]:
    full = f"{row['title']}\n\n{row['text']}" if row["title"] else row["text"]
    if digest(row["body"]) != row["sha256"]:
        yield Finding("record", row["id"], "the coding was edited: it does not hash to what was written")
    try:
        coding = Coding.model_validate_json(row["body"])
    except ValidationError as error:
        yield Finding("record", row["id"], f"is no coding: {error.errors()[0]['msg']}")
        return
    if coding_id(coding) != row["id"]:
        yield Finding("record", row["id"], "the coding is not of this document and coder")
    for start, end, words in spans(json.loads(row["body"])):
        if full[start:end] != words:
            yield Finding("span", row["id"], f"{words!r} does not stand at {start}–{end} of {row['document_id']}")
    for name, expected in coding_rows(coding).items():
        yield from _compared(name, expected, held.get(name, []), full)


def _projections(connection: Connection, codings: Sequence[str]) -> Mapping[str, Projection]:
    """Coding id → table → the rows held of it."""
    found: dict[str, Projection] = {coding: {} for coding in codings}
    for name in PROJECTED:
        table = schema.metadata.tables[name]
        columns = [column for column in table.columns if column.name != "seq"]
        for row in connection.execute(select(*columns).where(table.c.coding_id.in_(codings))):
            found[row.coding_id].setdefault(name, []).append(row._asdict())
    return found


def _compared(name: str, expected: Iterable[Fields], held: Iterable[Fields], full: str) -> Iterator[Finding]:
    """Whether the rows that are looked up say what the coding says."""
    found = {_key(row): row for row in held}
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


def _strays(connection: Connection) -> Iterator[Finding]:
    """Rows made of a coding that is not there."""
    for name in PROJECTED:
        table = schema.metadata.tables[name]
        query = select(table.c.coding_id).where(table.c.coding_id.not_in(select(schema.codings.c.id)))
        for row in _stream(connection, query.distinct()):
            yield Finding("record", row["coding_id"], f"rows of '{name}' are of a coding that is not in the store")


def _name(row: Fields) -> str:
    return str(row.get("id") or row["coding_id"])


def _key(row: Fields) -> tuple[Any, ...]:
    """What tells the rows of one table and coding apart."""
    return tuple(row.get(name) for name in ("account_n", "n", "key"))


def _evidence(connection: Connection, erased: frozenset[str]) -> Iterator[Finding]:
    table, documents = schema.judgement_evidence, schema.documents
    query = select(table, documents.c.title, documents.c.text).join(documents, documents.c.id == table.c.document_id)
    for row in _stream(connection, query):
        full = f"{row['title']}\n\n{row['text']}" if row["title"] else row["text"]
        if row["document_id"] not in erased and full[row["span_start"] : row["span_end"]] != row["words"]:
            yield Finding("span", row["judgement_id"], f"{row['words']!r} does not stand in {row['document_id']}")


def _log(connection: Connection, name: str, erased: frozenset[str]) -> Iterator[Finding]:
    """Whether each row of a table is in the log as it is, and each row the log tells of is in the table.

    Of a row whose words were erased the log need only tell that it was there.
    """
    table, (action, seal) = schema.metadata.tables[name], LOGGED[name]
    log = schema.audit.c
    told: dict[str, set[str]] = {}
    for entry in _stream(connection, select(log.subject, log.content).where(log.action.startswith(action))):
        told.setdefault(entry["subject"], set()).add(entry["content"])
    for row in _stream(connection, select(table)):
        subject, content = seal(row)
        if subject in erased and subject in told:
            told[subject].clear()
        elif content not in told.get(subject, ()):
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
