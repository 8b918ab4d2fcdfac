"""Decoding: bytes become text."""

import codecs
import io
import re
from collections.abc import Iterator

from charset_normalizer import from_bytes

_MARKS = (  # the UTF-32 mark begins with the UTF-16 one, so it is tried first
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([\w-]+)|<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w-]+)""", re.IGNORECASE)
WINDOWS = "cp1252"


def mark(raw: bytes) -> str | None:
    """The encoding that the byte order mark at the head declares."""
    return next((name for start, name in _MARKS if raw.startswith(start)), None)


def is_binary(head: bytes) -> bool:
    """Whether the first bytes are no text: a NUL without the mark of UTF-16 or UTF-32, or the signature of a PDF."""
    return (b"\0" in head and mark(head) in {None, "utf-8-sig"}) or head.startswith(b"%PDF-")


def decode(raw: bytes) -> str | None:
    """Text of the bytes: by their mark, else UTF-8, else the encoding a page declares, else what charset-normalizer finds.

    Where Windows-1252 fits as well as the best found, it is taken: it is what English text that is no UTF-8 nearly always
    is. None for bytes that are no text.
    """
    if is_binary(raw[:4096]):
        return None
    declared = _DECLARED.search(raw[:4096])
    named = (declared[1] or declared[2]).decode("ascii") if declared else None
    for encoding in (mark(raw) or "utf-8", named):
        if encoding and (text := _tried(raw, encoding)) is not None:
            return text
    matches = from_bytes(raw)
    best = matches.best()
    if best is None:
        return None
    windows = next((m for m in matches if WINDOWS in {m.encoding, *m.could_be_from_charset}), None)
    as_good = windows is not None and windows.chaos <= best.chaos and windows.coherence >= best.coherence
    return raw.decode(WINDOWS if as_good else best.encoding, errors="replace")


def _tried(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def lines(stream: io.BufferedReader, limit: int) -> Iterator[tuple[int, str | None]]:
    """(number from 1, line with its end) without holding more than one line; None for a line of more than `limit` bytes.

    A line that is not UTF-8 is read as Windows-1252; a stream with the mark of UTF-16 or UTF-32 is read as that.
    """
    encoding = mark(stream.peek(4))
    wide = encoding is not None and encoding != "utf-8-sig"
    source: io.BufferedReader | io.TextIOWrapper = stream
    if wide:
        source = io.TextIOWrapper(stream, encoding, errors="replace", newline="")
    number = 0
    while line := source.readline(limit + 1):
        number += 1
        if len(line) > limit:
            _skip(source, line, limit)
            yield number, None
        else:
            yield number, line if isinstance(line, str) else _line(line, number)


def _line(raw: bytes, number: int) -> str:
    text = _tried(raw, "utf-8-sig" if number == 1 else "utf-8")
    return raw.decode(WINDOWS, errors="replace") if text is None else text


def _skip(source: io.BufferedReader | io.TextIOWrapper, line: str | bytes, limit: int) -> None:
    """Move to the next line, a piece at a time."""
    while line and line[-1:] not in {"\n", b"\n"}:
        line = source.readline(limit + 1)
