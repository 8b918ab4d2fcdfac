"""The actor lists: who a name stands for, on which day, and what a faulty file says."""

import json
from datetime import date
from pathlib import Path

import pytest

from tacitus.errors import LexiconError
from tacitus.knowledge.actorfiles import read_toml
from tacitus.knowledge.actors import ActorList, normalised
from tacitus.knowledge.states import guessed_demonym, is_demonym

LIST = """
[[actor]]
id = "nf"
name = "Northern Front"
aliases = ["NF", "Front of the North"]
kind = "rebel"
country = "Ruvania"
since = 2017
until = "2020-06"

[[actor]]
id = "nf-new"
name = "Northern Council"
aliases = ["NF"]
kind = "rebel"
since = "2020-07"

[[state]]
country = "Ruvania"
names = ["Ruvania", "Republic of Ruvania"]
demonyms = ["Ruvanian", "Ruvanians"]
capital = "Lirene"
seats = ["Lirene", "Blue Palace"]
police = "Ruvanian police"
forces = [{ id = "rv-military", name = "Ruvanian military", aliases = ["Ruvanian army", "RAF"] }]
leaders = [
  { name = "Pavel Dorn", aliases = ["Dorn"], since = "2010-01", until = "2019-05" },
  { name = "Mira al-Dorn", aliases = ["Dorn"], since = "2019-06" },
]
"""


@pytest.fixture(scope="module")
def actors() -> ActorList:
    groups, states = read_toml("test.toml", LIST.encode())
    return ActorList(tuple(groups), tuple(states))


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("The Hayat Tahrir al-Sham", "hayat tahrir al sham"),
        ("Al‑Qaïda’s", "al qaida"),
        ("U.S.", "us"),
        ("the 'Ndrangheta", "ndrangheta"),
    ],
)
def test_names_are_compared_without_case_accents_quotes_and_hyphens(written: str, expected: str) -> None:
    assert normalised(written) == expected


@pytest.mark.parametrize(
    ("name", "day", "expected"),
    [
        ("Northern Front", None, ["nf"]),
        ("the northern Front", None, []),  # two capitals in the list, one in the text
        ("Front of the North", None, ["nf"]),
        ("NF", date(2019, 1, 1), ["nf", "nf-new"]),
        ("NF", date(2021, 1, 1), ["nf-new", "nf"]),  # the one that bore the name that day stands first
        ("nf", None, []),  # an acronym needs capitals
        ("Ruvanian army", None, ["rv-military"]),
        ("Ruvanian police", None, ["ruvania-police"]),
        ("raf", None, []),
    ],
)
def test_groups_are_found_by_name_and_day(actors: ActorList, name: str, day: date | None, expected: list[str]) -> None:
    assert [group.id for group in actors.named(name, day)] == expected


@pytest.mark.parametrize(
    ("word", "day", "expected"),
    [
        ("Ruvania", None, "name"),
        ("Ruvanians", None, "demonym"),
        ("Lirene", None, "capital"),
        ("the Blue Palace", None, "seat"),
        ("Pavel Dorn", date(2015, 1, 1), "leader"),
        ("Pavel Dorn", date(2022, 1, 1), None),  # out of office
        ("Dorn", date(2022, 1, 1), "leader"),
        ("Zhelmaria", None, None),
    ],
)
def test_words_stand_for_their_state(actors: ActorList, word: str, day: date | None, expected: str | None) -> None:
    match = actors.state(word, day)
    assert (match.word if match else None) == expected


@pytest.mark.parametrize(
    ("word", "country", "expected"),
    [
        ("Ruvanian", "Ruvania", True),
        ("Tegarran", "Tegarra", True),
        ("Ordeshi", "Ordesh", True),
        ("Halvians", "Halvia", True),
        ("Zhelmarian", "Ruvania", False),
        ("Ruvan", "Ruvania", True),
        ("Lastiv", "Lastova", False),
        ("Ruvania", "Ruvania", False),
    ],
)
def test_demonyms_of_unlisted_states_share_the_stem(word: str, country: str, expected: bool) -> None:
    assert is_demonym(word, country) is expected


@pytest.mark.parametrize(
    ("country", "demonym"), [("Ruvania", "Ruvanian"), ("Ondaru", "Ondaran"), ("Velkany", "Velkany"), ("Sao Baltara", "Sao Baltara")]
)
def test_unseen_demonyms_are_guessed(country: str, demonym: str) -> None:
    assert guessed_demonym(country) == demonym


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ('[[actor]]\nid = "x"\nname = "X"\nkind = "army"', "unknown kind 'army'"),
        ('[[actor]]\nid = "x"\nkind = "rebel"', "'x' lacks 'name'"),
        ('[[actor]]\nid = "x"\nname = "X"\nkind = "rebel"\nbegan = 2001', "unknown key 'began'"),
        ('[[actor]]\nid = "x"\nname = "X"\nkind = "rebel"\nsince = "May 2001"', "write a year"),
        ('[[actor]]\nid = "x"\nname = "X"\nkind = "rebel"\nsince = "2001-13"', "is no day"),
        ('[[state]]\ncountry = "XX"\nnames = []', "'XX' lacks 'names'"),
        ("[[actor", "is not TOML"),
    ],
)
def test_a_faulty_entry_is_named(entry: str, message: str) -> None:
    with pytest.raises(LexiconError, match=message):
        read_toml("bad.toml", entry.encode())


def test_the_shipped_lists_load_and_have_a_stamp() -> None:
    actors = ActorList.load()
    assert actors.stamp.startswith("sha256:")
    assert actors.stamp == ActorList.load().stamp
    assert {group.parent for group in actors.groups if group.parent} <= {group.id for group in actors.groups}
    match = actors.state("Syrian")
    assert match is not None
    assert match.state.country == "SY"


def test_an_overlay_brings_actors_states_and_leaders(tmp_path: Path) -> None:
    world = {
        "places": [
            {"name": "Ruvania", "type": "country", "country": "Ruvania", "aliases": ["Rouvania"]},
            {"name": "Lirene", "type": "capital", "country": "Ruvania", "aliases": ["the capital"]},
        ],
        "actors": [
            {
                "name": "Ruvanian government",
                "kind": "government",
                "country": "Ruvania",
                "aliases": ["Lirene"],
                "leader": "President Pavel Dorn",
            },
            {
                "name": "Northern Front",
                "kind": "rebel",
                "country": "Ruvania",
                "aliases": ["the rebels"],
                "leader": "Gen. Osk Hal; spokesman Yun Pal",
            },
        ],
    }
    file = tmp_path / "world.json"
    file.write_text(json.dumps(world), "utf-8")
    actors = ActorList.load(file)
    words = {word: match.word for word in ("Rouvania", "Lirene", "Pavel Dorn", "Ruvanian") if (match := actors.state(word))}
    assert words == {"Rouvania": "name", "Lirene": "capital", "Pavel Dorn": "leader", "Ruvanian": "demonym"}
    assert [group.name for group in actors.named("the rebels")] == ["Northern Front"]
    assert [group.name for group in actors.led_by("Osk Hal")] == ["Northern Front"]
    assert actors.named("Lirene") == ()  # a place is a seat, not an alias
    assert actors.stamp != ActorList.load().stamp


def test_an_unreadable_overlay_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match="cannot read the overlay"):
        ActorList.load(tmp_path / "none.json")


@pytest.mark.parametrize(
    ("key", "refused"),
    [("founded", False), ("spokesman_since", False), ("alises", True), ("partof", True)],
)
def test_keys_for_readers_are_left_alone_and_slips_of_the_pen_are_not(tmp_path: Path, key: str, refused: bool) -> None:
    file = tmp_path / "world.json"
    actor = {"name": "Northern Front", "kind": "rebel", "aliases": None, key: "2021"}
    file.write_text(json.dumps({"places": [{"name": "Ruvania", "type": "country"}], "actors": [actor]}), "utf-8")
    if refused:
        with pytest.raises(LexiconError, match=key):
            ActorList.load(file)
    else:
        assert [group.name for group in ActorList.load(file).named("Northern Front")] == ["Northern Front"]
