"""Retelling and claims: what becomes one account, and who says what of it, read from text."""

from datetime import date

import pytest

from tacitus.assembling.claims import hear
from tacitus.assembling.hearing import is_blame, signs
from tacitus.assembling.judging import Judge
from tacitus.assembling.retelling import group
from tacitus.assembling.scenes import Heard, Scene
from tacitus.assembling.telling import tell
from tacitus.model import REPORTABLE, Document


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jets bombed a market in Belvik on Monday. The airstrike killed nine people.", ["airstrike"]),
        ("A car bomb exploded in Ardanu on Monday. The blast killed five people.", ["bombing"]),
        ("Rebels captured Corvana on Monday. The fall of Corvana was a blow to the army.", ["capture"]),
        ("Jets bombed Belvik on Monday. On Tuesday jets bombed Dornia.", ["airstrike", "airstrike"]),
        ("Jets bombed Belvik on Monday. Jets bombed Belvik again on Tuesday.", ["airstrike", "airstrike"]),
        ("The army shelled Belvik on Monday. Rebels kidnapped a priest in Ardanu on Tuesday.", ["abduction", "shelling"]),
        ("Karsovan jets bombed Belvik on Monday. Velmarian jets bombed Belvik on Monday.", ["airstrike", "airstrike"]),
        ("Rebels ambushed a convoy near Eshtal on Monday, killing six soldiers.", ["clash"]),
    ],
)
def test_one_act_is_one_account(text, expected, coder):
    coding = coder.code(Document(text=text, published=date(2031, 5, 14)))
    assert sorted(a.type for a in coding.accounts if a.status in REPORTABLE) == expected


def test_the_day_on_which_the_dead_were_found_is_not_the_day_of_the_act(coder):
    text = "Nine villagers were found shot dead near Belvik on Thursday. They were shot at close range on Tuesday night, a teacher said."
    (account,) = coder.code(Document(text=text, published=date(2031, 5, 16))).accounts
    assert account.type == "attack"
    assert account.when.start == date(2031, 5, 13)  # the Tuesday, not the Thursday


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jets bombed a market in Belvik on Monday, residents said.", "residents asserts act"),
        ("Jets bombed a market in Belvik on Monday. The army denied any role in the attack.", "army denies initiator"),
        ("A car bomb exploded in Ardanu. The Northern Front claimed responsibility.", "Northern Front claims_responsibility initiator"),
        ("Jets bombed a market in Belvik. The army confirmed the strike.", "army confirms act"),
        ("Jets bombed a market in Belvik. The army declined to comment.", "army no_comment act"),
        ("The army denied that its jets bombed Belvik on Monday.", "army denies initiator"),
        ("The army denied targeting civilians when its jets bombed Belvik.", "army denies target"),
        ("Jets bombed a market in Belvik on Monday. Rescuers said nine people had been killed.", "Rescuers asserts toll"),
        (
            "The rebels said the army shelled Belvik on Monday. Aid workers fled the town. The army rejected that claim.",
            "army denies act",
        ),
        ("Gunmen attacked a school in Belvik on Monday. A teacher said the attackers wore police uniforms.", "teacher asserts initiator"),
        ("The council said soldiers shot dead 40 villagers in Belvik, a charge the army rejects.", "army denies act"),
        ("Jets bombed a market in Belvik on Monday. The mayor accused the army of a crime.", "mayor asserts initiator"),
        ("Jets bombed a market in Belvik on Monday. The mayor accused the army of lying, a charge the army denied.", "army denies act"),
    ],
)
def test_sayings_are_linked_to_the_act(text, expected, coder):
    assert expected in heard(text, coder)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        # what is done after the act tells nothing of it
        ("Gunmen attacked a school in Belvik on Monday. The governor said he had ordered an inquiry.", "governor"),
        ("Gunmen attacked a school in Belvik on Monday. An officer said troops were searching for them.", "officer"),
        # who still holds a town says nothing of an act that takes none
        ("Jets bombed a market in Belvik on Monday. The army said the town was still under its control.", "army"),
    ],
)
def test_a_saying_beside_the_act_is_no_claim_on_it(text, speaker, coder):
    assert not [told for told in heard(text, coder) if told.startswith(speaker)]


def test_what_is_called_another_act_is_not_this_one(coder):
    text = "Rebels blew up a bridge near Belvik on Monday, police said. Officials blamed the rebels for a similar blast at a mill."
    (bridge, *_) = coder.code(Document(text=text, published=date(2031, 5, 14))).accounts
    assert [claim.speaker.name for claim in bridge.claims] == ["police"]


@pytest.mark.parametrize(("verb", "right"), [("accused", True), ("accuses", False)])  # the present tells a standing charge
def test_blame_is_for_what_was_just_told(verb, right, coder):
    text = f"Jets bombed a market in Belvik on Monday, residents said. Velmar {verb} Karsova of arming rebels."
    page, judge = coder.read_page(Document(text=text, published=date(2031, 5, 14))), Judge.load("rules")
    scene = Scene(page, group(page, tell(page, coder.resolvers(page)), judge), judge)
    blame = Heard(scene, page.sayings[-1])
    assert is_blame(blame, 0, signs(blame, 0, ())) is right


def test_nobody_owns_up_to_what_the_other_camp_did(coder):
    text = "Karsovan jets bombed a rebel camp near Belvik on Monday. The Northern Front claimed responsibility for an attack on Sunday."
    (strike, *_) = coder.code(Document(text=text, published=date(2031, 5, 14))).accounts
    assert strike.type == "airstrike"
    assert not [claim for claim in strike.claims if claim.stance == "claims_responsibility"]


def heard(text, coder):
    page = coder.read_page(Document(text=text, published=date(2031, 5, 14)))
    judge = Judge.load("rules")
    said = hear(page, group(page, tell(page, coder.resolvers(page)), judge), judge)
    return [f"{s.saying.speaker.name} {s.saying.stance} {s.field}" for s in said]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Northern Front said it had fired 30 rockets at Belvik on Monday.", "Northern Front claims_responsibility act"),
        ("The Northern Front said its fighters ambushed a convoy near Eshtal on Monday.", "Northern Front claims_responsibility act"),
        ("The army said it had shelled Belvik on Monday.", "army asserts act"),  # a state reports
        ("The Northern Front said the army shelled Belvik on Monday.", "Northern Front asserts act"),
        ("Karsovan rebels took Belvik on Monday, residents said. The army said the town remained in its hands.", "army denies control"),
        ("Police shot dead four protesters in Belvik on Monday. The government said nobody had been killed.", "government denies toll"),
        ("Police fired at protesters in Belvik on Monday. The government said nobody had been killed.", "government asserts toll"),
    ],
)
def test_what_is_said_is_heard_with_what_is_known_of_the_act(text, expected, coder):
    (account, *_) = coder.code(Document(text=text, published=date(2031, 5, 14))).accounts
    assert expected in [f"{c.speaker.name} {c.stance} {c.field}" for c in account.claims]


@pytest.mark.parametrize(
    ("text", "type_", "status"),
    [
        ("Jets bombed a market in Belvik on Monday, residents said.", "airstrike", "happened"),
        ("Jets bombed a market in Belvik on Monday, residents said. The army denied it carried out the strike.", "airstrike", "disputed"),
        (
            "Jets bombed a market in Belvik on Monday, residents said. The army denied any involvement in the airstrike.",
            "airstrike",
            "disputed",
        ),
        ("Jets bombed a market in Belvik on Monday, residents said. The army declined to comment.", "airstrike", "happened"),
        ("Jets bombed a market in Belvik on Monday, residents said. The army denied targeting civilians.", "airstrike", "happened"),
        ("Jets bombed a market in Belvik on Monday, residents said. The army denied bombing it.", "airstrike", "disputed"),
    ],
)
def test_denials_make_an_act_disputed(text, type_, status, coder):
    coding = coder.code(Document(text=text, published=date(2031, 5, 14)))
    assert [a.status for a in coding.accounts if a.type == type_] == [status]


@pytest.mark.parametrize(
    ("text", "part", "place"),
    [
        ("The army shelled Belvik on Monday. Residents hid in cellars. The shelling went on for an hour.", "the section", "belvik"),
        ("Jets bombed Corvana on Monday.", "", "corvana"),
        # what a state says or does elsewhere lends no place
        ("The army shelled Belvik on Monday. Drenov vowed that it would go on. The shelling lasted an hour.", "the section", "belvik"),
        (
            "The army shelled Belvik on Monday. Rebels and the army held talks in Osthaven. The shelling lasted an hour.",
            "the section",
            "belvik",
        ),
        ("The army shelled Belvik on Monday. Velmar accused the army of lying.", "the country", "karsova"),  # speech has no narrower place
        ("A convoy arrived from Velmar on Monday. Jets bombed Corvana. The bombing killed a guard.", "", "corvana"),
    ],
)
def test_an_act_without_a_place_takes_the_section_s(text, part, place, coder):
    page = coder.read_page(Document(text=text, published=date(2031, 5, 14)))
    last = tell(page, coder.resolvers(page))[-1].where
    assert (last.name or "").casefold() == place
    assert part in last.rule


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # words of going on tell a later day of the same act
        ("Karsovan jets began bombing Belvik on Saturday and intensified the airstrikes on Sunday.", ["airstrike 10–11"]),
        ("The army shelled Belvik on Saturday and continued the shelling on Sunday.", ["shelling 10–11"]),
        # another verb, or another town, tells another act
        ("The army shelled Belvik on Saturday and shelled it again on Sunday.", ["shelling 10–10", "shelling 11–11"]),
        ("The army shelled Belvik on Saturday and extended the shelling to Dornia on Sunday.", ["shelling 10–10", "shelling 11–11"]),
    ],
)
def test_an_act_goes_on(text, expected, coder):
    coding = coder.code(Document(text=text, published=date(2031, 5, 14)))
    assert sorted(f"{a.type} {a.when.start:%-d}–{a.when.end:%-d}" for a in coding.accounts) == expected


@pytest.mark.parametrize(
    ("text", "triggers"),
    [
        # "the strikes" are those told just before, not those of the day before
        (
            "Jets bombed Belvik on Sunday. Two days later, warplanes struck a bakery in Dornia, killing nine people. "
            "The army denied that civilians were hit in the strikes.",
            {"struck", "strikes"},
        ),
    ],
)
def test_a_definite_noun_takes_up_the_act_told_just_before(text, triggers, coder):
    page = coder.read_page(Document(text=text, published=date(2031, 5, 14)))
    acts = group(page, tell(page, coder.resolvers(page)), Judge.load("rules"))
    assert any(triggers <= {t.trigger.text for t in act} for act in acts)


def test_wounds_counted_are_nobody(coder):
    text = "Shells hit a market in Belvik on Monday. The attack resulted in at least 7 deaths and dozens of injuries."
    coding = coder.code(Document(text=text, published=date(2031, 5, 14)))
    assert {a.name for act in coding.accounts for a in act.actors} <= {"civilians"}
