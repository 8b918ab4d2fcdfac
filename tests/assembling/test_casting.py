"""Casting: who is left in a role, and who fills an empty one, written `role name`."""

from dataclasses import replace

import pytest
from telling_of import actor, place, telling

from tacitus.assembling.casting import cast
from tacitus.assembling.sides import Sides
from tacitus.model import Span

ARMY, FRONT, GUARD = (
    actor("initiator", "Karsovan military"),
    actor("initiator", "Northern Front", "rebel"),
    actor("initiator", "Hill Guard", "militia"),
)
OTHER_ARMY = actor("initiator", "Ostrelian military").model_copy(update={"country": "XB"})
CROWD, PEOPLE = actor("initiator", "protesters", "protesters"), actor("initiator", "civilians", "civilians")
GUNMEN, THEY = actor("initiator", "unidentified gunmen", "unidentified_armed"), actor("initiator", "they", "unknown")


def worded(role, name, kind, text):
    return actor(role, name, kind).model_copy(update={"words": (Span(start=0, end=len(text), text=text),)})


def as_target(party):
    return party.model_copy(update={"role": "victim_group" if party.kind == "civilians" else "target"})


def written(actors):
    return [f"{a.role} {a.name}" for a in actors]


@pytest.mark.parametrize(
    ("type_", "actors", "expected"),
    [
        ("attack", [], ["victim_group civilians"]),
        ("sexual_violence", [ARMY], ["initiator Karsovan military", "victim_group civilians"]),
        ("attack", [as_target(FRONT)], ["target Northern Front"]),
        ("clash", [], []),
        ("airstrike", [], []),
        ("airstrike", [as_target(PEOPLE)], ["victim_group civilians"]),
        # people who do not fight begin no armed act, but riot and protest
        ("shelling", [PEOPLE], []),
        ("riot", [PEOPLE], ["initiator civilians"]),
        ("protest", [CROWD], ["initiator protesters"]),
        ("protest_repressed", [CROWD], ["target protesters"]),
        ("protest_repressed", [ARMY, PEOPLE], ["initiator Karsovan military", "victim_group civilians"]),
        ("protest_repressed", [ARMY, as_target(PEOPLE), as_target(CROWD)], ["initiator Karsovan military", "target protesters"]),
        ("protest_repressed", [ARMY], ["initiator Karsovan military", "target protesters"]),
        # and are no target of a fight
        ("clash", [FRONT, as_target(PEOPLE)], ["initiator Northern Front"]),
        # the unnamed give way to the named
        ("attack", [GUNMEN, FRONT], ["initiator Northern Front", "victim_group civilians"]),
        ("clash", [GUNMEN, ARMY], ["initiator unidentified gunmen", "initiator Karsovan military"]),
        ("clash", [THEY, ARMY], ["initiator Karsovan military"]),
        ("attack", [THEY], ["victim_group civilians"]),
        ("capture", [FRONT, as_target(actor("initiator", "two wells", "unknown"))], ["initiator Northern Front"]),
        ("bombing", [as_target(actor("initiator", "two wells", "unknown"))], ["target two wells"]),
        # people who do not fight do it beside an armed side: misread
        ("shelling", [ARMY, actor("initiator", "Lebanese", "civilians")], ["initiator Karsovan military"]),
        # nobody supports themselves
        (
            "clash",
            [ARMY, actor("supporter", "Karsovan military"), as_target(FRONT)],
            ["initiator Karsovan military", "target Northern Front"],
        ),
        # who met whom; both suffered it
        ("clash", [FRONT, GUNMEN], ["initiator Northern Front", "initiator unidentified gunmen"]),
        ("clash", [as_target(ARMY), as_target(FRONT)], ["initiator Karsovan military", "initiator Northern Front"]),
        ("clash", [as_target(ARMY), as_target(OTHER_ARMY)], ["target Karsovan military", "target Ostrelian military"]),
        # things that are told to act are nobody, and a building gives way to whoever was in it
        ("shelling", [worded("initiator", "Grad rockets", "unknown", "Grad rockets")], []),
        ("abduction", [worded("target", "compound of the bishop", "unknown", "the compound of the bishop")], []),
        ("abduction", [worded("target", "sons of the bishop", "unknown", "the sons of the bishop")], ["target sons of the bishop"]),
        (
            "bombing",
            [worded("victim_group", "civilians", "civilians", "a hospital"), actor("victim_group", "patients", "civilians")],
            ["victim_group patients"],
        ),
        ("bombing", [worded("victim_group", "civilians", "civilians", "a hospital")], ["victim_group civilians"]),
        # nobody is on both sides
        ("clash", [ARMY, as_target(FRONT), as_target(ARMY)], ["initiator Karsovan military", "target Northern Front"]),
    ],
)
def test_whoever_cannot_have_a_role_is_left_out(type_, actors, expected):
    assert written(cast(type_, [telling(type_, actors=actors)])) == expected


def test_an_actor_told_twice_is_kept_once():
    tellings = [telling("clash", actors=[ARMY, as_target(FRONT)]), telling("clash", actors=[ARMY, as_target(ARMY)])]
    assert written(cast("clash", tellings)) == ["initiator Karsovan military", "target Northern Front"]


@pytest.mark.parametrize(
    ("type_", "actors", "told", "named", "country", "expected"),
    [
        # an empty side of a fight is whoever fights the other in the report
        ("clash", [FRONT], [("airstrike", (ARMY, as_target(FRONT)))], [], None, "target Karsovan military"),
        ("capture", [FRONT], [("clash", (FRONT, GUARD))], [ARMY], None, "target Hill Guard"),
        # else the forces of the country for a group, the only group for a state, and the country's forces for those from abroad
        ("capture", [FRONT], [], [OTHER_ARMY, ARMY], None, "target Ostrelian military"),
        ("capture", [FRONT], [], [OTHER_ARMY, ARMY.model_copy(update={"country": "XA"})], "XA", "target Karsovan military"),
        ("clash", [ARMY], [], [FRONT], None, "target Northern Front"),
        ("clash", [ARMY], [], [FRONT, GUARD], None, None),
        ("clash", [ARMY.model_copy(update={"country": "XA"})], [], [FRONT, OTHER_ARMY], "XB", "target Ostrelian military"),
        ("clash", [GUNMEN], [], [ARMY], None, None),
        ("airstrike", [ARMY], [], [FRONT], None, None),
        ("clash", [ARMY, FRONT], [], [GUARD], None, None),
        # an act of no told author is of the one side told to do such acts
        ("shelling", [], [("shelling", (FRONT,))], [], None, "initiator Northern Front"),
        ("shelling", [], [("shelling", (FRONT,)), ("shelling", (ARMY,))], [], None, None),
        ("shelling", [], [("airstrike", (ARMY,))], [], None, None),
        ("bombing", [], [("bombing", (FRONT,))], [], None, None),
        ("shelling", [as_target(FRONT)], [("shelling", (FRONT,))], [], None, None),
    ],
)
def test_the_whole_report_fills_an_empty_role(type_, actors, told, named, country, expected):
    one = telling(type_, actors=actors, where=place("Belvik", country=country))
    found = written(cast(type_, [replace(one, sides=Sides(tuple(told), tuple(named)))]))
    assert [a for a in found if a not in written(actors)] == ([expected] if expected else [])
