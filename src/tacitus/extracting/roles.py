"""Roles: which noun phrases around an act are its initiator, target, supporter (codebook 5)."""

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Token

from tacitus import lexicon
from tacitus.extracting.clauses import Arguments, arguments, complements, conjuncts, mention
from tacitus.extracting.triggers import Trigger, is_a
from tacitus.knowledge.nouns import sort_of
from tacitus.model import Role
from tacitus.page import Page, RoleDraft


def find_roles(page: Page, trigger: Trigger) -> tuple[RoleDraft, ...]:
    """The actors of an act in the order told, each noun phrase once.

    Agents and patients take the roles that `roles.toml` gives them for the type. A patient that is a place or a building is
    no actor, except for whoever the words say holds it ("rebel-held areas"); an agent that is a place stands for its state.
    """
    head = page.parse[trigger.head]
    around = arguments(head)
    found: dict[int, RoleDraft] = {}
    for role, noun in _candidates(page, trigger, head, around):
        if noun.i not in found and noun.i != head.i and (not trigger.covers(noun.i) or noun.i in page.name_at):
            found[noun.i] = RoleDraft(role, mention(noun))
    return tuple(found.values())


def _candidates(page: Page, trigger: Trigger, head: Token, around: Arguments) -> Iterator[tuple[Role, Token]]:
    agent, patient = _role("agents", trigger.type, "initiator"), _role("patients", trigger.type, "target")
    if agent:
        yield from ((agent, noun) for noun in around.agents if _acts(page, noun))
    yield from ((agent or "initiator", noun) for noun in _premodifiers(page, head))
    if patient:
        yield from ((patient, noun) for noun in around.patients if _suffers(page, noun))
    for preposition, noun in (*around.preps, *_lost_by(around)):
        role = _prepositions(trigger.type).get(preposition)
        if role and _suffers(page, noun):
            yield role, noun
    yield from (("supporter", noun) for noun in _supporters(around))
    yield from (("target", noun) for noun in _holders(page, around))


def _acts(page: Page, noun: Token) -> bool:
    """Whatever can act: a person or group, or a place or means that stands for one ("Moscow", "Israeli jets")."""
    name = page.name_at.get(noun.i)
    if name is not None:
        return True
    if noun.pos_ == "PRON":
        return noun.lower_ not in {"it", "there", "this", "that", "which", "what"}
    return is_a(page, noun, "armed", "soldierly", "crowd", "civilian") or any(page.name_at.get(c.i) for c in noun.children)


def _suffers(page: Page, noun: Token) -> bool:
    name = page.name_at.get(noun.i)
    if name is not None:
        return name.kind in {"actor", "demonym", "person", "organisation", "outlet"}
    if noun.pos_ == "PRON":
        return noun.lower_ in {"them", "him", "her", "us", "they", "he", "she", "we"}
    return noun.pos_ != "NUM" and is_a(page, noun, "armed", "soldierly", "crowd", "civilian") and not is_a(page, noun, "device")


def _premodifiers(page: Page, head: Token) -> Iterator[Token]:
    """Names and groups that stand before an action noun: "a Russian missile strike", "rebel shelling"."""
    if head.pos_ == "VERB":
        return
    for child in head.lefts:
        if child.dep_ in {"amod", "compound", "nmod"}:
            name = page.name_at.get(child.i)
            if (name and name.kind in {"demonym", "actor"}) or (
                name is None and is_a(page, child, "armed", "soldierly") and child.pos_ == "NOUN"
            ):
                yield child
            yield from _premodifiers(page, child)


def _supporters(around: Arguments) -> Iterator[Token]:
    """Who stands behind "with the support of" or "backed by"."""
    nouns, verbs = lexicon.words("roles", "support.nouns"), lexicon.words("roles", "support.verbs")
    backing = (pair for agent in around.agents for pair in complements(agent))
    for noun in (*around.after("with", "under"), *(n for p, n in backing if p in {"with", "under"})):
        if noun.lemma_.lower() in nouns:
            yield from (s for of in noun.children if of.lower_ in {"of", "from"} for o in of.children for s in conjuncts(_apposed(o)))
            yield from (c for c in noun.lefts if c.dep_ in {"amod", "poss", "compound"} and c.pos_ in {"PROPN", "ADJ"} and c.ent_type_)
    for agent in around.agents:
        for clause in agent.children:
            if clause.dep_ == "acl" and clause.lemma_.lower() in verbs:
                yield from (s for by in clause.children if by.lower_ == "by" for o in by.children for s in conjuncts(o))


def _apposed(noun: Token) -> Token:
    """The name that "allies Russia and Iran" gives, else the noun itself."""
    return next((c for c in noun.rights if c.dep_ == "appos"), noun)


def _lost_by(around: Arguments) -> Iterator[tuple[str, Token]]:
    """Whom a thing is taken from when the words hang on the thing: "wrested the bridge from the army"."""
    return (pair for patient in around.patients for pair in complements(patient) if pair[0] == "from")


def _holders(page: Page, around: Arguments) -> Iterator[Token]:
    """Whose the place or thing acted on is: the holder in "rebel-held areas" and "a clinic run by the Front", the owner in "seven
    Front targets". What only armed forces have stands for its owner itself ("Velmarian positions", "a camp of the Front").
    """
    for noun in (*around.patients, *around.after("on", "against", "of", "at", "targeting")):
        if noun.i in page.name_at or _suffers(page, noun):
            continue
        if sort_of(noun)[0] == "materiel" and _owned(page, noun):
            yield noun
            continue
        for child in noun.lefts:
            held = child.lower_ in {"held", "controlled", "run", "occupied"} or child.lower_.endswith(("-held", "-controlled", "-run"))
            if held:
                yield from (c for c in child.lefts if c.pos_ in {"NOUN", "PROPN", "ADJ"})
            elif (name := page.name_at.get(child.i)) is not None and name.kind == "actor":
                yield child


def _owned(page: Page, noun: Token) -> bool:
    """Whether a name stands before the noun or behind "of" or "belonging to"."""
    owners = [c for c in noun.lefts if c.dep_ in {"amod", "compound", "nmod", "poss"}] + [n for p, n in complements(noun) if p == "of"]
    return any(t.i in page.name_at or is_a(page, t, "armed", "soldierly") for t in owners)


@cache
def _role(table: str, type_: str, default: Role) -> Role | None:
    return lexicon.table("roles", table).get(type_, default) or None


@cache
def _prepositions(type_: str) -> dict[str, Role]:
    table = lexicon.load("roles")["prepositions"]
    return {**table["default"], **table.get(type_, {})}
