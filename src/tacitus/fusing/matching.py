"""Matching: how surely two accounts are of one happening, by a table of readable signs with weights (codebook 8).

A sign is a name and an amount, 1 for most. The score is the sum of amount times weight, a log-odds: above 0 the two are rather one
happening than two. Types that cannot name one act, and dates that lie apart, are gates: no other sign can outweigh them.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from tacitus import codebook
from tacitus.fusing.placing import Names, distance_of, lie, told_beside, unlike
from tacitus.fusing.sketch import People, Rarity, Sketch, days_between

Sign = tuple[str, float]


@dataclass(frozen=True, slots=True)
class Weights:
    """The table of `data/matching.toml`."""

    weights: Mapping[str, float]
    prior: Mapping[str, float]
    limits: Mapping[str, float]
    kin: tuple[frozenset[str], ...]
    nameless: frozenset[str]
    two_sided: frozenset[str]
    placeless: frozenset[str]
    of_a_place: frozenset[str]
    begins: frozenset[str]
    corrects: tuple[str, ...]
    rareness: Mapping[str, float]
    says: Mapping[str, str]
    """What each sign says, for the reasons kept with an event."""

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> "Weights":
        """From the parsed file; signs not fitted keep their prior."""
        return cls(
            weights={**data["prior"], **data.get("weights", {})},
            prior=data["prior"],
            limits=data["limits"],
            kin=tuple(frozenset(g) for g in data["kin"]),
            nameless=frozenset(data["nameless"]),
            two_sided=frozenset(data["two_sided"]),
            placeless=frozenset(data["placeless"]),
            of_a_place=frozenset(data["of_a_place"]),
            begins=frozenset(data["begins"]),
            corrects=tuple(data["corrects"]),
            rareness=data["rareness"],
            says=data["says"],
        )

    def kin_types(self, first: str, second: str) -> bool:
        """Whether both types can be tellings of one change of control."""
        return any(first in group and second in group for group in self.kin)


@cache
def weights() -> Weights:
    """The shipped table."""
    return Weights.of(tomllib.loads(files("tacitus.data").joinpath("matching.toml").read_text("utf-8")))


@dataclass(frozen=True, slots=True)
class Match:
    """The score of a pair, and the signs it is made of; no signs when a gate keeps the two apart, with `gate` saying which."""

    score: float
    signs: tuple[Sign, ...] = ()
    gate: str = ""

    def reasons(self, table: Weights | None = None) -> tuple[str, ...]:
        """Each sign in words with what it added, the weightiest first."""
        if self.gate:
            return (self.gate,)
        known = table or weights()
        added = ((known.weights[name] * amount, name) for name, amount in self.signs if name != "start")
        weightiest = sorted(added, key=lambda x: (-abs(x[0]), x[1]))
        return tuple(f"{known.says[name]} ({value:+.1f})" for value, name in weightiest)


@dataclass(frozen=True)
class Matcher:
    """Scores pairs of sketches.

    `copies` holds the (smaller, larger) ids of documents of which one copies the other, `corrected` for the id of a copy that corrects that
    of the report it corrects, `places` the names given to each place, `incidents` for the id of a report without a day of publication the
    number of its incident (`reports.undated_incidents`).
    """

    rarity: Rarity
    table: Weights = field(default_factory=weights)
    copies: frozenset[tuple[str, str]] = frozenset()
    corrected: Mapping[str, str] = field(default_factory=dict)
    places: Names = field(default_factory=dict)
    incidents: Mapping[str, int] = field(default_factory=dict)

    def match(self, a: Sketch, b: Sketch) -> Match:
        """The match of two accounts; the order of the two does not matter."""
        if gate := self._gate(a, b):
            return Match(self.table.limits["gated"], gate=gate)
        signs = (("start", 1.0), *self.signs(a, b))
        return Match(sum(self.table.weights[name] * amount for name, amount in signs), signs)

    def _gate(self, a: Sketch, b: Sketch) -> str:
        if not _may_be_one(a.account.type, b.account.type, self.table.kin):
            return "types that cannot name one act"
        gap = days_between(a, b)
        if gap is not None and gap > self._slack(a, b):
            return f"{gap} days apart"
        apart = None if a.account.type in self.table.placeless else distance_of(a.account.where, b.account.where)
        if apart is not None and apart > self.table.limits["far_km"] and not self._unsure(a, b):
            return f"{apart:.0f} km apart"
        if {a.account.type, b.account.type} <= self.table.of_a_place and unlike(a.account.where, b.account.where):
            return "places of other names"
        if gap is None and (_foreseen(a, b) or _foreseen(b, a)):
            return "told before it was"
        if gap is None and (self._stale(a, b) or self._stale(b, a)):
            return "news of another time"
        if gap is None and self._other_incident(a, b):
            return "reports of other incidents, none dated"
        return ""

    def may_retell(self, later: Sketch, earlier: Sketch) -> bool:
        """Whether a report without a date, so that the day of publication stands for it, may tell an act of the weeks before (`news_days`).

        It may when both are of types that can name one act, at the same exact place, and it gives a figure by which the act can be known.
        `retells` asks whether it does.
        """
        if not later.account.when.inferred or earlier.account.when.inferred or later.first is None or earlier.last is None:
            return False
        gap = (later.first - earlier.last).days
        return (
            self._slack(later, earlier) < gap <= self.table.limits["news_days"]
            and bool(later.numbers)
            and codebook.alike(later.account.type, earlier.account.type) > 0
            and lie(later.account.where, earlier.account.where, self.table.limits) == "place_same"
        )

    def retells(self, later: Sketch, earlier: Sketch) -> bool:
        """Whether the two tell one act by what is known of it: the same figure, or close ones and a rare word that is not the place."""
        sign = _tolls(later, earlier)
        if sign is None or sign[0] == "toll_far":
            return False
        rare = self.rarity.rare_words(later, earlier) - later.place_words - earlier.place_words
        return sign[0] == "toll_same" or any(word.isalpha() for word in rare)

    def _stale(self, a: Sketch, b: Sketch) -> bool:
        """Whether an account without a date, told as news, was published long after the other's act, or that is a long time which another
        report looks back on."""
        published = a.document.published
        if a.account.status not in _NEWS or a.first is not None or b.last is None:
            return False
        looked_back = b.account.status == "historical" and _length(b) > self.table.limits["long_days"]
        return looked_back or (published is not None and (published - b.last).days > self.table.limits["news_days"])

    def _other_incident(self, a: Sketch, b: Sketch) -> bool:
        """Whether two reports without a day of publication are, as wholes, of two incidents."""
        one, other = self.incidents.get(a.document.id), self.incidents.get(b.document.id)
        return one is not None and other is not None and one != other

    def _slack(self, a: Sketch, b: Sketch) -> float:
        extra = self.table.limits["inferred_days"] if a.account.when.inferred or b.account.when.inferred else 0
        return self.table.limits["gap_days"] + extra

    def signs(self, a: Sketch, b: Sketch) -> Iterator[Sign]:
        """The signs of a pair that passed the gates."""
        yield self._type(a, b), 1.0
        if a.account.type == b.account.type:
            yield "type_rare", self.table.rareness.get(a.account.type, 1.0)
        day, place = self._day(a, b), self._place(a, b)
        yield day, 1.0
        yield place, 1.0
        if day == "day_unknown" and place in _UNPLACED and a.account.type not in self.table.placeless:
            yield "untold", 1.0
        yield from self._sides(a, b)
        if sign := _tolls(a, b):
            yield sign
        if a.weapons & b.weapons:
            yield "weapon_same", 1.0
        yield from self._words(a, b)
        if a.story and b.story and not a.story & b.story:
            yield "story_other", 1.0
        if a.speakers & b.speakers:
            yield "told_same", 1.0
        if (a.account.status in _AHEAD) != (b.account.status in _AHEAD):
            yield "status_other", 1.0

    def _type(self, a: Sketch, b: Sketch) -> str:
        if a.account.type == b.account.type:
            return "type_same"
        return "type_alike" if codebook.alike(a.account.type, b.account.type) else "type_kin"

    def _day(self, a: Sketch, b: Sketch) -> str:
        gap = days_between(a, b)
        if gap is None:
            return "day_unknown"
        if gap:
            begins = a.account.type == b.account.type in self.table.begins
            return "day_about" if begins or _roughly(a, b) or _roughly(b, a) else "day_next"
        if _length(a) > self.table.limits["long_days"] or _length(b) > self.table.limits["long_days"]:
            return "day_vague"
        return "day_same" if a.first == b.first and a.last == b.last and _length(a) <= 1 else "day_overlap"

    def _place(self, a: Sketch, b: Sketch) -> str:
        """As `placing.lie`, but that an agreement may be put where it was made and where it holds does not speak against it.

        Nor are places quite far apart when one is not sure.
        """
        sign = lie(a.account.where, b.account.where, self.table.limits)
        if sign in _FAR and (unsure := self._unsure(a, b)):
            return unsure
        return "place_unknown" if a.account.type in self.table.placeless and sign in _AGAINST else sign

    def _unsure(self, a: Sketch, b: Sketch) -> str:
        """The sign by which two places that lie apart say less: one account names the place of the other too, so that which of them its
        act was at is not sure; or the place of one stands nowhere in its own words, and is that of its section or report."""
        if told_beside(a, b, self.places):
            return "place_told"
        return "place_taken" if a.place_taken or b.place_taken else ""

    def _sides(self, a: Sketch, b: Sketch) -> Iterator[Sign]:
        """Who did it and to whom; where one report's initiator can be the other's target, only who took part."""
        types = {a.account.type, b.account.type}
        if types & self.table.two_sided or (len(types) == 2 and self.table.kin_types(*types)):
            both = _people("initiator", a.initiators | a.targets, b.initiators | b.targets)
            if both:
                yield both
            return
        for role, first, second in (("initiator", a.initiators, b.initiators), ("target", a.targets, b.targets)):
            if sign := _people(role, first, second):
                yield sign

    def _words(self, a: Sketch, b: Sketch) -> Iterator[Sign]:
        yield "words", self.rarity.cosine(a, b)
        shared = a.names & b.names
        if shared:
            yield "names", min(1.0, len(shared) / 4)
        if rare := self.rarity.rare(a, b):
            yield "rare", min(1.0, rare / 4)
        first, second = sorted((a.document.id, b.document.id))
        if (first, second) in self.copies:
            yield "copy", 1.0


@cache
def _may_be_one(first: str, second: str, kin: tuple[frozenset[str], ...]) -> bool:
    return codebook.alike(first, second) > 0 or any(first in group and second in group for group in kin)


_AGAINST = frozenset({"place_other_town", "place_off", "place_apart"})
_FAR = frozenset({"place_off", "place_apart"})
_UNPLACED = frozenset({"place_unknown", "place_same_area", "place_within"})
_AHEAD = frozenset({"planned", "threatened", "hypothetical"})
_NEWS = frozenset({"happened", "disputed", "denied"})


def _foreseen(a: Sketch, b: Sketch) -> bool:
    """Whether an account without a date was published before the other's act, and tells it as past."""
    published = a.document.published
    return a.first is None and published is not None and b.first is not None and b.first > published and a.account.status not in _AHEAD


def _roughly(a: Sketch, b: Sketch) -> bool:
    """Whether the first tells its day so roughly that the other's, a day or two off, may be meant: to the week; or by nothing but the day
    of publication, than which the act can be earlier but hardly later."""
    when = a.account.when
    return when.precision == "week" or (when.inferred and a.first is not None and b.last is not None and b.last < a.first)


def _length(a: Sketch) -> int:
    return (a.last - a.first).days if a.first is not None and a.last is not None else 0


def _people(role: str, a: People, b: People) -> Sign | None:
    if not a.names or not b.names:
        return None
    if a.names & b.names:
        return f"{role}_same", 1.0
    one_side = a.names & b.parents or b.names & a.parents or a.parents & b.parents
    state = {"state_forces", "government"}
    if one_side or (a.kinds & state and b.kinds & state and a.countries & b.countries) or _may_mean(a, b):
        return f"{role}_kin", 1.0
    return f"{role}_other", 1.0


def _may_mean(a: People, b: People) -> bool:
    """Whether one side is called by a common noun ("soldiers", "the rebels") that may mean the other: of one kind, of no other country."""
    foreign = a.countries and b.countries and not a.countries & b.countries
    return (a.nouns_only or b.nouns_only) and bool(a.kinds & b.kinds) and not foreign


def _tolls(a: Sketch, b: Sketch) -> Sign | None:
    """Same figures, close ones or ones far apart; a contradiction in tolls alone never separates (codebook 8).

    Each shared figure counts, up to two: two figures in common hardly come by chance.
    """
    if same := a.numbers & b.numbers:
        return "toll_same", min(2.0, len(same))
    shared = a.figures.keys() & b.figures.keys()
    if not shared:
        return None
    close = all(_close(a.figures[harm], b.figures[harm]) for harm in shared)
    return ("toll_close", 1.0) if close else ("toll_far", 1.0)


def _close(a: tuple[int, int], b: tuple[int, int]) -> bool:
    (low, high), (other_low, other_high) = sorted((a, b))
    return other_low <= max(high, low) * 2 + 2 or other_high <= high
