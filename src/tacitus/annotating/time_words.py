"""The words of a report as the grammar of dates reads them: tokens without white space, and the vocabulary of times."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from spacy.tokens import Doc, Token

from tacitus import lexicon
from tacitus.timex import Piece, TimeExpression

Found = tuple[int, TimeExpression] | None
"""Where the words end (exclusive, in `Words` positions) and what they mean."""

BREAK = "¶"


def vocabulary() -> Mapping[str, Any]:
    """The tables of `data/lexicons/en/times.toml`."""
    return lexicon.load("times")


class Words:
    """The tokens of one parse, white space left out; a paragraph break is a word of its own that no rule matches.

    Positions count these words and may run past the end, where every word is empty.
    """

    def __init__(self, parse: Doc) -> None:
        self.tokens: list[Token | None] = []
        for token in parse:
            if not token.is_space:
                self.tokens.append(token)
            elif token.text.count("\n") > 1:
                self.tokens.append(None)
        self._low = [BREAK if t is None else t.lower_.replace("’", "'") for t in self.tokens]

        self._read: dict[tuple[str, int], Found] = {}

    def once(self, rule: str, i: int, read: Callable[[], Found]) -> Found:
        """What a rule reads at i, read once: the rules call each other many times at one word."""
        if (rule, i) not in self._read:
            self._read[rule, i] = read()
        return self._read[rule, i]

    def __len__(self) -> int:
        return len(self.tokens)

    def low(self, i: int) -> str:
        """The word in lower case; empty outside the text."""
        return self._low[i] if 0 <= i < len(self._low) else ""

    def bare(self, i: int) -> str:
        """The word in lower case without its full stop ("sept." → "sept")."""
        word = self.low(i)
        return word[:-1] if len(word) > 2 and word.endswith(".") else word

    def token(self, i: int) -> Token | None:
        """The token, or None at a break and outside the text."""
        return self.tokens[i] if 0 <= i < len(self.tokens) else None

    def capital(self, i: int) -> bool:
        """Whether the word starts with a capital letter."""
        token = self.token(i)
        return token is not None and token.text[:1].isupper()

    def phrase(self, i: int, text: str) -> int:
        """The position after the words of `text` (separated by blanks) if they stand at i, else −1."""
        if not self.low(i) or not text.startswith(self.low(i)):
            return -1
        parts = text.split(" ")
        return i + len(parts) if all(self.low(i + k) == part for k, part in enumerate(parts)) else -1

    def one_of(self, i: int, *words: str) -> int:
        """i + 1 when one of the words stands at i, else i: an optional word."""
        return i + 1 if self.low(i) in words else i

    def glued(self, i: int, limit: int = 7) -> list[tuple[int, str]]:
        """(end, text) of the runs of tokens from i that no white space parts, the longest first."""
        runs: list[tuple[int, str]] = []
        text = ""
        for j in range(i, min(i + limit, len(self))):
            token = self.tokens[j]
            if token is None:
                break
            text += token.text
            runs.append((j + 1, text))
            if token.whitespace_:
                break
        return runs[::-1]

    def number(self, i: int) -> tuple[int, int] | None:
        """(end, value) of a count in figures or words: "3", "three", "twenty-five", "a dozen", "a"."""
        numbers, word = vocabulary()["numbers"], self.low(i)
        if re.fullmatch(r"\d{1,3}", word):
            return i + 1, int(word)
        if word in ("a", "an"):
            return (i + 2, 12) if self.low(i + 1) == "dozen" else (i + 1, 1)
        if word not in numbers:
            return None
        value = numbers[word]
        if value >= 20 and self.low(i + 1) == "-" and numbers.get(self.low(i + 2), 99) < 10:
            return i + 3, value + numbers[self.low(i + 2)]
        return i + 1, value

    def ordinal(self, i: int) -> tuple[int, int] | None:
        """(end, value) of "1st", "third", "twenty-first", up to 31."""
        if match := re.fullmatch(r"(\d{1,2})(st|nd|rd|th)", self.low(i)):
            return (i + 1, int(match[1])) if 1 <= int(match[1]) <= 31 else None
        ordinals, tens = vocabulary()["ordinals"], {"twenty": 20, "thirty": 30}
        if self.low(i) in ordinals:
            return i + 1, ordinals[self.low(i)]
        if self.low(i) in tens and self.low(i + 1) == "-" and self.low(i + 2) in ordinals:
            return i + 3, tens[self.low(i)] + ordinals[self.low(i + 2)]
        return None


def longest(*found: Found) -> Found:
    """The reading that takes the most words; the first of equals."""
    best: Found = None
    for reading in found:
        if reading and (best is None or reading[0] > best[0]):
            best = reading
    return best


def piece(words: Words, start: int, found: tuple[int, TimeExpression]) -> Piece:
    """What was read from a word on, with the tokens that say it."""
    first, last = words.tokens[start], words.tokens[found[0] - 1]
    return Piece(first.i if first else start, last.i + 1 if last else found[0], found[1])
