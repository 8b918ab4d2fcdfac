"""Ranking: what waits for a person, ordered by what a decision would change."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from math import log1p
from typing import Literal

from tacitus.judgement import Evidence, Judgement
from tacitus.model import digest
from tacitus.serving.index import Entry, Index
from tacitus.serving.wording import days, field_name, headline, readable

ItemKind = Literal["contradiction", "duplicate", "confidence", "place", "problem", "sample"]
WEIGHTS: dict[ItemKind, float] = {"contradiction": 6, "duplicate": 5, "place": 3.5, "confidence": 3, "problem": 2, "sample": 0.5}
"""What a decision of each kind changes at least; deaths and independent origins raise it."""
KINDS: dict[ItemKind, str] = {
    "contradiction": "Contradictions", "duplicate": "Possible duplicates", "place": "Ambiguous places", "confidence": "Low confidence",
    "problem": "Problems in reports", "sample": "Random sample of the rest",
}  # fmt: skip
NAMES: dict[ItemKind, str] = {
    "contradiction": "Contradiction", "duplicate": "Possible duplicate", "place": "Ambiguous place", "confidence": "Low confidence",
    "problem": "Problem in a report", "sample": "Random sample",
}  # fmt: skip
"""What one item of each kind is called."""
UNSURE = 0.5
"""Confidence below which an account is shown to a person."""
SAMPLE = 20
"""One in so many of the events nothing speaks against is shown all the same, to measure the quality of those nobody looks at."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to decide. `id` names it in addresses; `day` is when it happened or was published, for reading; `subject` are the words
    a decision would be about."""

    id: str
    kind: ItemKind
    score: float
    title: str
    day: str
    why: str
    changes: str
    subject: tuple[Evidence, ...]
    event: str | None = None
    other: str | None = None
    document: str | None = None
    split: int | None = None
    """Of a possible duplicate: how many of `subject` belong to the first event."""


def queue(index: Index, judgements: Iterable[Judgement], person: str) -> list[Item]:
    """All open items, what would change most first. An item is closed when words of its subject were judged for its purpose."""
    judged = _by_document(judgements)
    by_document = _items_of(index)
    touched = {item.id: item for document_id in judged for item in by_document.get(document_id, ())}
    closed = {name for name, item in touched.items() if _closed(item, judged, person)}
    return [item for item in _ordered(index) if item.id not in closed]


@lru_cache(maxsize=4)
def _ordered(index: Index) -> tuple[Item, ...]:
    return tuple(sorted(_items(index), key=lambda i: (-i.score, i.id)))


def _items(index: Index) -> Iterator[Item]:
    doubted = set[str]()
    for item in (*_contradictions(index), *_duplicates(index), *_unsure(index), *_problems(index)):
        doubted.update(x for x in (item.event, item.other) if x)
        yield item
    for e in index.events:
        if e.id not in doubted and not e.accepted and int(digest("sample", e.id)[:8], 16) % SAMPLE == 0:
            yield _item("sample", e, "Nothing speaks against it; shown by chance", "measures how often the coder is right")


def _item(kind: ItemKind, e: Entry, why: str, changes: str, weight: float = 1.0) -> Item:
    score = WEIGHTS[kind] * weight * (1 + log1p(e.deaths) / 3) * (1 + log1p(e.origins) / 4)
    return Item(f"{kind}:{e.id}", kind, round(score, 2), headline(e), days(e.start, e.end), why, changes, e.evidence, event=e.id)


def _contradictions(index: Index) -> Iterator[Item]:
    for e in index.events:
        if e.open_contradictions and not e.accepted:
            values: dict[str, dict[str, None]] = {}
            for c in e.open_contradictions:
                values.setdefault(c.field, {}).update(dict.fromkeys(s.value for s in c.sides))
            asked = [f"{field_name(f)} ({' against '.join(map(readable, list(sides)[:3]))})" for f, sides in values.items()]
            if len(values) > 2:
                asked = [field_name(f) for f in dict.fromkeys(f.partition(" ")[0] for f in values)]
            weight = 1 + 0.2 * len(e.open_contradictions)
            settles = "settles it" if len(values) == 1 else f"settles one of {len(values)} questions, or all"
            yield _item("contradiction", e, f"Reports contradict each other on {_and(asked)}", settles, weight)


def _and(parts: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(parts[:-1]), parts[-1])))


def _duplicates(index: Index) -> Iterator[Item]:
    for e in index.events:
        for other_id, score, reasons in e.duplicates:
            other = index.by_id.get(other_id)
            if other is None or other.id < e.id:
                continue
            weight = WEIGHTS["duplicate"] * (1 + log1p(max(e.deaths, other.deaths)) / 3)
            why = f"May be one event with “{headline(other)}”, {days(other.start, other.end)}" + (f": {reasons[0]}" if reasons else "")
            ranked = round(weight + min(1.0, max(-1.0, score / 10)), 2)
            yield Item(
                f"duplicate:{e.id}:{other.id}", "duplicate", ranked, headline(e), days(e.start, e.end), why,
                "makes one event of them, or keeps two", (*e.evidence, *other.evidence), event=e.id, other=other.id, split=len(e.evidence),
            )  # fmt: skip


def _unsure(index: Index) -> Iterator[Item]:
    weakest: dict[str, float] = {}
    for e in index.events:
        if e.accepted or e.status not in {"happened", "disputed"} or len(e.documents) != 1 or len(e.evidence) != 1:
            continue
        report = index.report_by_id.get(e.evidence[0].document_id)
        sure = report.sure_at(e.evidence[0].start) if report else None
        if sure is not None and sure < UNSURE:
            weakest[e.id] = sure
    for event_id, sure in weakest.items():
        yield _item(
            "confidence", index.by_id[event_id], f"One report tells it, with confidence {sure:.2f}", "keeps or drops the event", 1.5 - sure
        )


def _problems(index: Index) -> Iterator[Item]:
    for report in index.reports:
        for n, problem in enumerate(report.problems):
            if problem.span is None or problem.kind in {"boilerplate", "language"}:
                continue
            kind: ItemKind = "place" if problem.kind in {"ambiguous_place", "gazetteer_conflict"} else "problem"
            evidence = Evidence.at(report.id, problem.span)
            yield Item(
                f"{kind}:{report.id}:{n}", kind, WEIGHTS[kind], report.title, days(report.published, None),
                f"{problem.kind.replace('_', ' ').capitalize()}: {problem.message}",
                "clears a doubt the coder had", (evidence,), document=report.id,
            )  # fmt: skip


@lru_cache(maxsize=4)
def _items_of(index: Index) -> dict[str, list[Item]]:
    """Document id → the items about words of it."""
    found: dict[str, list[Item]] = {}
    for item in _ordered(index):
        for document_id in {e.document_id for e in item.subject}:
            found.setdefault(document_id, []).append(item)
    return found


CLOSING: dict[ItemKind, frozenset[str]] = {
    "contradiction": frozenset({"accept", "reject", "unsure", "choose", "correct"}),
    "duplicate": frozenset({"same", "not_same", "merge", "unsure"}),
    "confidence": frozenset({"accept", "reject", "unsure", "correct", "choose"}),
    "place": frozenset({"accept", "reject", "unsure", "correct", "note"}),
    "problem": frozenset({"accept", "reject", "unsure", "correct", "note"}),
    "sample": frozenset({"accept", "reject", "unsure", "correct", "choose"}),
}


def _by_document(judgements: Iterable[Judgement]) -> dict[str, list[tuple[Judgement, Evidence]]]:
    found: dict[str, list[tuple[Judgement, Evidence]]] = {}
    for judgement in judgements:
        for evidence in judgement.subject:
            found.setdefault(evidence.document_id, []).append((judgement, evidence))
    return found


def touching(items: Iterable[Item], subject: Sequence[Evidence]) -> Item | None:
    """The first item about any of these words."""
    return next((i for i in items if any(_overlap(a, b) for a in i.subject for b in subject)), None)


def _overlap(a: Evidence, b: Evidence) -> bool:
    return a.document_id == b.document_id and a.start < b.end and b.start < a.end


def _closed(item: Item, judged: dict[str, list[tuple[Judgement, Evidence]]], person: str) -> bool:
    """Whether a decision of a closing kind touches the item.

    A possible duplicate needs one that touches both events. A sample is open until this very person decided: two people who judge the
    same sample is how agreement is measured.
    """
    found = [j for j in _touching(item.subject[: item.split], judged) if j.kind in CLOSING[item.kind]]
    if item.kind == "sample":
        return any(j.person == person for j in found)
    if item.kind == "duplicate":
        others = {j.id for j in _touching(item.subject[item.split :], judged)}
        return any(j.id in others for j in found)
    return bool(found)


def _touching(subject: Sequence[Evidence], judged: dict[str, list[tuple[Judgement, Evidence]]]) -> Iterator[Judgement]:
    for e in subject:
        for judgement, other in judged.get(e.document_id, ()):
            if _overlap(e, other):
                yield judgement


@dataclass(frozen=True, slots=True)
class Agreement:
    """How often two people said the same of the same words; `differ` is where they did not, as (document id, start)."""

    first: str
    second: str
    both: int
    differ: tuple[tuple[str, int], ...]

    @property
    def same(self) -> int:
        """On how many they agree."""
        return self.both - len(self.differ)

    @property
    def share(self) -> float:
        """The part of decisions on which they agree, in [0, 1]."""
        return self.same / self.both


def agreement(judgements: Iterable[Judgement]) -> list[Agreement]:
    """For each two people the words both judged (accept, reject, unsure, same, not same), their latest decision each."""
    said: dict[tuple[tuple[str, int], ...], dict[str, str]] = {}
    for j in judgements:
        if j.kind in {"accept", "reject", "unsure", "same", "not_same"}:
            said.setdefault(tuple(sorted((e.document_id, e.start) for e in j.subject)), {})[j.person] = j.kind
    pairs: dict[tuple[str, str], list[tuple[str, int] | None]] = {}
    for words, by in said.items():
        for a, b in combinations(sorted(by), 2):
            pairs.setdefault((a, b), []).append(None if by[a] == by[b] else words[0])
    return [Agreement(a, b, len(rows), tuple(r for r in rows if r)) for (a, b), rows in sorted(pairs.items())]
