"""Nearness: whether a report repeats another one, found by MinHash and then looked at word by word."""

import hashlib
import re
from typing import Literal

import numpy as np
from datasketch import MinHash

from tacitus.model import Document

SHINGLE = 5
"""Words in a row that are compared."""
PERMUTATIONS, ROWS = 128, 4
"""32 bands of 4 rows: texts that share 0.6 of their shingles meet in a band 98 times in 100, 0.8 practically always, 0.1 never."""
ALIKE = 0.8
"""Share of shingles (Jaccard) from which a report counts as repeating another."""
CUT = 0.6
"""The same for a copy that says nothing of its own: one that was shortened."""
REVISED = 0.5
"""The same for another text at the same address."""
DAYS = 10
"""Reports published further apart do not repeat each other: yearly and weekly notices are worded alike."""


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def shingles(text: str) -> frozenset[str]:
    """Runs of `SHINGLE` words of a text, case and punctuation left out; a shorter text is one run."""
    words = _words(text)
    return frozenset(" ".join(words[i : i + SHINGLE]) for i in range(max(1, len(words) - SHINGLE + 1)))


def bands(document: Document) -> tuple[str, ...]:
    """The keys under which near copies of a document meet: two that share one are worth a look."""
    sketch = MinHash(num_perm=PERMUTATIONS)
    sketch.update_batch([shingle.encode() for shingle in sorted(shingles(document.text))])
    rows = np.asarray(sketch.hashvalues).astype(">u8").reshape(-1, ROWS)
    return tuple(f"{n:02x}:{hashlib.blake2b(row.tobytes(), digest_size=8).hexdigest()}" for n, row in enumerate(rows))


def similarity(one: Document, other: Document) -> float:
    """Jaccard similarity of the shingles of two texts, headlines left out, in [0, 1]."""
    a, b = shingles(one.text), shingles(other.text)
    return len(a & b) / len(a | b)


def says_no_more(copy: Document, first: Document) -> bool:
    """Whether a copy says nothing that the first does not: each of its paragraphs stands there, and each word of its headline.

    Only then may it be stored under the first: a changed figure, name or "not" makes a paragraph that does not stand there.
    """
    held = f" {' '.join(_words(first.text))} "
    paragraphs = (" ".join(_words(line)) for line in copy.text.splitlines())
    return all(f" {words} " in held for words in paragraphs if words) and set(_words(copy.title or "")) <= set(_words(first.full))


def relation(newcomer: Document, first: Document) -> tuple[Literal["same", "syndicated"], float] | None:
    """How a report repeats an earlier one: `same` may be stored under it, `syndicated` says something of its own. None = not alike."""
    if newcomer.published and first.published and abs((newcomer.published - first.published).days) > DAYS:
        return None
    alike = similarity(newcomer, first)
    if alike >= CUT and says_no_more(newcomer, first):
        return "same", alike
    return ("syndicated", alike) if alike >= ALIKE else None
