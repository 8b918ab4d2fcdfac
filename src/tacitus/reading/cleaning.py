"""Cleaning: the text as shown. All offsets count in the cleaned text, so cleaning an already clean text changes nothing."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

WRAPPED = range(50, 101)
"""The longest line of a hard-wrapped text has one of these lengths; longer lines were not wrapped by a mail or wire program."""
SLACK = 4
"""Columns a wrapping program may leave free although the next word would have fitted (it evens out the lines)."""

_LINE_ENDS = "\n\v\f\x85\u2028\u2029"
_LIST_ITEM = re.compile(r"\s*(?:[-–—*•·]|\d{1,3}[.)])\s")


class _Characters(dict[int, str | None]):
    """What becomes of each code point, worked out on first sight."""

    def __missing__(self, code: int) -> str | None:
        character, category = chr(code), unicodedata.category(chr(code))
        kept: str | None = character
        if character in _LINE_ENDS:
            kept = "\n"
        elif category == "Zs" or character == "\t":
            kept = " "
        elif category in {"Cc", "Cf", "Cs"}:
            kept = None
        self[code] = kept
        return kept


_CHARACTERS = _Characters()


def clean(text: str) -> str:
    """NFC; every line end is `\\n`, every other space a plain one; soft hyphens, zero-width, bidi, control and lone surrogate
    characters are gone (Unicode categories Cf, Cc, Cs). Lines of spaces are empty, never two empty lines, none at the ends.

    Quotation marks, dashes, runs of spaces and single line breaks stay as they are. Idempotent.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_CHARACTERS)
    text = re.sub(r"(?m)^ +$", "", unicodedata.normalize("NFC", text))
    return re.sub(r"\n{3,}", "\n\n", text).strip(" \n")


def clean_line(text: str) -> str:
    """`clean` for a headline or name: white space of any kind becomes one space."""
    return " ".join(clean(text).split())


def unwrap(text: str) -> str:
    """Join the lines of a hard-wrapped text.

    A text is hard-wrapped when its longest line has 50 to 100 characters. A break is taken out only where the next line's
    first word would not have fitted into that width: so headlines, list items and short lines keep theirs.
    """
    width = max(map(len, text.split("\n")))
    if width not in WRAPPED:
        return text
    return "".join(_joined(text.split("\n"), width))


def _joined(lines: list[str], width: int) -> Iterator[str]:
    yield lines[0]
    for before, line in pairwise(lines):
        first = line.split(" ", 1)[0]
        full = len(before) + 1 + len(first) > width - SLACK
        wrapped = bool(before and line) and full and not line.startswith(" ") and not _LIST_ITEM.match(line)
        yield f" {line}" if wrapped and not _hyphenated(before) else line if wrapped else f"\n{line}"


def _hyphenated(line: str) -> bool:
    return len(line) > 1 and line[-1] == "-" and line[-2].isalpha()
