"""Parts: destruction told in one breath with violence."""

from dataclasses import replace

import pytest
from telling_of import actor, day, place, telling, toll

from tacitus.assembling.parts import without_parts

FRONT, ARMY = actor("initiator", "Northern Front", "rebel"), actor("initiator", "Karsovan military")
WRECK = {"type_": "destruction", "head": 1}


def told(tolls=(), sentence=1, **values):
    """An act told once, in the second sentence."""
    return [replace(telling(**values), sentence=sentence, tolls=tuple(tolls))]


@pytest.mark.parametrize(
    ("wreck", "other", "kept"),
    [
        # "gunmen stormed Belvik, shot nine people and set houses on fire"
        (told(**WRECK), told(type_="attack", actors=[FRONT]), ["attack"]),
        (told(**WRECK, actors=[FRONT]), told(type_="riot", actors=[FRONT]), ["riot"]),
        (told(**WRECK, actors=[FRONT]), told(type_="capture"), ["capture"]),
        (told(**WRECK, where=place("Belvik")), told(type_="attack", where=place("Lisk", "province")), ["attack"]),
        # other hands, another place, another day, another sentence, dead of its own
        (told(**WRECK, actors=[ARMY]), told(type_="attack", actors=[FRONT]), ["destruction", "attack"]),
        (told(**WRECK, where=place("Belvik")), told(type_="attack", where=place("Dornia")), ["destruction", "attack"]),
        (told(**WRECK, when=day(4)), told(type_="attack", when=day(6)), ["destruction", "attack"]),
        (told(**WRECK), told(type_="attack", sentence=2), ["destruction", "attack"]),
        (told([toll("killed", 3, 3)], **WRECK), told(type_="attack"), ["destruction", "attack"]),
        # no violence that it could be part of
        (told(**WRECK), told(type_="protest"), ["destruction", "protest"]),
        (told(**WRECK), told(type_="displacement"), ["destruction", "displacement"]),
        (told(**WRECK), told(**WRECK), ["destruction", "destruction"]),
    ],
)
def test_destruction_belongs_to_the_violence_told_with_it(wreck, other, kept):
    assert [act[0].draft.type for act in without_parts([wreck, other])] == kept


def test_an_act_told_as_more_than_destruction_stays():
    act = [*told(**WRECK), *told(type_="attack")]
    assert without_parts([act, told(type_="riot")]) == [act, told(type_="riot")]
