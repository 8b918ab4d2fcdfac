"""Who is let in, and what a page may do."""

import re

import pytest
from desk_world import rows
from fastapi.testclient import TestClient
from forms import csrf

from tacitus.errors import SettingsError
from tacitus.serving.app import create_app
from tacitus.serving.desk import Desk
from tacitus.serving.security import FAILURES, Access, is_loopback
from tacitus.serving.users import User, Users

PASSWORD = "correct horse battery"
PAGES = [
    "/",
    "/queue",
    "/events",
    "/map",
    "/reports",
    "/reports?q=killed",
    "/timeline",
    "/timeline?place=Ishbara",
    "/lexicon?q=killed",
    "/upload",
    "/admin",
    "/admin?checked=1",
    "/suggest?place=Ishbara",
    "/building",
    "/api",
]


def log_in(client: TestClient, name: str = "rana", password: str = PASSWORD, then: str = "/"):
    return client.post("/login", data={"name": name, "password": password, "then": then})


@pytest.fixture
def team(desk: Desk, users: Users) -> TestClient:
    users.put(User(name="rana", role="reviewer", clearance="restricted"), PASSWORD)
    users.put(User(name="omar", role="reader", clearance="public"), PASSWORD)
    return TestClient(create_app(desk, Access(hosts=("testserver",), https=True), users), "https://testserver", follow_redirects=False)


@pytest.mark.parametrize("path", PAGES)
def test_without_the_token_nothing_is_shown(stranger: TestClient, path: str):
    assert stranger.get(path).status_code == 401


@pytest.mark.parametrize("path", PAGES)
def test_with_the_token_every_page_is_shown(client: TestClient, path: str):
    assert client.get(path).status_code == 200


def test_a_wrong_token_is_refused(stranger: TestClient):
    assert stranger.get("/?token=other").status_code == 403


def test_a_script_may_send_the_token_as_bearer(stranger: TestClient):
    assert stranger.get("/api/events", headers={"Authorization": "Bearer the-token"}).status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "localhost.evil:80"])
def test_a_name_the_desk_does_not_know_is_refused(client: TestClient, host: str):
    assert client.get("/", headers={"host": host}).status_code == 421  # DNS rebinding


@pytest.mark.parametrize("path", [*PAGES, "/login", "/nothing-here"])
def test_every_answer_carries_the_strict_headers(client: TestClient, path: str):
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "http:" not in policy
    assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("path", PAGES)
def test_no_page_holds_inline_script_style_or_a_foreign_address(client: TestClient, path: str):
    page = client.get(path).text
    assert not re.search(r"<script(?![^>]*\bsrc=)|<\w[^>]*\s(?:on\w+|style)=|<style", page)
    assert not re.search(r"""(?:src|href|action)=["']?(?:https?:)?//""", page)


def test_text_of_reports_is_escaped_everywhere(client: TestClient):
    for path in ("/reports", "/", "/reports?q=killed"):
        page = client.get(path).text
        assert "<img src=x" not in page
        assert "<script>alert" not in page


def test_a_write_without_the_forms_token_is_refused(client: TestClient):
    assert client.post("/judge", data={"kind": "note"}).status_code == 403


def test_a_write_from_a_foreign_page_is_refused(client: TestClient):
    sent = client.post("/lexicon/propose", data={"csrf": csrf(client), "name": "x"}, headers={"Origin": "https://evil.example"})
    assert sent.status_code == 403


def test_a_large_request_is_refused_unread(client: TestClient):
    assert client.post("/judge", headers={"content-length": "99999999999"}).status_code == 413


def test_people_log_in_and_out(team: TestClient):
    assert team.get("/").headers["location"].startswith("/login")
    answer = log_in(team)
    assert answer.status_code == 303
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "Secure" in cookie
    assert "SameSite=strict" in cookie
    assert team.get("/").status_code == 200
    team.post("/logout", data={"csrf": csrf(team)})
    assert team.get("/").status_code == 303


@pytest.mark.parametrize("then", ["https://evil.example", "//evil.example", "/\\evil.example"])
def test_a_log_in_never_leads_elsewhere(team: TestClient, then: str):
    assert log_in(team, then=then).headers["location"] == "/"


def test_wrong_passwords_have_to_wait_and_the_right_one_too(team: TestClient):
    for _ in range(FAILURES):
        assert log_in(team, password="wrong wrong wrong").status_code == 401
    assert log_in(team).status_code == 429


def test_a_new_password_ends_open_sessions(team: TestClient, users: Users):
    log_in(team)
    assert team.get("/").status_code == 200
    users.put(User(name="rana", role="reviewer"), "another long password")
    assert team.get("/").status_code == 303


def test_a_reader_may_read_only(team: TestClient):
    log_in(team, "omar")
    assert team.get("/events").status_code == 200
    assert team.post("/judge", data={"csrf": csrf(team) if "csrf" in team.get("/upload").text else "", "kind": "note"}).status_code == 403


def test_passwords_are_kept_as_argon2_and_the_file_is_private(users: Users):
    users.put(User(name="rana"), PASSWORD)
    assert PASSWORD not in users.path.read_text()
    assert "$argon2id$" in users.path.read_text()
    assert users.path.stat().st_mode & 0o077 == 0


def test_a_short_password_is_refused(users: Users):
    with pytest.raises(SettingsError, match="12 characters"):
        users.put(User(name="rana"), "short")


@pytest.mark.parametrize(("proxies", "status"), [(("testclient",), 200), (("10.0.0.1",), 303)])
def test_the_proxys_header_counts_from_the_proxy_only(desk: Desk, users: Users, proxies: tuple[str, ...], status: int):
    users.put(User(name="rana"), PASSWORD)
    access = Access(hosts=("testserver",), header="X-Remote-User", proxies=proxies)
    client = TestClient(create_app(desk, access, users), follow_redirects=False)
    assert client.get("/", headers={"X-Remote-User": "rana"}).status_code == status


def test_a_confidential_report_is_for_those_allowed_only(team: TestClient, desk: Desk):
    document, _ = rows()[0]
    desk.store.mark(document.id, "confidential")
    log_in(team)
    words = next(word for word in document.text.split() if len(word) > 9 and word.isalpha())
    for path in (f"/reports/{document.id}", f"/api/documents/{document.id}"):
        assert team.get(path).status_code == 404
    for path in (
        "/reports",
        f"/reports?q={words}",
        "/api/documents",
        "/api/accounts?limit=500",
        "/api/events?status=all&limit=500",
        "/api/changes",
        "/map/events.json",
    ):
        assert document.id not in team.get(path).text
        assert (document.title or "") not in team.get(path).text


def test_a_report_with_a_confidential_field_does_not_show_its_text(team: TestClient, desk: Desk):
    document, _ = rows()[0]
    desk.store.mark(document.id, "confidential", field="where")
    log_in(team)
    for path in (f"/reports/{document.id}", f"/api/documents/{document.id}"):
        assert team.get(path).status_code == 404


def test_people_are_refused_on_a_page_and_scripts_in_json(stranger: TestClient):
    page = stranger.get("/events", headers={"Accept": "text/html,*/*"})
    assert (page.status_code, page.headers["content-type"]) == (401, "text/html; charset=utf-8")
    assert "it holds a token for this start" in page.text
    assert stranger.get("/api/events").headers["content-type"] == "application/problem+json"


def test_no_page_is_kept_in_the_browsers_storage(client: TestClient):
    assert '"historyCacheSize":0' in client.get("/").text


@pytest.fixture
def chief(desk: Desk, users: Users) -> TestClient:
    """An admin who is logged in."""
    users.put(User(name="vera", role="admin", clearance="confidential"), PASSWORD)
    users.put(User(name="rana", role="reviewer"), PASSWORD)
    client = TestClient(create_app(desk, Access(hosts=("testserver",)), users), follow_redirects=False)
    log_in(client, "vera")
    return client


def put(client: TestClient, **more: str):
    return client.post("/admin/users", data={"csrf": csrf(client), **more})


def test_an_admin_keeps_the_users(chief: TestClient, users: Users):
    assert put(chief, name="omar", role="reviewer", clearance="public", password=PASSWORD).status_code == 303
    assert users.check("omar", PASSWORD)
    assert put(chief, name="omar", role="reader", clearance="public").status_code == 303
    changed = users.check("omar", PASSWORD)  # without a new password the old one stays
    assert changed
    assert changed.role == "reader"
    assert "omar" in chief.get("/admin").text
    assert put(chief, name="omar", remove="1").status_code == 303
    assert users.get("omar") is None


@pytest.mark.parametrize(("form", "status"), [
    ({"name": "vera", "role": "reader"}, 409), ({"name": "vera", "remove": "1"}, 409),  # the last admin
    ({"name": "omar"}, 422), ({"name": "omar", "password": "short"}, 422), ({"name": "o m", "password": PASSWORD}, 422),
    ({"name": "omar", "role": "king", "password": PASSWORD}, 422),
])  # fmt: skip
def test_what_would_lock_all_out_or_says_nothing_is_refused(chief: TestClient, users: Users, form: dict[str, str], status: int):
    assert put(chief, **form).status_code == status
    assert users.check("vera", PASSWORD)
    assert users.get("omar") is None


def test_a_changed_role_ends_open_sessions(chief: TestClient, team: TestClient, users: Users):
    log_in(team)
    put(chief, name="rana", role="reader")
    assert team.get("/").status_code == 303


@pytest.mark.parametrize("path", ["/admin", "/admin?checked=1"])
def test_only_an_admin_sees_users_and_audit_log(team: TestClient, path: str):
    log_in(team)
    assert team.get(path).status_code == 403
    assert "/admin" not in team.get("/").text
    assert team.post("/admin/users", data={"csrf": csrf(team), "name": "rana", "role": "admin"}).status_code == 403


def test_a_desk_of_one_person_gets_no_users_from_a_page(client: TestClient, users: Users):
    assert put(client, name="omar", password=PASSWORD).status_code == 409
    assert not users


def test_the_audit_log_is_shown_and_checked(client: TestClient, desk: Desk):
    page = client.get("/admin?checked=1").text
    assert "the chain of hashes is whole" in page
    assert page.count("<tr>") > 20
    assert "document added" not in client.get("/admin?what=judgement").text


@pytest.mark.parametrize(
    ("host", "alone"), [("127.0.0.1", True), ("::1", True), ("localhost", True), ("0.0.0.0", False), ("desk.example", False)]
)
def test_loopback_is_told_from_the_rest(host: str, alone: bool):
    assert is_loopback(host) is alone


def test_any_host_name_is_no_host_name():
    with pytest.raises(SettingsError, match="host-name"):
        Access(hosts=("*",))
