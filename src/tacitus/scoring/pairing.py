"""Which coded account answers which gold account: the best one-to-one pairing of a document (codebook 10)."""

from collections.abc import Iterable, Sequence

import numpy as np
from scipy.optimize import linear_sum_assignment

from tacitus import codebook
from tacitus.scoring.comparing import Record, near_when, same_place, text_of

_TRIGGER_IN_EVIDENCE, _EVIDENCE_SHARED = 1.0, 0.6
Stretch = tuple[int, int]


def stretches(strings: Iterable[str], full: str) -> list[Stretch]:
    """Where each string first stands in the text, as [start, end); strings that do not stand there are left out."""
    found = ((full.find(s), len(s)) for s in strings if s)
    return [(start, start + length) for start, length in found if start >= 0]


def _overlap(first: Sequence[Stretch], second: Sequence[Stretch]) -> bool:
    return any(max(a, c) < min(b, d) for a, b in first for c, d in second)


def pair_up(gold: Sequence[Record], coded: Sequence[Record], full: str) -> dict[int, int]:
    """Gold index → coded index, the pairing with the best total.

    A pair needs types that are equal or alike and shared words (the coded trigger or evidence lies in the gold evidence or
    trigger), or the same named place and overlapping dates. `full` is the text in which the words are looked for.
    """
    if not gold or not coded:
        return {}
    table = np.zeros((len(gold), len(coded)))
    for i, expected in enumerate(gold):
        told = stretches([*_evidence(expected), text_of(expected.get("trigger"))], full)
        for j, account in enumerate(coded):
            table[i, j] = _score(expected, account, told, full)
    rows, columns = linear_sum_assignment(-table)
    return {int(i): int(j) for i, j in zip(rows, columns, strict=True) if table[i, j] > 0}


def _evidence(account: Record) -> list[str]:
    return [text_of(words) for words in account.get("evidence") or ()]


def _score(gold: Record, coded: Record, told: Sequence[Stretch], full: str) -> float:
    likeness = codebook.alike(gold["type"], coded["type"])
    if not likeness:
        return 0.0
    words = 0.0
    if _overlap(told, stretches([text_of(coded.get("trigger"))], full)):
        words = _TRIGGER_IN_EVIDENCE
    elif _overlap(told, stretches(_evidence(coded), full)):
        words = _EVIDENCE_SHARED
    place, time = same_place(gold.get("where"), coded.get("where")), near_when(gold.get("when"), coded.get("when"))
    if not words and not (place and time and (gold.get("where") or {}).get("name")):
        return 0.0
    agree = bool(gold["status"] == coded["status"])
    return 2 * likeness + 2 * words + place + time + 0.5 * agree
