"""Sites: camps, airfields, bridges and dams that the gazetteer lists under the name of a place and their kind."""

from tacitus.knowledge.gazetteer import Gazetteer, Place, kilometres
from tacitus.page import Page
from tacitus.resolving.atlas import Atlas
from tacitus.resolving.place_words import kin, site_noun
from tacitus.resolving.toponyms import Toponym

_KINDS = frozenset({"site", "camp", "crossing", "base"})
"""The kinds of places at one point."""
_BESIDE_KM = 50.0
"""How far from the place whose name it bears a site may lie."""


class Sites:
    """Which airports, camps, bases and crossings the words of one report mean: those listed near the place whose name they bear."""

    def __init__(self, gazetteer: Gazetteer, page: Page, atlas: Atlas):
        self._gazetteer = gazetteer
        self._page = page
        self._atlas = atlas

    def told(self, toponym: Toponym) -> tuple[Place, str] | None:
        """The site that a name is told to be of, and the word for it: "the airfield of Belvik", "Belvik military airport" are the place
        listed as "Belvik air base". None where the name itself is that of a site or none is listed."""
        noun = site_noun(self._page, toponym)
        town = self._atlas.choice(toponym).best if noun else None
        if not noun or (town is not None and town.kind in _KINDS):
            return None
        site = self.at(noun, toponym.name, town)
        return (site, noun) if site else None

    def at(self, noun: str, name: str, town: Place | None) -> Place | None:
        """The site of this kind listed under a name or the name of the town it means: beside that town, else a user's own or in a country
        the report speaks of."""
        names = dict.fromkeys((name, *([town.name] if town else [])))
        found = (place for word in kin(noun) for one in names for place in self._gazetteer.named(f"{one} {word}"))
        listed = [place for place in found if place.kind in _KINDS]
        beside = next((place for place in listed if self._is_beside(place, town)), None)
        return beside or next((place for place in listed if self._atlas.speaks_of(place.country) and not self._is_told(town)), None)

    def _is_told(self, town: Place | None) -> bool:
        """Whether the report speaks of the country of a town; one abroad is but a namesake of what the site is called after."""
        return town is not None and self._atlas.speaks_of(town.country)

    def _is_beside(self, site: Place, town: Place | None) -> bool:
        if town is None or town.is_unit:
            return site.is_own or site.country in self._atlas.countries
        return kilometres((site.lat, site.lon), (town.lat, town.lon)) <= _BESIDE_KM

    def taken_up(self, noun: str, before: int) -> Place | None:
        """The site of this kind told last before a token, by its full name or as that of a place."""
        for toponym in reversed(self._atlas.toponyms):
            if toponym.start >= before:
                continue
            if toponym.name.lower().split()[-1] == noun and (best := self._atlas.choice(toponym).best):
                return best
            if (told := self.told(toponym)) and noun in kin(told[1]):
                return told[0]
        return None
