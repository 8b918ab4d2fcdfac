"""Building events: a pure function of accounts, judgements and policy, the same in whatever order they came."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tacitus.fusing.clustering import Constraints, Group, Grouping, Links, connected
from tacitus.fusing.composing import Composer
from tacitus.fusing.event import Duplicate, Event
from tacitus.fusing.independence import Copies, Houses, Publisher, find_copies
from tacitus.fusing.judgements import Decided, Spots
from tacitus.fusing.kin import Kin
from tacitus.fusing.matching import Matcher, weights
from tacitus.fusing.merging import DEFAULT, policy
from tacitus.fusing.placing import names_of
from tacitus.fusing.reports import undated_incidents
from tacitus.fusing.sketch import Rarity, Sketch
from tacitus.fusing.sketch import sketches as sketch_all
from tacitus.judgement import Judgement
from tacitus.model import Coding, Document


def sketches_of(codings: Iterable[Coding], kin: Kin) -> list[Sketch]:
    """The sketches of all accounts, sorted by their key; an account given twice is taken once."""
    nameless = weights().nameless
    found = {(s.document.id, s.account.id): s for c in codings for s in sketch_all(c, kin.above, nameless)}
    return sorted(found.values(), key=lambda s: s.key)


def copies_of(documents: Iterable[Document]) -> Copies:
    """Which documents copy and correct which."""
    table = weights()
    return find_copies(documents, table.limits["copy"], table.corrects)


def fuse(
    documents: Iterable[Document],
    codings: Iterable[Coding],
    judgements: Iterable[Judgement] = (),
    policy_name: str = DEFAULT,
    *,
    kin: Kin | None = None,
) -> list[Event]:
    """The events of these accounts, by first day, then id.

    A pure function: no order of documents, codings or judgements changes it, and a judgement that is undone leaves no trace. The texts
    of `documents` are asked for copies and, without a day of publication, for which are of one incident. `kin` says who is part of
    whom (`kin_of`). Every account is in one event, but those a person rejected are in none. Raises `SettingsError` for an
    unknown policy. `Fusion` does the same for many histories of judgements on the same accounts, and knows a register of publishers.
    """
    policy(policy_name)
    return Fusion(documents, codings, kin=kin).events(judgements, policy_name)


@dataclass(frozen=True, slots=True)
class Difference:
    """What became of the events: `changed` are new or other than before, `gone` the ids that are no more."""

    changed: tuple[Event, ...]
    gone: tuple[str, ...]

    @classmethod
    def between(cls, before: Iterable[Event], after: Iterable[Event]) -> "Difference":
        """From the events before to those after."""
        old = {e.id: e for e in before}
        new = {e.id: e for e in after}
        changed = tuple(e for e in new.values() if e is not old.get(e.id) and e != old.get(e.id))
        return cls(changed, tuple(sorted(old.keys() - new.keys())))


Key = tuple[Group, str, tuple[str, ...], tuple[str, ...]]
"""What an event is composed of: its accounts, the policy, the decisions on it and those that grouped it."""


class Fusion:
    """The accounts of a store, compared once; `events` puts any judgements to them at little cost.

    How alike two accounts are depends on the accounts alone. So a decision touches only the events whose accounts hang together with
    those it is about: these are worked out anew, all others are the same objects as before, and the result is always that of `fuse`.
    Reports that are new, coded anew or withdrawn need another `Fusion`. Not for several threads at once.
    """

    def __init__(
        self,
        documents: Iterable[Document],
        codings: Iterable[Coding],
        *,
        kin: Kin | None = None,
        register: Iterable[Publisher] = (),
    ):
        """As `fuse`; `register` says which publishers are one house and who reprints whom (`independence.Houses`)."""
        kin, documents = kin or Kin(), tuple(documents)
        self._sketches, copies = sketches_of(codings, kin), copies_of(documents)
        self._matcher = Matcher(
            Rarity(self._sketches), copies=copies.pairs, corrected=copies.corrected,
            places=names_of(self._sketches), incidents=undated_incidents(documents),
        )  # fmt: skip
        self._links = Links(self._sketches, self._matcher)
        self._spots = Spots(self._sketches)
        self._composer = Composer(self._sketches, copies, self._matcher, kin, Houses.of(register))
        self._untouched: dict[int, Grouping] = {}
        self._composed: dict[Key, Event] = {}
        self._finished: dict[tuple[Key, tuple[Duplicate, ...]], Event] = {}
        self._latest: list[Event] = []

    def events(self, judgements: Iterable[Judgement] = (), policy_name: str = DEFAULT) -> list[Event]:
        """The events under these judgements, by first day, then id: all that ever were made, those taken back and their undoing included.

        Raises `SettingsError` for an unknown policy.
        """
        policy(policy_name)
        decided = Decided.of(judgements, self._spots)
        grouping = self._grouping(decided)
        groups, made_by = decided.regroup(grouping.groups)
        keys: dict[Group, Key] = {g: (g, policy_name, tuple(j.id for j in decided.about(g)), made_by.get(g, ())) for g in groups}
        composed = {key: self._composed.get(key) or self._compose(key, decided) for key in keys.values()}
        doubts = self._doubts(grouping, {g: composed[key] for g, key in keys.items()})
        finished = {(key, doubts.get(event.id, ())): event for key, event in composed.items()}
        self._finished = {key: self._finished.get(key) or _with(event, key[1]) for key, event in finished.items()}
        self._composed = composed
        self._latest = sorted(self._finished.values(), key=lambda e: (str(e.first_day or "9999"), e.id))
        return list(self._latest)

    def update(self, judgements: Iterable[Judgement], policy_name: str = DEFAULT) -> Difference:
        """What these judgements make other than it was at the last call of `events` or `update`; nothing was before the first call."""
        before = self._latest
        return Difference.between(before, self.events(judgements, policy_name))

    def _grouping(self, decided: Decided) -> Grouping:
        """Parts of accounts nothing was decided about as they were; those a decision touches, and what it joins, anew."""
        rejected, constraints = decided.rejected(), decided.constraints()
        part_of = self._links.part_of
        touched = {part_of[n] for n in (*rejected, *(n for pair in (*constraints.must, *constraints.never) for n in pair))}
        groups: list[Group] = []
        doubts: dict[tuple[Group, Group], float] = {}
        for part in range(len(self._links.parts)):
            if part not in touched:
                if part not in self._untouched:
                    self._untouched[part] = self._links.grouped([part], _FREE)
                groups += self._untouched[part].groups
                doubts |= self._untouched[part].doubts
        for parts in connected(touched, ((part_of[a], part_of[b]) for a, b in constraints.must)):
            found = self._links.grouped(parts, constraints, rejected)
            groups += found.groups
            doubts |= found.doubts
        return Grouping(tuple(groups), doubts)

    def _compose(self, key: Key, decided: Decided) -> Event:
        group, policy_name, _, made_by = key
        return self._composer.event(group, policy_name, decided.about(group), made_by)

    def _doubts(self, grouping: Grouping, built: Mapping[Group, Event]) -> Mapping[str, tuple[Duplicate, ...]]:
        """For each event those it may be the same as; groups that a person merged or split since are no longer in doubt."""
        found: dict[str, list[Duplicate]] = {}
        for (one, other), score in grouping.doubts.items():
            first, second = built.get(one), built.get(other)
            if first and second:
                reasons = self._reasons(one, other)
                for event, rival in ((first, second), (second, first)):
                    found.setdefault(event.id, []).append(Duplicate(event=rival.id, score=round(score, 2), reasons=reasons))
        return {k: tuple(sorted(v, key=lambda d: (-d.score, d.event))) for k, v in found.items()}

    def _reasons(self, one: Group, other: Group) -> tuple[str, ...]:
        """The six weightiest signs of the two accounts that are most alike."""
        pairs = ((self._matcher.match(self._sketches[a], self._sketches[b]), a, b) for a in one for b in other)
        return max(pairs, key=lambda p: (p[0].score, -p[1], -p[2]))[0].reasons()[:6]


_FREE = Constraints()


def _with(event: Event, doubts: tuple[Duplicate, ...]) -> Event:
    return event.model_copy(update={"possible_duplicates": doubts}) if doubts else event
