"""Totals: words that make a toll a sum over a time or an area ("since Friday", "this year", "bringing the toll to 61")."""

import re
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Span as Sentence
from spacy.tokens import Token

from tacitus import lexicon
from tacitus.page import Mark, Mention


@dataclass(frozen=True)
class Scopes:
    """The words of one sentence that tell a time or an area a toll is summed over."""

    sentence: Sentence
    marks: tuple[Mark, ...]

    @classmethod
    def of(cls, sentence: Sentence) -> "Scopes":
        """The scope words of a sentence, in order."""
        found = []
        for match in _pattern().finditer(sentence.text):
            piece = sentence.char_span(match.start(), match.end(), alignment_mode="expand")
            if piece is not None:
                found.append(Mark(piece.start, piece.end))
        return cls(sentence, tuple(found))

    def over(self, harm: Token, victims: Mention) -> Mark | None:
        """The scope a toll is summed over: one that hangs on the harm word, or opens the sentence, or stands in its clause."""
        return next((mark for mark in self.marks if self._governs(mark, harm, victims)), None)

    def _governs(self, mark: Mark, harm: Token, victims: Mention) -> bool:
        first = harm.doc[mark.start]
        start, end = min(harm.i, victims.start), max(harm.i + 1, victims.end)
        if mark.start <= start and end <= mark.end + 8 and mark.end >= start - 4 and first.lemma_ in {"bring", "take", "push", "put"}:
            return True
        if harm in first.ancestors or first.head == harm:
            return not any(_is_other_clause(t, harm) for t in first.ancestors if t != harm and harm in t.ancestors)
        if mark.start - self.sentence.start <= 2:
            return _verb(first) == _verb(harm) or _verb(harm) in _verb(first).children
        between = harm.doc[min(end, mark.end) : max(mark.start, start)]
        return len(between) <= 8 and not any(t.text in {",", ";", "."} or t.pos_ == "VERB" for t in between)


def _is_other_clause(token: Token, harm: Token) -> bool:
    return token.pos_ == "VERB" and token.dep_ in {"relcl", "ccomp", "conj", "advcl"} and token != harm


def _verb(token: Token) -> Token:
    while token.pos_ not in {"VERB", "AUX"} and token.head != token:
        token = token.head
    return token


@cache
def _pattern() -> re.Pattern[str]:
    scopes = lexicon.load("harm")["scopes"]
    units = "|".join(scopes["units"])
    lasts = "|".join(scopes["lasts"])
    fixed = "|".join(re.escape(words) for words in scopes["fixed"])
    tolls = "|".join(scopes["raising"])
    return re.compile(
        rf"\b(?:since\b(?: the)? ?[\w.]+(?: of)?(?: \d{{4}})?"
        rf"|(?:in|over|during|within|for) (?:the )?(?:whole of )?(?:{lasts})(?: \w+)?(?: \w+)? (?:{units})"
        rf"|(?:this|last) (?:{'|'.join(scopes['periods'])})(?! (?:{'|'.join(scopes['weekparts'])}))"
        rf"|in (?:\w+[- ])?(?:\w+ )?(?:{units})(?: of (?:fighting|war|violence|clashes|protests|conflict))?\b(?! ?(?:ago|later|time))"
        rf"|(?:{tolls})(?: up)? (?:the|its|their) (?:\w+ ){{0,3}}(?:toll|total|number|tally|count|dead)"
        rf"|{fixed})\b",
        re.IGNORECASE,
    )
