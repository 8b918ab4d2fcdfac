"""Roles: which noun phrases around an act are its initiator, target, supporter (codebook 5)."""

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Token

from tacitus import lexicon
from tacitus.extracting.classes import is_a
from tacitus.extracting.clauses import Arguments, arguments, complements, conjuncts, mention
from tacitus.extracting.triggers import Trigger
from tacitus.knowledge.nouns import singular, sort_of, words
from tacitus.model import Role
from tacitus.page import Mention, Page, RoleDraft


def find_roles(page: Page, trigger: Trigger) -> tuple[RoleDraft, ...]:
    """The actors of an act in the order told, each noun phrase once.

    Agents and patients take the roles that `roles.toml` gives them for the type. A patient that is a place or a building is
    no actor, except for whoever the words say holds it ("rebel-held areas"); an agent that is a place stands for its state.
    """
    head = page.parse[trigger.head]
    around = arguments(head)
    found: dict[int, RoleDraft] = {}
    for role, noun in _candidates(page, trigger, head, around):
        if (
            noun.i not in found
            and noun.ent_type_ not in {"DATE", "TIME"}
            and noun.i != head.i
            and (not trigger.covers(noun.i) or noun.i in page.name_at or noun.dep_ in MODIFIERS)
        ):
            found[noun.i] = RoleDraft(role, _described(noun) if role == "initiator" else _made_captive(noun))
    if not any(role.role in {"target", "victim_group"} for role in found.values()):
        found |= {noun.i: RoleDraft("victim_group", mention(noun)) for noun in _lived_in(page, trigger, around) if noun.i not in found}
    return tuple(found.values())


def _lived_in(page: Page, trigger: Trigger, around: Arguments) -> Iterator[Token]:
    """Houses, markets, schools: where one is struck, the people in it are (codebook 11)."""
    if trigger.type in lexicon.words("roles", "people.struck"):
        struck = (*around.patients, *around.after("on", "at", "against", "of", "into"))
        yield from (noun for noun in struck if noun.i not in page.name_at and _houses_people(noun))


def _houses_people(noun: Token) -> bool:
    """Whether a noun, alone or with the word before it ("apartment block", "refugee camp"), is a building full of people."""
    sort, phrase = sort_of(noun)
    return sort == "people" and not lexicon.words("roles", "people.buildings").isdisjoint({phrase, noun.lemma_.lower()})


def _made_captive(noun: Token) -> Mention:
    """The noun phrase of one acted on; in "took three nurses hostage", which the parser takes for a word before "hostage", the nurses."""
    phrase = mention(noun)
    last = noun.doc[phrase.end - 1]
    if noun.dep_ == "dobj" and last.lower_ in lexicon.words("roles", "people.captive"):
        whom = next((c for c in reversed(list(last.lefts)) if c.dep_ in MODIFIERS and c.pos_ in {"NOUN", "PROPN"}), None)
        return Mention(phrase.start, whom.i + 1, whom.i) if whom is not None else phrase
    return phrase


def _described(noun: Token) -> Mention:
    """The noun phrase of one who acts, for mere "men" with what they wear, ride or carry: it is all that is known of them."""
    phrase = mention(noun)
    if noun.lower_ in {"men", "man"}:
        told = [c for c in noun.rights if c.dep_ == "prep" and c.lower_ in {"in", "on", "with"} and c.i == phrase.end]
        told += [c for c in noun.rights if c.dep_ == "acl" and c.lemma_ in {"wear", "ride", "carry"} and c.i == phrase.end]
        return Mention(phrase.start, max([phrase.end, *(t.i + 1 for c in told for t in c.subtree if not t.is_punct)]), noun.i)
    return phrase


def _candidates(page: Page, trigger: Trigger, head: Token, around: Arguments) -> Iterator[tuple[Role, Token]]:
    agent, patient = _role("agents", trigger.type, "initiator"), _role("patients", trigger.type, "target")
    if trigger.type == "displacement" and any(_suffers(page, noun) for noun in around.patients):
        agent = "initiator"  # who drives others out, not who flees
    if _repels(head):
        yield from (("target", noun) for noun in around.agents if _acts(page, noun))
        yield from (("initiator", noun) for act in around.patients for noun in (*arguments(act).agents, *_premodifiers(page, act)))
        return
    if trigger.type == "bombing" and _meets_device(page, head, around):
        yield from (("target", noun) for noun in around.agents if _suffers(page, noun) or is_a(page, noun, "vehicle"))
        return
    finds = trigger.type == "attack" and head.lemma_ in lexicon.words("harm", "finding.verbs")
    if agent and not finds:  # who finds the dead did not kill them
        yield from ((agent, doer) for noun in around.agents if _acts(page, noun) for doer in _doers(page, noun))
    yield from ((agent or "initiator", noun) for noun in _premodifiers(page, head))
    if patient:
        people = (n for n in around.patients if _suffers(page, n) or _taken(trigger.type, page, n))
        states = (n for n in around.patients if _is_state(page, n, trigger.type, patient))
        yield from ((patient, noun) for noun in (*people, *states))
        yield from ((patient, noun) for noun in _aboard(page, around) if _suffers(page, noun))
    if trigger.type in {"airstrike", "shelling"}:
        yield from (("initiator", noun) for noun in around.after("from") if is_a(page, noun, "aircraft"))
    struck = (c for c in head.lefts if c.dep_ in MODIFIERS and head.pos_ == "NOUN" and _is_struck(page, c))
    yield from (("target", noun) for noun in struck if _suffers(page, noun) or (sort_of(noun)[0] == "materiel" and _owned(page, noun)))
    for preposition, noun in (*around.preps, *_lost_by(around)):
        role = _prepositions(trigger.type).get(preposition)
        if role and (_suffers(page, noun) or _is_state(page, noun, trigger.type, role)):
            yield role, noun
    yield from (("supporter", noun) for noun in _supporters(around))
    yield from (("target", noun) for noun in _holders(page, around))


def _doers(page: Page, noun: Token) -> Iterator[Token]:
    """Who acts where an act is told to act: the common noun before it ("a police raid killed nine"), else the noun itself."""
    before = list(_premodifiers(page, noun)) if sort_of(noun)[0] in {"materiel", None} and noun.i not in page.name_at else []
    common = [word for word in before if word.i not in page.name_at]
    yield from common if common and len(common) == len(before) else [noun]


def _aboard(page: Page, around: Arguments) -> Iterator[Token]:
    """Who is in a vehicle or home that is acted on: "a truck transporting families", "a convoy of pilgrims", "a camp for refugees";
    and whose throat, hands or bodies it is."""
    struck = (*around.patients, *around.after("on", "at", "against", "into", "of"))
    for home in (n for n in struck if n.lemma_.lower() in lexicon.words("roles", "aboard.homes")):
        yield from (s for prep in home.rights if prep.lower_ == "for" for n in prep.children if n.dep_ == "pobj" for s in conjuncts(n))
    for part in (n for n in around.patients if n.lemma_.lower() in lexicon.words("roles", "aboard.bodies")):
        yield from (s for prep in part.rights if prep.lower_ == "of" for n in prep.children if n.dep_ == "pobj" for s in conjuncts(n))
    for vehicle in struck:
        if not _is_vehicle(page, vehicle) or _suffers(page, vehicle):
            continue
        for child in vehicle.rights:
            if child.dep_ == "acl" and child.lemma_ in lexicon.words("roles", "aboard.verbs"):
                yield from (s for c in child.children if c.dep_ == "dobj" for s in conjuncts(c))
            loads = [child, *child.children] if child.dep_ in {"amod", "acl", "prep"} else []
            if child.lower_ in lexicon.words("roles", "aboard.loaded"):
                yield from (s for load in loads for c in load.children if c.dep_ == "pobj" for s in conjuncts(c))


def _is_vehicle(page: Page, noun: Token) -> bool:
    return is_a(page, noun, "vehicle") or noun.lemma_.lower() in lexicon.words("roles", "aboard.craft")


def _repels(head: Token) -> bool:
    """A verb of beating back: who does it was attacked, and what is beaten back tells by whom."""
    particle = next((f"+{c.lower_}" for c in head.rights if c.dep_ in {"prt", "advmod"}), "")
    return head.pos_ == "VERB" and not lexicon.words("roles", "reversed.repelling").isdisjoint({head.lemma_, head.lemma_ + particle})


def _meets_device(page: Page, head: Token, around: Arguments) -> bool:
    """ "Stepped on a mine", "the truck hit a bomb": whoever does it suffers it."""
    met = (*around.patients, *around.after("on", "over", "onto", "into"))
    return head.lemma_ in lexicon.words("roles", "reversed.meeting") and any(is_a(page, noun, "device") for noun in met)


def _acts(page: Page, noun: Token) -> bool:
    """Whatever can act: a person or group, or a place or means that stands for one ("Moscow", "Israeli jets", "jets")."""
    name = page.name_at.get(noun.i)
    if name is not None:
        return True
    if noun.pos_ == "PRON":
        return noun.lower_ not in lexicon.words("grammar", "acting.nobody") or _speaks_of_itself(noun) or _goes_on(page, noun)
    if noun.lower_ in lexicon.words("roles", "places.generic"):
        return False
    if sort_of(noun)[0] in ACTING or is_a(page, noun, "armed", "soldierly", "crowd", "civilian", "aircraft"):
        return True
    return any(page.name_at.get(c.i) for c in noun.children) or any(_acts(page, whose) for whose in _part_of(noun))


ACTING = {
    "forces", "security", "police", "border", "rebel", "fighter", "gunman", "group", "militia", "communal", "protester", "rioter",
    "external", "government", "civilian",
}  # fmt: skip
"""Sorts of common nouns (actor lexicon) that act."""


def _speaks_of_itself(noun: Token) -> bool:
    """ "It" in what somebody says to have done: "the army said it had struck", not "it would strike"."""
    said = noun.lower_ == "it" and noun.dep_ == "nsubj" and noun.head.dep_ == "ccomp" and noun.head.head.pos_ == "VERB"
    return said and not any(c.tag_ == "MD" for c in noun.head.children)


def _goes_on(page: Page, noun: Token) -> bool:
    """ "It" in a report of what a body did next: subject of a main clause, right after a sentence whose subject is a named body ("The Front
    raided a barracks. It also freed two councillors"), and no event that could be meant."""
    sentence = page.sentence_of[noun.i]
    if noun.lower_ != "it" or noun.dep_ != "nsubj" or noun.head.dep_ not in {"ROOT", "conj"} or sentence == 0:
        return False
    if any(c.tag_ == "MD" or c.dep_ == "attr" for c in noun.head.children):
        return False
    subjects = [c for c in page.sentences[sentence - 1].root.children if c.dep_ in {"nsubj", "nsubjpass"}]
    names = [page.name_at.get(c.i) for c in subjects]
    return any(name is not None and name.kind in {"actor", "organisation"} for name in names)


def _suffers(page: Page, noun: Token) -> bool:
    """Whoever can be acted on: people, groups and bodies, not places or things."""
    name = page.name_at.get(noun.i)
    if name is not None:
        housed = name.kind == "organisation" and page.parse[name.end - 1].lemma_.lower() in lexicon.words("roles", "people.buildings")
        return name.kind in {"actor", "demonym", "person", "organisation", "outlet"} and not housed
    if noun.pos_ == "PRON":
        return noun.lower_ in lexicon.words("grammar", "acting.suffering")
    if noun.pos_ == "NUM" or is_a(page, noun, "device"):
        return False
    if any(_suffers(page, whose) for whose in _part_of(noun)):
        return True
    return sort_of(noun)[0] in SUFFERING or is_a(page, noun, "armed", "soldierly", "crowd", "civilian")


def _is_state(page: Page, noun: Token, type_: str, role: Role) -> bool:
    """Whether a place stands for its state: whom one accuses, threatens or sanctions, and with whom one agrees or talks."""
    name = page.name_at.get(noun.i)
    met = type_ in {"agreement", "talks"} and role == "initiator"
    return name is not None and name.kind == "place" and (met or type_ in {"accusation", "threat", "sanction"})


def _part_of(noun: Token) -> Iterator[Token]:
    """Whose part a noun is that says nothing of its own: "remnants of the Front", "elements of two brigades"."""
    if singular(noun) in words("member_words.empty"):
        yield from (whose for prep in noun.children if prep.lower_ == "of" for whose in prep.children if whose.dep_ == "pobj")


def _taken(type_: str, page: Page, noun: Token) -> bool:
    """What is acted on in a type that only people suffer: any noun but things and places, "two of them", "six"."""
    if type_ not in lexicon.words("roles", "people.types") or page.name_at.get(noun.i) is not None:
        return False
    thing = noun.lemma_.lower() in lexicon.words("harm", "things.words") or is_a(page, noun, "device", "building", "settlement")
    thing = thing or _is_vehicle(page, noun)
    return not thing and (noun.pos_ == "NOUN" or (noun.pos_ in {"NUM", "PRON", "DET"} and any(c.lower_ == "of" for c in noun.children)))


SUFFERING = (ACTING | {"political"}) - {"government"}


def _premodifiers(page: Page, head: Token) -> Iterator[Token]:
    """Names and groups that stand before an action noun: "a Russian missile strike", "rebel shelling"."""
    if head.pos_ == "VERB":
        return
    modifiers = [child for child in head.lefts if child.dep_ in MODIFIERS and not _is_struck(page, child)]
    named = [child for child in modifiers if (name := page.name_at.get(child.i)) and name.kind in {"demonym", "actor"}]
    for child in modifiers:
        inner = list(_premodifiers(page, child))  # "a Velmarian military strike" is Velmar's
        if child in named or (child.i not in page.name_at and not named and not inner and _armed_before(page, child)):
            yield child
        yield from inner


def _is_struck(page: Page, word: Token) -> bool:
    """Whether a word before an action noun is what is struck: "a police station attack", "the embassy bombing"."""
    return is_a(page, word, "building", "settlement", "vehicle")


def _armed_before(page: Page, word: Token) -> bool:
    """Whether a common noun before an action noun tells who acts: "a junta airstrike", "a police raid", "a militant attack"."""
    against = word.i > 1 and word.nbor(-1).text == "-"  # an "anti-government protest"
    if against or word.lower_ in lexicon.words("roles", "charges.labels"):
        return False  # a "terrorist attack" may be anybody's
    if word.pos_ == "NOUN":
        return is_a(page, word, "armed", "soldierly") or sort_of(word)[0] in BEFORE
    return word.pos_ == "ADJ" and sort_of(word)[0] in BEFORE


MODIFIERS = {"amod", "compound", "nmod"}
BEFORE = {"forces", "government", "police", "security", "rebel", "fighter", "militia", "gunman"}
"""Sorts of common nouns that tell, before an action noun, who acts."""


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
        if noun.i in page.name_at or _houses_people(noun) or _suffers(page, noun):
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
    """Whether a name, an armed side or a pronoun before the noun or behind "of" says whose it is."""
    owners = [c for c in noun.lefts if c.dep_ in {"amod", "compound", "nmod", "poss"}] + [n for p, n in complements(noun) if p == "of"]
    return any(t.i in page.name_at or t.tag_ == "PRP$" or is_a(page, t, "armed", "soldierly") or sort_of(t)[0] in BEFORE for t in owners)


@cache
def _role(table: str, type_: str, default: Role) -> Role | None:
    return lexicon.table("roles", table).get(type_, default) or None


@cache
def _prepositions(type_: str) -> dict[str, Role]:
    table = lexicon.load("roles")["prepositions"]
    return {**table["default"], **table.get(type_, {})}
