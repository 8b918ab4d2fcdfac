"""Conditions: what a rule of `data/lexicons/en/triggers.toml` asks of the words around a candidate, and whether it holds."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from spacy.tokens import Token

from tacitus.extracting import topics
from tacitus.extracting.classes import any_of
from tacitus.extracting.clauses import Arguments, arguments, clause_tokens, clause_verb
from tacitus.extracting.rules import Rule, words_of
from tacitus.extracting.status import lasts, reality
from tacitus.page import Page


@dataclass(frozen=True)
class Context:
    """What conditions are asked of: words by lemma and names by kind around one candidate, each found when first asked for.

    Words of dates are left out ("in March" tells of no march).
    """

    page: Page
    head: Token
    asked: dict[str, tuple[Token, ...]] = field(default_factory=dict)
    """Condition → the nouns among which it looks, as far as it was asked."""

    @cached_property
    def around(self) -> Arguments:
        """Who acts, what is acted on and what hangs on the candidate."""
        return arguments(self.head)

    @cached_property
    def modifiers(self) -> frozenset[str]:
        """Lemmas of what stands before the candidate and modifies it."""
        return frozenset(_modifiers(self.head))

    @cached_property
    def near(self) -> frozenset[str]:
        """Lemmas of what modifies the candidate, its particles, its arguments and what modifies those."""
        particles = {c.lower_ for c in self.head.children if c.dep_ == "prt"}
        return self.modifiers | _near(self.around) | particles

    @cached_property
    def clause(self) -> frozenset[str]:
        """Lemmas of the candidate's clause."""
        return _lemmas(clause_tokens(self.head))

    @cached_property
    def sentence(self) -> frozenset[str]:
        """Lemmas of the candidate's sentence."""
        return _lemmas(self.head.sent)

    @cached_property
    def negated(self) -> bool:
        """Whether the candidate is told not to be ("no convoy has entered", "they no longer hold the hill")."""
        return reality(self.head) == "negated"


def _lemmas(tokens: Iterable[Token]) -> frozenset[str]:
    return frozenset(t.lemma_.lower() for t in tokens if t.ent_type_ != "DATE")


def fits(rule: Rule, context: Context) -> bool:
    """Whether all that a rule asks holds; one told by what does not happen asks that the word is negated."""
    return all(holds(name, words, context) for name, words in rule.conditions) and (not rule.absent or context.negated)


def holds(name: str, words: frozenset[str], context: Context) -> bool:
    """Whether one condition holds: `name` is one of `rules.CONDITIONS`, `words` what it asks for."""
    match name:
        case "prep":
            return "" in words or any(p in words for p, _ in context.around.preps)
        case "modifier" | "with" | "sentence" | "text":
            return not words.isdisjoint(_words(name, context))
        case "never" | "not":
            return words.isdisjoint(_words(name, context))
        case "report":
            return all(topics.told_often(context.page, word) for word in words)
        case "after" | "governor":
            return _standing(context.head)[name == "governor"] in words
        case _:
            if name not in context.asked:
                context.asked[name] = _asked(name, context)
            return any_of(context.page, context.asked[name], words)


def _words(name: str, context: Context) -> Collection[str]:
    """The lemmas among which a condition looks."""
    match name:
        case "modifier":
            return context.modifiers
        case "with":
            return context.clause | context.modifiers
        case "text":
            return context.page.lemmas
        case "not":
            return context.near
        case _:
            return context.sentence


def told_elsewhere(context: Context) -> bool:
    """Whether the words are of another world than war: a drill, a natural force that acts, or a clause or report of sport, weather
    and the like in which no plainly armed actor stands; or tell what has gone on for years."""
    agents, patients = (frozenset(_heads(side)) for side in (context.around.agents, context.around.patients))
    if context.clause & topics.words("always") or agents & topics.words("agents") or lasts(clause_verb(context.head)):
        return True
    strange = (
        context.clause & topics.words("clause")
        or context.sentence & topics.words("sentence")
        or patients & topics.words("patients")
        or topics.elsewhere(context.page)
    )
    return bool(strange) and not _armed(context)


def _heads(nouns: Iterable[Token]) -> Iterator[str]:
    """Lemmas of nouns and of what they count ("40 kilos of cocaine")."""
    for noun in nouns:
        yield noun.lemma_.lower()
        yield from (g.lemma_.lower() for c in noun.children if c.lower_ == "of" for g in c.children if g.dep_ == "pobj")


def _modifiers(token: Token) -> Iterator[str]:
    """The words before a noun that say which it is, what a hyphen joins to it, and the noun it stands before ("bombing" before "raid")."""
    yield from _before(token)
    if token.dep_ == "compound":
        yield token.head.lemma_.lower()


def _before(token: Token) -> Iterator[str]:
    for child in token.lefts:
        if child.dep_ in {"compound", "amod", "nmod", "poss", "nummod"}:
            yield child.lemma_.lower()
            yield from _before(child)
    if token.i > 1 and token.doc[token.i - 1].text == "-" and token.i - 2 >= token.sent.start:
        yield token.doc[token.i - 2].lemma_.lower()


def _asked(name: str, context: Context) -> tuple[Token, ...]:
    """The nouns among which a condition looks for one of a class."""
    around = context.around
    match name:
        case "beside":
            return _beside(context.head)
        case "whose":
            return _owners(context.head)
        case "subject":
            return around.agents
        case "object":
            return (*around.patients, *around.after("on", "at", "upon"))
        case "undergoes":
            return around.patients if around.passive and not around.agents else ()
        case "into":
            return around.after("into", "in", "at", "on", "upon", "toward", "towards")
        case "of":
            return (*around.after("of", "on", "against", "from", "in"), *around.agents, *around.patients)
        case "means":
            return (*around.after("with"), *_hanging("with", around.patients))
        case _:
            return (*around.agents, *around.patients, *(noun for _, noun in around.preps), *_hanging("against", around.patients))


def _standing(noun: Token) -> tuple[str, str]:
    """The preposition a noun stands after and the lemma of what that hangs on, adverbs passed over ("was back in rebel hands")."""
    if noun.dep_ != "pobj":
        return "", ""
    above = noun.head.head
    while above.pos_ in {"ADP", "ADV", "PART"} and above.head != above:
        above = above.head
    return noun.head.lower_, above.lemma_.lower()


def _beside(noun: Token) -> tuple[Token, ...]:
    """What acts or is acted on with the verb that a noun's phrase hangs on ("the town came under rebel control")."""
    above = noun.head
    while above.pos_ not in {"VERB", "AUX"} and above.head != above:
        above = above.head
    around = arguments(above)
    return (*around.agents, *around.patients)


def _owners(noun: Token) -> tuple[Token, ...]:
    """The nouns that say whose or what kind of thing a noun is: possessors, compounds, adjectives of peoples, and what follows "of"."""
    of = [g for c in noun.children if c.lower_ == "of" for g in c.children if c.dep_ == "prep" and g.dep_ == "pobj"]
    return (*(c for c in noun.lefts if c.dep_ in {"poss", "compound", "nmod", "amod"}), *of)


def _hanging(preposition: str, nouns: Iterable[Token]) -> Iterator[Token]:
    """What stands after a preposition that the parse hangs on the object ("hit the depot with drones", "used force against marchers")."""
    return (g for n in nouns for c in n.rights if c.lower_ == preposition for g in c.children if g.dep_ == "pobj")


def _near(around: Arguments) -> frozenset[str]:
    """Lemmas of the arguments and of what modifies them: where a forbidding word must stand to forbid."""
    heads = (*around.agents, *around.patients, *(noun for _, noun in around.preps))
    return frozenset(
        t.lemma_.lower() for head in heads for t in (head, *(c for c in head.children if c.dep_ in {"compound", "amod"}), *_counted(head))
    )


def _counted(noun: Token) -> Iterator[Token]:
    """What a noun of quantity or of a body of people or things counts ("columns of refugees")."""
    return (g for c in noun.children if c.lower_ == "of" and c.dep_ == "prep" for g in c.children if g.dep_ == "pobj")


def _armed(context: Context) -> bool:
    words = words_of("forces") | {"<actor>"}
    return any_of(context.page, (*context.around.agents, *context.around.patients), words)
