"""Judging: what keeps two tellings apart, and what a judge says of one."""

from dataclasses import replace

import pytest
from telling_of import actor, day, place, telling

from tacitus.assembling.judging import Judge, apart, contradicted, same_area

ARMY, REBELS = actor("initiator", "Karsovan military"), actor("initiator", "Northern Front", "rebel")


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (telling("airstrike", head=1), telling("airstrike", head=2), False),
        (telling("airstrike", head=1), telling("arrest", head=2), True),
        (telling("airstrike", head=1), telling("attack", head=2), False),
        (telling("capture", head=1), telling("clash", head=2), False),
        # one verb over several towns
        (telling(head=1, where=place("Belvik")), telling(head=1, where=place("Dornia")), True),
        # places
        (telling(head=1, where=place("Belvik")), telling(head=2, where=place("Belvik")), False),
        (telling(head=1, where=place("Belvik")), telling(head=2, where=place("Dornia")), True),
        (telling(head=1, where=place("Belvik")), telling(head=2, where=place("Lisk", "province")), False),
        (telling(head=1, where=place("Belvik")), telling(head=2), False),
        # days
        (telling(head=1, when=day(4)), telling(head=2, when=day(4)), False),
        (telling(head=1, when=day(4)), telling(head=2, when=day(5)), True),
        (telling(head=1, when=day(4, 6)), telling(head=2, when=day(5)), False),
        (telling(head=1, when=day(4)), telling(head=2), False),
        # hands
        (telling(head=1, actors=[ARMY]), telling(head=2, actors=[ARMY]), False),
        (telling(head=1, actors=[ARMY]), telling(head=2, actors=[REBELS]), True),
        (telling(head=1, actors=[ARMY]), telling(head=2), False),
        (telling(head=1, actors=[ARMY, actor("target", "Northern Front", "rebel")]), telling(head=2, actors=[REBELS]), False),
        (telling(head=1, actors=[ARMY]), telling(head=2, actors=[actor("initiator", "gunmen", "unidentified_armed")]), False),
    ],
)
def test_distinct_acts_are_kept_apart(first, second, expected):
    assert apart(first, second) is expected
    assert apart(second, first) is expected


LOOSE = replace(telling(head=2, when=day(5)), loose=True)
VAGUE = replace(telling(head=2, actors=[REBELS]), draft=replace(telling(head=2).draft, signs={"strong": 0.0}))


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        # its day may be that of something else in the sentence: "the toll of the bombing rose on Monday"
        (telling(head=1, when=day(4)), LOOSE, "in doubt"),
        (telling(head=1, when=day(5)), LOOSE, "one"),
        (telling(head=1), LOOSE, "one"),
        (replace(telling(head=1, when=day(4)), background=True), LOOSE, "apart"),
        (telling("arrest", head=1, when=day(4)), LOOSE, "apart"),
        # "the attack" of whoever spoke of it
        (telling(head=1, actors=[ARMY]), VAGUE, "in doubt"),
        (telling(head=1, actors=[REBELS]), VAGUE, "one"),
        (telling(head=1, actors=[ARMY]), replace(VAGUE, own_place=True, where=place("Belvik")), "apart"),
        (telling(head=3, actors=[ARMY]), VAGUE, "apart"),  # what is told later is told in plain words
    ],
)
def test_words_that_may_be_of_something_else_only_raise_a_doubt(first, second, expected):
    found = "apart" if apart(first, second) else "in doubt" if contradicted(first, second) else "one"
    assert found == expected


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (place("Belvik"), place("Belvik"), True),
        (place("Belvik"), place("Dornia"), False),
        (place("Belvik"), place("Lisk", "province"), True),
        (place("Belvik"), place("Toral", "province", admin1="Toral"), False),
        (place("Belvik"), place("Karsova", "country", admin1=None), True),
        (place("Belvik"), place("Velmar", "country", country="XB", admin1=None), False),
        (place("Belvik"), place(None, "unknown"), True),
    ],
)
def test_a_wide_place_may_hold_a_narrow_one(first, second, expected):
    assert same_area(first, second) is expected
    assert same_area(second, first) is expected


def test_what_ended_before_the_story_is_historical():
    assert Judge.load("rules").statuses(telling(background=True)) == {"historical": 1.0}


@pytest.mark.parametrize("status", ["happened", "planned", "threatened", "failed", "hypothetical"])
def test_statuses_are_probabilities(status):
    odds = Judge.load("rules").statuses(telling(status=status))
    assert sum(odds.values()) == pytest.approx(1)
    assert all(0 <= value <= 1 for value in odds.values())
