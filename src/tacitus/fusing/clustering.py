"""Clustering: accounts into happenings by average linkage, so that one wrong link can't swallow two incidents.

Groups are joined, best first, while the mean score over all their pairs stays above the limit; a pair that must not meet (two accounts
one report keeps apart, or a person's `not_same`) keeps their groups apart, and a pair that must (`same`) is joined before all else.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from tacitus.fusing.blocking import candidates
from tacitus.fusing.matching import Matcher
from tacitus.fusing.sketch import Sketch, days_between, fold

Pair = tuple[int, int]
Matrix = npt.NDArray[np.float64]

_LARGEST = 240
_CUTS = (0.0, 1.0, 2.0, 3.0, 4.0, 6.0, 8.0)


@dataclass(frozen=True)
class Constraints:
    """Pairs of indices, the smaller first, that a person decided."""

    must: frozenset[Pair] = frozenset()
    never: frozenset[Pair] = frozenset()

    def at(self, position: Mapping[int, int]) -> "Constraints":
        """The same pairs by other indices; a pair with an index that has no position is dropped."""
        must, never = (
            frozenset((position[a], position[b]) for a, b in pairs if a in position and b in position) for pairs in (self.must, self.never)
        )
        return Constraints(must, never)


@dataclass(frozen=True)
class Grouping:
    """Groups of indices, each sorted, and the pairs of groups that may be one happening with their mean score."""

    groups: tuple[tuple[int, ...], ...]
    doubts: Mapping[Pair, float] = field(default_factory=dict)


def cluster(sketches: Sequence[Sketch], matcher: Matcher, constraints: Constraints | None = None) -> Grouping:
    """The happenings of the sketches, which must be sorted by their key."""
    constraints = constraints or Constraints()
    edges = _edges(sketches, matcher)
    for pair in constraints.must:
        edges[pair] = _CUTS[-1] + 1
    groups: list[tuple[int, ...]] = []
    doubts: dict[Pair, float] = {}
    for component in _components(range(len(sketches)), edges, _LARGEST):
        found, doubtful = _Component(sketches, matcher, constraints, component).join()
        doubts |= {(i + len(groups), j + len(groups)): score for (i, j), score in doubtful.items()}
        groups += found
    return Grouping(tuple(groups), doubts)


def _edges(sketches: Sequence[Sketch], matcher: Matcher) -> dict[Pair, float]:
    floor = matcher.table.limits["candidate"]
    found = {}
    for n, others in candidates(sketches, matcher.table):
        for m in others:
            if (score := matcher.match(sketches[n], sketches[m]).score) > floor:
                found[n, m] = score
    return found


def _components(nodes: Iterable[int], edges: Mapping[Pair, float], largest: int, cuts: Sequence[float] = _CUTS) -> Iterable[list[int]]:
    """Sets of nodes that hang together, each sorted; one too large is cut at its weaker links, and at last by the order of nodes."""
    parent: dict[int, int] = {n: n for n in nodes}
    for a, b in edges:
        ra, rb = _root(parent, a), _root(parent, b)
        if ra != rb:
            parent[max(ra, rb)] = min(ra, rb)
    found: dict[int, list[int]] = {}
    for n in parent:
        found.setdefault(_root(parent, n), []).append(n)
    inside: dict[int, dict[Pair, float]] = {}
    for (a, b), score in edges.items():
        root = _root(parent, a)
        if len(found[root]) > largest:
            inside.setdefault(root, {})[a, b] = score
    for root, members in found.items():
        if len(members) <= largest:
            yield members
        elif not cuts:
            yield from (members[i : i + largest] for i in range(0, len(members), largest))
        else:
            kept = {pair: score for pair, score in inside[root].items() if score > cuts[0]}
            yield from _components(members, kept, largest, cuts[1:])


def _root(parent: dict[int, int], n: int) -> int:
    while parent[n] != n:
        parent[n] = parent[parent[n]]
        n = parent[n]
    return n


def kept_apart(a: Sketch, b: Sketch, kin: Iterable[frozenset[str]]) -> bool:
    """Whether one report tells the two as two happenings.

    It does when it has an account of each, unless these differ in nothing but being tellings of one change of control: the capture that
    is denied and the assault, the retreat and the retaking, at one place on overlapping days.
    """
    if a.document.id != b.document.id:
        return False
    one_place = fold(a.account.where.name or "") == fold(b.account.where.name or "") != ""
    types = {a.account.type, b.account.type}
    facets = len(types) == 2 and any(types <= group for group in kin)
    return not (one_place and facets and days_between(a, b) == 0)


class _Component:
    """Average linkage on the full table of scores of one component."""

    def __init__(self, sketches: Sequence[Sketch], matcher: Matcher, constraints: Constraints, members: Sequence[int]) -> None:
        self._members = list(members)
        self._limits = matcher.table.limits
        size = len(members)
        self._sums: Matrix = np.zeros((size, size))
        self._never = np.zeros((size, size), dtype=bool)
        self._must: list[Pair] = []
        for i in range(size):
            for j in range(i + 1, size):
                self._fill(i, j, sketches, matcher, constraints)

    def _fill(self, i: int, j: int, sketches: Sequence[Sketch], matcher: Matcher, constraints: Constraints) -> None:
        a, b = self._members[i], self._members[j]
        pair = (a, b) if a < b else (b, a)
        score = matcher.match(sketches[a], sketches[b]).score
        self._sums[i, j] = self._sums[j, i] = score
        never = pair in constraints.never or (pair not in constraints.must and kept_apart(sketches[a], sketches[b], matcher.table.kin))
        self._never[i, j] = self._never[j, i] = never
        if pair in constraints.must:
            self._must.append((i, j))

    def join(self) -> tuple[list[tuple[int, ...]], dict[Pair, float]]:
        """The groups, and the doubtful pairs of them by position."""
        groups: dict[int, list[int]] = {i: [i] for i in range(len(self._members))}
        sizes = np.ones(len(self._members))
        for i, j in self._must:
            first = next(k for k, g in groups.items() if i in g)
            second = next(k for k, g in groups.items() if j in g)
            if first != second:
                self._merge(min(first, second), max(first, second), groups, sizes)
        while len(groups) > 1:
            means = self._means(groups, sizes)
            at = int(np.argmax(means))
            first, second = divmod(at, len(groups))
            if means[first, second] <= self._limits["join"]:
                break
            keys = list(groups)
            self._merge(min(keys[first], keys[second]), max(keys[first], keys[second]), groups, sizes)
        return self._result(groups, sizes)

    def _means(self, groups: Mapping[int, list[int]], sizes: Matrix) -> Matrix:
        keys = np.array(list(groups))
        grid = np.ix_(keys, keys)
        means: Matrix = self._sums[grid] / np.outer(sizes[keys], sizes[keys])
        means[self._never[grid]] = -np.inf
        np.fill_diagonal(means, -np.inf)
        return means

    def _merge(self, kept: int, gone: int, groups: dict[int, list[int]], sizes: Matrix) -> None:
        groups[kept] += groups.pop(gone)
        sizes[kept] += sizes[gone]
        self._sums[kept, :] += self._sums[gone, :]
        self._sums[:, kept] += self._sums[:, gone]
        self._never[kept, :] |= self._never[gone, :]
        self._never[:, kept] |= self._never[:, gone]

    def _result(self, groups: Mapping[int, list[int]], sizes: Matrix) -> tuple[list[tuple[int, ...]], dict[Pair, float]]:
        found = [tuple(sorted(self._members[i] for i in group)) for group in groups.values()]
        means = self._means(groups, sizes) if len(groups) > 1 else np.zeros((1, 1))
        doubtful: Iterable[Pair] = np.argwhere(np.triu((means > self._limits["doubt"]) & np.isfinite(means), 1)) if len(groups) > 1 else []
        return found, {(int(i), int(j)): float(means[i, j]) for i, j in doubtful}
