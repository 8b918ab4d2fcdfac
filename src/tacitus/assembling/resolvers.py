"""Resolvers: what tellings ask of the stage that turns words into values."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from spacy.tokens import Token

from tacitus.model import Party, Problem, When, Where
from tacitus.page import Mention, TimeMark


class Dates(Protocol):
    """What a date resolver does (see `resolving.dates`)."""

    def resolve(self, mark: TimeMark | None, *, verb: Token | None = None, anchor: When | None = None) -> tuple[When, tuple[Problem, ...]]:
        """Words of time → interval."""


class Places(Protocol):
    """What a place resolver does (see `resolving.places`)."""

    def resolve(self, mention: Mention) -> tuple[Where, tuple[Problem, ...]]:
        """A place name → place."""

    def acts(self, where: Where) -> bool:
        """Whether a place as the subject of a clause is a state that acts or speaks."""

    def country_of(self, where: Where) -> Where:
        """The country a place lies in."""

    def holds(self, wide: Where, where: Where) -> bool:
        """Whether a place lies in a country, province or region."""

    def scene(self, wide: Where | None) -> Where | None:
        """The one town (in `wide`) a report tells of, whatever its acts name."""


class Actors(Protocol):
    """What an actor resolver does (see `resolving.actors`)."""

    def resolve(self, mention: Mention, *, verbal: bool = False) -> tuple[tuple[Party, ...], tuple[Problem, ...]]:
        """A noun phrase → parties."""

    def sides(self) -> tuple[Party, ...]:
        """The armed sides the report names, the most named first."""


@dataclass(frozen=True)
class Resolvers:
    """The three resolvers of one page."""

    dates: Dates
    places: Places
    actors: Actors
    story: date | None
    """The report's main date."""
