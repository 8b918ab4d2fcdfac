"""What the store takes and gives beside the values of `model`: captures, copies, filters, changes and the like."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Annotated, Literal

from pydantic import Field, JsonValue

from tacitus.judgement import Evidence
from tacitus.model import Account, Coding, Document, DocumentInfo, Value, digest

Sensitivity = Literal["public", "restricted", "confidential"]
LEVELS: tuple[Sensitivity, ...] = ("public", "restricted", "confidential")
"""From the least to the most sensitive."""

CaptureKind = Literal["file", "row", "page", "feed", "entry", "warc"]


def now() -> str:
    """This moment in UTC, ISO 8601 to the microsecond, so that text order is time order."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


class Capture(Value):
    """One receipt of bytes: a file read, a page or feed fetched, a record of a web archive; or a row or feed entry in such bytes.

    `locator` is the address or path (a row adds its number or id). A file has no `time`: reading the same bytes at the same path
    again is the same capture. A fetch has one, so each fetch that brought bytes is a capture. A `row` or `entry` is the same
    capture as long as it says the same, whatever else changes around it. `text_id` is the id of the text these bytes hold; it
    differs from the document's id when a copy was stored under the first text it copies (`similarity` below 1). `raw_sha256` and
    `warc_sha256` name the bytes in the archive.
    """

    kind: CaptureKind
    locator: str
    url: str | None = None
    time: str | None = None
    status: int | None = None
    headers: tuple[tuple[str, str], ...] = ()
    raw_sha256: str
    warc_sha256: str | None = None
    text_id: str | None = None
    similarity: float | None = None
    title: str | None = None
    publisher: str | None = None
    published: date | None = None

    @property
    def id(self) -> str:
        """`cap:` and the hash of what was received, from where and when."""
        whole = () if self.kind in {"row", "entry"} else (self.time, self.raw_sha256)
        told = (self.text_id, self.title, self.publisher, self.published, self.url)
        return f"cap:{digest(self.kind, self.locator, *told, *whole)[:32]}"

    def header(self, name: str) -> str | None:
        """The first header of this name, whatever its case."""
        return next((value for key, value in self.headers if key.casefold() == name.casefold()), None)


class Copy(Value):
    """A document that repeats an earlier one: `syndicated` (other outlet, same report) or `revision` (same address, new text)."""

    origin_id: str
    kind: Literal["syndicated", "revision"]
    similarity: Annotated[float, Field(ge=0, le=1)]


@dataclass(frozen=True, slots=True)
class Arrival:
    """What one transaction stores: a capture and, when it told one, the document with its coding.

    `document` is the text stored: the first of its near copies. `bands` are the keys near copies are looked up by.
    """

    capture: Capture
    document: Document | None = None
    coding: Coding | None = None
    copy: Copy | None = None
    bands: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Saved:
    """What a transaction added."""

    document: bool = False
    capture: bool = False
    coding: bool = False


@dataclass(frozen=True, slots=True)
class Filter:
    """Which accounts are wanted; an empty field asks nothing, several values of one field mean any of them.

    `place` is a place id, a name, a first-order division or an ISO country code; `actor` an actor id or a name; `speaker` a name
    or a kind of speaker; names match whole, without regard to case. `start` and `end` bound the days: an account is wanted when
    its interval touches them. `sensitivity` is the most sensitive level given out: documents above it are left out.
    """

    types: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    place: str | None = None
    actor: str | None = None
    speaker: str | None = None
    publisher: str | None = None
    document_id: str | None = None
    start: date | None = None
    end: date | None = None
    sensitivity: Sensitivity = "confidential"


@dataclass(frozen=True, slots=True)
class Told:
    """An account with the report that tells it and the coding it is part of."""

    document: DocumentInfo
    coding_id: str
    account: Account

    @property
    def document_id(self) -> str:
        """The id of the report."""
        return self.document.id

    @property
    def evidence(self) -> Evidence:
        """What a judgement on this account points at."""
        return Evidence.of(self.document.id, self.account)


@dataclass(frozen=True, slots=True)
class StoredCapture:
    """A capture and the document it was stored under (None: it told none)."""

    document_id: str | None
    stored: str
    capture: Capture


@dataclass(frozen=True, slots=True)
class StoredCoding:
    """A coding in the store; of each document one is current."""

    id: str
    stored: str
    current: bool
    coding: Coding


class EventRecord(Value):
    """A fused event as the store keeps it: `body` is the event whole, the other fields are what it is looked up by.

    Derived and rebuilt at will: `Store.save_events` replaces all of them.
    """

    id: str
    type: str
    status: str
    start: date | None = None
    end: date | None = None
    place_id: str | None = None
    place: str | None = None
    admin1: str | None = None
    country: str | None = None
    actors: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    body: JsonValue


@dataclass(frozen=True, slots=True)
class Change:
    """One row of the audit log: what was written, by whom and when. `seq` counts from 1 without gaps."""

    seq: int
    time: str
    person: str
    action: str
    subject: str
    content: str
    previous: str
    hash: str


class Source(Value):
    """One publisher in the register (`sources.toml`). `reliability` is the Admiralty grade a person gave; F = cannot be judged.

    `same_as` and `owner` tell who stands behind it, `syndicates` whose reports it reprints: fusing counts these as one origin.
    """

    name: Annotated[str, Field(min_length=1)]
    country: Annotated[str, Field(pattern="^[A-Z]{2}$")] | None = None
    language: str | None = None
    kind: str | None = None
    reliability: Literal["A", "B", "C", "D", "E", "F"] = "F"
    owner: str | None = None
    same_as: tuple[str, ...] = ()
    syndicates: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    covers_from: date | None = None
    covers_to: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What is left of a withdrawn document: its id (the hash of its text), the hash of its bytes, why, by whom and when."""

    document_id: str
    reason: str
    person: str
    time: str
    raw_sha256: str | None


@dataclass(frozen=True, slots=True)
class Erasure:
    """What was erased with a withdrawn document: hashes of its bytes, `shared` those that stay because others came in them too.

    `copies` are ids of documents that repeat it, or that it repeats, and stand: they may hold the same words.
    """

    document_id: str
    hashes: tuple[str, ...]
    shared: tuple[str, ...]
    copies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """One place the words of a search were found; `snippet` has them between [ and ]. `account_id` None = the report's text."""

    document: DocumentInfo
    account_id: str | None
    snippet: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing `verify` found wrong: `kind` is archive, orphan, record, span, audit or reference."""

    kind: Literal["archive", "orphan", "record", "span", "audit", "reference"]
    subject: str
    message: str
