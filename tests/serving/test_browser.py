"""The desk in a real browser: read a pasted report, judge, undo, merge, filter the map, all of the queue by keyboard.

Needs Chromium and axe-core: `eval "$(.ci/browser)"`. With TEST_PICTURES set to a folder, the pictures of docs/desk.md are written there.
"""

import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tacitus.judgement import Judgement
from tacitus.serving.app import create_app
from tacitus.serving.desk import Desk
from tacitus.serving.ranking import queue
from tacitus.serving.security import Access
from tacitus.serving.users import Users

CHROMIUM = os.environ.get("TEST_BROWSER", "")
pytestmark = [pytest.mark.service, pytest.mark.skipif(not CHROMIUM, reason='no browser: eval "$(.ci/browser)"')]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--enable-unsafe-swiftshader",
    "--use-angle=swiftshader",
]
WIDTHS = (1440, 1024, 390)
PICTURES = Path(os.environ["TEST_PICTURES"]).resolve() if "TEST_PICTURES" in os.environ else None


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def address(desk: Desk, users: Users) -> Iterator[str]:
    """A running desk; the address it is opened at."""
    server = uvicorn.Server(uvicorn.Config(create_app(desk, Access(token="t"), users), port=0, log_level="error"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}/"
    server.should_exit = True
    thread.join()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext, address: str) -> Iterator[Page]:
    """A page at the desk. At the end nothing may have gone wrong in it, nor have been asked of anybody else."""
    page, faults = context.new_page(), []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda told: faults.append(told.text) if told.type == "error" and "status of 4" not in told.text else None)
    page.on("request", lambda asked: faults.append(asked.url) if not asked.url.startswith((address, "blob:", "data:")) else None)
    page.goto(address + "?token=t")
    yield page
    assert faults == []


def largest(desk: Desk) -> str:
    return max(desk.index().events, key=lambda e: len(e.evidence)).id


def market(desk: Desk) -> str:
    return next(d.id for d in desk.store.documents() if d.ref == "w1-001")


def open_map(page: Page, address: str, anchor: str = "") -> None:
    page.goto(address + "map" + anchor)
    page.wait_for_selector("html[data-map=ready]", timeout=60_000)


def test_a_pasted_report_is_coded_and_its_evidence_read(page: Page, address: str):
    page.goto(address + "upload")
    page.get_by_label("Title").fill("Shelling at Kesh")
    page.get_by_label("Published", exact=True).fill("2031-09-04")
    page.get_by_role("textbox", name="Text").fill(
        "Government forces shelled the town of Kesh on Monday, killing four people, the hospital said."
    )
    page.get_by_role("button", name="Code it").click()
    expect(page.get_by_role("heading", name="1 account")).to_be_visible()
    row = page.locator(".field", has=page.locator("dt", has_text="Killed"))
    row.hover()
    assert "".join(page.locator("mark.on").all_text_contents()) == "killing four people"
    page.locator("mark", has_text="Kesh").first.hover()
    expect(page.locator(".field.on dt").first).to_have_text("Where")  # and the other way


def test_a_dropped_file_is_coded(page: Page, address: str, desk: Desk):
    page.goto(address + "upload")
    page.locator("[data-drop]").evaluate(
        """zone => {
            const files = new DataTransfer();
            files.items.add(new File(["Government forces shelled the town of Kesh on Monday, killing four people."], "kesh.txt"));
            zone.dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: files }));
        }"""
    )
    expect(page.get_by_text("1 of 1")).to_be_visible(timeout=30_000)
    assert any("shelled the town of Kesh" in document.text for document in desk.store.documents())


def test_sentences_are_walked_by_keyboard(page: Page, address: str, desk: Desk):
    page.goto(f"{address}reports/{market(desk)}")
    for n in (1, 2, 3):
        page.keyboard.press("j")
        assert page.evaluate("document.activeElement.id") == f"s{n}"
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.id") == "s2"
    page.keyboard.press("n")
    assert page.evaluate("document.activeElement.id") == "a1"


def test_a_decision_is_made_and_undone(page: Page, address: str, desk: Desk):
    page.goto(f"{address}events/{largest(desk)}")
    page.evaluate("globalThis.sameDocument = true")
    page.keyboard.press("a")
    expect(page.get_by_text("accepted by a person")).to_be_visible()
    assert page.evaluate("globalThis.sameDocument")
    page.keyboard.press("z")
    expect(page.get_by_text("accepted by a person")).to_have_count(0)


def test_two_events_are_merged(page: Page, address: str, desk: Desk):
    item = next(i for i in queue(desk.index(), (), "tester") if i.kind == "duplicate")
    before = len(desk.index().events)
    page.goto(f"{address}events/{item.event}")
    page.get_by_role("button", name="Merge").first.click()
    expect(page.get_by_role("heading", name="Decided so far")).to_be_visible()
    assert len(desk.index().events) == before - 1


def until(page: Page, truth: str) -> None:
    """Wait until this holds in the page; the page itself may not evaluate text (Content-Security-Policy)."""
    for _ in range(600):
        if page.evaluate(truth):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"{truth} never held")


def swapped(page: Page, key: str) -> None:
    """Press a key and wait until htmx has put the answer in place."""
    page.evaluate("globalThis.settled = 0; addEventListener('htmx:afterSettle', () => { globalThis.settled = 1; }, { once: true })")
    page.keyboard.press(key)
    until(page, "globalThis.settled === 1")


def test_all_of_the_queue_by_keyboard(page: Page, address: str, desk: Desk):
    page.goto(address + "queue")
    page.evaluate("globalThis.sameDocument = true")
    swapped(page, "j")
    assert "item=" in page.url
    swapped(page, "k")
    for _ in range(80):
        if page.get_by_text("Nothing waits for a person").count():
            break
        swapped(page, "d" if page.locator('[data-key="d"]').count() else "a")
    assert queue(desk.index(), desk.store.judgements(), "tester") == []
    assert page.evaluate("globalThis.sameDocument")  # no decision loads the whole page


def test_a_decision_of_the_queue_is_taken_back_by_keyboard(page: Page, address: str, desk: Desk):
    page.goto(address + "queue")
    title = page.locator("#item-name").inner_text()
    swapped(page, "u")
    assert [j.kind for j in desk.store.judgements()] == ["unsure"]
    expect(page.get_by_role("status").filter(has_text="Stored")).to_contain_text("unsure")
    swapped(page, "z")
    assert list(desk.store.judgements()) == []
    expect(page.locator("#item-name")).to_have_text(title)


def contradiction(page: Page, address: str) -> None:
    page.goto(address + "queue?kind=contradiction")


def test_a_field_is_corrected_by_keyboard(page: Page, address: str, desk: Desk):
    contradiction(page, address)
    page.keyboard.press("e")
    assert page.evaluate("document.activeElement.name") == "field"
    page.keyboard.type("Killed")
    expect(page.get_by_label("Least")).to_be_visible()
    expect(page.get_by_label("First day")).to_be_hidden()
    page.keyboard.press("Tab")
    page.keyboard.type("7")
    page.keyboard.press("Tab")
    page.keyboard.type("12")
    swapped(page, "Enter")
    (made,) = desk.store.judgements()
    assert (made.kind, made.field, made.value["low"], made.value["high"]) == ("correct", "killed", 7, 12)


def test_accounts_are_taken_out_by_keyboard(page: Page, address: str, desk: Desk):
    page.goto(f"{address}events/{largest(desk)}")
    before = len(desk.index().events)
    page.keyboard.press("x")
    assert page.evaluate("document.activeElement.name") == "member"
    page.keyboard.press("Space")
    swapped(page, "Enter")
    assert [j.kind for j in desk.store.judgements()] == ["split"]
    assert len(desk.index().events) == before + 1


def test_places_are_suggested_while_one_types(page: Page, address: str, desk: Desk):
    page.goto(f"{address}events/{largest(desk)}")
    page.keyboard.press("e")
    page.get_by_label("Field").select_option("where")
    page.get_by_role("combobox", name="Place", exact=True).press_sequentially("Ishb")
    expect(page.locator('#places-known option[value^="Ishbara, Nomar"]')).to_have_count(1)


def test_a_reviewer_who_comes_late_is_told(page: Page, address: str, desk: Desk):
    page.goto(f"{address}events/{largest(desk)}")
    evidence = desk.index().by_id[largest(desk)].evidence
    desk.decide(Judgement(kind="accept", subject=evidence, person="rana", time="2031-10-12T08:00:00.000000Z"))
    swapped(page, "r")
    expect(page.locator("h1")).to_have_text("Decided meanwhile")
    expect(page.locator("main")).to_contain_text("rana decided")


def test_events_are_filtered_while_one_types(page: Page, address: str):
    page.goto(address + "events")
    page.get_by_role("searchbox", name="Place").press_sequentially("ishb")
    expect(page.locator("#found .lead")).to_contain_text("event")
    page.wait_for_url("**/events?place=ishb")
    assert page.evaluate("document.activeElement.name") == "place"  # one can go on typing
    for name in page.locator("#found tbody .what").all_inner_texts():
        assert "Ishbara" in name
    page.go_back()
    page.wait_for_url("**/events")


def test_a_policy_is_switched_without_loading_the_page(page: Page, address: str, desk: Desk):
    page.goto(f"{address}events/{largest(desk)}")
    page.evaluate("globalThis.sameDocument = true")
    page.get_by_label("Counting policy").select_option("cautious")
    page.wait_for_url("**policy=cautious")
    expect(page.get_by_label("Counting policy")).to_have_value("cautious")
    assert page.evaluate("globalThis.sameDocument")


def test_a_name_is_proposed_in_two_clicks(page: Page, address: str, desk: Desk):
    page.goto(f"{address}reports/{market(desk)}")
    page.locator(".s", has_text="Berin Hask").evaluate(
        """(element) => { const node = [...element.childNodes].find((n) => n.textContent.includes("Berin Hask"));
        const at = node.textContent.indexOf("Berin Hask"), range = document.createRange();
        range.setStart(node, at); range.setEnd(node, at + 10); const s = getSelection(); s.removeAllRanges(); s.addRange(range); }"""
    )
    page.get_by_role("button", name="Propose as a name").click()
    expect(page.get_by_label("Name", exact=True)).to_have_value("Berin Hask")
    page.get_by_role("button", name="Write to my own list").click()
    expect(page.get_by_role("button", name="Code this report again")).to_be_visible()
    assert "Berin Hask" in desk.overlay.read_text("utf-8")


def test_words_of_a_sentence_are_walked_by_keyboard(page: Page, address: str, desk: Desk):
    page.goto(f"{address}reports/{market(desk)}")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("l")
    assert page.evaluate("document.activeElement.matches('mark[data-refs]')")
    assert page.locator(".field.on").count() >= 1


def test_keys_do_nothing_while_writing(page: Page, address: str):
    page.goto(address + "queue")
    page.keyboard.press("c")
    page.keyboard.type("are all of these one?")
    assert page.evaluate("document.activeElement.value") == "are all of these one?"
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.locator("dialog[open]")).to_contain_text("write a note")


def test_the_map_is_filtered_and_goes_back_in_time(page: Page, address: str):
    open_map(page, address)
    every = page.evaluate("globalThis.deskShown")
    page.get_by_label("Type").select_option("airstrike")
    until(page, f"0 < globalThis.deskShown && globalThis.deskShown < {every}")
    assert "type=airstrike" in page.url
    page.get_by_label("Type").select_option("")
    until(page, f"globalThis.deskShown === {every}")
    page.locator("#map-known").fill("1")
    until(page, f"globalThis.deskShown < {every}")
    early = page.evaluate("globalThis.deskShown")
    assert 0 < early < every
    address_then = page.url
    page.goto("about:blank")
    page.goto(address_then)
    page.wait_for_selector("html[data-map=ready]")
    assert page.evaluate("globalThis.deskShown") == early  # the view is in the address
    page.get_by_role("button", name="A day earlier").click()
    assert page.locator("#map-known").input_value() == "0"
    page.locator("#map-known").fill(page.locator("#map-known").get_attribute("max") or "")
    page.get_by_label("From").fill("2031-10-01")
    until(page, f"globalThis.deskShown < {every}")
    assert "from=2031-10-01" in page.url


def test_a_point_on_the_map_leads_to_its_event(page: Page, address: str, desk: Desk):
    entry = next(e for e in desk.index().events if e.place.precision == "town" and e.place.lat and e.status == "happened")
    open_map(page, address, f"#event={entry.id}")
    page.locator(".pop a").first.click()
    expect(page.locator("h1")).to_contain_text(entry.place.name or "")


@pytest.mark.parametrize(
    "path",
    [
        "",
        "queue",
        "reports",
        "reports?q=killed",
        "report",
        "events",
        "events?place=ishb",
        "event",
        "timeline?place=Ishbara",
        "lexicon?q=shell",
    ],
)
def test_reading_works_without_javascript(browser: Browser, address: str, desk: Desk, path: str):
    path = {"report": f"reports/{market(desk)}", "event": f"events/{largest(desk)}"}.get(path, path)
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "?token=t")
    page.goto(address + path)
    assert page.locator("main").inner_text().count("\n") > 10
    context.close()


def places(desk: Desk) -> dict[str, str]:
    return {
        "overview": "", "queue": "queue", "events": "events", "event": f"events/{largest(desk)}",
        "report": f"reports/{market(desk)}?show=all",
        "reports": "reports", "timeline": f"timeline?event={largest(desk)}", "places": "timeline?place=Ishbara", "words": "lexicon?q=shell",
        "upload": "upload", "api": "api", "admin": "admin", "duplicates": "queue?kind=duplicate", "map": "map",
    }  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_serious_fault(browser: Browser, address: str, desk: Desk, scheme: str):
    axe = Path(os.environ["TEST_AXE"]).read_text("utf-8")
    context = browser.new_context(viewport={"width": 1024, "height": 900}, color_scheme=scheme)
    page, found = context.new_page(), []
    page.goto(address + "?token=t")
    for name, path in places(desk).items():
        page.goto(address + path)
        if name == "map":
            page.wait_for_selector("html[data-map=ready]")
        page.evaluate(axe + ";0")
        assert page.locator("h1").count() == 1
        told = page.evaluate(
            "axe.run(document, {resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'best-practice']})"
        )
        found += [
            f"{name}: {v['id']}: {n['target']} {n['failureSummary'][:160]}"
            for v in told["violations"]
            if v["impact"] in {"serious", "critical"} or v["id"] == "color-contrast"
            for n in v["nodes"][:3]
        ]
    context.close()
    assert found == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_is_wider_than_its_window(browser: Browser, address: str, desk: Desk, width: int, scheme: str):
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page, wide = context.new_page(), []
    page.goto(address + "?token=t")
    for name, path in places(desk).items():
        page.goto(address + path)
        if name == "map":
            page.wait_for_selector("html[data-map=ready]")
            page.wait_for_timeout(500)
        picture(page, f"{name}-{width}-{scheme}")
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wide.append(name)
    context.close()
    assert wide == []


def test_axe_would_tell_of_a_fault(page: Page):
    page.set_content("<html lang='en'><title>x</title><main><h1>x</h1><p><a href='/x'></a></p></main>")
    page.evaluate(Path(os.environ["TEST_AXE"]).read_text("utf-8") + ";0")
    assert [v["id"] for v in page.evaluate("axe.run()")["violations"]] == ["link-name"]


def picture(page: Page, name: str) -> None:
    """Keep the pictures of docs/desk.md, or all of them for a look: TEST_PICTURES is a folder, TEST_PICTURES_ALL anything."""
    documented = {f"{n}-1440-light": n for n in ("overview", "report", "event", "queue", "map", "admin")}
    if PICTURES and (name in documented or os.environ.get("TEST_PICTURES_ALL")):
        page.screenshot(path=PICTURES / f"{documented.get(name, name)}.png")
