import json
import zipfile
from dataclasses import replace
from datetime import date

import pytest

from small_gazetteer import WORLD, dump, small_gazetteer
from tacitus.errors import GazetteerError
from tacitus.knowledge.gazetteer import Gazetteer, kilometres
from tacitus.knowledge.gazetteer_build import build_from_geonames
from tacitus.knowledge.gazetteer_entry import Entry
from tacitus.knowledge.placenames import sound_key, strong_key, weak_key
from tacitus.knowledge.supplement import unit_names
from tacitus.settings import load


@pytest.fixture(scope="module")
def gazetteer(tmp_path_factory):
    return small_gazetteer(tmp_path_factory.mktemp("gazetteer"))


def ids(places):
    return [place.id for place in places]


@pytest.mark.parametrize(
    ("name", "strong", "weak"),
    [
        ("Mocímboa-da Praia", "mocimboa da praia", "mocimboadapraia"),
        ("Ḩalab", "halab", "halab"),
        ("Arda Province", "arda province", "arda"),
        ("al-Bab", "al bab", "bab"),
        ("Deir ez-Zor Governorate", "deir ez zor governorate", "deirzor"),
        ("Province", "province", "province"),  # nothing but a generic word keeps it
        ("'Ayn  al‘Arab", "ayn alarab", "aynalarab"),
    ],
)
def test_names_fold_to_keys(name, strong, weak):
    assert (strong_key(name), weak_key(name)) == (strong, weak)


@pytest.mark.parametrize(("one", "other"), [("Mastouma", "Mastumah"), ("Qusair", "Qusayr"), ("Shabwa", "Shabwah")])
def test_transliterations_sound_alike(one, other):
    assert sound_key(one) == sound_key(other)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Holm Ferry", ["geonames:9201"]),  # an alternate name of the separate file
        ("Orrine", ["geonames:9201"]),
        ("ORRIN REGION", ["geonames:9001"]),
        ("Basera", ["geonames:9202"]),  # the article is dropped only when nothing is called so outright
        ("al-Bassira", ["geonames:9202"]),
        ("Kesh", ["geonames:9203", "geonames:9204"]),  # most populous first
        ("Varn Barracks", ["geonames:9205"]),
        ("Old Pond", []),  # no feature an act is told at
        ("Belsk", ["overlay:belsk", "overlay:belsk-town"]),
        ("https://example.org", []),
        ("", []),
    ],
)
def test_names_are_looked_up(gazetteer, name, expected):
    assert ids(gazetteer.named(name)) == expected


@pytest.mark.parametrize(
    ("word", "country"),
    [
        ("ML", "ML"), ("MLI", "ML"), ("Mali", "ML"), ("Malian", "ML"), ("Malians", "ML"), ("Britain", "GB"), ("U.S.", "US"),
        ("Vessaria", "XV"), ("Vessarian", "XV"), ("Kolmarki", "XK2"),
        ("it", None), ("as", None), ("ml", None),  # codes count in capitals only
        ("Orrin", None),
    ],
)  # fmt: skip
def test_countries_go_by_code_name_and_people(gazetteer, word, country):
    found = gazetteer.country(word)
    assert (found and found.country) == country


def test_a_units_point_is_the_dumps_and_a_districts_its_towns(gazetteer):
    region, district = (
        next(p for p in gazetteer.bare(name) if p.kind == kind) for name, kind in (("Orrin", "admin1"), ("Daskul", "admin2"))
    )
    assert (region.lat, region.lon) == (15.0, -3.0)
    assert kilometres((district.lat, district.lon), (15.25, -3.25)) < 5


def test_a_towns_units_are_named(gazetteer):
    (town,) = gazetteer.named("Al Basera")
    assert (town.admin1, town.admin2, town.kind) == ("Orrin", "Daskul", "village")


def test_the_town_of_its_name_stands_for_a_province(gazetteer):
    assert gazetteer.capital("ML", "Orrin").id == "geonames:9201"
    assert gazetteer.capital("XV", "Tomrek").name == "Belsk"  # none of its name: the largest
    assert gazetteer.capital("XV", "Nowhere") is None


@pytest.mark.parametrize(
    ("name", "country", "expected"),
    [
        ("Varn Barackz", "ML", ["geonames:9205"]),
        ("Varn Barackz", "NE", []),  # never abroad
        ("Keshh", "ML", []),  # too short to be sure
        ("Telmarov", "NE", []),  # below 90
    ],
)
def test_near_spellings_are_found_at_home_only(gazetteer, name, country, expected):
    assert ids(gazetteer.fuzzy(name, frozenset({country}))) == expected


def test_near_lists_towns_and_sites_nearest_first(gazetteer):
    assert ids(gazetteer.near(15.11, -3.11, within_km=20))[:2] == ["geonames:9201", "geonames:9205"]


def test_search_lists_exact_names_before_bare_ones(gazetteer):
    assert ids(gazetteer.search("Arda Province"))[0] == "overlay:arda-province"
    assert "overlay:arda" in ids(gazetteer.search("Arda Province"))


def test_the_same_dump_gives_the_same_stamp_and_an_overlay_another(tmp_path):
    stamps = []
    for name in ("one", "two"):
        folder = tmp_path / name
        folder.mkdir()
        report = build_from_geonames(dump(folder), folder / "g.sqlite")
        stamps.append(Gazetteer.open(report.path).stamp)
    world = tmp_path / "world.json"
    world.write_text(json.dumps(WORLD), "utf-8")
    assert stamps[0] == stamps[1] != Gazetteer.open(tmp_path / "one" / "g.sqlite").with_overlay(world).stamp


def test_a_zipped_dump_is_read_as_the_plain_one(tmp_path):
    dump(tmp_path)
    plain = build_from_geonames(tmp_path, tmp_path / "plain.sqlite").places
    with zipfile.ZipFile(tmp_path / "ML.zip", "w") as archive:
        archive.write(tmp_path / "ML.txt", "ML.txt")
    (tmp_path / "ML.txt").unlink()
    assert build_from_geonames(tmp_path, tmp_path / "zipped.sqlite").places == plain


@pytest.mark.parametrize(
    ("broken", "message"),
    [("ML.txt", "line 1 has 2 fields"), ("admin1CodesASCII.txt", "line 1 has 2 fields")],
)
def test_a_file_of_another_form_is_refused_with_its_line(tmp_path, broken, message):
    dump(tmp_path)
    (tmp_path / broken).write_text("not\tgeonames\n", "utf-8")
    with pytest.raises(GazetteerError, match=message):
        build_from_geonames(tmp_path, tmp_path / "g.sqlite")
    assert not list(tmp_path.glob("g.sqlite*"))  # nothing half written stays behind


def test_an_empty_folder_is_refused(tmp_path):
    with pytest.raises(GazetteerError, match="no GeoNames dump"):
        build_from_geonames(tmp_path, tmp_path / "g.sqlite")


def test_a_missing_gazetteer_says_what_to_run(tmp_path):
    with pytest.raises(GazetteerError, match="run `tacitus gazetteer build`"):
        Gazetteer.open(tmp_path / "none.sqlite")


def test_another_file_is_no_gazetteer(tmp_path):
    (tmp_path / "x.sqlite").write_text("words", "utf-8")
    with pytest.raises(GazetteerError, match="is not a gazetteer"):
        Gazetteer.open(tmp_path / "x.sqlite")


@pytest.mark.parametrize(
    ("world", "message"),
    [
        ("[]", "must be an object"),
        ('{"places": [{"name": "A"}]}', "needs a name and a type"),
        ('{"places": [{"name": "A", "type": "twon"}]}', "needs a name and a type"),
        ('{"places": [{"name": "A", "type": "town"}]}', "has no lat and lon"),
        ("{", "cannot read the overlay"),
    ],
)
def test_a_faulty_overlay_is_refused(gazetteer, tmp_path, world, message):
    (tmp_path / "w.json").write_text(world, "utf-8")
    with pytest.raises(GazetteerError, match=message):
        gazetteer.with_overlay(tmp_path / "w.json")


@pytest.fixture(scope="module")
def default():
    path = load().gazetteer_path
    if not path.exists():
        pytest.skip("the default gazetteer is not built")
    return Gazetteer.open(path)


@pytest.mark.gazetteer
@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Crimea", "UA"), ("Sevastopol", "UA"), ("Donetsk", "UA"), ("Luhansk", "UA"), ("Zaporizhzhia", "UA"), ("Kherson", "UA"),
        ("Hebron", "PS"), ("Gaza", "PS"), ("Majdal Shams", "IL"), ("Katzrin", "IL"),
    ],
)  # fmt: skip
def test_disputed_places_take_the_codebooks_country(default, name, country):
    assert default.named(name)[0].country == country


@pytest.mark.gazetteer
@pytest.mark.parametrize(
    ("country", "admin1", "capital"),
    [("SY", "Idlib", "Idlib"), ("UA", "Donetsk", "Donetsk"), ("UA", "Kharkiv", "Kharkiv"), ("ML", "Gao", "Gao")],
)
def test_provinces_have_english_names_and_seats(default, country, admin1, capital):
    assert admin1 in {unit.name for unit in default.units(country)}
    assert default.capital(country, admin1).name == capital


@pytest.mark.gazetteer
@pytest.mark.parametrize(
    ("country", "on", "capital"),
    [
        ("BI", date(2015, 5, 14), "Bujumbura"), ("BI", date(2019, 1, 15), "Bujumbura"), ("BI", date(2019, 1, 16), "Gitega"),
        ("BI", None, "Gitega"), ("NG", date(1990, 1, 1), "Lagos"), ("NG", date(2014, 1, 1), "Abuja"),
        ("KZ", date(1996, 1, 1), "Almaty"), ("SY", date(1990, 1, 1), "Damascus"),
    ],
)  # fmt: skip
def test_a_capital_is_that_of_the_day(default, country, on, capital):
    assert default.seat(country, on).name == capital


@pytest.mark.gazetteer
@pytest.mark.parametrize(
    ("name", "country", "kind"),
    [
        ("North Ossetia", "RU", "admin1"), ("Lower Shabelle", "SO", "admin1"), ("Shabwa", "YE", "admin1"), ("Orissa", "IN", "admin1"),
        ("Slavonia", "HR", "region"), ("Kabylia", "DZ", "region"), ("Province Orientale", "CD", "region"), ("Wanni", "LK", "region"),
    ],
)  # fmt: skip
def test_units_bear_the_names_that_news_gives_them(default, name, country, kind):
    assert (country, kind) in {(place.country, place.kind) for place in default.named(name)}


@pytest.mark.gazetteer
@pytest.mark.parametrize(
    ("name", "country"), [("Rhodesia", "ZW"), ("Upper Volta", "BF"), ("Kampuchea", "KH"), ("Zairean", "CD"), ("South Vietnamese", "VN")]
)
def test_old_names_of_countries_are_known(default, name, country):
    assert default.country(name).country == country


def test_a_unit_row_must_name_a_unit(tmp_path):
    file = tmp_path / "supplement.toml"
    file.write_text('[[unit]]\nname = "Orsk"\ncountry = "ML"\naliases = ["Orsk Land"]\n', "utf-8")
    unit = Entry("geonames:1", "Orrin", ("ML", "ML.90"), "admin1")
    with pytest.raises(GazetteerError, match="no first-level unit of ML is called"):
        list(unit_names([unit], strict=True, file=file))
    assert list(unit_names([unit], strict=False, file=file)) == [unit]
    named = replace(unit, name="Orsk")
    assert [u.names for u in unit_names([named], strict=True, file=file)] == [frozenset({"Orsk Land"})]


@pytest.mark.gazetteer
def test_the_default_gazetteer_is_whole(default):
    assert int(default.sources["places"]) > 280_000
    assert int(default.sources["names"]) > 1_100_000
    assert "GeoNames" in default.sources["attribution"]


def test_an_overlay_may_say_what_kind_of_site_a_place_is(gazetteer, tmp_path):
    dam = {"name": "Orsk Dam", "type": "dam", "country": "Vessaria", "lat": 40.2, "lon": -150.2, "aliases": None}
    (tmp_path / "w.json").write_text(json.dumps({"places": [dam]}), "utf-8")
    (found,) = gazetteer.with_overlay(tmp_path / "w.json").named("Orsk Dam")
    assert (found.kind, found.country) == ("site", "Vessaria")
