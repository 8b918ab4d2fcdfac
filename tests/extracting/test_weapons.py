"""Weapons: means named in a report, and their class."""

import pytest

from tacitus.annotating.parse import parse
from tacitus.extracting.weapons import find_weapons
from tacitus.model import Document
from tacitus.page import Name, Page


def read(text, nlp, names=()):
    document = Document(text=text)
    return Page(document, parse(document, nlp), names=names)


def written(page):
    return "; ".join(f"{page.span(w).text}={w.class_}" for w in find_weapons(page))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Warplanes dropped barrel bombs on the market.", "Warplanes=aircraft; barrel bombs=aircraft"),
        ("Gunmen with assault rifles and machetes came.", "assault rifles=small_arms; machetes=bladed"),
        ("A car bomb went off.", "car bomb=vehicle_bomb"),
        ("A roadside bomb and a landmine went off.", "roadside bomb=ied; landmine=mine"),
        ("They fired rocket-propelled grenades.", "rocket-propelled grenades=rocket_missile"),
        ("A hand grenade was thrown.", "hand grenade=ied"),
        ("Police fired tear gas and rubber bullets.", "tear gas=other; rubber bullets=other"),
        ("Chlorine gas was used.", "Chlorine gas=chemical"),
        ("He was stabbed.", "stabbed=bladed"),
        ("The army shelled the town with mortars.", "shelled=artillery; mortars=artillery"),
        ("Air strikes hit the town.", "Air strikes=aircraft"),
        ("A drone strike hit the town.", "drone strike=drone"),
        ("An F-16 crashed.", "F-16=aircraft"),
        ("They threw petrol bombs.", "petrol bombs=fire"),
        ("The bomber wore a suicide vest.", "suicide vest=ied"),
        # words that look like weapons
        ("The coal mine was closed.", ""),
        ("A think tank said so.", ""),
        ("Two planes were shot down.", "planes=aircraft"),
        ("The passenger plane landed.", ""),
        ("The town is quiet.", ""),
        ("The victory is mine.", ""),
    ],
)
def test_weapons_are_named(text, expected, nlp):
    assert written(read(text, nlp)) == expected


def test_a_place_with_the_name_of_a_weapon_is_none(nlp):
    text = "Rebels took Grad on Monday."
    assert written(read(text, nlp, (Name(2, 3, full="Grad", kind="place"),))) == ""
