"""Timelines: what happened, by day, of one event with all that was said of it, of a place, or of an actor."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response

from tacitus.fusing.event import Event
from tacitus.serving.disputes import disputes
from tacitus.serving.index import Entry, Index, claimed, figure_text
from tacitus.serving.rendering import TheDesk, TheIndex, render
from tacitus.serving.selecting import Wanted, select
from tacitus.serving.wording import event_headline, field_name, readable

router = APIRouter(include_in_schema=False)
MOST = 400
SHOWN = 24


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
                      place=place, actor=actor, held=_held(index, place), **_told_of(index))  # fmt: skip
    found_most: dict[str, Any] = {"places": _most(index, "place")[:SHOWN], "actors": _most(index, "actor")[:SHOWN]}
    return render(request, "timeline.html", index=index, event=None, title="", **found_most, **_told_of(index))


def _told_of(index: Index) -> dict[str, Any]:
    """Names to pick from, most told of first."""
    return {f"told_{what}s": [name for name, _ in _most(index, what)[:MOST]] for what in ("place", "actor")}


def _moments(event: Event) -> Iterator[Moment]:
    for member in event.accounts:
        outlet = member.outlet or member.document
        yield Moment(member.published, "report", f"{outlet} tells it ({member.status})", member.document_id, member.trigger.text)
    for toll in event.tolls:
        text = f"{toll.harm} {figure_text({'low': toll.min, 'high': toll.max})}, says {toll.voice.speaker.name}"
        step = "" if toll.step in {"first", "repeated"} else f" ({toll.step})"
        yield Moment(toll.voice.day, "toll", text + step, toll.voice.document_id, toll.voice.words.text if toll.voice.words else "")
    for denial in event.denials:
        text = f"{denial.voice.speaker.name} {denial.claim.stance.replace('_', ' ')} {claimed(denial.claim.field)}"
        yield Moment(denial.voice.day, "claim", text, denial.voice.document_id, denial.claim.evidence.text.strip())
    for c in disputes(event.contradictions):
        sides = " against ".join(readable(side.value) for side in c.sides)
        voices = sorted((v for side in c.sides for v in side.voices), key=lambda v: str(v.day or ""))
        later = next((v for v in voices if v.day == c.since), None)
        yield Moment(c.since, "contradiction", f"{field_name(c.field)}: {sides}", later.document_id if later else "")


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


@lru_cache(maxsize=8)
def _most(index: Index, what: str) -> list[tuple[str, int]]:
    counts: dict[str, int] = defaultdict(int)
    for e in index.events:
        if e.status in {"happened", "disputed"}:
            for name in e.actors if what == "actor" else filter(None, [e.place.name]):
                counts[name] += 1
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
