"""Selecting: which events are asked for, in the address of every page and API call alike."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Annotated, get_args
from urllib.parse import urlencode

from fastapi import Depends, Query
from pydantic import BeforeValidator

from tacitus.model import Status
from tacitus.serving.index import Entry, Index

Day = Annotated[date | None, BeforeValidator(lambda value: value or None)]
"""A day, or nothing, which forms send as an empty text."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """`status` empty: what happened or is disputed; `all`: any. Names match in part, folded. `start`, `end`: it may have been in these
    days. `known`: reported by that day."""

    type: Annotated[str, Query(description="A type of act.")] = ""
    status: Annotated[str, Query(description="`all`, or one; happened and disputed when not given.")] = ""
    place: Annotated[str, Query(description="A part of the name of the place, its province or its country's code.")] = ""
    actor: Annotated[str, Query(description="A part of an actor's name.")] = ""
    start: Annotated[Day, Query(description="It may have been on or after this day.")] = None
    end: Annotated[Day, Query(description="It may have been on or before this day.")] = None
    known: Annotated[Day, Query(description="Reported by this day.")] = None

    @property
    def query(self) -> str:
        """What is asked for as the end of an address, for the next page."""
        told = {
            "type": self.type, "status": self.status, "place": self.place, "actor": self.actor, "start": self.start, "end": self.end,
            "known": self.known,
        }  # fmt: skip
        return "".join(f"&{urlencode({key: value})}" for key, value in told.items() if value)

    def passes(self, e: Entry) -> bool:
        """Whether an event is asked for."""
        statuses = get_args(Status) if self.status == "all" else (self.status,) if self.status else ("happened", "disputed")
        where, who = self.place.casefold().strip(), self.actor.casefold().strip()
        return (
            e.status in statuses
            and (not self.type or e.type == self.type)
            and (not where or any(where in (name or "").casefold() for name in (e.place.name, e.place.admin1, e.place.country)))
            and (not who or any(who in name.casefold() for name in e.actors))
            and (self.start is None or (e.end or e.start or date.min) >= self.start)
            and (self.end is None or (e.start or date.max) <= self.end)
            and (self.known is None or (e.known is not None and e.known <= self.known))
        )


Asked = Annotated[Wanted, Depends()]
ANYTHING = Wanted()


@lru_cache(maxsize=64)
def select(index: Index, asked: Wanted = ANYTHING) -> tuple[Entry, ...]:
    """The events asked for, newest first."""
    return tuple(sorted((e for e in index.events if asked.passes(e)), key=lambda e: (e.start or date.min, e.id), reverse=True))
