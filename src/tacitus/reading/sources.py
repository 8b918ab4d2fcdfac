"""Sources: files, folders, patterns and standard input, each opened by what it is."""

import hashlib
import io
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from glob import has_magic, iglob
from pathlib import Path
from typing import cast

from tacitus.reading.decoding import decode, is_binary, mark
from tacitus.reading.html import page_row
from tacitus.reading.problems import ReadProblem
from tacitus.reading.rows import Options, Origin, Reading, documents, too_large
from tacitus.reading.tables import delimited, json_any, json_lines, parquet
from tacitus.reading.texts import markdown_row, plain_row

Reader = Callable[[io.BufferedReader, str, Options], Iterator[Reading]]

STANDARD_INPUT = "-"
_PAGE = re.compile(r"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|article)\b", re.IGNORECASE | re.DOTALL)
_JSON = re.compile(r'\s*(?:\{\s*["}]|\[\s*[{\]])')


def read(
    sources: Iterable[str | Path], *, published: date | None = None, max_bytes: int = 20_000_000, language: str = "en"
) -> Iterator[Reading]:
    """Documents of all sources in the order given, and a `ReadProblem` for whatever could not be read; nothing raises.

    A source is a file, a folder (all files under it by name, hidden ones left out), a pattern ("2024/**/*.html") or "-" for
    standard input. The suffix says what a file is (.txt, .md, .html, .jsonl, .json, .csv, .tsv, .parquet); other files and
    standard input are known by how they begin. Lazy: tables are read a row at a time. `published` is for documents without a
    date of their own; `max_bytes` bounds one document or table row.
    """
    options = Options(published, max_bytes, language)
    for source in [sources] if isinstance(sources, str | Path) else sources:
        if str(source) == STANDARD_INPUT:
            yield from _reported(cast(io.BufferedReader, sys.stdin.buffer), STANDARD_INPUT, sniffed, options)
            continue
        found = paths(source)
        if not found:
            yield ReadProblem(str(source), None, "no such file, and no file matches it")
        for path in found:
            yield from _file(path, options)


def paths(source: str | Path) -> list[Path]:
    """The files a source stands for, sorted; a name that exists is never taken as a pattern."""
    path = Path(source)
    if path.is_dir():
        return sorted(p for p in path.rglob("*") if p.is_file() and not any(part.startswith(".") for part in p.relative_to(path).parts))
    if path.exists():
        return [path]
    return sorted(p for p in map(Path, iglob(str(source), recursive=True)) if p.is_file()) if has_magic(str(source)) else []


def _file(path: Path, options: Options) -> Iterator[Reading]:
    try:
        with path.open("rb") as stream:
            yield from _reported(stream, str(path), READERS.get(path.suffix.casefold(), sniffed), options)
    except OSError as error:
        yield ReadProblem(str(path), None, f"cannot be read: {error.strerror or error}")


def _reported(stream: io.BufferedReader, source: str, reader: Reader, options: Options) -> Iterator[Reading]:
    """What the reader yields; a source that is empty, binary or gives nothing is a problem."""
    head = stream.peek(4096)[:4096]
    if not head:
        yield ReadProblem(source, None, "is empty")
    elif reader is not parquet and is_binary(head) and not head.startswith(b"PAR1"):
        yield ReadProblem(source, None, "is binary, not text; convert it to text, HTML, JSON Lines, CSV or Parquet first")
    else:
        nothing = True
        for reading in reader(stream, source, options):
            nothing = False
            yield reading
        if nothing:
            yield ReadProblem(source, None, "holds no rows")


def sniffed(stream: io.BufferedReader, source: str, options: Options) -> Iterator[Reading]:
    """Read a source whose kind is told by its first characters: Parquet, JSON, a page, else plain text."""
    raw = stream.peek(4096)[:4096]
    head = raw.decode(mark(raw) or "utf-8", errors="replace")
    reader = parquet if raw.startswith(b"PAR1") else json_any if _JSON.match(head) else page if _PAGE.match(head) else plain
    return reader(stream, source, options)


def _whole(row_of: Callable[[str], Mapping[str, object] | None]) -> Reader:
    """A reader for kinds of which one source is one document."""

    def reader(stream: io.BufferedReader, source: str, options: Options) -> Iterator[Reading]:
        raw = stream.read(options.max_bytes + 1)
        origin = Origin(source, None, hashlib.sha256(raw).hexdigest())
        text = decode(raw) if len(raw) <= options.max_bytes else None
        row = row_of(text) if text and text.strip() else {"text": text or ""}
        if len(raw) > options.max_bytes:
            yield origin.problem(too_large(options))
        elif text is None:
            yield origin.problem("no encoding fits its bytes; convert it to UTF-8")
        elif row is None:
            yield origin.problem("the page holds no article")
        else:
            yield from documents(row, origin, options)

    return reader


plain = _whole(plain_row)
page = _whole(page_row)

READERS: Mapping[str, Reader] = {
    ".txt": plain,
    ".md": _whole(markdown_row),
    ".markdown": _whole(markdown_row),
    ".html": page,
    ".htm": page,
    ".xhtml": page,
    ".json": json_any,
    ".jsonl": json_lines,
    ".ndjson": json_lines,
    ".csv": delimited,
    ".tsv": delimited,
    ".parquet": parquet,
}
"""Suffix in lower case → reader."""
