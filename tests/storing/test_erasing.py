"""A withdrawn report can be erased: no byte of it stays on the disk, and the store still proves itself."""

import json
from pathlib import Path

import pytest
from sqlalchemy import text
from typer.testing import CliRunner

from small_stores import put, report, telling
from tacitus.cli import app
from tacitus.errors import StoreError
from tacitus.judgement import Judgement
from tacitus.storing import Arrival, Capture, Copy, EventRecord, Filter, Store
from tacitus.storing.engine import HEAD, make_engine, reading, store_url, upgrade, upgrade_store, writing
from tacitus.storing.verifying import verify

SECRET = "Zubrowkin"
GONE = report(f"Aircraft bombed the house of {SECRET} on Monday, neighbours said.", title=f"{SECRET} mourned", publisher="Quell Daily")
KEPT = report("Rebels shelled the airfield of Tarn in the night.")
TIME = "2024-04-01T00:00:00Z"


@pytest.fixture
def filled(store: Store) -> Store:
    """Two reports with all that can hang on one: captures with bytes and WARC, codings, judgements, a mark, an event."""
    put(store, KEPT, telling(KEPT, "shelling shelled"))
    raw, warc = (store.archive.put(f"{kind} {GONE.full}".encode()) for kind in ("page", "WARC"))
    page = Capture(
        kind="page", locator=f"https://quell.example/{SECRET}", url=f"https://quell.example/{SECRET}", time=TIME, raw_sha256=raw,
        warc_sha256=warc, text_id=GONE.id, title=GONE.title, headers=(("link", SECRET),),
    )  # fmt: skip
    store.save(Arrival(page, GONE, telling(GONE, "airstrike bombed"), None, ("b1", "b2")))
    store.add_coding(telling(GONE, "airstrike bombed", version="2"))
    told = [told.evidence for told in store.accounts()]
    store.add_judgement(Judgement(kind="not_same", subject=tuple(told), reason=f"of {SECRET}", person="ann", time=TIME))
    store.add_judgement(Judgement(kind="accept", subject=tuple(told[:1]), person="ann", time=TIME))
    store.save_events(
        EventRecord(id=f"e{n}", type="clash", status="happened", evidence=(words,), body={"words": one.full})
        for n, (words, one) in enumerate(zip(told, (KEPT, GONE), strict=True))
    )
    store.mark(GONE.id, "restricted")
    return store


def on_disk(store: Store) -> bytes:
    """Everything a SQLite store has on the disk; on PostgreSQL every row of every table."""
    if store.url.get_backend_name() == "sqlite":
        database = Path(store.url.database or "")
        return b"".join(path.read_bytes() for path in database.parent.glob(f"{database.name}*"))
    with reading(store._engine) as connection:
        tables = connection.execute(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")).scalars().all()
        return "".join(str(connection.execute(text(f"SELECT * FROM {name}")).all()) for name in tables).encode()


def test_no_byte_of_it_stays_and_the_store_still_proves_itself(filled: Store) -> None:
    assert SECRET.encode() in on_disk(filled)
    filled.withdraw(GONE.id, "the family asked")
    done = filled.erase(GONE.id, "the family asked")
    assert (len(done.hashes), done.shared, done.copies) == (2, (), ())
    assert SECRET.encode() not in on_disk(filled)
    assert not [sha256 for sha256 in done.hashes if sha256 in filled.archive]
    assert list(verify(filled)) == []


def test_what_else_there_is_stays(filled: Store) -> None:
    filled.withdraw(GONE.id, "the family asked")
    filled.erase(GONE.id, "the family asked")
    assert [document.id for document in filled.documents()] == [KEPT.id]
    assert [told.document_id for told in filled.accounts()] == [KEPT.id]
    assert [judgement.kind for judgement in filled.judgements()] == ["accept"]
    assert [event.id for event in filled.events()] == ["e0"]
    assert {hit.document.id for hit in filled.search("shelled")} == {KEPT.id}
    assert list(filled.search(SECRET)) == []
    assert [grave.reason for grave in filled.tombstones()] == ["the family asked"]
    assert filled.archive.get(next(filled.captures(KEPT.id)).capture.raw_sha256) == KEPT.full.encode()
    assert filled.has_document(GONE.id)  # so that it is not taken in again
    assert list(filled.events(Filter(sensitivity="public"))) == [filled.event("e0")]


@pytest.mark.parametrize(("document", "reason", "told"), [(GONE, "asked", "was not withdrawn"), (KEPT, " ", "needs a reason")])
def test_only_what_was_withdrawn_is_erased_and_with_a_reason(filled: Store, document, reason: str, told: str) -> None:
    with pytest.raises(StoreError, match=told):
        filled.erase(document.id, reason)


def test_bytes_that_others_came_in_stay_unless_asked(store: Store) -> None:
    raw = store.archive.put(b"a table with two rows")
    for n, one in enumerate((GONE, KEPT)):
        store.save(Arrival(Capture(kind="row", locator=f"t.csv#{n}", raw_sha256=raw, text_id=one.id), one))
    store.withdraw(GONE.id, "asked")
    done = store.erase(GONE.id, "asked")
    assert (done.hashes, done.shared, raw in store.archive) == ((), (raw,), True)
    assert list(verify(store)) == []


def test_shared_bytes_go_when_asked(store: Store) -> None:
    raw = store.archive.put(b"a table with two rows")
    for n, one in enumerate((GONE, KEPT)):
        store.save(Arrival(Capture(kind="row", locator=f"t.csv#{n}", raw_sha256=raw, text_id=one.id), one))
    store.withdraw(GONE.id, "asked")
    assert store.erase(GONE.id, "asked", shared=True).hashes == (raw,)
    assert raw not in store.archive
    assert list(verify(store)) == []
    assert next(store.documents()).text == KEPT.text


def test_copies_that_stand_are_named(store: Store) -> None:
    put(store, GONE)
    capture = put(store, KEPT).model_copy(update={"locator": "elsewhere"})
    other = report(f"{SECRET} was mourned again.", publisher="The Vale Post")
    store.save(Arrival(capture, other, None, Copy(origin_id=GONE.id, kind="syndicated", similarity=0.8)))
    store.withdraw(GONE.id, "asked")
    assert store.erase(GONE.id, "asked").copies == (other.id,)


def test_an_erasure_that_was_broken_off_is_found_and_ended(filled: Store) -> None:
    filled.withdraw(GONE.id, "asked")
    filled.erase(GONE.id, "asked")
    raw = filled.archive.put(f"page {GONE.full}".encode())  # as if the run had been killed before it came to the archive
    assert ["erase it again" in finding.message for finding in verify(filled)] == [True]
    filled.erase(GONE.id, "asked")
    assert raw not in filled.archive
    assert list(verify(filled)) == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE documents SET text = '' WHERE id = :kept",
        "DELETE FROM claims WHERE document_id = :kept",
        "DELETE FROM account_places WHERE coding_id IN (SELECT id FROM codings WHERE document_id = :kept)",
        "UPDATE judgements SET body = '' WHERE kind = 'accept'",
        "UPDATE captures SET locator = 'x' WHERE document_id = :kept",
        "DELETE FROM erasures",
        "UPDATE withdrawals SET reason = ''",
    ],
)
def test_nothing_but_the_erased_may_be_changed(filled: Store, statement: str) -> None:
    filled.withdraw(GONE.id, "asked")
    filled.erase(GONE.id, "asked")
    with pytest.raises(StoreError, match="only grows"), writing(filled._engine) as connection:
        connection.execute(text(statement), {"kept": KEPT.id} if ":kept" in statement else {})


def test_an_erasure_the_log_does_not_tell_of_is_found(filled: Store) -> None:
    with writing(filled._engine) as connection:
        connection.execute(text("INSERT INTO erasures VALUES (:id, 'r', 'nobody', 't', '[]')"), {"id": KEPT.id})
        connection.execute(text("UPDATE documents SET text = '', title = NULL WHERE id = :id"), {"id": KEPT.id})
    assert ("audit", "a row of 'erasures' is not in the audit log") in {(f.kind, f.message) for f in verify(filled)}


def test_text_that_comes_back_is_found(filled: Store) -> None:
    filled.withdraw(GONE.id, "asked")
    filled.erase(GONE.id, "asked")
    with writing(filled._engine) as connection:
        connection.execute(text("UPDATE documents SET text = 'back' WHERE id = :id"), {"id": GONE.id})
    assert [(f.kind, f.message) for f in verify(filled)] == [("record", "was erased, and its text is there")]


def test_a_store_of_the_first_form_is_brought_to_this_one(place: str, tmp_path: Path) -> None:
    url = store_url(place)
    engine = make_engine(url)
    with writing(engine) as connection:
        upgrade(connection, "0001")
    engine.dispose()
    with pytest.raises(StoreError, match="has form 0001"):
        Store(place)
    assert upgrade_store(url) == ("0001", HEAD)
    with Store(place, archive=tmp_path / "archive", person="tester") as store:
        put(store, GONE, telling(GONE, "airstrike bombed"))
        store.withdraw(GONE.id, "asked")
        store.erase(GONE.id, "asked")
        assert list(verify(store)) == []


def test_the_command_withdraws_erases_and_tells(tmp_path: Path) -> None:
    place = tmp_path / "t.db"
    with Store(place, person="tester") as store:
        put(store, GONE, telling(GONE, "airstrike bombed"))
    words = ["withdraw", GONE.id, "--reason", "asked", "--store", str(place)]
    assert CliRunner().invoke(app, words).exit_code == 0
    done = CliRunner().invoke(app, [*words, "--erase"])
    assert (done.exit_code, done.stdout) == (0, "erased: text, codings and 1 files of the archive\n")
    assert CliRunner().invoke(app, ["verify", "--store", str(place)]).exit_code == 0
    assert SECRET.encode() not in place.read_bytes()


def test_hashes_of_an_erasure_are_told_in_the_log(filled: Store) -> None:
    filled.withdraw(GONE.id, "asked")
    done = filled.erase(GONE.id, "asked")
    with reading(filled._engine) as connection:
        told = connection.execute(text("SELECT hashes FROM erasures")).scalar_one()
    assert tuple(json.loads(told)) == done.hashes
    assert [c.action for c in filled.changes()][-2:] == ["withdrawn", "erased"]
