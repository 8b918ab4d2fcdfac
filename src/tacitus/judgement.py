"""Judgements: what a person decides about accounts. Rows that are added and never edited; taking one back is another row.

A judgement points at *evidence*, the words of a report, and not at an account's id or an event: whoever codes the report
again, the judgement still finds the account told by these words, or is listed for review when there is none.
"""

from typing import Annotated, Literal

from pydantic import Field, JsonValue, model_validator

from tacitus.model import Account, Span, Value, digest

JudgementKind = Literal["same", "not_same", "unsure", "choose", "correct", "reject", "accept", "split", "merge", "note", "undo"]

_SEVERAL: frozenset[str] = frozenset({"same", "not_same", "merge"})
_WITH_FIELD: frozenset[str] = frozenset({"choose", "correct"})


class Evidence(Value):
    """A stretch [start, end) of `Document.full` of one document, with its text: usually the trigger of an account."""

    document_id: str
    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=0)]
    text: str

    @classmethod
    def of(cls, document_id: str, account: Account) -> "Evidence":
        """What a judgement on this account points at: its trigger."""
        return cls.at(document_id, account.trigger)

    @classmethod
    def at(cls, document_id: str, span: Span) -> "Evidence":
        """These words of a document."""
        return cls(document_id=document_id, start=span.start, end=span.end, text=span.text)

    def found_in(self, accounts: tuple[Account, ...]) -> Account | None:
        """The account these words tell: the one whose trigger overlaps them most, else whose evidence does; else None.

        Of two equal ones the first told is taken. Words elsewhere in the report, however alike, are other evidence.
        """
        for spans in (lambda a: (a.trigger,), lambda a: a.evidence):
            shares = [(sum(self._shared(s) for s in spans(account)), -n) for n, account in enumerate(accounts)]
            if shares and (best := max(shares))[0] > 0:
                return accounts[-best[1]]
        return None

    def _shared(self, span: Span) -> int:
        return max(0, min(self.end, span.end) - max(self.start, span.start))


class Judgement(Value):
    """One decision of one person, with the reason given.

    - `same`, `not_same`, `unsure`: the accounts of `subject` (two or more; `unsure` one or more) are of one event, or not.
    - `merge`, `split`: the accounts of `subject` are put together into one event, or taken out of the event they are in.
    - `choose`, `correct`: `field` of the event that holds `subject` gets `value`, from a rival or the person's own knowledge.
    - `accept`, `reject`: the account or event stands as coded, or is no event.
    - `note`: a remark (`reason`). `undo`: the judgement whose id is `undoes` no longer counts.

    `time` is UTC in ISO 8601. The id is the hash of all this, so that the same decision sent twice is one row.
    """

    kind: JudgementKind
    subject: tuple[Evidence, ...] = ()
    field: str | None = None
    value: JsonValue = None
    reason: str = ""
    person: Annotated[str, Field(min_length=1)]
    time: str
    undoes: str | None = None

    @model_validator(mode="after")
    def _complete(self) -> "Judgement":
        if (self.kind == "undo") != (self.undoes is not None):
            raise ValueError("an undo names the judgement it undoes, and nothing else does")
        if self.kind != "undo" and not self.subject:
            raise ValueError(f"a judgement '{self.kind}' needs the evidence it is about")
        if self.kind in _SEVERAL and len(self.subject) < 2:
            raise ValueError(f"a judgement '{self.kind}' is about two accounts or more")
        if self.kind in _WITH_FIELD and not self.field:
            raise ValueError(f"a judgement '{self.kind}' names the field it decides")
        return self

    @property
    def id(self) -> str:
        """`jud:` and the hash of the content."""
        return f"jud:{digest(self.model_dump_json())[:32]}"
