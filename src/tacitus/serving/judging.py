"""Judging: forms become judgements, and a decision made on an outdated view is refused."""

from collections.abc import Iterable, Sequence
from typing import Any

from fastapi import HTTPException
from pydantic import JsonValue, ValidationError

from tacitus.errors import StoreError
from tacitus.fusing.event import Event
from tacitus.judgement import Evidence, Judgement, JudgementKind
from tacitus.model import When, digest
from tacitus.serving.desk import Desk
from tacitus.serving.users import User
from tacitus.storing import Store
from tacitus.storing.records import now

WHOLE: frozenset[str] = frozenset({"accept", "reject", "unsure", "note"})
"""Kinds that are about all accounts of one event."""


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
    """Raise 409 when somebody decided on these words after the form was shown, naming who and what."""
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


def undo(desk: Desk, user: User, judgement_id: str) -> None:
    """Take a judgement back with another row."""
    decided = next((j for j in desk.store.judgements(active=False) if j.id == judgement_id), None)
    if decided is None:
        raise StoreError(f"no judgement '{judgement_id}' in the store")
    desk.decide([make(user, "undo", (), undoes=judgement_id)])


def chosen_value(event: Event, field: str, number: str) -> JsonValue:
    """The value of a field's reading by its number in the dossier: 0 the chosen one, then its rivals."""
    choice = event.fields.get(field)
    readings = [r for r in ((choice.chosen, *choice.rivals) if choice else ()) if r]
    if not number.isdigit() or int(number) >= len(readings):
        raise HTTPException(422, f"the field '{field}' has no value number '{number}'")
    return readings[int(number)].value


def corrected(field: str, text: str) -> JsonValue:
    """What a person typed for a field, in the form that field has: counts as numbers, days as an interval, names as text.

    "9", "9-17" and "9+" are counts; "2031-09-03" and "2031-09-03/2031-09-05" are days. Raises 422 for anything else.
    """
    text = text.strip()
    if field in {"killed", "wounded", "missing", "captured", "displaced", "affected"}:
        low, _, high = text.partition("-")
        ends = (low.rstrip("+"), low if not high and not low.endswith("+") else high)
        if not ends[0].isdigit() or (ends[1] and not ends[1].isdigit()):
            raise HTTPException(422, f"'{text}' is no count; write 9, 9-17 or 9+")
        least, most = int(ends[0]), int(ends[1]) if ends[1] else None
        return {"low": least, "best": least, "high": most, "grade": None}
    if field == "when":
        start, _, end = text.partition("/")
        return _interval(start.strip(), (end or start).strip())
    if not text:
        raise HTTPException(422, "write what it should be")
    return {"name": text, "rule": "corrected by a person"} if field == "where" else text


def _interval(start: str, end: str) -> JsonValue:

    try:
        precision = "day" if start == end else "days"
        return When.model_validate({"start": start, "end": end, "precision": precision, "rule": "corrected by a person"}).model_dump(
            mode="json"
        )
    except ValidationError:
        raise HTTPException(422, f"'{start}' to '{end}' are no days; write 2031-09-03 or 2031-09-03/2031-09-05") from None
