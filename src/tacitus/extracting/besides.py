"""Besides: counts that stand right beside a harm word, where the parse does not join them."""

from dataclasses import replace

from spacy.tokens import Token

from tacitus import lexicon
from tacitus.extracting.recounts import NEAR
from tacitus.extracting.victims import Count, Counter


def exceeded(figure: Token, count: Count) -> Count:
    """The count behind "passes", "exceeds" or "tops": more than the figure."""
    beyond = figure.i > 0 and figure.nbor(-1).lemma_.lower() in lexicon.words("harm", "stating.exceeding")
    return replace(count, min=count.min + 1, max=None) if beyond and count.min is not None and count.min == count.max else count


def counted_before(harm: Token, noun: Token, counter: Counter) -> Token | None:
    """The counted noun right before a harm word of a list that the parse does not understand: "7 workers killed, 15 injured (lists)"."""
    if noun.lower_ == "by" and noun.i > 1 and noun.nbor(-1).text == "-":
        noun = noun.nbor(-2)  # "passers-by"
    listing = harm.i + 1 < len(harm.doc) and harm.nbor().text == ","
    acting = any(c.dep_ in {"dobj", "obj"} for c in harm.children) and not listing
    if acting or noun.tag_ not in {"NNS", "NNPS"} or harm.tag_ not in {"VBN", "VBD", "JJ"}:
        return None
    if not any(c.i in counter.numbers and c.dep_ == "nummod" for c in noun.lefts):
        return None
    while noun.dep_ == "conj" and noun.head.pos_ == "NOUN" and counter.one(noun.head) is not None:
        noun = noun.head
    return noun


def right_before(token: Token) -> Token:
    """The word before a harm word, or before the auxiliaries of one that has no subject of its own ("another two were killed")."""
    start = token.i
    if start > token.sent.start and token.tag_ == "VBN" and token.nbor(-1).pos_ == "ADV" and token.nbor(-1).head == token:
        start -= 1  # "another seriously wounded"
    if not any(c.dep_ in {"nsubj", "nsubjpass"} for c in token.children):
        while start > token.sent.start and token.doc[start - 1].dep_ in {"aux", "auxpass"} and token.doc[start - 1].head == token:
            start -= 1
    return token.doc[start - 1] if start > token.sent.start else token


def labelled(token: Token, counter: Counter) -> Token | None:
    """The figure of a harm word that heads an entry, with what it was counted by before the colon ("Killed, by two sources: 21")."""
    if token.i > token.sent.start and token.nbor(-1).text not in {".", ";", ")", "•"} and not token.nbor(-1).is_space:
        return None
    colon = next((t for t in token.doc[token.i + 1 : min(token.sent.end - 1, token.i + 2 * NEAR)] if t.text == ":"), None)
    if colon is None:
        return None
    return next((t for t in token.doc[colon.i + 1 : colon.i + 4] if t.i in counter.numbers), None)
