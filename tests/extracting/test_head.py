"""The learned head: it loads, reads the same page the same way, covers every word and knows plain cases."""

import json
import logging
import sys
from dataclasses import fields
from datetime import date
from pathlib import Path
from shutil import copytree

import numpy as np
import pytest

from tacitus.annotating.parse import parse
from tacitus.codebook import types
from tacitus.errors import InputError
from tacitus.extracting.head import Head
from tacitus.model import Document
from tacitus.odds import logit
from tacitus.page import Page

pytest.importorskip("onnxruntime")
pytest.importorskip("tokenizers")

SHIPPED = Path(__file__).parents[2] / "src/tacitus/data/head"
PUBLISHED = date(2024, 6, 5)


@pytest.fixture(scope="module")
def head():
    return Head.load()


@pytest.fixture
def read(head, nlp):
    def reading_of(text, title=None, published=PUBLISHED):
        document = Document(text=text, title=title, published=published)
        page = Page(document, parse(document, nlp))
        return page, head.read(page)

    return reading_of


def word(page, text):
    return next(t.i for t in page.parse if t.text == text)


@pytest.mark.parametrize(
    ("text", "trigger", "type_"),
    [
        ("Warplanes bombed a bakery in the town of Karvel on Tuesday, killing four people.", "bombed", "airstrike"),
        ("The army shelled the village of Osk overnight, residents said.", "shelled", "shelling"),
        ("A roadside bomb exploded near a bus in Karvel, wounding six passengers.", "exploded", "bombing"),
        ("Rebels captured the town of Karvel on Monday after days of fighting.", "captured", "capture"),
        ("Gunmen abducted three aid workers from a clinic in Osk on Sunday.", "abducted", "abduction"),
        ("Police arrested twelve opposition activists in the capital on Tuesday.", "arrested", "arrest"),
        ("Thousands of people protested in the capital on Monday against the new law.", "protested", "protest"),
        ("The two sides agreed to a ceasefire on Tuesday, mediators said.", "agreed", "agreement"),
        ("Government troops withdrew from the village of Osk on Monday.", "withdrew", "withdrawal"),
        ("More than 400 families fled the village of Osk on Monday.", "fled", "displacement"),
        ("Heavy fighting broke out between the army and rebels near Karvel on Tuesday.", "fighting broke", "clash"),
        ("Gunmen shot dead five farmers in a field near Osk on Monday.", "shot", "attack"),
    ],
)
def test_a_plain_trigger_gets_its_type(read, text, trigger, type_):
    page, reading = read(text)
    at = max((word(page, w) for w in trigger.split()), key=lambda i: reading.trigger[i].sum())
    best = max(reading.types_of(at), key=reading.types_of(at).__getitem__)
    assert best == type_
    assert reading.trigger[at].sum() > 0.5


@pytest.mark.parametrize(
    ("text", "trigger", "status"),
    [
        ("Warplanes bombed a bakery in Karvel on Tuesday, killing four people.", "bombed", "happened"),
        ("Karvel was first captured by the rebels in 2009, fifteen years ago.", "captured", "historical"),
        ("The army will send 2,000 more soldiers to Karvel next week, the minister said.", "send", "planned"),
    ],
)
def test_a_plain_trigger_gets_its_status(read, text, trigger, status):
    page, reading = read(text)
    odds = reading.statuses_of(word(page, trigger))
    assert max(odds, key=odds.__getitem__) == status


@pytest.mark.parametrize(
    "text",
    [
        "The price of bread rose again in the capital, and the bakers blame the mills.",
        "The museum opens a new hall for its collection of clocks in the spring.",
        "The team won its third match in a row and moved up to second place.",
    ],
)
def test_a_text_without_acts_has_no_trigger(read, text):
    _, reading = read(text)
    assert reading.trigger.sum(axis=1).max() < 0.5


def test_a_retelling_is_nearer_than_another_act(read):
    page, reading = read(
        "An air strike killed four people at a bakery in Karvel on Tuesday. Police arrested a man in the capital over the theft of a bus. "
        "The jets struck the bakery at dawn, witnesses said."
    )
    strike, retold, other = (word(page, w) for w in ("strike", "struck", "arrested"))
    assert reading.same(strike, retold) > reading.same(strike, other)


def test_a_sentence_tells_the_type_of_its_act(read):
    page, reading = read("The mayor opened a school in Osk. Warplanes bombed a bakery in Karvel on Tuesday, killing four people.")
    told = [reading.told_in(i)["airstrike"] for i in range(len(page.sentences))]
    assert logit(told[-1]) > logit(told[0]) + 1
    assert reading.first_at(word(page, "bombed")) > reading.first_at(word(page, "opened"))


LONG = " ".join(f"On day {i} the column moved {i} kilometres and rebels shelled post {i} near the river." for i in range(60))


@pytest.mark.parametrize(
    "text", ["Rebels shelled Osk.", LONG, "a " * 900, "\n\n  \n"], ids=["short", "many windows", "one long sentence", "blank"]
)
def test_every_word_is_answered(read, text):
    page, reading = read(text, title="News")
    words = [t.i for t in page.parse if not t.is_space]
    assert np.allclose(reading.status[words].sum(axis=1), 1, atol=1e-5)
    assert not reading.trigger[[t.i for t in page.parse if t.is_space]].any()


@pytest.mark.parametrize("title", ["Osk shelled", None])
def test_a_page_is_read_the_same_each_time(read, title):
    _, one = read(LONG, title=title)
    read("Something else was read in between.")
    _, two = read(LONG, title=title)
    for field in fields(one):
        assert np.array_equal(getattr(one, field.name), getattr(two, field.name))


def test_codes_are_those_of_the_codebook(head, read):
    _, reading = read("Rebels shelled Osk.")
    assert set(reading.types) == set(types())


def test_without_onnxruntime_there_is_no_head_and_a_message(monkeypatch, caplog):
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with caplog.at_level(logging.WARNING):
        assert Head.load() is None
    assert "tacitus[head]" in caplog.text


def test_other_weights_are_refused(tmp_path):
    folder = copytree(SHIPPED, tmp_path / "head")
    labels = json.loads((folder / "labels.json").read_text("utf-8"))
    (folder / "labels.json").write_text(json.dumps(labels | {"model_sha256": "0" * 64}), "utf-8")
    with pytest.raises(InputError, match="not the model"):
        Head.load(folder)


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(InputError, match="nowhere"):
        Head.load(tmp_path / "nowhere")


def test_weights_stay_small():
    assert (SHIPPED / "model.onnx").stat().st_size < 30_000_000
