"""After a decision only what it touches is built and read again, and the result is that of a whole build."""

from pathlib import Path

import pytest
from desk_world import fill
from test_judging import largest

from tacitus.judgement import Judgement
from tacitus.serving.building import Builder, Built, build_events
from tacitus.serving.desk import Desk
from tacitus.serving.index import Index
from tacitus.serving.indexing import IndexReader
from tacitus.storing import Store

NOW = "2031-10-12T08:00:00.000000Z"


def whole(desk: Desk) -> list[str]:
    """All events as a build from nothing makes them, in the order of the store."""
    build_events(desk.store, desk.coder.actors)
    return [record.model_dump_json() for record in desk.store.events()]


def decisions(desk: Desk) -> list[Judgement]:
    evidence = largest(desk).evidence
    reject = Judgement(kind="reject", subject=evidence, person="rana", time=NOW)
    split = Judgement(kind="split", subject=evidence[:1], person="rana", time=NOW)
    return [reject, Judgement(kind="undo", undoes=reject.id, person="rana", time=NOW), split,
            Judgement(kind="note", subject=evidence, reason="x", person="rana", time=NOW)]  # fmt: skip


def test_what_is_built_after_decisions_is_what_a_whole_build_makes(desk: Desk):
    desk.rebuild(60)
    for decision in decisions(desk):
        desk.decide(decision)
        told = [record.model_dump_json() for record in desk.store.events()]
        assert told == whole(desk)  # which the next build takes for somebody else's


def test_only_what_a_decision_touches_is_written(desk: Desk):
    desk.rebuild(60)
    for decision in decisions(desk):
        desk.decide(decision)
    rows = [c.action for c in desk.store.changes() if c.action.startswith("events")]
    assert rows[-4:] == ["events changed"] * 4


def lines(index: Index) -> dict[str, tuple[object, ...]]:
    return {e.id: tuple(getattr(e, name) for name in e.__slots__) for e in index.events}


def test_the_index_kept_up_to_date_is_the_index_read_whole(desk: Desk):
    desk.rebuild(60)
    desk.index()
    for decision in decisions(desk):
        desk.decide(decision)
        assert lines(desk.index()) == lines(IndexReader(desk.store).read("confidential"))


def test_a_report_marked_meanwhile_is_in_no_index_below(desk: Desk):
    desk.rebuild(60)
    entry = largest(desk)
    assert entry.id in desk.index("restricted").by_id
    desk.store.mark(entry.evidence[0].document_id, "confidential", field="where")
    desk.decide(Judgement(kind="note", subject=entry.evidence, reason="x", person="rana", time=NOW))
    assert entry.id not in desk.index("restricted").by_id
    assert entry.id in desk.index("confidential").by_id


@pytest.fixture
def heard() -> list[Built]:
    return []


def test_a_build_by_somebody_else_is_not_built_upon(tmp_path: Path, desk: Desk, heard: list[Built]):
    with Store(tmp_path / "other.db", person="tester") as store:
        fill(store)
        builder = Builder(store, lambda: desk.coder.actors, heard.append)
        builder.build()
        builder.build()  # nothing changed: nothing is written
        assert [b.seal for b in heard] == [None]
        store.save_events(list(store.events())[:3], "events")
        assert builder.build() == len(list(store.events())) > 3
        assert [b.seal for b in heard] == [None, None]
