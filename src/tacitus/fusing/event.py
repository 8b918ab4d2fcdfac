"""Events: what all accounts of one happening say together (codebook 1). Derived by `fuse`, never typed in.

An event keeps every value anybody gave, with who gave it, when and in which words. Which value is *chosen* depends on a policy
(`merging`) and can be chosen anew at any time from the event alone: `tacitus.fusing.merging.under(event, policy)`.
"""

from collections.abc import Mapping
from datetime import date
from typing import Literal

from pydantic import JsonValue

from tacitus.judgement import Evidence
from tacitus.model import Claim, Group, Harm, Span, Speaker, Stance, Status, Value, When, Where

Grade = Literal["confirmed", "fair", "weak", "contested", "discounted"]
ContradictionKind = Literal["denial", "rival", "retraction"]
Step = Literal["first", "repeated", "raised", "lowered", "corrected", "retracted"]


class Voice(Value):
    """Somebody who gives a value, in one report. `day` is the day the report was published; `speaker` may be the outlet itself.

    `origin` names the independent origin the voice counts to (`independence`); two voices of one origin count once.
    """

    speaker: Speaker
    stance: Stance = "asserts"
    day: date | None = None
    document: str
    document_id: str
    account: str
    outlet: str | None = None
    origin: str
    words: Span | None = None


class Reading(Value):
    """One value for one field, and all who give it. `flags` say why it counts less or not at all:

    `superseded` (the same speaker gave a later one), `enemy_dead` (a party's count of the other side's dead), `retracted`, `denied`,
    `vaguer` (holds the chosen value in it), `together` (told beside the chosen one, not against it), `part` (of a larger count),
    `rejected` (by a person).
    """

    value: JsonValue
    text: str
    voices: tuple[Voice, ...] = ()
    origins: int = 0
    flags: tuple[str, ...] = ()


class Choice(Value):
    """A field of an event: the chosen reading, all others, and the rule that chose (`policy` names its set of rules).

    `judgement` is the id of the person's decision when that chose. For tolls `chosen.value` is
    `{"low", "best", "high", "grade"}`, each null when nobody's words support it.
    """

    field: str
    chosen: Reading | None
    rivals: tuple[Reading, ...] = ()
    rule: str
    policy: str
    judgement: str | None = None


class TollEntry(Value):
    """One count of people, as one speaker gave it in one report; the entries of an event by day are its toll history.

    `step` compares with the entry of the same speaker, harm and group before it. `enemy` when the speaker is a party and the dead are
    the other side's. `whose` names the side the counted people belong to, for the groups `initiator` and `target`: roles differ from
    report to report. `superseded` when the same speaker gave a later count. `part` when it counts some of those whom a greater count of
    the same account counts ("four of the dead"): it stands against no other count. Bounds are inclusive, None = not told.
    """

    harm: Harm
    group: Group
    whose: str | None = None
    min: int | None
    max: int | None
    qualifier: Literal["approx", "vague"] | None = None
    step: Step = "first"
    enemy: bool = False
    party: bool = False
    superseded: bool = False
    part: bool = False
    voice: Voice


class Denial(Value):
    """A claim that denies, confirms, retracts or accepts something: any stance but asserting."""

    claim: Claim
    voice: Voice


class Side(Value):
    """One side of a contradiction: the value it stands for and who stands there."""

    value: str
    voices: tuple[Voice, ...]


class Contradiction(Value):
    """Two or more values of one field that cannot hold together, and who stands where.

    `since` is the first day on which two sides were known. `resolved_by` says who or what settled it ("the speaker's own correction",
    a judgement with its person), `reason` why; an open one has neither.
    """

    kind: ContradictionKind
    field: str
    sides: tuple[Side, ...]
    since: date | None = None
    status: Literal["open", "resolved"] = "open"
    resolved_by: str | None = None
    reason: str | None = None


class Member(Value):
    """An account of the event: `document` is the caller's own name of the report, `trigger` the words that name the act.

    `links` are the reasons for its place here: "w1-003 acc:… +3.2: same place; same day; …". `origin` as in `Voice`;
    `origin_rule` says why it counts to that one.
    """

    document: str
    document_id: str
    account: str
    trigger: Span
    type: str
    status: Status
    outlet: str | None = None
    published: date | None = None
    when: When = When()
    where: Where = Where()
    origin: str
    origin_rule: str
    links: tuple[str, ...] = ()

    @property
    def evidence(self) -> Evidence:
        """What a judgement on this account points at."""
        return Evidence.at(self.document_id, self.trigger)


class Duplicate(Value):
    """Another event that may be the same (codebook 8: in doubt both are kept), with the mean score of the pairs and the reasons."""

    event: str
    score: float
    reasons: tuple[str, ...] = ()


class Support(Value):
    """Who stands behind an event: for ranking, never as a gate. Parties are speakers that are a side in the act."""

    documents: int
    origins: int
    parties: tuple[str, ...] = ()
    non_parties: tuple[str, ...] = ()


class Event(Value):
    """One happening. `fields` holds a `Choice` for each of type, status, when, where, initiator, target, weapon and each harm told.

    `id` is made from the words of its first account (by day of publication, then document), so that it stays as reports are added.
    `judgements` are the ids of the decisions that entered; `review` is `accepted` when a person let it stand.
    """

    id: str
    type: str
    status: Status
    policy: str
    fields: Mapping[str, Choice]
    tolls: tuple[TollEntry, ...] = ()
    denials: tuple[Denial, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    accounts: tuple[Member, ...]
    support: Support
    grade: Grade
    possible_duplicates: tuple[Duplicate, ...] = ()
    judgements: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    review: Literal["accepted"] | None = None

    @property
    def first_day(self) -> date | None:
        """The first day the happening may have been on, by the chosen `when`."""
        return _day(self, "start")

    @property
    def last_day(self) -> date | None:
        """The last day the happening may have been on, by the chosen `when`."""
        return _day(self, "end")

    @property
    def place(self) -> Where:
        """The chosen place; a place of unknown precision when none is told."""
        choice = self.fields.get("where")
        return Where.model_validate(choice.chosen.value) if choice and choice.chosen else Where()

    def names(self, field: str) -> tuple[str, ...]:
        """The names chosen for `initiator` or `target`: the chosen one and those told together with it."""
        choice = self.fields.get(field)
        if not choice or not choice.chosen:
            return ()
        return (choice.chosen.text, *(r.text for r in choice.rivals if "together" in r.flags))

    def figure(self, harm: Harm) -> Mapping[str, JsonValue] | None:
        """`{"low", "best", "high", "grade"}` of a harm under the event's policy, None when nobody tells any."""
        choice = self.fields.get(harm)
        return choice.chosen.value if choice and choice.chosen and isinstance(choice.chosen.value, dict) else None


def _day(event: Event, end: str) -> date | None:
    choice = event.fields.get("when")
    value = choice.chosen.value if choice and choice.chosen else None
    text = value.get(end) if isinstance(value, dict) else None
    return date.fromisoformat(text) if isinstance(text, str) else None
