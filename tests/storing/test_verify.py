"""Verify finds what was done behind the store's back, and nothing else."""

import json

import pytest
from sqlalchemy import text

from small_stores import TEXT, put, report, telling
from tacitus.judgement import Judgement
from tacitus.model import digest
from tacitus.storing import Source, Store, audit
from tacitus.storing.engine import writing
from tacitus.storing.schema import APPEND_ONLY
from tacitus.storing.verifying import verify

DOCUMENT = report(TEXT)


@pytest.fixture
def filled(store: Store) -> Store:
    """A store with a report coded twice, a judgement, a mark, a withdrawal and a source."""
    put(store, DOCUMENT, telling(DOCUMENT, "airstrike bombed", "shelling shelled"))
    store.add_coding(telling(DOCUMENT, "airstrike bombed", version="2"))
    store.add_judgement(Judgement(kind="accept", subject=(next(store.accounts()).evidence,), person="ann", time="2024-04-01T00:00:00Z"))
    gone = report("A report that was a mistake.", title=None, publisher="Quell Daily")
    put(store, gone, telling(gone))
    store.withdraw(gone.id, "a mistake")
    store.mark(DOCUMENT.id, "restricted")
    store.save_sources([Source(name="The Vale Post")])
    return store


def tamper(store: Store, *statements: str, **values: object) -> None:
    """Do what triggers forbid, as somebody with the database file in hand could."""
    with writing(store._engine) as connection:
        for table in APPEND_ONLY:
            names = ([f"keep_{table}"], [f"keep_{table}_UPDATE", f"keep_{table}_DELETE"])[connection.dialect.name == "sqlite"]
            for name in names:
                connection.execute(text(f"DROP TRIGGER {name}" + (f" ON {table}" if connection.dialect.name == "postgresql" else "")))
        if connection.dialect.name == "sqlite":
            connection.execute(text("PRAGMA defer_foreign_keys = ON"))
        for statement in statements:
            connection.execute(text(statement), values)


def kinds(store: Store) -> set[str]:
    return {finding.kind for finding in verify(store)}


def test_a_store_as_it_was_written_has_no_findings(filled: Store) -> None:
    assert list(verify(filled)) == []


def test_a_flipped_byte_in_the_archive(filled: Store) -> None:
    sha256 = next(filled.captures()).capture.raw_sha256
    path = filled.archive.path(sha256)
    whole = path.read_bytes()
    for at in range(len(whole)):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert filled.archive.check(sha256), f"byte {at}"
    assert kinds(filled) == {"archive"}
    path.write_bytes(whole)
    assert kinds(filled) == set()


def test_missing_bytes_and_stray_files_in_the_archive(filled: Store) -> None:
    filled.archive.path(next(filled.captures()).capture.raw_sha256).unlink()
    filled.archive.put(b"nobody refers to this")
    (filled.archive.folder / "note.txt").write_text("not ours")
    assert sorted(finding.kind for finding in verify(filled)) == ["archive", "orphan", "orphan"]


@pytest.mark.parametrize(
    ("statement", "kind", "message"),
    [
        ("UPDATE claims SET value = 'nine killed' WHERE seq = 1", "record", "value is 'nine killed', was None"),
        ("UPDATE claims SET stance = 'denies' WHERE seq = 1", "record", "stance is 'denies', was 'asserts'"),
        ("DELETE FROM claims WHERE seq = 1", "record", "a row of 'claims' is missing"),
        ("UPDATE accounts SET status = 'denied' WHERE seq = 1", "record", "status is 'denied'"),
        ("UPDATE account_actors SET name = 'Rebels' WHERE n = 0", "record", "name is 'Rebels'"),
        ("UPDATE documents SET text = 'Nothing happened.' WHERE seq = 1", "record", "does not hash to its id"),
        ("UPDATE documents SET text = 'Nothing happened.' WHERE seq = 1", "span", "does not stand"),
        ("UPDATE documents SET publisher = 'Another' WHERE seq = 1", "audit", "was edited"),
        ("UPDATE captures SET time = '2020-01-01' WHERE seq = 1", "record", "the capture was edited"),
        ("UPDATE captures SET status = 500 WHERE seq = 1", "audit", "was edited"),
        ("UPDATE codings SET body = replace(body, '\"happened\"', '\"denied\"') WHERE seq = 1", "record", "does not hash"),
        ("UPDATE judgements SET body = replace(body, 'accept', 'reject')", "audit", "was edited"),
        ("UPDATE withdrawals SET reason = 'none'", "audit", "was edited"),
        ("UPDATE sensitivities SET level = 'public'", "audit", "was edited"),
        ("DELETE FROM sensitivities", "reference", "gone"),
        ("UPDATE sources SET body = replace(body, '\"F\"', '\"A\"')", "audit", "was edited"),
        ("DELETE FROM audit WHERE seq = 2", "audit", "rows 2 to 2 of the log are missing"),
        ("DELETE FROM audit WHERE seq = (SELECT max(seq) FROM audit)", "audit", "is not in the audit log"),
        ("UPDATE audit SET person = 'nobody' WHERE seq = 2", "audit", "was edited"),
        ("UPDATE claims SET span_start = span_start + 1, span_end = span_end + 1 WHERE seq = 1", "span", "does not stand"),
        ("UPDATE judgement_evidence SET span_start = 90000, span_end = 90006", "span", "does not stand"),
        (
            "UPDATE current_codings SET coding_id = (SELECT id FROM codings WHERE seq = 1)"
            " WHERE document_id = (SELECT document_id FROM codings WHERE seq = 1)",
            "reference",
            "did not make",
        ),
        ("DELETE FROM current_codings", "reference", "no current coding"),
    ],
)  # fmt: skip
def test_each_way_of_tampering_is_found(filled: Store, statement: str, kind: str, message: str) -> None:
    tamper(filled, statement)
    assert [f for f in verify(filled) if f.kind == kind and message in f.message], list(verify(filled))


def test_a_row_put_in_from_outside(filled: Store) -> None:
    tamper(filled, "INSERT INTO account_places SELECT 'somewhere', coding_id, n FROM accounts WHERE seq = 1")
    assert ["was added" in finding.message for finding in verify(filled)] == [True]


def test_a_span_that_points_nowhere_is_found_though_all_hashes_fit(store: Store) -> None:
    """A coder's fault, not a forger's: stored in due form, so that only the words can tell."""
    coding = telling(DOCUMENT, "airstrike bombed")
    body = json.loads(coding.to_json())
    body["accounts"][0]["trigger"] = {"start": 90000, "end": 90006, "text": "bombed"}
    put(store, DOCUMENT, type(coding).model_validate(body))
    assert {(f.kind, f.message.split(" does")[0]) for f in verify(store)} == {("span", "'bombed'")}


def test_a_forger_who_mends_one_hash_breaks_the_next(filled: Store) -> None:
    row = next(r for r in filled.changes() if r.seq == 3)
    forged = row.__class__(row.seq, row.time, "nobody", row.action, row.subject, row.content, row.previous, "")
    tamper(filled, "UPDATE audit SET person = 'nobody', hash = :hash WHERE seq = 3", hash=audit.seal(forged))
    assert [(f.subject, f.message) for f in verify(filled)] == [("row 4", "does not follow from the row before it")]


def test_the_export_can_be_checked_without_tacitus(filled: Store) -> None:
    head, *rows, end = map(json.loads, audit.export(filled.changes()))
    assert head["schema"] == "tacitus-audit/1"
    previous = "0" * 64
    for row in rows:
        assert row["previous"] == previous
        previous = digest(*(row[key] for key in ("seq", "time", "person", "action", "subject", "content", "previous")))
        assert row["hash"] == previous
    assert end == {"rows": len(rows), "last": previous}
