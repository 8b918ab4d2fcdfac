"""Rows of names: "in the villages of Arda, Belin and Corvo" names three places, whatever the parser takes the last two for."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from spacy.tokens import Doc, Token

from tacitus import lexicon
from tacitus.page import Mark, Name

OPEN = frozenset({"person", "organisation", "other"})
"""Kinds that an unlisted name may have by the parser's vote alone."""


def with_rows(doc: Doc, names: Sequence[Name]) -> Iterator[Name]:
    """The names, an unlisted one that is coordinated with a place of a row of places made a place.

    A row begins with a place under a place preposition ("in", "near") or a noun for places ("the towns of"); the next name of it stands
    behind a comma or "and" alone, and does or says nothing itself.
    """
    row_end = -1
    for name in names:
        goes_on = row_end >= 0 and _joins(doc, row_end, name.start)
        if goes_on and name.kind in OPEN and name.actor_id is None and not _acts(doc[name.start : name.end].root):
            name = replace(name, kind="place")
        row_end = name.end if name.kind == "place" and (goes_on or leads_to_places(doc, name)) else -1
        yield name


def leads_to_places(doc: Doc, mark: Mark | Name) -> bool:
    """Whether the words before a name lead to a place: "in", or a noun for places with or without "of"."""
    return word_before(doc, mark) in _leading()


def word_before(doc: Doc, mark: Mark | Name) -> str:
    """The word before a name in lower case, "" at the start; "town of the X" counts as "town X", "in northern X" as
    "in X"."""
    before = mark.start - 1
    before -= before > 0 and doc[before].text in lexicon.words("places", "directions.words")
    for word in ("the", "of"):
        before -= before > 0 and doc[before].lower_ == word
    return doc[before].lower_ if before >= 0 else ""


@cache
def _leading() -> frozenset[str]:
    return lexicon.words("actors", "cues.place_strong") | lexicon.words("actors", "cues.place_nouns")


def _joins(doc: Doc, end: int, start: int) -> bool:
    between = doc[end:start]
    return 0 < len(between) <= JOINTS and all(t.text == "," or t.lower_ == "and" for t in between)


JOINTS = 2
"""Tokens that may join two names of a row (", and")."""


def _acts(root: Token) -> bool:
    """Whether the name is what a verb of its own is about ("in Arda, Brenn said", "in Arda and Brenn fled")."""
    return root.dep_ in {"nsubj", "nsubjpass", "ROOT"} or any(c.dep_ in {"relcl", "appos"} for c in root.children)
