"""The gazetteer: every place a name may stand for, looked up in one SQLite file (built by `gazetteer_build`).

Names are met by two keys (`placenames`). A look-up says what a name *may* mean; which of the places is meant is decided from the
report's context by the resolving stage.
"""

import sqlite3
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from math import asin, cos, radians, sin, sqrt
from pathlib import Path

from rapidfuzz import fuzz, process

from tacitus.errors import GazetteerError
from tacitus.knowledge.overlay import Overlay
from tacitus.knowledge.placenames import short_key, sound_key, sound_keys, strong_key, weak_key
from tacitus.model import digest

FORMAT = "3"
"""The layout of the file; a file of another format is refused."""

UNITS = frozenset({"country", "admin1", "admin2", "region"})
"""The kinds that are areas; all others are points on a map of a country."""

_COLUMNS = "p.ref, p.name, p.country, p.admin1, p.admin2, p.lat, p.lon, p.kind, p.population, p.radius_km"
_FUZZY_CUTOFF = 90
_FUZZY_PLAIN = 75
FUZZY_LETTERS = 6
"""Letters a name must have to be looked for nearly so spelt."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the gazetteer. `id` is `geonames:…`, `supplement:…` or `overlay:…`; `country` ISO 3166-1 alpha-2 (or the overlay's code).

    `kind`: country, admin1, admin2, region, town, village, camp, crossing, base, site. `admin1`, `admin2` are names. The point of a unit is
    the mean of its towns, or its seat; `radius_km` says how far the unit reaches from it (0 for towns, None when not known).
    """

    id: str
    name: str
    country: str
    admin1: str | None
    admin2: str | None
    lat: float
    lon: float
    kind: str
    population: int
    radius_km: float | None

    @property
    def is_unit(self) -> bool:
        """Whether the place is an area (country, province, district, region)."""
        return self.kind in UNITS

    @property
    def is_own(self) -> bool:
        """Whether the user's own list (overlay) holds the place."""
        return self.id.startswith("overlay:")


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance of two (latitude, longitude) points in degrees, on a sphere of radius 6,371 km."""
    (lat1, lon1), (lat2, lon2) = ((radians(x), radians(y)) for x, y in (a, b))
    h = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 12742 * asin(min(1.0, sqrt(h)))


class Gazetteer:
    """An open gazetteer file, read only. Look-ups are cached; the object may be shared between threads."""

    def __init__(self, connection: sqlite3.Connection, stamp: str, overlay: Overlay[Place] | None = None):
        self._db = connection
        self.stamp = stamp
        self._overlay = overlay
        self.named = lru_cache(maxsize=200_000)(self._named)
        self.country = lru_cache(maxsize=20_000)(self._country)
        self.fuzzy = lru_cache(maxsize=20_000)(self._fuzzy)
        self.alike = lru_cache(maxsize=20_000)(self._alike)
        self._sounds = lru_cache(maxsize=256)(self._sounds_of)

    @classmethod
    def open(cls, path: Path) -> "Gazetteer":
        """The gazetteer in `path`. Raises `GazetteerError` when there is none, or one that another version of tacitus built."""
        if not path.is_file():
            raise GazetteerError(f"no gazetteer at {path}; run `tacitus gazetteer build` to make it (about a minute, no network)")
        try:
            db = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
            meta = dict(db.execute("SELECT key, value FROM meta"))
        except sqlite3.DatabaseError as error:
            raise GazetteerError(f"{path} is not a gazetteer ({error}); run `tacitus gazetteer build` to make it anew") from error
        if meta.get("format") != FORMAT:
            raise GazetteerError(
                f"{path} has format {meta.get('format')}, needed is {FORMAT}; run `tacitus gazetteer build` to make it anew"
            )
        db.execute("PRAGMA mmap_size = 268435456")
        return cls(db, "sha256:" + meta["hash"])

    def with_overlay(self, file: Path) -> "Gazetteer":
        """This gazetteer and a user's own places (docs/gazetteer.md) beside it; these come first where a name means both."""
        overlay = Overlay.read(file, Place)
        return Gazetteer(self._db, "sha256:" + digest(self.stamp, overlay.stamp), overlay)

    def _named(self, name: str) -> tuple[Place, ...]:
        """All places the name may mean, most populous first, units before towns of the same size.

        Exact names and alternate names (accents, case, hyphens folded) are asked first; only when there are none, names are met without
        generic words and Arabic articles ("Idlib Province", "Idlib Governorate"; "Bab", "al-Bab").
        """
        strong = strong_key(name)
        if not strong:
            return ()
        found = (self._keyed(short_key(name), 0) if name.endswith(".") else ()) or self._keyed(strong, 0)
        weak = weak_key(name)
        return found or self._keyed(weak, 1) or (self._keyed(weak, 0) if weak != strong else ())

    def bare(self, name: str) -> tuple[Place, ...]:
        """All places whose name without generic words and articles is this name's ("Idlib", "Idlib Province" and "Al Idlib" alike)."""
        weak = weak_key(name)
        places = {place.id: place for key in {strong_key(name), weak} if key for flag in (0, 1) for place in self._keyed(key, flag)}
        return tuple(sorted(places.values(), key=lambda p: -p.population))

    def _keyed(self, key: str, weak: int) -> tuple[Place, ...]:
        own = self._overlay.keyed(key, weak) if self._overlay else ()
        rows = self._db.execute(
            f"SELECT {_COLUMNS} FROM name n JOIN place p ON p.id = n.place WHERE n.key = ? AND n.weak = ? ORDER BY p.population DESC, p.id",
            (key, weak),
        )
        return own + tuple(Place(*row) for row in rows)

    def _fuzzy(self, name: str, countries: frozenset[str]) -> tuple[Place, ...]:
        """Places in these countries whose name is spelt nearly so: ratio ≥ 90 of names of six letters or more, best first.

        Vowels and digraphs in which transliterations differ are folded first; the first letter must agree, and the names as spelt must be
        alike to 75. Below 90 only wrong matches were seen among 186 names of 31 countries.
        """
        key = sound_key(name)
        if len(weak_key(name)) < FUZZY_LETTERS or len(key) < FUZZY_LETTERS - 1:
            return ()
        scored: dict[str, tuple[float, Place]] = {}
        for country in sorted(countries):
            sounds, rows = self._sounds(country, key[0])
            for sound, score, index in process.extract(key, sounds, scorer=fuzz.ratio, score_cutoff=_FUZZY_CUTOFF, limit=8):
                if not self._is_spelt_alike(rows[index], sound, weak_key(name)):
                    continue
                place = self._of(rows[index])
                scored[place.id] = max(scored.get(place.id, (0.0, place)), (score, place), key=lambda pair: pair[0])
        return tuple(place for _, place in sorted(scored.values(), key=lambda pair: (-pair[0], -pair[1].population, pair[1].id)))

    def _alike(self, name: str, countries: tuple[str, ...]) -> tuple[Place, ...]:
        """Places in these countries whose name sounds the same ("Nassiriya" is Nasiriyah) and is spelt alike to 75, of one country: the
        only one, or that of a town ten times as large as all others; none else, or when the name has fewer than six letters. Codes may be
        in lower case."""
        sound, weak = sound_key(name), weak_key(name)
        if len(weak) < FUZZY_LETTERS or len(sound) < FUZZY_LETTERS - 1:
            return ()
        query = f"SELECT place FROM sound WHERE sound = ? AND country IN ({','.join('?' * len(countries))})"
        rows = self._db.execute(query, (sound, *map(str.upper, countries))).fetchall()
        found = [self._of(row) for (row,) in rows if self._is_spelt_alike(row, sound, weak)]
        ranked = sorted(found, key=lambda p: (-p.population, p.id))
        abroad = max((p.population for p in ranked if p.country != ranked[0].country), default=-1)
        return tuple(p for p in ranked if p.country == ranked[0].country) if ranked and ranked[0].population > 10 * abroad else ()

    def _sounds_of(self, country: str, first: str) -> tuple[list[str], list[int]]:
        """The sound keys of a country's names that begin with a letter, and for each its place."""
        query = "SELECT sound, place FROM sound WHERE country = ? AND sound >= ? AND sound < ?"
        found = self._db.execute(query, (country, first, chr(ord(first) + 1))).fetchall()
        return [sound for sound, _ in found], [place for _, place in found]

    def _is_spelt_alike(self, row: int, sound: str, weak: str) -> bool:
        """Whether one of the place's names with that sound is, as spelt, alike to 75."""
        keys = [key for (key,) in self._db.execute("SELECT key FROM name WHERE place = ?", (row,))]
        return any(heard == sound and fuzz.ratio(weak, spelt) >= _FUZZY_PLAIN for heard, spelt in sound_keys(keys))

    def _of(self, row: int) -> Place:
        return Place(*self._db.execute(f"SELECT {_COLUMNS} FROM place p WHERE p.id = ?", (row,)).fetchone())

    def _country(self, word: str) -> Place | None:
        """The country of an alpha-2 or alpha-3 code (in capitals), a name or a demonym ("SY", "SYR", "Syria", "Syrian", "Syrians")."""
        if self._overlay and (own := self._overlay.country(word)):
            return own
        key = word if word.isupper() and len(word) <= 3 else strong_key(word)
        for form in (key, strong_key(word), strong_key(word).removesuffix("s")):
            row = self._db.execute(f"SELECT {_COLUMNS} FROM country c JOIN place p ON p.id = c.place WHERE c.key = ?", (form,)).fetchone()
            if row:
                return Place(*row)
        return None

    def units(self, country: str) -> tuple[Place, ...]:
        """The first-level units of a country, by name."""
        own = self._overlay.places if self._overlay else ()
        rows = self._db.execute(f"SELECT {_COLUMNS} FROM place p WHERE p.country = ? AND p.kind = 'admin1' ORDER BY p.name", (country,))
        return tuple(p for p in own if p.country == country and p.kind == "admin1") + tuple(Place(*row) for row in rows)

    def capital(self, country: str, admin1: str) -> Place | None:
        """The town that stands for a province, where exports pin a vague one: the town of its name, otherwise the most populous."""
        own = tuple(self._overlay.places) if self._overlay else ()
        rows = self._db.execute(
            f"SELECT {_COLUMNS} FROM place p WHERE p.country = ? AND p.admin1 = ? AND p.kind = 'town'", (country, admin1)
        )
        towns = [p for p in own if (p.country, p.admin1, p.kind) == (country, admin1, "town")] + [Place(*row) for row in rows]
        bearers = {place.id for place in self.bare(admin1)}
        return max(towns, key=lambda p: (p.id in bearers, p.population, p.id), default=None)

    def seat(self, country: str, on: date | None = None) -> Place | None:
        """The capital of a country on that day, today's without one; None where the gazetteer does not know it. An overlay's capital is it
        at all times."""
        if self._overlay and country in self._overlay.seats:
            return self._overlay.seats[country]
        if on is None:
            return self._labelled(f"capital {country}")
        query = "SELECT key FROM country WHERE key > ? AND key < ? ORDER BY key LIMIT 1"
        former = self._db.execute(query, (f"capital {country} until {on}", f"capital {country} until :")).fetchone()
        return self._labelled(former[0] if former else f"capital {country}")

    def _labelled(self, key: str) -> Place | None:
        row = self._db.execute(f"SELECT {_COLUMNS} FROM country c JOIN place p ON p.id = c.place WHERE c.key = ?", (key,)).fetchone()
        return Place(*row) if row else None

    def near(self, lat: float, lon: float, *, within_km: float = 50, limit: int = 10) -> tuple[Place, ...]:
        """Towns and sites within `within_km` of a point, nearest first."""
        north, east = within_km / 111, within_km / (111 * max(0.05, cos(radians(lat))))
        rows = self._db.execute(
            f"SELECT {_COLUMNS} FROM place p WHERE p.lat BETWEEN ? AND ? AND p.lon BETWEEN ? AND ?",
            (lat - north, lat + north, lon - east, lon + east),
        )
        own = self._overlay.places if self._overlay else ()
        found = [p for p in (*own, *(Place(*row) for row in rows)) if not p.is_unit and kilometres((lat, lon), (p.lat, p.lon)) <= within_km]
        return tuple(sorted(found, key=lambda p: (kilometres((lat, lon), (p.lat, p.lon)), p.id))[:limit])

    def search(self, name: str, limit: int = 20) -> list[Place]:
        """What `tacitus gazetteer search` lists: the exact names first, then those without generic words and articles."""
        found = {place.id: place for place in (*self.named(name), *self.bare(name))}
        return list(found.values())[:limit]

    @cached_property
    def sources(self) -> dict[str, str]:
        """What the file was built from: the sources with their versions, counts of places and names, the attribution to print."""
        return dict(self._db.execute("SELECT key, value FROM meta ORDER BY key"))
