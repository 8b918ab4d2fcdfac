"""Places: a mention becomes a place of the gazetteer, as sharp as its words and no sharper (codebook 5, `where`)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from tacitus.knowledge.gazetteer import Gazetteer, Place, kilometres
from tacitus.knowledge.groups import Group
from tacitus.model import PlaceOption, PlacePrecision, Problem, Where
from tacitus.page import Mention, Page
from tacitus.resolving.atlas import FAMOUS, Atlas, Choice
from tacitus.resolving.gist import Gist
from tacitus.resolving.place_words import Surroundings, is_site, surroundings
from tacitus.resolving.regions import moved, side
from tacitus.resolving.sharpness import PRECISION, UNLISTED, filled
from tacitus.resolving.sites import Sites
from tacitus.resolving.theatre import theatre
from tacitus.resolving.toponyms import GENITIVES, HERE, Away, Toponym, toponym_at
from tacitus.resolving.unnamed import Unnamed

_MARGIN = 0.2
"""The share by which the best place must lead the next one that lies elsewhere."""
_ELSEWHERE_KM = 50.0
_DRAWN_KM = 100.0
"""How far from a province's point a place without a province of its own may lie in it."""
_REGION_KM = 250.0
"""How far from a named region's point a place may lie in it."""
_SIDE_KM = 500.0
"""How far from the middle of a side of a country a place may lie on that side."""
_FAR_KM = 250.0
"""How far from another place the words may put one whose point is reckoned from it."""
_RUNNERS_UP = 3
_SCENE = "the place the report tells of"
_JOINS = frozenset({"and", "or", ","})

Resolved = tuple[Where, tuple[Problem, ...]]


@dataclass(frozen=True, slots=True)
class _Point:
    """A place chosen for a mention, how sharp it is, and why."""

    place: Place | None
    precision: PlacePrecision
    rule: str


class PlaceResolver:
    """Resolves the mentions of one page; built once a page, because all its place names are weighed against each other."""

    def __init__(self, gazetteer: Gazetteer, page: Page, groups: Mapping[str, Group] | None = None):
        self._gazetteer = gazetteer
        self._page = page
        self._atlas = Atlas(gazetteer, page, theatre(gazetteer, page, groups or {}))
        self._gist = Gist(gazetteer, page, self._atlas)
        self._sites = Sites(gazetteer, page, self._atlas)
        self._unnamed = Unnamed(gazetteer, page, self._atlas, self._gist, self._sites)
        self._resolved: dict[Mention, Resolved] = {}

    def resolve(self, mention: Mention) -> Resolved:
        """The place a mention stands for, and what a person should see about it.

        The name is as printed; the point is the best candidate's. A name the gazetteer does not know, or knows only in a country nothing
        else in the report speaks of, takes the point and the precision of the unit it is told in, never a namesake abroad. Runners-up stand
        in `alternatives`; a lead below 0.2 over a place elsewhere is a problem `ambiguous_place`. A text that puts a known place into
        another country gives `gazetteer_conflict`. Adjectives ("Syrian") are no places. A mention that several acts share is resolved once.
        """
        if mention not in self._resolved:
            self._resolved[mention] = self._resolve(mention)
        return self._resolved[mention]

    def _resolve(self, mention: Mention) -> Resolved:
        toponym = self._main(mention)
        if seat := self._unnamed.capital(mention, toponym):
            return seat, ()
        if toponym is None:
            return self._unnamed.generic(mention), ()
        if site := self._sites.told(toponym):
            name, rule = f"{toponym.name} {site[1]}", f"the {site[1]} of that name in the gazetteer"
            return filled(site[0], name, PRECISION[site[0].kind], rule, words_=self._page.span(mention)), ()
        around = surroundings(self._page, mention, toponym)
        choice = self._atlas.choice(toponym)
        conflict = self._conflict(toponym, choice, mention)
        known = self._known(toponym, choice) if not conflict else None
        point = known or self._unknown(mention, toponym, around)
        where = self._where(mention, toponym, around, point, choice if known else Choice((), ()))
        if named := self._unnamed.named_elsewhere(toponym, where):
            return named, ()
        unsure = self._ambiguous(toponym, choice, mention) if known else ()
        return where, (*conflict, *unsure)

    def acts(self, where: Where) -> bool:
        """Whether the place is a country or a country's capital: as a subject these are states ("Moscow said" is no place)."""
        seat = self._unnamed.seat(where.country) if where.country and where.place_id else None
        return where.precision == "country" or (seat is not None and seat.id == where.place_id)

    def country_of(self, where: Where) -> Where:
        """The country a place lies in, with the place's words; the place itself where the gazetteer does not know the country."""
        country = self._gazetteer.country(where.country) if where.country else None
        if country is None or where.words is None:
            return where
        return filled(country, country.name, "country", f"the country of {where.name}", words_=where.words)

    def holds(self, wide: Where, where: Where) -> bool:
        """Whether a place lies in a wider one: the same country; of a province the same, or near enough for one drawn differently; near a
        named region; on a side of a country, a point nearer to its middle than to the country's."""
        if wide.country is None or wide.country != where.country or wide.name == where.name or UNLISTED in wide.rule:
            return False
        country = self._gazetteer.country(wide.country)
        if wide.precision == "country" or country is None:
            return wide.precision == "country"
        if None in (wide.lat, wide.lon, where.lat, where.lon):
            return False
        apart = kilometres((wide.lat or 0.0, wide.lon or 0.0), (where.lat or 0.0, where.lon or 0.0))
        if wide.precision == "province":
            return wide.admin1 == where.admin1 if wide.admin1 and where.admin1 else apart <= _DRAWN_KM
        if wide.place_id:
            return apart <= _REGION_KM
        return apart <= min(_SIDE_KM, kilometres((country.lat, country.lon), (where.lat or 0.0, where.lon or 0.0)))

    def scene(self, wide: Where | None) -> Where | None:
        """The one town the report's first sentences put its story in; inside a wider place the one town there, or the one province.

        Where they put it nowhere, the town of the dateline if it lies in the report's country and is no capital, whose reporters write of
        the whole of it.
        """
        if wide is None and not self._gist.told_in:
            return self._sent_from()
        found = [(t, p, filled(p, t.name, PRECISION[p.kind], _SCENE, words_=self._page.span(t))) for t, p in self._gist.told_in]
        towns = [w for _, p, w in found if not p.is_unit and (wide is None or self.holds(wide, w))]
        provinces = [
            w for _, p, w in found if p.kind == "admin1" and wide is not None and wide.precision == "region" and self.holds(wide, w)
        ]
        told = towns or provinces
        return told[0] if told and 2 * sum(w.place_id == told[0].place_id for w in told) > len(told) else None

    def _sent_from(self) -> Where | None:
        place, home, line = self._gist.dateline, self._gist.home, self._page.dateline
        if place is None or line is None or (home is not None and home.country != place.country):
            return None
        if place == self._unnamed.seat(place.country):
            return None
        span = self._page.document.span(line.start, line.end)
        return filled(place, place.name, PRECISION[place.kind], "the place of the dateline; no other is told", words_=span)

    def _main(self, mention: Mention) -> Toponym | None:
        """The name in the mention that says where: the first, but not an owner of a later one ("Syria's Idlib") or half a word
        ("India-administered Kashmir")."""
        inside = [t for t in self._atlas.toponyms if t.start < mention.end and t.end > mention.start]
        if not inside:
            return self._unmarked(mention.start, mention.end)
        first = inside[0]
        follows = [token.lower_ for token in self._page.parse[first.end : min(first.end + 2, mention.end)]]
        if follows[:1] in GENITIVES and (later := self._unmarked(first.end + 1, mention.end)):
            return next((t for t in inside[1:] if t.start <= later.start < t.end), replace(later, containers=(first.name,)))
        if follows[:1] == ["-"] and len(inside) > 1:
            return inside[1]
        ahead = self._unmarked(mention.start, first.start)
        if ahead and (self._gazetteer.named(ahead.name) or is_site(ahead.name)):
            return replace(ahead, containers=(first.name,))
        return first

    def _unmarked(self, start: int, end: int) -> Toponym | None:
        """The first run of capitalised words in [start, end) that is not a country's adjective: a hotel, a square, a town that was taken
        for a person."""
        names = self._page.name_at
        adjectives = {i for i in range(start, end) if i in names and names[i].kind == "demonym" and self._gazetteer.country(names[i].full)}
        run = [i for i in range(start, end) if self._is_proper(i) and i not in adjectives]
        if not run:
            return None
        mark = names.get(run[0])
        last = next((i for i in run if i + 1 not in run), run[-1]) + 1
        return toponym_at(self._page, run[0], mark.end if mark and mark.end <= end else last)

    def _is_proper(self, token: int) -> bool:
        word = self._page.parse[token]
        return word.text[:1].isupper() and not word.is_stop

    def _known(self, toponym: Toponym, choice: Choice) -> _Point | None:
        place = next((place for place in choice.places if self._agrees(place, toponym)), None)
        if place is None:
            return None
        told = bool(toponym.containers) and self._atlas.lies_in(place, toponym.containers[0])
        owner = self._gazetteer.country(toponym.owner) if toponym.owner else None
        if not told and (owner is None or owner.country != place.country) and self._gist.is_namesake(toponym, place):
            return None
        if told:
            rule = f"lies in {toponym.containers[0]}, as told"
        elif len(choice.places) == 1:
            rule = "the only place of that name in the gazetteer"
        else:
            rule = f"best of {len(choice.places)} places of that name by size and the report's other places"
        return _Point(place, PRECISION[place.kind], rule)

    def _agrees(self, place: Place, toponym: Toponym) -> bool:
        """Whether the place lies in what the text says outright it lies in, or near enough for units to be drawn differently."""
        if toponym.away and (from_ := self._reference(toponym.away)):
            apart = kilometres((place.lat, place.lon), (from_.lat, from_.lon))
            return 0.5 * toponym.away.km - 20 <= apart <= 1.3 * toponym.away.km + 20
        told = self._container(toponym.containers[0]) if toponym.asserted else None
        if told is None or place.kind == "country" or told.id == place.id:
            return True
        slack = 40.0 if not told.is_unit else 50 + 1.5 * (told.radius_km or 0)
        return place.country == told.country and (
            told.kind == "country" or kilometres((place.lat, place.lon), (told.lat, told.lon)) <= slack
        )

    def _container(self, name: str) -> Place | None:
        return self._atlas.choice(Toponym(0, 0, name)).best

    def _reference(self, away: Away) -> Place | None:
        """The place that another is told to lie some way from; "here" is the dateline's."""
        return self._gist.dateline if away.name == HERE else self._container(away.name)

    def _conflict(self, toponym: Toponym, choice: Choice, mention: Mention) -> tuple[Problem, ...]:
        """A well-known place said to lie in a country in which nothing bears its name. A small namesake abroad contradicts nobody."""
        told = self._gazetteer.country(toponym.containers[0]) if toponym.asserted else None
        best = choice.best
        if told is None or best is None or best.kind == "country" or any(place.country == told.country for place in choice.places):
            return ()
        if best.population < FAMOUS:
            return ()
        home = self._gazetteer.country(best.country)
        message = f"the report puts {toponym.name} in {told.name}; the gazetteer knows it in {home.name if home else best.country} only"
        return (Problem(kind="gazetteer_conflict", message=message, span=self._page.span(mention)),)

    def _unknown(self, mention: Mention, toponym: Toponym, around: Surroundings) -> _Point:
        """The unit an unknown place is told in: in its phrase, by an adjective before it, in its sentence, else the report's own."""
        inner: PlacePrecision = "site" if around.site or around.named_site else "area"
        if toponym.away and toponym.away.km <= _FAR_KM and (from_ := self._reference(toponym.away)):
            away = toponym.away
            there = moved(from_, away.km, away.way)
            return _Point(there, inner, f"{UNLISTED}; told {away.km:.0f} km {away.way and away.way + ' '}of {from_.name}")
        for name in self._told_in(mention, toponym):
            place = self._container(name)
            if place and not self._gist.is_namesake(Toponym(0, 0, name), place):
                return _Point(place, PRECISION[place.kind] if place.is_unit else inner, f"{UNLISTED}; told in {place.name}")
        owner = self._gazetteer.country(toponym.owner) if toponym.owner else None
        near = self._gist.told_near(toponym, towns=around.named_site or around.site or around.part or around.nearby)
        if near and (owner is None or near.country == owner.country):
            sharp: PlacePrecision = PRECISION[near.kind] if near.is_unit else inner
            return _Point(near, sharp, f"{UNLISTED}; the report tells it with {near.name}")
        place = owner or self._gist.home
        if place is None:
            return _Point(None, _told_precision(toponym, around), UNLISTED)
        return _Point(place, PRECISION[place.kind], f"{UNLISTED}; {place.name} is what the report is about")

    def _told_in(self, mention: Mention, toponym: Toponym) -> Iterator[str]:
        """The names that the words put a place in, or near to: the nearest first."""
        far = toponym.away.name if toponym.away else ""
        yield from (name for name in toponym.containers if name != far)
        yield from (tail for joint in (" of ", " in ", " at ") if (tail := toponym.name.partition(joint)[2]))
        for other in self._atlas.toponyms:
            if toponym.end <= other.start < mention.end and self._page.parse[other.start - 1].lower_ not in _JOINS:
                yield other.name
        if toponym.beside and toponym.beside != far:
            yield toponym.beside

    def _where(self, mention: Mention, toponym: Toponym, around: Surroundings, point: _Point, choice: Choice) -> Where:
        name, precision = toponym.name, point.precision
        if around.direction and precision in {"country", "province", "region"} and (precision == "country" or not toponym.classes):
            name, precision = f"{around.direction} {name}", "region" if precision == "country" else precision
            if point.place and point.place.kind == "country" and (there := side(self._gazetteer, point.place, around.direction)):
                point = replace(point, place=there, rule=f"{name}: between its units on that side")
        elif precision == "town":
            precision = "area" if around.near else "site" if around.site else "area" if around.part or around.direction else "town"
        where = filled(point.place, name, precision, point.rule, words_=self._page.span(mention))
        return where.model_copy(update={"alternatives": _alternatives(choice)})

    def _ambiguous(self, toponym: Toponym, choice: Choice, mention: Mention) -> tuple[Problem, ...]:
        rival = next(((p, s) for p, s in zip(choice.places[1:], choice.shares[1:], strict=True) if _elsewhere(choice.places[0], p)), None)
        if rival is None or choice.shares[0] - rival[1] >= _MARGIN:
            return ()
        best = choice.places[0]
        message = f"{toponym.name} may be {_described(best)} ({choice.shares[0]:.2f}) or {_described(rival[0])} ({rival[1]:.2f})"
        return (Problem(kind="ambiguous_place", message=message, span=self._page.span(mention)),)


def _told_precision(toponym: Toponym, around: Surroundings) -> PlacePrecision:
    """How sharp the words alone make a place that nothing locates."""
    if around.site or around.named_site:
        return "site"
    if "town" in toponym.classes:
        return "town"
    return "province" if "province" in toponym.classes else "unknown"


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
