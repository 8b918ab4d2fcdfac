"""States: the names, adjectives, seats and leaders that stand for them, and the rule for states nobody has listed."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

StateWord = Literal["name", "demonym", "capital", "seat", "leader"]

ENDINGS = ("an", "ese", "ish", "ite", "ic", "i", "er", "ene", "ine", "in", "y", "ois", "ais", "ote")
"""How English adjectives of states end."""
_STEM = 4
"""Letters a demonym and a country must share at their start, unless the country is shorter."""


@dataclass(frozen=True, slots=True)
class Leader:
    """Somebody who stands for a state while in office; `since` and `until` are inclusive, None = open."""

    name: str
    aliases: tuple[str, ...] = ()
    office: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class State:
    """A state. `country` is ISO 3166-1 alpha-2, or the name of an invented or unlisted one; the first name is the one printed."""

    country: str
    names: tuple[str, ...]
    demonyms: tuple[str, ...] = ()
    capital: str | None = None
    seats: tuple[str, ...] = ()
    leaders: tuple[Leader, ...] = ()

    @property
    def name(self) -> str:
        """The first of its names: the one printed."""
        return self.names[0]

    @property
    def adjective(self) -> str:
        """The word before "military": the first demonym, or the bare name when there is none."""
        return self.demonyms[0] if self.demonyms else self.name


def is_demonym(word: str, country: str) -> bool:
    """Whether `word` is an adjective of the unlisted state `country`: both begin alike for at least four letters (or all but two
    of a short country), differ only after the country's last three letters, and the word ends as English demonyms end
    ("Ruvania" and "Ruvanian", "Tegarra" and "Tegarran").
    """
    adjective, name = word.casefold().removesuffix("s"), country.casefold()
    if adjective == name or not adjective.endswith(ENDINGS):
        return False
    shared = next((i for i, (a, b) in enumerate(zip(adjective, name, strict=False)) if a != b), min(len(adjective), len(name)))
    return shared >= max(_STEM - (len(name) <= _STEM), len(name) - 3) and len(adjective) - shared <= 4


def guessed_demonym(country: str) -> str:
    """The adjective of a state whose adjective no list and no report gives: "an" for a last vowel but "i" ("Ondaru", "Ondaran"); any
    other name stays as it is.
    """
    return f"{country[:-1]}an" if country[-1:] in "aeou" and " " not in country else country
