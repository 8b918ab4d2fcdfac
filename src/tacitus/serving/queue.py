"""The queue: one thing to decide at a time, and the forms by which every page decides."""

from collections import Counter
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Form, HTTPException, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import BaseModel

from tacitus.judgement import Evidence, JudgementKind
from tacitus.model import Account
from tacitus.serving import judging
from tacitus.serving.desk import Desk
from tacitus.serving.dossier import dossier_values
from tacitus.serving.index import Index
from tacitus.serving.ranking import KINDS, Item, agreement, queue
from tacitus.serving.rendering import TheDesk, TheIndex, TheUser, render
from tacitus.serving.users import User

router = APIRouter(include_in_schema=False)
SHOWN = 40


@router.get("/queue")
def page(
    request: Request, desk: TheDesk, user: TheUser, index: TheIndex, kind: str = "", item: str = "", after: str = "", done: str = ""
) -> Response:
    """The open items of a kind, and the one at hand: `item`, else the first. `after` is the place of the one just decided."""
    judgements = list(desk.store.judgements())
    every = queue(index, judgements, user.name)
    items = [i for i in every if not kind or i.kind == kind]
    at = min(int(after), max(len(items) - 1, 0)) if after.isdigit() else 0
    current = next((i for i in items if i.id == item), items[at] if items and not item else None)
    position = items.index(current) if current in items else 0
    values: dict[str, Any] = {
        "index": index, "items": items[max(0, position - 5) :][:SHOWN], "total": len(items), "current": current, "position": position,
        "before": items[position - 1] if position else None, "following": items[position + 1] if position + 1 < len(items) else None,
        "counts": Counter(i.kind for i in every), "kinds": KINDS, "kind": kind, "done": done, "agreement": agreement(judgements),
        "gone": bool(item) and current is None,
    }  # fmt: skip
    return render(request, "queue.html", **values | (_details(desk, index, current) if current else {}))


def _details(desk: Desk, index: Index, item: Item) -> dict[str, Any]:
    if item.event:
        other = dossier_values(desk, index, desk.event(item.other)) if item.other else None
        return {**dossier_values(desk, index, desk.event(item.event)), "other": other, "seen": _seal(desk, item.subject)}
    evidence = item.subject[0]
    full = desk.store.document(evidence.document_id).full
    account = _account_at(desk, evidence)
    around = (full[max(0, evidence.start - 240) : evidence.start], evidence.text, full[evidence.end : evidence.end + 240])
    return {"around": around, "evidence": evidence, "account": account, "seen": _seal(desk, item.subject), "judged": ()}


def _seal(desk: Desk, subject: tuple[Evidence, ...]) -> str:
    return judging.seal(judging.standing(desk.store, subject))


def _account_at(desk: Desk, evidence: Evidence) -> Account | None:
    """The account whose place words these are, that other places can be chosen for it."""
    stored = desk.store.coding(evidence.document_id)
    for account in stored.coding.accounts if stored else ():
        words = account.where.words
        if words and words.start < evidence.end and evidence.start < words.end:
            return account
    return None


class Decided(BaseModel):
    """A form that decides: about an event, about two, or about words of a document."""

    kind: JudgementKind
    event: str = ""
    other: str = ""
    document: str = ""
    start: int = 0
    end: int = 0
    field: str = ""
    value: str = ""
    reason: str = ""
    member: list[str] = []
    undoes: str = ""
    seen: str = ""
    back: str = "/queue"


@router.post("/judge")
def judge(desk: TheDesk, user: TheUser, index: TheIndex, form: Annotated[Decided, Form()]) -> Response:
    """Store one decision and go on where the form says."""
    if form.kind == "undo":
        judging.undo(desk, user, form.undoes)
        return _onward(form.back, "")
    told = _Told(desk, user, index, form)
    subject, all_words = told.subject()
    with desk.writing:
        judging.must_be_current(desk.store, all_words, form.seen)
        rest: dict[str, Any] = {"reason": form.reason.strip()}
        if form.kind in {"choose", "correct"}:
            rest |= {"field": form.field, "value": told.value()}
        (made,) = desk.decide([judging.make(user, form.kind, subject, **rest)])
    return _onward(_where_now(desk, user, form.back, subject), made)


def _onward(back: str, done: str) -> Response:
    """To a page of this desk and no other."""
    path = back if back.startswith("/") and not back.startswith(("//", "/\\")) else "/queue"
    path, _, anchor = path.partition("#")
    mark = "&" if "?" in path else "?"
    return RedirectResponse(path + (f"{mark}{urlencode({'done': done})}" if done else "") + (f"#{anchor}" if anchor else ""), 303)


def _where_now(desk: Desk, user: User, back: str, subject: tuple[Evidence, ...]) -> str:
    """From a dossier to the event that now holds the first of the words decided on; it may have another id."""
    if not back.startswith("/events/"):
        return back
    entry = desk.index(user.clearance).by_words.get((subject[0].document_id, subject[0].start))
    return f"/events/{entry.id}" if entry else "/events"


class _Told:
    """What a form told, with the events it is about looked up."""

    def __init__(self, desk: Desk, user: User, index: Index, form: Decided) -> None:
        self.desk, self.user, self.form, self.kind = desk, user, form, form.kind
        for event_id in filter(None, (form.event, form.other)):
            if event_id not in index.by_id:
                raise HTTPException(409, "Meanwhile the event was built anew from other decisions. Load the page again.")
        self.event, self.other = index.by_id.get(form.event), index.by_id.get(form.other)

    def subject(self) -> tuple[tuple[Evidence, ...], tuple[Evidence, ...]]:
        """(words the decision is about, all words its reader looked at)."""
        mine = self.event.evidence if self.event else ()
        theirs = self.other.evidence if self.other else ()
        if not mine:
            spot = (self._spot(),)
            return spot, spot
        if self.kind in {"same", "not_same"}:
            return (mine[0], *theirs[:1]), (*mine, *theirs)
        if self.kind == "split":
            picked = tuple(e for e in mine if f"{e.document_id}|{e.start}" in self.form.member)
            if not picked or len(picked) == len(mine):
                raise HTTPException(422, "pick the accounts to take out, and leave at least one")
            return picked, mine
        return (*mine, *theirs) if self.kind in {"merge", "unsure"} else mine, (*mine, *theirs)

    def _spot(self) -> Evidence:
        document_id, start, end = self.form.document, self.form.start, self.form.end
        document = self.desk.document(document_id, self.user.clearance)
        if document is None or not 0 <= start < end <= len(document.full):
            raise HTTPException(422, "the decision names neither an event nor words of a report")
        return Evidence.at(document_id, document.span(start, end))

    def value(self) -> Any:
        """The value chosen by number, or the one typed."""
        field, value = self.form.field, self.form.value
        if self.kind == "choose" and self.event:
            return judging.chosen_value(self.desk.event(self.event.id), field, value)
        if field == "where" and value.startswith("option ") and (account := _account_at(self.desk, self._spot())):
            options = account.where.alternatives
            number = value.removeprefix("option ")
            if number.isdigit() and int(number) < len(options):
                told = options[int(number)].model_dump(exclude={"score"})
                return {**told, "precision": account.where.precision, "rule": "chosen by a person"}
        return judging.corrected(field, value)
