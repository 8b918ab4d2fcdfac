"""The ten phenomena that coders of conflict news find hardest, several ways of saying each.

Rows hold a report, what it must be coded as (notation of `notation.py`, one account; "" = none asked), and what no reportable account
may be. Reports are published on Wednesday 14 May 2031.
"""

from datetime import date

import pytest

from notation import Expected, control, matches, pair, statements, written
from tacitus.model import Document

PUBLISHED = date(2031, 5, 14)


def gap(*values, reason):
    return pytest.param(*values, marks=pytest.mark.xfail(reason=reason))


def read(text, coder, published=PUBLISHED):
    return coder.code(Document(text=text, published=published))


def check(coding, expected, never):
    if expected:
        line = Expected.read(expected)
        account = pair([line], coding)[0]
        wrong = {k: line.holds(account, k, v) for k, v in (("status", line.status), *line.clauses) if line.holds(account, k, v) is not None}
        assert not wrong, f"{wrong}\n{written(coding)}"
    for pattern in never:
        assert not matches(pattern, coding), f"{pattern}\n{written(coding)}"


@pytest.mark.parametrize(
    ("text", "expected", "never"),
    [
        (
            "Shells hit Belvik on Monday, ten years after a massacre there in which 240 people died.",
            "shelling happened; at Belvik; on 2031-05-12; killed none",
            ["killed 240", "type attack"],
        ),
        (
            "Shells hit Belvik on Monday. In 2019 rebels killed 240 people in the town.",
            "shelling happened; at Belvik; on 2031-05-12; killed none",
            ["killed 240", "type attack"],
        ),
        (
            "Jets bombed Dornia on Tuesday. The town was besieged by the army in March 2029.",
            "airstrike happened; at Dornia; on 2031-05-13",
            ["type siege"],
        ),
        ("In 2016 the army captured Corvana and killed 40 rebels.", "capture historical; at Corvana", ["type capture", "killed 40"]),
        ("Ardanu marked the anniversary of the 2021 massacre on Tuesday.", "", ["type attack", "on 2031-05-13"]),
        ("A court jailed two officers on Tuesday for the murder of 30 villagers in 2022.", "", ["killed 30", "type attack"]),
    ],
)
def test_1_background_is_not_news(text, expected, never, coder):
    check(read(text, coder), expected, never)


@pytest.mark.parametrize(
    ("text", "expected", "never"),
    [
        gap(
            "The army denied that its jets had hit the market in Belvik, which residents said killed nine.",
            "airstrike disputed; at Belvik; killed 9",
            ["killed 0"],
            reason="a denial that its jets hit is taken for one of the target",
        ),
        (
            "Jets bombed a market in Belvik on Monday, killing nine people, residents said. The army denied it carried out the strike.",
            "airstrike disputed; at Belvik; on 2031-05-12; killed 9; says residents asserts; says army denies",
            ["killed 0"],
        ),
        (
            "A car bomb exploded in Ardanu on Monday and killed five people. The Northern Front denied involvement.",
            "bombing disputed; at Ardanu; on 2031-05-12; killed 5; says Northern Front denies",
            ["by Northern Front; type shelling"],
        ),
        (
            "Jets bombed a market in Belvik on Monday. The army declined to comment.",
            "airstrike happened; at Belvik; says army no_comment",
            [],
        ),
        ("The army denied reports of an attack on Belvik.", "", ["type attack", "type clash"]),
    ],
)
def test_2_a_denial_is_about_what_it_denies(text, expected, never, coder):
    check(read(text, coder), expected, never)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A drone hit a depot in Ardanu on Tuesday.", "airstrike happened; at Ardanu; on 2031-05-13"),
        ("Overnight into Tuesday a drone hit a depot in Ardanu.", "airstrike happened; at Ardanu; on 2031-05-12..2031-05-13"),
        ("A drone hit a depot in Ardanu on Monday night.", "airstrike happened; at Ardanu; on 2031-05-12..2031-05-13"),
        ("A drone hit a depot in Ardanu last Friday.", "airstrike happened; at Ardanu; on 2031-05-09"),
        ("A drone hit a depot in Ardanu on 3 May.", "airstrike happened; at Ardanu; on 2031-05-03"),
        ("A drone hit a depot in Ardanu yesterday.", "airstrike happened; at Ardanu; on 2031-05-13"),
        ("Jets struck a depot in Ardanu and killed two guards.", "airstrike happened; at Ardanu; on 2031-05-13..2031-05-14"),
        gap(
            "A drone hit a depot in Ardanu and killed two guards.", "airstrike happened; at Ardanu", reason="too little for the rules alone"
        ),
        ("Drones hit a depot in Ardanu from 3 to 5 May.", "airstrike happened; at Ardanu; on 2031-05-03..2031-05-05"),
        (
            "A drone hit a depot in Ardanu on Monday. Two days earlier, shells had fallen on Belvik.",
            "shelling happened; at Belvik; on 2031-05-10",
        ),
        (
            "A drone hit a depot in Ardanu on Monday. The following day, shells fell on Belvik.",
            "shelling happened; at Belvik; on 2031-05-13",
        ),
    ],
)
def test_3_dates_count_from_what_they_lean_on(text, expected, coder):
    check(read(text, coder), expected, [])


@pytest.mark.parametrize(
    ("text", "expected", "never"),
    [
        (
            "Fervana said its forces had shelled a base near Dornia on Monday.",
            "shelling happened; at Dornia; by Velmarian military",
            ["at Fervana"],
        ),
        (
            "Karsova bombed Port Sorin on Monday, Fervana said.",
            "airstrike happened; at Port Sorin; by Karsovan military",
            ["at Fervana", "at Karsova"],
        ),
        (
            "Drenov sent troops to Dornia on Monday.",
            "deployment happened; at Dornia; by Karsovan military",
            ["at Drenov"],
        ),
        (
            "President Milo Grens recaptured Corvana on Monday, state media said.",
            "capture happened; at Corvana; by Karsovan military",
            ["by Milo Grens"],
        ),
        ("A bomb exploded in Drenov on Monday.", "bombing happened; at Drenov", ["by Karsovan military"]),
    ],
)
def test_4_a_capital_stands_for_its_state(text, expected, never, coder):
    check(read(text, coder), expected, never)


@pytest.mark.parametrize(
    ("text", "expected", "never"),
    [
        ("The LLA attacked an army base near Belvik on Monday.", "clash happened; by Lisk Liberation Army", []),
        ("The Lions attacked an army base near Belvik on Monday.", "clash happened; by Northern Front", []),
        gap(
            "The Movement for a Free Sevna (MFS) is new. The MFS attacked an army base near Dornia on Monday.",
            "clash happened; at Dornia; by Movement for a Free Sevna",
            ["by MFS"],
            reason="acts without a date of their own in a short text fall below the floor",
        ),
        (
            "The Northern Front holds the hills. On Monday the group attacked an army base near Belvik.",
            "clash happened; at Belvik; by Northern Front",
            [],
        ),
        (
            "Fighters of the Northern Front, until March a part of the LLA, attacked an army base near Belvik on Monday.",
            "clash happened; at Belvik; by Northern Front",
            ["by Lisk Liberation Army"],
        ),
        (
            "The Northern Front attacked an army base near Belvik on Monday. It said its fighters had killed six soldiers.",
            "clash happened; at Belvik; by Northern Front; killed 6",
            [],
        ),
    ],
)
def test_5_names_of_one_group_are_one_actor(text, expected, never, coder):
    check(read(text, coder), expected, never)


@pytest.mark.parametrize(
    ("text", "expected", "never", "total"),
    [
        (
            "The strike on Dornia on Monday killed four people, bringing to 61 the number killed in the district since Friday.",
            "shelling happened; at Dornia; killed 4",
            ["killed 61", "killed 65"],
            "aggregate killed 61",
        ),
        (
            "A car bomb killed three people in Ardanu on Monday. More than 300 people have been killed in Lisk Province this month.",
            "bombing happened; at Ardanu; killed 3",
            ["killed 301+", "killed 300+"],
            "aggregate killed 301+",
        ),
        (
            "The war has killed 12,000 people since 2019, the United Nations said.",
            "",
            ["killed 12000"],
            "aggregate killed 12000",
        ),
    ],
)
def test_6_totals_are_statements(text, expected, never, total, coder):
    coding = read(text, coder)
    check(coding, expected, never)
    assert total in list(statements(coding))


@pytest.mark.parametrize(
    ("text", "expected", "never"),
    [
        ("The group threatened to bomb the bridge at Corvana.", "", ["type bombing", "type airstrike"]),
        (
            "The Northern Front warned that it would bomb the bridge at Corvana if troops came closer.",
            "",
            ["type bombing", "type airstrike"],
        ),
        ("Police said they had foiled a bomb attack in Ardanu on Monday.", "interception happened; at Ardanu", ["type bombing"]),
        ("The army plans to retake Corvana next week.", "", ["type capture"]),
        ("Residents of Belvik fear an attack.", "", ["type attack", "type clash"]),
        ("Rebels tried to seize Corvana on Monday but failed.", "", ["type capture"]),
        ("Aid workers warn that shelling could drive 10,000 people from Dornia.", "", ["type shelling", "type displacement"]),
        ("If the rebels take Corvana, the road to Ardanu is open.", "", ["type capture"]),
    ],
)
def test_7_what_is_feared_planned_or_foiled_did_not_happen(text, expected, never, coder):
    check(read(text, coder), expected, never)


@pytest.mark.parametrize(
    ("text", "speaker", "chain"),
    [
        gap(
            '"The raid on Corvana killed six," a source in the ministry told state television.',
            "source",
            "",
            reason="the raid falls below the floor",
        ),
        gap(
            "The raid on Corvana killed six soldiers, state television said, citing a ministry source.",
            "ministry source",
            "state television",
            reason="citing a source does not nest it",
        ),
        (
            "State television quoted a ministry source as saying shells had killed six soldiers in Corvana.",
            "ministry source",
            "state television",
        ),
        ("Residents told the Belvik Post that jets had bombed Corvana.", "residents", ""),
        ("According to residents, jets bombed Corvana.", "residents", ""),
    ],
)
def test_8_speakers_are_nested(text, speaker, chain, coder):
    claims = [claim for account in read(text, coder).accounts for claim in account.claims]
    found = [c for c in claims if speaker in c.speaker.name.casefold()]
    assert found, claims
    assert not chain or [s.name.casefold() for s in found[0].chain] == [chain]


@pytest.mark.parametrize(
    ("text", "expected", "never"),
    [
        (
            "(Corrects death toll to three, not 13)\n\nShells fell on Eshtal on Monday, killing three people, the hospital said.",
            "shelling happened; at Eshtal; killed 3",
            ["killed 13"],
        ),
        (
            "Shells fell on Eshtal on Monday. The hospital said three people were killed, not 13 as first reported.",
            "shelling happened; at Eshtal; killed 3",
            ["killed 13"],
        ),
        gap(
            "Shells fell on Eshtal on Monday, killing three people. The ministry had earlier put the toll at 13.",
            "shelling happened; at Eshtal; killed 3",
            [],
            reason="an earlier toll of another speaker is kept beside the later",
        ),
    ],
)
def test_9_a_correction_replaces(text, expected, never, coder):
    check(read(text, coder), expected, never)


SPELLINGS = {
    "Tel Havir": "tel-havir",
    "Tell Haveer": "tel-havir",
    "Tall Havir": "tel-havir",
    "Tel-Havir": "tel-havir",
    "Tel Hamra": "tel-hamra",
}


@pytest.mark.parametrize(
    ("name", "place", "sentence"),
    [
        *((name, place, "Shells fell on the village of {} on Monday.") for name, place in SPELLINGS.items()),
        *((name, place, "Shells killed two people near {} in Karsova on Monday.") for name, place in SPELLINGS.items()),
    ],
)
def test_10_spellings_are_one_place_and_near_names_are_not(name, place, sentence, coder):
    assert [a.where.place_id for a in read(sentence.format(name), coder).accounts] == [f"overlay:{place}"]


@pytest.mark.parametrize(
    ("text", "expected", "never"),
    [
        ("BELVIK (TPA) - A bomb exploded in Corvana on Monday.", "bombing happened; at Corvana", ["at Belvik"]),
        (
            "Two buses carrying 40 people were hit by shells in Dornia on Monday. Four people died.",
            "shelling happened; killed 4",
            ["killed 40"],
        ),
        ("A car bomb killed two people in Ardanu on Monday. No one claimed responsibility.", "bombing happened; at Ardanu; by nobody", []),
        ("Troops stormed the bridge at Corvana in an exercise on Monday.", "", ["at Corvana; type capture"]),
        (
            "The wounded were taken to a hospital in Ardanu after shells hit Belvik on Monday.",
            "shelling happened; at Belvik",
            ["at Ardanu"],
        ),
        ("A drone launched from Port Sorin hit a depot in Dornia on Monday.", "airstrike happened; at Dornia", ["at Port Sorin"]),
        gap(
            "Ten people aged 12 to 60 were hurt when shells hit Belvik on Monday.",
            "shelling happened; wounded 10",
            ["wounded 12-60"],
            reason="ages are read as a figure of people",
        ),
    ],
)
def test_other_traps(text, expected, never, coder):
    check(read(text, coder), expected, never)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        gap(
            "Reports indicate that Lisk Province is now completely under rebel control.",
            "full: Karsovan rebels > lisk province",
            reason="the country of bare rebels is not taken from the place",
        ),
        ("Rebels of the Northern Front captured Corvana on Monday.", "full: Northern Front > corvana"),
        ("The Northern Front lost Corvana on Monday.", "lost: Northern Front > corvana"),
    ],
)
def test_control_is_told(text, expected, coder):
    assert expected in list(control(read(text, coder)))
