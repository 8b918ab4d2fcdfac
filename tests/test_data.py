"""Data files: every file loads, no word stands twice in a list, and every label is one the codebook knows."""

import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, get_args

import pytest

import tacitus
from tacitus import codebook, lexicon
from tacitus.errors import LexiconError
from tacitus.model import ControlState, Group, Harm, Role, SpeakerKind, Status, WeaponClass

DATA = files("tacitus.data")


def tomls(folder: Traversable, at: str = "") -> Iterator[tuple[str, Traversable]]:
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.is_dir():
            yield from tomls(entry, f"{at}{entry.name}/")
        elif entry.name.endswith(".toml"):
            yield f"{at}{entry.name}", entry


FILES = dict(tomls(DATA))
TYPES = set(codebook.types())


def lists(value: Any, at: str = "") -> Iterator[tuple[str, list[str]]]:
    """Every list of words with its dotted key."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from lists(inner, f"{at}.{key}" if at else key)
    elif isinstance(value, list | tuple) and value:
        if all(isinstance(v, str) for v in value):
            yield at, list(value)
        else:
            for number, inner in enumerate(value):
                yield from lists(inner, f"{at}[{number}]")


@pytest.mark.parametrize("name", FILES)
def test_every_file_is_toml_with_a_header(name: str) -> None:
    text = FILES[name].read_text("utf-8")
    assert tomllib.loads(text)
    assert text.startswith("#"), "a data file says at its head what its keys mean"


@pytest.mark.parametrize("name", [n for n in FILES if n.startswith("lexicons/")])
def test_no_word_stands_twice_in_a_list(name: str) -> None:
    found = lists(tomllib.loads(FILES[name].read_text("utf-8")))
    assert [(key, word) for key, words in found for word, count in Counter(words).items() if count > 1] == []


@pytest.mark.parametrize("name", [n for n in FILES if n.startswith("lexicons/")])
def test_entries_have_no_outer_blanks(name: str) -> None:
    found = lists(tomllib.loads(FILES[name].read_text("utf-8")))
    assert [(key, word) for key, words in found for word in words if word != word.strip()] == []


LABELS = [
    ("harm", "transitive", set(get_args(Harm))),
    ("harm", "intransitive", set(get_args(Harm))),
    ("harm", "states", set(get_args(Harm))),
    ("harm", "nouns", set(get_args(Harm))),
    ("harm", "people", set(get_args(Group))),
    ("weapons", "classes", set(get_args(WeaponClass))),
    ("weapons", "models", set(get_args(WeaponClass))),
    ("weapons", "acts", set(get_args(WeaponClass))),
    ("control", "verbs", set(get_args(ControlState))),
    ("control", "suffixes", set(get_args(ControlState))),
    ("control", "nouns", set(get_args(ControlState))),
    ("status", "governors", set(get_args(Status))),
    ("roles", "agents", TYPES),
    ("roles", "patients", TYPES),
]


@pytest.mark.parametrize(("name", "key", "known"), LABELS)
def test_labels_are_the_codebooks(name: str, key: str, known: set[str]) -> None:
    assert set(lexicon.table(name, key)) <= known


@pytest.mark.parametrize(("name", "key", "known"), LABELS)
def test_an_unknown_label_is_refused(name: str, key: str, known: set[str]) -> None:
    label = next(iter(lexicon.table(name, key)))
    with pytest.raises(LexiconError, match=f"unknown label '{label}'"):
        lexicon.labels(name, key, known - {label})


def test_the_roles_that_types_give_are_the_codebooks() -> None:
    given = {role for key in ("agents", "patients") for role in lexicon.table("roles", key).values()}
    assert given <= {*get_args(Role), ""}


def rules() -> list[tuple[str, Mapping[str, Any]]]:
    files = [(name, lexicon.load(name)) for name in ("triggers", "triggers_oblique")]
    return [
        (f"{name} {key}[{n}]", rule)
        for name, loaded in files
        for key in ("verb", "noun", "phrase")
        for n, rule in enumerate(loaded.get(key, ()))
    ]


def test_every_trigger_names_a_type_of_the_codebook() -> None:
    assert [(where, rule["type"]) for where, rule in rules() if rule["type"] not in {*TYPES, "none"}] == []
    assert len(rules()) > 100


def test_every_type_has_a_trigger() -> None:
    assert {rule["type"] for _, rule in rules()} >= TYPES


def test_classes_that_triggers_ask_for_exist() -> None:
    classes = lexicon.load("triggers")["classes"]
    asked = {word[1:] for _, rule in rules() for _, words in lists(rule) for word in words if word.startswith("@")}
    asked |= {word[1:] for words in classes.values() for word in words if word.startswith("@")}
    assert asked - set(classes) == set()


def test_conditions_that_ask_for_lemmas_ask_for_what_a_lemma_can_be() -> None:
    conditions = ("modifier", "with", "sentence", "text", "never", "not", "after", "governor")
    asked = [(where, name, word) for where, rule in rules() for name in conditions for word in rule.get(name, ())]
    assert len(asked) > 1000
    assert [(where, name, word) for where, name, word in asked if "+" in word or word.startswith("<")] == []


def test_every_class_is_asked_for() -> None:
    code = "".join(path.read_text("utf-8") for path in (Path(tacitus.__file__).parent / "extracting").glob("*.py"))
    classes = lexicon.load("triggers")["classes"]
    asked = {word for _, rule in rules() for _, words in lists(rule) for entry in words for word in entry.split("|")}
    asked |= {word for words in classes.values() for word in words}
    assert [name for name in classes if f"@{name}" not in asked and f'"{name}"' not in code] == []


def test_the_codebook_is_whole() -> None:
    types = codebook.types()
    assert len(types) == 29
    assert {code for code, kind in types.items() if not kind.material} == {"talks", "threat", "accusation", "sanction", "aid"}
    assert all(kind.says for kind in types.values())


def test_speakers_have_kinds_of_the_codebook() -> None:
    text = tomllib.loads(FILES["speakers.toml"].read_text("utf-8"))
    kinds = set(_values(text, "kind"))
    assert kinds <= set(get_args(SpeakerKind))


def _values(value: Any, wanted: str) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if key == wanted and isinstance(inner, str):
                yield inner
            yield from _values(inner, wanted)
    elif isinstance(value, list):
        for inner in value:
            yield from _values(inner, wanted)
