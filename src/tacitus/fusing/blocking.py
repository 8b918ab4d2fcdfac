"""Blocking: which pairs of accounts are worth comparing, so that the work grows with the number of accounts and not its square.

Two accounts are compared when they share a stretch of days, a cell of the map and a family of types; or days, family and the unit one
of them only names (a province, a country, no date at all); or a rare word. A block that is too large is cut finer, never left out.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from datetime import timedelta
from functools import cache
from math import floor

from tacitus import codebook
from tacitus.fusing.matching import Weights
from tacitus.fusing.sketch import COARSE, Sketch, fold

Key = tuple[Hashable, ...]

_BUCKET_DAYS = 5
_LONGEST = 40
_CELL = 0.5
_REACH = 0.15
_RARE = 12
_WORDS = 5


def candidates(sketches: Sequence[Sketch], table: Weights) -> Iterator[tuple[int, Sequence[int]]]:
    """For each account, by index, the later ones it is to be compared with."""
    points, vague = _Blocks(), _Blocks()
    families = _families(table)
    rare = Counter(token for s in sketches for token in s.tokens)
    for n, s in enumerate(sketches):
        family = families.get(s.account.type, s.account.type)
        for key in (*_point_keys(s, family), *_word_keys(s, rare)):
            points.add(key, n)
        for key in _unit_keys(s, family):
            vague.add(key, n, outer=_is_vague(s))
    limit = int(table.limits["block"])
    for n in range(len(sketches)):
        found = set(points.after(n, limit, sketches)) | set(vague.after(n, limit, sketches))
        yield n, sorted(m for m in found if m > n)


class _Blocks:
    """Blocks by key. In a block with `outer` members only pairs with at least one of these count."""

    def __init__(self) -> None:
        self._members: dict[Key, list[int]] = defaultdict(list)
        self._outer: dict[Key, set[int]] = defaultdict(set)
        self._keys: dict[int, list[Key]] = defaultdict(list)
        self._all_outer = True

    def add(self, key: Key, n: int, *, outer: bool | None = None) -> None:
        """Put an account into a block."""
        self._members[key].append(n)
        self._keys[n].append(key)
        if outer is not None:
            self._all_outer = False
            if outer:
                self._outer[key].add(n)

    def after(self, n: int, limit: int, sketches: Sequence[Sketch]) -> Iterator[int]:
        """The members of this account's blocks it is paired with; in a large block those nearest in type, place and day."""
        for key in self._keys[n]:
            members: Sequence[int] = self._members[key]
            if not self._all_outer:
                outer = self._outer.get(key, set())
                members = members if n in outer else sorted(outer)
            if len(members) > limit:
                members = self._near(key, members, n, limit, sketches)
            yield from members

    def _near(self, key: Key, members: Sequence[int], n: int, limit: int, sketches: Sequence[Sketch]) -> Sequence[int]:
        order = self._sorted((key, len(members)), members, sketches)
        at = order.index(n) if n in order else _where(order, n, sketches)
        return order[max(0, at - limit // 2) : at + limit // 2]

    def _sorted(self, cached: tuple[Key, int], members: Sequence[int], sketches: Sequence[Sketch]) -> list[int]:
        store: dict[tuple[Key, int], list[int]] = self.__dict__.setdefault("_orders", {})
        if cached not in store:
            store[cached] = sorted(members, key=lambda m: _closeness(sketches[m]))
        return store[cached]


def _closeness(s: Sketch) -> tuple[str, str, str, tuple[str, int, int, str]]:
    return str(s.account.where.place_id or s.account.where.name), str(s.first), s.account.type, s.key


def _where(order: Sequence[int], n: int, sketches: Sequence[Sketch]) -> int:
    return next((i for i, m in enumerate(order) if _closeness(sketches[m]) >= _closeness(sketches[n])), len(order))


@cache
def _family_groups() -> Mapping[str, str]:
    """Type → the first type it can be taken for, through any chain of alike types."""
    found: dict[str, str] = {}
    for code in codebook.types():
        found[code] = next((found[other] for other in found if codebook.alike(code, other)), code)
    return found


def _families(table: Weights) -> Mapping[str, str]:
    groups = dict(_family_groups())
    for kin in table.kin:
        names = {groups[t] for t in kin}
        first = min(names)
        groups = {t: first if g in names else g for t, g in groups.items()}
    return groups


def _buckets(s: Sketch) -> list[int]:
    """The stretches of days the act may lie in, two days more on either side; none when nothing is told or it could be any time."""
    if s.first is None or s.last is None or (s.last - s.first).days > _LONGEST:
        return []
    first = (s.first - timedelta(days=1)).toordinal() // _BUCKET_DAYS
    last = (s.last + timedelta(days=1 + 2 * s.account.when.inferred)).toordinal() // _BUCKET_DAYS
    return list(range(first, last + 1))


def _point_keys(s: Sketch, family: str) -> Iterator[Key]:
    where = s.account.where
    if where.lat is None or where.lon is None or where.precision in COARSE:
        return
    cells = {(floor((where.lat + x) / _CELL), floor((where.lon + y) / _CELL)) for x in (-_REACH, _REACH) for y in (-_REACH, _REACH)}
    for bucket in _buckets(s):
        for cell in sorted(cells):
            yield "cell", bucket, cell, family


def _is_vague(s: Sketch) -> bool:
    where = s.account.where
    return not where.name or where.lat is None or where.precision in COARSE or not _buckets(s)


def _unit_keys(s: Sketch, family: str) -> Iterator[Key]:
    """Where an account that does not tell a point or a day meets those that do: place, province, country, or only the days."""
    where = s.account.where
    if where.name:
        yield "name", fold(where.name), where.country, family
    for bucket in _buckets(s):
        if where.admin1 or where.precision == "province":
            yield "admin1", bucket, where.country, fold(where.admin1 or where.name or ""), family
        yield "country", bucket, where.country, family
        yield "days", bucket, s.account.type


def _word_keys(s: Sketch, counts: Counter[str]) -> Iterator[Key]:
    """The rarest words that at least one other account has, each a block of at most a dozen."""
    rare = sorted((counts[t], t) for t in s.tokens if 2 <= counts[t] <= _RARE)
    return (("word", token) for _, token in rare[:_WORDS])
