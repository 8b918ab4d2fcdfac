"""The atlas of one report: for each of its place names the places it may mean, weighed against all other names of the report.

A report is about few regions. So each sense of a name gains from the country, the province and the near places that the other names
speak for, in proportion to how sure these are; this is repeated until the weights settle (three rounds, always the same order).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz

from tacitus.knowledge.gazetteer import Gazetteer, Place
from tacitus.knowledge.placenames import sound_key, strong_key, weak_key
from tacitus.lexicon import words
from tacitus.page import Page
from tacitus.resolving.theatre import Theatre
from tacitus.resolving.toponyms import Toponym, toponyms

Array = NDArray[np.float64]

_ROUNDS = 3
_KEPT = 60
"""Candidates kept of one name."""
_FUZZY_COUNTRIES = 4
"""Countries of the report in which a name is looked for nearly so spelt."""
_NEAR_KM = 60.0
"""Distance at which the support of a near place has fallen to a third."""
FAMOUS = 100_000
"""Inhabitants from which a town is taken though nothing else in the report speaks of its country."""
METROPOLIS = 3_000_000
"""Inhabitants from which a town is what its bare name means nearly everywhere."""
HIGH_SEAS = "ZZ"
"""The country of seas: they lie beside many lands and speak for none."""
_UNLIKE = 50
"""Likeness of sound, in hundredths, below which two names have nothing in common."""
_WEIGHT = {
    "population": 0.55,
    "country_kind": 4.0,
    "class": 3.0,
    "town_first": 1.0,
    "unit_first": 2.5,
    "weak": -2.5,
    "container": 6.0,
    "owner": 5.0,
    "country": 4.0,
    "admin1": 2.5,
    "near": 2.5,
    "same_name": 3.0,
    "unlike": -1.5,
    "own_name": 0.5,
    "metropolis": 1.5,
    "bare_district": -1.5,
    "water": 6.0,
}
"""What each reason adds to the log odds of a candidate. Set by hand, checked on local news (benchmarks/places.py)."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What one sense of a name may mean: the candidates with their probabilities, best first (empty = not in the gazetteer)."""

    places: tuple[Place, ...]
    shares: tuple[float, ...]

    @property
    def best(self) -> Place | None:
        """The place with the largest share; None when the gazetteer has none of the name."""
        return self.places[0] if self.places else None


@dataclass(frozen=True, slots=True)
class _Group:
    toponym: Toponym
    count: int
    places: tuple[Place, ...]


class Atlas:
    """All senses of the place names of one page, resolved together; asked by toponym."""

    def __init__(self, gazetteer: Gazetteer, page: Page, theatre: Theatre):
        self._gazetteer = gazetteer
        self.toponyms = toponyms(page, lambda name: gazetteer.country(name) is None and bool(gazetteer.named(name)))
        self.theatre = theatre
        self._votes = theatre.votes
        self._spoken_of = self._named_countries()
        self._as_units = _as_units(self.toponyms, _body(page))
        counts: dict[tuple[object, ...], int] = defaultdict(int)
        senses: dict[tuple[object, ...], Toponym] = {}
        for toponym in self.toponyms:
            counts[toponym.sense] += 1
            senses.setdefault(toponym.sense, toponym)
        groups = [_Group(one, counts[sense], self.candidates(one)) for sense, one in senses.items()]
        self._choices = dict(zip(senses, self._weighed(groups), strict=True)) if groups else {}

    def choice(self, toponym: Toponym) -> Choice:
        """The sense of a toponym of the page, or of one that no mark covers, weighed in the light of the page."""
        if toponym.sense not in self._choices:
            base = [self._prior(toponym, place) + self._context(place) for place in self.candidates(toponym)]
            self._choices[toponym.sense] = _choice(self.candidates(toponym), np.array(base))
        return self._choices[toponym.sense]

    @cached_property
    def countries(self) -> dict[str, float]:
        """The share of each country in what the report names, adding up to 1, greatest first."""
        return self.support_without(None)

    def speaks_of(self, country: str) -> bool:
        """Whether the report names the country itself, by its name, an adjective or the dateline."""
        return country in self._spoken_of

    def support_without(self, toponym: Toponym | None) -> dict[str, float]:
        """The share of each country in what the report names, this name left out; empty when nothing else is named."""
        weights = defaultdict(float, self._votes)
        for name, spoken in self._spoken.items():
            if toponym is None or name != weak_key(toponym.name):
                for country, weight in spoken.items():
                    weights[country] += weight
        weights.pop(HIGH_SEAS, None)
        total = sum(weights.values())
        return {code: weight / total for code, weight in sorted(weights.items(), key=lambda item: (-item[1], item[0]))}

    @cached_property
    def _spoken(self) -> dict[str, dict[str, float]]:
        """What each name, however often told, says for each country."""
        found: dict[str, dict[str, float]] = {}
        for toponym in self.toponyms:
            if toponym.is_other_side:
                continue
            choice = self._choices.get(toponym.sense, Choice((), ()))
            if choice.best is not None and choice.best.country == HIGH_SEAS:
                continue  # a sea is no land, nor are the provinces called after it
            weights = found.setdefault(weak_key(toponym.name), defaultdict(float))
            inside = self._lands(toponym.containers[0]) if toponym.asserted else frozenset()
            for place, share in zip(choice.places, choice.shares, strict=True):
                if not inside or place.country in inside:
                    weights[place.country] += share
        return found

    def _lands(self, name: str) -> frozenset[str]:
        """The countries that have a place of the name."""
        return frozenset(place.country for place in self._gazetteer.named(name))

    def candidates(self, toponym: Toponym) -> tuple[Place, ...]:
        """The places the name may mean. A name with a generic word means units first, one without may mean all that bear the bare name.

        A name that no country the report speaks of has is looked for there nearly so spelt; one that the gazetteer lacks, where wars were.
        """
        exact = self._gazetteer.named(toponym.name)
        bare = self._gazetteer.bare(toponym.name) if len(weak_key(toponym.name)) > 2 else ()
        found = {place.id: place for place in (*exact, *bare)}
        if not found and (people := self._gazetteer.country(toponym.name)):
            found = {people.id: people}
        if not any(place.country in self._spoken_of for place in found.values()):
            alike = self._gazetteer.fuzzy(toponym.name, frozenset(self._spoken_of[:_FUZZY_COUNTRIES]))
            found |= {place.id: place for place in alike}
        if not found:
            alike = self._gazetteer.alike(toponym.name, tuple(sorted(words("places", "wars.countries"))))
            found = {place.id: place for place in alike}
        ranked = sorted(found.values(), key=lambda p: (-(p.population + 1) * (50 if p.country in self._spoken_of else 1), p.id))
        return tuple(ranked[:_KEPT])

    def _named_countries(self) -> tuple[str, ...]:
        """The countries that demonyms, the dateline and country names speak of, most often first."""
        votes = defaultdict(float, self.theatre.spoken)
        for toponym in self.toponyms:
            if country := self._gazetteer.country(toponym.name):
                votes[country.country] += 1.0
        return tuple(sorted(votes, key=lambda code: (-votes[code], code)))

    def _prior(self, toponym: Toponym, place: Place) -> float:
        """What the name and the words around it say of a candidate, whatever else the report names."""
        score = _WEIGHT["population"] * float(np.log10(max(place.population, 150)))
        score += _WEIGHT["country_kind"] if place.kind == "country" else 0.0
        score += 0.0 if place.is_unit or place in self._gazetteer.named(toponym.name) else _WEIGHT["weak"]
        score += _WEIGHT["unlike"] if place.population >= FAMOUS and not place.is_unit and _is_unlike(toponym.name, place.name) else 0.0
        score += _WEIGHT["class"] if toponym.classes and _fits(place, toponym.classes) else 0.0
        score += _WEIGHT["water"] if place.kind == "region" and _is_water(toponym.name) else 0.0
        if weak_key(toponym.name) == weak_key(place.name):
            score += _WEIGHT["own_name"] + (_WEIGHT["metropolis"] if place.population >= METROPOLIS and not place.is_unit else 0.0)
        if not toponym.classes:
            as_unit = weak_key(toponym.name) in self._as_units or strong_key(toponym.name) in words("places", "bare.unit")
            score += _WEIGHT["unit_first"] if as_unit and place.kind in {"admin1", "region"} else 0.0
            score += _WEIGHT["town_first"] if not as_unit and not place.is_unit else 0.0
            score += _WEIGHT["bare_district"] if not as_unit and place.kind == "admin2" else 0.0
        score += self._container_score(toponym, place)
        owner = self._gazetteer.country(toponym.owner) if toponym.owner else None
        return score + (_WEIGHT["owner"] if owner and owner.country == place.country else 0.0)

    def _container_score(self, toponym: Toponym, place: Place) -> float:
        return sum(_WEIGHT["container"] / (1 + rank) for rank, name in enumerate(toponym.containers) if self.lies_in(place, name))

    def lies_in(self, place: Place, container: str) -> bool:
        """Whether the place lies in the country, province or district of that name."""
        country = self._gazetteer.country(container)
        if country and country.country == place.country and place.id != country.id:
            return True
        return any(_holds(unit, place) for unit in self._units(container))

    def _units(self, name: str) -> list[Place]:
        """The provinces of that name, and its districts when the name says that it is one ("Kitgum District")."""
        kinds = {"admin1"} if weak_key(name) == strong_key(name).replace(" ", "") else {"admin1", "admin2"}
        return [unit for unit in (*self._gazetteer.named(name), *self._gazetteer.bare(name)) if unit.kind in kinds]

    def _context(self, place: Place) -> float:
        return _WEIGHT["country"] * self.countries.get(place.country, 0.0)

    def _weighed(self, groups: list[_Group]) -> list[Choice]:
        flat = [(number, place) for number, group in enumerate(groups) for place in group.places]
        if not flat:
            return [Choice((), ()) for _ in groups]
        owner = np.array([number for number, _ in flat])
        places = [place for _, place in flat]
        prior = np.array([self._prior(groups[number].toponym, place) for number, place in flat])
        strength = np.array([1 + np.log(group.count) for group in groups])[owner]
        support = _Support(places, owner, [_twin(group.toponym) for group in groups], self._votes)
        shares = _softmax(prior, owner, len(groups))
        for _ in range(_ROUNDS):
            scores = prior + support.of(shares * strength)
            shares = _softmax(scores, owner, len(groups))
        return [_choice(group.places, scores[owner == number]) for number, group in enumerate(groups)]


class _Support:
    """How the other names speak for each candidate: by country, by province, by nearness, by the same name told more fully."""

    def __init__(self, places: list[Place], owner: NDArray[np.int64], names: list[str], votes: Mapping[str, float]):
        self._other = owner[:, None] != owner[None, :]
        lat, lon = (np.radians(np.array([getattr(place, axis) for place in places])) for axis in ("lat", "lon"))
        h = np.sin((lat[:, None] - lat) / 2) ** 2 + np.cos(lat[:, None]) * np.cos(lat) * np.sin((lon[:, None] - lon) / 2) ** 2
        distance = 12742 * np.arcsin(np.sqrt(np.minimum(1, h)))
        points = np.array([place.kind not in {"country", "region"} for place in places], dtype=np.float64)
        self._near = np.exp(-distance / _NEAR_KM) * self._other * points * points[:, None]
        self._country = _same([place.country for place in places]) * self._other
        self._admin1 = _same([f"{p.country}/{p.admin1}" if p.admin1 else f"#{i}" for i, p in enumerate(places)]) * self._other
        self._twin = _same([place.id for place in places]) * self._other * _same([names[number] for number in owner])
        self._voted = np.array([votes.get(place.country, 0.0) for place in places])
        self._votes = sum(votes.values())

    def of(self, weight: Array) -> Array:
        """What the weighted candidates add to the score of each candidate."""
        total = float(weight.sum()) + self._votes or 1.0
        country = (self._country @ weight + self._voted) / total
        admin1 = self._admin1 @ weight / total
        near = np.minimum(1.0, self._near @ weight)
        twin = np.minimum(1.0, self._twin @ weight)
        return np.asarray(
            _WEIGHT["country"] * np.sqrt(country)
            + _WEIGHT["admin1"] * np.sqrt(admin1)
            + _WEIGHT["near"] * near
            + _WEIGHT["same_name"] * twin
        )


def _same(labels: list[str]) -> Array:
    numbers = np.unique(np.array(labels), return_inverse=True)[1]
    same: Array = (numbers[:, None] == numbers[None, :]).astype(np.float64)
    return same


def _softmax(scores: Array, owner: NDArray[np.int64], groups: int) -> Array:
    top = np.full(groups, -np.inf)
    np.maximum.at(top, owner, scores)
    weights = np.exp(scores - top[owner])
    shares: Array = weights / np.bincount(owner, weights, groups)[owner]
    return shares


def _choice(places: Iterable[Place], scores: Array) -> Choice:
    if not len(scores):
        return Choice((), ())
    weights = np.exp(scores - scores.max())
    ranked = sorted(
        zip(weights / weights.sum(), places, strict=True), key=lambda pair: (-round(float(pair[0]), 9), -pair[1].population, pair[1].id)
    )
    return Choice(tuple(place for _, place in ranked), tuple(round(float(share), 4) for share, _ in ranked))


def _twin(toponym: Toponym) -> str:
    """What namings share that vouch for each other: the bare name and what is said of its kind ("Idlib Province" and "Idlib city" tell
    nothing of "Idlib")."""
    return " ".join((weak_key(toponym.name), *sorted(toponym.classes)))


def _is_unlike(told: str, name: str) -> bool:
    """Whether a large town bears the name told only as one of its many others ("Poti", of Teresina)."""
    one, other = weak_key(told), weak_key(name)
    return one not in other and other not in one and fuzz.ratio(sound_key(told), sound_key(name)) < _UNLIKE


def _is_water(name: str) -> bool:
    """Whether a name is that of a sea: "Red Sea", "Gulf of Aden"; provinces bear such names too."""
    parts = name.lower().split()
    return len(parts) > 1 and not words("places", "waters.words").isdisjoint((parts[0], parts[-1]))


def _body(page: Page) -> int:
    """The first token after the headline."""
    headline = len(page.document.title or "")
    return next((token.i for token in page.parse if token.idx >= headline), 0)


def _as_units(found: Iterable[Toponym], body: int) -> frozenset[str]:
    """Names that, standing bare in this report, mean the province: those it calls a province at least as often as it leaves them bare, or
    once beside a town it calls so ("Idlib city"), or where it names them first in its body (from token `body` on): a bare name later is
    short for the full one."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    first: dict[str, bool] = {}
    for toponym in found:
        key = weak_key(toponym.name)
        counts[key].update(toponym.classes or {"bare"})
        if toponym.start >= body:
            first.setdefault(key, "province" in toponym.classes)
    return frozenset(
        key
        for key, told in counts.items()
        if told["province"] and (told["town"] or told["province"] >= told["bare"] or first.get(key, False))
    )


def _fits(place: Place, classes: Iterable[str]) -> bool:
    kinds = {"province": {"admin1", "region"}, "district": {"admin2"}, "town": {"town", "village"}}
    return any(place.kind in kinds[one] for one in classes)


def _holds(unit: Place, place: Place) -> bool:
    if unit.country != place.country or unit.id == place.id:
        return False
    return unit.admin1 == place.admin1 and (unit.kind == "admin1" or unit.admin2 == place.admin2)
