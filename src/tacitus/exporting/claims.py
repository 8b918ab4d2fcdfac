"""Claims: one row for each thing somebody says of an event, with who, through whom, where it stands."""

from collections.abc import Iterable, Iterator
from typing import Any

from tacitus.exporting.columns import Cell, Column, Row, day, row_of
from tacitus.exporting.incident import Incident
from tacitus.exporting.job import Job
from tacitus.exporting.privacy import MASK
from tacitus.model import Claim, CoderStamp, DocumentInfo, Value

COLUMNS: tuple[Column, ...] = (
    Column("event_id", "string", "the event the account is of"),
    Column("document_id", "string", "SHA-256 of the report's normalised text"),
    Column("account_id", "string", "the account the claim is of"),
    Column("claim", "integer", "number of the claim in its account, from 1"),
    Column("type", "string", "account type"),
    Column("field", "string", "what the claim is about"),
    Column("value", "string", "the value claimed, where the claim tells it"),
    Column("stance", "string", "asserts, denies, confirms, no_comment, retracts or claims_responsibility"),
    Column("hedge", "string", "the word that weakens it"),
    Column("speaker", "string", "who says it"),
    Column("speaker_kind", "string", "kind of speaker"),
    Column("speaker_is_party", "boolean", "whether the speaker is a side in the act"),
    Column("chain", "string", "through whom it came, outermost last, joined by ' > '"),
    Column("words", "string", "the words of the report"),
    Column("start", "integer", "where they start, in code points of the report"),
    Column("end", "integer", "where they end"),
    Column("publisher", "string", "who published the report"),
    Column("published", "date", "when"),
    Column("url", "string", "its address"),
    Column("marks", "string", "what was coarsened or masked"),
    Column("coder", "string", "version of the coder"),
)


def rows(incidents: Iterable[Incident], job: Job) -> Iterator[Row]:
    """One row a claim, in the order of the accounts. Words are left out where the place was coarsened; the offsets stay."""
    for incident in incidents:
        for telling, number, claim in incident.claims:
            job.tally.rows += 1
            document, account = telling.document, telling.account
            cells: tuple[Cell, ...] = (
                incident.event.id, document.id, account.id, number, account.type, claim.field,
                claim.value if claim.field != "where" or incident.quotable else None, claim.stance, claim.hedge,
                claim.speaker.name, claim.speaker.kind, claim.speaker.party, " > ".join(s.name for s in claim.chain) or None,
                claim.evidence.text if incident.quotable else None, claim.evidence.start, claim.evidence.end, document.publisher,
                day(document.published), document.url,
                "; ".join(incident.marks) or None, telling.coder.version,
            )  # fmt: skip
            yield row_of(COLUMNS, cells)


class ClaimRecord(Value):
    """One line of `export claims-jsonl`: a claim whole, with the report, account and event it is of."""

    event_id: str
    document: DocumentInfo
    account_id: str
    type: str
    number: int
    claim: Claim
    marks: tuple[str, ...] = ()
    coder: CoderStamp

    def to_json(self) -> str:
        """The record on one line, UTF-8 unescaped."""
        return self.model_dump_json()


def records(incidents: Iterable[Incident], job: Job) -> Iterator[dict[str, Any]]:
    """The claims whole (`ClaimRecord`), for JSON Lines: `tacitus.importing.read_claims` reads them back without loss.

    Where the place was coarsened there is no title or address, and `evidence.text` is █ throughout, so that its offsets still hold.
    """
    for incident in incidents:
        for telling, number, claim in incident.claims:
            job.tally.rows += 1
            record = ClaimRecord(
                event_id=incident.event.id, document=telling.document, account_id=telling.account.id, type=telling.account.type,
                number=number, claim=claim if incident.quotable else _wordless(claim), marks=incident.marks, coder=telling.coder,
            )  # fmt: skip
            yield record.model_dump(mode="json")


def _wordless(claim: Claim) -> Claim:
    evidence = claim.evidence.model_copy(update={"text": MASK * len(claim.evidence.text)})
    return claim.model_copy(update={"evidence": evidence, "value": None if claim.field == "where" else claim.value})
