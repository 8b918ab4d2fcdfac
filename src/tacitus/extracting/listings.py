"""Listings: nouns that stand side by side as one list of victims, however the parse joins them."""

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Token

from tacitus import lexicon

NATIONAL = ("an", "ian", "ese", "ish", "i", "ic")
"""How adjectives of nations end."""
LOOSE = frozenset({"attr", "npadvmod", "dep", "nsubj", "nsubjpass", "ROOT"})
"""How the parse hangs the first of a list it does not understand."""
CLOSING = frozenset({",", ")", "–", "—", ";"})


def conjuncts(head: Token) -> Iterator[Token]:
    """The noun and those coordinated with it, left to right; a verb coordinated by the parse is none of them.

    Coordination that the parse hangs on a name in apposition ("a nurse, Rima Saqr, and two men") or on the verb ("killed a couple
    and their four daughters") is the noun's.
    """
    yield head
    for child in head.children:
        if any(c.lower_ == "of" for c in child.lefts):
            continue  # "612 deaths, of whom 240 civilians"
        if child.dep_ == "conj" and _is_nominal(child) and not _has_own_harm(child, head):
            yield from conjuncts(child)
        elif child.dep_ == "appos" and head.tag_ in {"NN", "NNP"} and child.pos_ == "PROPN":
            yield from (noun for noun in conjuncts(child) if noun != child)
    if head.dep_ == "dobj":
        strays = [c for c in head.head.rights if c.dep_ == "conj" and c.i > head.i and _is_nominal(c) and not _has_own_harm(c, head)]
        yield from (noun for stray in strays for noun in conjuncts(stray))


def _is_nominal(token: Token) -> bool:
    return token.pos_ in {"NOUN", "PROPN", "NUM", "PRON"}


def sides(heads: list[Token]) -> list[list[Token]]:
    """The coordinated parted where fighters of two sides stand among them, each side in text order; else all as one.

    By their nouns (rebels on the one hand, soldiers or those who do not fight on the other), or by nationalities that differ.
    """
    armed = [h for h in heads if _words_of(h) & lexicon.words("harm", "sides.armed")]
    rest = [h for h in heads if h not in armed]
    against = lexicon.words("harm", "sides.state") | lexicon.words("harm", "sides.against")
    if armed and rest and any(_words_of(h) & against for h in rest):
        return sorted([armed, rest], key=lambda side: side[0].i)
    fighting = lexicon.words("harm", "sides.state") | lexicon.words("harm", "sides.armed")
    fighters = [h for h in heads if h.lemma_.lower() in fighting]
    nations = {c.lower_ for h in fighters for c in h.lefts if c.dep_ in {"amod", "compound", "nmod"} and _is_national(c)}
    return [[h] for h in heads] if len(nations) > 1 else [heads]


def _words_of(head: Token) -> set[str]:
    return {head.lemma_.lower()} | {g.lemma_.lower() for c in head.children if c.lower_ == "of" for g in c.children}


def companions(harm: Token, victim: Token) -> Iterator[Token]:
    """Who is harmed beside the victims: "killed along with four men", "died with six others", "the mayor as well as two aides"."""
    for token in harm.sent if harm.pos_ == "VERB" and harm.dep_ != "amod" else ():
        if token.lower_ == "with" and harm == token.head and any(c.lower_ == "others" for c in token.children):
            yield from (c for c in token.children if c.dep_ == "pobj")
        elif token.lower_ == "with" and token.i > token.sent.start and token.nbor(-1).lower_ in {"along", "together"}:
            if harm == token.head or harm in token.ancestors or victim in token.ancestors:
                yield from (noun for c in token.children if c.dep_ == "pobj" for noun in conjuncts(c))
        elif token.lower_ == "alongside" and harm == token.head:
            yield from (noun for c in token.children if c.dep_ == "pobj" for noun in conjuncts(c))
        elif token.lower_ == "as" and token.dep_ == "cc" and token.head == victim:
            yield from (c for c in harm.children if c.dep_ in {"nsubj", "nsubjpass"} and c.i > token.i)


def listed_before(head: Token) -> Token | None:
    """The first of a list that the parse hangs on the verb: "A judge, his driver and two bodyguards were shot"."""
    comma = head.left_edge.i - 1
    if head.dep_ == "appos" or comma <= head.sent.start or head.doc[comma].text != ",":
        return None
    first = head.doc[comma - 1]
    opening = first.left_edge.i == head.sent.start or not first.left_edge.nbor(-1).is_alpha or first.left_edge.nbor(-1).pos_ == "AUX"
    return first if opening and first.dep_ in LOOSE and first.pos_ in {"NOUN", "PROPN"} else None


def first_list(heads: list[Token]) -> Iterator[Token]:
    """The nouns up to the end of their list: what stands behind "fourteen pupils and a cook," is told anew."""
    ended = False
    for left, right in zip([None, *heads], heads, strict=False):
        between = right.doc[left.i + 1 : right.left_edge.i] if left is not None else ()
        if ended and any(t.text == "," for t in between):
            return
        ended = ended or any(t.lower_ == "and" for t in between)
        yield right


def listed_above(head: Token) -> Token | None:
    """The first of a list whose last noun the harm is said of: "11 officers and 3 guards dead", "3 soldiers, 9 rebels killed"."""
    after = next((t for t in head.doc[head.i + 1 : head.sent.end] if t.lower_ not in {"-", "by"}), None)  # "passers-by"
    if after is None or after.head != head or after.lower_ not in _said_after():
        return None
    top = head
    while top.dep_ in {"conj", "appos"} and _is_nominal(top.head):
        top = top.head
    return top if top != head and top.dep_ != "pobj" else None


def listed_after(head: Token) -> Iterator[Token]:
    """Nouns in apposition that go on with a list: behind a comma, joined by "and" or each with a figure, with no comma closing them."""
    if head.dep_ in {"nsubj", "nsubjpass"}:
        beside = (c for c in head.head.lefts if c.dep_ == head.dep_ and c.i > head.i and _is_nominal(c))
        yield from (c for c in beside if c.left_edge.nbor(-1).pos_ == "CCONJ")
    for child in head.children:
        opened = (
            child.dep_ == "appos"
            and (child.pos_ == "NOUN" or child.ent_type_ == "NORP")
            and child.left_edge.i > head.i
            and child.left_edge.nbor(-1).text == ","
        )
        if not opened or child.left_edge.pos_ == "ADP":  # "of whom 240 civilians"
            continue
        last = list(conjuncts(child))[-1]
        figures = any(c.dep_ == "nummod" for c in head.children) and any(c.dep_ == "nummod" for c in child.children)
        after = last.nbor() if last.i + 1 < last.sent.end else None
        closed = after is not None and after.text in CLOSING and (child.i < head.head.i or after.text != ",")
        if (last != child or figures) and not closed:
            yield child


def _is_national(word: Token) -> bool:
    return word.ent_type_ == "NORP" or (word.text[0].isupper() and word.lower_.endswith(NATIONAL))


def _has_own_harm(token: Token, head: Token) -> bool:
    """ "12 dead and 30 wounded": the second figure belongs to its own harm word, which may be the noun counted ("and 30 injuries")."""
    if token.lemma_.lower() in _harm_nouns():
        return True
    if any(noun.lemma_.lower() in harm_words() for of in token.children if of.lower_ == "of" for noun in of.children):
        return True  # "7 deaths and dozens of injuries"
    following = token.nbor() if token.i + 1 < len(token.doc) else None
    if following is not None and any(c.dep_ == "nsubj" and c != token and c.is_ancestor(token) for c in following.children):
        return False  # "32 boys and four teachers died"
    if following is None or following.lemma_.lower() not in harm_words() or following.pos_ not in {"VERB", "ADJ", "NOUN"}:
        return False
    before = [*head.doc[head.i : token.left_edge.i], *(a for a in head.ancestors if a != following)]
    return any(t.lemma_.lower() in harm_words() for t in before)  # not so "11 officers and three guards dead"


@cache
def harm_words() -> frozenset[str]:
    """Every word of the harm lexicon that says people were harmed."""
    keys = ("transitive", "intransitive", "states", "nouns")
    return frozenset(w for key in keys for words in lexicon.table("harm", key).values() for w in words)


@cache
def _harm_nouns() -> frozenset[str]:
    held = lexicon.words("harm", "nouns.captured")
    return frozenset(w for words in lexicon.table("harm", "nouns").values() for w in words) - lexicon.words("harm", "deeds.words") - held


@cache
def _said_after() -> frozenset[str]:
    """The words that say, right behind a noun, that those it names were harmed ("dead", "killed")."""
    return frozenset(w for words in lexicon.table("harm", "states").values() for w in words)
