"""What is written is there, once, and nothing is overwritten."""

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from small_stores import TEXT, put, report, telling
from tacitus.errors import StoreError
from tacitus.judgement import Evidence, Judgement
from tacitus.model import Coding
from tacitus.storing import Arrival, Copy, EventRecord, Filter, Source, Store
from tacitus.storing.engine import HEAD, reading, upgrade_store, version, writing
from tacitus.storing.schema import APPEND_ONLY, metadata

SEARCH = ("search_index", "ix_search_text_word")  # what each database has of its own for full-text search
DOCUMENT = report(TEXT)
CODING = telling(DOCUMENT, "airstrike bombed", "shelling shelled")


def test_a_document_and_its_coding_come_back_as_they_were(store: Store) -> None:
    put(store, DOCUMENT, CODING)
    assert list(store.documents()) == [DOCUMENT]
    assert store.document(DOCUMENT.id) == DOCUMENT
    assert store.coding(DOCUMENT.id).coding == CODING
    assert [told.account for told in store.accounts()] == list(CODING.accounts)


def test_the_same_again_adds_nothing(store: Store) -> None:
    put(store, DOCUMENT, CODING)
    before = store.counts()
    put(store, DOCUMENT, CODING)
    assert not store.add_coding(CODING)
    assert store.counts() == before


def test_a_newer_coder_keeps_the_old_coding_and_is_current(store: Store) -> None:
    put(store, DOCUMENT, CODING)
    newer = telling(DOCUMENT, "airstrike bombed", version="2")
    assert store.add_coding(newer)
    assert store.coding(DOCUMENT.id).coding == newer
    assert [(c.current, c.coding.coder.version) for c in store.codings(current=False)] == [(False, "1"), (True, "2")]
    assert [told.account.type for told in store.accounts()] == ["airstrike"]
    assert [hit.account_id for hit in store.search("airfield")] == [None]  # the old coding's account is no longer searched


def test_an_older_coding_can_be_made_current_again(store: Store) -> None:
    put(store, DOCUMENT, CODING)
    store.add_coding(telling(DOCUMENT, "airstrike bombed", version="2"))
    old = next(c for c in store.codings(current=False) if not c.current)
    store.make_current(old.id)
    assert store.coding(DOCUMENT.id).id == old.id
    assert store.count_accounts() == 2


def test_two_accounts_of_one_id_are_both_kept(store: Store) -> None:
    twin = CODING.model_copy(update={"accounts": (CODING.accounts[0], CODING.accounts[0])})
    put(store, DOCUMENT, twin)
    assert [told.account for told in store.accounts()] == list(twin.accounts)


def test_a_coding_without_its_document_is_refused(store: Store) -> None:
    with pytest.raises(StoreError, match="save it first"):
        store.add_coding(CODING)
    assert store.counts()["codings"] == 0


def test_the_record_only_grows(store: Store) -> None:
    _fill(store)
    for table in APPEND_ONLY:
        column = next(iter(metadata.tables[table].columns)).name
        for act in (f"UPDATE {table} SET {column} = {column}", f"DELETE FROM {table}"):
            with pytest.raises(StoreError, match=f"{table} only grows"), writing(store._engine) as connection:
                connection.execute(text(act))


def _fill(store: Store) -> None:
    """A row in every table."""
    put(store, DOCUMENT, CODING)
    full = DOCUMENT.span(0, 6)
    extra = {
        "control": ({"place": {}, "actor": {"name": "A", "rule": "r"}, "state": "full", "speaker": {"name": "B"}, "evidence": full},),
        "statements": ({"kind": "quote", "evidence": full},),
        "problems": ({"kind": "language", "message": "m"},),
    }
    store.add_coding(Coding.model_validate(telling(DOCUMENT, "airstrike bombed", version="2").model_dump(by_alias=True) | extra))
    other = report("Another text altogether.")
    store.save(Arrival(put(store, DOCUMENT), other, None, Copy(origin_id=DOCUMENT.id, kind="syndicated", similarity=0.9), ("band",)))
    told = next(store.accounts())
    store.add_judgement(Judgement(kind="accept", subject=(told.evidence,), person="ann", time="2024-04-01T00:00:00Z"))
    store.mark(DOCUMENT.id, "public")
    store.save_sources([Source(name="The Vale Post")])
    store.withdraw(other.id, "a mistake")
    gone = report("A text that is taken away.")
    put(store, gone, telling(gone, "airstrike taken"))
    store.withdraw(gone.id, "a mistake")
    store.erase(gone.id, "a mistake")


def test_the_migrations_make_the_tables_of_the_schema(store: Store) -> None:
    with reading(store._engine) as connection:
        context = MigrationContext.configure(connection, opts={"include_name": lambda name, *_: not (name or "").startswith(SEARCH)})
        found = [change for change in compare_metadata(context, metadata) if "word_index" not in str(change)]
        assert version(connection) == HEAD
    assert found == []


def test_a_store_of_another_form_is_refused_until_it_is_upgraded(place: str, store: Store) -> None:
    with writing(store._engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'older'"))
    with pytest.raises(StoreError, match="tacitus upgrade"):
        Store(place)
    with writing(store._engine) as connection:
        connection.execute(text(f"UPDATE alembic_version SET version_num = '{HEAD}'"))
    assert upgrade_store(store.url) == (HEAD, HEAD)


@pytest.mark.parametrize(
    ("place", "message"),
    [
        ("mysql://host/db", "SQLite or PostgreSQL"),
        ("://", "no database URL"),
        ("sqlite://", "kept in a file"),
        ("postgresql://nobody@127.0.0.1:1/none", "refuses"),
        ("no/such/folder/tacitus.db", "there is no folder no/such/folder"),
    ],
)
def test_a_place_that_is_none_is_refused(place: str, message: str) -> None:
    with pytest.raises(StoreError, match=message):
        Store(place)


def test_a_store_that_must_be_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no store"):
        Store(tmp_path / "tacitus.db", make=False)
    assert not (tmp_path / "tacitus.db").exists()
    Store(tmp_path / "tacitus.db").close()
    Store(tmp_path / "tacitus.db", make=False).close()


def test_an_empty_database_is_no_store(tmp_path: Path) -> None:
    (tmp_path / "tacitus.db").touch()
    with pytest.raises(StoreError, match="holds no store yet"):
        Store(tmp_path / "tacitus.db", make=False)


def test_a_database_of_somebody_else_is_refused(tmp_path: Path) -> None:
    import sqlite3

    with sqlite3.connect(tmp_path / "other.db") as other:
        other.execute("CREATE TABLE theirs (a)")
    with pytest.raises(StoreError, match="theirs"):
        Store(tmp_path / "other.db")


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        (Filter(), 3),
        (Filter(types=("airstrike",)), 2),
        (Filter(types=("airstrike", "shelling")), 3),
        (Filter(types=("riot",)), 0),
        (Filter(statuses=("happened",)), 2),
        (Filter(statuses=("denied",)), 1),
        (Filter(place="ostrel"), 2),
        (Filter(place="x:1"), 2),
        (Filter(place="north vale"), 2),
        (Filter(place="VL"), 2),
        (Filter(place="Quell"), 1),
        (Filter(actor="vl-army"), 2),
        (Filter(actor="VALE ARMY"), 2),
        (Filter(actor="Quell Guard"), 1),
        (Filter(speaker="monitor"), 3),
        (Filter(speaker="vale monitor"), 3),
        (Filter(speaker="rebel"), 0),
        (Filter(publisher="the vale post"), 2),
        (Filter(publisher="Quell Daily"), 1),
        (Filter(document_id=DOCUMENT.id), 2),
        (Filter(start=date(2024, 3, 4), end=date(2024, 3, 4)), 2),
        (Filter(start=date(2024, 3, 5)), 1),
        (Filter(end=date(2024, 3, 3)), 0),
        (Filter(place="VL", actor="vl-army", types=("shelling",), speaker="monitor", publisher="The Vale Post", start=date(2024, 1, 1)), 1),
    ],
)
def test_accounts_are_found_by_each_filter(store: Store, wanted: Filter, count: int) -> None:
    put(store, DOCUMENT, CODING)
    other = report("Guards bombed Quell, said nobody.", publisher="Quell Daily")
    told = {
        "status": "denied", "where": {"name": "Quell"}, "when": {"start": "2024-04-01", "end": "2024-04-07", "precision": "week"},
        "actors": ({"role": "initiator", "name": "Quell Guard", "rule": "r"},),
    }  # fmt: skip
    put(store, other, telling(other, "airstrike bombed", **told))
    assert store.count_accounts(wanted) == count
    assert len(list(store.accounts(wanted))) == count
    assert len(list(store.accounts(wanted, limit=1))) == min(1, count)
    assert len(list(store.accounts(wanted, offset=1))) == max(0, count - 1)


def test_reading_does_not_hold_up_writing(store: Store) -> None:
    put(store, DOCUMENT, CODING)
    for told in store.accounts():
        store.add_judgement(Judgement(kind="accept", subject=(told.evidence,), person="ann", time="2024-04-01T00:00:00Z"))
    assert len(list(store.judgements())) == 2


def test_copies_lead_back_to_one_origin(store: Store) -> None:
    texts = [report(f"Text {n} stands here.", publisher=f"P{n}") for n in range(3)]
    put(store, texts[0])
    for first, second in pairwise(texts):
        capture = put(store, first).model_copy(update={"locator": second.ref, "text_id": second.id})
        store.save(Arrival(capture, second, None, Copy(origin_id=first.id, kind="syndicated", similarity=0.9)))
    assert {store.origin(document.id) for document in texts} == {texts[0].id}
    assert [copy.origin_id for _, copy in store.copies()] == [texts[0].id, texts[1].id]


def test_events_are_replaced_as_a_whole_and_found_by_filter(store: Store) -> None:
    put(store, DOCUMENT, CODING)
    told = next(store.accounts())
    event = EventRecord(
        id="e1", type="airstrike", status="happened", start=date(2024, 3, 4), end=date(2024, 3, 4), place="Ostrel", country="VL",
        actors=("vl-army", "Vale Army"), evidence=(told.evidence,), body={"chosen": 7},
    )  # fmt: skip
    assert store.save_events([event, event.model_copy(update={"id": "e2", "type": "clash", "start": None, "end": None})]) == 2
    assert [e.id for e in store.events()] == ["e1", "e2"]
    assert store.event("e1") == event
    for wanted in (
        Filter(types=("airstrike",)), Filter(start=date(2024, 3, 1), end=date(2024, 3, 9)), Filter(types=("airstrike",), place="vl"),
        Filter(types=("airstrike",), actor="vale army", document_id=DOCUMENT.id, publisher="The Vale Post", speaker="monitor"),
    ):  # fmt: skip
        assert [e.id for e in store.events(wanted)] == ["e1"]
    assert [e.id for e in store.events(Filter(speaker="rebel"))] == []
    store.save_events([event])
    assert [e.id for e in store.events()] == ["e1"]
    with pytest.raises(StoreError, match="no event"):
        store.event("e2")


def test_the_register_keeps_what_changed(store: Store) -> None:
    first = Source(name="The Vale Post", country="VL", reliability="B")
    assert store.save_sources([first, Source(name="Quell Daily")]) == 2
    assert store.save_sources([first]) == 0
    assert store.save_sources([first.model_copy(update={"reliability": "C"})]) == 1
    assert [(s.name, s.reliability) for s in store.sources()] == [("Quell Daily", "F"), ("The Vale Post", "C")]


def test_changes_tell_who_wrote_what_since_when(store: Store) -> None:
    put(store, DOCUMENT, CODING)
    assert [(c.seq, c.person, c.action) for c in store.changes()] == [
        (1, "tester", "document added"),
        (2, "tester", "capture added"),
        (3, "tester", "coding added"),
        (4, "tester", "coding made current"),
    ]
    store.mark(DOCUMENT.id, "restricted")
    assert [c.action for c in store.changes(since=4)] == ["marked restricted"]


def test_words_must_stand_where_a_judgement_says(store: Store) -> None:
    put(store, DOCUMENT, CODING)
    wrong = Evidence(document_id=DOCUMENT.id, start=0, end=6, text="Rebels")
    with pytest.raises(StoreError, match="do not stand"):
        store.add_judgement(Judgement(kind="note", subject=(wrong,), person="ann", time="2024-04-01T00:00:00Z"))
