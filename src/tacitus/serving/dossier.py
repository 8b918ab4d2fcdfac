"""Events: the list with filters, and the dossier of one event with every value, who gives it and who denies it."""

from typing import Annotated, Any, get_args

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import Response

from tacitus import codebook
from tacitus.fusing.event import Event, TollEntry
from tacitus.fusing.merging import policies, under
from tacitus.judgement import Evidence
from tacitus.model import Harm, Status, WeaponClass
from tacitus.serving.charts import toll_chart
from tacitus.serving.desk import Desk
from tacitus.serving.disputes import disputes
from tacitus.serving.index import Entry, Index
from tacitus.serving.judging import seal, standing
from tacitus.serving.rendering import TheDesk, TheIndex, TheUser, render
from tacitus.serving.selecting import Asked, select

router = APIRouter(include_in_schema=False)
PAGE = 50
ORDER = ("type", "status", "when", "where", "initiator", "target", *get_args(Harm), "weapon")
"""The fields of an event in the order they are shown."""
CODES = {"type": tuple(codebook.types()), "status": get_args(Status), "weapon": get_args(WeaponClass)}
"""What a field of the codebook's own words can be corrected to."""


@router.get("/events")
def listing(request: Request, index: TheIndex, asked: Asked, page: Annotated[int, Query(ge=1)] = 1) -> Response:
    """All events that pass the filter."""
    found = select(index, asked)
    return render(
        request, "events.html", index=index, found=found[(page - 1) * PAGE : page * PAGE], total=len(found), page=page, asked=asked,
        pages=max(1, -(-len(found) // PAGE)), types=list(codebook.types()), statuses=get_args(Status),
    )  # fmt: skip


@router.get("/events/{event_id}")
def dossier(request: Request, desk: TheDesk, user: TheUser, index: TheIndex, event_id: str, policy: str = "", done: str = "") -> Response:
    """One event: per field the chosen value, its rivals, who says so, and what people decided."""
    if event_id not in index.by_id:
        raise HTTPException(404, f"There is no event '{event_id}'. Events are named anew when their first account changes.")
    event = desk.event(event_id)
    event = under(event, policy) if policy in policies() else event
    values = dossier_values(desk, index, event)
    last = next((j for j in values["judged"] if j.id == done and j.person == user.name), None)
    return render(request, "event.html", **values, policies=policies(), policy=event.policy, done=done, last=last)


def dossier_values(desk: Desk, index: Index, event: Event) -> dict[str, Any]:
    """What the dossier and the queue show of an event."""
    evidence = tuple(member.evidence for member in event.accounts)
    judged = standing(desk.store, evidence)
    return {
        "index": index, "event": event, "entry": index.by_id.get(event.id),
        "fields": [(f, event.fields[f]) for f in ORDER if f in event.fields],
        "judged": judged, "seen": seal(judged), "chart": toll_chart(event.tolls), "history": _history(event.tolls),
        "sentences": {m.account: _sentence(desk, m.document_id, m.account) for m in event.accounts},
        "duplicates": [(e, d, _sealed(desk, evidence, e)) for d in event.possible_duplicates if (e := index.by_id.get(d.event))],
        "origins": _origins(event), "disputes": (found := disputes(event.contradictions)),
        "fought": {c.field.partition(" ")[0] for c in found if c.status == "open"}, "codes": CODES, "order": ORDER,
    }  # fmt: skip


def _sealed(desk: Desk, evidence: tuple[Evidence, ...], other: Entry) -> str:
    """The seal of a decision about this event and another."""
    return seal(standing(desk.store, (*evidence, *other.evidence)))


def _history(tolls: tuple[TollEntry, ...]) -> list[TollEntry]:
    return sorted(tolls, key=lambda t: (t.harm, str(t.voice.day or ""), t.voice.document_id))


def _sentence(desk: Desk, document_id: str, account_id: str) -> str:
    coding = desk.store.coding(document_id)
    found = next((a for a in coding.coding.accounts if a.id == account_id), None) if coding else None
    return found.evidence[0].text.strip() if found else ""


def _origins(event: Event) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for member in event.accounts:
        found.setdefault(member.origin, []).append(member)
    return found
