"""The theatre of a report: which countries its adjectives, its dateline and the groups it names speak for, whatever its places are."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from tacitus.knowledge.gazetteer import Gazetteer
from tacitus.knowledge.groups import Group
from tacitus.lexicon import words
from tacitus.page import Name, Page
from tacitus.resolving.toponyms import clean

_ADJECTIVE = 0.5
"""What an adjective of a country, the dateline or a group of one country says for it …"""
_ROAMING = 0.25
"""… and a group of several countries for each of them."""
_ROAMS = 4
"""Countries more than which a group says nothing of where the report is."""
_BEHIND = 3
"""Tokens behind a state's adjective in which the noun of its forces stands ("Russian attack helicopters")."""


@dataclass(frozen=True, slots=True)
class Theatre:
    """`votes`: country → what speaks for it, on a scale of logarithms; `spoken`: the same of words that name the country itself; `grounds`:
    the countries of the groups named, `bases` of those that act in one alone; `homes`: the countries of which more is told than what their
    forces do."""

    votes: Mapping[str, float]
    spoken: Mapping[str, float]
    grounds: frozenset[str]
    bases: frozenset[str]
    homes: frozenset[str]

    def is_of_forces(self, country: str) -> bool:
        """Whether the report's adjectives tell of the country only what its forces do."""
        return country in self.spoken and country not in self.homes


def theatre(gazetteer: Gazetteer, page: Page, groups: Mapping[str, Group]) -> Theatre:
    """What demonyms, the dateline and named groups say of the countries the report is about; its place names speak for themselves.

    A state's forces are often abroad: a demonym before a noun of forces ("Turkish drones") makes the country no home of the story.
    """
    spoken: dict[str, float] = defaultdict(float)
    homes: set[str] = set()
    for name in page.names:
        if name.kind == "demonym" and (country := gazetteer.country(clean(name.full))):
            spoken[country.country] += _ADJECTIVE
            homes |= set() if _is_of_forces(page, name) else {country.country}
    for told in (page.dateline.region, page.dateline.place) if page.dateline else ():
        place = gazetteer.country(told) or next(iter(gazetteer.named(told)), None) if told else None
        if place:
            spoken[place.country] += _ADJECTIVE
            homes.add(place.country)
    votes = defaultdict(float, spoken)
    grounds = [_grounds(groups[name.actor_id]) for name in page.names if name.actor_id and name.actor_id in groups]
    for countries in grounds:
        for code in countries:
            votes[code] += _ADJECTIVE if len(countries) == 1 else _ROAMING
    return Theatre(
        _logs(votes),
        _logs(spoken),
        frozenset().union(*grounds),
        frozenset().union(*(one for one in grounds if len(one) == 1)),
        frozenset(homes),
    )


def _grounds(group: Group) -> frozenset[str]:
    """The countries an armed group is of and acts in; none for a state's forces, a party or a group of the whole world."""
    if group.kind not in {"rebel", "militia", "communal"}:
        return frozenset()
    countries = frozenset(c for c in (group.country, *group.countries) if c)
    return countries if len(countries) <= _ROAMS else frozenset()


def _is_of_forces(page: Page, name: Name) -> bool:
    return any(word in words("places", "abroad.forces") for word in _behind(page, name))


def _behind(page: Page, name: Name) -> Iterator[str]:
    for token in page.parse[name.end : name.end + _BEHIND]:
        if token.is_punct and token.text != "-":
            return
        yield token.lower_


def _logs(votes: Mapping[str, float]) -> dict[str, float]:
    return {country: float(np.log1p(weight)) for country, weight in votes.items()}
