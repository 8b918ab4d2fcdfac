"""Positions of names: what the words around a name, whatever the parser takes it for, say of its being a place."""

from functools import cache
from itertools import pairwise

from spacy.tokens import Doc, Token

from tacitus import lexicon
from tacitus.annotating.rows import word_before
from tacitus.page import Mark

_VERBS = {"dobj": ("place_taken", "place_struck"), "nsubjpass": ("place_suffers", "place_hit")}


def is_placed(doc: Doc, mark: Mark, *, listed: bool) -> bool:
    """Whether a name stands where places stand: under "in" or "near", or as what is taken, shelled or entered.

    A name the gazetteer knows (`listed`) may also be what is struck or seized, which people are too, or where forces withdraw from or march
    on. One of several words that it does not know needs a first word of places ("Jebel", "Wadi") or a larger place behind its comma.
    """
    several = sum(not token.is_punct for token in doc[mark.start : mark.end]) > 1
    last = doc[mark.end - 1]
    if is_done_to_places(last) and (listed or not several):
        return True
    if (listed or not several or doc[mark.start].lower_ in cues("place_starts")) and word_before(doc, mark) in cues(
        "place_strong" if several else "place_before"
    ):
        return True
    return (listed or _has_its_place_told(doc, mark)) and (_is_struck(last) or (listed and _is_gone_to(last)))


def is_before_land(doc: Doc, mark: Mark) -> bool:
    """Whether a name of one word stands before a noun of two words for a piece of land ("the Arda oil field")."""
    return mark.end - mark.start == 1 and doc[mark.end : mark.end + 2].text.lower() in cues("place_nouns")


def is_told_a_place(doc: Doc, mark: Mark) -> bool:
    """Whether the words behind a name's comma tell that it is a place: "Arda, a mountain village in …", "Arda, some 20 km from …"."""
    behind = doc[mark.end : mark.end + 2 + _APPOSED]
    if len(behind) < 3 or behind[0].text != ",":
        return False
    at = 1 + (behind[1].lower_ in cues("about"))
    if behind[at].like_num:
        return at + 1 < len(behind) and behind[at + 1].lower_ in lexicon.words("places", "distances.words")
    if behind[1].lower_ != "the" and behind[1].lower_ not in lexicon.words("grammar", "determiners.indefinite"):
        return False
    for token, after in pairwise(behind[2:]):
        if token.lower_ in _land_nouns():
            return after.dep_ in {"prep", "relcl"} or after.pos_ in {"ADP", "NUM", "SCONJ"} or after.text in {",", "."}
        if token.pos_ not in {"ADJ", "NOUN", "PROPN", "ADV", "VERB"} and token.text != "-":
            return False
    return False


@cache
def _land_nouns() -> frozenset[str]:
    return cues("place_nouns") | cues("place_units")


_APPOSED = 6
"""Tokens behind "Arda, a" among which the noun for a place stands."""


def is_done_to_places(word: Token) -> bool:
    """Whether the name is the object of what is done to places: "took Arda", "Arda was shelled", "the shelling of Arda"."""
    if word.dep_ == "pobj" and word.head.lower_ == "of":
        return word.head.head.lower_ in cues("place_of")
    return word.dep_ in _VERBS and word.head.lemma_ in cues(_VERBS[word.dep_][0])


def _is_struck(word: Token) -> bool:
    """Whether the name is the object of what is done to places and to people: "seized Arda", "Arda was attacked"."""
    return word.dep_ in _VERBS and word.head.lemma_ in cues(_VERBS[word.dep_][1])


def _is_gone_to(word: Token) -> bool:
    """Whether forces leave or make for the name: "withdrew from Arda", "advanced on Arda", "driven out of Arda"."""
    preposition = word.head
    if word.dep_ != "pobj" or preposition.lower_ not in cues("place_before") | {"on", "of"}:
        return False
    mover = preposition.head.head if preposition.head.dep_ == "prep" else preposition.head
    return mover.lemma_.lower() in cues("place_movers")


def _has_its_place_told(doc: Doc, mark: Mark) -> bool:
    """Whether a larger place is told behind the name's comma: "Arda, in the Belin region", "Arda, near the border"."""
    behind = doc[mark.end : mark.end + 2]
    return len(behind) == 2 and behind[0].text == "," and behind[1].lower_ in cues("place_strong") | {"on"}


def neighbours(doc: Doc, mark: Mark) -> tuple[str, str]:
    """The words next to a name in lower case; "town of X" counts as "town X"."""
    return word_before(doc, mark), doc[mark.end].lower_ if mark.end < len(doc) else ""


@cache
def cues(key: str) -> frozenset[str]:
    """The words that stand beside names of one kind, by their key in `data/lexicons/en/actors.toml`."""
    return lexicon.words("actors", f"cues.{key}")
