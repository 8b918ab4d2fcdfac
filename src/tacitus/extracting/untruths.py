"""Untruths: acts that the report itself calls a lie ("the enemy's claim to have taken the town is false"), whoever told them."""

from itertools import pairwise

from spacy.tokens import Span as Sentence
from spacy.tokens import Token

from tacitus.extracting.speech import speech

SUBJECTS = {"nsubj", "nsubjpass", "csubj", "csubjpass"}
BEHIND = {"ccomp", "advcl", "attr", "acomp"}
"""What a clause behind an empty "it is" hangs by, itself or by the noun that the parse takes it to be about ("it is a lie that …")."""


def called_untrue(head: Token) -> bool:
    """Whether what tells the act is called untrue: a claim, report or rumour of it, or the act itself, is false or an invention
    ("the claim to have taken it is false", "there is no truth in reports that it fell", "it is a lie that they fled"), or the next
    sentence says that no such thing took place. Another's denial is for the stances; this is the report's own.
    """
    path = [head, *head.ancestors]
    if any(_is_false(above.head) and _tells(path[: k + 1]) for k, above in enumerate(path) if above.dep_ in SUBJECTS):
        return True
    if any(above.dep_ in BEHIND and _is_false(above.head) and _is_empty(above.head) for above in path):
        return True
    return any(_is_rumour(above) for above in path[1:]) and (_untold(head.sent) or _no_such(head))


def _tells(path: list[Token]) -> bool:
    """Whether a subject, last of the path up from an act, tells the act: it is the act, a rumour of it, or a clause about it."""
    return len(path) == 1 or path[-1].dep_.startswith("csubj") or any(_is_rumour(t) for t in path[1:])


def _is_rumour(token: Token) -> bool:
    return token.pos_ in {"NOUN", "PROPN"} and token.lemma_.lower() in speech("denial.rumours")


def _is_false(verb: Token) -> bool:
    """ "Is false", "was a lie", "is nothing but a pack of lies", "is not true", "was invented"."""
    words = {t.lemma_.lower() for c in verb.rights if c.dep_ in {"attr", "acomp", "oprd"} for t in list(c.subtree)[:6]}
    negated = any(c.dep_ == "neg" for c in verb.children)
    if verb.lemma_ in speech("denial.inventing"):
        return not negated
    if verb.lemma_ not in speech("denial.stating"):
        return False
    return bool(words & speech("denial.true")) if negated else bool(words & speech("denial.untrue"))


def _is_empty(verb: Token) -> bool:
    """Whether the subject is the "it" that stands for a clause behind."""
    return any(c.dep_ in SUBJECTS and c.lower_ in {"it", "that"} for c in verb.lefts)


def _untold(sentence: Sentence) -> bool:
    """ "There is no truth in …", "no basis whatever": said of a rumour in the same sentence."""
    return any(no.lower_ == "no" and noun.lemma_.lower() in speech("denial.truth") for no, noun in pairwise(sentence))


def _no_such(head: Token) -> bool:
    """Whether the sentence after the act's begins with "no such"."""
    after = head.doc[head.sent.end : head.sent.end + 2]
    return after.text.lower() == "no such"
