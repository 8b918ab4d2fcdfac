"""What the pages show."""

import json
import re
import time
from datetime import date
from html import unescape
from itertools import pairwise

import pytest
from desk_world import rows
from fastapi.testclient import TestClient
from forms import csrf

from tacitus.model import REPORTABLE, Document, Where
from tacitus.serving.app import create_app
from tacitus.serving.areas import area_of
from tacitus.serving.charts import weeks
from tacitus.serving.desk import Desk
from tacitus.serving.disputes import disputes
from tacitus.serving.lexicons import lookup
from tacitus.serving.marking import marked
from tacitus.serving.security import Access
from tacitus.serving.users import Users
from tacitus.serving.wording import days, place_name, readable

MARKET = next(document for document, _ in rows() if document.ref == "w1-001")


@pytest.mark.parametrize(("document", "coding"), rows(), ids=lambda v: v.ref if isinstance(v, Document) else "")
def test_marking_loses_and_adds_no_character(document, coding):
    paragraphs = marked(document, list(enumerate(coding.accounts, 1)), coding.problems)
    told = ["".join(p.text for s in para.sentences for p in s.pieces) for para in paragraphs]
    assert told == [line for line in document.full.split("\n") if line.strip()]


@pytest.mark.parametrize(("document", "coding"), rows(), ids=lambda v: v.ref if isinstance(v, Document) else "")
def test_every_field_leads_to_its_words(document, coding, client: TestClient):
    page = client.get(f"/reports/{document.id}?show=all").text
    linked = set(re.findall(r'href="#w-([\w-]+)"', page))
    refs = {ref for refs in re.findall(r'<mark[^>]*data-refs="([^"]*)"', page) for ref in refs.split()}
    assert linked <= refs


def test_an_account_keeps_its_number_whatever_is_shown(client: TestClient):
    numbers = {}
    for document, coding in rows():
        for show in ("told", "all"):
            page = client.get(f"/reports/{document.id}?show={show}").text
            numbers[show] = set(re.findall(r'data-account="(\d+)"', page))
            assert set(re.findall(r'<a class="n" href="#a(\d+)"', page)) == numbers[show]
        assert numbers["told"] == {str(n) for n, a in enumerate(coding.accounts, 1) if a.status in REPORTABLE}
        assert numbers["all"] == {str(n) for n in range(1, len(coding.accounts) + 1)}


def test_a_report_shows_where_it_came_from(client: TestClient):
    page = client.get(f"/reports/{MARKET.id}").text
    assert MARKET.id in page
    assert "w1-001.txt" in page


def test_a_first_page_is_light(client: TestClient):
    page = client.get("/")
    parts = {*re.findall(r'(?:src|href)="(/static/[^"]+)"', page.text)}
    sizes = {p: len(client.get(p).content) for p in parts if "vendor" not in p or "htmx" in p}
    assert len(page.content) + sum(sizes.values()) < 150_000


def test_the_dossier_shows_rivals_denials_and_origins(client: TestClient, desk: Desk):
    entry = max(desk.index().events, key=lambda e: len(e.evidence))
    page = unescape(client.get(f"/events/{entry.id}").text)
    for words in ("independent origin", "Contradictions", "Toll history", "denies", "Reports by origin", "<svg"):
        assert words in page


def test_the_policy_can_be_switched(client: TestClient, desk: Desk):
    entry = max(desk.index().events, key=lambda e: len(e.evidence))
    pages = {client.get(f"/events/{entry.id}?policy={name}").text for name in ("range", "cautious", "low_best_high")}
    assert len(pages) == 3


def test_a_contradiction_is_told_once_for_each_question(desk: Desk):
    event = desk.event(max(desk.index().events, key=lambda e: len(e.open_contradictions)).id)
    one, *others = event.contradictions
    first, last = (side.model_copy(update={"voices": side.voices[:1]}) for side in (one.sides[0], one.sides[-1]))
    again = one.model_copy(update={"sides": (first, last), "since": date(2031, 8, 1)})  # the same question, put by fewer
    told = disputes((one, again, *others))
    assert len(told) == len({(c.field, c.kind, c.status) for c in event.contradictions}) == len(disputes(event.contradictions))
    joined = next(c for c in told if (c.field, c.kind, c.status) == (one.field, one.kind, one.status))
    assert joined.since == date(2031, 8, 1)
    assert [(s.value, s.voices) for s in joined.sides] == [(s.value, s.voices) for s in one.sides]


@pytest.mark.parametrize(("query", "passes"), [
    ("", 1), ("type=airstrike", 1), ("type=", 1), ("place=ishb", 1), ("start=2031-09-03&end=2031-09-03", 1), ("start=&end=", 1),
    ("start=2031-09-04", 0), ("end=2031-09-02", 0), ("status=denied", 0), ("type=aid", 0),
])  # fmt: skip
def test_events_are_filtered(client: TestClient, desk: Desk, query: str, passes: int):
    entry = next(e for e in desk.index().events if e.place.name == "Ishbara" and e.type == "airstrike" and e.status == "disputed")
    ids = [e["id"] for e in client.get(f"/api/events?limit=500&{query}").json()["items"]]
    assert ids.count(entry.id) == passes
    assert (f"/events/{entry.id}" in client.get(f"/events?{query}").text) == bool(passes)


def test_suggestions_come_from_lists_gazetteer_and_what_was_told(client: TestClient, desk: Desk):
    place = client.get("/suggest?place=Ishb").text
    assert "Ishbara, Nomar, XD [" in place
    assert "Kessit Salvation Front" in client.get("/suggest?who=salvation").text
    assert client.get("/suggest?who=s").text.strip() == ""


def test_the_overview_counts_since_the_last_visit(client: TestClient):
    first = client.get("/").text
    assert "reports so far" in first
    client.cookies.set("tacitus_visit", "0.999999.1", domain="testserver.local", path="/")
    assert "since your last visit" in client.get("/").text


def test_a_week_without_reports_is_shown_as_none(desk: Desk):
    index = desk.index()
    bars = weeks(index.events, index.reports)
    assert bars
    assert all((b.monday.weekday(), (b.monday - a.monday).days) == (0, 7) for a, b in pairwise(bars))


@pytest.mark.parametrize(("where", "kind"), [
    (Where(precision="town", lat=36.2, lon=37.16, country="SY"), "point"),
    (Where(precision="province", lat=36.2, lon=37.16, country="SY"), "province"),
    (Where(precision="province", lat=36.2, lon=37.16, country="XD"), "ring"),  # an outline of another country's is no extent
    (Where(precision="province", lat=30.0, lon=-150.0, country="US"), "ring"),
    (Where(precision="area", lat=36.2, lon=37.16, country="SY"), "ring"),
    (Where(precision="country", country="SY"), "country"),
    (Where(precision="country", country="XD", lat=30.0, lon=-150.0), "ring"),
    (Where(precision="town", country="SY"), None),
    (Where(), None),
])  # fmt: skip
def test_only_towns_and_sites_are_points(where: Where, kind: str | None):
    area = area_of(where)
    assert (area and area.kind) == kind


def test_the_map_draws_what_was_known_on_a_day(client: TestClient):
    now = client.get("/map/events.json").json()
    then = client.get("/map/events.json?known=2031-09-04").json()
    assert 0 < len(then["rows"]) < len(now["rows"])
    assert all(row[then["columns"].index("known")] <= 20310904 for row in then["rows"])


def test_the_map_says_what_is_missing(client: TestClient, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("tacitus.serving.maps.built", lambda name: name != "maplibre-gl.mjs")
    page = client.get("/map").text
    assert "maplibre-gl.mjs" in page
    assert "make serve" in page


@pytest.mark.parametrize(("start", "end", "text"), [
    (date(2031, 9, 3), date(2031, 9, 3), "3 Sep 2031"), (date(2031, 9, 3), date(2031, 9, 5), "3–5 Sep 2031"),
    (date(2031, 8, 30), date(2031, 9, 2), "30 Aug 2031 – 2 Sep 2031"), (None, None, "no date"),
])  # fmt: skip
def test_days_are_told_shortly(start, end, text):
    assert days(start, end) == text


@pytest.mark.parametrize(("text", "told"), [
    ("2031-09-03 to 2031-09-05", "3 Sep 2031 to 5 Sep 2031"), ("at least 9", "at least 9"), ("2031-02-31", "2031-02-31"),
    ("suicide_bombing", "suicide bombing"), ("w1_001 said so", "w1_001 said so"),
])  # fmt: skip
def test_codes_and_days_in_a_text_are_told_as_people_read_them(text: str, told: str):
    assert readable(text) == told


def test_a_word_is_found_in_its_lexicon():
    found = list(lookup("shell"))
    assert found[0].makes  # what makes an account of it stands first
    assert any((e.lexicon, e.word, e.makes) == ("triggers", "shell", "shelling") for e in found)
    assert not list(lookup("qqxyzzy"))


@pytest.mark.parametrize(("typed", "makes"), [("shelled", "Shelling"), ("bombings", "Bombing"), ("opened fire", "Attack")])
def test_a_word_is_found_in_whatever_form_it_is_typed(client: TestClient, typed: str, makes: str):
    rules = client.get("/lexicon", params={"q": typed}).text.partition("Also stands in")[0]
    assert f'<td class="when">{makes}</td>' in rules


@pytest.mark.parametrize(("where", "name"), [
    (Where(name="Kano", admin1="Kano", country="NG"), "Kano, Nigeria"), (Where(country="ML"), "Mali"), (Where(), "place not told"),
    (Where(name="Ishbara", admin1="Nomar", country="XD"), "Ishbara, Nomar, XD"),  # a code of the user's own
])  # fmt: skip
def test_a_place_is_told_with_the_name_of_its_country(where: Where, name: str):
    assert place_name(where) == name


def test_a_rule_names_its_conditions():
    assert any(e.on and any(c.startswith("strength: ") for c in e.on) for e in lookup("fire") if e.makes)


def test_a_proposed_name_goes_to_the_users_own_file(client: TestClient, desk: Desk):
    sent = {"csrf": csrf(client), "name": "the Hill Guard", "what": "actor", "kind": "militia", "country": "ML"}
    assert client.post("/lexicon/propose", data=sent).status_code == 303
    assert json.loads(desk.overlay.read_text())["actors"][0]["name"] == "the Hill Guard"
    assert any(g.name == "the Hill Guard" for g in desk.coder.actors.groups)


def test_a_proposed_name_is_used_when_the_report_is_coded_again(client: TestClient, desk: Desk):
    document = next(d for d in desk.store.documents() if d.ref == "w1-001")
    sent = {"csrf": csrf(client), "name": "the stallholder", "what": "actor", "kind": "militia", "back": f"/reports/{document.id}"}
    page = client.get(client.post("/lexicon/propose", data=sent).headers["location"]).text
    assert "Code this report again" in page
    answer = client.post(f"/reports/{document.id}/recode", data={"csrf": csrf(client)})
    assert answer.headers["location"].endswith("recoded=new")
    assert "Coded again" in client.get(answer.headers["location"]).text
    again = client.post(f"/reports/{document.id}/recode", data={"csrf": csrf(client)})
    assert again.headers["location"].endswith("recoded=same")


def test_what_is_uploaded_is_written_in_the_persons_name(client: TestClient, desk: Desk):
    desk.store.person = "the server"
    client.post("/upload/text", data={"csrf": csrf(client), "text": "Gunmen killed two farmers near Kesh on Monday."})
    people = {c.person for c in desk.store.changes() if c.action == "document added"}
    assert people == {"tester"}


@pytest.mark.parametrize("more", [{"lat": "north", "lon": "1"}, {"lat": "95", "lon": "1"}, {"lat": "1", "lon": "1", "country": "Mali"}])
def test_a_place_without_a_point_is_refused(client: TestClient, desk: Desk, more: dict[str, str]):
    assert (
        client.post("/lexicon/propose", data={"csrf": csrf(client), "name": "Nowhere", "what": "place", "country": "ML"} | more).status_code
        == 422
    )
    assert not desk.overlay.exists()


def test_a_pasted_report_is_coded_at_once(client: TestClient):
    text = "Government forces shelled the town of Kesh on Monday, killing four people, the hospital said."
    answer = client.post("/upload/text", data={"csrf": csrf(client), "title": "Kesh", "text": text, "published": "2031-09-04"})
    page = client.get(answer.headers["location"]).text
    assert "Shelling" in page
    assert '<mark class="f-toll"' in page


def test_a_pasted_nothing_is_told(client: TestClient):
    answer = client.post("/upload/text", data={"csrf": csrf(client), "text": "  "})
    assert answer.status_code == 422
    assert "There is no text" in answer.text


def test_files_are_taken_in_beside_the_request(client: TestClient, desk: Desk):
    files = [("files", ("../a.txt", b"Gunmen killed two farmers near Kesh on Monday.")), ("files", ("b.txt", b""))]
    where = client.post("/upload/files", data={"csrf": csrf(client)}, files=files).headers["location"]
    for _ in range(400):
        page = client.get(where)
        if "Taken in" in page.text:
            break
        assert 'hx-get=""' in page.text  # the page asks again, and without JavaScript loads itself
        assert '<noscript><meta http-equiv="refresh"' in page.text
        time.sleep(0.1)
    assert "Taken in" in page.text
    assert "is empty" in page.text
    assert any(d.ref == "a.txt" for d in desk.store.documents())


@pytest.mark.parametrize("path", ["/events/none", "/reports/sha256:none", "/timeline?event=none", "/upload/none", "/nothing"])
def test_what_is_not_there_is_told_on_a_page(client: TestClient, path: str):
    answer = client.get(path)
    assert answer.status_code == 404
    assert "text/html" in answer.headers["content-type"]
    assert "Not Found" not in answer.text  # what a framework says


def test_a_fault_is_told_on_a_page(desk: Desk, users: Users, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("tacitus.serving.reports.rows", lambda *_: 1 / 0)
    client = TestClient(create_app(desk, Access(hosts=("testserver",), token="t"), users), raise_server_exceptions=False)
    client.get("/?token=t")
    answer = client.get(f"/reports/{MARKET.id}")
    assert answer.status_code == 500
    assert "A fault of tacitus itself" in answer.text


def test_events_of_another_version_are_built_again(desk: Desk, client: TestClient):
    (first, *others) = desk.store.events()
    strange = first.model_copy(update={"body": {**first.body, "told_by_a_later_version": True}})
    desk.store.save_events([strange, *others], "later")
    assert client.get(f"/events/{first.id}").status_code == 200
    assert "told_by_a_later_version" not in desk.store.event(first.id).body


def test_the_many_values_of_a_field_are_folded(client: TestClient, desk: Desk):
    entry = max(desk.index().events, key=lambda e: len(e.evidence))
    rivals = desk.event(entry.id).fields["killed"].rivals
    page = client.get(f"/events/{entry.id}").text
    assert len(rivals) > 4
    assert f"{len(rivals) - 4} more value" in page
    assert page.count('class="rival"') >= len(rivals)


def test_the_page_of_the_api_explains_every_parameter(client: TestClient):
    page = client.get("/api").text
    assert "`" not in page
    assert re.findall(r'<td class="soft">\s*</td>', page) == []
