"""Sides: who fights whom in a report, as all its tellings show it together; for acts that leave one side out."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tacitus.model import Actor, ActorKind, Party

STATES: frozenset[ActorKind] = frozenset({"state_forces", "external_forces"})
GROUPS: frozenset[ActorKind] = frozenset({"rebel", "militia", "communal"})
ARMED: frozenset[ActorKind] = STATES | GROUPS


@dataclass(frozen=True)
class Sides:
    """The armed sides of one report: `told` what each telling says, as (type, actors); `named` all that the report names, the most
    named first.
    """

    told: tuple[tuple[str, tuple[Actor, ...]], ...]
    named: tuple[Party, ...]

    def rival(self, initiators: Sequence[Actor], country: str | None) -> Party | None:
        """The side against these: whom the report tells as fought by them or fighting them most often.

        Else, for a group, the forces of the country it acts in; for a state's forces, those of the country they act in, the one group
        the report names, or the only other forces. None when more than one can be meant.
        """
        own = {a.name for a in initiators if a.kind in ARMED}
        if not own:
            return None
        fought = Counter(p.name for pair in self._fights() for p in pair if own & {q.name for q in pair} and p.name not in own)
        parties = {p.name: p for pair in self._fights() for p in pair}
        if fought:
            return parties[fought.most_common(1)[0][0]]
        side = next(a for a in initiators if a.kind in ARMED)
        others = [
            p for p in self.named if p.name not in own and (p.country != side.country or p.kind not in STATES or side.kind not in STATES)
        ]
        states = [p for p in others if p.kind in STATES]
        home = [p for p in states if p.country == country] if country else []
        if side.kind in GROUPS:
            return next(iter([*home, *states]), None)
        groups = [p for p in others if p.kind in GROUPS]
        if home and side.country != country:
            return home[0]
        return groups[0] if len(groups) == 1 else states[0] if not groups and len(states) == 1 else None

    def author(self, type_: str) -> Party | None:
        """The one armed side told to have done acts of this type; None when there are several or none."""
        found = {a.name: a for code, actors in self.told if code == type_ for a in actors if a.role == "initiator" and a.kind in ARMED}
        return next(iter(found.values())) if len(found) == 1 else None

    def _fights(self) -> Iterable[tuple[Party, Party]]:
        for code, actors in self.told:
            armed = [a for a in actors if a.kind in ARMED]
            initiators, targets = ([a for a in armed if a.role == role] for role in ("initiator", "target"))
            yield from ((i, t) for i in initiators for t in targets)
            if code == "clash" and not targets and len(initiators) == 2:
                yield initiators[0], initiators[1]
