"""The gist of a report: what all its place names together say of where it is."""

from collections import Counter
from functools import cached_property

from tacitus.knowledge.gazetteer import Gazetteer, Place, kilometres
from tacitus.knowledge.placenames import weak_key
from tacitus.lexicon import words
from tacitus.page import Page
from tacitus.resolving.atlas import FAMOUS, HIGH_SEAS, Atlas
from tacitus.resolving.toponyms import Toponym, clean

_SPOKEN_OF = 0.4
"""The share of a report's names from which a small place in their country is no namesake; the leading country needs no such share."""
_TOGETHER_KM = 200.0
"""Distance within which another name of the report vouches for a small place."""
_ONE_LAND = 0.6
"""The share of a name's places in one country from which it is known there alone."""
_BORDER_KM = 150.0
"""How far behind its border a country named vouches for a small place, reckoned from where its provinces reach to …"""
_REACH_KM = 600.0
"""… and how far its forces do."""
_LEAD = 12
"""The last sentence in which a report says where its story is."""


def _is_of_words(name: str) -> bool:
    """Whether a name has several words, Arabic articles not counted."""
    return sum(part not in words("places", "articles.arabic") for part in name.lower().replace("-", " ").split()) > 1


class Gist:
    """The country and the town a report is about, what is told beside a name, and which places are but namesakes."""

    def __init__(self, gazetteer: Gazetteer, page: Page, atlas: Atlas):
        self._gazetteer = gazetteer
        self._page = page
        self._atlas = atlas

    @cached_property
    def home(self) -> Place | None:
        """The country the report is about: that of most of its names, if it is spoken of itself, a group of it alone is, or two names
        lie there. One namesake makes no country."""
        country = next(iter(self._atlas.countries), None)
        spoken_of = country is not None and (self._atlas.speaks_of(country) or country in self._atlas.theatre.bases)
        if country is None or not (spoken_of or self._lie_in(country) > 1):
            return None
        if country.lower() in words("places", "abroad.only") and self._atlas.theatre.is_of_forces(country) and not self._lie_in(country):
            return None  # "the Italian base": its soldiers are abroad
        return self._gazetteer.country(country)

    @cached_property
    def dateline(self) -> Place | None:
        """The town the report was sent from."""
        line = self._page.dateline
        place = self._atlas.choice(Toponym(0, 0, clean(line.place.title()))).best if line and line.place else None
        return place if place is not None and not place.is_unit else None

    def _lie_in(self, country: str) -> int:
        """How many names of the report most likely lie in a country."""
        bests = {weak_key(t.name): best for t in self._atlas.toponyms if (best := self._atlas.choice(t).best)}
        return sum(best.country == country for best in bests.values())

    def is_namesake(self, toponym: Toponym, place: Place) -> bool:
        """Whether the place is a small one in a country that little else in the report speaks of, and no other name is near it.

        A place of the user's own overlay never is: it is listed because the reports are of it.
        """
        if place.kind in {"country", "admin1"} or place.population >= FAMOUS or place.is_own or place.country == HIGH_SEAS:
            return False
        if _is_of_words(toponym.name) and {p.country for p in self._gazetteer.named(toponym.name)} == {place.country}:
            return False  # "Port Arda": two lands seldom have the same name of several words
        others = self._atlas.support_without(toponym)
        if not others or place.country == next(iter(others)) or others.get(place.country, 0.0) >= _SPOKEN_OF:
            return False
        if place.country in self._atlas.theatre.grounds or self._is_across(toponym, next(iter(others))):
            return False
        points = [t for t in self._atlas.toponyms if weak_key(t.name) != weak_key(toponym.name)]
        bests = [best for t in points if (best := self._atlas.choice(t).best) and best.kind != "country"]
        return not any(kilometres((best.lat, best.lon), (place.lat, place.lon)) <= _TOGETHER_KM for best in bests)

    def _is_across(self, toponym: Toponym, country: str) -> bool:
        """Whether the name is known in one country (almost) alone, near to the one that the report speaks of most or within reach of its
        forces, and no town told lies in the latter: "Turkish drones struck X"."""
        bests = [best for t in self._atlas.toponyms if (best := self._atlas.choice(t).best)]
        choice = self._atlas.choice(toponym)
        place = choice.places[0]
        sure = sum(share for one, share in zip(choice.places, choice.shares, strict=True) if one.country == place.country) >= _ONE_LAND
        if not sure or any(best.country == country and best.kind != "country" for best in bests):
            return False
        forces = self._atlas.theatre.is_of_forces(country)
        if forces and country.lower() in words("places", "abroad.countries"):
            return True
        gap = min(
            (kilometres((u.lat, u.lon), (place.lat, place.lon)) - (u.radius_km or 0) for u in self._gazetteer.units(country)), default=None
        )
        return gap is not None and gap <= (_REACH_KM if forces else _BORDER_KM)

    def told_near(self, toponym: Toponym, *, towns: bool) -> Place | None:
        """The unit named in the same sentence, nearest first; for a site also a town, there or up to three sentences before, at last the
        town the report names most."""
        sentence_of = self._page.sentence_of
        here = sentence_of[toponym.start]
        found: list[tuple[int, int, Place]] = []
        for other in self._atlas.toponyms:
            gap = here - sentence_of[other.start]
            place = self._atlas.choice(other).best
            if place is None or weak_key(other.name) == weak_key(toponym.name) or place.kind == "country" or self.is_namesake(other, place):
                continue
            if (gap == 0 and place.is_unit) or (towns and 0 <= gap <= 3 and not place.is_unit):
                found.append((gap, abs(other.start - toponym.start), place))
        return min(found, key=lambda one: one[:2])[2] if found else self._main_town if towns else None

    @cached_property
    def told_in(self) -> tuple[tuple[Toponym, Place], ...]:
        """The towns and provinces of the report's country that its first sentences put something in, the oftenest told first. What stands
        beside a speaker or under a word of saying ("told reporters in Arda"), the dateline and a bare capital put nothing anywhere."""
        home = next(iter(self._atlas.countries), None)
        seat = self._gazetteer.seat(home, self._page.document.published) if home else None
        found = [(t, best) for t in self._atlas.toponyms if (best := self._atlas.choice(t).best) and best.country == home]
        lead = [
            (t, place)
            for t, place in found
            if place.kind != "country"
            and place != seat
            and self._page.sentence_of[t.start] <= _LEAD
            and self._puts_in(t)
            and not self.is_namesake(t, place)
        ]
        counts = Counter(place for _, place in lead)
        return tuple(sorted(lead, key=lambda one: -counts[one[1]]))

    def _puts_in(self, toponym: Toponym) -> bool:
        """Whether the words put something in the place: "in", "at" or "near" it, or in "the town of" it."""
        head = self._page.parse[toponym.start : toponym.end].root
        while head.dep_ in {"compound", "nmod", "amod"} and head.head != head:
            head = head.head
        preposition = head.head
        if preposition.lower_ == "of" and preposition.head.lower_ in words("places", "towns.words"):
            head = preposition.head
            preposition = head.head
        if preposition.lower_ not in {"in", "at", "near", "outside"} or preposition.i > toponym.start:
            return False
        if any(said.cue == preposition.head.i for said in self._page.sayings):
            return False
        speakers = (said.speaker.mention for said in self._page.sayings)
        return not any(mention and mention.covers(toponym.start) for mention in speakers)

    @cached_property
    def _main_town(self) -> Place | None:
        """The town of the report's country that it names most often; the dateline counts as once."""
        home = next(iter(self._atlas.countries), None)
        counts: Counter[Place] = Counter()
        dateline = self._page.dateline.place if self._page.dateline else None
        for name in (*self._atlas.toponyms, *([Toponym(0, 0, clean(dateline.title()))] if dateline else [])):
            place = self._atlas.choice(name).best
            if place and not place.is_unit and place.country == home:
                counts[place] += 1
        return max(counts, key=lambda place: (counts[place], place.population, place.id), default=None)
