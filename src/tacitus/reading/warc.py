"""Web archives: the pages kept in WARC files and WACZ packages."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from tacitus.reading.problems import ReadProblem

SUFFIXES = (".warc", ".warc.gz", ".wacz")
_PAGES = ("text/html", "application/xhtml+xml", "text/plain")


@dataclass(frozen=True, slots=True)
class ArchivedPage:
    """A page as a web archive holds it: `time` is when it was fetched, `body` unpacked."""

    url: str
    time: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


def is_archive(path: Path) -> bool:
    """Whether the name is that of a WARC file or a WACZ package."""
    return path.name.casefold().endswith(SUFFIXES)


def read_archive(path: Path, max_bytes: int) -> Iterator[ArchivedPage | ReadProblem]:
    """The pages answered with status 200, in the order kept; other records are passed over, a broken one is a problem.

    Records of type `response` and `resource` are pages when their type is HTML or plain text. A file that breaks off gives what
    stands before the break.
    """
    try:
        if zipfile.is_zipfile(path):
            yield from _package(path, max_bytes)
        else:
            with path.open("rb") as stream:
                yield from _records(stream, str(path), max_bytes)
    except (OSError, zipfile.BadZipFile) as error:
        yield ReadProblem(str(path), None, f"cannot be read: {error}")


def _package(path: Path, max_bytes: int) -> Iterator[ArchivedPage | ReadProblem]:
    with zipfile.ZipFile(path) as package:
        names = [name for name in package.namelist() if name.startswith("archive/") and name.casefold().endswith((".warc", ".warc.gz"))]
        if not names:
            yield ReadProblem(str(path), None, "holds no archive/*.warc.gz, so it is no WACZ package")
        for name in names:
            with package.open(name) as stream:
                yield from _records(stream, f"{path}!{name}", max_bytes)


def _records(stream: Any, source: str, max_bytes: int) -> Iterator[ArchivedPage | ReadProblem]:
    number = 0
    try:
        for number, record in enumerate(ArchiveIterator(stream), 1):
            if record.rec_type in {"response", "resource"} and _is_page(record):
                yield _page(record, source, number, max_bytes)
    except (ArchiveLoadFailed, OSError, EOFError, ValueError) as error:
        yield ReadProblem(source, number + 1, f"the archive breaks off: {error}")


def _is_page(record: Any) -> bool:
    if record.rec_type == "resource":
        return str(record.content_type or "").startswith(_PAGES)
    http = record.http_headers
    return http is not None and http.get_statuscode() == "200" and (http.get_header("Content-Type") or "").casefold().startswith(_PAGES)


def _page(record: Any, source: str, number: int, max_bytes: int) -> ArchivedPage | ReadProblem:
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    body = _bounded(record.content_stream(), max_bytes)
    if body is None:
        return ReadProblem(source, number, f"{url} is larger than {max_bytes:,} bytes; raise the setting 'max_bytes' to read it")
    headers = tuple(record.http_headers.headers) if record.http_headers else (("Content-Type", str(record.content_type)),)
    return ArchivedPage(url, record.rec_headers.get_header("WARC-Date") or "", 200, headers, body)


def _bounded(stream: BinaryIO, max_bytes: int) -> bytes | None:
    """The whole stream, None when it is longer; never more than a megabyte over the bound is held."""
    out = io.BytesIO()
    while piece := stream.read(1 << 20):
        out.write(piece)
        if out.tell() > max_bytes:
            return None
    return out.getvalue()
