"""Reports: the list with search, and one report with its evidence."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, get_args

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from fastapi.responses import RedirectResponse, Response

from tacitus.errors import StoreError
from tacitus.model import REPORTABLE, Account, ActorKind, Document
from tacitus.serving.desk import Desk
from tacitus.serving.index import Report
from tacitus.serving.marking import FIELDS, marked, rows
from tacitus.serving.rendering import TheDesk, TheIndex, TheUser, render
from tacitus.serving.users import User
from tacitus.storing import Filter, Hit

router = APIRouter(include_in_schema=False)
PAGE = 40


def seen_document(desk: Desk, user: User, document_id: str) -> Document:
    """The report, if this person may see it; else the same answer as for one that is not there."""
    document = desk.document(document_id, user.clearance)
    if document is None:
        raise HTTPException(404, f"no document '{document_id}' in the store")
    return document


@router.get("/reports")
def listing(
    request: Request, desk: TheDesk, user: TheUser, index: TheIndex, q: str = "", page: Annotated[int, Query(ge=1)] = 1
) -> Response:
    """All reports, newest first, or those in which words stand."""
    if q.strip():
        hits = _hits(desk, user, q)
        return render(request, "reports.html", q=q, hits=hits, most=PAGE, found=(), page=1, pages=1, total=len(index.reports))
    ordered = sorted(index.reports, key=_newest, reverse=True)
    shown = ordered[(page - 1) * PAGE : page * PAGE]
    pages = max(1, -(-len(ordered) // PAGE))
    return render(request, "reports.html", q="", hits=(), found=shown, page=page, pages=pages, total=len(ordered))


def _newest(report: Report) -> tuple[str, str]:
    return str(report.published or ""), report.id


def _hits(desk: Desk, user: User, words: str) -> list[Hit]:
    try:
        return list(desk.store.search(words, Filter(sensitivity=user.clearance), PAGE))
    except StoreError:
        return []


@dataclass(frozen=True, slots=True)
class Seen:
    """How a report is looked at: `show` all accounts or those that happened; what was just done."""

    show: str = "told"
    done: str = ""
    recoded: str = ""


@router.get("/reports/{document_id}")
def report(request: Request, desk: TheDesk, user: TheUser, index: TheIndex, document_id: str, seen: Annotated[Seen, Depends()]) -> Response:
    """One report: text with evidence, accounts beside it, what is doubtful, how it came here."""
    document = seen_document(desk, user, document_id)
    told = [t.account for t in desk.store.accounts(Filter(document_id=document_id, sensitivity=user.clearance))]
    accounts = [(n, a) for n, a in enumerate(told, 1) if seen.show == "all" or a.status in REPORTABLE]
    stored = desk.store.coding(document_id)
    coding = stored.coding if stored else None
    problems = coding.problems if coding else ()
    whole = not any(level != "public" for level in desk.store.sensitivity(document_id).values()) or user.clearance == "confidential"
    return render(
        request, "report.html", document=document, paragraphs=marked(document, accounts, problems), problems=problems,
        accounts=[(n, a, tuple(rows(n, a)), index.by_words.get((document_id, a.trigger.start))) for n, a in accounts],
        coding=coding, whole=whole, show=seen.show, more=len(told) - len(accounts), fields=FIELDS, index=index,
        done=seen.done, recoded=seen.recoded, overlay=desk.overlay, actor_kinds=get_args(ActorKind), known_actors=_actors_in(told),
        captures=list(desk.store.captures(document_id)), origin=_origin(desk, user, document_id),
        level=desk.store.sensitivity(document_id).get("", "public"),
    )  # fmt: skip


def _actors_in(told: Sequence[Account]) -> list[str]:
    """Names of the actors in these accounts, each once."""
    return list(dict.fromkeys(actor.name for account in told for actor in account.actors))


@router.post("/reports/{document_id}/recode")
def recode(desk: TheDesk, user: TheUser, document_id: str) -> Response:
    """Code one report again with the coder as it is now, the user's own names among it; the old coding is kept."""
    document = seen_document(desk, user, document_id)
    with desk.writing:
        changed = desk.acting(user.name).add_coding(desk.coder.code(document))
    if changed:
        desk.rebuild()
    return RedirectResponse(f"/reports/{document_id}?recoded={'new' if changed else 'same'}", 303)


def _origin(desk: Desk, user: User, document_id: str) -> Document | None:
    origin = desk.store.origin(document_id)
    return desk.document(origin, user.clearance) if origin != document_id else None
