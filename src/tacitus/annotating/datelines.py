"""Datelines: the "BEIRUT, Lebanon (AP) —" at the head of a report."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice

from tacitus.lexicon import words
from tacitus.model import Document
from tacitus.page import Dateline

LONGEST = 110
"""Characters a dateline may have, its dash included."""
LEAST_REST = 30
"""Characters that must follow on the line: what has less under it is a heading."""
HEAD_LINES = 5
"""How many lines from the top are looked at: bylines and notes of correction may stand first."""

_DASHES = "—―–-"
_LETTERS = r"[^\W\d_]"
_DASH = re.compile(r"\s*(?:—|―|--+)\s*|\.-\s+|\s+_(?:\s+|$)|[.,]?\s+[–-]{1,2}\s+|(?<=[a-z\d)])\s*–\s+")
_STOP = re.compile(r"(?<=[\w).])[.:]\s+(?=[\W\d]*[^\W\d_a-z])")
_BRACKET_END = re.compile(r"\)\s+(?=[A-Z\d\"“‘'])|\s*/[A-Z][A-Z-]+/\.?\s+")
_BRACKET = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]|/([A-Z][A-Z-]+)/\.?")
_CORRESPONDENT = re.compile(r"(?:By|From)\s[^—–:.\n]{3,60}?(?:,\s|\sin\s)([A-Z][\w'’ -]{2,30}?)\s*[—–]\s*(?=[A-Z\d\"“])")
_UNDASHED = re.compile(
    r"([^\W\d_a-z][^\W\d_a-z'’.-]{2,}(?: [^\W\d_a-z][^\W\d_a-z'’.-]+){0,2}) (?=(?:[A-Z][a-z]|[AI] [a-z]|[A-Z]\.[A-Z]\.|\d))"
)
_SPEAKER = re.compile(r"(?m)^[^\W\d_a-z][^\W\d_a-z .'’-]+:\s")
_BEGINS = re.compile(r"(?:\[[A-Z ]+\]\s*)*[\"“‘'(\[]*(?:\d|(?![a-z])[^\W\d_])")
_WRAPPED = re.compile(r"\(([A-Z][\w'’ -]+),\s([^()]+)\)\s+(?=[A-Z])")


def find_dateline(document: Document) -> Dateline | None:
    """The dateline in one of the first lines of the text, as characters of `Document.full` up to and with its dash.

    It is a place in capitals, or a place with a date or an agency, or an agency alone, before a dash, stop or colon; or a
    place in ordinary letters before a spaced dash. A sentence must follow on the line (any words will do under a date or an
    agency), and no word of it may open a heading ("UPDATE – …"). Without any sign after it ("LIRENE Soldiers …") capitals
    are a place only when the text does not use them again. A list of briefs, each with its place, has none. A dateline says
    where the reporter was, not where the act was (codebook 5, where, rule 1).
    """
    offset = len(document.full) - len(document.text)
    head = islice(_lines(document.text), HEAD_LINES)
    found = next((found for start, line in head if (found := _read(line, offset + start, document))), None)
    return None if found and found.place and _is_list(document, found.place) else found


def _is_list(document: Document, place: str) -> bool:
    """Whether two more lines begin with other places in capitals and a dash: a list of briefs, each with the place of its act."""
    others = 0
    for _, line in _lines(document.text):
        head = _read(line, 0, document)
        if head and head.place not in {None, place} and line[: head.end].rstrip()[-1] in _DASHES:
            others += _in_capitals(head.place or "")
    return others > 1


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """(start, line) of the lines that are not empty."""
    return ((match.start(), match[0]) for match in re.finditer(r"[^\n]+", text))


def _read(line: str, start: int, document: Document) -> Dateline | None:
    if found := _by_correspondent(line, start):
        return found
    for pattern in (_DASH, _BRACKET_END, _STOP):
        for sign in pattern.finditer(line, 0, LONGEST):
            cut = sign.end() if pattern is _BRACKET_END else sign.start() + sign[0].startswith((".", ","))
            head, rest = line[:cut], line[sign.end() :]
            alone = not rest and pattern is _DASH  # some wires break the line after the dash
            if not (alone or _BEGINS.match(rest)) or (sign[0].startswith(":") and _is_transcript(document.text)):
                continue
            found = _parts(head.strip(), start, sign.end(), _strength(pattern, sign[0]))
            if found and (found.agency or found.date_words or alone or _opens_report(rest)):
                return found
            if pattern is _DASH:
                break
    return _in_brackets(line, start) or _undashed(line, start, document.text)


def _is_transcript(text: str) -> bool:
    """Whether several lines begin with a label in capitals and a colon: those are speakers."""
    return len(_SPEAKER.findall(text)) > 1


def _opens_report(rest: str) -> bool:
    """Whether what follows is a sentence and not the rest of a heading."""
    return bool(_BEGINS.match(rest)) and len(rest) >= LEAST_REST and bool(re.search(r"[a-z]{2}[.!?]|.{90}", rest))


def _strength(pattern: re.Pattern[str], sign: str) -> str:
    """What the sign allows before it: `dash` any place, `stop` and `bracket` only one in capitals or with a date or agency."""
    return "stop" if pattern is _STOP else "bracket" if pattern is _BRACKET_END else "dash" if "-" not in sign or "--" in sign else "hyphen"


def _parts(head: str, start: int, length: int, strength: str) -> Dateline | None:
    """Place, region, agency and date of the words before the sign; None when they are anything else."""
    agency, date_words, bracketed_region = None, None, None
    for bracket in _BRACKET.finditer(head):
        inner = next(filter(None, bracket.groups()), "").strip()
        if _is_date(inner):
            date_words = inner
        elif head[bracket.end() :].lstrip().startswith((",", ".")) or (strength == "stop" and not _known(inner)):
            bracketed_region = inner
        elif _is_agency(inner) and (bracket.start() > 0 or _known(inner)):
            agency = inner.split(",")[0]
    plain = _BRACKET.sub(" ", head).strip(" ,.")
    plain, named = _trailing_agency(plain)
    agency = agency or named
    pieces = [piece for piece in re.split(r"\s*,\s*", plain.strip(" ,")) if piece.strip(" .")]
    dates = [piece for piece in pieces if _is_date(piece)]
    places = [piece for piece in pieces if piece not in dates]
    date_words = ", ".join(dates) or date_words
    if not (_stands(places, bool(agency or date_words), strength) if places else _stands_alone(agency, date_words, strength)):
        return None
    region = ", ".join(places[1:]) or bracketed_region
    return Dateline(start, start + length, places[0] if places else None, region, agency, date_words)


def _stands(places: list[str], supported: bool, strength: str) -> bool:
    """Whether these places are a dateline, `supported` by an agency or a date: see `find_dateline`."""
    if len(places) > 3 or not all(map(_is_place, places)):
        return False
    if _in_capitals(places[0]):
        return strength != "bracket" or supported
    return (
        supported
        if strength in {"hyphen", "bracket"}
        else strength == "dash" and (supported or (len(places) <= 2 and not places[0].isupper()))
    )


def _stands_alone(agency: str | None, date_words: str | None, strength: str) -> bool:
    """An agency without a place needs a dash, and a date when we do not know it."""
    return agency is not None and strength in {"dash", "hyphen"} and bool(_known(agency) or date_words)


def _is_place(words_: str) -> bool:
    parts = words_.split()
    plain = [part.strip(".").casefold() for part in parts]
    if not 1 <= len(parts) <= 5 or len(words_) < 2 or not _vocabulary("not_places").isdisjoint(plain) or not _dates().isdisjoint(plain):
        return False
    return all(re.match(rf"(?:\W|d['’])*{_LETTERS}", part) and (not part[0].islower() or part.split("-")[0] in _small()) for part in parts)


def _small() -> frozenset[str]:
    return _vocabulary("small") | _vocabulary("leading")


def _dates() -> frozenset[str]:
    return _vocabulary("months") | _vocabulary("weekdays")


def _in_capitals(place: str) -> bool:
    """KAMAROV YAR, PORT-AU-PRINCE, RAS al-AYN."""
    parts = [part for part in re.split(r"[ /-]", place) if part and part not in _small()]
    return all(part.isupper() for part in parts) and sum(map(str.isalpha, "".join(parts))) >= 3


def _is_agency(inner: str) -> bool:
    """Any short name in brackets, unless it tells how the text came to be."""
    return 0 < len(inner) <= 40 and inner.casefold() not in _vocabulary("not_agencies") and bool(re.match(r"[A-Z]", inner))


def _known(agency: str) -> bool:
    return agency.casefold() in _vocabulary("agencies")


def _trailing_agency(plain: str) -> tuple[str, str | None]:
    """("Orvask, Zhelmaria", "CNN") of "Orvask, Zhelmaria CNN"."""
    parts = plain.split()
    for size in (3, 2, 1):
        name = " ".join(parts[-size:])
        if len(parts) >= size and _known(name):
            return " ".join(parts[:-size]), name
    return plain, None


def _is_date(piece: str) -> bool:
    return bool(_date_pattern().fullmatch(piece.strip(" .")))


@cache
def _date_pattern() -> re.Pattern[str]:
    month = "(?:" + "|".join(sorted(_vocabulary("months"), key=len, reverse=True)) + r")\.?"
    weekday = "(?:" + "|".join(sorted(_vocabulary("weekdays"), key=len, reverse=True)) + r")\.?"
    day, year = r"\d{1,2}(?:st|nd|rd|th)?", r"(?:,?\s*(?:\d{4}|['’]?\d{2}))?"
    return re.compile(rf"(?:{weekday},?\s*)?(?:{month}\s*{day}{year}|{day}\s+{month}{year})|{weekday}|\d{{4}}", re.IGNORECASE)


@cache
def _vocabulary(key: str) -> frozenset[str]:
    return words("reading", f"dateline.{key}")


def _by_correspondent(line: str, start: int) -> Dateline | None:
    """ "By Ana Low, Lagos — …" and "From our correspondent in Lagos — …"."""
    match = _CORRESPONDENT.match(line)
    if match is None or not _is_place(match[1]) or not _opens_report(line[match.end() :]):
        return None
    return Dateline(start, start + match.end(), match[1])


def _in_brackets(line: str, start: int) -> Dateline | None:
    """ "(Lagos, 9 August) …"."""
    match = _WRAPPED.match(line)
    if match is None or not _is_place(match[1]) or not _is_date(match[2]):
        return None
    return Dateline(start, start + match.end(), match[1], date_words=match[2])


def _undashed(line: str, start: int, text: str) -> Dateline | None:
    """ "LIRENE Soldiers …": a page that lost its dash."""
    match = _UNDASHED.match(line)
    if match is None or not _is_place(match[1]) or not _opens_report(line[match.end() :]):
        return None
    place = match[1]
    if place.casefold() in _vocabulary("acronyms") or len(re.findall(rf"\b{re.escape(place)}\b", text)) > 1:
        return None
    return Dateline(start, start + match.end(), place)
