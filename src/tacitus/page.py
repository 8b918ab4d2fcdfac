"""A report while it is being read: the parsed text and the marks that steps put on it.

Marks are frozen and count *tokens* of `Page.parse`, [start, end); `Page.span` turns them into characters. A step reads
the page and returns one field of it; only the pipeline attaches the field (`pipeline.py`). Names hold words only: what
they stand for in the world is decided by the resolving stage.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Literal, Protocol

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Sentence

from tacitus.model import (
    ClaimField,
    ControlState,
    Document,
    Group,
    Harm,
    Problem,
    Role,
    Span,
    SpeakerKind,
    Stance,
    StatementKind,
    Status,
    WeaponClass,
)
from tacitus.timex import CalendarDate, TimeExpression

NameKind = Literal["place", "actor", "demonym", "person", "outlet", "organisation", "other"]


LEAD = 2
"""The last sentence of a report's lead, the headline counted: what stands there is the story, and is told again."""


CLOSERS = frozenset({".", ":", "–", "—", "-", "|"})
"""Signs that end a heading or a piece of one."""


def breaks_line(token: Token) -> bool:
    """Whether a line ends with the token."""
    return token.is_space and "\n" in token.text


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of tokens [start, end)."""

    start: int
    end: int

    def covers(self, token: int) -> bool:
        """Whether the token index lies in the mark."""
        return self.start <= token < self.end


@dataclass(frozen=True, slots=True)
class Name(Mark):
    """A proper name (or an adjective of one, kind `demonym`) and what kind of thing it names.

    `full` is the name spelt out: the long form of an acronym or short form the report introduced, without article,
    possessive or title. `actor_id` when the name stands in the actor lists; `label` is the parser's own vote.
    """

    full: str
    kind: NameKind
    actor_id: str | None = None
    label: str = ""


@dataclass(frozen=True, slots=True)
class TimeMark(Mark):
    """Words that tell a date, a time or an interval, and their meaning before any calendar is looked at."""

    expression: TimeExpression


@dataclass(frozen=True, slots=True)
class NumberMark(Mark):
    """A number with its bound words ("at least seven", "7 to 10", "dozens of"): bounds inclusive, None = open."""

    min: int | None
    max: int | None
    qualifier: Literal["approx", "vague"] | None = None


@dataclass(frozen=True, slots=True)
class Quote(Mark):
    """Direct speech, quotation marks left out; it may run over several sentences."""


@dataclass(frozen=True, slots=True)
class Dateline:
    """The "BEIRUT, Lebanon (AP) —" at the head of a report: characters of `Document.full`, and its parts as words."""

    start: int
    end: int
    place: str | None = None
    region: str | None = None
    agency: str | None = None
    date_words: str | None = None


@dataclass(frozen=True, slots=True)
class Mention(Mark):
    """A noun phrase that stands for somebody or something; `head` is its head token."""

    head: int


@dataclass(frozen=True, slots=True)
class PlaceDraft:
    """A place name that can be where an act was; `distance` in steps of the parse with penalties, small = surely it."""

    mention: Mention
    distance: float


@dataclass(frozen=True, slots=True)
class RoleDraft:
    """A mention in its role in an act."""

    role: Role
    mention: Mention


@dataclass(frozen=True, slots=True)
class TollDraft(Mark):
    """A count of people as told: `harm_token` is the harm word, `victims` the noun phrase counted, if any.

    `cumulative` when the words say the figure is a total over a time or an area ("bringing the toll to 61", "since Friday"),
    with `scope` the words that say so.
    """

    harm: Harm
    harm_token: int
    min: int | None
    max: int | None
    group: Group = "unspecified"
    qualifier: Literal["approx", "vague"] | None = None
    victims: Mention | None = None
    cumulative: bool = False
    scope: Mark | None = None
    part: bool = False
    """True for a part of another toll ("including three children")."""


@dataclass(frozen=True, slots=True)
class WeaponDraft(Mark):
    """A means named in the text."""

    class_: WeaponClass


@dataclass(frozen=True, slots=True)
class SpeakerDraft:
    """Who says it: the noun phrase (None = the outlet), the name in full and the kind."""

    mention: Mention | None
    name: str
    kind: SpeakerKind


@dataclass(frozen=True, slots=True)
class Saying:
    """One act of saying: who (innermost speaker first, outer ones in `chain`), how, and which tokens are what is said.

    `cue` is the token of the verb or preposition; `content` are the token ranges said (complement clause, quotation,
    following sentences of the same quotation). `field` is set when the words fix what the claim is about ("claimed
    responsibility" → initiator, "denied targeting civilians" → target); otherwise None and the act decides.
    """

    speaker: SpeakerDraft
    cue: int
    content: tuple[Mark, ...]
    words: Mark
    stance: Stance = "asserts"
    chain: tuple[SpeakerDraft, ...] = ()
    hedge: str | None = None
    field: ClaimField | None = None

    def says(self, token: int) -> bool:
        """Whether the token is part of what is said."""
        return any(mark.covers(token) for mark in self.content)


@dataclass(frozen=True, slots=True)
class StatementDraft(Mark):
    """Something said that is neither act nor control (codebook 7): `quote` with its speaker, `alliance` with the backer first in
    `parties` and the backed after, `context` with the place or actor it is about.
    """

    kind: StatementKind
    speaker: SpeakerDraft | None = None
    parties: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class ControlDraft(Mark):
    """Words that tell who holds a place: `holder` and `place` are mentions."""

    state: ControlState
    holder: Mention | None
    place: Mention | None


@dataclass(frozen=True, slots=True)
class ActDraft:
    """One telling of one act, words only. `trigger` names the act; `type` and `status` are codebook values.

    `signs` say what speaks for and against it being told as an act that happened; the judge weighs them.
    """

    trigger: Mark
    head: int
    type: str
    status: Status
    signs: Mapping[str, float]
    roles: tuple[RoleDraft, ...] = ()
    places: tuple[PlaceDraft, ...] = ()
    times: tuple[TimeMark, ...] = ()
    tolls: tuple[TollDraft, ...] = ()
    causes: Mapping[int, float] = field(default_factory=dict)
    """Index into `Page.tolls` → log-odds that the act caused the toll, its own and those of other acts."""
    weapons: tuple[WeaponDraft, ...] = ()
    share: Literal["whole", "part"] | None = None
    """One verb over several towns: the `whole` holds the toll told for all, each `part` is one town's act (codebook 11)."""
    goes_on: int | None = None
    """The head of the act in the same sentence that this tells the further course of ("and intensified the shelling on Sunday")."""


class Reading(Protocol):
    """What the learned head says of a page; see `extracting.head.HeadReading`."""

    def types_of(self, token: int) -> dict[str, float]:
        """Type → odds that the token is a trigger word of it."""

    def statuses_of(self, token: int) -> dict[str, float]:
        """Status → odds, if the token is a trigger word."""

    def told_in(self, sentence: int) -> dict[str, float]:
        """Type → odds that the sentence tells an act of it."""

    def first_at(self, token: int) -> float:
        """The odds that the token is a trigger of the telling that tells its act best."""

    def same(self, one: int, other: int) -> float:
        """The odds that two trigger words tell the same act."""


@dataclass(frozen=True)
class Page:
    """A document, its parse and every mark found so far. Fields a step has not given yet are empty."""

    document: Document
    parse: Doc
    dateline: Dateline | None = None
    skipped: frozenset[int] = frozenset()
    """Indexes of sentences that are boilerplate and are not coded."""
    names: tuple[Name, ...] = ()
    times: tuple[TimeMark, ...] = ()
    numbers: tuple[NumberMark, ...] = ()
    quotes: tuple[Quote, ...] = ()
    sayings: tuple[Saying, ...] = ()
    issuer: SpeakerDraft | None = None
    """Who speaks in a text that is a side's own word (a communiqué, a signed statement); None for an outlet's report."""
    tolls: tuple[TollDraft, ...] = ()
    weapons: tuple[WeaponDraft, ...] = ()
    control: tuple[ControlDraft, ...] = ()
    reading: Reading | None = None
    acts: tuple[ActDraft, ...] = ()
    statements: tuple[StatementDraft, ...] = ()
    problems: tuple[Problem, ...] = ()

    def given(self, **marks: Any) -> "Page":
        """The page with more marks; what rests on the parse alone is not found again."""
        page = replace(self, **marks)
        page.__dict__.update({name: self.__dict__[name] for name in _OF_THE_PARSE if name in self.__dict__})
        return page

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """All sentences in order, headline first; a paragraph break always ends a sentence."""
        return tuple(self.parse.sents)

    @cached_property
    def sentence_of(self) -> tuple[int, ...]:
        """For each token the index of its sentence."""
        return tuple(i for i, sentence in enumerate(self.sentences) for _ in sentence)

    def sentence_at(self, token: int) -> Sentence:
        """The sentence of a token; the parser's `Token.sent` looks for its ends anew at each call."""
        return self.sentences[self.sentence_of[token]]

    @cached_property
    def breaks(self) -> tuple[int, ...]:
        """The tokens that break a line, in order."""
        return tuple(token.i for token in self.parse if breaks_line(token))

    @cached_property
    def lemmas(self) -> Counter[str]:
        """How often each lemma stands in the report, in lower case."""
        return Counter(token.lemma_.lower() for token in self.parse)

    @cached_property
    def name_at(self) -> dict[int, Name]:
        """Token index → the name that covers it."""
        return {token: name for name in self.names for token in range(name.start, name.end)}

    @cached_property
    def day_lines(self) -> tuple[TimeMark, ...]:
        """The dates, in order, that are all that their line tells, a closing sign aside: the days of a chronicle."""
        return tuple(mark for mark in self.times if isinstance(mark.expression, CalendarDate) and self._is_line(mark))

    def _is_line(self, mark: TimeMark) -> bool:
        end = mark.end + (mark.end < len(self.parse) and self.parse[mark.end].text in CLOSERS)
        begins = mark.start == 0 or breaks_line(self.parse[mark.start - 1])
        return begins and end < len(self.parse) and breaks_line(self.parse[end])

    def coded_sentences(self) -> Iterator[tuple[int, Sentence]]:
        """(index, sentence) of those that are coded."""
        return ((i, s) for i, s in enumerate(self.sentences) if i not in self.skipped)

    def span(self, mark: Mark | Token) -> Span:
        """The characters of a mark or token."""
        first, last = (mark, mark) if isinstance(mark, Token) else (self.parse[mark.start], self.parse[mark.end - 1])
        return self.document.span(first.idx, last.idx + len(last))


_OF_THE_PARSE = ("sentences", "sentence_of", "breaks", "lemmas")
