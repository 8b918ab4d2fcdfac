"""Erasing: a withdrawn report's text, what was made of it and its bytes are taken off the disk; its ids and hashes stay.

The one exception to a record that only grows. It is told by a row of `erasures`, sealed in the audit log; the triggers of the tables let
go what that row names and nothing else, and `verify` takes the gap for what it is.
"""

import json
from typing import Any

from sqlalchemy import Connection, Engine, delete, insert, or_, select, update

from tacitus.errors import StoreError
from tacitus.model import digest
from tacitus.storing import audit, schema
from tacitus.storing.archive import Archive
from tacitus.storing.engine import writing
from tacitus.storing.records import Erasure, now

_MADE_OF_IT = (
    schema.account_places, schema.account_actors, schema.claims, schema.accounts, schema.control, schema.statements, schema.problems,
)  # fmt: skip
"""In the order in which foreign keys let them go."""
_SCRUBBED = (
    "documents", "captures", "codings", "judgements", "judgement_evidence", "events", "event_keys", "search_text", "bands",
    *(table.name for table in _MADE_OF_IT),
)  # fmt: skip


def erase(engine: Engine, archive: Archive, document_id: str, reason: str, person: str, shared: bool = False) -> Erasure:
    """Erase a withdrawn document; done again after a crash, it ends what was begun.

    Bytes that other reports came in too (a table, a feed) stay unless `shared`. What is left in the database is: the ids, the
    hashes, the times, and the reason. The freed pages are overwritten; copies of the database, backups and what a disk keeps of a
    removed file are beyond this. Raises `StoreError` for a document that was not withdrawn.
    """
    with writing(engine) as connection:
        if connection.execute(select(schema.withdrawals).where(schema.withdrawals.c.document_id == document_id)).first() is None:
            raise StoreError(f"document '{document_id}' was not withdrawn; only a withdrawn one can be erased")
        hashes = erased_hashes(connection, document_id)
        own, others = _hashes(connection, document_id)
        if hashes is None:
            hashes = tuple(sorted(own | others)) if shared else tuple(sorted(own))
            row = {"document_id": document_id, "reason": reason, "person": person, "time": now(), "hashes": json.dumps(hashes)}
            connection.execute(insert(schema.erasures), row)
            _blank(connection, document_id)
            audit.append(connection, person, [("erased", document_id, digest(*row.values()))])
        copies = _copies(connection, document_id)
    for sha256 in hashes:
        archive.remove(sha256)
    _scrub(engine)
    return Erasure(document_id, hashes, tuple(sorted(others - set(hashes))), copies)


def erased_hashes(connection: Connection, document_id: str) -> tuple[str, ...] | None:
    """The hashes of the bytes that were erased with a document, None when it was not erased."""
    found = connection.execute(select(schema.erasures.c.hashes).where(schema.erasures.c.document_id == document_id)).scalar()
    return None if found is None else tuple(json.loads(found))


def _hashes(connection: Connection, document_id: str) -> tuple[set[str], set[str]]:
    """Hashes of the bytes that the document came in: those that hold it alone, and those that others not erased came in too."""
    table = schema.captures
    rows = connection.execute(select(table.c.raw_sha256, table.c.warc_sha256).where(table.c.document_id == document_id))
    held = {sha256 for row in rows for sha256 in row if sha256}
    alive = or_(table.c.document_id.is_(None), table.c.document_id.not_in(select(schema.erasures.c.document_id)))
    query = select(table.c.raw_sha256, table.c.warc_sha256).where(alive, table.c.document_id.is_distinct_from(document_id))
    query = query.where(or_(table.c.raw_sha256.in_(held), table.c.warc_sha256.in_(held)))
    shared = {sha256 for row in connection.execute(query) for sha256 in row} & held
    return held - shared, shared


def _blank(connection: Connection, document_id: str) -> None:
    """Empty every column that holds words of the report or says where it came from, and drop the rows made of it."""
    told, evidence = schema.judgements, schema.judgement_evidence
    codings = select(schema.codings.c.id).where(schema.codings.c.document_id == document_id)
    for table in _MADE_OF_IT:
        connection.execute(delete(table).where(table.c.coding_id.in_(codings)))
    for table, values in (
        (
            schema.documents,
            dict.fromkeys(("ref", "text", "publisher_key"), "") | dict.fromkeys(("title", "url", "publisher")) | {"boilerplate": "[]"},
        ),
        (schema.captures, {"locator": "", "headers": "[]"} | dict.fromkeys(("url", "title", "publisher"))),
        (schema.codings, {"body": ""}),
    ):  # fmt: skip
        own = table.c.id if table is schema.documents else table.c.document_id
        connection.execute(update(table).where(own == document_id).values(values))
    judged = select(evidence.c.judgement_id).where(evidence.c.document_id == document_id)
    connection.execute(update(told).where(told.c.id.in_(judged)).values(body=""))
    connection.execute(update(evidence).where(evidence.c.document_id == document_id).values(words=""))
    seq = select(schema.documents.c.seq).where(schema.documents.c.id == document_id)
    connection.execute(delete(schema.bands).where(schema.bands.c.document_seq.in_(seq)))
    connection.execute(delete(schema.search_text).where(schema.search_text.c.document_id == document_id))
    _drop_events(connection, document_id)


def _drop_events(connection: Connection, document_id: str) -> None:
    keys = schema.event_keys
    told = select(keys.c.event_id).where(keys.c.kind == "document", keys.c.key == document_id)
    ids = [row.event_id for row in connection.execute(told)]
    connection.execute(delete(keys).where(keys.c.event_id.in_(ids)))
    connection.execute(delete(schema.events).where(schema.events.c.id.in_(ids)))


def _copies(connection: Connection, document_id: str) -> tuple[str, ...]:
    """Documents, not withdrawn, that repeat this one or that it repeats: they may hold the same words."""
    table = schema.copies
    rows = connection.execute(select(table).where(or_(table.c.document_id == document_id, table.c.origin_id == document_id)))
    found = {id_ for row in rows for id_ in (row.document_id, row.origin_id)} - {document_id}
    gone = {row.document_id for row in connection.execute(select(schema.withdrawals.c.document_id))}
    return tuple(sorted(found - gone))


def _scrub(engine: Engine) -> None:
    """Have the database write its files anew, so that no freed page keeps what stood in it."""
    statements = ["INSERT INTO search_index(search_index) VALUES ('rebuild')", "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"]
    if engine.dialect.name == "postgresql":
        statements = [f"VACUUM (FULL) {', '.join(_SCRUBBED)}"]
    with engine.connect() as connection:
        driver: Any = connection.connection.dbapi_connection  # outside of any transaction of SQLAlchemy's
        if engine.dialect.name == "postgresql":
            driver.autocommit = True
        try:
            for statement in statements:
                driver.execute(statement).close()
        except engine.dialect.loaded_dbapi.Error as error:
            raise StoreError(f"erased, but the database is in use and could not be written anew: {error}; erase it again later") from error
        finally:
            connection.invalidate()
