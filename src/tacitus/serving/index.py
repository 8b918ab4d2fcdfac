"""The index: what the lists, counts, map and queue need of every event and report, held in memory and read from the store once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from tacitus.fusing.event import Contradiction, Event
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

    @classmethod
    def of(cls, seq: int, events: Iterable[Entry], reports: Iterable[Report]) -> "Index":
        """The index of these lines."""
        entries, found = tuple(events), tuple(reports)
        words = {(v.document_id, v.start): e for e in entries for v in e.evidence}
        return cls(seq, entries, found, {e.id: e for e in entries}, {r.id: r for r in found}, words)


def entry(event: Event, record: EventRecord) -> Entry:
    """The line of one event."""
    figure = event.figure("killed") or {}
    opened = tuple(c for c in event.contradictions if c.status == "open")
    since = [c.since for c in opened if c.since]
    published = [m.published for m in event.accounts if m.published]
    evidence = record.evidence or tuple(m.evidence for m in event.accounts)
    return Entry(
        id=event.id, type=event.type, status=event.status, start=event.first_day, end=event.last_day, place=event.place,
        actors=tuple(dict.fromkeys((*event.names("initiator"), *event.names("target")))),
        killed=figure_text(figure), deaths=_deaths(figure), grade=event.grade, origins=event.support.origins,
        open_contradictions=opened, contested_since=min(since, default=None), known=min(published, default=None),
        evidence=evidence, revisions=tuple(_revisions(event)),
        duplicates=tuple((d.event, d.score, d.reasons) for d in event.possible_duplicates), accepted=event.review == "accepted",
        documents=frozenset(e.document_id for e in evidence), contested=bool(opened) or event.status in {"disputed", "denied"},
    )  # fmt: skip


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


def _revisions(event: Event) -> Iterable[Revision]:
    for toll in event.tolls:
        if toll.step in REVISIONS:
            bounds = figure_text({"low": toll.min, "high": toll.max})
            yield Revision(
                "toll", f"{toll.harm} {toll.step} to {bounds} by {toll.voice.speaker.name}", toll.voice.document_id, toll.voice.day
            )
    for denial in event.denials:
        if denial.claim.stance in {"denies", "retracts"}:
            kind = "denial" if denial.claim.stance == "denies" else "retraction"
            text = f"{denial.voice.speaker.name} {denial.claim.stance} {denial.claim.field}"
            yield Revision(kind, text, denial.voice.document_id, denial.voice.day)


def report(stored: StoredCoding) -> Report:
    """The line of one report."""
    coding, info = stored.coding, stored.coding.document
    sure = {a.trigger.start: a.confidence for a in coding.accounts if a.confidence is not None}
    title = info.title or info.ref or info.id[:19]
    return Report(info.id, title, info.publisher, info.published, len(coding.accounts), coding.problems, sure, coding.control)
