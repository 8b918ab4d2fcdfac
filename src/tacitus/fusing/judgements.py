"""Judgements in fusing: what people decided is an input, so that taking a decision back leaves the events as if it had never been.

Decisions count by time, whatever order they arrive in; of two that contradict each other the later stands.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import count

from tacitus.fusing.clustering import Constraints, Group, Pair
from tacitus.fusing.event import Choice, Contradiction, Reading
from tacitus.fusing.sketch import Sketch
from tacitus.judgement import Judgement
from tacitus.model import Account

LISTED = frozenset({"type", "status", "when", "where", "initiator", "target", "weapon"})


def standing(judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """The decisions that count, by time: no undos, and nothing an undo that itself counts takes back. Each once."""
    unique = {j.id: j for j in judgements}
    undone_by: dict[str, list[str]] = {}
    for j in unique.values():
        if j.undoes:
            undone_by.setdefault(j.undoes, []).append(j.id)

    def counts(identity: str) -> bool:
        return not any(counts(undo) for undo in undone_by.get(identity, ()))

    return tuple(sorted((j for j in unique.values() if j.kind != "undo" and counts(j.id)), key=lambda j: (j.time, j.id)))


class Spots:
    """Where in the sketches the words of a judgement are told."""

    def __init__(self, sketches: Sequence[Sketch]):
        self._accounts: dict[str, list[Account]] = defaultdict(list)
        self._index: dict[tuple[str, str], int] = {}
        for n, s in enumerate(sketches):
            self._accounts[s.document.id].append(s.account)
            self._index[s.document.id, s.account.id] = n

    def of(self, judgement: Judgement) -> Group:
        """The indices of the accounts that tell its words, sorted; words that no account tells are left out."""
        found = [(e.document_id, a.id) for e in judgement.subject if (a := e.found_in(tuple(self._accounts.get(e.document_id, ()))))]
        return tuple(sorted({self._index[key] for key in found}))


@dataclass(frozen=True)
class Decided:
    """The decisions that count, each with the indices of the sketches its words tell."""

    rows: tuple[tuple[Judgement, Group], ...]

    @classmethod
    def of(cls, judgements: Iterable[Judgement], spots: Spots) -> "Decided":
        """Look the words up among the accounts of their documents."""
        return cls(tuple((j, spots.of(j)) for j in standing(judgements)))

    @cached_property
    def _on(self) -> Mapping[int, list[int]]:
        """Index of a sketch → the positions of the decisions on it."""
        found: dict[int, list[int]] = defaultdict(list)
        for position, (_, subject) in enumerate(self.rows):
            for n in subject:
                found[n].append(position)
        return found

    def rejected(self) -> Mapping[int, Judgement]:
        """The accounts a person says are no event, with the decision; `accept` later takes it back."""
        found: dict[int, Judgement] = {}
        for j, subject in self.rows:
            for n in subject:
                if j.kind == "reject":
                    found[n] = j
                elif j.kind == "accept":
                    found.pop(n, None)
        return found

    def constraints(self) -> Constraints:
        """Pairs that must and must not meet; of two decisions on one pair the later stands."""
        pairs: dict[Pair, str] = {}
        for j, subject in self.rows:
            if j.kind in {"same", "not_same"}:
                pairs |= {(a, b): j.kind for n, a in enumerate(subject) for b in subject[n + 1 :]}
        return Constraints(
            frozenset(p for p, kind in pairs.items() if kind == "same"), frozenset(p for p, kind in pairs.items() if kind == "not_same")
        )

    def regroup(self, groups: Iterable[Group]) -> tuple[list[Group], Mapping[Group, tuple[str, ...]]]:
        """Merges and splits of whole events, in the order of time; and for each group the ids of those that made it."""
        made = dict(enumerate(map(set, sorted(groups))))
        at = {n: number for number, group in made.items() for n in group}
        by: dict[int, list[str]] = defaultdict(list)
        numbers = count(len(made))
        for j, subject in self.rows:
            touched = sorted({at[n] for n in subject if n in at}) if j.kind in {"merge", "split"} else []
            if j.kind == "merge" and len(touched) > 1:
                first = touched[0]
                for number in touched[1:]:
                    at |= dict.fromkeys(made[number], first)
                    made[first] |= made.pop(number)
                    by[first] += by.pop(number, ())
                by[first].append(j.id)
            for number in touched if j.kind == "split" else ():
                if taken := made[number] & set(subject) if made[number] - set(subject) else set():
                    new = next(numbers)
                    made[new], made[number] = taken, made[number] - taken
                    at |= dict.fromkeys(taken, new)
                    by[number].append(j.id)
                    by[new].append(j.id)
        final = {number: tuple(sorted(group)) for number, group in made.items()}
        return list(final.values()), {final[number]: tuple(ids) for number, ids in by.items()}

    def about(self, group: Group) -> tuple[Judgement, ...]:
        """The decisions on an event as a whole or its fields: those whose words tell one of its accounts."""
        positions = {position for n in group for position in self._on.get(n, ())} if self.rows else ()
        return tuple(self.rows[position][0] for position in sorted(positions))


def apply_choices(
    fields: Mapping[str, Choice], found: Sequence[Contradiction], judgements: Sequence[Judgement]
) -> tuple[Mapping[str, Choice], tuple[Contradiction, ...]]:
    """The fields with what people chose or corrected, and the contradictions on these fields settled by them.

    `choose` takes a value somebody gave, by its text or value; `correct` puts the person's own. The latest decision on a field stands,
    and what it put aside is a rival.
    """
    chosen, settled = dict(fields), list(found)
    for j in judgements:
        if j.kind not in {"choose", "correct"} or not j.field:
            continue
        before = chosen.get(j.field)
        readings = [r for r in ((before.chosen, *before.rivals) if before else ()) if r]
        picked = next((r for r in readings if j.kind == "choose" and j.value in (r.value, r.text)), None)
        reading = picked or Reading(value=j.value, text=j.reason if isinstance(j.value, dict) else str(j.value))
        chosen[j.field] = Choice(
            field=j.field, chosen=reading, rivals=tuple(r for r in readings if r is not reading),
            rule=f"{'chosen' if j.kind == 'choose' else 'corrected'} by {j.person}, {j.time}: {j.reason}",
            policy=before.policy if before else "", judgement=j.id,
        )  # fmt: skip
        settled = [
            c.model_copy(update={"status": "resolved", "resolved_by": f"{j.person}, {j.time}", "reason": j.reason})
            if c.field.split(" ")[0] == j.field
            else c
            for c in settled
        ]
    return chosen, tuple(settled)
