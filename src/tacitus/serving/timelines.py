"""Timelines: what happened, by day, of one event with all that was said of it, of a place, or of an actor."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response

from tacitus.fusing.event import Event
from tacitus.serving.index import Entry, Index, figure_text
from tacitus.serving.rendering import TheDesk, TheIndex, render
from tacitus.serving.selecting import Wanted, select
from tacitus.serving.wording import event_headline

router = APIRouter(include_in_schema=False)
MOST = 400


@dataclass(frozen=True, slots=True)
class Moment:
    """Something said of an event on the day a report was published."""

    day: date | None
    kind: str
    text: str
    document_id: str
    words: str = ""


@router.get("/timeline")
def page(request: Request, desk: TheDesk, index: TheIndex, event: str = "", place: str = "", actor: str = "", status: str = "") -> Response:
    """One timeline; without anything asked for, the places and actors told of most."""
    if event:
        if event not in index.by_id:
            raise HTTPException(404, f"no event '{event}'")
        whole = desk.event(event)
        moments = sorted(_moments(whole), key=lambda m: (str(m.day or ""), m.kind, m.document_id))
        return render(request, "timeline.html", index=index, event=whole, title=event_headline(whole), moments=moments)
    if place or actor:
        found = sorted(select(index, Wanted(place=place, actor=actor, status=status)), key=lambda e: (e.start or date.min, e.id))
        title = " · ".join(filter(None, (place, actor)))
        return render(request, "timeline.html", index=index, event=None, title=title, by_day=_by_day(found[-MOST:]), total=len(found),
                      place=place, actor=actor, held=_held(index, place))  # fmt: skip
    return render(request, "timeline.html", index=index, event=None, title="", places=_most(index, "place"), actors=_most(index, "actor"))


def _moments(event: Event) -> Iterator[Moment]:
    for member in event.accounts:
        outlet = member.outlet or member.document
        yield Moment(member.published, "report", f"{outlet} tells it ({member.status})", member.document_id, member.trigger.text)
    for toll in event.tolls:
        text = f"{toll.harm} {figure_text({'low': toll.min, 'high': toll.max})}, says {toll.voice.speaker.name}"
        step = "" if toll.step in {"first", "repeated"} else f" ({toll.step})"
        yield Moment(toll.voice.day, "toll", text + step, toll.voice.document_id, toll.voice.words.text if toll.voice.words else "")
    for denial in event.denials:
        text = f"{denial.voice.speaker.name} {denial.claim.stance.replace('_', ' ')} {denial.claim.field}"
        yield Moment(denial.voice.day, "claim", text, denial.voice.document_id, denial.claim.evidence.text.strip())
    for c in event.contradictions:
        sides = " against ".join(side.value for side in c.sides)
        yield Moment(c.since, "contradiction", f"{c.field}: {sides}", c.sides[0].voices[0].document_id if c.sides[0].voices else "")


def _by_day(entries: list[Entry]) -> dict[date | None, list[Entry]]:
    found: dict[date | None, list[Entry]] = defaultdict(list)
    for e in entries:
        found[e.start].append(e)
    return found


def _held(index: Index, place: str) -> list[tuple[str, date | None, str, str, str]]:
    """Who was said to hold the place, by day: (report, day, state, actor, speaker)."""
    told = [
        (r.id, c.as_of or r.published, c.state, c.actor.name, c.speaker.name)
        for r in index.reports
        for c in r.control
        if place and (c.place.name or "").casefold() == place.casefold()
    ]
    return sorted(told, key=lambda t: str(t[1] or ""))


def _most(index: Index, what: str) -> list[tuple[str, int]]:
    counts: dict[str, int] = defaultdict(int)
    for e in index.events:
        if e.status in {"happened", "disputed"}:
            for name in e.actors if what == "actor" else filter(None, [e.place.name]):
                counts[name] += 1
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:24]
