"""Incidents: an event with the accounts that tell it, as the exporters read it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from tacitus.fusing.event import Event
from tacitus.model import Account, Claim, CoderStamp, DocumentInfo, Harm, Where

_NO_WORD = frozenset({"denies", "no_comment", "retracts"})
_NOBODY = frozenset({"unidentified_armed", "unknown"})
_TWO_SIDED = frozenset({"clash", "capture", "agreement", "talks", "release"})


@dataclass(frozen=True, slots=True)
class Telling:
    """One account of the event, the report it is in and the coder that coded it."""

    document: DocumentInfo
    account: Account
    coder: CoderStamp


@dataclass(frozen=True, slots=True)
class Share:
    """The place of an incident among the parts of one toll: `of` people killed in all, told of `among` incidents; this is `index` (0, 1 …).

    `of` is None when no count is told of them together.
    """

    whole: str
    of: int | None
    among: int
    index: int


@dataclass(frozen=True, slots=True)
class Figure:
    """A count under a policy: the least, the chosen and the greatest; None where nobody's words support one."""

    low: int | None
    best: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody in a role of the event, as chosen by fusing."""

    name: str
    kind: str
    country: str | None = None
    actor_id: str | None = None


@dataclass(frozen=True)
class Incident:
    """An event, its accounts in the order of the event, and what exporting decided on it.

    `where` is the place that is given out: the event's, or a coarser one. `share` is set for a town among several with one toll,
    `parts` counts such towns of the account that holds the toll. `marks` say in words what was coarsened or masked in this row.
    """

    event: Event
    tellings: tuple[Telling, ...]
    where: Where
    share: Share | None = None
    parts: int = 0
    marks: tuple[str, ...] = ()
    quotable: bool = True
    """Whether the reports' own words may be given out: not when the place was coarsened, for they may name it."""

    @property
    def when(self) -> dict[str, Any]:
        """The chosen `start`, `end` (ISO text or None), `precision` and `inferred`."""
        choice = self.event.fields.get("when")
        value = choice.chosen.value if choice and choice.chosen else None
        return dict(value) if isinstance(value, dict) else {"start": None, "end": None, "precision": "unknown", "inferred": False}

    @property
    def interval(self) -> tuple[date, date] | None:
        """First and last day, both inclusive; None when no date is told."""
        first, last = self.event.first_day, self.event.last_day
        return (first, last) if first and last else None

    @cached_property
    def initiators(self) -> tuple[Who, ...]:
        """Who did it, the chosen one first: always "attributed by" somebody.

        Where nobody is named, those told without a name ("unidentified gunmen"), whom fusing does not choose.
        """
        if named := self._people("initiator"):
            return named
        nameless = (a for t in self.tellings for a in t.account.having("initiator") if a.kind in _NOBODY)
        return tuple({a.name: Who(a.name, a.kind, a.country, a.actor_id) for a in nameless}.values())

    @cached_property
    def targets(self) -> tuple[Who, ...]:
        """Whom it was done to, fighting or not."""
        return self._people("target")

    @property
    def sides(self) -> tuple[tuple[Who, ...], tuple[Who, ...]]:
        """Who did it and whom it was done to; of an act of two sides without targets, the first initiator and the others.

        The order does not tell who attacked.
        """
        first, second = self.initiators, self.targets
        two = not second and len(first) > 1 and self.event.type in _TWO_SIDED
        return (first[:1], first[1:]) if two else (first, second)

    @cached_property
    def supporters(self) -> tuple[Who, ...]:
        """Who helped the initiators, as any account tells."""
        found = {a.name: Who(a.name, a.kind, a.country, a.actor_id) for t in self.tellings for a in t.account.having("supporter")}
        return tuple(found.values())

    def _people(self, field: str) -> tuple[Who, ...]:
        choice = self.event.fields.get(field)
        if not choice or not choice.chosen:
            return ()
        readings = (choice.chosen, *(r for r in choice.rivals if "together" in r.flags))
        return tuple(_who(r.value, r.text) for r in readings)

    def figure(self, harm: Harm) -> Figure | None:
        """The count of a harm under the event's policy, None when nobody tells one."""
        value = self.event.figure(harm)
        return Figure(*(n if isinstance(n := value.get(key), int) else None for key in ("low", "best", "high"))) if value else None

    @cached_property
    def documents(self) -> tuple[DocumentInfo, ...]:
        """The reports, each once, in the order of the accounts."""
        return tuple({t.document.id: t.document for t in self.tellings}.values())

    @cached_property
    def publishers(self) -> tuple[str, ...]:
        """Who published them; a report without publisher counts under its own name."""
        return tuple(dict.fromkeys(d.publisher or d.ref or d.id for d in self.documents))

    @cached_property
    def published(self) -> tuple[date, date] | None:
        """The days of the first and the last report, None when no report is dated."""
        days = [d.published for d in self.documents if d.published]
        return (min(days), max(days)) if days else None

    @property
    def claims(self) -> Iterator[tuple[Telling, int, Claim]]:
        """Each claim with the account that holds it and its number there, from 1."""
        return ((t, n, c) for t in self.tellings for n, c in enumerate(t.account.claims, 1))

    @cached_property
    def said_by(self) -> tuple[str, ...]:
        """Who says it, no side first, without those who only deny; the outlets where they quote nobody."""
        deniers = {c.speaker.name for _, _, c in self.claims if c.stance in _NO_WORD} - {
            c.speaker.name for _, _, c in self.claims if c.stance not in _NO_WORD
        }
        told = (n for n in (*self.event.support.non_parties, *self.event.support.parties) if n not in deniers)
        return tuple(told) or self.publishers

    @cached_property
    def denied_by(self) -> tuple[str, ...]:
        """Who denies any of it."""
        return tuple(dict.fromkeys(d.voice.speaker.name for d in self.event.denials if d.claim.stance == "denies"))

    @cached_property
    def contested(self) -> tuple[str, ...]:
        """The fields with an open contradiction."""
        return tuple(sorted({c.field for c in self.event.contradictions if c.status == "open"}))

    @cached_property
    def confidence(self) -> float | None:
        """The confidence of the surest account, None when no coder gave any."""
        return max((c for t in self.tellings if (c := t.account.confidence) is not None), default=None)

    @cached_property
    def weapons(self) -> tuple[str, ...]:
        """The classes of the weapons told."""
        return tuple(dict.fromkeys(w.class_ for t in self.tellings for w in t.account.weapons))

    @cached_property
    def words(self) -> str:
        """The accounts' own words, folded to lower case: what words that decide a code are looked for in."""
        spans = [t.account.trigger.text for t in self.tellings] + [s.text for t in self.tellings for s in t.account.evidence]
        return " ".join(spans).casefold()


def _who(value: object, text: str) -> Who:
    if not isinstance(value, dict):
        return Who(text, "unknown")
    return Who(str(value.get("name") or text), str(value.get("kind") or "unknown"), value.get("country"), value.get("actor_id"))
