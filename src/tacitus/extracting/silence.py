"""Silence: cues that say that somebody does not answer."""

from spacy.tokens import Token

from tacitus import lexicon
from tacitus.extracting.cues import Cue, in_talk, tokens_right
from tacitus.extracting.speech import speech
from tacitus.extracting.subjects import can_utter, subject_of


def silence_cue(token: Token) -> Cue | None:
    """Silence on a question: "declined to comment", "has not responded", "no immediate comment from X"."""
    lemma = token.lemma_.lower()
    if token.pos_ == "NOUN" and (lemma in speech("silence.nouns") or lemma == "claim") and any(c.lower_ == "no" for c in token.lefts):
        return _no_word(token)
    if token.pos_ in {"VERB", "AUX"} and lemma in speech("silence.acts") and not _is_passive(token) and _is_withheld(token):
        return _silent(token, subject_of(token))
    if lemma in speech("silence.calling") and _is_withheld(token) and any(c.lemma_ in speech("silence.calls") for c in token.rights):
        return _silent(token, subject_of(token))
    if token.lower_ in speech("silence.silent") and token.head.lemma_ in speech("silence.linking"):
        return _silent(token, subject_of(token.head))
    if token.lower_ in speech("silence.missed") and any(t.lower_ in {"not", "n't"} for t in token.doc[max(0, token.i - 4) : token.i]):
        return _missed(token)
    return None


def _is_passive(verb: Token) -> bool:
    """ "Declined to be identified" withholds a name and no answer."""
    return any(c.dep_ == "auxpass" for c in verb.children)


def _missed(token: Token) -> Cue | None:
    """ "X was not available for comment", "X could not be reached"; a place that no lorry has reached is not asked."""
    about = {t.lower_ for t in token.doc[token.i : token.i + 4]}
    speaker = next((c for c in [*token.children, *token.head.children] if c.dep_ in {"nsubj", "nsubjpass"}), None)
    asked = token.lower_ != "available" and _is_passive(token) and speaker is not None and can_utter(speaker)
    return _silent(token, speaker) if "comment" in about or (asked and "road" not in about) else None


def _no_word(noun: Token) -> Cue | None:
    for child in [*noun.children, *noun.head.children]:
        if child.dep_ in {"prep", "agent"} and child.lower_ in {"from", "by"} and child.i > noun.i:
            inner = next((c for c in child.children if c.dep_ == "pobj"), None)
            if inner is not None:
                return _silent(noun, inner)
    if noun.dep_ == "dobj" and noun.head.lemma_ in speech("silence.issuing"):
        return _silent(noun, subject_of(noun.head))
    for child in noun.children:
        if child.dep_ in {"prep", "relcl", "acl"} and child.lower_ in {"of"}:
            return next(
                (
                    c
                    for p in child.children
                    for q in p.children
                    if q.lower_ == "by"
                    for r in q.children
                    if r.dep_ == "pobj" and (c := _silent(noun, r))
                ),
                None,
            )
    return None


def _is_withheld(verb: Token) -> bool:
    if verb.dep_ == "conj" and verb.nbor(-1).lower_ == "nor" and _is_withheld(verb.head):
        return True
    if any(c.dep_ == "neg" or c.lower_ in lexicon.words("grammar", "negation.answer") | speech("silence.seldom") for c in verb.children):
        return True
    if verb.dep_ == "xcomp" and verb.head.lemma_.lower() in speech("silence.refusals"):
        return True
    if verb.tag_ == "VB" and verb.i > 1 and verb.nbor(-1).lower_ == "to" and verb.nbor(-2).lower_ == "yet":
        return True
    return verb.lemma_ == "say" and any(c.dep_ == "dobj" and c.lower_ in {"nothing", "little"} for c in verb.children)


def _silent(token: Token, speaker: Token | None) -> Cue | None:
    if speaker is None or in_talk(speaker):
        return None
    own = {t.i for t in speaker.subtree}  # "no word from the rebels, who attacked …": the clause tells who they are
    return Cue(token, speaker, tokens_right(token) - own, "no_comment", quotable=False)
