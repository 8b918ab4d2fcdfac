"""Blocking: which pairs of accounts are worth comparing, so that the work grows with the number of accounts and not its square.

Two accounts are compared when they share a stretch of days, a cell of the map and a family of types; or days, family and the unit one
of them only names (a province, a country, no date at all); or days, family and a place that the words of one name; or a rare word. A
block that is too large is cut finer, never left out.
"""

from bisect import bisect_left
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
    """For each account, by index, the later ones it is to be compared with.

    Those that tell a point meet each other in the cells of the map; those that do not are put into blocks of their unit, which they and
    the former ask.
    """
    blocks = _Blocks(sketches, int(table.limits["block"]))
    families = _families(table)
    rare = Counter(token for s in sketches for token in s.tokens)
    places = [_place_word(s, rare) for s in sketches]
    known = frozenset(places) - {None}
    for n, s in enumerate(sketches):
        family = families.get(s.account.type, s.account.type)
        _place(blocks, n, s, family, rare)
        for bucket in _buckets(s):
            if places[n]:
                blocks.add(("told", bucket, family, places[n]), n)
            for word in s.tokens & known - s.place_words:
                blocks.ask(("told", bucket, family, word), n)
    blocks.arrange()
    pairs: dict[int, set[int]] = defaultdict(set)
    for n in range(len(sketches)):
        for m in blocks.met(n):
            if m != n:
                pairs[min(n, m)].add(max(n, m))
    for n in sorted(pairs):
        yield n, sorted(pairs.pop(n))


def _place_word(s: Sketch, counts: Counter[str]) -> str | None:
    """The rarest word of the name of the account's exact place."""
    return min(s.place_words, key=lambda w: (counts[w], w), default=None)


def _place(blocks: "_Blocks", n: int, s: Sketch, family: str, rare: Counter[str]) -> None:
    """Put one account into its blocks, and note which it asks."""
    for key in (*_point_keys(s, family), *_word_keys(s, rare)):
        blocks.add(key, n)
        blocks.ask(key, n)
    vague = _is_vague(s)
    for key in _unit_keys(s, family):
        blocks.add(("vague" if vague else "point", *key), n)
        blocks.ask(("vague", *key), n)
        if vague or (key[0] == "place" and s.account.when.inferred):
            blocks.ask(("point", *key), n)
    for bucket in _buckets(s):
        blocks.add(("anywhere", bucket, s.account.type), n)
        if not s.account.where.country and not s.story:
            blocks.ask(("anywhere", bucket, s.account.type), n)


class _Blocks:
    """Blocks by key; each account is paired with the others of its block, in a large one with those nearest in place, day and type."""

    def __init__(self, sketches: Sequence[Sketch], limit: int) -> None:
        self._sketches, self._limit = sketches, limit
        self._members: dict[Key, list[int]] = defaultdict(list)
        self._keys: dict[int, list[Key]] = defaultdict(list)

    def add(self, key: Key, n: int) -> None:
        """Put an account into a block as one that is met."""
        self._members[key].append(n)

    def ask(self, key: Key, n: int) -> None:
        """Let an account meet the members of a block."""
        self._keys[n].append(key)

    def arrange(self) -> None:
        """Sort the large blocks, once all accounts are in."""
        for members in self._members.values():
            if len(members) > self._limit:
                members.sort(key=self._closeness)

    def met(self, n: int) -> Iterator[int]:
        """The accounts this one meets."""
        for key in self._keys[n]:
            members = self._members.get(key, [])
            if len(members) > self._limit:
                at = bisect_left(members, self._closeness(n), key=self._closeness)
                members = members[max(0, at - self._limit // 2) : at + self._limit // 2 + 1]
            yield from members

    def _closeness(self, n: int) -> tuple[str, str, str, tuple[str, int, int, str]]:
        s = self._sketches[n]
        return str(s.account.where.place_id or s.account.where.name), str(s.first), s.account.type, s.key


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
    """Where an account that does not tell a point or a day meets those that do: its place by name or as found, its province, its country.

    An account without a place belongs to the countries of the report's other acts; one of a report without any meets all of its type
    and days (`anywhere`).
    """
    where = s.account.where
    if where.name:
        yield "name", fold(where.name), where.country, family
    if where.place_id and where.precision not in COARSE:
        yield "place", where.place_id, family
    countries = [where.country] if where.country else sorted(s.story)
    for bucket in _buckets(s):
        if where.admin1 or where.precision == "province":
            yield "admin1", bucket, where.country, fold(where.admin1 or where.name or ""), family
        for country in countries:
            yield "country", bucket, country, family


def _word_keys(s: Sketch, counts: Counter[str]) -> Iterator[Key]:
    """The rarest words that at least one other account has, each a block of at most a dozen."""
    rare = sorted((counts[t], t) for t in s.tokens if 2 <= counts[t] <= _RARE)
    return (("word", token) for _, token in rare[:_WORDS])
