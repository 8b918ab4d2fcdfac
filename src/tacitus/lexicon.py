"""Lexicon files: TOML word lists in `data/lexicons/en`. This module alone reads them; nothing else knows where they stand."""

import hashlib
import tomllib
from collections.abc import Collection, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Any

from tacitus.errors import LexiconError

LANGUAGE = "en"


@cache
def load(name: str) -> Mapping[str, Any]:
    """The lexicon `name` (without `.toml`), read once and frozen: tables are read-only mappings, arrays are tuples.

    Raises `LexiconError` for a file that does not exist or is no TOML, naming the file and the line.
    """
    path = _folder() / f"{name}.toml"
    try:
        return MappingProxyType({key: _frozen(value) for key, value in tomllib.loads(path.read_text("utf-8")).items()})
    except FileNotFoundError as error:
        raise LexiconError(f"there is no lexicon '{name}' ({_file(name)}); known are {', '.join(names())}") from error
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"{_file(name)} is not TOML: {error}") from error


@cache
def names() -> tuple[str, ...]:
    """The names of all lexicons, sorted."""
    return tuple(sorted(entry.name.removesuffix(".toml") for entry in _folder().iterdir() if entry.name.endswith(".toml")))


@cache
def stamp() -> str:
    """`sha256:` and a hash over the names and bytes of all lexicon files: two codings with the same stamp used the same words."""
    total = hashlib.sha256()
    for name in names():
        total.update(f"{name}\x1f".encode() + (_folder() / f"{name}.toml").read_bytes() + b"\x1f")
    return f"sha256:{total.hexdigest()}"


def table(name: str, key: str) -> Mapping[str, Any]:
    """The table at dotted `key` of a lexicon; `LexiconError` when it is missing or no table."""
    found = _entry(name, key)
    if not isinstance(found, Mapping):
        raise LexiconError(f"{_file(name)}: [{key}] must be a table, not {type(found).__name__}")
    return found


@cache
def words(name: str, key: str) -> frozenset[str]:
    """The list of words at dotted `key`. A word twice, an empty one or one with a capital is refused: entries are matched in lower case."""
    found = _entry(name, key)
    if not isinstance(found, tuple):
        raise LexiconError(f"{_file(name)}: '{key}' must be a list of words, not {type(found).__name__}")
    seen: set[str] = set()
    for word in found:
        _check(name, key, word, seen)
        seen.add(word)
    return frozenset(seen)


def labels(name: str, key: str, known: Collection[str]) -> Mapping[str, str]:
    """A table `label = [words]` turned round into word → label.

    A label that is not in `known` and a word under two labels are refused with `LexiconError`.
    """
    found: dict[str, str] = {}
    for label in table(name, key):
        if label not in known:
            raise LexiconError(f"{_file(name)}: [{key}] has the unknown label '{label}'; known are {', '.join(sorted(known))}")
        for word in words(name, f"{key}.{label}"):
            if word in found:
                raise LexiconError(f"{_file(name)}: [{key}] has '{word}' under both '{found[word]}' and '{label}'")
            found[word] = label
    return MappingProxyType(found)


def _entry(name: str, key: str) -> Any:
    found: Any = load(name)
    for part in key.split("."):
        if not isinstance(found, Mapping) or part not in found:
            raise LexiconError(f"{_file(name)}: there is no '{key}'")
        found = found[part]
    return found


def _check(name: str, key: str, word: object, seen: Collection[object]) -> None:
    if not isinstance(word, str) or not word or word != word.strip().lower():
        raise LexiconError(f"{_file(name)}: '{key}' has {word!r}; an entry is text in lower case without outer blanks")
    if word in seen:
        raise LexiconError(f"{_file(name)}: '{key}' has '{word}' twice")


def _frozen(value: Any) -> Any:
    if isinstance(value, dict):
        return MappingProxyType({key: _frozen(inner) for key, inner in value.items()})
    return tuple(map(_frozen, value)) if isinstance(value, list) else value


def _folder() -> Traversable:
    return files("tacitus.data") / "lexicons" / LANGUAGE


def _file(name: str) -> str:
    return f"lexicons/{LANGUAGE}/{name}.toml"
