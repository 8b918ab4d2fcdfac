"""Judging: forms become judgements, and a decision made on an outdated view is refused."""

from collections.abc import Iterable, Sequence
from typing import Any, get_args

from fastapi import HTTPException
from pydantic import JsonValue, ValidationError

from tacitus import codebook
from tacitus.errors import StoreError
from tacitus.fusing.event import Event
from tacitus.judgement import Evidence, Judgement, JudgementKind
from tacitus.model import Harm, Status, WeaponClass, When, digest
from tacitus.serving.desk import Desk
from tacitus.serving.users import User
from tacitus.storing import Store
from tacitus.storing.records import now


def standing(store: Store, evidence: Sequence[Evidence]) -> tuple[Judgement, ...]:
    """The decisions that count on any of these words, in the order they were made."""
    found: dict[str, Judgement] = {}
    for document_id in dict.fromkeys(e.document_id for e in evidence):
        for judgement in store.judgements(document_id):
            if any(_touch(e, o) for e in judgement.subject for o in evidence):
                found[judgement.id] = judgement
    return tuple(sorted(found.values(), key=lambda j: j.time))


def _touch(a: Evidence, b: Evidence) -> bool:
    return a.document_id == b.document_id and a.start < b.end and b.start < a.end


def seal(judgements: Iterable[Judgement]) -> str:
    """What a form carries of the decisions its reader saw, so that two reviewers cannot overwrite each other unseen."""
    return digest(*(j.id for j in judgements))[:24]


def must_be_current(store: Store, evidence: Sequence[Evidence], seen: str) -> None:
    """Raise 409 when somebody decided on these words after the form was shown, naming who and what. Without `seen` nothing is asked."""
    judged = standing(store, evidence)
    if seen and seen != seal(judged):
        last = (
            f"{judged[-1].person} decided “{judged[-1].kind.replace('_', ' ')}” at {judged[-1].time[11:16]} UTC"
            if judged
            else "a decision was taken back"
        )
        raise HTTPException(409, f"Meanwhile {last}. Nothing of yours was stored; load the page again to see it and decide.")


def make(user: User, kind: JudgementKind, subject: Sequence[Evidence], **rest: Any) -> Judgement:
    """A judgement of this person, now. Raises 422 when it lacks something."""
    try:
        return Judgement(kind=kind, subject=tuple(dict.fromkeys(subject)), person=user.name, time=now(), **rest)
    except ValidationError as error:
        raise HTTPException(422, "; ".join(e["msg"].removeprefix("Value error, ") for e in error.errors())) from error


def undoable(desk: Desk, user: User, judgement_id: str) -> Judgement:
    """The judgement this person may take back.

    A person takes back what is the person's own, an admin anybody's: two reviewers cannot overwrite each other. Raises `StoreError` when
    there is none, 403 when it is another person's, 409 when it was taken back before.
    """
    decided = next((j for j in desk.store.judgements(active=False) if j.id == judgement_id), None)
    if decided is None:
        raise StoreError(f"no judgement '{judgement_id}' in the store")
    if decided.person != user.name and not user.may("admin"):
        raise HTTPException(403, f"{decided.person} decided this; decide otherwise yourself, or ask {decided.person} to take it back")
    if all(j.id != judgement_id for j in desk.store.judgements()):
        raise HTTPException(409, "This was taken back meanwhile. Load the page again.")
    return decided


def chosen_value(event: Event, field: str, number: str) -> JsonValue:
    """The value of a field's reading by its number in the dossier: 0 the chosen one, then its rivals."""
    choice = event.fields.get(field)
    readings = [r for r in ((choice.chosen, *choice.rivals) if choice else ()) if r]
    if not number.isdigit() or int(number) >= len(readings):
        raise HTTPException(422, f"the field '{field}' has no value number '{number}'")
    return readings[int(number)].value


def corrected(field: str, text: str) -> JsonValue:
    """What a person typed for a field, in the form that field has: codes of the codebook, counts as numbers, days as an interval.

    "9", "9-17" and "9+" are counts; "2031-09-03" and "2031-09-03/2031-09-05" are days; the rest is a name. Raises 422 for anything else.
    """
    text = text.strip()
    if not text:
        raise HTTPException(422, "write what it should be")
    if field in get_args(Harm):
        return _count(text)
    if field == "when":
        start, _, end = text.partition("/")
        return _interval(start.strip(), (end or start).strip())
    known = {"type": tuple(codebook.types()), "status": get_args(Status), "weapon": get_args(WeaponClass)}.get(field)
    if known is not None and text not in known:
        raise HTTPException(422, f"'{text}' is no {field} of the codebook; known are {', '.join(known)}")
    return {"name": text, "rule": "corrected by a person"} if field == "where" else text


def _count(text: str) -> JsonValue:
    low, _, high = text.partition("-")
    ends = (low.rstrip("+"), low if not high and not low.endswith("+") else high)
    if not ends[0].isdigit() or (ends[1] and not ends[1].isdigit()) or (ends[1] and int(ends[1]) < int(ends[0])):
        raise HTTPException(422, f"'{text}' is no count; write 9, 9-17 or 9+")
    least, most = int(ends[0]), int(ends[1]) if ends[1] else None
    return {"low": least, "best": least, "high": most, "grade": None}


def _interval(start: str, end: str) -> JsonValue:
    told = {"start": start, "end": end, "precision": "day" if start == end else "days", "rule": "corrected by a person"}
    try:
        return When.model_validate(told).model_dump(mode="json")
    except ValidationError:
        raise HTTPException(422, f"'{start}' to '{end}' are no days; write 2031-09-03 or 2031-09-03/2031-09-05") from None
