"""Statements: direct speech, backing, facts about places."""

from dataclasses import replace

import pytest

from tacitus.annotating.quotes import find_quotes
from tacitus.extracting.sayings import find_sayings
from tacitus.extracting.statements import find_statements
from tacitus.model import Document
from tacitus.page import Page


def read(nlp, text):
    parse = nlp(text)
    page = Page(Document(text=text), parse, quotes=find_quotes(parse))
    page = replace(page, sayings=find_sayings(page))
    return page, find_statements(page)


@pytest.mark.parametrize(
    ("text", "backer", "backed"),
    [
        ("Vash backs the Lom Front.", "Vash", "the Lom Front"),
        ("Vash-backed fighters stormed the town.", "Vash", "fighters"),
        ("The rebels, supported by neighbouring Vash, left the town.", "neighbouring Vash", "The rebels"),
        ("The Lom Front, which is backed by Vash, left the town.", "Vash", "The Lom Front"),
        ("The army seized Tarn with the help of Vash.", "Vash", "The army"),
        ("The army is armed by Vash.", "Vash", "The army"),
    ],
)
def test_backing_is_an_alliance(nlp, text, backer, backed):
    page, (statement,) = read(nlp, text)
    parties = [page.parse[party.start : party.end].text for party in statement.parties]
    assert (statement.kind, parties) == ("alliance", [backer, backed])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rebels stormed Tarn, a port city of 40,000 people.", "Tarn, a port city of 40,000 people"),
        ("The city of Tarn, home to about 300,000 people, is quiet.", "The city of Tarn, home to about 300,000 people"),
        ("Tarn has a population of 90,000.", "Tarn has a population of 90,000"),
        ("Tarn, the capital of Vash province, fell on Monday.", "Tarn, the capital of Vash province"),
        ("Tarn is the largest city in the north.", "Tarn is the largest city in the north"),
    ],
)
def test_a_fact_about_a_place_is_context(nlp, text, expected):
    page, statements = read(nlp, text)
    assert [page.parse[s.start : s.end].text for s in statements if s.kind == "context"] == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"We will not leave this town," Ada Verk said.', [("We will not leave this town,", "Ada Verk")]),
        ('He called them "thugs".', []),  # one borrowed word is no direct speech
        ('A banner read "We will not leave this town".', []),  # nobody says it
    ],
)
def test_direct_speech_is_a_quote_with_its_speaker(nlp, text, expected):
    page, statements = read(nlp, text)
    assert [(page.parse[s.start : s.end].text, s.speaker.name) for s in statements] == expected


@pytest.mark.parametrize(
    "text", ["The lawmakers supported the motion.", "Nine people were killed in Tarn.", "The army does not back the rebels."]
)
def test_other_sentences_are_no_statements(nlp, text):
    assert read(nlp, text)[1] == ()
