"""Takings: people who are held or let go (captured) and who leave or are moved (displaced), by verbs that also say other things.

"Seized 14 villagers", "five were taken away", "about 40 marchers are being held", "freed 12 people"; "3,200 people have left the town".
Only of people, and of several who leave: "seized 14 tanks" and "the mayor left" are no toll.
"""

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Token

from tacitus import lexicon
from tacitus.extracting.subjects import can_utter
from tacitus.extracting.victims import is_people_word
from tacitus.model import Harm


def taking_of(verb: Token) -> Harm | None:
    """`captured` or `displaced` when the verb says it of people (lexicon `harm`, seized and moved); fighters who leave are neither."""
    word = verb.lemma_.lower()
    if word in _words("seized.all") and _people(verb, bare=verb.tag_ == "VBN" and word != "have"):
        return "captured"
    forced = word in _words("moved.forcing") and _out_of_homes(verb)
    if (forced or word in _words("moved.all")) and any(_many(t) and _moves(t) for t in taken_by(verb)):
        return "displaced"
    return None


def taken_by(verb: Token) -> list[Token]:
    """Who is taken or moved: the object, a passive's subject or a participle's noun; of going and of laying down arms the subject."""
    word = verb.lemma_.lower()
    goes = word in _words("moved.going") or word == "run" or (word in _words("seized.yielding") and _yields(verb))
    if goes:
        own = [c for c in verb.children if c.dep_ == "nsubj"]
        return own or [verb.head] * (verb.dep_ in {"acl", "relcl"})
    objects = [c for c in verb.children if c.dep_ in {"dobj", "obj", "nsubjpass"}]
    if not objects and verb.tag_ == "VBN" and not any(c.dep_ in {"aux", "auxpass"} for c in verb.children):
        return [c for c in verb.children if c.dep_ == "nsubj"] or [verb.head] * (verb.dep_ == "acl")
    return objects


def _people(verb: Token, *, bare: bool) -> bool:
    word = verb.lemma_.lower()
    if word in _words("seized.yielding"):
        return _yields(verb) and any(is_people_word(t) or t.pos_ == "NUM" for t in taken_by(verb))
    if word in _words("seized.led") and not _led(verb):
        return False
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    if word == "hold" and subject is not None and not (can_utter(subject) or is_people_word(subject)):
        return False  # "the hall holds 300 people"
    return any(is_people_word(t) or _of_them(t) or (bare and t.pos_ == "NUM") for t in taken_by(verb))


def _moves(noun: Token) -> bool:
    inner = [g for c in noun.children if c.lower_ == "of" for g in c.children]
    return is_people_word(noun, fighters=False) or any(
        t.lemma_.lower() in _words("moved.counted") or t.tag_ == "NNPS" for t in (noun, *inner)
    )


def _many(noun: Token) -> bool:
    return noun.tag_ in {"NNS", "NNPS", "CD"}


def _of_them(figure: Token) -> bool:
    return any(g.lower_ in {"them", "those"} for c in figure.children if c.lower_ == "of" for g in c.children)


def _led(verb: Token) -> bool:
    """ "Led away", "rounded up", "taken from a bus", "taken into custody", "taken as hostages"."""
    words = set(_after(verb))
    bare = verb.tag_ == "VBN" and verb.dep_ != "acl" and not words and any(c.dep_ == "auxpass" for c in verb.children)
    out = "from" in words and verb.lemma_.lower() in _words("seized.out")
    return bare or out or bool(words & _words("seized.away"))


def _yields(verb: Token) -> bool:
    """ "Laid down their arms", "gave themselves up", "surrendered"."""
    return verb.lemma_ == "surrender" or bool(set(_after(verb)) & _words("seized.arms"))


def _out_of_homes(verb: Token) -> bool:
    """ "Forced from their homes", "driven out of the valley"."""
    ways = [c for c in verb.rights if c.dep_ == "prep" and c.lower_ in {"from", "out", "off"}]
    inner = [g for way in ways for c in (way, *way.children) for g in c.children if g.dep_ == "pobj"]
    return any(noun.lemma_.lower() in _words("moved.homes") for noun in inner)


def _after(verb: Token) -> Iterator[str]:
    for child in verb.children:
        if child.i > verb.i and child.dep_ in {"prt", "advmod", "prep", "dobj"}:
            yield child.lower_
            yield from (g.lower_ for g in child.children if child.dep_ == "prep" and g.dep_ == "pobj")


@cache
def _words(key: str) -> frozenset[str]:
    if key.endswith(".all"):
        table = key.removesuffix(".all")
        parts = ("verbs", "led", "yielding") if table == "seized" else ("moving", "going")
        return frozenset[str]().union(*(lexicon.words("harm", f"{table}.{part}") for part in parts))
    return lexicon.words("harm", key)
