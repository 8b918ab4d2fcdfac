"""Where an act was when its own words do not tell it, or only wide: the section's, the report's, the one town a province stands for."""

from datetime import date

import pytest

from tacitus.assembling.telling import tell
from tacitus.model import Document


def told(text, type_, coder):
    """Where the tellings of a type are, in text order, each place once."""
    page = coder.read_page(Document(text=text, published=date(2031, 5, 14)))
    tellings = tell(page, coder.resolvers(page))
    return list(dict.fromkeys(f"{t.where.name} {t.where.precision}" for t in tellings if t.draft.type == type_))


@pytest.mark.parametrize(
    ("text", "type_", "expected"),
    [
        # an act of the province and one of the town in it, of one type and day
        (
            "A bomb killed four people in Lisk Province on Monday. The bomb exploded in Belvik at dawn on Monday.",
            "bombing",
            ["Belvik town"],
        ),
        # no act names the town, the report puts its story there
        (
            "Gunmen stormed a clinic in Lisk Province on Monday and shot dead two nurses. The clinic stands in the town of Belvik.",
            "attack",
            ["Belvik town"],
        ),
        # two towns: which is meant nobody knows
        (
            "Jets bombed Lisk Province on Monday. Jets bombed Belvik on Monday. Jets bombed Ardanu on Monday.",
            "airstrike",
            ["Lisk Province province", "Belvik town", "Ardanu town"],
        ),
        # another act, told by how long after the first it was
        (
            "Jets bombed a market in Lisk Province on Monday. Hours later jets bombed a school in Belvik.",
            "airstrike",
            ["Lisk Province province", "Belvik town"],
        ),
        # another day, another author, another province
        ("Jets bombed Lisk Province on Monday. On Thursday jets bombed Belvik.", "airstrike", ["Lisk Province province", "Belvik town"]),
        (
            "Karsovan jets bombed Lisk Province on Monday. Velmarian jets bombed Belvik on Monday.",
            "airstrike",
            ["Lisk Province province", "Belvik town"],
        ),
        ("Jets bombed Lisk Province on Monday. Jets bombed Dornia on Monday.", "airstrike", ["Lisk Province province", "Dornia town"]),
        # fighting goes on in many places
        (
            "Fighting spread in Lisk Province on Monday. A market stands empty in Belvik.",
            "clash",
            ["Lisk Province province"],
        ),
        # a seat and who speaks from a town put no story there
        (
            "Gunmen shot dead two nurses in Lisk Province on Monday. The ministry told reporters in Belvik that they had fled.",
            "attack",
            ["Lisk Province province"],
        ),
    ],
)
def test_a_province_gives_way_to_the_one_town_told_in_it(text, type_, expected, coder):
    assert told(text, type_, coder) == expected


@pytest.mark.parametrize(
    ("text", "type_", "expected"),
    [
        # the report's place is where most of its story is, not the narrowest name
        (
            "Jets bombed Sevna Province on Monday. Jets bombed Sevna Province again at night. Shells fell on Belvik. "
            "Guards slept. Cooks slept. Clerks slept. Then drones struck a depot.",
            "airstrike",
            ["Sevna Province province"],
        ),
        # no act has a place of its own
        ("A clinic in Belvik was full on Monday. Gunmen shot dead two nurses at dawn.", "attack", ["Belvik town"]),
        # a threat is made nowhere
        ("Jets bombed Belvik on Monday. The army threatened to bomb it again.", "threat", ["None unknown"]),
        # a country named as land
        (
            "Rebels shelled Belvik on Monday. The army fired rockets deep into Velmarian territory.",
            "shelling",
            ["Belvik town", "Velmar country"],
        ),
        # foreigners act where the story is, but what they say is said of their own land or none
        (
            "Rebels seized a hotel in Belvik on Monday. Guards slept. Cooks slept. Clerks slept. Velmarian jets bombed a depot.",
            "airstrike",
            ["Belvik town"],
        ),
        # where they came from is not where they are
        ("Rebels seized a hotel in Belvik on Monday. Karsovan troops arrived from Velmar at night.", "deployment", ["Belvik town"]),
    ],
)
def test_an_act_without_a_place_is_where_the_story_is(text, type_, expected, coder):
    assert told(text, type_, coder) == expected
