"""Harm words in their sentence: which tokens say that people were harmed, and which noun phrases they say it of."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import get_args

from spacy.tokens import Token

from tacitus import lexicon
from tacitus.extracting.hurts import hurt_by, hurt_of
from tacitus.extracting.takings import taken_by, taking_of
from tacitus.extracting.victims import is_people_word
from tacitus.model import Harm


def harm_of(token: Token) -> Harm | None:
    """The harm a token says, by its lexicon entry and how it is used; None for other words and for acts that did not come about."""
    found = _verbal(token) or _nominal(token)
    return None if found is None or is_unreal(token) else found


def _verbal(token: Token) -> Harm | None:
    word = token.lemma_.lower()
    if token.pos_ == "VERB" or token.tag_ in {"VBN", "VBG", "VBD"}:
        if word in lexicon.words("harm", "shot.verbs"):
            return "killed" if _is_fatal(token) else hurt_of(token)
        if word in _harms("weak"):
            return _harms("weak")[word] if any(_is_people(v) for v in _of_weak(token)) else hurt_of(token)
        told = _harms("transitive").get(word) or _harms("intransitive").get(word) or _harms("states").get(token.lower_)
        return told or taking_of(token) or hurt_of(token)
    return None


def _nominal(token: Token) -> Harm | None:
    lemma, word = token.lemma_.lower(), token.lower_
    if lemma in lexicon.words("harm", "suffering.nouns") and _sufferers(token):
        return "wounded"
    if word in lexicon.words("harm", "taken.words"):
        return "captured" if _taken(token) else _harms("nouns").get(word)
    if lemma == "life":
        return "killed" if _is_lost_life(token) else None
    harm = _harms("of_people").get(lemma) or _harms("of_people").get(word)
    if (
        harm
        and token.pos_ == "NOUN"
        and any(is_people_word(g) and g.lemma_ != "life" for c in token.children if c.lower_ == "of" for g in c.children)
    ):
        return harm
    if word == "losses" and any(c.dep_ == "poss" for c in token.lefts):
        return "killed" if any(a.lemma_.lower() in lexicon.words("harm", "stating.verbs") for a in token.ancestors) else None
    if lemma == "toll":
        return "killed" if _is_death_toll(token) else None
    if lemma == "hospital" or (word == "condition" and _is_grave(token)):
        return "wounded" if token.head.lower_ == "in" and _in_hospital(token.head.head) else None
    if token.pos_ in {"ADJ", "ADV", "NOUN", "PROPN", "VERB"} and token.dep_ != "compound":
        return _harms("states").get(word) or _harms("nouns").get(lemma) or _harms("nouns").get(word)
    return None


def _is_grave(condition: Token) -> bool:
    return any(c.lower_ in lexicon.words("harm", "hurts.conditions") for c in condition.lefts)


def _in_hospital(above: Token) -> bool:
    """ "Fourteen are in hospital", "we have 22 constables in hospital"."""
    return above.lemma_ == "be" or (above.dep_ == "dobj" and above.head.lemma_ == "have" and is_people_word(above))


def _is_fatal(verb: Token) -> bool:
    """ "shot dead", "beaten to death", "burned alive", "gunned down", "machine-gunned"; "shot and killed" has its own word."""
    if any((verb.lemma_, c.lower_) in _felling() for c in verb.children if c.dep_ in {"prt", "oprd", "acomp", "advmod"}):
        return True
    if verb.tag_ in {"VBN", "VBD"} and any(phrase in verb.doc[verb.i + 1 : verb.i + 8].text.lower() for phrase in _execution()):
        return True
    if verb.lemma_ == "gun" and verb.i > verb.sent.start and verb.nbor(-1).text == "-":
        return True
    following = [t.lower_ for t in verb.doc[verb.i + 1 : min(verb.sent.end, verb.i + 12)]]
    own = {c.lower_ for c in verb.subtree if c.i > verb.i}
    return (
        following[:1] == ["dead"] or ("dead" in {c.lower_ for c in verb.children}) or ("death" in own and "to death" in " ".join(following))
    )


def _of_weak(verb: Token) -> list[Token]:
    """ "lost nine men", "nine men fell", "nine men were buried": object or passive subject; of "fall" the subject when nothing follows."""
    if verb.lemma_ == "fall":
        return (
            []
            if any(c.dep_ in {"acomp", "prt", "dobj"} or c.lower_ in {"to", "from", "into", "off"} for c in verb.children)
            else _undergoers(verb)
        )
    objects = [c for c in verb.children if c.dep_ == "dobj"]
    return objects or ([c for c in verb.children if c.dep_ == "nsubjpass"] or [verb.head] * (verb.dep_ == "acl" and verb.tag_ == "VBN"))


def _is_people(noun: Token) -> bool:
    verb = noun.head
    if noun.pos_ == "NUM" and verb.lemma_.lower() in {"bury", "lose"}:
        # "have buried twenty-three", "we lost two", "lost four of its own"; not "the party lost three"
        subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
        own = any(g.lower_ in lexicon.words("harm", "lost.own") for c in noun.children if c.lower_ == "of" for g in c.children)
        return verb.lemma_ == "bury" or own or (subject is not None and subject.lower_ in {"we", "they"})
    if verb.lemma_ in {"treat", "hang"}:
        return is_people_word(noun)
    inner = [g for c in noun.children if c.lower_ == "of" for g in c.children]
    return any(t.lemma_.lower() in lexicon.words("harm", "lost.words") for t in (noun, *inner))


def _is_lost_life(life: Token) -> bool:
    head = life.head.head if life.head.lower_ == "of" else life.head
    if any(c.lower_ == "no" for c in head.lefts) or any(t.lower_ == "without" for t in head.doc[max(head.i - 2, 0) : head.i]):
        return False  # "no loss of life"
    losing = lexicon.words("harm", "lives.losing")
    return head.lemma_ in losing or head.lemma_ == "loss" or (life.head.dep_ == "conj" and life.head.lemma_ in losing)


def _is_death_toll(toll: Token) -> bool:
    if any(c.lower_ in {"earlier", "previous"} for c in toll.lefts):
        return False
    kinds = [c.lemma_.lower() for c in toll.lefts if c.dep_ in {"compound", "amod"}]
    return not kinds or "death" in kinds or not {"injury", "road", "casualty"} & set(kinds)


def is_unreal(token: Token) -> bool:
    """Whether the harm did not happen: denied, only possible, planned or threatened. "Believed to have been killed" did happen."""
    for verb in _chain(token):
        beside = [(c.dep_, c.lower_) for c in verb.children if c.dep_ in {"aux", "neg", "mark"}]
        if not beside:
            continue
        marks = [word for _, word in beside]
        if verb.lemma_ != "survive" and any(role == "neg" and word != "no" for role, word in beside):
            return True
        if lexicon.words("grammar", "auxiliaries.unreal_harm") & set(marks) and "have" not in marks:
            return True
        if "if" in marks or "unless" in marks:
            return True
        if "to" in marks and "have" not in marks and _is_hypothetical(verb.head):
            return True
    return token.dep_ in {"oprd", "ccomp", "acomp", "xcomp", "conj"} and token.head.lemma_ in {"fear", "presume"} and token.head != token


def _is_hypothetical(word: Token) -> bool:
    return word.lemma_.lower() in lexicon.words("harm", "hypothetical.words") or word.lower_ in lexicon.words("harm", "hypothetical.words")


def _chain(token: Token) -> Iterator[Token]:
    """The harm word and the verbs above it that its truth hangs on (coordination, "leaving 12 dead", "were among the dead")."""
    yield token
    while token.dep_ in {"conj", "acomp", "oprd", "attr", "amod", "dobj", "auxpass", "xcomp"} and token.head != token:
        own = token.dep_ == "conj" and any(c.dep_ in {"nsubj", "nsubjpass", "aux"} for c in token.children)
        token = token.head
        if own:
            return
        yield token


def _sufferers(hurt: Token) -> list[Token]:
    """Who has a hurt: "two clerks suffered burns", "70 with gunshot wounds"; nobody when the words do not say whose it is."""
    head = hurt.head
    if hurt.dep_ == "dobj" and head.lemma_.lower() in lexicon.words("harm", "suffering.verbs"):
        return _undergoers(head)
    if hurt.dep_ == "pobj" and head.lower_ == "with":
        before = head.nbor(-1) if head.i > head.sent.start else head
        return [before] if before.pos_ in {"NOUN", "PROPN", "NUM", "PRON"} else []
    return []


def _taken(captive: Token) -> list[Token]:
    """Who was made a captive: "34 soldiers were taken prisoner", "took nine farmers hostage"."""
    verb = captive.head
    if captive.tag_ not in {"NN", "JJ", "RB"} or verb.lemma_.lower() not in lexicon.words("harm", "taken.verbs"):
        return []
    if captive.dep_ == "dobj" and any(c.dep_ in {"det", "poss", "nummod"} for c in captive.lefts):
        return []  # "took a prisoner"
    return [c for c in verb.children if c.dep_ == "dobj" and c.i < captive.i] or [c for c in verb.children if c.dep_ == "nsubjpass"]


def victims_of(token: Token) -> list[Token]:
    """The heads of the noun phrases a harm word says it of, likeliest first, by the parse alone."""
    if token.lemma_.lower() in lexicon.words("harm", "suffering.nouns") and (sufferers := _sufferers(token)):
        return sufferers
    if token.lower_ in lexicon.words("harm", "taken.words") and (captives := _taken(token)):
        return captives
    if token.lemma_.lower() == "life":
        return _of_lives(token)
    if token.lemma_.lower() == "hospital" or (token.lower_ == "condition" and _is_grave(token)):
        above = token.head.head
        return [above] if above.dep_ == "dobj" else [c for c in above.children if c.dep_ == "nsubj"]
    if _verbal(token):
        return _of_verb(token)
    if token.pos_ in {"ADJ", "ADV"}:
        return [*_of_state(token), *_of_noun(token)]
    return [*_of_noun(token), *_of_state(token)]


def _of_verb(verb: Token) -> list[Token]:
    word = verb.lemma_.lower()
    if not _is_fatal(verb) and (hurt := hurt_by(verb)):
        return hurt
    if word in _harms("weak"):
        return _of_weak(verb)
    if word in _harms("transitive") or word in lexicon.words("harm", "shot.verbs"):
        objects = [c for c in verb.children if c.dep_ in {"dobj", "obj"}]
        if objects:
            return objects
        if verb.tag_ not in {"VBN", "VBD"} and not _has_passive(verb):
            return _shared_object(verb)
        return _undergoers(verb) or _shared_object(verb)
    if taking_of(verb):
        return taken_by(verb)
    return _undergoers(verb)


def _undergoers(verb: Token) -> list[Token]:
    """Subject of a passive or of "die"; the noun a participle or relative clause hangs on; the subject of a verb coordinated before."""
    subjects = [c for c in verb.children if c.dep_ in {"nsubjpass", "nsubj"}]
    if subjects:
        return [_antecedent(s) for s in subjects]
    head = verb.head
    if verb.dep_ in {"acl", "amod", "relcl"}:
        return [head]
    if verb.dep_ in {"oprd", "ccomp", "acomp"} and head.pos_ in {"VERB", "AUX"}:
        objects = [c for c in head.children if c.dep_ == "dobj" and c.i < verb.i]
        return objects or [_antecedent(c) for c in head.children if c.dep_ in {"nsubj", "nsubjpass"} and verb.dep_ == "acomp"]
    if verb.dep_ in {"conj", "xcomp"} and head.pos_ in {"VERB", "AUX", "ADJ"} and head != verb:
        return _undergoers(head)
    return []


def _shared_object(verb: Token) -> list[Token]:
    """ "killing and wounding dozens": the object hangs on the last of the coordinated verbs."""
    return [o for c in verb.children if c.dep_ == "conj" and c.i - verb.i <= 3 for o in c.children if o.dep_ == "dobj"]


def _of_state(token: Token) -> list[Token]:
    head = token.head
    if token.dep_ in {"acomp", "attr", "oprd", "xcomp", "advcl", "ccomp"} and head.pos_ in {"VERB", "AUX"}:
        objects = [c for c in head.children if c.dep_ in {"dobj", "nsubjpass"} and c.i < token.i]
        return objects or [_antecedent(c) for c in head.children if c.dep_ in {"nsubj", "nsubjpass"} and c.i < token.i]
    subjects = [c for c in token.children if c.dep_ in {"nsubj", "nsubjpass"}]
    if subjects:
        return subjects
    return [head] if token.dep_ in {"amod", "advmod", "acl", "relcl", "nmod"} and head.pos_ in {"NOUN", "PROPN", "NUM", "PRON"} else []


def _of_noun(noun: Token) -> list[Token]:
    if noun.lemma_.lower() == "toll":
        return []
    partitive = [noun.head.head] if noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.dep_ != "ROOT" else []
    if any(whole.lemma_ in lexicon.words("harm", "reports.words") and any(c.lower_ == "no" for c in whole.lefts) for whole in partitive):
        return []  # "there were no reports of casualties"
    own = [noun] if noun.tag_ != "VBG" and noun.lemma_.lower() not in lexicon.words("harm", "deeds.words") else []
    inner = [g for c in noun.children if c.lower_ == "of" for g in c.children if g.dep_ == "pobj"]
    return [*inner, *partitive, *own]


def _of_lives(life: Token) -> list[Token]:
    """ "claimed 12 lives", "the lives of 12", "12 lost their lives"."""
    inner = [g for c in life.children if c.lower_ == "of" for g in c.children if g.dep_ == "pobj"]
    if inner:
        return inner
    if any(c.dep_ == "poss" for c in life.children) and life.head.lemma_ in {"lose", "give"}:
        return _undergoers(life.head)
    return [life]


def _has_passive(verb: Token) -> bool:
    return any(c.dep_ in {"auxpass", "nsubjpass"} for c in verb.children)


def _antecedent(subject: Token) -> Token:
    if subject.lower_ in lexicon.words("grammar", "relative.harmed") and subject.head.dep_ == "relcl":
        return subject.head.head
    return subject


@cache
def _execution() -> frozenset[str]:
    """Phrases after which somebody shot is dead."""
    return lexicon.words("harm", "shot.executing")


@cache
def _felling() -> frozenset[tuple[str, str]]:
    """Verbs with the words that make them killing: "gunned down", "burned alive", "wiped out"."""
    return frozenset((verb, word) for word, verbs in lexicon.table("harm", "felling").items() for verb in verbs)


@cache
def _harms(key: str) -> Mapping[str, Harm]:
    return lexicon.labels("harm", key, get_args(Harm))  # type: ignore[return-value]  # labels() admits the harms of the codebook only
