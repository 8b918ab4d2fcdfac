"""Behaviour: one story told in other ways codes the same; a "not" takes the act away; order changes nothing."""

import json
import random
import re
from datetime import date

import pytest

from notation import Expected, written
from tacitus.model import REPORTABLE, Document
from tacitus.pipeline import Coder
from tacitus.settings import load

PUBLISHED = date(2031, 5, 14)


def read(text, coder):
    return coder.code(Document(text=text, published=PUBLISHED))


def told(text, coder):
    """Each reportable account by its fields, in any order."""
    fields = ("at", "on", "by", "against", "killed", "wounded")
    found = (a for a in read(text, coder).accounts if a.status in REPORTABLE)
    return sorted(f"{a.type} {a.status}; " + "; ".join(f"{field} {Expected.found(a, field)}" for field in fields) for a in found)


ACTIVE = "The Lisk Liberation Army attacked an army base in Corvana on Monday and killed seven soldiers. Karsova confirmed the deaths."


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Karsovan jets bombed a market in Belvik on Monday.", "A market in Belvik was bombed by Karsovan jets on Monday."),
        ("The Northern Front captured Corvana on Monday.", "Corvana was captured by the Northern Front on Monday."),
        ("Velmarian troops shelled Dornia on Monday.", "Dornia was shelled by Velmarian troops on Monday."),
        (
            "Gunmen kidnapped four nurses in Ardanu on Monday.",
            "Four nurses were kidnapped by gunmen in Ardanu on Monday.",
        ),
        ("A car bomb killed five people in Ardanu on Monday.", "Five people were killed by a car bomb in Ardanu on Monday."),
        (
            "The Hill Guard shot two farmers in Eshtal on Monday.",
            "Two farmers were shot by the Hill Guard in Eshtal on Monday.",
        ),
        (
            "Karsovan police arrested ten students in Drenov on Monday.",
            "Ten students were arrested by Karsovan police in Drenov on Monday.",
        ),
        ("Karsovan forces besieged Dornia on Monday.", "Dornia was besieged by Karsovan forces on Monday."),
    ],
)
def test_passive_codes_the_same(one, other, coder):
    assert told(one, coder) == told(other, coder) != []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("On Monday Karsovan jets bombed a market in Belvik.", "Karsovan jets bombed a market in Belvik on Monday."),
        ("In Belvik on Monday, shells killed four people.", "Shells killed four people in Belvik on Monday."),
        ("Residents said Karsovan jets bombed Belvik on Monday.", "Karsovan jets bombed Belvik on Monday, residents said."),
        (
            "According to residents, Karsovan jets bombed Belvik on Monday.",
            "Karsovan jets bombed Belvik on Monday, according to residents.",
        ),
        (
            "A car bomb killed five people and wounded nine in Ardanu on Monday.",
            "A car bomb wounded nine people and killed five in Ardanu on Monday.",
        ),
    ],
)
def test_order_of_words_codes_the_same(one, other, coder):
    assert told(one, coder) == told(other, coder) != []


SENTENCES = [
    "Karsovan jets bombed a market in Belvik on Monday, killing nine people.",
    "Gunmen kidnapped a priest in Ardanu on Sunday.",
    "The Northern Front captured Corvana on Saturday.",
]


@pytest.mark.parametrize("order", [(0, 1, 2), (1, 0, 2), (2, 1, 0), (1, 2, 0)])
def test_order_of_paragraphs_codes_the_same(order, coder):
    assert told("\n\n".join(SENTENCES[i] for i in order), coder) == told("\n\n".join(SENTENCES), coder) != []


RENAMED = [
    {"Belvik": "Dornia", "Ardanu": "Belvik", "Corvana": "Ardanu"},
    {"Belvik": "Corvana", "Corvana": "Belvik"},
    {"Northern Front": "Lisk Liberation Army"},
    {"Northern Front": "Hill Guard", "Belvik": "Ardanu", "Ardanu": "Belvik"},
    {"Karsovan": "Velmarian"},
]


@pytest.mark.parametrize("names", RENAMED, ids=lambda names: ", ".join(f"{a} → {b}" for a, b in names.items()))
def test_other_names_code_the_same(names, coder):
    def renamed(text):
        folded = {key: value for old, new in names.items() for key, value in ((old, new), (old.casefold(), new.casefold()))}
        return re.sub("|".join(folded), lambda m: folded[m[0]], text)

    story = "\n\n".join(SENTENCES)
    assert told(renamed(story), coder) == sorted(map(renamed, told(story, coder))) != []


@pytest.mark.parametrize(
    ("yes", "no"),
    [
        ("Karsovan jets bombed Belvik on Monday.", "Karsovan jets did not bomb Belvik on Monday."),
        ("The Northern Front captured Corvana on Monday.", "The Northern Front has not captured Corvana."),
        ("The army shelled Dornia on Monday.", "The army did not shell Dornia on Monday."),
        ("Rebels attacked an army base in Dornia on Monday.", "Rebels never attacked an army base in Dornia on Monday."),
        ("Gunmen shot a judge in Ardanu on Monday.", "Gunmen did not shoot a judge in Ardanu on Monday."),
        ("Gunmen kidnapped a priest in Ardanu on Monday.", "Nobody kidnapped a priest in Ardanu on Monday."),
        ("Police arrested ten students in Drenov on Monday.", "Police did not arrest ten students in Drenov on Monday."),
        (
            "Soldiers shot a farmer in Eshtal on Monday.", "No soldiers shot a farmer in Eshtal on Monday.",
        ),
    ],
)  # fmt: skip
def test_a_not_takes_the_act_away(yes, no, coder):
    assert told(yes, coder) != []
    assert told(no, coder) == []


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Rebels captured Corvana on Monday.", "happened"),
        ("Rebels plan to capture Corvana on Friday.", "planned"),
        ("Rebels will capture Corvana on Friday.", "planned"),
        ("Rebels captured Corvana on Monday, residents said. The army denied the capture of Corvana.", "disputed"),
        ("In 2016 rebels captured Corvana.", "historical"),
    ],
)
def test_other_words_around_the_act_flip_its_status(text, status, coder):
    assert [a.status for a in read(text, coder).accounts if a.type == "capture"] in ([status], [] if status == "planned" else [status])


@pytest.mark.parametrize(
    ("words", "killed"),
    [
        ("seven people", "7"), ("7 people", "7"), ("at least seven people", "7+"), ("up to 20 people", "-20"),
        ("between 7 and 10 people", "7-10"),
        ("more than six people", "7+"), ("dozens of people", "24-99"), ("about 40 people", "40"), ("a man", "1"), ("nobody", "0"),
    ],
)  # fmt: skip
def test_the_figure_alone_changes(words, killed, coder):
    coding = read(f"A car bomb killed {words} in Ardanu on Monday.", coder)
    assert [Expected.found(a, "killed") for a in coding.accounts] == [killed], written(coding)


def test_any_order_of_documents_gives_the_same_bytes(coder):
    documents = [Document(text=text, ref=str(i), published=PUBLISHED) for i, text in enumerate([*SENTENCES, ACTIVE, "Nothing happened."])]
    first = {coding.document.ref: coding.to_json() for coding in coder.code_many(documents)}
    for seed in range(3):
        shuffled = random.Random(seed).sample(documents, len(documents))
        assert {coding.document.ref: coding.to_json() for coding in coder.code_many(shuffled)} == first


def test_a_fresh_coder_gives_the_same_bytes(coder, nlp):
    document = Document(text=ACTIVE, published=PUBLISHED)
    fresh = Coder(load(head=False, overlay=coder.settings.overlay, gazetteer=coder.settings.gazetteer))
    fresh.nlp = nlp
    assert fresh.code(document).to_json() == coder.code(document).to_json()


@pytest.mark.parametrize("text", ["", " ", "\n\n", "?", "…", "12", "BELVIK (TPA) -", "said said said", "(" * 50, "A\u200bB \ufeff C"])
def test_odd_texts_are_coded_without_accounts(text, coder):
    assert read(text, coder).accounts == ()


def test_every_span_points_at_its_own_words(coder):
    document = Document(text="\n\n".join(SENTENCES), title="Jets bomb market", published=PUBLISHED)

    def spans(value):
        if isinstance(value, dict):
            if {"start", "end", "text"} <= value.keys():
                yield value
            yield from (s for v in value.values() for s in spans(v))
        elif isinstance(value, list):
            yield from (s for v in value for s in spans(v))

    found = list(spans(json.loads(coder.code(document).to_json())))
    assert found
    assert all(document.full[s["start"] : s["end"]] == s["text"] for s in found)
