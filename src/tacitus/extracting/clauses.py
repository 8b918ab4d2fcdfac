"""Clauses: who acts, what is acted on and what else hangs on a verb or an action noun, read from the parse.

The parse is dependency labels of spaCy's English pipelines (ClearNLP labels). Subjects are inherited where English leaves
them out: participles and infinitives take the subject of the clause they hang on, relative clauses the noun before them,
coordinated verbs the subject of the first.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from tacitus import lexicon
from tacitus.page import Mention

SUBJECT = {"nsubj", "csubj"}
PASSIVE = {"nsubjpass", "csubjpass"}
OBJECT = {"dobj", "obj", "oprd"}
CLAUSAL = {"ROOT", "ccomp", "advcl", "relcl", "conj", "acl", "xcomp", "pcomp", "parataxis"}


@dataclass(frozen=True, slots=True)
class Arguments:
    """What stands around an action word: agents, patients and prepositional complements by preposition (heads of noun phrases)."""

    agents: tuple[Token, ...] = ()
    patients: tuple[Token, ...] = ()
    preps: tuple[tuple[str, Token], ...] = ()
    passive: bool = False

    def after(self, *prepositions: str) -> tuple[Token, ...]:
        """The complements of any of these prepositions, in text order."""
        return tuple(noun for preposition, noun in self.preps if preposition in prepositions)


def arguments(token: Token) -> Arguments:
    """The arguments of an action word: of a verb by its own dependents, of a noun by its modifiers and the verb that carries it."""
    return _of_verb(token) if token.pos_ in {"VERB", "AUX"} and not is_gerund(token) else _of_noun(token)


def is_gerund(token: Token) -> bool:
    """An "-ing" word that stands where a noun stands ("fighting erupted", "the shelling of …")."""
    return token.tag_ == "VBG" and token.dep_ in {"nsubj", "nsubjpass", "dobj", "pobj"} and not any(c.dep_ == "aux" for c in token.lefts)


def conjuncts(token: Token) -> Iterator[Token]:
    """The noun and those coordinated with it ("Syria, Russia and Iran")."""
    yield token
    for child in token.children:
        if child.dep_ in {"conj", "appos"} and child.dep_ == "conj" and child.pos_ in {"NOUN", "PROPN", "PRON", "NUM", "ADJ"}:
            yield from conjuncts(child)


@cache
def _verbs(kind: str) -> frozenset[str]:
    return lexicon.words("clauses", f"verbs.{kind}")


def _of_verb(verb: Token) -> Arguments:
    passive = _is_passive(verb)
    by = (_by(verb) or _by_shared(verb)) if passive else []
    own = [c for c in verb.children if c.dep_ in SUBJECT | PASSIVE]
    subject = [_antecedent(s) for s in own] if own else _inherited_subject(verb)
    objects = [_antecedent(c) for c in verb.children if c.dep_ in OBJECT or (c.dep_ == "dative" and c.pos_ != "ADP")]
    agents = by if passive else subject
    patients = [*subject, *objects] if passive else objects
    return Arguments(_spread(agents), _spread(patients), tuple(complements(verb)), passive)


def _by(verb: Token) -> list[Token]:
    return [n for p, n in complements(verb) if p == "by" and _may_act(n)]


def _by_shared(verb: Token) -> list[Token]:
    """Who does what is done in two coordinated passives, told with one of them ("were ambushed and killed by rebels")."""
    beside = [c for c in verb.children if c.dep_ == "conj"] + ([verb.head] if verb.dep_ == "conj" else [])
    shared = (v for v in beside if v.tag_ == "VBN" and _is_passive(v) and (_one_subject(v, verb)))
    return next((by for v in shared if (by := [n for n in _by(v) if n.pos_ != "VERB"])), [])


def _one_subject(first: Token, second: Token) -> bool:
    """Whether at most one of two coordinated verbs has a subject of its own."""
    return sum(any(c.dep_ in SUBJECT | PASSIVE for c in verb.children) for verb in (first, second)) < 2


def _of_noun(noun: Token) -> Arguments:
    preps = list(complements(noun))
    agents = [c for c in noun.children if c.dep_ == "poss"] + [n for p, n in preps if p == "by"]
    patients = [n for p, n in preps if p in {"of", "on", "against", "upon", "targeting", "at"}]
    verb = _carrier(noun)
    if (accused := _accused(noun)) is not None:
        agents.append(accused)
    elif verb is not None:
        around = _of_verb(verb)
        if noun in around.patients or noun.dep_ in {"dobj", "pobj", "nsubjpass", "conj"}:
            agents += [a for a in around.agents if a != noun] if verb.lemma_ in _verbs("carrying") else []
            patients += [a for a in around.agents if a != noun] if verb.lemma_ in _verbs("repelling") else []
            if noun.dep_ == "pobj" and verb.lemma_ in _verbs("harming"):  # "killed nine soldiers in two attacks"
                agents += around.agents
                patients += around.patients
        elif noun in around.agents:
            patients += [p for p in around.patients if p != noun]
        charged = [n for p, n in around.preps if p == "on"] or [n for p, n in preps if p == "on"]
        blamed = charged if verb.lemma_ in _verbs("blaming") else []
        agents += blamed
        patients = [p for p in patients if p not in blamed]
        preps = [pair for pair in preps if pair[1] not in blamed]
        preps += [pair for pair in around.preps if pair[1] not in (noun, *blamed) and pair not in preps]
    for child in noun.children:
        if child.dep_ in {"acl", "relcl"} and child.pos_ == "VERB":
            around = _of_verb(child)
            agents += [a for a in around.agents if a != noun] if child.lemma_ in _verbs("carrying") else []
            agents += [n for p, n in around.preps if p == "on" and child.lemma_ in _verbs("charging")]
            patients += [p for p in around.patients if p != noun and child.lemma_ not in _verbs("charging")]
            preps += [p for p in around.preps if p not in preps]
    return Arguments(_spread(agents), _spread(patients), tuple(preps))


def _accused(act: Token) -> Token | None:
    """Who is said to have done what stands after "accused … of" or "blamed … for"; None when the act stands elsewhere."""
    verb = act.head.head if act.head.dep_ == "prep" else act.head
    if act.head.dep_ == "prep" and verb.dep_ in OBJECT | PASSIVE and verb.pos_ in {"NOUN", "PROPN"}:
        verb = verb.head  # "accused the movement of killing": the parser hung "of" on the movement
    if act.dep_ not in {"pobj", "pcomp"} or act.head.lower_ not in {"of", "for", "over"} or verb.lemma_ not in _verbs("charging"):
        return None
    objects = [c for c in verb.children if c.dep_ in OBJECT | PASSIVE]
    return objects[0] if objects else None


def _carrier(noun: Token) -> Token | None:
    """The verb whose subject, object or complement the noun is ("launched an attack", "the strike hit …")."""
    top = noun
    while top.dep_ in {"conj", "compound"} and top.head != top:
        top = top.head
    if (
        top.dep_ == "pobj"
        and top.head.dep_ == "prep"
        and top.head.head.pos_ == "VERB"
        and top.head.text.lower() in {"in", "with", "by", "during"}
    ):
        return top.head.head
    if top.dep_ == "agent" or top.dep_ in SUBJECT | PASSIVE | OBJECT:
        return top.head if top.head.pos_ in {"VERB", "AUX"} else None
    return top.head.head if top.dep_ == "pobj" and top.head.dep_ == "agent" else None


def complements(token: Token) -> Iterator[tuple[str, Token]]:
    """(preposition, noun) for each prepositional phrase that hangs on the token itself, coordinated nouns each."""
    for child in token.children:
        if child.dep_ in {"prep", "agent"} or (child.dep_ == "dative" and child.pos_ == "ADP"):
            name = child.text.lower()
            for complement in child.children:
                if complement.dep_ in {"pobj", "pcomp"}:
                    yield from ((name, noun) for noun in conjuncts(complement))
                elif complement.dep_ == "prep":  # "from across the border", "out of the town"
                    yield from ((f"{name} {inner}" if inner == "of" else inner, noun) for inner, noun in _preps_of(complement))


def _preps_of(prep: Token) -> Iterator[tuple[str, Token]]:
    for complement in prep.children:
        if complement.dep_ == "pobj":
            yield from ((prep.text.lower(), noun) for noun in conjuncts(complement))


def _is_passive(verb: Token) -> bool:
    """A verb with a passive's parts, a past participle that hangs on a noun ("troops killed by shelling"), or one that shares the
    "were" of a passive before it ("were shot and killed", "ten were killed and seventy others wounded by shelling").
    """
    if any(c.dep_ in PASSIVE | {"auxpass", "agent"} for c in verb.children):
        return True
    if verb.dep_ == "xcomp" and verb.tag_ == "VBN" and not any(c.dep_ == "aux" for c in verb.children):
        return True  # "were found shot dead"
    if verb.dep_ == "acl":
        return verb.tag_ in {"VBN", "VBD"} and not _tells_its_sentence(verb)
    shares = verb.tag_ == "VBN" and verb.dep_ == "conj" and not any(c.dep_ in OBJECT | {"aux"} for c in verb.children)
    return shares and verb.head.pos_ == "VERB" and _is_passive(verb.head)


def _tells_its_sentence(verb: Token) -> bool:
    """A verb with an object that the parser hung on a noun although no other verb tells the sentence ("Militiamen killed 11 farmers")."""
    return verb.tag_ in {"VBD", "VBN"} and verb.sent.root.pos_ in {"NOUN", "PROPN"} and any(c.dep_ in OBJECT for c in verb.children)


def _may_act(noun: Token) -> bool:
    return noun.ent_type_ not in {"DATE", "TIME"}


def _antecedent(noun: Token) -> Token:
    """For a relative pronoun the noun its clause hangs on, else the token itself."""
    return noun.head.head if noun.lower_ in lexicon.words("grammar", "relative.any") and noun.head.dep_ == "relcl" else noun


def _inherited_subject(verb: Token) -> list[Token]:
    if (accused := _accused(verb)) is not None:
        return [accused]
    head = verb.head
    if verb.dep_ == "acl" and _tells_its_sentence(verb):
        return [verb.sent.root]
    if verb.dep_ in {"acl", "relcl"} and head.pos_ in {"NOUN", "PROPN", "PRON"}:
        return [head]
    if verb.dep_ == "pcomp" and head.lower_ == "by" and _is_passive(head.head):
        return []  # "wounded by shelling": the wounded did not shell
    if verb.dep_ in {"xcomp", "conj", "advcl", "pcomp", "prep"} or (verb.dep_ == "ccomp" and verb.tag_ == "VBG"):
        if head.dep_ in {"prep", "mark"}:
            head = head.head
        if verb.dep_ == "xcomp":
            objects = [c for c in head.children if c.dep_ in OBJECT]
            if objects and (head.lemma_ in _verbs("steering") or _is_passive(verb)):
                return objects
        if head.pos_ in {"VERB", "AUX"} and head != verb:
            own = [c for c in head.children if c.dep_ in SUBJECT | PASSIVE and c.i < verb.i]
            return [_antecedent(s) for s in own] or _inherited_subject(head)
    return []


def _spread(nouns: list[Token]) -> tuple[Token, ...]:
    seen: dict[int, Token] = {}
    for noun in nouns:
        for each in conjuncts(noun):
            seen.setdefault(each.i, each)
    return tuple(seen.values())


def clause_verb(token: Token) -> Token:
    """The verb (or clause head) whose clause the token stands in."""
    while token.dep_ not in CLAUSAL and token.head != token:
        token = token.head
    while token.dep_ == "conj" and token.pos_ not in {"VERB", "AUX"} and token.head != token:
        token = token.head
        while token.dep_ not in CLAUSAL and token.head != token:
            token = token.head
    return token


def clause_tokens(token: Token) -> list[Token]:
    """The tokens of the token's clause, those of complement and relative clauses below it left out."""
    top = clause_verb(token)
    found, stack = [], [top]
    while stack:
        current = stack.pop()
        found.append(current)
        stack += [
            c
            for c in current.children
            if c.dep_ not in {"ccomp", "relcl", "parataxis"} and not (c.dep_ in {"conj", "advcl"} and c.pos_ == "VERB")
        ]
    return sorted(found, key=lambda t: t.i)


def mention(head: Token) -> Mention:
    """The noun phrase of a head: its left modifiers and the complements that name it more closely, relative clauses left out."""
    left = min(
        (c.left_edge.i for c in head.lefts if c.dep_ not in {"relcl", "acl", "cc", "punct", "advmod", "mark", "prep"}), default=head.i
    )
    right = head.i
    for child in head.rights:
        if child.dep_ in {"prep"} and child.text.lower() in {"of", "from", "for"} and child.i == right + 1:
            right = max(right, _last(child))
        elif child.dep_ in {"case", "compound", "flat", "nummod"} and child.text not in {"'s", "’s"}:
            right = max(right, child.i)
        else:
            break
    return Mention(min(left, head.i), right + 1, head.i)


def _last(prep: Token) -> int:
    objects = [c for c in prep.children if c.dep_ == "pobj"]
    return max([mention(o).end - 1 for o in objects], default=prep.i)
