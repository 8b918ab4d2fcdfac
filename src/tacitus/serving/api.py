"""The API: read documents, accounts, claims, events, changes and control; write judgements. Errors are `application/problem+json`."""

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from fastapi.responses import Response
from pydantic import JsonValue

from tacitus.fusing.merging import policies, under
from tacitus.judgement import Evidence, JudgementKind
from tacitus.model import Value
from tacitus.serving import judging
from tacitus.serving.index import Entry
from tacitus.serving.maps import cached_json, drawn, ledger, tagged
from tacitus.serving.rendering import TheDesk, TheIndex, TheUser, render
from tacitus.serving.reports import seen_document
from tacitus.serving.selecting import Asked, select
from tacitus.storing import Filter, Told
from tacitus.storing.records import Sensitivity

router = APIRouter(tags=["read"])
Limit = Annotated[int, Query(ge=1, le=500, description="How many at most.")]
Cursor = Annotated[str, Query(description="`next` of the page before.")]
Policy = Annotated[str | None, Query(description="The counting policy; that of the last fusing when not given.")]


class Decision(Value):
    """A judgement to be stored.

    `seen` is what GET /api/judgements gave for the same words; when somebody decided since, the answer is 409.
    """

    kind: JudgementKind
    subject: tuple[Evidence, ...] = ()
    field: str | None = None
    value: JsonValue = None
    reason: str = ""
    undoes: str | None = None
    seen: str = ""


def _offset(cursor: str) -> int:
    try:
        return int(base64.urlsafe_b64decode(cursor.encode()).decode()) if cursor else 0
    except ValueError:
        raise HTTPException(400, f"'{cursor}' is no cursor; take `next` of the page before") from None


def _page(request: Request, items: Sequence[Any], offset: int, limit: int) -> Response:
    """A page; `items` has one more than `limit` when there is another page."""
    more = base64.urlsafe_b64encode(str(offset + limit).encode()).decode() if len(items) > limit else None
    return cached_json(request, {"items": list(items[:limit]), "next": more}, "application/json")


@router.get("/api", include_in_schema=False)
def page(request: Request) -> Response:
    """The OpenAPI description as a page."""
    return render(request, "api.html", spec=request.app.openapi())


@router.get("/api/documents")
def documents(request: Request, index: TheIndex, limit: Limit = 50, cursor: Cursor = "") -> Response:
    """Reports, in the order they were stored, without their texts."""
    at = _offset(cursor)
    rows = [
        {
            "id": r.id,
            "title": r.title,
            "publisher": r.publisher,
            "published": r.published and r.published.isoformat(),
            "accounts": r.accounts,
        }
        for r in index.reports[at : at + limit + 1]
    ]
    return _page(request, rows, at, limit)


@router.get("/api/documents/{document_id}")
def document(request: Request, desk: TheDesk, user: TheUser, document_id: str) -> Response:
    """One report with its text, and its coding as `tacitus code` prints it."""
    found = seen_document(desk, user, document_id)
    stored = desk.store.coding(document_id)
    told = [_printed(t) for t in desk.store.accounts(Filter(document_id=document_id, sensitivity=user.clearance))]
    coding = json.loads(stored.coding.to_json()) | {"accounts": told} if stored else None
    if coding and user.clearance != "confidential" and any(v != "public" for v in desk.store.sensitivity(document_id).values()):
        coding |= {"control": [], "statements": [], "problems": []}
    return cached_json(request, {"document": found.model_dump(mode="json") | {"id": found.id}, "coding": coding}, "application/json")


@dataclass(frozen=True, slots=True)
class Accounts:
    """Which accounts are asked for; names match whole."""

    type: Annotated[str | None, Query(description="A type of act.")] = None
    status: Annotated[str | None, Query(description="Of any status when not given.")] = None
    place: Annotated[str | None, Query(description="Name or id of a place, first-order division or ISO country code.")] = None
    actor: Annotated[str | None, Query(description="Name or id of an actor.")] = None
    speaker: Annotated[str | None, Query(description="Name or kind of a speaker.")] = None
    document: Annotated[str | None, Query(description="Id of a report.")] = None
    start: Annotated[date | None, Query(description="On or after this day.")] = None
    end: Annotated[date | None, Query(description="On or before this day.")] = None

    def filter(self, level: Sensitivity) -> Filter:
        """As the store asks, for somebody cleared to this level."""
        return Filter(
            types=(self.type,) if self.type else (), statuses=(self.status,) if self.status else (), place=self.place, actor=self.actor,
            speaker=self.speaker, document_id=self.document, start=self.start, end=self.end, sensitivity=level,
        )  # fmt: skip


AskedAccounts = Annotated[Accounts, Depends()]


@router.get("/api/accounts")
def accounts(request: Request, desk: TheDesk, user: TheUser, asked: AskedAccounts, limit: Limit = 50, cursor: Cursor = "") -> Response:
    """Accounts of current codings; `subject` is what a judgement on one points at."""
    at = _offset(cursor)
    rows = [
        {"document_id": t.document_id, "coding_id": t.coding_id, "subject": t.evidence.model_dump(), **_printed(t)}
        for t in desk.store.accounts(asked.filter(user.clearance), limit + 1, at)
    ]
    return _page(request, rows, at, limit)


def _printed(told: Told) -> dict[str, Any]:
    return told.account.model_dump(mode="json", by_alias=True)


@router.get("/api/claims")
def claims(request: Request, desk: TheDesk, user: TheUser, asked: AskedAccounts, limit: Limit = 50, cursor: Cursor = "") -> Response:
    """Claims, account by account; a page holds those of `limit` accounts."""
    at = _offset(cursor)
    told = list(desk.store.accounts(asked.filter(user.clearance), limit + 1, at))
    rows = [
        {"document_id": t.document_id, "account": t.account.id, **claim.model_dump(mode="json")}
        for t in told[:limit]
        for claim in t.account.claims
    ]
    more = base64.urlsafe_b64encode(str(at + limit).encode()).decode() if len(told) > limit else None
    return cached_json(request, {"items": rows, "next": more}, "application/json")


def _line(e: Entry) -> dict[str, Any]:
    return {
        "id": e.id, "type": e.type, "status": e.status, "start": e.start and e.start.isoformat(), "end": e.end and e.end.isoformat(),
        "place": e.place.model_dump(mode="json", exclude={"words", "alternatives"}),
        "actors": e.actors, "killed": e.killed, "grade": e.grade,
        "origins": e.origins, "contested": e.contested, "known": e.known and e.known.isoformat(), "documents": sorted(e.documents),
    }  # fmt: skip


@router.get("/api/events")
def events(request: Request, index: TheIndex, asked: Asked, limit: Limit = 50, cursor: Cursor = "") -> Response:
    """Events in a line, newest first; `known`: only those reported by that day."""
    at = _offset(cursor)
    found = select(index, asked)
    return _page(request, [_line(e) for e in found[at : at + limit + 1]], at, limit)


@router.get("/api/events.geojson")
def geojson(request: Request, index: TheIndex, asked: Asked) -> Response:
    """Events as GeoJSON; `drawn` says whether the point is the place or only the middle of a larger one."""
    return tagged(request, drawn(select(index, asked)), "application/geo+json")


@router.get("/api/events/{event_id}")
def event(request: Request, desk: TheDesk, index: TheIndex, event_id: str, policy: Policy = None) -> Response:
    """One event whole: every value, who gives it, contradictions, accounts."""
    if event_id not in index.by_id:
        raise HTTPException(404, f"no event '{event_id}'")
    if policy is not None and policy not in policies():
        raise HTTPException(422, f"no policy '{policy}'; known are {', '.join(policies())}")
    found = desk.event(event_id)
    return cached_json(request, json.loads((under(found, policy) if policy else found).model_dump_json(by_alias=True)), "application/json")


@router.get("/api/control")
def control(request: Request, index: TheIndex) -> Response:
    """Who is said to hold which place: the newest word of each speaker."""
    return cached_json(request, {"items": list(ledger(index)), "next": None}, "application/json")


@router.get("/api/changes")
def changes(request: Request, desk: TheDesk, user: TheUser, since: Annotated[int, Query(ge=0)] = 0, limit: Limit = 200) -> Response:
    """Rows of the audit log after number `since`; ask again with the last `seq`. Below the clearance confidential without subjects."""
    rows: list[dict[str, Any]] = []
    for change in desk.store.changes(since):
        if len(rows) == limit:
            break
        row = {"seq": change.seq, "time": change.time, "action": change.action, "person": change.person, "subject": change.subject}
        rows.append(row if user.clearance == "confidential" else row | {"subject": None})
    return cached_json(request, {"items": rows, "next": rows[-1]["seq"] if rows else since}, "application/json")


@router.get("/api/judgements", tags=["judge"])
def judgements(request: Request, desk: TheDesk, user: TheUser, document: str, start: int, end: int) -> Response:
    """The decisions that count on these words of a report, and `seen`, to be sent with a new one."""
    found = seen_document(desk, user, document)
    if not 0 <= start < end <= len(found.full):
        raise HTTPException(422, f"{start}–{end} are no words of the report")
    judged = judging.standing(desk.store, (Evidence.at(document, found.span(start, end)),))
    body = {"items": [{"id": j.id, **j.model_dump(mode="json")} for j in judged], "seen": judging.seal(judged)}
    return cached_json(request, body, "application/json")


class Stored(Value):
    """The answer to a judgement that was stored."""

    id: str
    built: Literal["now", "soon"]


@router.post("/api/judgements", status_code=201, tags=["judge"])
def judge(desk: TheDesk, user: TheUser, decision: Decision) -> Stored:
    """Store a decision. Its words must stand in reports this person may see."""
    for evidence in decision.subject:
        seen_document(desk, user, evidence.document_id)
    made = judging.make(user, decision.kind, decision.subject, **decision.model_dump(exclude={"kind", "subject", "seen"}))

    def check() -> None:
        judging.must_be_current(desk.store, decision.subject, decision.seen)
        if decision.undoes:
            judging.undoable(desk, user, decision.undoes)

    return Stored(id=desk.decide(made, check), built="soon" if desk.building else "now")
