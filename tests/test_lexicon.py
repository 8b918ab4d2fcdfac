"""Lexicon files are found, checked and stamped."""

import re

import pytest

from tacitus import lexicon
from tacitus.errors import LexiconError


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(lexicon, "_folder", lambda: tmp_path)
    for cached in (lexicon.load, lexicon.names, lexicon.stamp):
        cached.cache_clear()
    yield tmp_path
    for cached in (lexicon.load, lexicon.names, lexicon.stamp):
        cached.cache_clear()


def test_a_lexicon_cannot_be_changed(folder):
    (folder / "a.toml").write_text('x = ["one"]\n[t]\ny = 1\n')
    loaded = lexicon.load("a")
    assert loaded["x"] == ("one",)
    with pytest.raises(TypeError):
        loaded["t"]["y"] = 2


def test_the_stamp_changes_with_any_file(folder):
    (folder / "a.toml").write_text("x = 1\n")
    first = lexicon.stamp()
    lexicon.stamp.cache_clear()
    assert lexicon.stamp() == first
    assert re.fullmatch(r"sha256:[0-9a-f]{64}", first)
    (folder / "a.toml").write_text("x = 2\n")
    lexicon.stamp.cache_clear()
    assert lexicon.stamp() != first


@pytest.mark.parametrize(
    ("text", "call", "message"),
    [
        ("x = [", lambda: lexicon.load("a"), "a.toml is not TOML"),
        ("", lambda: lexicon.load("b"), "no lexicon 'b'"),
        ("", lambda: lexicon.words("a", "x"), "there is no 'x'"),
        ('x = "one"', lambda: lexicon.words("a", "x"), "must be a list"),
        ('x = ["one", "one"]', lambda: lexicon.words("a", "x"), "'one' twice"),
        ('x = ["One"]', lambda: lexicon.words("a", "x"), "lower case"),
        ('[t]\nx = ["one"]', lambda: lexicon.labels("a", "t", {"y"}), "unknown label 'x'"),
        ('[t]\nx = ["one"]\ny = ["one"]', lambda: lexicon.labels("a", "t", {"x", "y"}), "under both 'x' and 'y'"),
        ('x = ["one"]', lambda: lexicon.table("a", "x"), "must be a table"),
    ],
)
def test_a_fault_names_file_and_entry(folder, text, call, message):
    (folder / "a.toml").write_text(text)
    with pytest.raises(LexiconError, match=message):
        call()


def test_labels_are_turned_round(folder):
    (folder / "a.toml").write_text('[t]\nkilled = ["slain", "shot dead"]\nwounded = ["hurt"]\n')
    assert dict(lexicon.labels("a", "t", {"killed", "wounded"})) == {"slain": "killed", "shot dead": "killed", "hurt": "wounded"}


@pytest.mark.parametrize("name", lexicon.names())
def test_every_shipped_lexicon_loads(name):
    assert lexicon.load(name)
