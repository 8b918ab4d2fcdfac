"""Changes: what reports published since a day added to the events: new happenings, revised counts, denials, retractions, contradictions."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal

from tacitus.fusing.event import Event, TollEntry, Voice
from tacitus.fusing.merging import bounds
from tacitus.model import Value

ChangeKind = Literal[
    "new event", "toll raised", "toll lowered", "toll corrected", "toll retracted", "denial", "retraction", "confirmation", "contradiction",
]  # fmt: skip
_STEPS: dict[str, ChangeKind] = {
    "raised": "toll raised", "lowered": "toll lowered", "corrected": "toll corrected", "retracted": "toll retracted",
}  # fmt: skip
_STANCES: dict[str, ChangeKind] = {
    "denies": "denial", "retracts": "retraction", "confirms": "confirmation", "claims_responsibility": "confirmation",
}  # fmt: skip


class EventChange(Value):
    """One thing that is new about an event, by the day of the report that brought it."""

    day: date
    kind: ChangeKind
    event: str
    field: str
    text: str
    speaker: str
    document: str


def changes(events: Iterable[Event], since: date) -> list[EventChange]:
    """What was published on `since` or after, by day, then event; reports without a day of publication bring no change."""
    found = [c for event in events for c in _of(event) if c.day >= since]
    return sorted(found, key=lambda c: (c.day, c.event, c.kind, c.field, c.document, c.text))


def _of(event: Event) -> Iterator[EventChange]:
    first = event.accounts[0]
    if first.published:
        yield EventChange(
            day=first.published, kind="new event", event=event.id, field="", text=f"{event.type}, {event.place.name or 'place not told'}",
            speaker=first.outlet or first.document, document=first.document,
        )  # fmt: skip
    for entry in event.tolls:
        if entry.step in _STEPS:
            yield from _change(event, _STEPS[entry.step], entry.harm, f"{bounds(entry.min, entry.max)} {_people(entry)}", entry.voice)
    for denial in event.denials:
        if denial.claim.stance in _STANCES:
            yield from _change(event, _STANCES[denial.claim.stance], denial.claim.field, denial.claim.evidence.text, denial.voice)
    for c in event.contradictions:
        if c.kind == "rival" and c.since:
            sides = " / ".join(side.value for side in c.sides)
            last = max((v for side in c.sides for v in side.voices if v.day and v.day <= c.since), key=lambda v: str(v.day), default=None)
            if last:
                yield from _change(event, "contradiction", c.field, sides, last)


def _people(entry: TollEntry) -> str:
    return f"{entry.harm}" if entry.group == "unspecified" else f"{entry.harm} ({entry.whose or entry.group})"


def _change(event: Event, kind: ChangeKind, field: str, text: str, voice: Voice) -> Iterator[EventChange]:
    if voice.day:
        yield EventChange(
            day=voice.day, kind=kind, event=event.id, field=field, text=text, speaker=voice.speaker.name, document=voice.document
        )
