"""The index: what the lists, counts, map and queue need of every event and report, held in memory and read from the store once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, cast

from tacitus.fusing.event import Contradiction
from tacitus.judgement import Evidence
from tacitus.model import ControlEntry, Problem, Where
from tacitus.storing import EventRecord, StoredCoding

REVISIONS = frozenset({"raised", "lowered", "corrected", "retracted"})


@dataclass(frozen=True, slots=True)
class Revision:
    """One change of what is told of an event: a toll raised, a denial issued, a claim retracted, and by which report."""

    kind: str
    text: str
    document_id: str
    day: date | None


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """One event in a line. `known` is the day of the first report, `contested_since` the first day two sides were known.

    `documents` are the ids of the reports that tell it; it is `contested` when a contradiction is open or somebody denies it.
    """

    id: str
    type: str
    status: str
    start: date | None
    end: date | None
    place: Where
    actors: tuple[str, ...]
    killed: str
    deaths: int
    grade: str
    origins: int
    open_contradictions: tuple[Contradiction, ...]
    contested_since: date | None
    known: date | None
    evidence: tuple[Evidence, ...]
    revisions: tuple[Revision, ...]
    duplicates: tuple[tuple[str, float, tuple[str, ...]], ...]
    accepted: bool
    documents: frozenset[str]
    contested: bool

    @property
    def disputed(self) -> int:
        """On how many questions an open contradiction stands."""
        return len({c.field for c in self.open_contradictions})


@dataclass(frozen=True, slots=True, eq=False)
class Report:
    """One report in a line: who published it and when, what was found in it, what should be looked at."""

    id: str
    title: str
    publisher: str | None
    published: date | None
    accounts: int
    problems: tuple[Problem, ...]
    confidence: Mapping[int, float]
    """Start of an account's trigger → how sure the coder is of it."""
    control: tuple[ControlEntry, ...]

    def sure_at(self, start: int) -> float | None:
        """How sure the coder is of the account whose trigger begins here."""
        return self.confidence.get(start)


@dataclass(frozen=True, eq=False)
class Index:
    """Everything of one build, itself the key of what is worked out from it. `seq` is the row of the audit log it is as of."""

    seq: int
    events: tuple[Entry, ...] = ()
    reports: tuple[Report, ...] = ()
    by_id: Mapping[str, Entry] = field(default_factory=dict)
    report_by_id: Mapping[str, Report] = field(default_factory=dict)
    by_words: Mapping[tuple[str, int], Entry] = field(default_factory=dict)
    """(document id, start of the trigger) → the event that holds that account."""

    @cached_property
    def actor_names(self) -> tuple[str, ...]:
        """Every name of an actor in these events, each once."""
        return tuple(dict.fromkeys(name for e in self.events for name in e.actors))

    @cached_property
    def places(self) -> Mapping[str, Where]:
        """Every place of these events that the gazetteer knows, by its id."""
        return {e.place.place_id: e.place for e in self.events if e.place.place_id}

    @classmethod
    def of(cls, seq: int, events: Iterable[Entry], reports: Iterable[Report]) -> "Index":
        """The index of these lines."""
        entries, found = tuple(events), tuple(reports)
        words = {(v.document_id, v.start): e for e in entries for v in e.evidence}
        return cls(seq, entries, found, {e.id: e for e in entries}, {r.id: r for r in found}, words)


def entry(record: EventRecord) -> Entry:
    """The line of one event, read from the stored form without checking all of it again: ten thousand are read at every start."""
    body = cast(dict[str, Any], record.body)
    fields, members = body["fields"], body["accounts"]
    figure = _chosen(fields, "killed") or {}
    opened = tuple(Contradiction.model_validate(c) for c in body["contradictions"] if c["status"] == "open")
    published = [m["published"] for m in members if m["published"]]
    evidence = record.evidence or tuple(Evidence(document_id=m["document_id"], **m["trigger"]) for m in members)
    return Entry(
        id=record.id, type=record.type, status=record.status, start=record.start, end=record.end,
        place=Where.model_validate(_chosen(fields, "where") or {}), actors=tuple(dict.fromkeys(record.actors)),
        killed=figure_text(figure), deaths=_deaths(figure), grade=body["grade"], origins=body["support"]["origins"],
        open_contradictions=opened, contested_since=min((c.since for c in opened if c.since), default=None),
        known=date.fromisoformat(min(published)) if published else None, evidence=evidence, revisions=tuple(_revisions(body)),
        duplicates=tuple((d["event"], d["score"], tuple(d["reasons"])) for d in body["possible_duplicates"]),
        accepted=body["review"] == "accepted", documents=frozenset(e.document_id for e in evidence),
        contested=bool(opened) or record.status in {"disputed", "denied"},
    )  # fmt: skip


def _chosen(fields: Mapping[str, Any], name: str) -> Any:
    choice = fields.get(name)
    return choice["chosen"]["value"] if choice and choice["chosen"] else None


def figure_text(figure: Mapping[str, object] | None) -> str:
    """A figure as an analyst reads it: "9", "9–17 (best 12)", "at least 9", "up to 20", empty when nobody tells one."""
    if not figure:
        return ""
    low, best, high = figure.get("low"), figure.get("best"), figure.get("high")
    if low is None and high is None:
        return "" if best is None else str(best)
    if low == high:
        return str(low)
    if high is None:
        return f"at least {low}"
    if low is None:
        return f"up to {high}"
    return f"{low}–{high}" + (f" (best {best})" if best not in {None, low, high} else "")


def _deaths(figure: Mapping[str, object]) -> int:
    """The figure for ranking: best, else low, else high, else 0."""
    return next((v for name in ("best", "low", "high") if isinstance(v := figure.get(name), int)), 0)


def _revisions(body: Mapping[str, Any]) -> Iterable[Revision]:
    for toll in body["tolls"]:
        if toll["step"] in REVISIONS:
            bounds = figure_text({"low": toll["min"], "high": toll["max"]})
            yield _revision("toll", f"{toll['harm']} {toll['step']} to {bounds} by {toll['voice']['speaker']['name']}", toll["voice"])
    for denial in body["denials"]:
        claim, voice = denial["claim"], denial["voice"]
        if kind := {"denies": "denial", "retracts": "retraction"}.get(claim["stance"]):
            yield _revision(kind, f"{voice['speaker']['name']} {claim['stance']} {claimed(claim['field'])}", voice)


def claimed(field: str) -> str:
    """What a denial or retraction is of, to be read after its verb: "act" → "that it happened"."""
    return "that it happened" if field == "act" else f"the {field.replace('_', ' ')}"


def _revision(kind: str, text: str, voice: Mapping[str, Any]) -> Revision:
    return Revision(kind, text, voice["document_id"], date.fromisoformat(voice["day"]) if voice["day"] else None)


def report(stored: StoredCoding) -> Report:
    """What a list shows of a report: titled by its title, else the caller’s name for it, else the start of its id."""
    coding, info = stored.coding, stored.coding.document
    sure = {a.trigger.start: a.confidence for a in coding.accounts if a.confidence is not None}
    title = info.title or info.ref or info.id[:19]
    return Report(info.id, title, info.publisher, info.published, len(coding.accounts), coding.problems, sure, coding.control)
