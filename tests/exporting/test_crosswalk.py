from typing import get_args

import pycountry
import pytest

from small_gazetteer import small_gazetteer
from tacitus import codebook
from tacitus.exporting import FORMATS
from tacitus.exporting.columns import guarded
from tacitus.exporting.counting import shares
from tacitus.exporting.crosswalk import country, table
from tacitus.model import ActorKind, Harm

ACLED = {
    "Battles": {"Armed clash", "Government regains territory", "Non-state actor overtakes territory"},
    "Explosions/Remote violence": {
        "Chemical weapon", "Air/drone strike", "Suicide bomb", "Shelling/artillery/missile attack", "Remote explosive/landmine/IED",
        "Grenade",
    },
    "Violence against civilians": {"Sexual violence", "Attack", "Abduction/forced disappearance"},
    "Protests": {"Peaceful protest", "Protest with intervention", "Excessive force against protesters"},
    "Riots": {"Violent demonstration", "Mob violence"},
    "Strategic developments": {
        "Agreement", "Arrests", "Change to group/activity", "Disrupted weapons use", "Headquarters or base established",
        "Looting/property destruction", "Non-violent transfer of territory", "Other",
    },
}  # fmt: skip


def test_the_code_book_names_only_sub_events_that_exist():
    for type_ in codebook.types().values():
        if type_.acled:
            event, sub = type_.acled
            assert sub in ACLED[event] or sub.startswith("by_"), type_.code


def test_every_type_kind_and_harm_has_its_image():
    assert set(table("wording")["act"]) == set(codebook.types())
    assert set(table("wording")["reported"]) == set(get_args(Harm))
    assert set(table("acled")["inter"]) == set(table("plover")["sector"]) == set(get_args(ActorKind))
    assert set(table("acled")["disorder"]) >= set(ACLED)
    assert set(table("plover")["context"]) <= set(codebook.types())
    assert {t.plover[0] for t in codebook.types().values() if t.plover} <= set(table("plover")["quad"])


def test_hxl_tags_stand_for_columns_that_exist():
    names = {c.name for form in FORMATS.values() for c in form.columns}
    assert set(table("hxl")) <= names


def test_all_countries_have_regions_and_no_number_twice():
    rows = table("countries")
    uninhabited = {"AQ", "BV", "GS", "HM", "TF", "UM"}
    assert set(rows) == {c.alpha_2 for c in pycountry.countries} - uninhabited | {"XK"}
    numbers = [row["gw"] for row in rows.values() if "gw" in row]
    assert len(set(numbers)) == len(numbers)
    assert {row["ucdp"] for row in rows.values()} == {"Africa", "Americas", "Asia", "Europe", "Middle East"}


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("SY", "Syria SYR 760 652 652 Middle East Middle East"),
        ("YE", "Yemen YEM 887 678 679 Middle East Middle East"),
        ("SD", "Sudan SDN 729 625 625 Northern Africa Africa"),
        ("AF", "Afghanistan AFG 4 700 700 Caucasus and Central Asia Asia"),
        ("PS", "Palestine PSE 275 None None Middle East Middle East"),
        ("XV", "Vessaria XV None None None None None"),  # an overlay's country
    ],
)
def test_countries_as_others_name_them(code, expected, tmp_path):
    found = country(code, small_gazetteer(tmp_path) if code == "XV" else None)
    assert found
    assert f"{found.name.split(',')[0]} {found.alpha3} {found.numeric} {found.gw} {found.cow} {found.acled} {found.ucdp}" == expected


@pytest.mark.parametrize(
    ("total", "among", "expected"), [(11, 3, (4, 4, 3)), (7, 3, (3, 2, 2)), (2, 3, (1, 1, 0)), (0, 2, (0, 0)), (5, 1, (5,))]
)
def test_the_remainder_goes_to_the_first(total, among, expected):
    assert shares(total, among) == expected


def test_nothing_is_divided_among_nobody():
    with pytest.raises(ValueError, match="cannot divide"):
        shares(3, 0)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("=1+1", "'=1+1"), ("+1", "'+1"), ("-2", "'-2"), ("@a", "'@a"), ("\t=1", "'\t=1"), (" =1", "' =1"), ("a=1", "a=1"),
        (-3.4, "-3.4"), (None, ""), (True, "true"),
    ],
)  # fmt: skip
def test_formulas_are_guarded_and_numbers_are_not(cell, expected):
    assert guarded(cell) == expected
