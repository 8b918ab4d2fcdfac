"""The actor lists: who a name stands for on a given day."""

import hashlib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path

from tacitus.errors import LexiconError
from tacitus.knowledge import actorfiles
from tacitus.knowledge.groups import Group
from tacitus.knowledge.states import State, StateWord

_DROPPED = re.compile(r"[’'‘`´ʼʿʾ.,\"“”()]")
_SPACED = re.compile(r"[\s\-‐‑–—_/]+")
_POSSESSIVE = re.compile(r"[’']s?$")
_WORDS = re.compile(r"[^\s\-‐‑–]+")
_ACRONYM = 5
"""A name of up to so many letters, all capitals, is an acronym and matches capitals only ("IS" is not "is")."""


@lru_cache(maxsize=1 << 16)
def normalised(name: str) -> str:
    """The form names are compared in: no accents, case, quotes, dots or leading "the"; hyphens are blanks; "'s" at the end is off."""
    plain = name if name.isascii() else "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    plain = _POSSESSIVE.sub("", plain.strip())
    plain = _SPACED.sub(" ", _DROPPED.sub("", plain.casefold())).strip()
    return plain.removeprefix("the ")


@dataclass(frozen=True, slots=True)
class StateMatch:
    """A state, and which of its words stood for it."""

    state: State
    word: StateWord


@dataclass(frozen=True)
class ActorList:
    """Groups and states by name. The user's own entries win over the shipped ones of the same name."""

    groups: tuple[Group, ...]
    states: tuple[State, ...]
    stamp: str = ""

    @classmethod
    def load(cls, overlay: Path | None = None) -> "ActorList":
        """The shipped lists, and the user's overlay before them. Raises `LexiconError` for a fault in either.

        `stamp` is `sha256:` over all bytes read.
        """
        total, groups, states = hashlib.sha256(), list[Group](), list[State]()
        if overlay is not None:
            groups, states = actorfiles.read_overlay(overlay)
            total.update(overlay.read_bytes() + b"\x1f")
        for name, content in actorfiles.shipped():
            total.update(f"{name}\x1f".encode() + content + b"\x1f")
            more = actorfiles.read_toml(name, content)
            groups, states = groups + more[0], states + more[1]
        _check_unique(groups)
        return cls(tuple(groups), tuple(states), f"sha256:{total.hexdigest()}")

    def named(self, name: str, at: date | None = None) -> tuple[Group, ...]:
        """Groups called so, those that bore the name on that day first. An acronym needs capitals."""
        found = [g for g, alias in self._by_name.get(normalised(name), ()) if _fits(alias, name)]
        return tuple(dict.fromkeys(sorted(found, key=lambda g: not g.existed(at))))

    def led_by(self, person: str) -> tuple[Group, ...]:
        """Groups that this person leads, by the lists."""
        return tuple(self._by_leader.get(normalised(person), ()))

    def state(self, word: str, at: date | None = None) -> StateMatch | None:
        """The state a word stands for on that day: its name, demonym, capital, seat or leader, in this order.

        A leader counts only while in office; without a day the last one who bore the name.
        """
        found = [m for m, written, since_until in self._by_state_word.get(normalised(word), ()) if _fits(written, word) and since_until(at)]
        return found[0] if found else None

    @cached_property
    def by_id(self) -> dict[str, Group]:
        """The groups by id."""
        return {group.id: group for group in self.groups}

    def by_country(self, country: str | None) -> State | None:
        """The state of a country code (or invented name)."""
        return self._by_country.get(country or "")

    def knows(self, name: str) -> bool:
        """Whether any entry is called so, as a group or as a state's word."""
        key = normalised(name)
        if key not in self._by_name and key not in self._by_state_word:
            return False
        return any(_fits(alias, name) for _, alias in self._by_name.get(key, ())) or any(
            _fits(written, name) for _, written, _ in self._by_state_word.get(key, ())
        )

    @cached_property
    def lengths(self) -> dict[str, int]:
        """First normalised word of a name → the words of the longest name that starts so: a quick refusal for matching in text."""
        found: dict[str, int] = {}
        for key in (*self._by_name, *self._by_state_word):
            first, *rest = key.split(" ")
            found[first] = max(found.get(first, 0), 1 + len(rest))
        return found

    @cached_property
    def _by_name(self) -> dict[str, list[tuple[Group, str]]]:
        found: dict[str, list[tuple[Group, str]]] = defaultdict(list)
        for group in self.groups:
            for alias in (group.name, *group.aliases):
                found[normalised(alias)].append((group, alias))
        return found

    @cached_property
    def _by_leader(self) -> dict[str, list[Group]]:
        found: dict[str, list[Group]] = defaultdict(list)
        for group in self.groups:
            for person in group.leaders:
                for form in (person, person.split()[-1]):
                    found[normalised(form)].append(group)
        return found

    @cached_property
    def _by_country(self) -> dict[str, State]:
        return {state.country: state for state in reversed(self.states)}

    @cached_property
    def _by_state_word(self) -> dict[str, list[tuple[StateMatch, str, "_When"]]]:
        found: dict[str, list[tuple[StateMatch, str, _When]]] = defaultdict(list)
        for word, state, written, when in _state_words(self.states):
            found[normalised(written)].append((StateMatch(state, word), written, when))
        return found


@dataclass(frozen=True, slots=True)
class _When:
    """Whether a word stands for its state on a day."""

    since: date | None = None
    until: date | None = None

    def __call__(self, at: date | None) -> bool:
        return at is None or ((self.since is None or self.since <= at) and (self.until is None or at <= self.until))


def _state_words(states: Iterable[State]) -> Iterable[tuple[StateWord, State, str, _When]]:
    always = _When()
    states = tuple(states)
    for state in states:
        yield from (("name", state, name, always) for name in state.names)
    for state in states:
        yield from (("demonym", state, name, always) for name in state.demonyms)
    for state in states:
        if state.capital:
            yield ("capital", state, state.capital, always)
        yield from (("seat", state, seat, always) for seat in state.seats)
    for state in states:
        for leader in reversed(state.leaders):
            when = _When(leader.since, leader.until)
            yield from (("leader", state, name, when) for name in (leader.name, *leader.aliases))


def _fits(alias: str, text: str) -> bool:
    """An acronym is matched by capitals only; any other name needs a capital in the text, or two where the list has so many, and a
    name the list has in lower case, or with "the", needs none.
    """
    letters = [c for c in text if c.isalpha()]
    if alias.isupper() and len(re.sub(r"\W", "", alias)) <= _ACRONYM:
        return all(c.isupper() for c in letters)
    return _capitals(text) >= min(2, _capitals(alias.removeprefix("the ")))


def _capitals(text: str) -> int:
    return sum(word[0].isupper() for word in _WORDS.findall(text))


def _check_unique(groups: Iterable[Group]) -> None:
    seen: dict[str, Group] = {}
    for group in groups:
        if group.id in seen:
            raise LexiconError(f"actors: the id {group.id!r} stands twice, for {seen[group.id].name!r} and {group.name!r}; ids are unique")
        seen[group.id] = group
