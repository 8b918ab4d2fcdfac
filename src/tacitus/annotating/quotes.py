"""Quotations: where direct speech begins and ends."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Doc, Token

from tacitus.page import Quote

Side = Literal["open", "close", "either"]

_OPENING = {"“": '"', "„": '"', "«": '"', "‘": "'", "‚": "'", "``": '"', "‟": '"', "‹": "'"}
_CLOSING = {"”": '"', "»": '"', "’": "'", "''": '"', "›": "'"}
_STRAIGHT = {'"': '"', "'": "'"}


@dataclass(frozen=True, slots=True)
class _Sign:
    """A quotation mark: token index, family (double or single) and which side the glyph and the blanks around it allow."""

    token: int
    family: str
    side: Side
    clear: bool
    """Whether the glyph or the blanks leave no doubt."""


def find_quotes(parse: Doc) -> tuple[Quote, ...]:
    """The quotations of a text, outermost only, marks left out, in order.

    A mark opens after a blank, a bracket or a dash and closes before one; curly marks say it themselves. A single mark opens only when a
    single mark closes it in the same paragraph, so that apostrophes never do. A quotation ends at its closing mark; when the next paragraph
    begins with an opening mark of the same family before any closing one, it runs on there. A double mark at the head of a paragraph that
    nothing closes holds that paragraph alone; any other mark that nothing closes yields nothing.
    """
    signs = [sign for token in parse if (sign := _sign(token))]
    breaks = [token.i for token in parse if token.is_space and "\n" in token.text]
    return tuple(_pair(parse, signs, breaks))


def _sign(token: Token) -> _Sign | None:
    text = token.text
    family = _OPENING.get(text) or _CLOSING.get(text) or _STRAIGHT.get(text)
    if family is None or _is_apostrophe(token):
        return None
    if text in _OPENING:
        return _Sign(token.i, family, "open", True)
    if text in _CLOSING:
        return _Sign(token.i, family, "close", True)
    before, after = _blank_before(token), _blank_after(token)
    side: Side = "either" if before == after else "open" if before else "close"
    return _Sign(token.i, family, side, before != after)


def _is_apostrophe(token: Token) -> bool:
    """Whether a single mark belongs to a word: a possessive, or glued to letters on both sides."""
    if token.text not in {"'", "’"}:
        return False
    if token.tag_ == "POS" and token.i and token.nbor(-1).text.endswith(("s", "S", "z", "x")):
        return not _opened_before(token)
    glued = token.i > 0 and not token.nbor(-1).whitespace_ and not token.nbor(-1).is_punct
    return glued and not token.whitespace_ and token.i + 1 < len(token.doc) and token.nbor().is_alpha


def _opened_before(token: Token) -> bool:
    """Whether a single mark that must be an opening one stands before in the paragraph, with none that closes it in between."""
    for other in reversed(token.doc[: token.i]):
        if other.is_space and "\n" in other.text:
            return False
        if other.text == "‘" or (other.text == "'" and _blank_before(other) and not _blank_after(other)):
            return True
        if other.text in {"'", "’"} and _blank_after(other) and other.nbor(-1).is_punct:
            return False
    return False


def _blank_before(token: Token) -> bool:
    if token.i == 0:
        return True
    before = token.nbor(-1)
    return bool(before.whitespace_) or before.is_space or before.text in {"(", "[", "—", "–", "-", '"', "“", "‘"}


def _blank_after(token: Token) -> bool:
    if token.i + 1 >= len(token.doc):
        return True
    after = token.nbor()
    return bool(token.whitespace_) or after.is_space or after.text in {")", "]", ",", ".", "?", "!", ";", ":", "—", "–", "”", "’"}


def _pair(parse: Doc, signs: Sequence[_Sign], breaks: Sequence[int]) -> Iterator[Quote]:
    i = 0
    while i < len(signs):
        closing = _closing(signs, i, breaks) if signs[i].side != "close" else None
        if closing is None:
            if (rest := _paragraph(parse, signs, i, breaks)) is not None:
                yield rest
            i += 1
            continue
        start, end = signs[i].token + 1, signs[closing].token
        if start < end:
            yield Quote(start, end)
        i = closing + 1


def _paragraph(parse: Doc, signs: Sequence[_Sign], i: int, breaks: Sequence[int]) -> Quote | None:
    """The paragraph that an unclosed double mark begins, when it holds no other mark of the family."""
    sign = signs[i]
    if sign.family != '"' or sign.side == "close" or (sign.token and sign.token - 1 not in breaks):
        return None
    end = next((b for b in breaks if b > sign.token), len(parse))
    if any(sign.token < other.token < end and other.family == '"' for other in signs[i + 1 :]):
        return None
    return Quote(sign.token + 1, end) if end - sign.token > 2 else None


def _closing(signs: Sequence[_Sign], opening: int, breaks: Sequence[int]) -> int | None:
    """The sign that closes the one at `opening`, or None. Each paragraph break must be followed by a repeated opening mark."""
    first, at = signs[opening], signs[opening].token
    for j in range(opening + 1, len(signs)):
        sign = signs[j]
        if sign.family != first.family:
            continue
        crossed = [b for b in breaks if at < b < sign.token]
        if crossed:
            if first.family == "'" or sign.side == "close" or sign.token != crossed[-1] + 1 or len(crossed) > 1:
                return None
            at = sign.token
        elif sign.side == "open" and sign.clear:
            return None
        else:
            return j
    return None
