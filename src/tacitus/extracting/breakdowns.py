"""Breakdowns: a total taken apart in brackets or after a colon ("Killed: 31 (29 civilians, incl. 8 children; army: 4)")."""

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc, Token

from tacitus import lexicon
from tacitus.extracting.subjects import can_utter
from tacitus.extracting.victims import Counter, group_of
from tacitus.page import Mention, NumberMark, TollDraft

REACH = 60
"""How many tokens a bracket may be long, and a list after a colon."""
GAP = 8
"""How many tokens may stand between a total and its bracket ("17 by name from obituaries (army: 4)")."""


def find_breakdown(whole: TollDraft, counter: Counter) -> Iterator[TollDraft]:
    """The counts in the bracket, or after the colon, that follows a total: its parts with their groups, and what others count instead.

    A figure with a noun that is no larger than the total is a part ("29 civilians"); one behind a speaker and a colon ("rebels: 26") is
    another count of the same harm.
    """
    doc = counter.page.parse
    if whole.part or whole.max == 0 or whole.min is None:
        return
    for low, high in _pieces(doc, whole.end):
        figure = next((t.i for t in doc[low:high] if t.i in counter.numbers), None)
        if figure is None:
            continue
        mark = counter.numbers[figure]
        if said_by(doc[figure]) is not None:
            yield _drawn(whole, Mention(mark.start, mark.end, mark.end - 1), mark, harm_token=figure)
        elif (noun := _noun(doc, low, high, mark)) is not None and mark.min is not None and mark.min <= whole.min:
            part = _drawn(whole, Mention(mark.start, noun.i + 1, noun.i), mark, harm_token=whole.harm_token)
            yield replace(part, group="unspecified" if noun.pos_ == "PROPN" else group_of(noun), part=True)


def said_by(figure: Token) -> Token | None:
    """Whose count a figure in a bracket is: the speaker right before its colon ("(army: 4; rebels: 26)")."""
    if figure.i < 3 or figure.nbor(-1).text != ":":
        return None
    who = figure.nbor(-2)
    before = figure.doc[max(0, who.i - 3) : who.i]
    opened = any(t.text in {"(", ";", ","} for t in before)
    return who if opened and can_utter(who) else None


def _noun(doc: Doc, low: int, high: int, mark: NumberMark) -> Token | None:
    """The noun counted: the last one right after the figure; nothing but marks stands before the figure in its piece."""
    if any(t.is_alpha for t in doc[low : mark.start]):
        return None
    own = lexicon.words("harm", "breakdowns.own")
    end = next((t.i for t in doc[mark.end : high] if t.lower_ in own or t.pos_ in {"VERB", "AUX"}), high)
    return next((t for t in reversed(doc[mark.end : end]) if t.pos_ in {"NOUN", "PROPN"}), None)


def _drawn(whole: TollDraft, counted: Mention, mark: NumberMark, *, harm_token: int) -> TollDraft:
    return TollDraft(
        counted.start, counted.end, whole.harm, harm_token, mark.min, mark.max, "unspecified", mark.qualifier, counted,
        whole.cumulative, whole.scope,
    )  # fmt: skip


def _pieces(doc: Doc, start: int) -> Iterator[tuple[int, int]]:
    """The pieces of the list that opens after a total; nothing when none opens near."""
    opening = next((t for t in doc[start : start + GAP] if t.text in {"(", ":"} or t.text in {".", ";"}), None)
    if opening is None or opening.text in {".", ";"} or (opening.text == ":" and opening.i > start + 1):
        return
    ends = {")"} if opening.text == "(" else {".", "(", '"', "“", "!", "?"}
    rest = doc[opening.i + 1 : opening.i + REACH]
    end = next((t.i for t in rest if t.text in ends or (t.is_space and "\n" in t.text)), None)
    if end is None:
        return
    low, between = opening.i + 1, lexicon.words("harm", "breakdowns.between")
    for token in [*doc[low:end], doc[end]]:
        if token.i == end or token.lower_ in between or (token.text == "." and token.nbor(-1).lower_ == "incl"):
            yield low, token.i
            low = token.i + 1
