"""Windows: how a report is cut into stretches the learned head can read, and which features each word piece carries.

Training (`training/`) and reading (`head.py`) both use this module, so that the head always meets the form it was trained on.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any

CLS, SEP = 101, 102
"""Piece ids of BERT's uncased vocabulary: start of window, end of a part."""

MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")
SHAPES = ("other", "lower", "title", "upper", "mixed", "digits")
ERAS = ("none", "year_same", "year_before", "year_older", "year_later", "month_same", "month_before", "month_other")
PARTS = ("none", "headline", "lead", "upper_body", "middle_body", "lower_body")

_YEAR = re.compile(r"(1[89]|20)\d\d")


@dataclass(frozen=True, slots=True)
class Words:
    """A report as words: `sentences` in order, the first `headline` of them being the headline."""

    sentences: tuple[tuple[str, ...], ...]
    headline: int
    published: date | None = None


@dataclass(slots=True)
class Window:
    """One input of the head: parallel columns, one entry a word piece; `words` is the word the entry answers for, or -1.

    A word is answered once in a report, at its first piece; the headline and the sentence before that a later window repeats
    as context answer for nothing.
    """

    ids: list[int] = field(default_factory=list)
    shapes: list[int] = field(default_factory=list)
    eras: list[int] = field(default_factory=list)
    parts: list[int] = field(default_factory=list)
    words: list[int] = field(default_factory=list)

    def add(self, pieces: Sequence["Piece"], *, answers: bool) -> None:
        """Append pieces; with `answers` their first pieces answer for their words."""
        for piece in pieces:
            self.ids.append(piece.id)
            self.shapes.append(piece.shape)
            self.eras.append(piece.era)
            self.parts.append(piece.part)
            self.words.append(piece.word if answers and piece.first else -1)

    def mark(self, piece_id: int) -> None:
        """Append a start or end mark."""
        self.add((Piece(piece_id, 0, 0, 0, -1, False),), answers=False)


@dataclass(frozen=True, slots=True)
class Piece:
    """A word piece with its features and the word it belongs to."""

    id: int
    shape: int
    era: int
    part: int
    word: int
    first: bool


def shape_of(word: str) -> int:
    """Index in SHAPES: the encoder knows no capitals, this tells it; a word of one capital letter counts as title."""
    if word.isdigit():
        return 5
    letters = "".join(c for c in word if c.isalpha())
    if not letters:
        return 0
    if letters.islower():
        return 1
    if letters[0].isupper() and (letters[1:].islower() or len(word) == 1):
        return 2
    return 3 if letters.isupper() else 4


def era_of(word: str, published: date | None) -> int:
    """Index in ERAS: how a year or a month's name stands to the day of publication; 0 for other words and undated reports."""
    if published is None:
        return 0
    if _YEAR.fullmatch(word):
        back = published.year - int(word)
        return 1 if back == 0 else 2 if back == 1 else 3 if back > 1 else 4
    month = _month(word)
    if month is None:
        return 0
    return 5 if month == published.month else 6 if month % 12 + 1 == published.month else 7


def _month(word: str) -> int | None:
    """1 to 12 for the capitalised name of a month or its form of three or four letters."""
    stem = word.rstrip(".").lower()
    if not word[:1].isupper() or len(stem) < 3:
        return None
    return next((i for i, name in enumerate(MONTHS, 1) if name == stem or (len(stem) <= 4 and name.startswith(stem))), None)


def part_of(sentence: int, headline: int) -> int:
    """Index in PARTS: background tends to stand low in a report, so the head is told how low a sentence stands."""
    body = sentence - headline
    return 1 if body < 0 else 2 if body == 0 else 3 if body < 3 else 4 if body < 8 else 5


def pieces_of(report: Words, tokenizer: Any) -> list[list[Piece]]:
    """The word pieces of each sentence, with features; a word the tokenizer drops has none."""
    flat = [word for sentence in report.sentences for word in sentence]
    encoding = tokenizer.encode(flat, is_pretokenized=True, add_special_tokens=False)
    of_word: list[list[int]] = [[] for _ in flat]
    for piece, word in zip(encoding.ids, encoding.word_ids, strict=True):
        of_word[word].append(piece)
    words = iter(enumerate(zip(flat, of_word, strict=True)))
    result = []
    for i, sentence in enumerate(report.sentences):
        part, row = part_of(i, report.headline), []
        for index, (word, ids) in islice(words, len(sentence)):
            shape, era = shape_of(word), era_of(word, report.published)
            row += [Piece(piece, shape, era, part, index, k == 0) for k, piece in enumerate(ids)]
        result.append(row)
    return result


def cut(sentences: Sequence[Sequence[Piece]], headline: int, budget: int, context: int) -> Iterator[Window]:
    """Windows of at most `budget` pieces that together answer for every word once.

    Each holds the headline (its first `context` pieces), the end of the sentence before (at most `context` pieces) and then as
    many whole sentences as fit. The headline is answered in the first window. A sentence longer than the room is cut at a word.
    """
    title = [p for sentence in sentences[:headline] for p in sentence]
    room = budget - 2 * context - 3
    chunks = [chunk for sentence in (title[room:], *sentences[headline:]) for chunk in _chunks(sentence, room)]
    before: Sequence[Piece] = ()
    first = True
    while chunks or first:
        window = Window()
        window.mark(CLS)
        shown = title[:room] if first else title[:context]
        window.add(shown, answers=first)
        window.mark(SEP)
        window.add(before[-context:], answers=False)
        while chunks and (len(window.ids) + len(chunks[0]) < budget):
            before = chunks.pop(0)
            window.add(before, answers=True)
        window.mark(SEP)
        yield window
        first = False


def _chunks(sentence: Sequence[Piece], room: int) -> Iterator[list[Piece]]:
    """The sentence in stretches of at most `room` pieces, cut before a word's first piece where one stands in reach."""
    start = 0
    while start < len(sentence):
        end = min(start + room, len(sentence))
        while end < len(sentence) and end > start + 1 and not sentence[end].first:
            end -= 1
        yield list(sentence[start:end])
        start = end
