"""Whose word a text is when it is no outlet's report."""

from datetime import date

import pytest

from tacitus.annotating.quotes import find_quotes
from tacitus.extracting.issuers import find_issuer
from tacitus.model import Document
from tacitus.page import Page

SIGNED = """To the people of the valleys

Our fighters entered the barracks of Tarn on Saturday.

We ask everybody to stay indoors.

General Oskar Lind, commander"""
REPORTED = """Rebels take Tarn

Rebels entered the barracks of Tarn on Saturday, residents said. "We saw them," one said.

The army has not commented.

Oskar Lind"""


def issuer(nlp, text):
    parse = nlp(text)
    found = find_issuer(Page(Document(text=text), parse, quotes=find_quotes(parse)))
    return (found.name, found.kind) if found else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (SIGNED, ("Oskar Lind", "state_forces")),
        (
            SIGNED.replace("To the people", "Statement to the people").replace("We ask everybody", "Everybody has").replace("Our", "The"),
            ("Oskar Lind", "state_forces"),
        ),
        (REPORTED, None),  # a byline signs nothing: the text speaks of nobody as "we" outside quotations
        (
            "Not ours\n\nStatement of the Political Office of the Lom Liberation Front on the bus\n\nThe Front has opened an inquiry.",
            ("Political Office of the Lom Liberation Front", "rebel"),
        ),
        (
            "Statement by the Ministry of External Relations on Tarn\n\nThe Ministry has taken note.\n\nIt rejects all of it.",
            ("Ministry of External Relations", "government"),
        ),
        (
            "To the guarantors\n\nPress Office of the Lom Council\n\nThe guns have not been silent for three days.",
            ("Press Office of the Lom Council", "organisation"),  # no outlet
        ),
        ("Statement of principles is due\n\nThe talks went on in Tarn on Monday.\n\nNobody signed.", None),
        (
            "On Tarn\n\nPress release of the Lom Council, 4 May\n\nThe Council has taken note.",
            ("Lom Council", "organisation"),
        ),
        # headlines of outlets that begin with the same words
        ("Release of Lom hostages delayed\n\nThe talks went on in Tarn on Monday.\n\nNobody signed.", None),
        ("Appeal of Ada Verk rejected\n\nThe court in Tarn sat on Monday.\n\nNobody signed.", None),
        ("Office of the mayor burns\n\nA fire broke out in Tarn.\n\nNobody was hurt.", None),
        ("Nine people were killed in Tarn.", None),
    ],
)
def test_a_text_has_its_issuer(nlp, text, expected):
    assert issuer(nlp, text) == expected


def test_a_long_line_in_capitals_takes_no_time(nlp):
    line = "Office of " + "A" * 300 + " 4!"  # a pattern that tries each way of parting the capitals would never end
    assert issuer(nlp, f"{line}\n\nA fire broke out in Tarn.\n\nNobody was hurt.") is None


def test_what_a_communique_tells_is_claimed_by_its_issuer(coder):
    text = SIGNED.replace("on Saturday.", "on Saturday. Eighteen soldiers were killed.")
    coding = coder.code(Document(text=text, published=date(2031, 5, 14)))
    assert {(c.speaker.name, c.stance) for account in coding.accounts for c in account.claims} == {("Oskar Lind", "asserts")}
