"""A gazetteer small enough to build in a test: a dump in GeoNames' form and an overlay, every place in them invented."""

import json
from pathlib import Path

from tacitus.knowledge.gazetteer import Gazetteer
from tacitus.knowledge.gazetteer_build import build_from_geonames

ADMIN1 = "ML.90\tOrrin\tOrrin\t9001\nML.91\tSoven\tSoven\t9002\nNE.90\tTelmar\tTelmar\t9003\n"
ADMIN2 = "ML.90.1\tDaskul\tDaskul\t9101\n"
ALTERNATES = "1\t9201\ten\tHolm Ferry\t1\t\t\t\n2\t9201\tlink\thttps://example.org\t\t\t\t\n"

PLACES = (
    # geonameid, name, alternates, lat, lon, class, code, country, admin1, admin2, population
    (9001, "Orrin", "Orrin Region", 15.0, -3.0, "A", "ADM1", "ML", "90", "", 0),
    (9201, "Orrin", "Orrine", 15.1, -3.1, "P", "PPLA", "ML", "90", "1", 40000),
    (9202, "Al Basera", "el-Bassira", 15.4, -3.4, "P", "PPL", "ML", "90", "1", 800),
    (9203, "Kesh", "", 13.0, -6.0, "P", "PPL", "ML", "91", "", 9000),
    (9204, "Kesh", "", 14.0, 9.0, "P", "PPL", "NE", "90", "", 7000),
    (9205, "Varn Barracks", "", 15.2, -3.2, "S", "MILB", "ML", "90", "", 0),
    (9206, "Old Pond", "", 15.2, -3.2, "H", "PND", "ML", "90", "", 0),
    (9207, "Telmar", "", 14.1, 9.1, "P", "PPLA", "NE", "90", "", 120000),
)

WORLD = {
    "codes": {"Vessaria": "XV", "Kolmark": "XK2"},
    "places": [
        {"name": "Vessaria", "type": "country", "country": "Vessaria", "lat": 40.0, "lon": -150.0, "aliases": ["Republic of Vessaria"]},
        {"name": "Kolmark", "type": "country", "country": "Kolmark", "lat": 44.0, "lon": -150.0},
        {"name": "Arda", "type": "city", "country": "Vessaria", "admin1": "Arda", "lat": 40.1, "lon": -150.1, "population": 90000},
        {"name": "Arda Province", "type": "province", "country": "Vessaria", "admin1": "Arda", "lat": 40.4, "lon": -150.3},
        {"name": "Tomrek", "type": "province", "country": "Vessaria", "admin1": "Tomrek", "lat": 41.5, "lon": -151.0},
        {"name": "Sarn", "type": "province", "country": "Vessaria", "admin1": "Sarn", "lat": 38.4, "lon": -149.0},
        {"name": "Old Mirin", "type": "village", "country": "Vessaria", "admin1": "Tomrek", "lat": 41.4, "lon": -151.1, "population": 700},
        {"name": "Belsk", "type": "town", "country": "Vessaria", "admin1": "Tomrek", "lat": 41.6, "lon": -151.2, "population": 5000},
        {"name": "Belsk", "type": "town", "country": "Kolmark", "admin1": "Rhenn", "lat": 44.5, "lon": -149.0, "population": 6000},
        {"name": "Rhenn", "type": "city", "country": "Kolmark", "admin1": "Rhenn", "lat": 44.4, "lon": -149.1, "population": 250000},
        {"name": "Vessgrad", "type": "capital", "country": "Vessaria", "admin1": "Sarn", "lat": 38.5, "lon": -149.1, "population": 800000},
        {"name": "Arda air base", "type": "site", "country": "Vessaria", "admin1": "Arda", "lat": 40.15, "lon": -150.2},
        {"name": "Sova camp", "type": "camp", "country": "Vessaria", "admin1": "Tomrek", "lat": 41.45, "lon": -151.3},
    ],
}


def dump(folder: Path) -> Path:
    """Write the dump files into the folder."""
    lines = []
    for number, name, alternates, lat, lon, feature, code, country, admin1, admin2, population in PLACES:
        fields = (
            number,
            name,
            name,
            alternates,
            lat,
            lon,
            feature,
            code,
            country,
            "",
            admin1,
            admin2,
            "",
            "",
            population,
            "",
            "",
            "",
            "2030-01-01",
        )
        lines.append("\t".join(map(str, fields)))
    places = "\n".join(lines) + "\n"
    files = {"ML.txt": places, "admin1CodesASCII.txt": ADMIN1, "admin2Codes.txt": ADMIN2, "alternateNamesV2.txt": ALTERNATES}
    for file, text in files.items():
        (folder / file).write_text(text, "utf-8")
    return folder


def built_gazetteer(folder: Path) -> Path:
    """The gazetteer of the dump, built in a folder."""
    path = folder / "gazetteer.sqlite"
    build_from_geonames(dump(folder), path)
    return path


def small_gazetteer(folder: Path) -> Gazetteer:
    """The gazetteer of the dump with the invented world over it."""
    path = built_gazetteer(folder)
    world = folder / "world.json"
    world.write_text(json.dumps(WORLD), "utf-8")
    return Gazetteer.open(path).with_overlay(world)
