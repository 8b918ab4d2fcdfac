"""Weapons: the means a report names, and their class (codebook section 5)."""

from collections.abc import Mapping
from functools import cache
from typing import get_args

from spacy.tokens import Token

from tacitus import lexicon
from tacitus.model import WeaponClass
from tacitus.page import Page, WeaponDraft

Phrase = tuple[str, ...]
LONGEST = 4


def find_weapons(page: Page) -> tuple[WeaponDraft, ...]:
    """Every means named in the coded sentences, in text order; of phrases that overlap the longest is taken.

    A word for the act that fixes the means ("airstrike", "stabbed") counts as naming it. Words of "coal mine", "think tank" and the like
    are passed over. Names of places, people and outlets are no weapons ("Grad" is, "Mine" in a surname is not).
    """
    found: list[WeaponDraft] = []
    for _, sentence in page.coded_sentences():
        tokens = list(sentence)
        at = 0
        while at < len(tokens):
            length, kind = _longest(tokens, at, page)
            if kind:
                found.append(WeaponDraft(tokens[at].i, tokens[at].i + length, kind))
            at += max(1, length)
    return tuple(found)


def _longest(tokens: list[Token], at: int, page: Page) -> tuple[int, WeaponClass | None]:
    if tokens[at].lemma_.lower() not in _beginnings() and tokens[at].lower_ not in _beginnings():
        return 0, None
    for length in range(min(LONGEST, len(tokens) - at), 0, -1):
        piece = tokens[at : at + length]
        lemmas, words = _joined([t.lemma_.lower() for t in piece]), _joined([t.lower_ for t in piece])
        if lemmas in _passed_over():
            return length, None
        plural = _joined([*(t.lower_ for t in piece[:-1]), piece[-1].lemma_.lower()])
        kind = _classes().get(lemmas) or _classes().get(plural) or _classes().get(words)
        if kind and not (length == 1 and _is_no_weapon(piece[0], page)):
            return length, kind
    return 0, None


def _joined(words: list[str]) -> Phrase:
    """Hyphenated words are compared in one piece however the tokeniser cut them ("rocket - propelled" = "rocket-propelled")."""
    return tuple(" ".join(words).replace(" - ", "-").split())


def _is_no_weapon(token: Token, page: Page) -> bool:
    name = page.name_at.get(token.i)
    if name is not None and name.kind in {"place", "person", "outlet", "actor"}:
        return True
    if token.lemma_ == "shoot" and any(c.dep_ == "prt" and c.lower_ == "down" for c in token.children):
        return True  # what is shot down is hit by other means
    if token.pos_ == "PRON" or (
        token.lemma_.lower() in lexicon.words("weapons", "not_weapons.nouns_only") and token.pos_ not in {"NOUN", "PROPN"}
    ):
        return True
    return token.ent_type_ in {"GPE", "PERSON"} and token.pos_ == "PROPN" and token.is_title and token.lower_ not in _models()


@cache
def _classes() -> Mapping[Phrase, WeaponClass]:
    found: dict[Phrase, WeaponClass] = {}
    for key in ("acts", "classes", "models"):
        for words, kind in lexicon.labels("weapons", key, get_args(WeaponClass)).items():
            found[tuple(words.split())] = kind  # type: ignore[assignment]  # labels() admits the codebook's classes only
    return found


@cache
def _beginnings() -> frozenset[str]:
    """What a phrase of the lists may begin with, also where the tokeniser cuts it at a hyphen."""
    return frozenset(part for words in (*_classes(), *_passed_over()) for part in (words[0], words[0].split("-")[0]))


@cache
def _models() -> frozenset[str]:
    return frozenset(lexicon.labels("weapons", "models", get_args(WeaponClass)))


@cache
def _passed_over() -> frozenset[Phrase]:
    return frozenset(tuple(words.split()) for words in lexicon.words("weapons", "not_weapons.words"))
