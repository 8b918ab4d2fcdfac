"""Tellers: who gives each count of a report."""

from datetime import date

import pytest

from tacitus.assembling.tellers import teller_of
from tacitus.model import Document

SIGNED = """To the people of the valleys

Our fighters entered the barracks of Tarn on Saturday. Eighteen of the enemy were killed.

We ask everybody to stay indoors.

General Oskar Lind, commander"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nine people were killed, medics said.", [("killed", 9, "medics")]),
        ("Nine people were killed.", [("killed", 9, None)]),
        # narrower sayings go first; a clause after a semicolon has its own
        (
            "Medics say six people died; the defence ministry says it killed 12 fighters.",
            [("killed", 6, "Medics"), ("killed", 12, "defence ministry")],
        ),
        # parts lean on the count before
        (
            "Five people died, the clinic said. Two of the dead were guards at the gate.",
            [("killed", 5, "clinic"), ("killed", 2, "clinic")],
        ),
        # a lead sums up what is quoted below
        ("Shells killed nine people in Tarn.\n\nA nurse said nine people had died.", [("killed", 9, "nurse"), ("killed", 9, "nurse")]),
        # who denies gives only that there was nobody; who owns up gives who did it
        ("The army said it had suffered no losses.", [("killed", 0, "army")]),
        ("The Lom Front said it was behind a bomb that killed eight people.", [("killed", 8, None)]),
        (SIGNED, [("killed", 18, "Oskar Lind")]),
    ],
)
def test_a_count_has_its_teller(coder, text, expected):
    page = coder.read_page(Document(text=text, published=date(2031, 5, 14)))
    assert [(t.harm, t.min, teller_of(page, t)) for t in page.tolls] == expected


def test_the_toll_of_an_account_names_who_gives_it(coder):
    text = "Army jets bombed a market in Belvik on Monday, killing nine people by the count of local medics."
    coding = coder.code(Document(text=text, published=date(2031, 5, 14)))
    assert [t.speaker for account in coding.accounts for t in account.tolls] == ["local medics"]
