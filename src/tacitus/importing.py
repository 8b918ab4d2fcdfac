"""Importing: our own printed codings and claims read back without loss."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from tacitus.errors import InputError
from tacitus.exporting.claims import ClaimRecord
from tacitus.model import Coding, Document, DocumentInfo, Span, Value
from tacitus.storing import Store

T = TypeVar("T")


def read_codings(lines: Iterable[str], name: str = "standard input") -> Iterator[Coding]:
    """Codings as `tacitus code --format jsonl` prints them, one a line; empty lines are passed over.

    Raises `InputError` with file and line for anything else.
    """
    return _read(lines, name, Coding.model_validate_json, "a coding of the form tacitus/1")


def read_claims(lines: Iterable[str], name: str = "standard input") -> Iterator[ClaimRecord]:
    """Claims as `tacitus export claims-jsonl` prints them, one a line. Raises `InputError` with file and line for anything else."""
    return _read(lines, name, ClaimRecord.model_validate_json, "a claim as `tacitus export claims-jsonl` prints it")


def _read(lines: Iterable[str], name: str, parse: Callable[[str], T], what: str) -> Iterator[T]:
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield parse(line)
            except ValidationError as error:
                first = error.errors()[0]
                place = ".".join(map(str, first["loc"])) or "the line"
                raise InputError(f"{name}, line {number}: not {what}: {place}: {first['msg']}") from error


def read_file(path: Path) -> Iterator[Coding]:
    """The codings of one file. Raises `InputError` when it cannot be opened or holds something else."""
    try:
        with path.open(encoding="utf-8") as lines:
            yield from read_codings(lines, str(path))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot read {path}: {error}") from error


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of one coding: `new`, `known`, `no report` (the store lacks it) or `other words` (the report does not say these)."""

    document: DocumentInfo
    outcome: str
    detail: str = ""


def import_codings(store: Store, codings: Iterable[Coding]) -> Iterator[Imported]:
    """Put codings into a store, each in a transaction of its own, and make them current.

    A coding is taken only when its report is in the store and every span of it stands there with the same words: what points at other
    words is no evidence. The reports themselves are brought in with `tacitus ingest`.
    """
    for coding in codings:
        if not store.has_document(coding.document.id) or store.is_withdrawn(coding.document.id):
            yield Imported(coding.document, "no report", "ingest the report first, or it was withdrawn")
        elif wrong := misplaced(coding, store.document(coding.document.id)):
            yield Imported(coding.document, "other words", f"{wrong.text!r} does not stand at {wrong.start}–{wrong.end}")
        else:
            yield Imported(coding.document, "new" if store.add_coding(coding) else "known")


def misplaced(coding: Coding, document: Document) -> Span | None:
    """The first span of the coding that does not stand in the report as it says, None when all do."""
    return next((s for s in spans(coding) if document.full[s.start : s.end] != s.text), None)


def spans(value: object) -> Iterator[Span]:
    """All spans of a record, at whatever depth."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, Value):
        for name in type(value).model_fields:
            yield from spans(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from spans(item)
