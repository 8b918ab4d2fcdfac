"""The values: frozen records that are coded, stored, fused and printed (codebook sections 1 and 4 to 7).

Every value points at the characters it came from (`Span`) or names the rule that derived it; the validators here refuse
anything else, whoever made the value. Offsets count Unicode code points in `Document.full`.
"""

import hashlib
from datetime import date
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

SCHEMA: Literal["tacitus/1"] = "tacitus/1"

Status = Literal["happened", "disputed", "denied", "historical", "planned", "threatened", "hypothetical", "failed"]
DatePrecision = Literal["day", "days", "week", "month", "year", "unknown"]
PlacePrecision = Literal["site", "town", "area", "district", "province", "region", "country", "unknown"]
Role = Literal["initiator", "target", "supporter", "mediator", "victim_group"]
ActorKind = Literal[
    "state_forces", "rebel", "militia", "communal", "rioters", "protesters", "civilians", "external_forces",
    "government", "political", "organisation", "unidentified_armed", "unknown",
]  # fmt: skip
SpeakerKind = Literal[
    "state_forces", "rebel", "militia", "communal", "rioters", "protesters", "civilians", "external_forces",
    "government", "political", "organisation", "unidentified_armed", "unknown",
    "outlet", "witnesses", "responders", "medics", "monitor", "officials", "media", "un", "anonymous",
]  # fmt: skip
Harm = Literal["killed", "wounded", "missing", "captured", "displaced", "affected"]
Group = Literal[
    "civilians", "combatants", "initiator", "target", "children", "women", "journalists", "medics", "aid_workers", "unspecified"
]
WeaponClass = Literal[
    "aircraft", "drone", "artillery", "rocket_missile", "small_arms", "ied", "mine", "vehicle_bomb", "chemical", "bladed", "fire", "other"
]
Stance = Literal["asserts", "denies", "confirms", "no_comment", "retracts", "claims_responsibility"]
ClaimField = Literal["act", "initiator", "target", "toll", "where", "when", "motive", "control", "weapon"]
ControlState = Literal["full", "partial", "contested", "besieged", "lost"]
StatementKind = Literal["aggregate", "quote", "context", "alliance"]
ProblemKind = Literal[
    "date_conflict", "gazetteer_conflict", "toll_conflict", "ambiguous_place", "ambiguous_actor", "unresolved_reference",
    "boilerplate", "truncated", "language",
]  # fmt: skip

REPORTABLE: frozenset[str] = frozenset({"happened", "disputed"})
"""The statuses that default exports and scores hold (codebook 4)."""


def digest(*parts: object) -> str:
    """SHA-256 over the parts joined by a unit separator, as 64 hex digits; the one way an id is made."""
    return hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()


class Value(BaseModel):
    """Base of all records: frozen, and an unknown field is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Span(Value):
    """A stretch of `Document.full`: [start, end) in code points, and its text."""

    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=0)]
    text: str

    @model_validator(mode="after")
    def _length_agrees(self) -> "Span":
        if self.end - self.start != len(self.text):
            raise ValueError(f"span {self.start}–{self.end} does not have the length of its text {self.text!r}")
        return self


class Document(Value):
    """One report as published. `text` never changes after reading; `ref` is the caller's own id or path.

    `boilerplate` are stretches of `full` (captions, share bars, adverts) that are kept and shown but not coded.
    """

    text: str
    ref: str = ""
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    published: date | None = None
    language: str = "en"
    raw_sha256: str | None = None
    boilerplate: tuple[Span, ...] = ()

    @cached_property
    def full(self) -> str:
        """The text all offsets count in: `title`, an empty line, `text`; `text` alone when there is no title."""
        return f"{self.title}\n\n{self.text}" if self.title else self.text

    @cached_property
    def id(self) -> str:
        """`sha256:` and the hash of the normalised text (white space folded), so that a re-wrapped copy is the same document."""
        return "sha256:" + hashlib.sha256(" ".join(self.full.split()).encode()).hexdigest()

    def span(self, start: int, end: int) -> Span:
        """The stretch [start, end) of `full`."""
        return Span(start=start, end=end, text=self.full[start:end])


class When(Value):
    """When the act was: an inclusive interval, how sharp it is, the words and the rule that resolved them (codebook 5)."""

    start: date | None = None
    end: date | None = None
    precision: DatePrecision = "unknown"
    inferred: bool = False
    words: Span | None = None
    rule: str = "no date words and no publication date"

    @model_validator(mode="after")
    def _ordered(self) -> "When":
        if (self.start is None) != (self.end is None):
            raise ValueError("an interval has both ends or none")
        if self.start and self.end and self.start > self.end:
            raise ValueError(f"the interval ends ({self.end}) before it starts ({self.start})")
        return self


class PlaceOption(Value):
    """A runner-up of place resolution with its score in [0, 1]."""

    name: str
    place_id: str | None
    country: str | None
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None
    score: float


class Where(Value):
    """Where the act was. `lat`/`lon` are the place's own point; a vague place keeps its precision and is never a pin."""

    name: str | None = None
    words: Span | None = None
    place_id: str | None = None
    country: str | None = None
    admin1: str | None = None
    admin2: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: PlacePrecision = "unknown"
    alternatives: tuple[PlaceOption, ...] = ()
    rule: str = "no place is told"


class Party(Value):
    """Somebody named in a report: the name in full, the words that stand for them, and who they are."""

    name: str
    words: tuple[Span, ...] = ()
    actor_id: str | None = None
    kind: ActorKind = "unknown"
    country: str | None = None
    affiliation: str | None = None
    rule: str | None = None

    @model_validator(mode="after")
    def _words_or_rule(self) -> "Party":
        if not self.words and not self.rule:
            raise ValueError(f"actor {self.name!r} has neither words nor a rule")
        return self


class Actor(Party):
    """A party in its role in one act."""

    role: Role


class Toll(Value):
    """One count of people: bounds inclusive, `None` = not told. Zero is said, never assumed."""

    harm: Harm
    group: Group = "unspecified"
    min: Annotated[int, Field(ge=0)] | None = None
    max: Annotated[int, Field(ge=0)] | None = None
    qualifier: Literal["approx", "vague"] | None = None
    words: Span
    speaker: str | None = None

    @model_validator(mode="after")
    def _bounds(self) -> "Toll":
        if self.min is None and self.max is None:
            raise ValueError("a toll without a figure is no toll")
        if self.min is not None and self.max is not None and self.min > self.max:
            raise ValueError(f"toll bounds are reversed: {self.min} > {self.max}")
        return self


class Weapon(Value):
    """A means named in the report, and its class."""

    class_: Annotated[WeaponClass, Field(alias="class", serialization_alias="class")]
    words: Span


class Speaker(Value):
    """Who says something. `party` is true when the speaker is a side in the act. The outlet's own voice has no words."""

    name: str
    words: Span | None = None
    kind: SpeakerKind = "unknown"
    party: bool = False


class Claim(Value):
    """One value for one field of one account, by one speaker, at one place in the text; never edited, never averaged."""

    field: ClaimField
    value: str | None = None
    speaker: Speaker
    chain: tuple[Speaker, ...] = ()
    stance: Stance = "asserts"
    hedge: str | None = None
    evidence: Span


class Account(Value):
    """What one document says of one act (codebook 2 and 5). `confidence` in [0, 1] is calibrated on gold."""

    id: str
    type: str
    status: Status
    trigger: Span
    evidence: Annotated[tuple[Span, ...], Field(min_length=1)]
    when: When = When()
    where: Where = Where()
    actors: tuple[Actor, ...] = ()
    tolls: tuple[Toll, ...] = ()
    weapons: tuple[Weapon, ...] = ()
    claims: tuple[Claim, ...] = ()
    part_of: str | None = None
    confidence: Annotated[float, Field(ge=0, le=1)] | None = None

    def having(self, *roles: Role) -> tuple[Actor, ...]:
        """The actors in any of these roles, in the order told."""
        return tuple(a for a in self.actors if a.role in roles)


class ControlEntry(Value):
    """Who holds a place, as somebody says it (codebook 6)."""

    place: Where
    actor: Party
    state: ControlState
    as_of: date | None = None
    speaker: Speaker
    stance: Stance = "asserts"
    evidence: Span


class Statement(Value):
    """Something said that is neither an act nor control (codebook 7).

    `aggregate`: `toll` over `scope` (a time or an area); `quote`: direct speech; `context`: a fact about a place or actor;
    `alliance`: the first of `parties` backs the others.
    """

    kind: StatementKind
    evidence: Span
    speaker: Speaker | None = None
    toll: Toll | None = None
    scope: str | None = None
    parties: tuple[Party, ...] = ()


class Problem(Value):
    """Something the coder noticed that a person should see."""

    kind: ProblemKind
    message: str
    span: Span | None = None


class CoderStamp(Value):
    """What made a coding: the same stamp and the same document give the same bytes.

    `version` is that of tacitus with a hash of its code (`stamping.coder_version`).
    """

    version: str
    model: str
    lexicon: str
    gazetteer: str


class DocumentInfo(Value):
    """The document as a coding names it, without its text."""

    id: str
    ref: str
    title: str | None
    url: str | None
    publisher: str | None
    published: date | None
    language: str

    @classmethod
    def of(cls, document: Document) -> "DocumentInfo":
        """What a coding keeps of the document: what names it, and no text."""
        return cls(**{name: getattr(document, name) for name in cls.model_fields})

    def bare(self) -> "DocumentInfo":
        """The same without title, address and the caller's name for it: each can tell what the text does. The id stands for them."""
        return self.model_copy(update={"title": None, "url": None, "ref": self.id})


class Coding(Value):
    """All that one coder says of one document: the printed form `tacitus/1`."""

    schema_: Annotated[Literal["tacitus/1"], Field(alias="schema", serialization_alias="schema")] = SCHEMA
    document: DocumentInfo
    accounts: tuple[Account, ...] = ()
    control: tuple[ControlEntry, ...] = ()
    statements: tuple[Statement, ...] = ()
    problems: tuple[Problem, ...] = ()
    coder: CoderStamp

    def to_json(self) -> str:
        """The printed form on one line, keys in the order of the schema, UTF-8 unescaped."""
        return self.model_dump_json(by_alias=True)

    @classmethod
    def json_schema(cls) -> dict[str, Any]:
        """JSON Schema of the printed form."""
        return cls.model_json_schema(by_alias=True, mode="serialization")
