"""The queue: one thing to decide at a time, and the forms by which every page decides."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, get_args
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Form, HTTPException, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import BaseModel

from tacitus.judgement import Evidence, Judgement, JudgementKind
from tacitus.model import Account, Harm
from tacitus.serving import judging
from tacitus.serving.desk import Desk
from tacitus.serving.dossier import dossier_values
from tacitus.serving.index import Index
from tacitus.serving.ranking import KINDS, NAMES, Item, agreement, queue, touching
from tacitus.serving.rendering import TheDesk, TheIndex, TheUser, render
from tacitus.serving.suggesting import picked_place
from tacitus.serving.users import User

router = APIRouter(include_in_schema=False)
SHOWN = 40


@dataclass(frozen=True, slots=True)
class Turn:
    """Where a reviewer is in the queue: the items of a `kind`; the one named `item`, else the one about the words of the decision
    `of` that was taken back, else the one at the place `after` of the one just decided, else the first."""

    kind: str = ""
    item: str = ""
    after: str = ""
    of: str = ""
    done: str = ""

    def current(self, items: Sequence[Item], judgements: Iterable[Judgement]) -> Item | None:
        """The item asked for, else the one whose judgement was just taken back, else the one at the place of the last."""
        if self.item:
            return next((i for i in items if i.id == self.item), None)
        if self.of and (taken_back := next((j for j in judgements if j.id == self.of), None)):
            return touching(items, taken_back.subject) or (items[0] if items else None)
        at = min(int(self.after), max(len(items) - 1, 0)) if self.after.isdigit() else 0
        return items[at] if items else None


@router.get("/queue")
def page(request: Request, desk: TheDesk, user: TheUser, index: TheIndex, turn: Annotated[Turn, Depends()]) -> Response:
    """The open items of a kind, and the one at hand with all that is needed to decide it."""
    judgements = list(desk.store.judgements())
    every = queue(index, judgements, user.name)
    items = [i for i in every if not turn.kind or i.kind == turn.kind]
    current = turn.current(items, desk.store.judgements(active=False) if turn.of else ())
    position = items.index(current) if current in items else 0
    values: dict[str, Any] = {
        "index": index, "items": items[max(0, position - 5) :][:SHOWN], "total": len(items), "current": current, "position": position,
        "before": items[position - 1] if position else None, "following": items[position + 1] if position + 1 < len(items) else None,
        "counts": Counter(i.kind for i in every), "kinds": KINDS, "names": NAMES, "kind": turn.kind, "agreement": agreement(judgements),
        "gone": bool(turn.item) and current is None, "last": _last(judgements, user), "done": turn.done,
    }  # fmt: skip
    return render(request, "queue.html", **values | (_details(desk, index, current) if current else {}))


def _last(judgements: Sequence[Judgement], user: User) -> Judgement | None:
    """The latest decision of this person that counts."""
    return next((j for j in reversed(judgements) if j.person == user.name), None)


def _details(desk: Desk, index: Index, item: Item) -> dict[str, Any]:
    if item.event:
        values = dossier_values(desk, index, desk.event(item.event))
        other = dossier_values(desk, index, desk.event(item.other)) if item.other else None
        return {**values, "other": other, "seen": judging.seal(judging.standing(desk.store, item.subject)) if other else values["seen"]}
    evidence = item.subject[0]
    full = desk.store.document(evidence.document_id).full
    account = _account_at(desk, evidence)
    around = (full[max(0, evidence.start - 240) : evidence.start], evidence.text, full[evidence.end : evidence.end + 240])
    judged = judging.standing(desk.store, (evidence,))
    return {"around": around, "evidence": evidence, "account": account, "seen": judging.seal(judged), "judged": judged}


def _account_at(desk: Desk, evidence: Evidence) -> Account | None:
    """The account whose place words these are, that other places can be chosen for it."""
    stored = desk.store.coding(evidence.document_id)
    for account in stored.coding.accounts if stored else ():
        words = account.where.words
        if words and words.start < evidence.end and evidence.start < words.end:
            return account
    return None


class Decided(BaseModel):
    """A form that decides: about an event, about two, or about words of a document. What is typed for a field has its own input."""

    kind: JudgementKind
    event: str = ""
    other: str = ""
    document: str = ""
    start: int = 0
    end: int = 0
    field: str = ""
    value: str = ""
    type: str = ""
    status: str = ""
    first: str = ""
    last: str = ""
    place: str = ""
    who: str = ""
    weapon: str = ""
    low: str = ""
    high: str = ""
    or_more: bool = False
    reason: str = ""
    member: list[str] = []
    undoes: str = ""
    seen: str = ""
    back: str = "/queue"

    @property
    def typed(self) -> str:
        """What was typed for `field`, in the form `judging.corrected` reads."""
        if self.value:
            return self.value
        if self.field in get_args(Harm):
            return f"{self.low}+" if self.or_more else f"{self.low}-{self.high}" if self.high else self.low
        inputs = {"type": self.type, "status": self.status, "where": self.place, "weapon": self.weapon}
        if self.field == "when":
            return f"{self.first}/{self.last}" if self.last else self.first
        return inputs.get(self.field, self.who)


@router.post("/judge")
def judge(desk: TheDesk, user: TheUser, index: TheIndex, form: Annotated[Decided, Form()]) -> Response:
    """Store one decision and go on where the form says."""
    if form.kind == "undo":
        taken_back = judging.make(user, "undo", (), undoes=form.undoes)
        decided = judging.undoable(desk, user, form.undoes)
        desk.decide(taken_back, lambda: judging.undoable(desk, user, form.undoes))
        return _onward(_where_now(desk, user, form.back, decided.subject), of=decided.id if form.back.startswith("/queue") else "")
    told = _Told(desk, user, index, form)
    subject, all_words = told.subject()
    rest: dict[str, Any] = {"reason": form.reason.strip()}
    if form.kind in {"choose", "correct"}:
        rest |= {"field": form.field, "value": told.value()}
    made = judging.make(user, form.kind, subject, **rest)
    done = desk.decide(made, lambda: judging.must_be_current(desk.store, all_words, form.seen))
    return _onward(_where_now(desk, user, form.back, subject), done=done)


def _onward(back: str, **told: str) -> Response:
    """To a page of this desk and no other, with what it should be told."""
    path = back if back.startswith("/") and not back.startswith(("//", "/\\")) else "/queue"
    path, _, anchor = path.partition("#")
    query = urlencode({key: value for key, value in told.items() if value})
    return RedirectResponse(path + (f"{'&' if '?' in path else '?'}{query}" if query else "") + (f"#{anchor}" if anchor else ""), 303)


def _where_now(desk: Desk, user: User, back: str, subject: tuple[Evidence, ...]) -> str:
    """From a dossier to the event that now holds the first of the words decided on; it may have another id."""
    if not back.startswith("/events/"):
        return back
    entry = desk.index(user.clearance).by_words.get((subject[0].document_id, subject[0].start))
    return f"/events/{entry.id}" if entry else "/events"


class _Told:
    """What a form told, with the events it is about looked up."""

    def __init__(self, desk: Desk, user: User, index: Index, form: Decided) -> None:
        self.desk, self.user, self.index, self.form, self.kind = desk, user, index, form, form.kind
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
        field, value = self.form.field, self.form.typed
        if self.kind == "choose" and self.event:
            return judging.chosen_value(self.desk.event(self.event.id), field, value)
        if field == "where" and value.startswith("option ") and (account := _account_at(self.desk, self._spot())):
            options = account.where.alternatives
            number = value.removeprefix("option ")
            if number.isdigit() and int(number) < len(options):
                told = options[int(number)].model_dump(exclude={"score"})
                return {**told, "precision": account.where.precision, "rule": "chosen by a person"}
        return (picked_place(self.desk, self.index, value) if field == "where" else None) or judging.corrected(field, value)
