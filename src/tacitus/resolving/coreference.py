"""Coreference by rule: which earlier words a pronoun or "the group" leans on."""

from collections.abc import Iterator, Mapping
from functools import cache

from spacy.tokens import Token

from tacitus import lexicon
from tacitus.knowledge.nouns import sort_of
from tacitus.page import Page

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_BODIES = frozenset(
    {
        "forces",
        "police",
        "security",
        "border",
        "group",
        "militia",
        "rebel",
        "organisation",
        "government",
        "external",
        "political",
        "fighter",
    }
)
_LOOK_BACK = 2
"""Sentences before its own in which the antecedent of a pronoun is looked for."""


def stands_for(word: Token) -> str | None:
    """What a pronoun stands for: `many`, a `thing`, a `person`, or whoever is `speaking`; None for a word that is no such pronoun."""
    return _pronouns().get(word.lower_)


def antecedents(page: Page, pronoun: Token) -> Iterator[Token]:
    """Heads a pronoun may lean on, the likeliest first: subjects before it in its sentence, the nearest first, then those of the
    sentences before, each from its start. Number and kind agree; a subject that is a pronoun itself is left out.
    """
    index = page.sentence_of[pronoun.i]
    yield from (t for t in _done_to_before(pronoun) if agrees(page, pronoun, t))
    own = [t for t in page.sentences[index] if t.i < pronoun.i and t.dep_ in _SUBJECTS and not _is_inside(t, pronoun)]
    yield from (t for t in reversed(own) if agrees(page, pronoun, t) and not _harms(t, pronoun))
    if index and pronoun.dep_ == "nsubjpass" and stands_for(pronoun) == "many":
        yield from _the_dead(page, index - 1)
    for back in range(1, _LOOK_BACK + 1):
        if index - back < 0:
            return
        yield from (t for t in page.sentences[index - back] if t.dep_ in _SUBJECTS and agrees(page, pronoun, t))


def agrees(page: Page, pronoun: Token, head: Token) -> bool:
    """Whether a noun can be what the pronoun stands for: number, and a body or a person where the pronoun asks for one."""
    if head.pos_ == "PRON" or head.pos_ not in {"NOUN", "PROPN", "ADJ", "NUM"}:
        return False
    name, sort = page.name_at.get(head.i), sort_of(head)[0]
    plural = head.tag_ in {"NNS", "NNPS"} or any(c.dep_ == "conj" for c in head.children)
    body = sort in _BODIES or (name is not None and name.kind in {"actor", "organisation"})
    person = name is not None and name.kind == "person"
    means = stands_for(pronoun)
    if means == "many":
        return (plural or body) and not person and (sort is not None or name is not None)
    if means == "thing":
        return not plural and not person and (body or (name is not None and name.kind in {"place", "actor", "organisation"}))
    return means == "person" and (person or (not plural and name is None and sort not in {None, *_BODIES}))


def _done_to_before(pronoun: Token) -> Iterator[Token]:
    """The object of the verb before, for one that is an object itself ("seized three nurses and shot them")."""
    verb = pronoun.head
    if pronoun.dep_ == "dobj" and verb.dep_ == "conj" and not any(c.dep_ in _SUBJECTS for c in verb.children):
        yield from (c for c in verb.head.children if c.dep_ == "dobj" and c.i < pronoun.i)


def _harms(subject: Token, pronoun: Token) -> bool:
    """Whether the subject does harm to whom the pronoun owns: "snipers killed two of their fighters" are not the snipers' own."""
    if pronoun.dep_ != "poss" or subject.dep_ != "nsubj" or subject.head.lemma_ not in lexicon.words("actors", "member_words.harming"):
        return False
    noun = pronoun.head
    while noun.dep_ in {"pobj", "prep"}:
        noun = noun.head
    return noun.dep_ == "dobj" and noun.head == subject.head


def _the_dead(page: Page, index: int) -> Iterator[Token]:
    """Whose bodies a sentence tells of ("found the bodies of 20 migrants. They had been shot")."""
    for token in page.sentences[index]:
        if token.lemma_ in {"body", "corpse"}:
            yield from (n for of in token.children if of.lower_ == "of" for n in of.children if n.dep_ == "pobj")


def _is_inside(subject: Token, pronoun: Token) -> bool:
    """Whether the pronoun stands in the subject's own phrase ("the group and its fighters")."""
    return pronoun in subject.subtree and pronoun.dep_ == "poss" and pronoun.head == subject


@cache
def _pronouns() -> Mapping[str, str]:
    return lexicon.labels("grammar", "pointing", ("many", "thing", "person", "speaking"))
