"""Tables: JSON Lines, JSON, CSV, TSV and Parquet, read a row at a time."""

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

import pyarrow as pa
import pyarrow.parquet as pq

from tacitus.reading.decoding import lines
from tacitus.reading.problems import ReadProblem
from tacitus.reading.rows import COLUMNS, Options, Origin, Reading, documents, too_large

BATCH = 256
"""Rows of a Parquet file held at once."""


def json_lines(stream: io.BufferedReader, source: str, options: Options) -> Iterator[Reading]:
    """One document a line; an empty line is passed over, a broken one is a problem with its number."""
    return _json_rows(lines(stream, options.max_bytes), source, options)


def json_any(stream: io.BufferedReader, source: str, options: Options) -> Iterator[Reading]:
    """JSON of any layout: rows a line each when the first line is an object by itself, else one object or a list of them.

    A list or a spread-out object is read as a whole and so must keep under `max_bytes`.
    """
    numbered = ((number, line) for number, line in lines(stream, options.max_bytes) if line is None or line.strip())
    first = next(numbered, None)
    if first is None:
        return
    if first[1] is None or isinstance(_value(first[1]), dict):
        yield from _json_rows(chain([first], numbered), source, options)
        return
    held, size = [first], len(first[1])
    for number, line in numbered:
        size += options.max_bytes + 1 if line is None else len(line)
        if size > options.max_bytes:
            yield ReadProblem(source, None, too_large(options) + ", or write it as JSON Lines")
            return
        held.append((number, line))
    yield from _json_whole(held, source, options)


def _json_whole(held: list[tuple[int, str | None]], source: str, options: Options) -> Iterator[Reading]:
    text = "".join(line or "" for _, line in held)
    value = _value(text)
    if isinstance(value, ValueError) and any(isinstance(_value(line or ""), dict) for _, line in held):
        yield from _json_rows(held, source, options)
    elif isinstance(value, ValueError):
        yield ReadProblem(source, getattr(value, "lineno", None), _json_fault(value))
    elif isinstance(value, list):
        for number, item in enumerate(value, 1):
            yield from _json_row(item, Origin(source, number), options)
    else:
        yield from _json_row(value, Origin(source, None, _hash(text)), options)


def _json_rows(numbered: Iterable[tuple[int, str | None]], source: str, options: Options) -> Iterator[Reading]:
    for number, line in numbered:
        if line is None:
            yield ReadProblem(source, number, too_large(options))
        elif line.strip():
            yield from _json_row(_value(line), Origin(source, number, _hash(line.strip())), options)


def _json_row(value: object, origin: Origin, options: Options) -> Iterator[Reading]:
    if isinstance(value, ValueError):
        yield origin.problem(_json_fault(value))
    elif isinstance(value, Mapping):
        yield from documents(value, origin, options)
    else:
        yield origin.problem(f"a row must be a JSON object, not {type(value).__name__}")


def _value(text: str) -> object:
    """The JSON value, or the error as a value."""
    try:
        return json.loads(text)
    except ValueError as error:
        return error
    except RecursionError:
        return ValueError("nested too deeply")


def _json_fault(error: ValueError) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"not JSON: {error.msg} at column {error.colno}"
    return f"not JSON: {error}"


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()


def delimited(stream: io.BufferedReader, source: str, options: Options) -> Iterator[Reading]:
    """A table with a header line; the separator is the one of tab, semicolon, bar and comma that the header holds most."""
    csv.field_size_limit(max(csv.field_size_limit(), options.max_bytes))
    numbered = lines(stream, options.max_bytes)
    header = next(numbered, (1, None))[1]
    if header is None:
        yield ReadProblem(source, 1, "no header line")
        return
    separator = max("\t;|,", key=header.count)
    names = [name.strip().casefold() for name in next(csv.reader([header], delimiter=separator))]
    if "text" not in names:
        yield ReadProblem(source, 1, f"no column 'text'; found {', '.join(map(repr, names))}")
        return
    oversized: list[int] = []
    reader = csv.reader(_within(numbered, oversized), delimiter=separator)
    while True:
        number = reader.line_num + 2
        try:
            values = next(reader, None)
        except csv.Error as error:
            yield ReadProblem(source, number, f"broken row: {error}")
            continue
        while oversized:
            yield ReadProblem(source, oversized.pop(0), too_large(options))
        if values is None:
            return
        yield from _table_row(names, values, Origin(source, number), options)


def _within(numbered: Iterable[tuple[int, str | None]], oversized: list[int]) -> Iterator[str]:
    """The lines; one over the limit is empty, and its number goes into `oversized`."""
    for number, line in numbered:
        if line is None:
            oversized.append(number)
        yield line or ""


def _table_row(names: list[str], values: list[str], origin: Origin, options: Options) -> Iterator[Reading]:
    if len(values) > len(names):
        yield origin.problem(f"{len(values)} values under {len(names)} columns; is a separator missing its quotation marks?")
    elif any(values):
        yield from documents({"text": "", **dict(zip(names, values, strict=False))}, origin, options)


def parquet(stream: io.BufferedReader, source: str, options: Options) -> Iterator[Reading]:
    """A Parquet table, `BATCH` rows at a time; columns other than ours are not loaded."""
    try:
        table = pq.ParquetFile(stream)
        found = table.schema_arrow.names
        if "text" not in found:
            yield ReadProblem(source, None, f"no column 'text'; found {', '.join(map(repr, found))}")
            return
        number = 0
        for batch in table.iter_batches(BATCH, columns=[name for name in COLUMNS if name in found]):
            for row in batch.to_pylist():
                number += 1
                yield from documents(row, Origin(source, number), options)
    except pa.ArrowException as error:
        yield ReadProblem(source, None, f"not a readable Parquet file: {error}")
