"""Named groups: armed groups, forces, parties and bodies that the actor lists know."""

from dataclasses import dataclass
from datetime import date

from tacitus.model import ActorKind


@dataclass(frozen=True, slots=True)
class Group:
    """One entry of the actor lists. `since` and `until` are inclusive, None = open; `countries` is where else it acts.

    `leaders` are people who stand for the group; `parent` and `split_from` are ids (in an overlay, names).
    """

    id: str
    name: str
    kind: ActorKind
    aliases: tuple[str, ...] = ()
    country: str | None = None
    countries: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    parent: str | None = None
    split_from: str | None = None
    leaders: tuple[str, ...] = ()
    note: str | None = None

    def existed(self, at: date | None) -> bool:
        """Whether it bore this name on that day; always, when the day is not known."""
        return at is None or ((self.since is None or self.since <= at) and (self.until is None or at <= self.until))

    def acts_in(self, country: str | None) -> bool:
        """Whether the country is its own or one it acts in."""
        return country is not None and (country == self.country or country in self.countries)
