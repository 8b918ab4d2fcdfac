"""Subjects: which noun phrase does the saying of a verb, before it is turned into a speaker."""

from functools import cache

from spacy.tokens import Span as Sentence
from spacy.tokens import Token

from tacitus.extracting.speech import speech
from tacitus.lexicon import table, words


def subject_of(verb: Token) -> Token | None:
    """The head of the phrase that does the saying: subject, agent of a passive, antecedent of "who", or subject of the verb it leans on."""
    for child in verb.children:
        if child.dep_ == "agent":
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    if verb.lemma_ in {"blame", "accuse"} and verb.tag_ == "VBN" and (blamer := _blamer(verb)) is not None:
        return blamer
    own = _own_subject(verb)
    if own is None and (beside := _beside(verb)) is not None:
        return beside
    if own is not None and (other := _instead(verb, own)) is not None:
        return other
    if own is not None and own.dep_ == "nsubj":
        if own.lower_ in words("grammar", "relative.subject") and verb.dep_ in {"relcl", "ccomp", "conj"}:
            return _antecedent(verb)
        return None if own.dep_ == "expl" else own
    if any(c.dep_ in {"nsubjpass", "expl"} for c in verb.children):
        return None
    return _leaned_on(verb) or _swallowed(verb) or _misparsed(verb)


def _blamer(verb: Token) -> Token | None:
    """Who blames in "X was blamed for the killing by the police", where the parser hangs "by" on the killing."""
    if not any(c.dep_ == "auxpass" for c in verb.children):
        return None
    under = (t for c in verb.rights if c.dep_ == "prep" and c.lower_ in {"for", "of"} for t in c.subtree)
    by = (c for t in under if t.lower_ == "by" and t.dep_ in {"prep", "agent"} for c in t.children if c.dep_ == "pobj")
    return next((c for c in by if can_utter(c)), None)


def _swallowed(verb: Token) -> Token | None:
    """Who spoke in "a clerk reached by phone spoke of …", where the parser took the verb for a noun under a preposition."""
    at = verb
    if verb.tag_ not in {"VBD", "VBZ"} or verb.dep_ != "pobj":
        return None
    while at.dep_ in {"pobj", "prep", "agent", "pcomp"} and at.head != at:
        at = at.head
    if at.dep_ == "acl":
        at = at.head
    if at.pos_ in {"NOUN", "PROPN"}:
        return at
    return next((c for c in at.lefts if c.dep_ in {"nsubj", "nsubjpass"} and c.i < verb.i), None)


def _instead(verb: Token, own: Token) -> Token | None:
    """Who spoke where the parser took a label or a part for the subject ("The denial: the army says …", "some at home, Ada Verk said")."""
    if any(t.text == ":" for t in verb.doc[own.i : verb.i]):
        return _misparsed(verb)
    before = verb.doc[max(0, own.left_edge.i - 1)]
    if own.pos_ == "PROPN" and before.dep_ == "pobj" and before.i < own.i < verb.i and verb.dep_ == "conj":
        return next((c for c in verb.head.lefts if c.dep_ == "nsubj"), None)  # "herders reached in Qasr Wafi said"
    return _beside(verb) if own.lower_ in speech("speakers.counted") and own.i < verb.i else None


def _misparsed(verb: Token) -> Token | None:
    """Who spoke where the parser gave "X announced that …" no subject: the noun phrase right before it ("Towards noon the brigade
    announced …"), or the one that opens the sentence when a clause stands between ("A nurse at the clinic, which was hit, said …").
    """
    clause = any(c.dep_ == "ccomp" and c.i > verb.i for c in verb.children)
    if verb.tag_ not in {"VBD", "VBZ", "VBP"} or verb.lemma_.lower() not in speech("say") or not clause or verb.i == verb.sent.start:
        return None
    chunks = [chunk for chunk in verb.sent.noun_chunks if chunk.end <= verb.i and can_utter(chunk.root)]
    if verb.nbor(-1).text == ",":
        first = next((chunk.root for chunk in chunks if chunk.root.dep_ in {"nsubj", "nsubjpass"}), None)
        inside = first is not None and any(t.lower_ in words("grammar", "relative.subject") for t in verb.doc[first.i : verb.i])
        return first if inside else None
    return next((chunk.root for chunk in chunks if chunk.end == verb.i), None)


def _own_subject(verb: Token) -> Token | None:
    """The subject that hangs on the verb; in "…, says X" the one after it."""
    found = [c for c in verb.children if c.dep_ in {"nsubj", "csubj"}]
    turned = len(found) > 1 and verb.i > verb.sent.start and verb.nbor(-1).text in {",", "”", '"'}
    return next((c for c in reversed(found) if c.i > verb.i), found[0]) if turned else next(iter(found), None)


def _antecedent(verb: Token) -> Token | None:
    """Who "who" stands for: never the place at the end of a phrase ("a source in Lom, who …" is the source)."""
    at = verb
    while at.dep_ == "conj":
        at = at.head
    if at.dep_ != "relcl":
        return None
    noun = at.head
    while noun.dep_ == "pobj" and noun.pos_ == "PROPN" and noun.head.lower_ in {"in", "at", "near", "from"} and can_utter(noun.head.head):
        noun = noun.head.head
    return noun


def _beside(verb: Token) -> Token | None:
    """The speaker right before a verb of saying that the parser hung on what is said: "…, witnesses and officials said"."""
    if verb.lemma_.lower() not in speech("say") or verb.tag_ not in {"VBD", "VBZ", "VBP"} or verb.i - verb.sent.start < 5:
        return None
    doc, end = verb.doc, verb.i
    if doc[end - 1].text == ",":  # "…, Ada Verk, a trader, told …"
        end = next((i for i in range(end - 2, max(verb.sent.start, end - 16), -1) if doc[i].text == ","), 0)
    start = next((i + 1 for i in range(end - 1, max(verb.sent.start, end - 12), -1) if doc[i].text in _BREAKS), 0)
    phrase = doc[start:end]
    told = next((t.i for t in phrase if t.lower_ == "who" and t.dep_ in {"nsubj", "nsubjpass"}), end)
    if not 0 < start < end or any(_breaks(t) for t in phrase if t.i < told):
        return None
    heads = [t for t in phrase if t.i < told and t.pos_ in {"NOUN", "PROPN"} and not start <= t.head.i < end]
    return heads[0] if heads and (can_utter(heads[0]) or _may_utter(heads[0])) else None


def _may_utter(noun: Token) -> bool:
    """Whether a plain noun that stands where only a speaker can may be one: no thing, no date."""
    return noun.pos_ == "NOUN" and not noun.ent_type_ and noun.lemma_.lower() not in speech("roles.things")


def _breaks(token: Token) -> bool:
    """What no plain noun phrase holds; a participle before its noun ("the Oslo-based centre") it may."""
    return token.pos_ in {"AUX", "SCONJ"} or (token.pos_ == "VERB" and token.dep_ != "amod") or (token.is_punct and token.text != "-")


_BREAKS = {",", ";", "”", '"', "—", "–"}


def _leaned_on(verb: Token) -> Token | None:
    head = verb.head
    if head == verb:
        return None
    if verb.dep_ == "advcl" and verb.tag_ == "VBG" and verb.i > 0 and verb.nbor(-1).text == "," and (telling := _telling(head)) is not None:
        return subject_of(telling)
    if verb.dep_ in {"conj", "advcl"} and (aside := _aside(verb)) is not None:
        return subject_of(aside)
    if verb.dep_ in {"conj", "advcl", "xcomp", "aux"} and head.pos_ in {"VERB", "AUX"}:
        telling, subject = _telling(head), subject_of(head)
        if telling is not None and subject is not None and not can_utter(subject):
            return subject_of(telling)
        return subject or next((c for c in head.children if c.dep_ == "nsubjpass"), None)
    if verb.dep_ == "acl" and verb.tag_ == "VBG" and head.pos_ in {"NOUN", "PROPN"}:
        return _maker(head)
    if verb.dep_ == "dep" and verb.tag_ == "VBG" and head.pos_ == "VERB":
        return subject_of(head)
    return None


def can_utter(noun: Token) -> bool:
    """Whether the noun names somebody and not a thing or an act ("the strikes hit hideouts and denied …")."""
    named = any(c.dep_ == "appos" and c.ent_type_ == "PERSON" for c in noun.rights)
    known = not _speakers().isdisjoint({noun.lemma_.lower(), noun.lower_})
    return named or known or noun.pos_ in {"PROPN", "PRON"} or bool(noun.ent_type_)


@cache
def _speakers() -> frozenset[str]:
    return frozenset(word for kind in table("speech", "kinds") for word in words("speech", f"kinds.{kind}")) | speech("roles.person")


def _telling(verb: Token) -> Token | None:
    """The verb of saying whose clause a verb stands in: a closing ", adding …" leans on it and not on what was said."""
    while verb.dep_ in {"ccomp", "conj", "advcl"} and verb.head != verb:
        if verb.dep_ == "ccomp" and verb.head.lemma_.lower() in speech("say") and verb.head.i < verb.i:
            return verb.head
        verb = verb.head
    return None


def _aside(verb: Token) -> Token | None:
    """The "…, X said," that stands right before a closing ", adding …" and hangs on the same verb."""
    if verb.tag_ != "VBG" or verb.i == 0 or verb.nbor(-1).text != ",":
        return None
    return next((c for c in verb.head.children if c.dep_ == "parataxis" and c.lemma_.lower() in speech("say") and c.i < verb.i), None)


def _maker(noun: Token) -> Token | None:
    """Who speaks in "issued a statement saying": the subject of the verb that has the noun as object; else the noun itself."""
    if noun.dep_ in {"dobj", "pobj"} and noun.lemma_.lower() in speech("documents.nouns"):
        head = noun.head if noun.dep_ == "dobj" else noun.head.head
        return subject_of(head) if head.pos_ == "VERB" else noun
    return noun


def inverted_subject(verb: Token, sentence: Sentence) -> Token | None:
    """The subject of "…, said X" when the parser took X for an object."""
    if (
        verb.i == sentence.start
        or verb.tag_ not in {"VBD", "VBZ", "VBP"}
        or verb.nbor(-1).text not in {",", '"', "”", "’", "'", "?", "!", "—", "–"}
    ):
        return None
    return next(
        (
            c
            for c in verb.rights
            if c.dep_ in {"dobj", "npadvmod", "attr", "oprd", "appos", "ccomp"} and c.pos_ in {"NOUN", "PROPN", "PRON"}
        ),
        None,
    )
