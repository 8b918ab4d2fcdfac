"""Classes: whether a noun phrase is of a class of nouns of `data/lexicons/en/triggers.toml`."""

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from tacitus.extracting.rules import words_of
from tacitus.knowledge.nouns import singular, sort_of
from tacitus.page import Page


def is_a(page: Page, noun: Token, *classes: str) -> bool:
    """Whether a noun phrase belongs to one of the lexicon's classes, by its head or, after "dozens of", by what is counted."""
    return any(_is(page, noun, words_of(name)) for name in classes)


def any_of(page: Page, nouns: Iterable[Token], words: frozenset[str]) -> bool:
    """Whether one of the noun phrases is one of the words: a lemma, or a kind of name in <>."""
    return any(_is(page, noun, words) for noun in nouns)


def _is(page: Page, noun: Token, words: frozenset[str]) -> bool:
    """Whether a noun phrase is of a class: by its head, by a compound before it, or by the kind of the name it is."""
    if noun.ent_type_ == "DATE" and noun.tag_ == "NNP":  # the month of March is no march
        return False
    name = page.name_at.get(noun.i)
    unnamed = name is None or name.kind == "other"  # "Katyushas"
    lemma = _capitalised(noun, words) if noun.tag_ in {"NNP", "NNPS"} and unnamed else noun.lemma_.lower()
    if lemma in words or (name is not None and f"<{name.kind}>" in words):
        return True
    if noun.pos_ == "PRON":
        persons = noun.lower_ in {"they", "we", "he", "she"}
        return (
            (persons and {"<actor>", "soldier"} <= words)
            or ("<pronoun>" in words and (persons or noun.lower_ in {"them", "him", "her"}))
            or any(_is(page, told, words) for told in _told_before(noun))
        )
    if "people" in words and name is None and noun.tag_ in {"NN", "NNS"} and _is_person(noun):
        return True
    if "gunman" in words and ((lemma in words_of("unnamed") and _bears_arms(noun)) or (lemma in words_of("praised") and _is_ours(noun))):
        return True
    compounds = [c for c in noun.children if c.dep_ in {"compound", "nmod"}]
    if noun.pos_ in {"NUM", "DET", "PRON"} or noun.lemma_.lower() in words_of("quantity"):
        of = [g for c in noun.children if c.lower_ == "of" for g in c.children if c.dep_ == "prep"]
        return any(_is(page, g, words) for g in of) or (noun.tag_ == "CD" and not of and "people" in words and noun.head.pos_ == "VERB")
    return any(c.lemma_.lower() in words and c.lemma_.lower() not in words_of("settlement") | words_of("civilian") for c in compounds)


def _told_before(pronoun: Token) -> Iterator[Token]:
    """What "they" or "it" as a subject stands for: the subject of the sentence before, where it is one of many or of one as told."""
    number = {"they": {"NNS", "NNPS"}, "it": {"NN", "NNP"}}.get(pronoun.lower_)
    if number is None or pronoun.dep_ not in SUBJECTS or (start := pronoun.sent.start) == 0:
        return
    before = pronoun.doc[start - 1].sent.root
    yield from (c for c in before.lefts if c.dep_ in SUBJECTS and c.tag_ in number)


SUBJECTS = {"nsubj", "nsubjpass"}


def _capitalised(noun: Token, words: frozenset[str]) -> str:
    """The singular of a noun that the tagger takes for a name, so that its lemma is what is written ("Hooligans wrecked shops")."""
    lower = noun.lower_
    guesses = (singular(noun), lower.removesuffix("s"), f"{lower.removesuffix('men')}man")
    return next((guess for guess in guesses if guess in words), guesses[0])


def _is_person(noun: Token) -> bool:
    """Whether a noun that no class has is of one who does not fight: by the lists of actors, or by the ending of a calling."""
    lemma = noun.lemma_.lower()
    if lemma == "man" and _is_ours(noun):
        return False
    return lemma not in words_of("settlement") and (sort_of(noun)[0] == "civilian" or lemma.endswith(CALLINGS))


CALLINGS = ("ologist", "acist", "ician", "woman", "keeper", "seller", "grower", "weaver", "smith", "maker")
"""Endings of nouns that name people by what they do."""


def _bears_arms(noun: Token) -> bool:
    """Whether nameless people are told as armed ones: "masked men", "two men on a motorcycle", "youths with guns", "our men"."""
    borne = (g.lemma_.lower() for c in noun.rights if c.dep_ == "prep" and c.lower_ in {"on", "in", "with"} for g in c.children)
    bearing = any(c.lemma_.lower() in words_of("bearing") for c in noun.lefts)
    return bearing or _is_ours(noun) or any(word in words_of("gear") for word in borne)


def _is_ours(noun: Token) -> bool:
    """ "Our men" are a side's own fighters."""
    return any(c.dep_ == "poss" and c.lower_ == "our" for c in noun.lefts)
