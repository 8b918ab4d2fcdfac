"""Claims: one row for each thing somebody says of an event, with who, through whom, where it stands."""

from collections.abc import Iterable, Iterator
from typing import Any

from tacitus.exporting.columns import Cell, Column, Row
from tacitus.exporting.incident import Incident
from tacitus.exporting.job import Job

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
                str(document.published) if document.published else None, document.url,
                "; ".join(incident.marks) or None, telling.coder.version,
            )  # fmt: skip
            yield dict(zip((c.name for c in COLUMNS), cells, strict=True))


def records(incidents: Iterable[Incident], job: Job) -> Iterator[dict[str, Any]]:
    """The claims whole, for JSON Lines: `tacitus.importing.read_claims` reads them back without loss.

    Where the place was coarsened there is no title or address, and `evidence.text` is █ throughout, so that its offsets still hold.
    """
    for incident in incidents:
        for telling, number, claim in incident.claims:
            job.tally.rows += 1
            whole, document = claim.model_dump(mode="json"), telling.document.model_dump(mode="json")
            if not incident.quotable:
                whole["evidence"]["text"] = "█" * len(claim.evidence.text)
                whole["value"] = None if claim.field == "where" else claim.value
            yield {
                "event_id": incident.event.id, "document": document, "account_id": telling.account.id,
                "type": telling.account.type, "number": number, "claim": whole, "marks": list(incident.marks),
                "coder": telling.coder.model_dump(mode="json"),
            }  # fmt: skip
