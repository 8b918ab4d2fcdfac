"""Status: whether an act is told as happened, planned, threatened, feared or failed, by the words that govern it (codebook 4).

Dates decide `historical` and speakers decide `denied` and `disputed`; both come later, when words have values.
"""

from collections.abc import Iterator
from functools import cache
from typing import Literal

from spacy.tokens import Token

from tacitus import lexicon
from tacitus.extracting.clauses import clause_tokens, clause_verb
from tacitus.model import Status

Reality = Status | Literal["negated"]
EARLIER = {"after", "following", "since"}
CONDITIONS = {"if", "unless", "whether", "should", "lest"}


def reality(head: Token) -> Reality:
    """What the grammar around an act's head word says of it; `happened` when nothing speaks against it.

    Looked at, nearest first: adjectives on an act noun, negation, auxiliaries of its clause, a condition, and each governor up
    the tree ("threatened to …", "a plan to …", "fears of …") until one decides. A finite past verb between an infinitive's
    governor and the act ends the search: what was done was done.
    """
    if head.pos_ != "VERB" and (by_adjective := _adjective(head)):
        return by_adjective
    verb = clause_verb(head)
    for current in dict.fromkeys((head, verb)):
        if found := _own(current):
            return "threatened" if found == "planned" and _warned(verb) else found
    if head.dep_ in {"pobj", "pcomp"} and head.head.lower_ == "without":
        return "negated"
    return _governed(head) or "happened"


def lasts(verb: Token) -> bool:
    """Whether a clause tells what has gone on for years or is a habit: that is the setting of a report and none of its acts ("has been
    fighting the rebels for a decade", "they regularly accuse the army of torture")."""
    if verb.lemma_.lower() in lexicon.words("status", "background.terms"):
        return False
    if verb.tag_ in {"VBP", "VBZ"} and any(c.lemma_.lower() in lexicon.words("status", "background.habits") for c in verb.children):
        return True
    if not any(c.dep_ == "aux" and c.lemma_ == "have" for c in verb.lefts):
        return False
    spans = (t for t in clause_tokens(verb) if t.dep_ == "prep" and t.lower_ in {"for", "over", "during", "throughout"})
    return any(n.lemma_.lower() in {"year", "decade", "generation", "century"} for p in spans for n in p.children if n.dep_ == "pobj")


def _adjective(noun: Token) -> Reality | None:
    for child in noun.children:
        if child.i > noun.i and not (child.dep_ == "acl" and child.tag_ in {"VBN", "VBD"}):  # "an exchange expected on Thursday"
            continue
        for status, words in _table("adjectives").items():
            if child.lemma_.lower() in words:
                return status
        if child.dep_ == "det" and child.lower_ == "no":
            return "negated"
    return None


def _own(token: Token) -> Reality | None:
    """Negation and modals among the token's own dependents, and conditions that open its clause."""
    lefts = list(token.lefts) if token.pos_ in {"VERB", "AUX"} else []
    if any(c.dep_ == "neg" for c in token.children):
        return "negated"
    if _is_to(token):
        return "planned"
    for child in lefts:
        if child.dep_ == "mark" and child.lower_ in CONDITIONS:
            return "hypothetical"
        if child.dep_ == "aux" and (found := _modal(child)):
            return found
        if child.dep_ in {"nsubj", "nsubjpass"} and (child.lower_ in {"nobody", "none", "nothing"} or _no(child)):
            return "negated"
        if child.dep_ == "advmod" and child.lower_ == "longer" and _no(child):
            return "negated"
    return None


def _is_to(verb: Token) -> bool:
    """ "The sides are to meet on Friday", "talks were to begin", "is going to attack": what is due."""
    if verb.lemma_ not in {"be", "go"} or not any(c.dep_ == "xcomp" and any(a.lower_ == "to" for a in c.lefts) for c in verb.rights):
        return False
    return (verb.lemma_ == "be" or verb.tag_ == "VBG") and verb.i + 1 < len(verb.doc) and verb.nbor().lower_ == "to"


def _warned(verb: Token) -> bool:
    """ "Warned that it would bomb the bridge": what the one who warns will do."""
    return verb.dep_ == "ccomp" and verb.head.lemma_.lower() in _table("governors")["threatened"]


def _no(token: Token) -> bool:
    """ "No troops", "no longer"."""
    return any(c.lower_ == "no" for c in token.children)


def _modal(aux: Token) -> Reality | None:
    """What a modal makes of its verb. "Would" is future in the past; with "have" it is contrary to fact."""
    if aux.lower_ in {"would", "'d", "’d"}:
        perfect = any(c.dep_ == "aux" and c.lemma_ == "have" for c in aux.head.children)
        return "hypothetical" if perfect else "planned"
    return next((status for status, words in _table("modals").items() if aux.lower_ in words), None)


def _governed(head: Token) -> Reality | None:
    governors = _table("governors")
    below = head
    for token in _up(head):
        lemma = token.lemma_.lower()
        infinitive = any(c.dep_ == "aux" and c.lower_ == "to" for c in below.children) or below.tag_ in {"VBG", "NN", "NNS", "NNP"}
        if lemma in lexicon.words("status", "realised.verbs"):
            if found := _of_realised(token):
                return found
            below = token
            continue
        if infinitive or (token.pos_ == "NOUN" and below.dep_ in {"acl", "prep", "pobj"}):
            if status := next((status for status, words in governors.items() if lemma in words), None):
                return _own(token) or status
            if below.dep_ == "advcl" and infinitive and any(c.lower_ == "to" for c in below.children):
                return "hypothetical"  # "moved in to stop attacks": a purpose
        if token.pos_ in {"VERB", "AUX"}:
            if below.dep_ in {"ccomp", "relcl"} and lemma not in governors["threatened"]:
                return "hypothetical" if _is_wanted(below) and lemma in governors["hypothetical"] else None
            if found := _own(token) if below.dep_ in {"xcomp", "dobj", "pobj", "nsubj", "nsubjpass", "conj", "attr"} else None:
                return found
        below = token
    return None


def governs(verb: Token) -> bool:
    """Whether a verb only leads to the act that its infinitive tells ("attempted to carry off cattle", "wanted to burn the house")."""
    lemma = verb.lemma_.lower()
    return any(c.dep_ == "xcomp" for c in verb.rights) and any(lemma in words for words in _table("governors").values())


def _is_wanted(clause: Token) -> bool:
    """ "Demanded that sanctions be imposed": a clause in the bare form of its verb."""
    bare = next((c for c in clause.lefts if c.dep_ in {"aux", "auxpass"}), clause)
    return clause.dep_ == "ccomp" and bare.tag_ == "VB" and bare.lemma_ in {"be", clause.lemma_}


def _of_realised(verb: Token) -> Reality | None:
    """What stands around a verb that makes the act happen ("would force thousands to flee", "has not begun shelling"); nothing for one
    that answers it."""
    return None if verb.lemma_.lower() in lexicon.words("status", "realised.answers") else _own(verb)


def _up(token: Token) -> Iterator[Token]:
    """What governs the token, nearest first, up to an "after": "a convoy is planned after the fall of Corvana", and it fell;
    nor past an agent: what "was halted by a blast" was halted by one."""
    while token.head != token:
        if token.dep_ in {"pobj", "pcomp"} and (token.head.lower_ in EARLIER or token.head.dep_ == "agent"):
            return
        token = token.head
        if token.pos_ not in {"ADP", "PART"}:
            yield token


@cache
def _table(key: str) -> dict[Status, frozenset[str]]:
    return {status: lexicon.words("status", f"{key}.{status}") for status in lexicon.table("status", key)}  # type: ignore[misc]
