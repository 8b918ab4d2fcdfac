"""Noun phrases: their heads, their extent, and their words without what does not name."""

from spacy.tokens import Doc, Token

from tacitus.knowledge.nouns import words
from tacitus.page import Mention

_CLAUSES = frozenset({"relcl", "acl", "advcl", "appos", "conj", "cc", "punct", "parataxis", "ccomp"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})


def mention_of(head: Token) -> Mention:
    """The noun phrase of a head: its words and what depends on them, without clauses, appositions and coordinated phrases."""
    inside = [head, *(t for child in head.children if child.dep_ not in _CLAUSES for t in child.subtree)]
    left = min(t.i for t in inside)
    right = head.i
    members = {t.i for t in inside}
    while right + 1 in members:
        right += 1
    start = head.i
    while start - 1 >= left and start - 1 in members:
        start -= 1
    return Mention(start, right + 1, head.i)


def told(doc: Doc, mention: Mention) -> str:
    """The words of a mention without article, number, possessive and outer punctuation: the name of somebody nothing else names."""
    tokens = [t for t in doc[mention.start : mention.end] if not t.is_space]
    small = {"DET", "NUM", "PUNCT", "PRON", "ADV", "ADP", "PART"}
    while len(tokens) > 1 and tokens[1].text != "-" and ((tokens[0].pos_ in small and tokens[0].dep_ != "compound") or tokens[0].like_num):
        tokens = tokens[1:]
    while len(tokens) > 1 and (tokens[-1].is_punct or tokens[-1].tag_ == "POS"):
        tokens = tokens[:-1]
    return doc[tokens[0].i : tokens[-1].i + 1].text if tokens else doc[mention.start : mention.end].text


def with_noun_head(doc: Doc, mention: Mention) -> Mention:
    """The mention with a noun or pronoun as its head: where the parser put another word there, the first noun that leans on nothing
    inside the mention but such words, else the first noun.
    """
    head = doc[mention.head]
    if head.pos_ in _NOMINAL or head.like_num or head.lower_ in words("counted.all"):
        return mention
    nouns = [t for t in doc[mention.start : mention.end] if t.pos_ in _NOMINAL and t.dep_ not in {"compound", "amod", "nmod", "poss"}]
    nouns = nouns or [t for t in doc[mention.start : mention.end] if t.pos_ in _NOMINAL]
    return Mention(mention.start, mention.end, nouns[0].i) if nouns else mention


def of_phrase(doc: Doc, mention: Mention) -> Mention | None:
    """The noun phrase behind "of" in "members of the security forces", "two of the gunmen"; None when there is none."""
    for prep in doc[mention.head].children:
        if prep.lower_ == "of" and mention.covers(prep.i):
            head = next((t for t in prep.children if t.dep_ == "pobj"), None)
            if head is not None and mention.covers(head.i):
                return mention_of(head)
    return None
