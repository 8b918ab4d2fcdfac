"""A coding as rows: what the tables hold of it beside its body, so that it can be looked up. `verify` makes them again to compare."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from tacitus.model import Account, Claim, Coding, Document, Span, Where, digest
from tacitus.storing.records import Capture
from tacitus.storing.schema import fold

Row = dict[str, Any]


def coding_id(coding: Coding) -> str:
    """`cod:` and the hash of document and stamp: the same coder has one coding of a document."""
    return f"cod:{digest(coding.document.id, coding.coder.model_dump_json())[:32]}"


def coding_rows(coding: Coding) -> Mapping[str, list[Row]]:
    """Table name → rows, in the order in which foreign keys allow them to be written."""
    key = {"coding_id": coding_id(coding), "document_id": coding.document.id}
    return {
        "accounts": [key | _account(n, account) for n, account in enumerate(coding.accounts)],
        "account_places": [row for n, account in enumerate(coding.accounts) for row in _places(key["coding_id"], n, account)],
        "account_actors": [row for n, account in enumerate(coding.accounts) for row in _actors(key["coding_id"], n, account)],
        "claims": [
            claim_row(key | {"account_n": a, "n": n}, claim)
            for a, account in enumerate(coding.accounts)
            for n, claim in enumerate(account.claims)
        ],
        "control": list(_control(key, coding)),
        "statements": list(_statements(key, coding)),
        "problems": list(_problems(key, coding)),
    }


def _account(n: int, account: Account) -> Row:
    when, where = account.when, account.where
    return {
        "id": account.id, "n": n, "type": account.type, "status": account.status, "trigger_start": account.trigger.start,
        "trigger_end": account.trigger.end, "words": account.trigger.text, "when_start": when.start, "when_end": when.end,
        "when_precision": when.precision, "place_name": where.name, "place_id": where.place_id, "country": where.country,
        "admin1": where.admin1, "admin2": where.admin2, "lat": where.lat, "lon": where.lon, "place_precision": where.precision,
        "part_of": account.part_of, "confidence": account.confidence,
    }  # fmt: skip


def place_keys(where: Where) -> set[str]:
    """All a place can be asked for by: its id, name, divisions and country, folded."""
    return {fold(value) for value in (where.place_id, where.name, where.admin1, where.admin2, where.country) if value}


def _places(coding: str, n: int, account: Account) -> Iterator[Row]:
    return ({"key": key, "coding_id": coding, "account_n": n} for key in sorted(place_keys(account.where)))


def _actors(coding: str, account_n: int, account: Account) -> Iterator[Row]:
    for n, actor in enumerate(account.actors):
        yield {
            "coding_id": coding, "account_n": account_n, "n": n, "role": actor.role, "name": actor.name, "actor_id": actor.actor_id,
            "kind": actor.kind, "country": actor.country, "name_key": fold(actor.name),
        }  # fmt: skip


def claim_row(key: Mapping[str, object], claim: Claim) -> Row:
    """The row of a claim; its id is the hash of all the rest."""
    chain = json.dumps([speaker.model_dump(mode="json") for speaker in claim.chain], ensure_ascii=False)
    row = {
        **key, "field": claim.field, "value": claim.value, "speaker": claim.speaker.name,
        "speaker_kind": claim.speaker.kind, "party": claim.speaker.party, "speaker_key": fold(claim.speaker.name), "chain": chain,
        "stance": claim.stance, "hedge": claim.hedge, **_span(claim.evidence),
    }  # fmt: skip
    return {"id": claim_id(row), **row}


def claim_id(row: Mapping[str, Any]) -> str:
    """`clm:` and the hash of the row without its number and id."""
    return f"clm:{digest(json.dumps([row[name] for name in _CLAIM], ensure_ascii=False))[:32]}"


_CLAIM = (
    "coding_id", "document_id", "account_n", "n", "field", "value", "speaker", "speaker_kind", "party", "speaker_key", "chain", "stance",
    "hedge", "span_start", "span_end", "words",
)  # fmt: skip


def _span(span: Span | None) -> Row:
    return {"span_start": span and span.start, "span_end": span and span.end, "words": span and span.text}


def _control(key: Mapping[str, str], coding: Coding) -> Iterator[Row]:
    for n, entry in enumerate(coding.control):
        yield {
            **key, "n": n, "place_name": entry.place.name, "place_id": entry.place.place_id, "country": entry.place.country,
            "actor": entry.actor.name, "actor_id": entry.actor.actor_id, "state": entry.state, "as_of": entry.as_of,
            "speaker": entry.speaker.name, "stance": entry.stance, **_span(entry.evidence),
        }  # fmt: skip


def _statements(key: Mapping[str, str], coding: Coding) -> Iterator[Row]:
    for n, said in enumerate(coding.statements):
        speaker = said.speaker.name if said.speaker else None
        yield {**key, "n": n, "kind": said.kind, "speaker": speaker, "scope": said.scope, **_span(said.evidence)}


def _problems(key: Mapping[str, str], coding: Coding) -> Iterator[Row]:
    return ({**key, "n": n, "kind": p.kind, "message": p.message, **_span(p.span)} for n, p in enumerate(coding.problems))


def search_rows(coding: Coding) -> Iterator[Row]:
    """What full-text search looks through for each account: its evidence, and the resolved names that need not stand in it."""
    for account in coding.accounts:
        where = account.where
        names = [where.name, where.admin1, *(actor.name for actor in account.actors), *(claim.speaker.name for claim in account.claims)]
        told = dict.fromkeys([*(span.text for span in account.evidence), " · ".join(dict.fromkeys(name for name in names if name))])
        yield {"document_id": coding.document.id, "account_id": account.id, "words": "\n".join(told)}


def spans(value: Any) -> Iterator[tuple[int, int, str]]:
    """Every span in the JSON form of a coding, wherever it stands: (start, end, text)."""
    if isinstance(value, dict):
        if value.keys() == {"start", "end", "text"}:
            yield value["start"], value["end"], value["text"]
        else:
            for part in value.values():
                yield from spans(part)
    elif isinstance(value, list):
        for part in value:
            yield from spans(part)


def document_row(document: Document) -> Row:
    """The row of a document, without its number and time."""
    boilerplate = json.dumps([[span.start, span.end] for span in document.boilerplate])
    names = ("id", "ref", "title", "text", "url", "publisher", "published", "language", "raw_sha256")
    return {name: getattr(document, name) for name in names} | {"boilerplate": boilerplate, "publisher_key": fold(document.publisher)}


def document_of(row: Mapping[str, Any]) -> Document:
    """The document that `document_row` wrote, with the spans of its boilerplate."""
    names = ("ref", "title", "text", "url", "publisher", "published", "language", "raw_sha256")
    document = Document(**{name: row[name] for name in names})
    spans = tuple(document.span(start, end) for start, end in json.loads(row["boilerplate"]))
    return document.model_copy(update={"boilerplate": spans}) if spans else document


def document_seal(row: Mapping[str, Any]) -> str:
    """The hash the audit log keeps of a document: all that was told of it."""
    return digest(*(row[name] for name in _DOCUMENT))


_DOCUMENT = ("id", "ref", "title", "text", "url", "publisher", "published", "language", "raw_sha256", "boilerplate")


def capture_row(capture: Capture) -> Row:
    """The row of a capture, without its number, document and time."""
    headers = json.dumps(capture.headers, ensure_ascii=False)
    return {"id": capture.id} | {name: getattr(capture, name) for name in Capture.model_fields} | {"headers": headers}


def capture_of(row: Mapping[str, Any]) -> Capture:
    """The capture that `capture_row` wrote."""
    values = {name: row[name] for name in Capture.model_fields}
    return Capture(**values | {"headers": tuple((key, value) for key, value in json.loads(row["headers"]))})


def capture_seal(row: Mapping[str, Any]) -> str:
    """The hash the audit log keeps of a capture."""
    return digest(*(row[name] for name in Capture.model_fields), row["document_id"])
