"""Hurts: people harmed in words that name no harm: "lost a leg", "was hit in the arm", "taken to hospital", "did not survive"."""

from collections.abc import Iterator

from spacy.tokens import Token

from tacitus import lexicon
from tacitus.extracting.victims import is_people_word
from tacitus.model import Harm


def hurt_of(verb: Token) -> Harm | None:
    """`wounded` or `killed` when the verb, with what stands beside it, says so of people (lexicon `harm`, hurts)."""
    word = verb.lemma_.lower()
    if word == "survive":
        return "killed" if any(c.dep_ == "neg" for c in verb.children) else None
    if word not in _words("verbs"):
        return None
    return "wounded" if any(_may_be_hurt(t) for t in hurt_by(verb)) else None


def hurt_by(verb: Token) -> list[Token]:
    """Who is hurt: who loses a limb, whom the verb's passive or object names; nobody when nothing beside it says that they are hurt."""
    word = verb.lemma_.lower()
    subjects = [c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"}]
    if word == "survive":
        return subjects
    if word == "lose":
        return subjects if any(c.dep_ == "dobj" and c.lemma_.lower() in _words("limbs") for c in verb.children) else []
    objects = [c for c in verb.children if c.dep_ in {"nsubjpass", "dobj"}] or [verb.head] * (verb.dep_ == "acl" and verb.tag_ == "VBN")
    return objects if _tells(verb, word) else []


def _tells(verb: Token, word: str) -> bool:
    beside = list(_beside(verb))
    if word in _words("moving"):
        dies = any(t.lemma_.lower() in _words("dying") for t in verb.doc[verb.i : verb.sent.end])
        return not dies and any(prep in {"to", "in", "into"} and noun in _words("wards") for prep, noun in beside)
    return any(
        (prep in {"in", "on"} and noun in _words("body")) or (prep in {"by", "with"} and noun in _words("splinters"))
        for prep, noun in beside
    )


def _beside(verb: Token) -> Iterator[tuple[str, str]]:
    for prep in (*verb.rights, *(p for c in verb.rights if c.dep_ == "dobj" for p in c.rights)):
        if prep.dep_ in {"prep", "agent"}:
            yield from ((prep.lower_, noun.lemma_.lower()) for noun in prep.children if noun.dep_ == "pobj")


def _may_be_hurt(noun: Token) -> bool:
    return is_people_word(noun) or noun.pos_ in {"PRON", "NUM"} or noun.ent_type_ == "PERSON"


def _words(key: str) -> frozenset[str]:
    return lexicon.words("harm", f"hurts.{key}")
