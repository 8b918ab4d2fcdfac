"""The overview: what came in, what changed since the last visit, what waits for a person."""

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, get_args

from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse, Response

from tacitus import codebook
from tacitus.model import Status
from tacitus.serving.charts import weeks
from tacitus.serving.desk import Desk
from tacitus.serving.index import Entry, Index, Revision
from tacitus.serving.ranking import KINDS, queue
from tacitus.serving.rendering import TheDesk, TheIndex, TheUser, render
from tacitus.serving.selecting import Asked, Wanted, select

router = APIRouter(include_in_schema=False)
ANOTHER_VISIT = 4 * 3600
"""Seconds without a page after which the next one begins another visit."""
SHOWN = 12


@router.get("/healthz")
def health() -> Response:
    """Whether the server answers."""
    return PlainTextResponse("ok")


@router.get("/building")
def building(request: Request) -> Response:
    """Whether events are being built, as the line at the top of a page."""
    return render(request, "building.html")


@router.get("/")
def page(request: Request, desk: TheDesk, user: TheUser, index: TheIndex, asked: Asked) -> Response:
    """The front page."""
    before, cookie = _visit(request.cookies.get("tacitus_visit", ""), index.seq)
    items = queue(index, desk.store.judgements(), user.name)
    values = told(index, asked, _came_in(desk, index, before)) | {
        "first_visit": before == 0, "waiting": Counter(i.kind for i in items), "kinds": KINDS, "first_item": items[0] if items else None,
        "types": list(codebook.types()), "statuses": get_args(Status), "asked": asked,
    }  # fmt: skip
    response = render(request, "overview.html", **values)
    response.set_cookie("tacitus_visit", cookie, max_age=400 * 86400, httponly=True, samesite="strict", path="/")
    return response


@lru_cache(maxsize=32)
def told(index: Index, asked: Wanted, fresh: frozenset[str]) -> dict[str, Any]:
    """What the page tells of the events asked for, given the reports that are new."""
    events = select(index, asked)
    revisions, bars = list(_changes(events, fresh)), weeks(events, index.reports)
    new = [e for e in events if e.documents <= fresh]
    return {
        "index": index, "new_reports": [r for r in index.reports if r.id in fresh], "new_events": new[:SHOWN], "new_count": len(new),
        "revisions": revisions[:SHOWN], "revised": Counter(r.kind for _, r in revisions), "weeks": bars,
        "most": max((w.events for w in bars), default=0) or 1, "most_reports": max((w.reports for w in bars), default=0) or 1,
        "totals": _totals(index, events),
    }  # fmt: skip


def _visit(cookie: str, seq: int) -> tuple[int, str]:
    """(row of the audit log at the end of the visit before, cookie for this one): `before.at.time`."""
    parts = [int(p) for p in cookie.split(".") if p.isdigit()]
    before, at, when = parts if len(parts) == 3 else (0, 0, 0)
    if time.time() - when > ANOTHER_VISIT:
        before = at
    return before, f"{before}.{seq}.{int(time.time())}"


def _came_in(desk: Desk, index: Index, since: int) -> frozenset[str]:
    """Ids of the reports stored after a row of the audit log."""
    if since == 0:
        return frozenset(index.report_by_id)
    return frozenset(c.subject for c in desk.store.changes(since) if c.action == "document added")


def _changes(events: Sequence[Entry], fresh: frozenset[str]) -> Iterator[tuple[Entry, Revision]]:
    """What the new reports changed in events that were known before them."""
    for e in events:
        for revision in e.revisions:
            if revision.document_id in fresh:
                yield e, revision


def _totals(index: Index, events: Sequence[Entry]) -> dict[str, int]:
    return {
        "reports": len(index.reports), "events": len(events), "contested": sum(e.contested for e in events),
        "publishers": len({r.publisher for r in index.reports if r.publisher}),
    }  # fmt: skip
