"""The API: pages by cursor, ETags, problems, judgements."""

import pytest
from fastapi.testclient import TestClient
from forms import csrf

from tacitus.serving.desk import Desk

LISTS = ["/api/documents", "/api/accounts", "/api/claims", "/api/events?status=all"]


@pytest.mark.parametrize("path", LISTS)
def test_pages_are_whole_without_repetition(client: TestClient, path: str):
    mark = "&" if "?" in path else "?"
    once = client.get(f"{path}{mark}limit=500").json()["items"]
    pieces, cursor = [], ""
    while cursor is not None:
        page = client.get(f"{path}{mark}limit=7&cursor={cursor}").json()
        pieces += page["items"]
        cursor = page["next"]
    assert pieces == once
    assert len(once) > 7


@pytest.mark.parametrize("path", [*LISTS, "/api/control", "/api/changes", "/api/events.geojson"])
def test_the_same_again_is_not_sent_again(client: TestClient, path: str):
    tag = client.get(path).headers["etag"]
    again = client.get(path, headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(("path", "status"), [
    ("/api/events/none", 404), ("/api/documents/none", 404), ("/api/events?cursor=%", 400), ("/api/events?limit=0", 422),
    ("/api/events?known=yesterday", 422), ("/api/nothing", 404),
])  # fmt: skip
def test_errors_are_problems(client: TestClient, path: str, status: int):
    answer = client.get(path)
    assert answer.headers["content-type"] == "application/problem+json"
    assert (answer.status_code, answer.json()["status"]) == (status, status)


def test_an_event_is_given_whole_under_a_policy(client: TestClient, desk: Desk):
    entry = max(desk.index().events, key=lambda e: len(e.evidence))
    event = client.get(f"/api/events/{entry.id}?policy=cautious").json()
    assert event["policy"] == "cautious"
    assert event["contradictions"]
    assert client.get(f"/api/events/{entry.id}?policy=none").status_code == 422


def test_geojson_says_how_a_place_is_drawn(client: TestClient):
    features = client.get("/api/events.geojson").json()["features"]
    assert {f["properties"]["drawn"] for f in features} >= {"point"}
    assert all(f["properties"]["drawn"] != "point" or f["properties"]["precision"] in {"town", "site"} for f in features)


def test_changes_go_on_where_they_ended(client: TestClient):
    first = client.get("/api/changes?limit=5").json()
    assert [row["seq"] for row in first["items"]] == [1, 2, 3, 4, 5]
    assert client.get(f"/api/changes?since={first['next']}&limit=1").json()["items"][0]["seq"] == 6


def test_a_judgement_is_stored_and_a_late_one_refused(client: TestClient):
    evidence = client.get("/api/accounts?limit=1").json()["items"][0]["subject"]
    where = {"document": evidence["document_id"], "start": evidence["start"], "end": evidence["end"]}
    seen = client.get("/api/judgements", params=where).json()["seen"]
    sent = {"kind": "accept", "subject": [evidence], "reason": "read", "seen": seen}
    headers = {"x-csrf-token": csrf(client)}
    assert client.post("/api/judgements", json=sent, headers=headers).status_code == 201
    assert client.post("/api/judgements", json=sent | {"kind": "reject"}, headers=headers).status_code == 409
    assert [j["kind"] for j in client.get("/api/judgements", params=where).json()["items"]] == ["accept"]


@pytest.mark.parametrize("sent", [{"kind": "accept"}, {"kind": "bless"}, {"kind": "undo"}])
def test_an_incomplete_judgement_is_refused(client: TestClient, sent: dict[str, str]):
    assert client.post("/api/judgements", json=sent, headers={"x-csrf-token": csrf(client)}).status_code == 422


def test_everything_open_is_described(client: TestClient):
    paths = client.get("/api/openapi.json").json()["paths"]
    assert set(paths) >= {
        "/api/documents",
        "/api/accounts",
        "/api/claims",
        "/api/events",
        "/api/changes",
        "/api/control",
        "/api/events.geojson",
        "/api/judgements",
    }
    assert all(path.startswith("/api/") for path in paths)
