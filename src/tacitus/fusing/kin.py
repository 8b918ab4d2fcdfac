"""Kin: what the actor lists know of who is part of whom, and of which state a speaker's name speaks."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from tacitus.fusing.sketch import fold
from tacitus.knowledge.actors import ActorList, normalised

_LONGEST = 4
"""Words of the longest name of a state that is looked for in a speaker's."""


@dataclass(frozen=True)
class Kin:
    """`parents`: name or id of an actor, folded → name of what it is part of, folded. `states`: name, adjective, capital, seat or leader
    of a state, normalised → its country."""

    parents: Mapping[str, str] = field(default_factory=dict)
    states: Mapping[str, str] = field(default_factory=dict)

    def above(self, name: str) -> Iterator[str]:
        """What the actor of this folded name is part of, the nearest first."""
        seen = {name}
        while (name := self.parents.get(name, "")) and name not in seen:
            seen.add(name)
            yield name

    def root(self, name: str) -> str:
        """The outermost body an actor is part of, folded: a brigade, its army and its state are one side."""
        return next(reversed([fold(name), *self.above(fold(name))]))

    def home(self, speaker: str) -> str | None:
        """The country whose state the first such words of a speaker's name stand for ("French foreign ministry", "the Kremlin")."""
        words = normalised(speaker).split()
        runs = (" ".join(words[at : at + n]) for at in range(len(words)) for n in range(min(_LONGEST, len(words) - at), 0, -1))
        return next((self.states[run] for run in runs if run in self.states), None)


def kin_of(actors: ActorList) -> Kin:
    """The kin of the lists. A word of two states is left out; so is a leader's name of one word, which others bear too."""
    by_id = {g.id: g for g in actors.groups}
    parents = {}
    for group in actors.groups:
        if group.parent:
            parent = by_id[group.parent].name if group.parent in by_id else group.parent
            parents[fold(group.name)] = parents[group.id] = fold(parent)
    homes: dict[str, set[str]] = {}
    for state in actors.states:
        leaders = (name for leader in state.leaders for name in (leader.name, *leader.aliases) if " " in name)
        for word in (*state.names, *state.demonyms, *state.seats, *leaders, *((state.capital,) if state.capital else ())):
            homes.setdefault(normalised(word), set()).add(state.country)
    return Kin(parents, {word: min(found) for word, found in homes.items() if len(found) == 1})
