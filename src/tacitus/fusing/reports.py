"""Whole reports into incidents: for collections whose reports each tell one happening, and for reports without a day of publication.

Look-alike incidents share their common words, so what tells them apart weighs double: names, pairs of names that stand together, and
numbers with the dates among them; and the head, which says what a report is of, is counted twice. Reports are joined by average linkage
while the mean similarity of two groups is above a quarter.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from math import log

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse import csr_matrix
from scipy.spatial.distance import squareform
from spacy.lang.en.stop_words import STOP_WORDS

from tacitus.fusing.sketch import stem
from tacitus.model import Document

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_ALIKE = 0.25
_HEAD = 40
"""Words of title and lead."""
_FEWEST, _MOST = 50, 3_000


def cluster_reports(documents: Sequence[Document]) -> list[int]:
    """The incident of each report, numbered from 0 in the order of first reports; the order of documents changes only the numbers.

    Words are weighed by 1 + log of their count and by how few reports hold them; one in a single report is left out. Memory grows with
    the square of the number of reports (10,000 reports: 1.6 GB): larger collections are to be coded and fused.
    """
    if len(documents) < 2:
        return [0] * len(documents)
    vectors = _vectors([Counter((*_terms(d.full), *_terms(_head(d.full)))) for d in documents])
    distances = 1 - (vectors @ vectors.T).toarray()
    np.fill_diagonal(distances, 0)
    tree = linkage(squareform(np.clip(distances, 0, 1), checks=False), "average")
    labels = fcluster(tree, 1 - _ALIKE, "distance")
    numbers: dict[int, int] = {}
    return [numbers.setdefault(int(label), len(numbers)) for label in labels]


def undated_incidents(documents: Iterable[Document]) -> dict[str, int]:
    """Id of each report without a day of publication → the number of its incident (`cluster_reports`).

    Without that day "on Tuesday" can't be told from the Tuesday of another year; what remains is the whole report. Empty for fewer than
    50 such reports, in which no word is rare, and for more than 3,000, which would take more than 250 MB and three seconds.
    """
    undated = sorted((d for d in documents if d.published is None), key=lambda d: d.id)
    if not _FEWEST <= len(undated) <= _MOST:
        return {}
    return {d.id: number for d, number in zip(undated, cluster_reports(undated), strict=True)}


def _head(text: str) -> str:
    return " ".join(text.split(maxsplit=_HEAD)[:_HEAD])


def _terms(text: str) -> Iterator[str]:
    """The stems of a text; names and numbers twice, two names in a row once more as a pair."""
    before = ""
    for word in _WORD.findall(text):
        low = word.casefold()
        if low in STOP_WORDS:
            before = ""
            continue
        key = stem(low)
        yield key
        if not word[0].islower():
            yield key
        if word[0].isupper():
            if before:
                yield f"{before} {low}"
            before = low
        elif word[0].islower():
            before = ""


def _vectors(counts: Sequence[Counter[str]]) -> csr_matrix:
    held = Counter(term for c in counts for term in c)
    index = {term: n for n, term in enumerate(sorted(t for t, n in held.items() if n > 1))}
    rows, columns, values = [], [], []
    for row, terms in enumerate(counts):
        known = [(index[t], log(1 + n) * log(len(counts) / held[t])) for t, n in sorted(terms.items()) if t in index]
        length = sum(v * v for _, v in known) ** 0.5 or 1.0
        rows += [row] * len(known)
        columns += [c for c, _ in known]
        values += [v / length for _, v in known]
    return csr_matrix((values, (rows, columns)), shape=(len(counts), max(1, len(index))))
