"""Papers: lists of speakers, and documents that speak for who made them ("a statement by the ministry", "the clinic's register")."""

from collections.abc import Iterator

from spacy.tokens import Token

from tacitus.extracting.kinds import speaker_kinds
from tacitus.extracting.mentions import entity_of
from tacitus.extracting.speech import speech
from tacitus.extracting.subjects import can_utter
from tacitus.lexicon import labels, words


def members(head: Token) -> Iterator[Token]:
    """The members of a list of speakers ("police and witnesses"), each by its head."""
    yield head
    for child in head.children:
        if child.dep_ in {"conj", "appos"} and _is_aside(child):
            yield from (t for c in child.children if c.dep_ == "conj" and _is_closed(child, c) for t in members(c))
        elif child.dep_ == "conj" and child.pos_ in {"NOUN", "PROPN", "PRON"} and not _one_title(head, child):
            yield from members(child)


def _is_aside(conjunct: Token) -> bool:
    """Whether it tells who the one before is: "the Observatory, a monitoring group, and villagers"; the parser may list it."""
    first = conjunct.left_edge
    return first.lower_ in words("grammar", "determiners.indefinite") and first.i > 0 and first.nbor(-1).text == ","


def _is_closed(aside: Token, after: Token) -> bool:
    """Whether a comma closes an aside before the next member of the list, which so is none of its own."""
    return any(t.text == "," for t in aside.doc[aside.i + 1 : after.left_edge.i])


def _one_title(head: Token, conjunct: Token) -> bool:
    """Whether "and" stands inside one name ("Ministry of Health and Welfare", "SOS and Partners")."""
    entity = entity_of(head)
    return entity is not None and conjunct.i < entity.end and conjunct.i - head.i < 5


def is_document(head: Token) -> bool:
    """Whether the noun is a document, which speaks for its maker, or a list that somebody keeps."""
    return head.lemma_.lower() in speech("documents.nouns") or head.lower_ in speech("documents.loose") or _is_list_of(head)


def _is_list_of(head: Token) -> bool:
    """ "Her list", "the clinic's register", "a count given by the clinic": it speaks for who keeps it."""
    owned = any(c.dep_ == "poss" or (c.dep_ == "acl" and _made_by(c) is not None) for c in head.children)
    return owned and head.lemma_.lower() in speech("documents.lists")


def owners_of(document: Token) -> list[Token]:
    """Who made a document: its owner, "by", "from" or "of" somebody; all of a list of them."""
    if (behind := _in_name_of(document)) is not None:
        return [behind]
    for child in document.children:
        if child.dep_ in {"poss", "compound"} and (
            child.ent_type_ in {"ORG", "GPE", "PERSON", "NORP"}
            or child.pos_ == "PROPN"
            or child.lower_ in labels("speech", "kinds", speaker_kinds())
            or (child.pos_ == "PRON" and document.lemma_.lower() in speech("documents.lists"))
        ):
            return list(members(child))
        if child.dep_ == "acl" and (maker := _made_by(child)) is not None:
            return list(members(maker))
        if child.dep_ == "prep" and child.lower_ in {"from", "by", "of"}:
            for owner in child.children:
                if owner.dep_ == "pobj" and (child.lower_ == "by" or _can_make(owner)):
                    return list(members(owner))
    return []


def _can_make(owner: Token) -> bool:
    """Whether a report "from" or "of" it is its own: of a body or person, not of a place ("reports from the area", "from Tarn")."""
    return can_utter(owner) and owner.ent_type_ not in {"GPE", "LOC", "FAC", "DATE", "TIME"}


def _in_name_of(document: Token) -> Token | None:
    """ "A statement posted in the name of X", "a letter signed on behalf of X"."""
    names = (t for t in document.subtree if t.i > document.i and t.lower_ in speech("responsibility.behalf") and t.dep_ == "pobj")
    return next((c for t in names for p in t.children if p.lower_ == "of" for c in p.children if c.dep_ == "pobj"), None)


def _made_by(participle: Token) -> Token | None:
    """Who made a document: "a video released by the brigade", "a letter signed by X"."""
    if participle.tag_ != "VBN":
        return None
    by = (c for p in participle.children if p.dep_ in {"agent", "prep"} and p.lower_ == "by" for c in p.children if c.dep_ == "pobj")
    return next(by, None)
