"""The audit log: each write is a row that holds the hash of the row before it, so that no row can be changed or taken out unseen.

A hash proves that what is here now is what was written then, as long as one later hash is known from elsewhere (an export kept
by another person, a signature, a time stamp). It does not prove who wrote, that the clock was right, or that a source told the truth.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict

from sqlalchemy import Connection, insert, select

from tacitus.model import digest
from tacitus.storing.engine import STREAMED
from tacitus.storing.records import Change, Finding, now
from tacitus.storing.schema import audit

GENESIS = "0" * 64
"""What the first row holds as the hash before it."""


def append(connection: Connection, person: str, entries: Iterable[tuple[str, str, str]]) -> None:
    """Add a row for each (action, subject, hash of the content), in the transaction (`engine.writing`) that writes the content."""
    last = connection.execute(select(audit.c.seq, audit.c.hash).order_by(audit.c.seq.desc()).limit(1)).first()
    seq, previous = (last.seq, last.hash) if last else (0, GENESIS)
    rows = []
    for action, subject, content in entries:
        seq += 1
        row = Change(seq, now(), person, action, subject, content, previous, "")
        previous = seal(row)
        rows.append({**asdict(row), "hash": previous})
    if rows:
        connection.execute(insert(audit), rows)


def seal(row: Change) -> str:
    """The hash of a row: of all its other fields."""
    return digest(row.seq, row.time, row.person, row.action, row.subject, row.content, row.previous)


def read(connection: Connection, since: int = 0) -> Iterator[Change]:
    """The rows after number `since`, in order."""
    query = select(audit).where(audit.c.seq > since).order_by(audit.c.seq)
    return (Change(*row) for row in connection.execute(query, execution_options=STREAMED))


def check(rows: Iterable[Change]) -> Iterator[Finding]:
    """Each break of the chain: a gap in the numbers, a row that does not hold the hash before it, a row that was edited."""
    expected, previous = 1, GENESIS
    for row in rows:
        if row.seq != expected:
            yield Finding("audit", f"row {expected}", f"rows {expected} to {row.seq - 1} of the log are missing")
        elif row.previous != previous:
            yield Finding("audit", f"row {row.seq}", "does not follow from the row before it")
        if seal(row) != row.hash:
            yield Finding("audit", f"row {row.seq}", "was edited: its hash does not fit its content")
        expected, previous = row.seq + 1, row.hash


def export(rows: Iterable[Change]) -> Iterator[str]:
    """The log as JSON Lines: a head that names the form, each row, and an end with the count and the last hash, ready to be signed.

    To check it without tacitus: each `hash` is SHA-256 of seq, time, person, action, subject, content and previous joined by U+001F.
    """
    yield json.dumps({"schema": "tacitus-audit/1", "hash": "sha256 over seq,time,person,action,subject,content,previous joined by U+001F"})
    count, last = 0, GENESIS
    for row in rows:
        count, last = count + 1, row.hash
        yield json.dumps(asdict(row), ensure_ascii=False)
    yield json.dumps({"rows": count, "last": last})
