"""Countings: cues that say whose count a figure is: "by the army's account", "the clinic's figure is 12", "the Red Lamp has 69 dead"."""

from collections.abc import Iterator

from spacy.tokens import Span as Sentence
from spacy.tokens import Token

from tacitus import lexicon
from tacitus.extracting.breakdowns import said_by
from tacitus.extracting.cues import Cue, cleaned, in_talk, tokens_right
from tacitus.extracting.listings import harm_words
from tacitus.extracting.speech import speech
from tacitus.extracting.stated import elliptic_figure
from tacitus.extracting.subjects import can_utter, subject_of


def counting_cue(token: Token, sentence: Sentence) -> Cue | None:
    """Who counts a figure: whose count it stands "by", whose figure it "is", or who lists, has or buries so many people harmed."""
    if token.like_num and (speaker := said_by(token)) is not None:
        return Cue(token, speaker, frozenset({token.i}), quotable=False, field="toll")
    if token.like_num and elliptic_figure(token, {token.i}):
        return _elliptic(token)
    if token.lower_ in speech("counts.before") and token.pos_ == "ADP":
        return _by_count(token, sentence)
    if token.lemma_.lower() in speech("counts.nouns") and token.pos_ == "NOUN" and token.dep_ == "nsubj":
        return _own_figure(token, sentence)
    if token.pos_ in {"VERB", "AUX"} and token.lemma_.lower() in speech("counts.verbs"):
        return _counted(token)
    return None


def _elliptic(figure: Token) -> Cue | None:
    """ "Doctors say 26": the bare figure is what they say."""
    verb = figure.head.head if figure.dep_ == "pobj" else figure.head
    if any(c.dep_ in {"neg", "auxpass"} or (c.dep_ == "aux" and c.tag_ == "MD") for c in verb.children):
        return None
    speaker = subject_of(verb)
    if speaker is None or in_talk(speaker) or not _may_count(speaker):
        return None
    return Cue(verb, speaker, frozenset({figure.i}), quotable=False, field="toll")


def _by_count(prep: Token, sentence: Sentence) -> Cue | None:
    """ "Killing four by the army's account and 26 by their own": the figure is what stands before, up to the count before it."""
    count = next((c for c in prep.children if c.dep_ == "pobj"), None)
    if count is None or count.lemma_.lower() not in speech("counts.nouns") | {"own"}:
        return None
    owner = _owner(count)
    if owner is None or in_talk(owner) or owner.lower_ in lexicon.words("grammar", "first.owner"):
        return None
    held = {t.i for t in prep.head.subtree if t.i < prep.i} if prep.i > sentence.start + 2 else set(range(prep.i, sentence.end))
    others = {t.i for p in sentence if p != prep and _is_count(p) for t in p.subtree}
    low = max((i for i in others if i < prep.i), default=-1)
    said = {i for i in held if i > low} - {t.i for t in prep.subtree}
    return Cue(prep, owner, cleaned(said, sentence), quotable=False, field="toll")


def _is_count(prep: Token) -> bool:
    return prep.lower_ in speech("counts.before") and any(
        c.dep_ == "pobj" and c.lemma_.lower() in speech("counts.nouns") and _owner(c) is not None for c in prep.children
    )


def _own_figure(noun: Token, sentence: Sentence) -> Cue | None:
    """ "The ministry's figure is 12": a count that somebody owns, and what it is said to be."""
    owner, verb = _owner(noun), noun.head
    if owner is None or owner.pos_ == "PRON" or verb.lemma_ not in {"be", "stand"}:
        return None
    said = tokens_right(verb)
    return Cue(noun, owner, cleaned(set(said), sentence), quotable=False, field="toll") if _has_figure(noun.doc[i] for i in said) else None


def _owner(count: Token) -> Token | None:
    """Whose count it is: "the army's count", "their own", "the count of local doctors"."""
    owner = next((c for c in count.children if c.dep_ == "poss"), None)
    of = (c for p in count.children if p.dep_ == "prep" and p.lower_ in {"of", "by", "from"} for c in p.children if c.dep_ == "pobj")
    return owner or next((c for c in of if c.lemma_.lower() not in harm_words() and not _has_figure(c.subtree)), None)


def _counted(verb: Token) -> Cue | None:
    """ "The council lists 40 missing": the object is a figure of people harmed."""
    if any(c.dep_ == "neg" or (c.dep_ == "aux" and c.tag_ == "MD") or c.dep_ == "auxpass" for c in verb.children) or verb.tag_ == "VB":
        return None
    what = [c for c in verb.rights if c.dep_ in {"dobj", "ccomp", "attr", "oprd", "acomp", "xcomp", "dep"}]
    words = [t for c in what for t in c.subtree]
    harmed = any(t.lemma_.lower() in harm_words() or t.lower_ in harm_words() for t in words) or verb.lemma_ == "bury"
    if not harmed or not _has_figure(words):
        return None
    speaker = subject_of(verb)
    if speaker is None or in_talk(speaker) or not _may_count(speaker):
        return None
    return Cue(verb, speaker, tokens_right(verb), quotable=False, field="toll")


def _may_count(noun: Token) -> bool:
    """Whether the noun is a person, a body or a list; a place that "has 12 dead" only suffers."""
    if noun.ent_type_ in {"GPE", "LOC", "FAC"}:
        return False
    known = speech("counts.who") | speech("documents.nouns") | speech("documents.lists")
    return can_utter(noun) or noun.lemma_.lower() in known


def _has_figure(words: Iterator[Token] | list[Token]) -> bool:
    return any(t.like_num or t.pos_ == "NUM" or t.lower_ in lexicon.words("grammar", "negation.zero") for t in words)
