"""Places without a name of their own: "the city", "the north", "the capital of X", "a village in X" that is named elsewhere."""

from dataclasses import replace

from tacitus.knowledge.gazetteer import Gazetteer, Place
from tacitus.lexicon import words
from tacitus.model import PlacePrecision, Where
from tacitus.page import Mention, Page
from tacitus.resolving.atlas import Atlas
from tacitus.resolving.gist import Gist
from tacitus.resolving.place_words import adjective, called, thing_in
from tacitus.resolving.regions import seat_of, side
from tacitus.resolving.sharpness import PRECISION, filled
from tacitus.resolving.sites import Sites
from tacitus.resolving.toponyms import HERE, Toponym, clean

_WIDE: frozenset[PlacePrecision] = frozenset({"country", "region", "province"})
_CAPITAL_OF = 4
"""Tokens before a name that may say "the capital city of the"."""

_GENERIC = (
    ("towns.words", frozenset({"town", "village"})),
    ("units.province", frozenset({"admin1", "region"})),
    ("units.district", frozenset({"admin2"})),
)
"""Which kinds of place a generic noun takes up, by the word list it stands in."""


class Unnamed:
    """What words without a name of a place stand for in one report."""

    def __init__(self, gazetteer: Gazetteer, page: Page, atlas: Atlas, gist: Gist, sites: Sites):
        self._gazetteer = gazetteer
        self._page = page
        self._atlas = atlas
        self._gist = gist
        self._sites = sites

    def generic(self, mention: Mention) -> Where:
        """ "the city", "the province", "the country": the last such place named before; anything else without a name is no place."""
        span = self._page.span(mention)
        text = [token.lower_ for token in self._page.parse[mention.start : mention.end]]
        head = self._page.parse[mention.head].lower_
        precision: PlacePrecision
        if head == HERE and (place := self._gist.dateline):
            return filled(place, place.name, PRECISION[place.kind], "the place of the dateline", words_=span)
        if head in words("places", "soil.words") and (land := self._adjective(mention)):
            return filled(land, land.name, "country", f"the land of {land.name}", words_=span)
        if "country" in text and self._gist.home and not self._side_told(text):
            place, precision, rule = self._gist.home, "country", "the country the report is about"
        elif head == "capital" and set(text) & words("places", "capitals.province"):
            unit = self._last_province(mention)
            seat = seat_of(self._gazetteer, unit, self._page.document.published) if unit else None
            if unit is None or seat is None:
                return Where(words=span, rule="no province is told before")
            place, precision, rule = seat, "town", f"the capital of {unit.name}"
        elif head == "capital":
            country = next(iter(self._atlas.countries), None)
            home = self._gist.home or (self._gazetteer.country(country) if country else None)
            if home is None or (seat := self.seat(home.country)) is None:
                return Where(words=span, rule="no country is told whose capital it is")
            place, precision, rule = seat, "town", f"the capital of {home.name}"
        elif self._gist.home and (there := self._side_told(text)):
            place, precision, rule = there, "region", f"{there.name}: between its units on that side"
        elif found := self._taken_up(mention, text):
            place, rule = found, f"the last such place named before “{span.text}”"
            precision = "site" if PRECISION[place.kind] == "town" and set(text) & words("places", "sites.words") else PRECISION[place.kind]
        else:
            return Where(words=span, rule="no name of a place in the words")
        return filled(place, place.name, precision, rule, words_=span)

    def _last_province(self, mention: Mention) -> Place | None:
        before = (self._atlas.choice(t).best for t in reversed(self._atlas.toponyms) if t.end <= mention.start)
        return next((place for place in before if place and place.kind == "admin1"), None)

    def _side_told(self, text: list[str]) -> Place | None:
        """ "The north", "the north of the country": that side of the country the report is about."""
        told = [word for word in text if word not in {"the", "of", "country", "nation"}]
        if self._gist.home is None or len(told) != 1 or told[0] not in words("places", "directions.words"):
            return None
        there = side(self._gazetteer, self._gist.home, told[0])
        return replace(there, name=f"{adjective(told[0])} {self._gist.home.name}") if there else None

    def _taken_up(self, mention: Mention, text: list[str]) -> Place | None:
        """The place that a definite generic noun takes up; an indefinite one ("a village") names a new place nobody knows. "The airport" is
        the last one named, or one in the town told nearest."""
        if text[:1] in (["a"], ["an"], ["one"], ["another"], ["several"], ["some"]):
            return None
        if any(i in self._page.name_at for i in range(mention.start, mention.end)):
            return None
        if sites := [word for word in text if word in words("places", "sites.words")]:
            if best := self._sites.taken_up(sites[-1], mention.start):
                return best
            near = self._gist.told_near(Toponym(mention.start, mention.end, sites[-1]), towns=True)
            return self._sites.at(sites[-1], near.name, near) or near if near else None
        kinds = next((kinds for listed, kinds in _GENERIC for word in text if word in words("places", listed)), None)
        before = [t for t in self._atlas.toponyms if t.end <= mention.start]
        before.sort(key=lambda t: "town" in t.classes)  # what was called a city is "the city"
        places = ((t, self._atlas.choice(t).best) for t in reversed(before)) if kinds else ()
        return next((p for t, p in places if p and kinds and p.kind in kinds and not self._gist.is_namesake(t, p)), None)

    def named_elsewhere(self, toponym: Toponym, where: Where) -> Where | None:
        """ "A village in Vessaria", "a mosque in Tomrek": the one place inside it that the report calls a village, or of which it names a
        mosque; None when there are none or several."""
        noun = thing_in(self._page, toponym) if where.precision in _WIDE else ""
        if not noun:
            return None
        if noun in words("places", "towns.words") and (told := self._town_before(toponym, where)):
            return told
        found: dict[Place, Toponym] = {}
        for other in self._atlas.toponyms:
            best = self._atlas.choice(other).best
            if best is None or best.is_unit or best.country != where.country or (where.admin1 and best.admin1 != where.admin1):
                continue
            if called(self._page, other, noun):
                found.setdefault(best, other)
        if len(found) != 1:
            return None
        place, other = next(iter(found.items()))
        rule = f"the only {noun} in {where.name} that the report names"
        return filled(place, other.name, PRECISION[place.kind], rule, words_=self._page.span(other))

    def _town_before(self, toponym: Toponym, where: Where) -> Where | None:
        """The town named last before "the town in northern Vessaria", in the same sentence."""
        start = self._page.sentences[self._page.sentence_of[toponym.start]].start
        noun = next((i for i in range(toponym.start - 1, start, -1) if self._page.parse[i].lower_ in words("places", "towns.words")), start)
        if not any(token.lower_ in words("grammar", "determiners.singular") for token in self._page.parse[max(start, noun - 3) : noun]):
            return None
        for other in reversed(self._atlas.toponyms):
            best = self._atlas.choice(other).best if start <= other.start < noun else None
            if best and best.kind in {"town", "village"} and best.country == where.country and where.admin1 in (None, best.admin1):
                rule = f"the town named before “{self._page.parse[noun : toponym.end].text}”"
                return filled(best, other.name, PRECISION[best.kind], rule, words_=self._page.span(other))
        return None

    def seat(self, country: str) -> Place | None:
        """The capital that a country had when the report was published."""
        return self._gazetteer.seat(country, self._page.document.published)

    def capital(self, mention: Mention, toponym: Toponym | None) -> Where | None:
        """ "The capital of Vessaria", "Vessaria's capital", "the Vessarian capital": the seat of that country, or the main town of that
        province; None where the words tell no unit's capital or name it themselves."""
        told = [token.lower_ for token in self._page.parse[max(0, mention.start - _CAPITAL_OF) : mention.end]]
        is_capital = told[-1:] == ["capital"]
        of = max((at for at, word in enumerate(told) if word == "of" and "capital" in told[max(0, at - 2) : at]), default=None)
        unit: Place | None = None
        if toponym is not None and (is_capital or (of is not None and len(told) - of <= _CAPITAL_OF)):
            unit = self._atlas.choice(toponym).best
        elif toponym is None and is_capital:
            unit = self._adjective(mention)
        seat = seat_of(self._gazetteer, unit, self._page.document.published) if unit else None
        if unit is None or seat is None:
            return None
        return filled(seat, seat.name, "town", f"the capital of {unit.name}", words_=self._page.span(mention))

    def _adjective(self, mention: Mention) -> Place | None:
        """The country whose adjective stands in the mention."""
        names = (self._page.name_at.get(i) for i in range(mention.start, mention.end))
        found = (self._gazetteer.country(clean(name.full)) for name in names if name and name.kind == "demonym")
        return next((place for place in found if place), None)
