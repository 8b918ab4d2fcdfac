"""Decisions: stored, shown, undone, and never lost to another reviewer's."""

import re

import pytest
from fastapi import HTTPException
from fastapi.testclient import TestClient
from forms import csrf, judge

from tacitus.judgement import Judgement
from tacitus.serving.desk import Desk
from tacitus.serving.index import Entry
from tacitus.serving.judging import corrected, undoable
from tacitus.serving.ranking import agreement, queue
from tacitus.serving.users import User


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


def test_two_reviewers_cannot_overwrite_each_other_on_a_pair(client: TestClient, desk: Desk):
    item = next(i for i in queue(desk.index(), (), "tester") if i.kind == "duplicate")
    page = client.get(f"/events/{item.event}").text
    assert judge(client, client.get("/queue", params={"item": item.id}).text, "not_same").status_code == 303
    assert judge(client, page, "merge").status_code == 409


def of_another(desk: Desk) -> Judgement:
    """A decision somebody else made."""
    evidence = largest(desk).evidence
    made = Judgement(kind="accept", subject=evidence, person="omar", time="2031-10-12T08:00:00.000000Z")
    desk.decide(made)
    return made


def test_a_reviewer_takes_back_only_the_own(desk: Desk):
    made = of_another(desk)
    with pytest.raises(HTTPException, match="omar decided this"):
        undoable(desk, User(name="rana", role="reviewer"), made.id)
    assert undoable(desk, User(name="rana", role="admin"), made.id) == made


def test_what_is_taken_back_is_taken_back_once(client: TestClient, desk: Desk):
    made = of_another(desk)
    sent = {"csrf": csrf(client), "kind": "undo", "undoes": made.id}
    assert client.post("/judge", data=sent).status_code == 303
    assert client.post("/judge", data=sent).status_code == 409


def test_the_queue_shows_again_what_was_taken_back(client: TestClient, desk: Desk):
    before = client.get("/queue").text
    done = judge(client, before, "accept" if 'value="accept"' in before else "not_same").headers["location"]
    title = re.search(r'id="item-name"[^>]*><a[^>]*>([^<]*)', before)
    back = judge(client, client.get(done).text, "undo").headers["location"]
    shown = re.search(r'id="item-name"[^>]*><a[^>]*>([^<]*)', client.get(back).text)
    assert title
    assert shown
    assert title[1] == shown[1]


@pytest.mark.parametrize(("field", "inputs", "shown"), [
    ("type", {"type": "bombing"}, "bombing"),
    ("status", {"status": "denied"}, "denied"),
    ("when", {"first": "2031-09-02", "last": ""}, "2 Sep 2031"),
    ("when", {"first": "2031-09-02", "last": "2031-09-04"}, "2–4 Sep 2031"),
    ("killed", {"low": "7", "high": "12"}, "7–12"),
    ("killed", {"low": "7", "or_more": "1"}, "at least 7"),
    ("initiator", {"who": "Hill Guard"}, "Hill Guard"),
    ("where", {"place": "Somewhere"}, "Somewhere"),
    ("weapon", {"weapon": "drone"}, "drone"),
])  # fmt: skip
def test_a_field_is_corrected_with_the_input_that_fits_it(client: TestClient, desk: Desk, field: str, inputs: dict[str, str], shown: str):
    answer = judge(client, client.get(f"/events/{largest(desk).id}").text, "correct", field=field, **inputs)
    page = client.get(answer.headers["location"]).text
    assert re.search(rf'id="f-{field}".*?class="value">{shown}</span>', page, re.DOTALL)


def test_a_picked_place_brings_its_point(client: TestClient, desk: Desk):
    entry = next(e for e in desk.index().events if e.place.name != "Ishbara" and e.place.precision == "town")
    (picked,) = re.findall(r'value="(Ishbara, [^"]*)"', client.get("/suggest?place=Ishbara").text)[:1]
    answer = judge(client, client.get(f"/events/{entry.id}").text, "correct", field="where", place=picked)
    moved = desk.index().by_id[answer.headers["location"].partition("?")[0].removeprefix("/events/")]
    assert (moved.place.name, moved.place.country) == ("Ishbara", "XD")
    assert moved.place.lat


@pytest.mark.parametrize("field", ["type", "status", "weapon"])
def test_a_word_that_is_not_in_the_codebook_is_refused(client: TestClient, desk: Desk, field: str):
    page = client.get(f"/events/{largest(desk).id}").text
    assert judge(client, page, "correct", field=field, **{field: "skirmish"}).status_code == 422


def test_a_note_keeps_the_item_in_the_queue(client: TestClient, desk: Desk):
    before = client.get("/queue").text
    title = re.search(r'id="item-name"[^>]*><a[^>]*>([^<]*)', before)
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


def test_the_queue_shows_on_what_reviewers_differ(client: TestClient, desk: Desk):
    evidence = largest(desk).evidence
    for person, kind in (("omar", "reject"), ("rana", "accept")):
        desk.decide(Judgement(kind=kind, subject=evidence, person=person, time="2031-10-12T08:00:00.000000Z"))
    page = client.get("/queue").text
    assert "omar and rana" in page
    assert "0 %" in page


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
    ("field", "text"),
    [("killed", "many"), ("killed", "-"), ("killed", "9-3"), ("when", "yesterday"), ("when", "2031-09-05/2031-09-03"), ("where", "")],
)
def test_corrections_that_say_nothing_are_refused(field: str, text: str):
    with pytest.raises(Exception, match="422"):
        corrected(field, text)
