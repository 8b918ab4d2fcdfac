"""Forms of pages, as a browser would send them."""

import re
from html import unescape
from typing import Any

from fastapi.testclient import TestClient
from httpx import Response


def csrf(client: TestClient) -> str:
    """The token forms of this session carry."""
    found = re.search(r'name="csrf" value="(\w+)"', client.get("/upload").text)
    assert found
    return found[1]


def fields(page: str, kind: str) -> dict[str, str]:
    """The hidden fields of the first form of a page that decides this."""
    for form in re.findall(r"<form.*?</form>", page, re.DOTALL):
        values = {name: unescape(value) for name, value in re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form)}
        if values.get("kind") == kind:
            return values
    raise AssertionError(f"no form decides '{kind}'")


def judge(client: TestClient, page: str, kind: str, **more: Any) -> Response:
    """Send the form of a page that decides this."""
    return client.post("/judge", data=fields(page, kind) | more)
