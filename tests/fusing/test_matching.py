from dataclasses import replace

import pytest

from fusing.making import report
from tacitus.fusing.building import copies_of, sketches_of
from tacitus.fusing.kin import Kin
from tacitus.fusing.matching import Match, Matcher, weights
from tacitus.fusing.placing import names_of
from tacitus.fusing.sketch import Rarity

MARKET = "Jets bombed the fish market of the old harbour, killing nine traders."


def match(first: dict, second: dict, published: tuple[int, int] = (4, 4)) -> Match:
    reports = [report("a", first, published=published[0]), report("b", second, published=published[1])]
    a, b = sketches_of([coding for _, coding in reports], Kin({"brigade": "army"}))
    matcher = Matcher(Rarity([a, b]), copies=copies_of([d for d, _ in reports]).pairs)
    assert matcher.match(a, b) == matcher.match(b, a)  # who is asked first does not matter
    return matcher.match(a, b)


@pytest.mark.parametrize(
    ("first", "second", "gate"),
    [
        ({"type": "airstrike"}, {"type": "arrest"}, "types that cannot name one act"),
        ({"type": "airstrike"}, {"type": "attack"}, ""),  # by unknown means
        ({"type": "withdrawal"}, {"type": "capture"}, ""),  # two tellings of one change of control
        ({"day": "3"}, {"day": "9"}, "6 days apart"),
        ({"day": "3"}, {"day": "5"}, ""),
        ({"day": "3"}, {"day": "May"}, ""),
        ({"place": "Arda"}, {"place": "Dorst"}, "938 km apart"),
        ({"place": "Arda", "type": "agreement"}, {"place": "Dorst", "type": "agreement"}, ""),
        ({"place": "Arda", "text": "Jets bombed Dorst."}, {"place": "Dorst"}, ""),  # one of two places told, and perhaps the wrong one
        ({"day": None}, {"day": "20"}, "told before it was"),  # published on the 4th
        ({"day": None, "status": "planned"}, {"day": "20"}, ""),
        ({"day": None, "type": "clash"}, {"day": "1-20", "type": "clash", "status": "historical"}, "news of another time"),
        ({"day": None, "type": "clash"}, {"day": "1-20", "type": "clash"}, ""),  # told as going on
        ({"day": None, "type": "clash"}, {"day": "3", "type": "clash", "status": "historical"}, ""),
    ],
)
def test_gates_keep_apart_whatever_else_is_alike(first, second, gate):
    assert match({"text": MARKET} | first, {"text": MARKET} | second).gate == gate


@pytest.mark.parametrize(
    ("kind", "name", "gate"),
    [
        ("capture", "Mastuma", "places of other names"),
        ("capture", "Arda barracks", ""),  # a part of it
        ("capture", "Ardah", ""),  # a spelling
        ("airstrike", "Copper Gate", ""),  # a quarter no map knows may lie in the town
    ],
)
def test_a_capture_of_a_name_no_map_knows_is_of_another_place(kind, name, gate):
    reports = [report("a", {"type": kind}), report("b", {"type": kind})]
    a, b = sketches_of([coding for _, coding in reports], Kin())
    where = a.account.where.model_copy(update={"name": name, "place_id": None, "precision": "country"})
    a = replace(a, account=a.account.model_copy(update={"where": where}))
    assert Matcher(Rarity([a, b])).match(a, b).gate == gate


@pytest.mark.parametrize(
    ("first", "second", "sign"),
    [
        ({"place": "Arda"}, {"place": "Arda"}, "place_same"),
        ({"place": "Arda"}, {"place": "Nord"}, "place_within"),
        ({"place": "Arda"}, {"place": "Vessaria"}, "place_within"),
        ({"place": "Nord"}, {"place": "Nord"}, "place_same_area"),  # the same province is no place
        ({"place": "Arda"}, {"place": "Corvo"}, "place_other_town"),
        ({"place": "Arda"}, {"place": "Belin"}, "place_off"),
        ({"place": "Arda"}, {"place": "Esker"}, "place_apart"),
        ({"place": "Esker", "text": "Jets over Esker bombed Arda."}, {"place": "Arda"}, "place_told"),
        ({"place": "Corvo", "text": "Jets over Corvo bombed Arda."}, {"place": "Arda"}, "place_other_town"),  # neighbours are told apart
        ({"place": "Esker", "text": "Jets bombed Nord."}, {"place": "Nord"}, "place_within"),
        ({"place": "Arda"}, {"place": None}, "place_unknown"),
        ({"place": "Arda", "type": "agreement"}, {"place": "Dorst", "type": "agreement"}, "place_unknown"),  # made here, holds there
        ({"day": "3"}, {"day": "3"}, "day_same"),
        ({"day": "3"}, {"day": "2-4"}, "day_overlap"),
        ({"day": "3"}, {"day": "4"}, "day_next"),
        ({"day": "3"}, {"day": "May"}, "day_vague"),
        ({"day": "3"}, {"day": "~4"}, "day_about"),  # told on the 4th without a date
        ({"day": "5"}, {"day": "~4"}, "day_next"),  # which cannot be of the 5th
        ({"day": "3"}, {"day": "week 5-11"}, "day_about"),  # "three weeks ago"
        ({"day": "3", "type": "agreement"}, {"day": "4", "type": "agreement"}, "day_about"),  # made, and in force
        ({"day": "3", "type": "talks"}, {"day": "4", "type": "talks"}, "day_next"),
        ({"by": ["army"]}, {"by": ["army"]}, "initiator_same"),
        ({"by": ["brigade"]}, {"by": ["army"]}, "initiator_kin"),
        ({"by": ["army"]}, {"by": ["rebels"]}, "initiator_other"),
        ({"by": ["rebels"]}, {"by": ["River Front"]}, "initiator_kin"),  # a common noun may mean any of its kind
        ({"by": ["Hill Front"]}, {"by": ["River Front"]}, "initiator_other"),
        (
            {"by": ["army"], "on": ["rebels"], "type": "clash"},
            {"by": ["rebels"], "type": "clash"},
            "initiator_same",
        ),  # who began is told both ways
        ({"killed": [(9, 9, "civilians", None)]}, {"killed": [(9, None, "unspecified", None)]}, "toll_same"),
        ({"killed": [(9, 9, "civilians", None)]}, {"killed": [(14, 14, "civilians", None)]}, "toll_close"),
        ({"killed": [(4, 4, "civilians", None)]}, {"killed": [(90, 90, "civilians", None)]}, "toll_far"),
        ({"status": "planned"}, {"status": "happened"}, "status_other"),
    ],
)
def test_signs_are_read(first, second, sign):
    assert sign in dict(match(first, second).signs)


@pytest.mark.parametrize(
    ("other", "gate", "sign"),
    [("Esker", "", "place_taken"), ("Dorst", "", "place_taken"), ("Corvo", "", "place_other_town"), ("Arda", "", "place_same")],
)
def test_a_place_that_stands_in_no_words_of_the_account_is_not_sure(other, gate, sign):
    # the report tells of Arda in its head, away from the act
    reports = (report("a", {"text": "Jets came."}, head="ARDA, 3 May"), report("b", {"place": other}))
    a, b = (sketches_of([coding], Kin())[0] for _, coding in reports)
    where = a.account.where.model_copy(update={"words": reports[0][0].span(0, 4)})
    a = replace(a, account=a.account.model_copy(update={"where": where}))
    found = Matcher(Rarity([a, b])).match(a, b)
    assert (found.gate, sign in dict(found.signs)) == (gate, True)


def test_a_place_is_told_by_any_name_that_an_account_gives_it():
    reports = [report("a", {"place": "Esker", "text": "Jets hit Ardah."}), report("b", {}), report("c", {})]
    a, b, c = (sketches_of([coding], Kin())[0] for _, coding in reports)
    c = replace(c, account=c.account.model_copy(update={"where": c.account.where.model_copy(update={"name": "Ardah"})}))
    assert "place_told" not in dict(Matcher(Rarity([a, b, c])).match(a, b).signs)
    assert "place_told" in dict(Matcher(Rarity([a, b, c]), places=names_of([a, b, c])).match(a, b).signs)


@pytest.mark.parametrize(
    ("first", "second", "one"),
    [
        ({"killed": [(9, 9, "civilians", None)]}, {"killed": [(60, 60, "civilians", None)]}, True),  # tolls alone never separate
        ({}, {"place": "Corvo"}, False),
        ({}, {"place": "Dorst"}, False),
        ({"type": "attack"}, {"type": "bombing"}, True),
    ],
)
def test_the_score_says_whether_two_are_one(first, second, one):
    assert (match(first, second).score > 0) is one


@pytest.mark.parametrize(
    ("first", "second", "amount"),
    [
        ([17], [17], 1.0),
        ([17], [17, 8], 1.0),
        ([17, 8], [17, 8], 2.0),  # two figures in common are told of one act
        ([17, 8, 61], [17, 8, 61], 2.0),
        ([2], [17, 2], 0.0),  # one or two are told of many acts
    ],
)
def test_two_shared_figures_tell_more_than_one(first, second, amount):
    killed = [[(n, n, "unspecified", None) for n in numbers] for numbers in (first, second)]
    assert dict(match({"killed": killed[0]}, {"killed": killed[1]}).signs).get("toll_same", 0.0) == amount


@pytest.mark.parametrize(
    ("day", "incidents", "gate"),
    [
        (None, (1, 2), "reports of other incidents, none dated"),
        (None, (1, 1), ""),
        (None, (), ""),  # the reports say when they came out
        ("3", (1, 2), ""),  # the accounts say when it was
    ],
)
def test_reports_without_a_date_are_kept_apart_as_wholes(day, incidents, gate):
    reports = [report("a", {"text": MARKET, "day": day}), report("b", {"text": f"{MARKET} So it said.", "day": day})]
    a, b = sketches_of([coding for _, coding in reports], Kin())
    known = dict(zip((d.id for d, _ in reports), incidents, strict=False))
    assert Matcher(Rarity([a, b]), incidents=known).match(a, b).gate == gate


def test_reasons_name_each_sign_with_what_it_added():
    reasons = match({"text": MARKET}, {"text": MARKET}).reasons()
    assert any(reason.startswith("same place (+") for reason in reasons)


def test_every_sign_has_a_weight_a_prior_and_words():
    table = weights()
    assert set(table.prior) == set(table.weights) == {*table.says, "start"}


def test_no_weight_leaves_the_side_of_its_prior():
    table = weights()
    assert all(table.weights[name] * prior >= 0 for name, prior in table.prior.items())
