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
    ("old", "new", "message"),
    [
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
