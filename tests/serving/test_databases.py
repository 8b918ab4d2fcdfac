"""The desk on every database there is: read, judge, take back, and find the events built again."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from desk_world import fill
from fastapi.testclient import TestClient
from forms import judge

from small_stores import place  # noqa: F401  # the fixture
from tacitus.serving.app import create_app
from tacitus.serving.building import build_events
from tacitus.serving.desk import Desk
from tacitus.serving.security import Access
from tacitus.settings import load
from tacitus.storing import Store

PAGES = ["/", "/queue", "/events", "/events?place=ishb", "/map", "/map/events.json", "/map/control.json", "/reports", "/reports?q=market",
         "/timeline", "/timeline?place=Ishbara", "/lexicon?q=shell", "/upload", "/admin?checked=1", "/api/documents", "/api/accounts",
         "/api/claims", "/api/events", "/api/control", "/api/changes"]  # fmt: skip


@pytest.fixture
def anywhere(place: str, tmp_path: Path, gazetteer: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:  # noqa: F811
    """A desk on a fresh database with the reports of the desk's world."""
    monkeypatch.chdir(tmp_path)
    with Store(place, archive=tmp_path / "archive", person="tester") as store:
        fill(store)
        desk = Desk(store, load(environment={}, gazetteer=gazetteer, head=False), person="tester", patience=60)
        desk.rebuild(60)
        yield desk
        desk.close()


def test_the_desk_works_on_every_database(anywhere: Desk):
    client = TestClient(create_app(anywhere, Access(hosts=("testserver",), token="t")), follow_redirects=False)
    client.get("/?token=t")
    for path in PAGES:
        assert client.get(path).status_code == 200, path
    entry = max(anywhere.index().events, key=lambda e: len(e.evidence))
    before = len(anywhere.index().events)
    done = judge(client, client.get(f"/events/{entry.id}").text, "reject").headers["location"]
    assert len(anywhere.index().events) == before - 1
    judge(client, client.get(f"/queue?{done.partition('?')[2]}").text, "undo")
    assert len(anywhere.index().events) == before
    page = client.get(f"/events/{entry.id}").text
    page = client.get(judge(client, page, "correct", field="killed", low="7", high="12").headers["location"]).text
    assert 'class="value">7–12</span>' in page
    kept = [record.model_dump_json() for record in anywhere.store.events()]
    build_events(anywhere.store, anywhere.coder.actors)
    assert kept == [record.model_dump_json() for record in anywhere.store.events()]
