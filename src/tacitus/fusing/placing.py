"""Placing: how the places of two accounts lie to each other, and whether the words of one name the place of the other."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from rapidfuzz.fuzz import partial_ratio

from tacitus.fusing.sketch import COARSE, Sketch, fold, is_unresolved
from tacitus.knowledge.gazetteer import kilometres
from tacitus.model import Where

_SPELT_ALIKE = 70
"""Percent of letters in common from which two names may be spellings or parts of each other."""

Names = Mapping[str, frozenset[frozenset[str]]]
"""Id of an exact place (its name where no map knows it) → the names accounts give it, each as the stems of its words."""


def names_of(sketches: Iterable[Sketch]) -> Names:
    """All names that these accounts give each exact place."""
    found: dict[str, set[frozenset[str]]] = defaultdict(set)
    for s in sketches:
        if s.place_words:
            found[_key(s)].add(s.place_words)
    return {key: frozenset(names) for key, names in found.items()}


def _key(s: Sketch) -> str:
    return s.account.where.place_id or fold(s.account.where.name or "")


def told_beside(a: Sketch, b: Sketch, names: Names) -> bool:
    """Whether the words of one account name the exact place of the other, as it calls it or as any account does.

    Then the two places tell the acts apart less surely: a report that tells of several towns in a breath may be read for the wrong one.
    """
    return tells(a, b, names) or tells(b, a, names)


def tells(teller: Sketch, other: Sketch, names: Names) -> bool:
    """Whether the words of the first account name the exact place of the second, as it calls it or as any account does."""
    own = other.place_words
    return bool(own) and (own <= teller.tokens or any(name <= teller.tokens for name in names.get(_key(other), ())))


def lie(a: Where, b: Where, limits: Mapping[str, float]) -> str:
    """The sign of how two places lie to each other; `near_km` and `apart_km` of the limits say what is near and what far."""
    if not a.name or not b.name:
        return "place_unknown"
    if is_unresolved(a) or is_unresolved(b):
        return "place_same" if fold(a.name) == fold(b.name) else "place_unknown"
    if (a.place_id and a.place_id == b.place_id) or (fold(a.name) == fold(b.name) and a.country == b.country):
        return "place_same_area" if a.precision in COARSE and b.precision in COARSE else "place_same"
    if a.precision in COARSE or b.precision in COARSE:
        return "place_within" if _holds(a, b) or _holds(b, a) else _coarse(a, b)
    distance = distance_of(a, b)
    if distance is None:
        return "place_other_name" if a.country == b.country or not a.country or not b.country else "place_apart"
    if distance <= limits["near_km"]:
        return "place_other_town" if a.precision == b.precision == "town" and distance > 1 else "place_near"
    return "place_off" if distance <= limits["apart_km"] else "place_apart"


def _coarse(a: Where, b: Where) -> str:
    if a.country and b.country and a.country != b.country:
        return "place_apart"
    return "place_unknown" if not a.admin1 or not b.admin1 else "place_off"


def _holds(outer: Where, inner: Where) -> bool:
    """Whether a country, province or district is the one the other place lies in."""
    if outer.precision == "country":
        return bool(outer.country) and outer.country == inner.country
    if outer.precision not in COARSE or (outer.country and inner.country and outer.country != inner.country):
        return False
    units = {fold(u) for u in (inner.admin1, inner.admin2) if u}
    return bool(units) and bool(
        {fold(u) for u in (outer.name, outer.admin2 if outer.precision == "district" else outer.admin1) if u} & units
    )


def unlike(a: Where, b: Where) -> bool:
    """Whether two names, of which no map knows one, are not even spellings or parts of each other; a province found says nothing."""
    if not a.name or not b.name or not (is_unresolved(a) or is_unresolved(b)):
        return False
    if any(where.precision in COARSE and not is_unresolved(where) for where in (a, b)):
        return False
    return partial_ratio(fold(a.name), fold(b.name)) < _SPELT_ALIKE


def distance_of(a: Where, b: Where) -> float | None:
    """The kilometres between two exact places, None when one is vague or has no point."""
    if a.precision in COARSE or b.precision in COARSE or a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    return kilometres((a.lat, a.lon), (b.lat, b.lon))
