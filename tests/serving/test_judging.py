"""Decisions: stored, shown, undone, and never lost to another reviewer's."""

import re

import pytest
from fastapi.testclient import TestClient
from forms import csrf, judge

from tacitus.serving.desk import Desk
from tacitus.serving.index import Entry
from tacitus.serving.judging import corrected
from tacitus.serving.ranking import agreement, queue


def largest(desk: Desk) -> Entry:
    return max(desk.index().events, key=lambda e: len(e.evidence))


def holding(desk: Desk, entry: Entry) -> set[str]:
    """Ids of the events that now hold the words of this one."""
    words = desk.index().by_words
    return {words[v.document_id, v.start].id for v in entry.evidence if (v.document_id, v.start) in words}


def test_a_contradiction_is_chosen_and_the_choice_undone(client: TestClient, desk: Desk):
    entry = largest(desk)
    page = client.get(f"/events/{entry.id}").text
    answer = judge(client, page, "choose", reason="the hospital counted")
    assert answer.status_code == 303
    dossier = client.get(answer.headers["location"]).text
    assert "the hospital counted" in dossier
    assert "chosen by tester" in dossier
    judge(client, dossier, "undo")
    assert "the hospital counted" not in client.get(f"/events/{next(iter(holding(desk, entry)))}").text


def test_a_rejected_event_is_gone_and_comes_back(client: TestClient, desk: Desk):
    entry = largest(desk)
    done = judge(client, client.get(f"/events/{entry.id}").text, "reject").headers["location"]
    assert not holding(desk, entry)
    judge(client, client.get(f"/queue?{done.partition('?')[2]}").text, "undo")
    assert holding(desk, entry)


def test_accounts_are_split_from_an_event(client: TestClient, desk: Desk):
    entry = largest(desk)
    picked = entry.evidence[0]
    judge(client, client.get(f"/events/{entry.id}").text, "split", member=f"{picked.document_id}|{picked.start}")
    assert len(holding(desk, entry)) == 2


def test_a_split_of_nothing_is_refused(client: TestClient, desk: Desk):
    assert judge(client, client.get(f"/events/{largest(desk).id}").text, "split").status_code == 422


def duplicate(client: TestClient, desk: Desk):
    item = next(i for i in queue(desk.index(), (), "tester") if i.kind == "duplicate")
    return item, client.get("/queue", params={"item": item.id}).text


@pytest.mark.parametrize(("kind", "events"), [("same", 1), ("merge", 1), ("not_same", 2), ("unsure", 2)])
def test_possible_duplicates_are_decided(client: TestClient, desk: Desk, kind: str, events: int):
    item, page = duplicate(client, desk)
    assert judge(client, page, kind).status_code == 303
    words = desk.index().by_words
    assert len({words[v.document_id, v.start].id for v in item.subject}) == events
    assert item.id not in {i.id for i in queue(desk.index(), desk.store.judgements(), "tester")}


def test_two_reviewers_cannot_overwrite_each_other(client: TestClient, desk: Desk):
    page = client.get(f"/events/{largest(desk).id}").text  # both look at this
    assert judge(client, page, "accept").status_code == 303
    late = judge(client, page, "reject")
    assert late.status_code == 409
    assert "tester" in late.text
    assert [j.kind for j in desk.store.judgements()] == ["accept"]


def test_a_note_keeps_the_item_in_the_queue(client: TestClient, desk: Desk):
    before = client.get("/queue").text
    title = re.search(r'id="item-name"><a[^>]*>([^<]*)', before)
    assert title
    after = client.get(judge(client, before, "note", reason="ask the desk in Oran").headers["location"]).text
    assert "ask the desk in Oran" in after
    assert title[1] in after


def test_all_of_the_queue_can_be_decided(client: TestClient, desk: Desk):
    for _ in range(80):
        page = client.get("/queue").text
        if "Nothing waits for a person" in page:
            break
        kind = "not_same" if 'value="not_same"' in page else "accept" if 'value="accept"' in page else "note"
        assert judge(client, page, kind).status_code == 303
    assert queue(desk.index(), desk.store.judgements(), "tester") == []


def test_agreement_counts_what_both_judged(client: TestClient, desk: Desk):
    judge(client, client.get(f"/events/{largest(desk).id}").text, "accept")
    (mine,) = desk.store.judgements()
    other = mine.model_copy(update={"person": "rana"})
    against = mine.model_copy(update={"person": "omar", "kind": "reject"})
    told = {(a.first, a.second): (a.both, a.same) for a in agreement([mine, other, against])}
    assert told == {("omar", "rana"): (1, 0), ("omar", "tester"): (1, 0), ("rana", "tester"): (1, 1)}


def test_a_decision_leads_nowhere_else(client: TestClient, desk: Desk):
    answer = judge(client, client.get(f"/events/{largest(desk).id}").text, "accept", back="//evil.example/")
    assert answer.headers["location"].startswith("/queue")


def test_words_that_do_not_stand_there_are_refused(client: TestClient, desk: Desk):
    document = next(iter(desk.store.documents()))
    sent = {"csrf": csrf(client), "kind": "note", "document": document.id, "start": "5", "end": "999999", "reason": "x"}
    assert client.post("/judge", data=sent).status_code == 422


@pytest.mark.parametrize(("field", "text", "value"), [
    ("killed", "9", {"low": 9, "best": 9, "high": 9, "grade": None}),
    ("killed", "9-17", {"low": 9, "best": 9, "high": 17, "grade": None}),
    ("wounded", "9+", {"low": 9, "best": 9, "high": None, "grade": None}),
    ("initiator", " Dashqari military ", "Dashqari military"),
])  # fmt: skip
def test_corrections_are_read(field: str, text: str, value: object):
    assert corrected(field, text) == value


@pytest.mark.parametrize(
    ("field", "text"), [("killed", "many"), ("killed", "-"), ("when", "yesterday"), ("when", "2031-09-05/2031-09-03"), ("where", "")]
)
def test_corrections_that_say_nothing_are_refused(field: str, text: str):
    with pytest.raises(Exception, match="422"):
        corrected(field, text)
