"""Counts of right and wrong over the documents of a gold, and the figures made of them (codebook 10)."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from tacitus import codebook
from tacitus.model import REPORTABLE
from tacitus.scoring.comparing import Record, right_claims, right_slots, slots, speaker, text_of
from tacitus.scoring.pairing import pair_up

CLASS_OF = {
    "type": "wrong type", "when": "wrong date", "where": "wrong place", "initiator": "wrong actor", "target": "wrong actor",
    "killed": "wrong toll", "wounded": "wrong toll",
}  # fmt: skip
CLASSES = ("missed", "spurious", "leaked background", *dict.fromkeys(CLASS_OF.values()), "missed claim", "spurious claim", "wrong status")
INTERVALS = ("account", "account+type", "slots", "claims")


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing wrong: its class (`CLASSES`), the account type it is counted under, what gold says and what the coder says."""

    document: str
    kind: str
    type: str
    gold: str
    coded: str


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of one document: `counts` over all types, `by_type` under the gold type (a spurious account under its own)."""

    document: str
    counts: Counter[str] = field(default_factory=Counter)
    by_type: dict[str, Counter[str]] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)

    def add(self, kind: str, key: str, amount: int = 1) -> None:
        """Count `amount` of `key` for an account type."""
        self.counts[key] += amount
        self.by_type.setdefault(kind, Counter())[key] += amount

    def wrong(self, kind: str, type_: str, gold: object, coded: object) -> None:
        """Note a mistake of class `kind`."""
        self.mistakes.append(Mistake(self.document, kind, type_, str(gold), str(coded)))


def _counts(account: Record) -> bool:
    return codebook.types()[account["type"]].material and account["status"] in REPORTABLE


def tally(document: str, gold: Sequence[Record], coded: Sequence[Record], full: str | None) -> Tally:
    """Compare the accounts of one document; without `full` the evidence of both sides stands in for the text."""
    full = full or "\n".join(text_of(words) for account in (*gold, *coded) for words in account.get("evidence") or ())
    counted, pairs = Tally(document), pair_up(gold, coded, full)
    answered = {j: i for i, j in pairs.items()}
    for i, account in enumerate(gold):
        if _counts(account) and account.get("core", True):
            _count_gold(counted, account, coded[pairs[i]] if i in pairs else None)
    for j, account in enumerate(coded):
        if _counts(account):
            _count_coded(counted, account, gold[answered[j]] if j in answered else None)
    for i, j in pairs.items():
        _count_status(counted, gold[i], coded[j])
    return counted


def _count_gold(counted: Tally, gold: Record, coded: Record | None) -> None:
    kind, expected = gold["type"], slots(gold)
    counted.add(kind, "gold")
    counted.add(kind, "gold_slots", len(expected))
    if coded is None or not _counts(coded):
        counted.wrong("missed", kind, text_of(gold.get("trigger")), "" if coded is None else f"{coded['type']} {coded['status']}")
        return
    counted.add(kind, "found")
    counted.add(kind, "typed", int(coded["type"] == kind))
    right = right_slots(gold, coded)
    counted.add(kind, "right_slots", sum(right.values()))
    for name, number in Counter(name for name, _ in expected).items():
        counted.add(kind, f"field {name}", number)
        counted.add(kind, f"right {name}", right[name])
        if right[name] < number:
            counted.wrong(CLASS_OF[name], kind, f"{name} {_shown(gold, name)}", _shown(coded, name))
    _count_claims(counted, gold, coded)


def _count_claims(counted: Tally, gold: Record, coded: Record) -> None:
    kind = gold["type"]
    right, missed, extra = right_claims(gold, coded)
    counted.add(kind, "claims_right", right)
    counted.add(kind, "claims_gold", right + len(missed))
    counted.add(kind, "claims_pred", right + len(extra))
    for claim in missed:
        counted.wrong("missed claim", kind, f"{speaker(claim)['name']} {claim.get('stance')}", "")
    for claim in extra:
        counted.wrong("spurious claim", kind, "", f"{speaker(claim)['name']} {claim.get('stance')}")


def _count_coded(counted: Tally, coded: Record, gold: Record | None) -> None:
    if gold is not None and gold["status"] in REPORTABLE and not (_counts(gold) and gold.get("core", True)):
        return  # arguable in gold: neither right nor wrong
    counted.add(coded["type"], "pred")
    counted.add(coded["type"], "pred_slots", len(slots(coded)))
    words = text_of(coded.get("trigger"))
    if gold is None:
        counted.add(coded["type"], "spurious")
        evidence = [text_of(e) for e in coded.get("evidence") or ()]
        counted.wrong("spurious", coded["type"], "", " | ".join([words, *evidence[:1]])[:200])
    elif gold["status"] not in REPORTABLE:
        counted.add(coded["type"], "leaked")
        counted.wrong("leaked background", coded["type"], gold["status"], words)


def _count_status(counted: Tally, gold: Record, coded: Record) -> None:
    counted.add(gold["type"], "paired")
    counted.add(gold["type"], "status_right", int(gold["status"] == coded["status"]))
    if gold["status"] != coded["status"]:
        counted.wrong("wrong status", gold["type"], gold["status"], coded["status"])


def _shown(account: Record, name: str) -> str:
    value: Any = account.get(name)
    if name in ("when", "where"):
        value = value or {}
        keys = ("start", "end") if name == "when" else ("name", "country", "precision")
        return " ".join(str(value.get(key) or "–") for key in keys)
    if name in ("initiator", "target"):
        roles = ("initiator",) if name == "initiator" else ("target", "victim_group")
        return "; ".join(str(a.get("name")) for a in account.get("actors") or () if a["role"] in roles) or "–"
    if name in ("killed", "wounded"):
        return "; ".join(f"{t.get('min')}–{t.get('max')}" for t in account.get("tolls") or () if t["harm"] == name) or "–"
    return str(value)


def rate(right: float, coded: float, gold: float) -> dict[str, Any]:
    """Precision, recall and F1 (three decimals), with the counts they are made of."""
    p, r = right / coded if coded else 0.0, right / gold if gold else 0.0
    f1 = round(2 * p * r / (p + r), 3) if p + r else 0.0
    return {"p": round(p, 3), "r": round(r, 3), "f1": f1, "tp": right, "pred": coded, "gold": gold}


def figures(counts: Mapping[str, int], documents: int) -> dict[str, Any]:
    """The figures of codebook 10 from summed counts over a number of documents."""
    n = Counter(counts)
    names = sorted(key.removeprefix("field ") for key in n if key.startswith("field "))
    return {
        "documents": documents,
        "account": rate(n["found"], n["pred"], n["gold"]),
        "account+type": rate(n["typed"], n["pred"], n["gold"]),
        "slots": rate(n["right_slots"], n["pred_slots"], n["gold_slots"]),
        "fields": {
            name: {"right": n[f"right {name}"], "gold": n[f"field {name}"], "acc": round(n[f"right {name}"] / n[f"field {name}"], 3)}
            for name in names
        },
        "claims": rate(n["claims_right"], n["claims_pred"], n["claims_gold"]),
        "status": round(n["status_right"] / n["paired"], 3) if n["paired"] else None,
        "spurious_per_100_docs": round(100 * n["spurious"] / documents, 1) if documents else None,
        "background_leaked_per_100_docs": round(100 * n["leaked"] / documents, 1) if documents else None,
    }


def total(tallies: Iterable[Tally]) -> Counter[str]:
    """The counts of several documents together."""
    summed: Counter[str] = Counter()
    for one in tallies:
        summed.update(one.counts)
    return summed


def by_type(tallies: Iterable[Tally]) -> dict[str, Counter[str]]:
    """Counts of several documents by account type, in the codebook's order."""
    summed: dict[str, Counter[str]] = {code: Counter() for code in codebook.types()}
    for one in tallies:
        for kind, counts in one.by_type.items():
            summed[kind].update(counts)
    return {kind: counts for kind, counts in summed.items() if counts}


def intervals(tallies: Sequence[Tally], *, rounds: int = 2000, seed: int = 1) -> dict[str, tuple[float, float]]:
    """95 % intervals of the F1 figures by the percentile bootstrap over documents; the same seed gives the same ends."""
    parts = {
        "account": ("found", "pred", "gold"),
        "account+type": ("typed", "pred", "gold"),
        "slots": ("right_slots", "pred_slots", "gold_slots"),
        "claims": ("claims_right", "claims_pred", "claims_gold"),
    }
    size = len(tallies)
    if not size:
        return {}
    weights = np.random.default_rng(seed).multinomial(size, [1 / size] * size, size=rounds)
    return {name: _interval(weights, tallies, parts[name]) for name in INTERVALS}


def _interval(weights: Any, tallies: Sequence[Tally], keys: tuple[str, str, str]) -> tuple[float, float]:
    right, coded, gold = (weights @ np.array([t.counts[key] for t in tallies], dtype=float) for key in keys)
    values = np.divide(2 * right, coded + gold, out=np.zeros(len(right)), where=coded + gold > 0)
    low, high = np.percentile(values, [2.5, 97.5])
    return round(float(low), 3), round(float(high), 3)


def groups(tallies: Iterable[Tally], group_of: Mapping[str, str]) -> Iterator[tuple[str, list[Tally]]]:
    """Tallies by the group of their document (`–` when it has none), groups in alphabetical order."""
    found: dict[str, list[Tally]] = {}
    for one in tallies:
        found.setdefault(group_of.get(one.document) or "–", []).append(one)
    yield from sorted(found.items())
