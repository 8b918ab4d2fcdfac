"""Totals: words that make a toll a sum over a time or an area ("since Friday", "this year", "bringing the toll to 61")."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from spacy.tokens import Span as Sentence
from spacy.tokens import Token

from tacitus import lexicon
from tacitus.extracting.listings import harm_words
from tacitus.page import Mark, Mention

REACH = 10
"""How many tokens a scope may stand from the toll when the parse does not join them."""


@dataclass(frozen=True)
class Scopes:
    """The words of one sentence that tell a time or an area a toll is summed over."""

    sentence: Sentence

    @cached_property
    def marks(self) -> tuple[Mark, ...]:
        """The scope words of the sentence, in order; looked for only where somebody is harmed."""
        found = _pattern().finditer(self.sentence.text)
        pieces = (self.sentence.char_span(m.start(), m.end(), alignment_mode="expand") for m in found)
        return tuple(Mark(piece.start, piece.end) for piece in pieces if piece is not None)

    def over(self, harm: Token, victims: Mention) -> Mark | None:
        """The scope of a toll: words that hang on its verb, open its sentence or stand beside it; or a whole war as the cause."""
        found = next((mark for mark in self.marks if self._governs(mark, harm, victims)), None)
        return found or _war(harm)

    def _governs(self, mark: Mark, harm: Token, victims: Mention) -> bool:
        first = harm.doc[mark.start]
        start, end = min(harm.i, victims.start), max(harm.i + 1, victims.end)
        if first.lemma_ in _scopes()["raising"]:
            return mark.start <= end and start <= mark.end + REACH
        if first.lower_ == "since":
            return self._since(first, harm)
        if mark.end <= start and self._result(first, harm):
            return True
        if first.head.pos_ in {"VERB", "AUX"} or first.head == harm:
            return _coordinate(first) == _coordinate(harm)
        if mark.start - self.sentence.start <= 2:
            return _clause(first) == _clause(harm)
        between = harm.doc[min(end, mark.end) : max(mark.start, start)]
        return len(between) <= REACH and not any(
            t.text in {",", ";"} or (t.pos_ == "VERB" and t.lemma_ not in harm_words()) for t in between
        )

    def _result(self, first: Token, harm: Token) -> bool:
        """Whether the harm is what came of all that the words sum: "attacks over three years, killing 900", "weeks of raids"."""
        verb = _coordinate(harm)
        if verb.dep_ == "relcl" or verb.head.dep_ == "relcl":
            return any(first.head == a or first == a for a in verb.ancestors if a.i >= first.i)
        return verb.tag_ == "VBG" and verb.dep_ == "advcl" and verb.head in first.ancestors

    def _since(self, since: Token, harm: Token) -> bool:
        """A "since" that hangs on the verb of the harm or a coordinated one, not one in a noun phrase ("deadliest since")."""
        inner = since.head if since.dep_ == "mark" else since
        if harm == inner or inner in harm.ancestors:
            return False
        above = inner.head
        raising = _verb(above)
        if raising.lemma_ in _scopes()["raising"] and raising.dep_ == "advcl":
            return raising in harm.ancestors  # "killed four, bringing the toll since Friday to 61"
        if above.pos_ in {"NOUN", "ADJ"} and above != harm and since.i != self.sentence.start:
            return False
        return _clause(above) == _clause(harm) or since.i == self.sentence.start or above == harm


def _war(harm: Token) -> Mark | None:
    """ "The war has killed …", "a war in which 9,000 died", "uprooted by the insurgency": the toll is summed over the whole war."""
    verb = _verb(harm)
    causes = [c for c in verb.children if c.dep_ in {"nsubj"}]
    causes += [g for c in verb.children if c.dep_ == "agent" or c.lower_ == "by" for g in c.children]
    causes += [verb.head] if verb.dep_ == "relcl" else []
    words = lexicon.words("harm", "scopes.wars")
    return next((Mark(c.i, c.i + 1) for c in causes if c.lemma_.lower() in words), None)


def _clause(token: Token) -> Token:
    """The first of the coordinated verbs of the token's clause; participles and complements that lean on it count with it."""
    verb = _verb(token)
    while verb.dep_ in {"conj", "advcl", "xcomp", "acl"} and verb.head.pos_ in {"VERB", "AUX"}:
        verb = verb.head
    return verb


def _coordinate(token: Token) -> Token:
    verb = _verb(token)
    while verb.dep_ == "conj" and verb.head.pos_ in {"VERB", "AUX"}:
        verb = verb.head
    return verb


def _verb(token: Token) -> Token:
    while token.pos_ not in {"VERB", "AUX"} and token.head != token:
        token = token.head
    return token


def _scopes() -> Mapping[str, Any]:
    return lexicon.table("harm", "scopes")


@cache
def _pattern() -> re.Pattern[str]:
    scopes = _scopes()
    units, lasts, spans = ("|".join(scopes[key]) for key in ("units", "lasts", "spans"))
    raising = "|".join(scopes["raised"])
    return re.compile(
        rf"\b(?:since\b(?: the\b)?(?: \w+)?(?: of\b)?(?: \d{{4}}\b)?"
        rf"|(?:in|over|during|within|for) (?:the )?(?:whole of )?(?:{lasts})(?: \w+)?(?: \w+)? (?:{units})"
        rf"|in the (?:first|second|last|opening|final) (?:(?:\w+ )?(?:{spans})|half|quarter) of"
        rf"|this (?:{'|'.join(scopes['periods'])})"
        rf"|(?:{spans}) of\b"
        rf"|in (?:\w+[- ])?\w+ (?:{spans})\b(?: of \w+)?(?! ?(?:ago|later|time))"
        rf"|(?:{raising})(?: up)? (?:the|its|their) (?:\w+ ){{0,3}}(?:toll|total|number|tally|count|dead)"
        rf"|{'|'.join(re.escape(words) for words in scopes['fixed'])})\b",
        re.IGNORECASE,
    )
