"""Clustering: accounts into happenings by average linkage, so that one wrong link can't swallow two incidents.

Groups are joined, best first, while the mean score over all their pairs stays above the limit; a pair that must not meet (two accounts
one report keeps apart, or a person's `not_same`) keeps their groups apart; the groups of a pair that must (`same`) are joined in the end.
"""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import log

import numpy as np
import numpy.typing as npt

from tacitus.fusing.apart import kept_apart
from tacitus.fusing.blocking import candidates
from tacitus.fusing.matching import Matcher
from tacitus.fusing.sketch import COARSE, Sketch, fold, is_unresolved

Pair = tuple[int, int]
Group = tuple[int, ...]
Matrix = npt.NDArray[np.float64]

_LARGEST = 240
_CUTS = (0.0, 1.0, 2.0, 3.0, 4.0, 6.0, 8.0)


@dataclass(frozen=True)
class Constraints:
    """Pairs of indices, the smaller first, that a person decided."""

    must: frozenset[Pair] = frozenset()
    never: frozenset[Pair] = frozenset()

    def among(self, nodes: Container[int]) -> "Constraints":
        """The pairs of which both are among these."""
        must, never = (frozenset(p for p in pairs if p[0] in nodes and p[1] in nodes) for pairs in (self.must, self.never))
        return Constraints(must, never)


@dataclass(frozen=True)
class Grouping:
    """Groups of indices, each sorted, and the pairs of groups that may be one happening with their mean score."""

    groups: tuple[Group, ...]
    doubts: Mapping[tuple[Group, Group], float] = field(default_factory=dict)


class Links:
    """All pairs of accounts whose score is worth keeping, worked out once, and the parts that hang together by them.

    The sketches must be sorted by their key. What a person decides changes nothing here, so that parts nothing was decided about can be
    grouped once for all.
    """

    def __init__(self, sketches: Sequence[Sketch], matcher: Matcher):
        self._sketches, self._matcher = sketches, matcher
        edges = _edges(sketches, matcher)
        self.parts = connected(range(len(sketches)), edges)
        self.part_of = [0] * len(sketches)
        for number, members in enumerate(self.parts):
            for n in members:
                self.part_of[n] = number
        self._edges: list[dict[Pair, float]] = [{} for _ in self.parts]
        for pair, score in edges.items():
            self._edges[self.part_of[pair[0]]][pair] = score

    def grouped(self, parts: Iterable[int], constraints: Constraints, rejected: Container[int] = ()) -> Grouping:
        """The happenings of some parts together, without the rejected accounts."""
        numbers = sorted(parts)
        nodes = sorted(n for number in numbers for n in self.parts[number] if n not in rejected)
        edges = {p: s for number in numbers for p, s in self._edges[number].items() if p[0] not in rejected and p[1] not in rejected}
        within = constraints.among(set(nodes)) if constraints.must or constraints.never else constraints
        joined = edges | dict.fromkeys(within.must, _CUTS[-1] + 1)
        groups: list[Group] = []
        doubts: dict[tuple[Group, Group], float] = {}
        for component in _components(nodes, joined, _LARGEST):
            found, doubtful = _Component(self._sketches, self._matcher, within, component, edges).join()
            groups += found
            doubts |= {(found[i], found[j]): score for (i, j), score in doubtful.items()}
        return Grouping(tuple(groups), doubts)


def _edges(sketches: Sequence[Sketch], matcher: Matcher) -> dict[Pair, float]:
    floor = matcher.table.limits["candidate"]
    found = {}
    for n, others in candidates(sketches, matcher.table):
        for m in others:
            a, b = sketches[n], sketches[m]
            if (score := matcher.match(a, b).score) > floor or matcher.may_retell(a, b) or matcher.may_retell(b, a):
                found[n, m] = score
    return found


def _components(nodes: Iterable[int], edges: Mapping[Pair, float], largest: int, cuts: Sequence[float] = _CUTS) -> Iterable[list[int]]:
    """Sets of nodes that hang together, each sorted; one too large is cut at its weaker links, and at last by the order of nodes."""
    parts = connected(nodes, edges)
    large = {n: number for number, members in enumerate(parts) if len(members) > largest for n in members}
    inside: dict[int, dict[Pair, float]] = {number: {} for number in large.values()}
    for pair, score in edges.items() if large else ():
        if (number := large.get(pair[0])) is not None:
            inside[number][pair] = score
    for number, members in enumerate(parts):
        if number not in inside:
            yield members
        elif not cuts:
            yield from (members[i : i + largest] for i in range(0, len(members), largest))
        else:
            kept = {pair: score for pair, score in inside[number].items() if score > cuts[0]}
            yield from _components(members, kept, largest, cuts[1:])


def connected(nodes: Iterable[int], edges: Iterable[Pair]) -> list[list[int]]:
    """Sets of nodes that hang together by any number of links, in the order of the nodes."""
    parent: dict[int, int] = {n: n for n in nodes}
    for a, b in edges:
        ra, rb = _root(parent, a), _root(parent, b)
        if ra != rb:
            parent[max(ra, rb)] = min(ra, rb)
    found: dict[int, list[int]] = {}
    for n in parent:
        found.setdefault(_root(parent, n), []).append(n)
    return list(found.values())


def _root(parent: dict[int, int], n: int) -> int:
    while parent[n] != n:
        parent[n] = parent[parent[n]]
        n = parent[n]
    return n


def is_vague(s: Sketch, placeless: frozenset[str], long_days: float) -> bool:
    """Whether an account tells too little to make a happening of: no day, no place but a province or country, or something to come."""
    where, when = s.account.where, s.account.when
    if s.account.status in {"planned", "threatened", "hypothetical"} or s.first is None or s.last is None:
        return True
    if (s.last - s.first).days > long_days or when.precision in {"month", "year", "unknown"}:
        return True
    return s.account.type not in placeless and (not where.name or where.precision in COARSE | {"unknown"})


def _vague(sketches: Sequence[Sketch], placeless: frozenset[str], long_days: float) -> npt.NDArray[np.bool_]:
    """Which accounts are vague; a name found on no map is as good as a place when another account tells the place of that name."""
    found = [is_vague(s, placeless, long_days) for s in sketches]
    known = {fold(s.account.where.name or "") for s, vague in zip(sketches, found, strict=True) if not vague}
    for n, s in enumerate(sketches):
        if found[n] and s.account.where.name and is_unresolved(s.account.where) and fold(s.account.where.name) in known:
            found[n] = is_vague(s, placeless | {s.account.type}, long_days)
    return np.array(found, dtype=bool)


class _Component:
    """The full table of scores of one component, and the joining in two steps: what is told well first, then what is told vaguely."""

    def __init__(
        self, sketches: Sequence[Sketch], matcher: Matcher, constraints: Constraints, members: Sequence[int], known: Mapping[Pair, float]
    ) -> None:
        self._members = list(members)
        self._limits = matcher.table.limits
        self._matcher, self._told = matcher, [sketches[n] for n in members]
        table = matcher.table
        self._vague = _vague([sketches[n] for n in members], table.placeless, table.limits["long_days"])
        size = len(members)
        self._scores: Matrix = np.zeros((size, size))
        self._never = np.zeros((size, size), dtype=bool)
        self._must: list[Pair] = []
        for i in range(size):
            for j in range(i + 1, size):
                a, b = members[i], members[j]
                pair = (a, b) if a < b else (b, a)
                score = known.get(pair)
                self._scores[i, j] = self._scores[j, i] = matcher.match(sketches[a], sketches[b]).score if score is None else score
                must = pair in constraints.must
                never = pair in constraints.never or (not must and kept_apart(sketches[a], sketches[b], matcher))
                self._never[i, j] = self._never[j, i] = never
                if must:
                    self._must.append((i, j))

        self._correct()

    def _correct(self) -> None:
        """Let what a later copy corrects be as near to all others as the copy is: nobody is to be told apart by what was taken back."""
        for i, old in enumerate(self._told if self._matcher.corrected else ()):
            news = [j for j, s in enumerate(self._told) if self._matcher.corrected.get(s.document.id) == old.document.id]
            j = max(news, key=lambda j: float(self._scores[i, j]), default=i)
            if self._scores[i, j] > 0:
                others = [n for n in range(len(self._told)) if n not in {i, j}]
                self._scores[i, others] = self._scores[others, i] = self._scores[j, others]

    def join(self) -> tuple[list[tuple[int, ...]], dict[Pair, float]]:
        """The groups, and the doubtful pairs of them by position."""
        sharp = self._link([[int(i)] for i in np.flatnonzero(~self._vague)])
        groups, left = self._attach(sharp, [int(i) for i in np.flatnonzero(self._vague)])
        groups = self._retold(groups)
        groups = self._force(groups + self._link([[i] for i in left]))
        found = [tuple(sorted(self._members[i] for i in group)) for group in groups]
        doubts = {}
        for i in range(len(groups)):
            for j in range(i + 1, len(groups)):
                score = self._mean(groups[i], groups[j])
                if np.isfinite(score) and score > self._limits["doubt"]:
                    doubts[i, j] = score
        return found, doubts

    def _link(self, groups: list[list[int]]) -> list[list[int]]:
        """Average linkage: the two groups of the highest mean score are joined while it is above the limit."""
        sums = np.array([[self._scores[a[0], b[0]] for b in groups] for a in groups]).reshape(len(groups), len(groups))
        never = np.array([[self._never[a[0], b[0]] for b in groups] for a in groups], dtype=bool).reshape(len(groups), len(groups))
        sizes = np.ones(len(groups))
        np.fill_diagonal(never, val=True)
        while len(groups) > 1:
            means = np.where(never, -np.inf, sums / np.outer(sizes, sizes))
            first, second = sorted(divmod(int(np.argmax(means)), len(groups)))
            if means[first, second] <= self._limits["join"]:
                break
            groups[first] = groups[first] + groups.pop(second)
            sums[first] += sums[second]
            sums[:, first] += sums[:, second]
            never[first] |= never[second]
            never[:, first] |= never[:, second]
            never[first, first] = True
            sizes[first] += sizes[second]
            sums, never = (np.delete(np.delete(m, second, 0), second, 1) for m in (sums, never))
            sizes = np.delete(sizes, second)
        return groups

    def _attach(self, groups: list[list[int]], vague: list[int]) -> tuple[list[list[int]], list[int]]:
        """Put each vague account to the only happening it can be: the best by mean score with all that tell it, and clearly so.

        What many reports tell is the likelier to be meant: of two happenings the odds count by a power of the number of their accounts
        (`many`; less than 1, as they tell after each other). Two that still come close leave the account by itself. The surest go first,
        and count for those after them.
        """
        waiting = set(vague)
        while waiting:
            options = {i: self._options(i, groups) for i in waiting}
            able = [(best, -i) for i, (best, lead, _) in options.items() if best > self._limits["attach"] and lead > self._limits["margin"]]
            if not able:
                break
            i = -max(able)[1]
            groups[options[i][2]].append(i)
            waiting.remove(i)
        return groups, sorted(waiting)

    def _retold(self, groups: list[list[int]]) -> list[list[int]]:
        """Put each account that stands alone under the date of its report to the only earlier happening it can tell again: of the same
        place and known by its figures (`Matcher.retells`)."""
        alone = [g for g in groups if len(g) == 1 and self._told[g[0]].account.when.inferred]
        found = [g for g in groups if g not in alone]
        fits = [[n for n, g in enumerate(found) if self._retells(i, g)] for (i,) in alone]
        for (i,), fit in zip(alone, fits, strict=True):
            if len(fit) == 1 and not any(self._never[i, m] for m in found[fit[0]]):
                found[fit[0]].append(i)
            else:
                found.append([i])
        return found

    def _retells(self, i: int, group: Sequence[int]) -> bool:
        one, others = self._told[i], [self._told[m] for m in group]
        return any(self._matcher.may_retell(one, o) for o in others) and any(self._matcher.retells(one, o) for o in others)

    def _options(self, i: int, groups: Sequence[Sequence[int]]) -> tuple[float, float, int]:
        """The mean score of an account with the group it is likeliest of, by how much that leads the next, and the group's position."""
        means = [
            -np.inf if any(self._never[i, m] for m in group) else float(np.mean([self._scores[i, m] for m in group])) for group in groups
        ]
        odds = [mean + self._limits["many"] * log(len(group)) for mean, group in zip(means, groups, strict=True)]
        order = sorted(range(len(odds)), key=lambda n: (-odds[n], n))
        if not order:
            return -np.inf, 0.0, -1
        lead = odds[order[0]] - odds[order[1]] if len(order) > 1 and np.isfinite(odds[order[1]]) else np.inf
        return means[order[0]], float(lead), order[0]

    def _force(self, groups: list[list[int]]) -> list[list[int]]:
        """Join the groups of pairs a person said are one."""
        for i, j in sorted(self._must):
            first = next(n for n, g in enumerate(groups) if i in g)
            second = next(n for n, g in enumerate(groups) if j in g)
            if first != second:
                low, high = sorted((first, second))
                groups[low] = groups[low] + groups.pop(high)
        return groups

    def _mean(self, a: Sequence[int], b: Sequence[int]) -> float:
        grid = np.ix_(a, b)
        return -np.inf if self._never[grid].any() else float(self._scores[grid].mean())
