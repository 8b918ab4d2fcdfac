"""Which way a verb points: whether what it tells lies before or after the day of writing."""

from functools import cache
from typing import Literal

from spacy.tokens import Doc, Span, Token

from tacitus import lexicon

Tense = Literal["past", "present", "future"]


@cache
def _ahead(kind: str) -> frozenset[str]:
    return lexicon.words("times", f"ahead.{kind}")


def tense_of(verb: Token) -> Tense:
    """Past for a past form, and for an infinitive or participle under one; future for "will", "is to", "is due",
    "plans to …", "vowed to …"; present for the rest.
    """  # fmt: skip
    children = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
    if children & lexicon.words("grammar", "auxiliaries.future") or _points_ahead(verb):
        return "future"
    if verb.tag_ == "VBD" or verb.lower_ in lexicon.words("times", "past.forms") or children & lexicon.words("grammar", "auxiliaries.past"):
        return "past"
    if children & lexicon.words("grammar", "auxiliaries.conditional"):
        return "past" if children & {"have"} else "future"
    if verb.tag_ in ("VB", "VBG") and verb.head != verb:
        return _under(verb)
    if verb.tag_ == "VBN" and verb.dep_ == "advcl" and children & {"is", "are"}:
        return "present"  # "when the case is heard in May"
    return "past" if verb.tag_ == "VBN" else "present"


def _points_ahead(verb: Token) -> bool:
    """ "is to meet", "is due", "are expected", "going to": the word or its form lays the act in the future."""
    passive = any(child.dep_ in ("auxpass", "aux") and child.lemma_ == "be" for child in verb.children)
    if verb.tag_ == "VB" and passive and any(c.lower_ == "to" for c in verb.children) and not any(c.lower_ == "be" for c in verb.children):
        return True
    had = any(child.lower_ in ("had", "has", "have") for child in verb.children if child.dep_ == "aux")
    if verb.lemma_ in _ahead("verbs") and any(child.dep_ == "dobj" for child in verb.children):
        return True
    return verb.tag_ == "VBN" and verb.lemma_ in _ahead("participles") and not had


def _under(verb: Token) -> Tense:
    head = verb.head
    infinitive = verb.tag_ == "VB" and any(child.lower_ == "to" for child in verb.children)
    if infinitive and verb.dep_ in ("xcomp", "ccomp", "acl") and head.lemma_ not in _ahead("not_after"):
        return "future"
    if head.pos_ in ("VERB", "AUX"):
        return tense_of(head)
    above = next((a for a in head.ancestors if a.pos_ in ("VERB", "AUX")), None)
    return tense_of(above) if above is not None else "present"


def verb_over(parse: Doc, start: int, end: int) -> Token | None:
    """The verb that tokens [start, end) hang from, if they hang from a verb; nouns between are climbed ("the attack on Friday killed")."""
    root = parse[start:end].root
    for token in (root, *root.ancestors):
        if token.pos_ in ("VERB", "AUX"):
            return token if token.i < start or token.i >= end else None
    return None


def tense_at(parse: Doc, start: int, end: int, verb: Token | None = None) -> Tense | None:
    """The tense at some time words: `verb`'s, or the verb's over them where that is none or a noun, unless words beside decide.

    "until Tuesday", "as early as Tuesday", "for Tuesday" point ahead except after "had" and "not until", "by Tuesday" unless the
    verb is past; "Friday's deadline" and its like
    point ahead; any other noun that owns a day ("Friday's ruling", "the Aug. 7 attack") tells no tense, nor does an infinitive of purpose.
    """
    root = parse[start:end].root
    told = verb if verb is not None and verb.pos_ in ("VERB", "AUX") else None
    found = told or verb_over(parse, start, end) or verb
    tense = tense_of(found) if found is not None else None
    if _deadline(parse, start, found):
        return "future"
    if verb is None and found is not None and _is_purpose(found) and tense == "past":
        return None
    if verb is None and (noun := _owner(root)):
        return "future" if noun in _ahead("nouns") and (tense != "past" or noun == "deadline") else None
    return tense


def _is_purpose(verb: Token) -> bool:
    """ "summoned him to testify on 10 May": what is done for a purpose may lie ahead of the day of writing or not."""
    return verb.tag_ == "VB" and verb.dep_ == "advcl" and any(child.lower_ == "to" for child in verb.children)


def _tells_day(words: Span) -> bool:
    """Whether time words hold a weekday or a day of the month, and not only a month or year."""
    return any(t.lower_ in lexicon.table("times", "weekdays") or (t.is_digit and len(t) < 3) for t in words)


def _owner(root: Token) -> str | None:
    """The noun whose day the words tell: "Friday's ruling", "the Aug. 7 attack", "a ceremony on March 12"."""
    noun = root.head.head if root.dep_ == "pobj" else root.head
    beside = root.dep_ in ("poss", "compound", "nmod", "nummod", "amod", "pobj", "npadvmod")
    return noun.lemma_.lower() if beside and noun.pos_ in ("NOUN", "PROPN") else None


def _deadline(parse: Doc, start: int, verb: Token | None) -> bool:
    before = [parse[k].lower_ for k in range(max(start - 3, 0), start)]
    if before[-1:] == ["as"] and before[-2:-1] in (["early"], ["soon"]):
        return True
    if before[-1:] in (["for"], ["by"]) and (verb is None or before[-1] == "for" or tense_of(verb) != "past"):
        owned = parse[start].dep_ in ("poss", "compound", "nmod")
        return not owned and _tells_day(parse[start : start + 2])
    if not set(before[-1:]) & lexicon.words("grammar", "conjunctions.lasting") or before[-2:-1] in (["not"], ["up"]):
        return False
    return verb is None or not (_lasted(verb) or any(c.lower_ in ("had", "was", "were", "n't", "not") for c in verb.children))


def _lasted(verb: Token) -> bool:
    """Whether a past verb went on until a day and set no term: "fought until Monday", but "closed the road until Monday"."""
    return tense_of(verb) == "past" and not {verb.lemma_, verb.head.lemma_} & _ahead("until")
