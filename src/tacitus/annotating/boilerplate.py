"""Boilerplate: lines of a page that are not the report: captions, credits, bylines, pointers, share bars, pleas."""

import re
from functools import cache

from tacitus.lexicon import words
from tacitus.model import Document, Span

LONGEST = 250
"""Characters of the longest line taken as a whole: a longer one is a paragraph of news, whatever it begins with."""
LONGEST_CAPTION = 600
"""Characters a caption may have before its credit in brackets; agencies write two sentences there."""
HEAD_LINES = 6
"""Bylines stand in the first so many lines."""

_LINE = re.compile(r"[^\n]+")
_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_BYLINE = re.compile(r"(?:Analysis\.\s|ANALYSIS\s)?[Bb][Yy]\s+(\S+)[^.!?:;]*(?:\b[A-Z]\.[^.!?:;]*)*")
_SENTENCE_END = (".", "!", "?", "”", '"', "’")
_READING_TIME = re.compile(r"\d+\s+min(?:ute)?s?\s+read|\d+\s+(?:comments?|shares?)", re.IGNORECASE)


def find_boilerplate(document: Document) -> tuple[Span, ...]:
    """The stretches of `Document.full` that are kept and shown but not coded, in order, never overlapping.

    A line goes as a whole when it is no longer than 250 characters and is, or begins or ends with, a phrase of the lexicon
    (`reading.toml`, table `boilerplate`); a byline or the outlet's own name only among the first lines. Of a longer line only
    the bracket with a credit goes, and a caption before "(AP Photo/…)" at the line's head with it. Where captions make up
    most of the text it is a picture essay, and they are its report: only their credits go. The title is never taken.
    """
    offset = len(document.full) - len(document.text)
    found: list[tuple[int, int]] = []
    captions: list[tuple[int, int, int]] = []
    for number, match in enumerate(_LINE.finditer(document.text)):
        line, start = match[0], offset + match.start()
        caption = _caption(line)
        if _is_furniture(line.strip()) or (number < HEAD_LINES and _is_head(line.strip(), document.publisher)):
            found.append((start, start + len(line)))
        elif caption:
            captions.append((start, start + caption[0], start + caption[1]))
        elif credit := _credit_bracket(line):
            found.append((start + credit[0], start + credit[1]))
    essay = 2 * sum(end - start for start, _, end in captions) > len(document.text)
    found.extend((bracket if essay else start, end) for start, bracket, end in captions)
    return tuple(document.span(start, end) for start, end in sorted(found))


def _is_furniture(line: str) -> bool:
    if not line or len(line) > LONGEST:
        return False
    folded = _folded(line)
    return any(test(folded) for test in (_is_phrase, _begins, _is_labelled, _is_widget, _ends, _is_share_bar, _is_count))


def _folded(line: str) -> str:
    """Lower case, straight apostrophes, single spaces, without bullets and emphasis marks around it."""
    return " ".join(line.casefold().replace("’", "'").split()).strip("*_#>•·|-–—►▶→» ")


def _is_phrase(line: str) -> bool:
    return line.strip(".…:! ") in _vocabulary("lines")


def _begins(line: str) -> bool:
    return bool(_opener().match(line))


def _is_labelled(line: str) -> bool:
    return bool(_label().match(line))


def _is_widget(line: str) -> bool:
    return any(phrase in line for phrase in _vocabulary("widgets"))


def _ends(line: str) -> bool:
    return line.rstrip(".)] ").endswith(tuple(_vocabulary("closers")))


def _is_share_bar(line: str) -> bool:
    parts = re.findall(r"[\w-]+", line)
    return len(parts) > 1 and _vocabulary("share").issuperset(parts)


def _is_count(line: str) -> bool:
    return bool(_READING_TIME.fullmatch(line))


def _is_head(line: str, publisher: str | None) -> bool:
    """A byline, or the outlet's name with little after it ("Northgate News, Orvask")."""
    if len(line) > 120 or line.endswith(_SENTENCE_END):
        return False
    named = bool(publisher) and line.casefold().startswith((publisher or "").casefold()) and len(line) <= len(publisher or "") + 30
    return named or _is_byline(line)


def _is_byline(line: str) -> bool:
    match = _BYLINE.fullmatch(line)
    first = match[1].strip(",.").casefold() if match else ""
    dated = first in words("reading", "dateline.months") | words("reading", "dateline.weekdays")
    return match is not None and not dated and (match[1][0].isupper() or first in _vocabulary("bylines"))


def _caption(line: str) -> tuple[int, int] | None:
    """(start of the credit, its end) when a credit in brackets ends the line, or an agency's own stands near its head."""
    for bracket in _BRACKETS.finditer(line, 0, LONGEST_CAPTION):
        inside, last = _folded(bracket[1]), bracket.end() == len(line.rstrip())
        if _credit().search(inside) and (last or inside.startswith("ap photo")):
            return bracket.span()
    return None


def _credit_bracket(line: str) -> tuple[int, int] | None:
    """The bracket at the end of a line that tells who wrote, took or translated it."""
    bracket = next((b for b in _BRACKETS.finditer(line) if b.end() == len(line.rstrip())), None)
    return bracket.span() if bracket and _bracket_opener().match(_folded(bracket[1])) else None


@cache
def _vocabulary(key: str) -> frozenset[str]:
    return words("reading", f"boilerplate.{key}")


def _any_of(*keys: str) -> str:
    phrases = sorted(frozenset().union(*map(_vocabulary, keys)), key=len, reverse=True)
    return "(?:" + "|".join(map(re.escape, phrases)) + ")"


@cache
def _opener() -> re.Pattern[str]:
    return re.compile(rf"[(\[]?{_any_of('openers')}(?!\w)|[(\[]{_any_of('brackets')}(?!\w)[^()\[\]]*[)\]]\.?$")


@cache
def _label() -> re.Pattern[str]:
    return re.compile(rf"[(\[]?{_any_of('pointers', 'captions')}\s*(?:[:|]|\s[-–—]\s)")


@cache
def _bracket_opener() -> re.Pattern[str]:
    return re.compile(rf"{_any_of('brackets')}(?!\w)")


@cache
def _credit() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){_any_of('credits')}(?!\w)")
