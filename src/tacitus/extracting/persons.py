"""Persons: the name in a phrase that stands for one person."""

import re

from spacy.tokens import Span, Token

from tacitus import lexicon
from tacitus.extracting.casts import Cast, trimmed
from tacitus.extracting.mentions import entity_of, mention_of
from tacitus.extracting.speech import speech
from tacitus.page import Name


def person_in(cast: Cast, head: Token, *, looked_up: bool = True) -> str | None:
    """The person's name in a phrase: at its head, right after a role ("the mayor of Lom, Ada Verk,"), or told elsewhere with that role."""
    name = _person_at(cast, head)
    if name:
        return name
    if head.tag_ in {"NNS", "NNPS"} or (head.pos_ != "NOUN" and head.lemma_.lower().rstrip(".") not in speech("roles.person")):
        return _beside(cast, head) if head.pos_ == "PROPN" and head.tag_ != "NNPS" else None
    if name := _called(head):
        return name
    for child in head.rights:
        if child.dep_ == "appos" and (name := _person_at(cast, child)):
            return name
    is_role = head.lemma_.lower().rstrip(".") in speech("roles.person")
    return _beside(cast, head) or (_same_role(cast, head) if is_role and looked_up else None)


def _called(head: Token) -> str | None:
    """The name in "a commander called X", "a group calling itself the X", "known as X", "who goes by the name of X"."""
    after = head.doc[head.i + 1 : min(head.i + 16, head.sent.end)]
    match = re.search(
        r"\b(?:who goes by(?= [A-Z])|called|calling (?:it|him|her)self|calling themselves|known as|named|nicknamed|by the name of|"
        r"nom de guerre) (?:the )?",
        after.text,
    )
    if not match or "," in after.text[: match.start()].rstrip(", ").strip() or not any(c.dep_ in {"acl", "relcl"} for c in head.rights):
        return None
    start = after.start_char + match.end()
    run: list[Token] = []
    for token in after:
        if token.idx >= start:
            if token.pos_ != "PROPN" and not (run and token.lower_ in {"of", "the", "-", "al"}):
                break
            run.append(token)
    while run and run[-1].pos_ != "PROPN":
        run.pop()
    return trimmed(run) or None


def _beside(cast: Cast, head: Token) -> str | None:
    """The name that follows a role phrase, with or without a comma: a person's name, or two or more capitalised words between commas."""
    at = mention_of(head).end
    tokens = cast.parse[at : at + 8]
    rest = [t for t in tokens if not (t.i == at and t.text in {",", "."})]
    run: list[Token] = []
    for token in rest:
        if token.pos_ != "PROPN" and not (run and token.text in {"-", "al", "."}):
            break
        run.append(token)
    if len(run) == len(rest) or not run or run[0].i > at + 1:
        return None
    is_person = any(t.ent_type_ == "PERSON" for t in run)
    closed = rest[0].i > at and cast.parse[run[-1].i + 1].text == ","
    if head.pos_ == "PROPN":
        return trimmed([t for t in run if t.ent_type_ == "PERSON"]) if is_person and rest[0].i == at and len(run) > 1 else None
    return trimmed(run) if (len(run) > 1 and (is_person or closed or rest[0].i == at)) or (is_person and rest[0].i == at) else None


def _same_role(cast: Cast, head: Token) -> str | None:
    """The person whom the text introduces elsewhere with all words of a role ("the foreign minister": "Foreign Minister Ada Verk")."""
    articles = lexicon.words("grammar", "determiners.indefinite")
    if not any(c.dep_ in {"det", "poss"} and c.lower_ not in articles for c in head.children) and not _in_headline(cast, head):
        return None
    wanted = {head.lemma_.lower()} | {c.lemma_.lower() for c in head.lefts if c.dep_ in {"compound", "amod", "nmod"} and c.pos_ != "DET"}
    if len(wanted) < 2 and head.lemma_.lower() in speech("speakers.plain"):
        return None
    found = {name for sentence, titles, name in cast.titles if wanted <= titles and head.sent.start != sentence}
    return found.pop() if len(found) == 1 else None


def _in_headline(cast: Cast, token: Token) -> bool:
    """Headlines leave articles out."""
    return cast.page.document.title is not None and cast.page.sentence_of[token.i] == 0


def _person_at(cast: Cast, head: Token) -> str | None:
    known, entity = cast.name_at.get(head.i), entity_of(head)
    if known:
        return (_own_first_name(known, entity) or known.full) if known.kind == "person" else None
    if entity is None or entity.label_ != "PERSON":
        return _by_surname(cast, head) if head.pos_ == "PROPN" and (entity is None or len(entity) == 1) else None
    name = trimmed([t for t in entity if not t.is_space])
    return _by_surname(cast, entity[-1]) or name if len(name.split()) == 1 else name


def _own_first_name(known: Name, entity: Span | None) -> str | None:
    """The name as told when it has a first name that the known bearer of the surname has not (a namesake of a leader)."""
    if entity is None or entity.label_ != "PERSON" or entity.start >= known.start:
        return None
    told = trimmed([t for t in entity if not t.is_space])
    return told if " " in told and told.split()[0] not in known.full else None


def _by_surname(cast: Cast, token: Token) -> str | None:
    """The longer name in the text that ends in this word: a person's, or a capitalised word right before it elsewhere."""
    if token.lower_ in cast.surnames:
        return cast.surnames[token.lower_]
    for other in cast.same_words(token.text):
        if other.i > 1 and other.i != token.i and other.pos_ == "PROPN":
            first = other.nbor(-1)
            plain = first.pos_ == "PROPN" and first.text.istitle() and first.head == other
            plain = plain and first.lower_.rstrip(".") not in speech("roles.person")
            if plain and first.ent_type_ in {"PERSON", ""} and other.ent_type_ in {"PERSON", ""}:
                return f"{first.text} {other.text}"
    return None
