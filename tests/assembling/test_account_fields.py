"""Accounts: types refined by who is harmed, values chosen over tellings, effects on control; and time."""

from dataclasses import replace
from datetime import date

import pytest
from telling_of import WORDS, account, actor, day, place, telling, toll

from tacitus.assembling.accounts import _when, _where
from tacitus.assembling.control import control_changed
from tacitus.assembling.naming import refined, type_of
from tacitus.assembling.telling import close_in_time, is_background
from tacitus.model import Span, When


@pytest.mark.parametrize(
    ("type_", "targets", "tolls", "expected"),
    [
        ("protest", [], [toll("killed", 2, 2)], "protest_repressed"),
        ("protest", [], [toll("wounded", 0, 0)], "protest"),
        ("protest", [], [], "protest"),
        ("attack", [actor("target", "protesters", "protesters")], [], "protest_repressed"),
        ("attack", [actor("victim_group", "civilians", "civilians")], [], "attack"),
        ("airstrike", [actor("target", "Northern Front", "rebel")], [], "airstrike"),
    ],
)
def test_who_is_harmed_refines_the_type(type_, targets, tolls, expected):
    assert refined(type_, telling(type_), targets, tolls) == expected


@pytest.mark.parametrize(
    ("verb", "actors", "expected"),
    [
        ("ambushed", [actor("initiator", "gunmen", "unidentified_armed"), actor("victim_group", "farmers", "civilians")], "attack"),
        ("ambushed", [actor("initiator", "gunmen", "unidentified_armed"), actor("target", "Karsovan military")], "clash"),
        ("ambushed", [actor("victim_group", "farmers", "civilians")], "clash"),
        ("clashed", [actor("initiator", "gunmen", "unidentified_armed"), actor("victim_group", "farmers", "civilians")], "clash"),
        ("ambushed", [actor("initiator", "Northern Front", "rebel"), actor("initiator", "Karsovan military"),
                      actor("victim_group", "farmers", "civilians")], "clash"),
    ],
)  # fmt: skip
def test_force_of_one_side_against_unarmed_people_is_no_clash(verb, actors, expected):
    told = replace(telling("clash"), trigger=Span(start=0, end=len(verb), text=verb))
    assert refined("clash", told, actors, []) == expected


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("airstrike 0.9, shelling 0.8", "airstrike"),
        ("clash 0.7, clash 0.6, airstrike 0.9", "clash"),  # an exchange takes in the fire of each side
        ("capture 0.7, clash 0.95, clash 0.95, clash 0.9", "capture"),  # the fighting is how
        ("capture 0.4, clash 0.95", "clash"),  # too unsure to take in anything
        ("suicide_bombing 0.7, bombing 0.9, attack 0.8", "suicide_bombing"),
        ("protest 0.9, riot 0.75", "riot"),
        ("attack 0.7, bombing 0.9", "bombing"),  # the codebook's precedence
        ("arrest 0.7, arrest 0.7, arrest 0.7, abduction 0.7", "arrest"),  # retellings count
    ],
)
def test_the_surest_telling_names_the_type(told, expected):
    words = [each.split() for each in told.split(", ")]
    assert type_of([telling(code) for code, _ in words], [float(odds) for _, odds in words]) == expected


@pytest.mark.parametrize(
    ("whens", "expected"),
    [
        ([day(4), day(4, 9)], day(4)),
        ([When(), day(4)], day(4)),
        ([When(), When()], When()),
        ([day(4, 9), day(5)], day(5)),
    ],
)
def test_the_sharpest_time_told_holds(whens, expected):
    assert _when([telling(when=when) for when in whens]) == expected


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        ([place("Lisk", "province"), place("Belvik")], "Belvik"),
        ([None, place("Belvik")], "Belvik"),
        ([place("Belvik"), place("Karsova", "country")], "Belvik"),
        ([None, None], None),
    ],
)
def test_the_narrowest_place_told_holds(places, expected):
    assert _where([telling(where=where) for where in places]).name == expected


@pytest.mark.parametrize(
    ("type_", "status", "expected"),
    [
        ("capture", "happened", ["full Northern Front Belvik"]),
        ("capture", "disputed", ["full Northern Front Belvik"]),
        ("capture", "planned", []),
        ("capture", "historical", []),
        ("withdrawal", "happened", ["lost Northern Front Belvik"]),
        ("airstrike", "happened", []),
    ],
)
def test_captures_and_withdrawals_change_control(type_, status, expected):
    told = account(
        type_, status=status, where=place("Belvik", words=WORDS), actors=[actor("initiator", "Northern Front", "rebel")], when=day(4)
    )
    assert [f"{c.state} {c.actor.name} {c.place.name}" for c in control_changed([told])] == expected


def test_control_counts_from_the_day_of_the_act():
    told = account("capture", where=place("Belvik", words=WORDS), actors=[actor("initiator", "Northern Front", "rebel")], when=day(4, 5))
    assert next(control_changed([told])).as_of == date(2031, 5, 5)


def test_a_place_that_the_report_lends_changes_no_control():
    told = account("capture", where=place("Belvik"), actors=[actor("initiator", "Northern Front", "rebel")], when=day(4))
    assert list(control_changed([told])) == []


def test_a_place_taken_by_nobody_changes_no_control():
    assert list(control_changed([account("capture", where=place("Belvik"))])) == []


@pytest.mark.parametrize(
    ("when", "story", "expected"),
    [
        (day(4), date(2031, 5, 6), False),
        (day(4), date(2031, 5, 18), False),
        (day(4), date(2031, 5, 19), True),
        (When(start=date(2029, 1, 1), end=date(2031, 5, 18), precision="year"), date(2031, 5, 18), True),
        (When(start=date(2031, 4, 1), end=date(2031, 5, 18), precision="month"), date(2031, 5, 18), False),
        (When(start=date(2031, 4, 1), end=date(2031, 4, 30), precision="month"), date(2031, 5, 5), True),  # some day of last month
        (When(start=date(2031, 5, 1), end=date(2031, 5, 31), precision="month"), date(2031, 5, 28), False),  # this month
        (When(), date(2031, 5, 18), False),
    ],
)
def test_what_ended_two_weeks_before_the_story_is_background(when, story, expected):
    assert is_background(when, story) is expected


@pytest.mark.parametrize(
    ("first", "second", "days", "expected"),
    [
        (day(4), day(4), 0, True),
        (day(4), day(5), 0, False),
        (day(4), day(5), 1, True),
        (day(4, 6), day(6, 9), 0, True),
        (When(), When(), 0, True),
        (When(), day(4), 0, False),
    ],
)
def test_intervals_meet(first, second, days, expected):
    assert close_in_time(first, second, days) is expected
    assert close_in_time(second, first, days) is expected
