"""Stated figures: a harm counted by a verb of counting ("put the dead at 31", "the number of wounded has risen to 24")."""

from collections.abc import Container

from spacy.tokens import Token

from tacitus import lexicon
from tacitus.extracting.listings import harm_words

REACH = 16
"""How many tokens the figure may stand after the harm word."""


def stated_figure(harm: Token, numbers: Container[int]) -> Token | None:
    """The first token of the figure that a verb of counting gives for a harm word, or None.

    The harm word names the harmed ("the toll", "the dead", "its wounded") or stands under a noun of measure ("the number of people
    known to have died"). The figure follows "at", "to", "as" or the verb itself, with no comma and no other harm word between; the
    verb of counting governs the harm word or stands between the two.
    """
    if not _is_measured(harm):
        return None
    counting = any(_counts(a) and a.i < harm.i for a in harm.ancestors)
    for token in harm.doc[harm.i + 1 : min(harm.sent.end, harm.i + REACH)]:
        if token.i in numbers:
            before = token.nbor(-1)
            if before.lower_ == "from":
                continue  # "was lowered from 14 to 11"
            given = before.lower_ in lexicon.words("harm", "stating.before") or _counts(before) or _climbs(before)
            return token if counting and given else None
        if token.text == "," and token.i + 1 < harm.sent.end and token.nbor().tag_ == "VBN" and _counts(token.nbor()):
            counting = True  # "the toll, put at 84 by the police"
            continue
        if token.text in {",", ";", ".", ":"} or token.lemma_.lower() in harm_words():
            return None
        counting = counting or _counts(token) or _climbs(token)
    return None


def restated_figure(measure: Token, numbers: Container[int]) -> Token | None:
    """The first token of a figure given for a measure that names no harm of its own, or None: "doctors put the number at nine".

    What is counted was said before; a measure of something ("the number of tanks") is none.
    """
    verb = measure.head
    named = measure.dep_ in {"dobj", "nsubj", "nsubjpass"} and measure.lemma_.lower() in lexicon.words("harm", "stating.measures")
    pronoun = measure.dep_ == "dobj" and measure.lower_ in {"it", "that", "this"}
    if not (named or pronoun):
        return None
    own = [g for c in measure.children if c.lower_ == "of" for g in c.children]
    giving = named and verb.lemma_.lower() in lexicon.words("harm", "stating.giving") and verb.pos_ == "VERB"
    if giving and len(own) == 1 and own[0].i in numbers and own[0].pos_ == "NUM" and not _goes_on(own[0]):
        return own[0]  # "gave a figure of 30"
    if not _counts(verb) or any(c.dep_ in {"prep", "amod", "compound", "acl", "relcl"} for c in measure.children):
        return None
    links = [c for c in verb.rights if c.dep_ == "prep" and c.lower_ in lexicon.words("harm", "stating.before")]
    return next((link.nbor() for link in links if link.i + 1 < link.sent.end and link.i + 1 in numbers), None)


def elliptic_figure(figure: Token, numbers: Container[int]) -> bool:
    """Whether a bare figure is all that somebody says, knows of or writes down: "doctors say 26", "the ministry knows of seventeen".

    What is counted was said before. A figure with a noun, a unit or a clause of its own is none.
    """
    if figure.i not in numbers:
        return False
    spelt = figure.pos_ == "NUM" or (figure.pos_ == "PROPN" and figure.ent_type_ == "CARDINAL")
    if not spelt or any(c.dep_ in {"prep", "acl", "relcl", "nmod", "appos"} for c in figure.children):
        return False
    if _goes_on(figure):
        return False
    verb = figure.head.head if figure.dep_ == "pobj" and figure.head.lower_ == "of" else figure.head
    return figure.dep_ in {"dobj", "pobj", "ccomp", "oprd", "attr"} and verb.lemma_.lower() in lexicon.words("harm", "stating.telling")


def _climbs(token: Token) -> bool:
    """A headline's verb of counting that the parser takes for a noun: "Death toll in capital climbs to 63"."""
    after = token.nbor() if token.i + 1 < token.sent.end else token
    word = token.lemma_.lower()
    climbing = word in lexicon.words("harm", "stating.verbs") and after.lower_ in {"to", "at"}
    return token.tag_ == "NNS" and (climbing or (word in lexicon.words("harm", "stating.exceeding") and after.like_num))


def _goes_on(figure: Token) -> bool:
    """Whether the figure is no bare one: a noun, a unit or a "with" stands behind it."""
    after = figure.nbor() if figure.i + 1 < figure.sent.end else figure
    return after != figure and (after.pos_ in {"NOUN", "PROPN", "NUM", "ADJ", "VERB", "AUX", "SYM", "X"} or after.lower_ == "with")


def _counts(verb: Token) -> bool:
    if any(c.dep_ == "aux" and c.lower_ in lexicon.words("grammar", "auxiliaries.unreal_harm") for c in verb.children):
        return False  # "the number of dead could reach 100"
    return verb.pos_ in {"VERB", "AUX"} and verb.lemma_.lower() in lexicon.words("harm", "stating.verbs")


def _is_measured(harm: Token) -> bool:
    if any(a.lemma_.lower() in lexicon.words("harm", "stating.measures") for a in harm.ancestors if a.i < harm.i):
        return True
    if harm.lower_ not in lexicon.words("harm", "stating.harmed") or any(c.lower_ in {"earlier", "previous"} for c in harm.lefts):
        return False
    known = any(c.lower_ in lexicon.words("grammar", "determiners.harmed") or c.dep_ == "poss" for c in harm.lefts)
    return known or (harm.lemma_ == "toll" and harm.left_edge.i == harm.sent.start)
