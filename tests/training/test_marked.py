"""Marked reports: the mark-up turned into documents and gold, and what is refused."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

TRAINING = Path(__file__).parents[2] / "training"


@pytest.fixture(scope="module")
def marked() -> ModuleType:
    spec = importlib.util.spec_from_file_location("marked", TRAINING / "marked.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["marked"] = module
    spec.loader.exec_module(module)
    return module


REPORT = """xx-001
title: Shells {e1+ hit} market in {e1.w Orvat}
published: 2031-10-03
publisher: Orvat Daily
style: agency
---
{e1.k {e1.v 12 people} died} {e1.d on Thursday} when {e1.i government artillery} {e1! shelled} clinics, {e1.c a doctor said}. It rained.

Col. Pell called {e1+ the strike} "grim".
---
e1 shelling happened | 2031-10-02 | Orvat, Ruvania, town
i Ruvanian military = state_forces
v people = civilians
k killed unspecified 12 -
c toll asserts medics a doctor
"""


def test_marks_become_gold(marked: ModuleType) -> None:
    document, gold = marked.report(REPORT)
    (account,) = gold["accounts"]
    assert document["title"] == "Shells hit market in Orvat"
    assert account["trigger"] == "shelled"
    assert account["evidence"] == [
        "Shells hit market in Orvat",
        "12 people died on Thursday when government artillery shelled clinics, a doctor said.",
        'Col. Pell called the strike "grim".',
    ]
    assert account["tolls"] == [{"harm": "killed", "group": "unspecified", "min": 12, "max": None, "words": "12 people died"}]
    assert account["when"]["words"] == "on Thursday"
    assert account["claims"][0]["words"] == "a doctor said"


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("k killed unspecified 12 -", {"min": 12, "max": None}),
        ("k killed unspecified 12 12 approx", {"min": 12, "max": 12, "approx": True}),
        ("k wounded unspecified 24 99 vague @ a doctor", {"harm": "wounded", "vague": True, "speaker": "a doctor"}),
        ("k killed children - 20 @ St Orm's hospital", {"group": "children", "min": None, "speaker": "St Orm's hospital"}),
    ],
)
def test_a_toll_has_bounds_a_qualifier_and_a_speaker(marked: ModuleType, row: str, told: dict[str, object]) -> None:
    _, gold = marked.report(REPORT.replace("k killed unspecified 12 -", row))
    (toll,) = gold["accounts"][0]["tolls"]
    assert told.items() <= toll.items()
    assert {"approx", "vague", "speaker"} & toll.keys() == {"approx", "vague", "speaker"} & told.keys()


@pytest.mark.parametrize(("column", "incident"), [("", None), (" | i07", "i07")])
def test_the_last_column_is_the_incident(marked: ModuleType, column: str, incident: str | None) -> None:
    _, gold = marked.report(REPORT.replace("Orvat, Ruvania, town", f"Orvat, Ruvania, town{column}"))
    assert gold["incident_of"] == [incident]
    assert gold["accounts"][0]["where"]["name"] == "Orvat"


def test_the_world_beside_a_war_gives_points(marked: ModuleType, tmp_path: Path) -> None:
    war = tmp_path / "ports.txt"
    war.write_text(f"=== {REPORT}", "utf-8")
    (tmp_path / "ports.world.json").write_text('{"places": [{"name": "Orvat", "admin1": "Lower Ruv", "lat": 1.5, "lon": 2.5}]}', "utf-8")
    ((_, gold),) = marked.reports(war)
    assert gold["accounts"][0]["where"] | {"lat": 1.5, "lon": 2.5, "admin1": "Lower Ruv"} == gold["accounts"][0]["where"]


def test_a_place_the_world_does_not_know_is_wrong(marked: ModuleType, tmp_path: Path) -> None:
    war = tmp_path / "ports.txt"
    war.write_text(f"=== {REPORT}", "utf-8")
    (tmp_path / "ports.world.json").write_text('{"places": [{"name": "Pell", "admin1": null, "lat": 1, "lon": 2}]}', "utf-8")
    (wrong,) = marked.reports(war)
    assert isinstance(wrong, marked.MarkError)
    assert "xx-001" in str(wrong)
    assert "Orvat" in str(wrong)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("k killed unspecified 12 -", "k killed unspecified twelve -", "toll 'killed unspecified twelve -' is not"),
        ("Orvat, Ruvania, town", "Orvat, Ruvania, town | seven", "not a line of an account"),
        ("{e1! shelled}", "{e1! shelled", "not closed"),
        ("{e1! shelled}", "shelled", "exactly one trigger"),
        ("e1 shelling happened", "e1 shooting happened", "type 'shooting' is none of"),
        ("i Ruvanian military = state_forces\n", "", "marks without a line in the table: i"),
        ("{e1+ the strike}", "{e2+ the strike}", "marks without an account: e2"),
        ("Orvat, Ruvania, town", "Orvat", "is not NAME, COUNTRY, PRECISION"),
    ],
)
def test_what_is_wrong_is_said(marked: ModuleType, old: str, new: str, message: str) -> None:
    with pytest.raises(marked.MarkError, match=message):
        marked.report(REPORT.replace(old, new))


def test_the_reports_are_all_right(marked: ModuleType) -> None:
    blocks = [b for path in sorted(TRAINING.glob("reports/*.txt")) for b in path.read_text("utf-8").split("=== ")[1:]]
    ids = [marked.report(block)[0]["id"] for block in blocks]
    assert len(ids) == len(set(ids)) > 300


@pytest.mark.parametrize("war", sorted(TRAINING.glob("wars/*.txt")), ids=lambda path: path.stem)
def test_the_wars_are_all_right(marked: ModuleType, war: Path) -> None:
    found = list(marked.reports(war))
    assert [str(f) for f in found if isinstance(f, marked.MarkError)] == []
    assert len({document["id"] for document, _ in found}) == len(found) > 50
