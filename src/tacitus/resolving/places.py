"""Places: a mention becomes a place of the gazetteer, as sharp as its words and no sharper (codebook 5, `where`)."""

from dataclasses import dataclass
from functools import cached_property

from tacitus.knowledge.gazetteer import Gazetteer, Place, kilometres
from tacitus.knowledge.placenames import strong_key, weak_key
from tacitus.lexicon import words
from tacitus.model import PlaceOption, PlacePrecision, Problem, Where
from tacitus.page import Mention, Page
from tacitus.resolving.atlas import Atlas, Choice
from tacitus.resolving.place_words import Surroundings, surroundings
from tacitus.resolving.toponyms import Toponym, toponym_at

_PRECISION: dict[str, PlacePrecision] = {
    "country": "country", "region": "region", "admin1": "province", "admin2": "district", "town": "town", "village": "town",
    "camp": "site", "crossing": "site", "base": "site", "site": "site",
}  # fmt: skip
_MARGIN = 0.2
"""The share by which the best place must lead the next one that lies elsewhere."""
_ELSEWHERE_KM = 50.0
_FAMOUS = 100_000
"""Inhabitants from which a town is taken though nothing else in the report speaks of its country."""
_RUNNERS_UP = 3

Resolved = tuple[Where, tuple[Problem, ...]]


@dataclass(frozen=True, slots=True)
class _Point:
    """A place chosen for a mention, how sharp it is, and why."""

    place: Place | None
    precision: PlacePrecision
    rule: str


class PlaceResolver:
    """Resolves the mentions of one page; built once a page, because all its place names are weighed against each other."""

    def __init__(self, gazetteer: Gazetteer, page: Page):
        self._gazetteer = gazetteer
        self._page = page
        self._atlas = Atlas(gazetteer, page)

    def resolve(self, mention: Mention) -> Resolved:
        """The place a mention stands for, and what a person should see about it.

        The name is as printed; the point is the best candidate's. A name the gazetteer does not know, or knows only in a country nothing
        else in the report speaks of, takes the point and the precision of the unit it is told in, never a namesake abroad. Runners-up stand
        in `alternatives`; a lead below 0.2 over a place elsewhere is a problem `ambiguous_place`. A text that puts a known place into
        another country gives `gazetteer_conflict`. Adjectives ("Syrian") are no places.
        """
        toponym = self._main(mention)
        if toponym is None:
            return self._generic(mention), ()
        around = surroundings(self._page, mention, toponym)
        choice = self._atlas.choice(toponym)
        conflict = self._conflict(toponym, choice, mention)
        known = self._known(toponym, choice) if not conflict else None
        point = known or self._unknown(toponym, around)
        where = self._where(mention, toponym, around, point, choice if known else Choice((), ()))
        unsure = self._ambiguous(toponym, choice, mention) if known else ()
        return where, (*conflict, *unsure)

    def _main(self, mention: Mention) -> Toponym | None:
        inside = [t for t in self._atlas.toponyms if t.start < mention.end and t.end > mention.start]
        if not inside:
            return self._unmarked(mention)
        first = inside[0]
        owned = [t for t in inside[1:] if t.start > first.end - 1 and first.name in t.containers and first.name not in {t.name}]
        return owned[0] if owned and not first.containers else first

    def _unmarked(self, mention: Mention) -> Toponym | None:
        """A run of proper nouns in the mention that no mark explains otherwise (a hotel, a square)."""
        names = self._page.name_at
        run = [
            i
            for i in range(mention.start, mention.end)
            if self._is_proper(i) and (i not in names or names[i].kind in {"other", "organisation"})
        ]
        if not run:
            return None
        end = next((i for i in run if i + 1 not in run), run[-1]) + 1
        return toponym_at(self._page, run[0], end)

    def _is_proper(self, token: int) -> bool:
        word = self._page.parse[token]
        return word.text[:1].isupper() and not word.is_punct and word.lower_ not in words("places", "articles.words")

    def _known(self, toponym: Toponym, choice: Choice) -> _Point | None:
        place = choice.best
        if place is None:
            return None
        told = bool(toponym.containers) and self._atlas.lies_in(place, toponym.containers[0])
        if not told and place.kind not in {"country", "admin1"} and place.population < _FAMOUS and self._is_abroad(toponym, place):
            return None
        if told:
            rule = f"lies in {toponym.containers[0]}, as told"
        elif len(choice.places) == 1:
            rule = "the only place of that name in the gazetteer"
        else:
            rule = f"best of {len(choice.places)} places of that name by size and the report's other places"
        return _Point(place, _PRECISION[place.kind], rule)

    def _is_abroad(self, toponym: Toponym, place: Place) -> bool:
        """Whether all else in the report speaks of other countries, and of one of them clearly."""
        others = self._atlas.support_without(toponym)
        return bool(others) and others.get(place.country, 0.0) < 0.02

    def _conflict(self, toponym: Toponym, choice: Choice, mention: Mention) -> tuple[Problem, ...]:
        told = self._gazetteer.country(toponym.containers[0]) if toponym.asserted else None
        best = choice.best
        if told is None or best is None or best.kind == "country" or any(place.country == told.country for place in choice.places):
            return ()
        home = self._gazetteer.country(best.country)
        message = f"the report puts {toponym.name} in {told.name}; the gazetteer knows it in {home.name if home else best.country} only"
        return (Problem(kind="gazetteer_conflict", message=message, span=self._page.span(mention)),)

    def _unknown(self, toponym: Toponym, around: Surroundings) -> _Point:
        """The unit an unknown place is told in: in its phrase, by an adjective before it, in its sentence, else the report's own."""
        for name in toponym.containers:
            place = self._atlas.choice(Toponym(toponym.start, toponym.end, name)).best
            if place:
                inner: PlacePrecision = "site" if around.site or around.named_site else "area"
                return _Point(place, _PRECISION[place.kind] if place.is_unit else inner, f"not in the gazetteer; told in {place.name}")
        owner = self._gazetteer.country(toponym.owner) if toponym.owner else None
        near = self._told_near(toponym, towns=around.named_site or around.site)
        if near and (owner is None or near.country == owner.country):
            sharp: PlacePrecision = _PRECISION[near.kind] if near.is_unit else "site"
            return _Point(near, sharp, f"not in the gazetteer; the report tells it with {near.name}")
        place = owner or self._home
        if place is None:
            kinds: tuple[tuple[bool, PlacePrecision], ...] = (
                (around.site or around.named_site, "site"), ("town" in toponym.classes, "town"), ("province" in toponym.classes, "province"),
            )  # fmt: skip
            return _Point(None, next((sharp for holds, sharp in kinds if holds), "unknown"), "not in the gazetteer")
        return _Point(place, _PRECISION[place.kind], f"not in the gazetteer; {place.name} is what the report is about")

    def _told_near(self, toponym: Toponym, *, towns: bool) -> Place | None:
        """The unit named in the same sentence, nearest first; for a site also a town, there or up to three sentences before."""
        sentence_of = self._page.sentence_of
        here = sentence_of[toponym.start]
        found: list[tuple[int, int, Place]] = []
        for other in self._atlas.toponyms:
            gap = here - sentence_of[other.start]
            place = self._atlas.choice(other).best
            if place is None or weak_key(other.name) == weak_key(toponym.name) or place.kind == "country":
                continue
            if (gap == 0 and place.is_unit) or (towns and 0 <= gap <= 3 and not place.is_unit):
                found.append((gap, abs(other.start - toponym.start), place))
        return min(found, key=lambda one: one[:2])[2] if found else None

    @cached_property
    def _home(self) -> Place | None:
        """The province the report is about when most of its places lie there, else its country."""
        country = next(iter(self._atlas.countries), None)
        return self._gazetteer.country(country) if country else None

    def _generic(self, mention: Mention) -> Where:
        """ "the city", "the province", "the country": the last such place named before; anything else without a name is no place."""
        span = self._page.span(mention)
        head = self._page.parse[mention.head].lower_
        text = [token.lower_ for token in self._page.parse[mention.start : mention.end]]
        if head == "country" and self._home:
            place, rule = self._home, "the country the report is about"
        elif head == "capital" and self._home and (seat := self._gazetteer.seat(self._home.country)):
            place, rule = seat, f"the capital of {self._home.name}"
        elif text[:1] in (["the"], ["this"], ["that"]) and (before := self._last(mention, head)):
            place, rule = before, f"the last such place named before “{span.text}”"
        else:
            return Where(words=span, rule="no name of a place in the words")
        return _filled(place, place.name, _PRECISION[place.kind], rule, span=None).model_copy(update={"words": span})

    def _last(self, mention: Mention, head: str) -> Place | None:
        kinds = next((kinds for listed, kinds in _GENERIC if head in words("places", listed)), None)
        before = [t for t in self._atlas.toponyms if t.end <= mention.start]
        places = (self._atlas.choice(t).best for t in reversed(before)) if kinds else ()
        return next((place for place in places if place and kinds and place.kind in kinds), None)

    def _where(self, mention: Mention, toponym: Toponym, around: Surroundings, point: _Point, choice: Choice) -> Where:
        name, precision = toponym.name, point.precision
        if around.direction and precision == "country" and not around.site:
            name, precision = f"{around.direction} {name}", "region"
        elif precision == "town":
            precision = "area" if around.near else "site" if around.site else "area" if around.part or around.direction else "town"
        where = _filled(point.place, name, precision, point.rule, span=self._page.span(mention))
        return where.model_copy(update={"alternatives": _alternatives(choice)})

    def _ambiguous(self, toponym: Toponym, choice: Choice, mention: Mention) -> tuple[Problem, ...]:
        rival = next(((p, s) for p, s in zip(choice.places[1:], choice.shares[1:], strict=True) if _elsewhere(choice.places[0], p)), None)
        if rival is None or choice.shares[0] - rival[1] >= _MARGIN:
            return ()
        best = choice.places[0]
        message = f"{toponym.name} may be {_described(best)} ({choice.shares[0]:.2f}) or {_described(rival[0])} ({rival[1]:.2f})"
        return (Problem(kind="ambiguous_place", message=message, span=self._page.span(mention)),)


_GENERIC = (
    ("towns.words", frozenset({"town", "village"})),
    ("units.province", frozenset({"admin1", "region"})),
    ("units.district", frozenset({"admin2"})),
)
"""Which kinds of place a generic noun takes up, by the word list it stands in."""


def _filled(place: Place | None, name: str, precision: PlacePrecision, rule: str, *, span: object) -> Where:
    if place is None:
        return Where.model_validate({"name": name, "words": span, "precision": precision, "rule": rule})
    same = strong_key(place.name) == strong_key(name) or not rule.startswith("not in the gazetteer")
    return Where.model_validate({
        "name": name, "words": span, "place_id": place.id if same else None, "country": place.country, "admin1": place.admin1,
        "admin2": place.admin2, "lat": place.lat, "lon": place.lon, "precision": precision, "rule": rule,
    })  # fmt: skip


def _alternatives(choice: Choice) -> tuple[PlaceOption, ...]:
    ranked = zip(choice.places[1:], choice.shares[1:], strict=True)
    return tuple(
        PlaceOption(name=p.name, place_id=p.id, country=p.country, admin1=p.admin1, lat=p.lat, lon=p.lon, score=share)
        for p, share in list(ranked)[:_RUNNERS_UP]
        if share >= 0.01
    )


def _elsewhere(a: Place, b: Place) -> bool:
    return a.country != b.country or kilometres((a.lat, a.lon), (b.lat, b.lon)) > max(_ELSEWHERE_KM, a.radius_km or 0, b.radius_km or 0)


def _described(place: Place) -> str:
    return ", ".join(part for part in (place.name, place.admin1 if place.admin1 != place.name else None, place.country) if part)
