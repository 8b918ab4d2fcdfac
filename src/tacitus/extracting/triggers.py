"""Triggers: the words that name an act, found by the rules of `data/lexicons/en/triggers.toml`."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from spacy.tokens import Token

from tacitus.extracting import topics
from tacitus.extracting.clauses import Arguments, arguments, clause_tokens
from tacitus.extracting.rules import FORBIDDING, NONE, Rule, Sought, idioms, phrases, rules, words_of
from tacitus.knowledge.nouns import singular, sort_of
from tacitus.page import Mark, Page


@dataclass(frozen=True, slots=True)
class Trigger(Mark):
    """A word or phrase that may name an act: its head token, the type, and how sure the word alone is."""

    head: int
    type: str
    strong: bool


@dataclass(frozen=True, slots=True)
class Context:
    """What conditions are asked of: words by lemma and names by kind around one candidate."""

    head: Token
    around: Arguments
    modifiers: frozenset[str]
    clause: frozenset[str]
    sentence: frozenset[str]


def find_triggers(page: Page) -> tuple[Trigger, ...]:
    """Every word that names an act by the lexicon, at most one trigger a head token, in text order.

    Of several rules that match, a strong one beats a weak one, one of a phrasal verb ("shot down") one of the bare verb, and then the
    earlier in the file, which stands in the codebook's order of precedence. Words of an idiom ("go on strike") and of dates name nothing,
    nor do words told of another world than war (`topics`). Sentences marked as skipped are not read.
    """
    idle = _idle(page)
    found: dict[int, Trigger] = {}
    for _, sentence in page.coded_sentences():
        for start, rule, length in _phrase_hits(list(sentence), phrases()):
            head = _phrase_head(page, start, length)
            if idle.isdisjoint(range(start, start + length)) and _tells(page, rule, _context(head)):
                found.setdefault(head.i, Trigger(start, start + length, head.i, rule.type, rule.strong))
        for token in sentence:
            if token.i not in found and token.i not in idle and (trigger := _judge(page, token)):
                found[token.i] = trigger
    return tuple(found[i] for i in sorted(found) if i not in idle)


def _phrase_head(page: Page, start: int, length: int) -> Token:
    """The verb of a phrase, else its last noun ("came into force", "into rebel hands")."""
    tokens = page.parse[start : start + length]
    verbs = sorted((t for t in tokens if t.pos_ in {"VERB", "AUX"}), key=lambda t: t.pos_ == "AUX")
    nouns = [t for t in tokens if t.pos_ in {"NOUN", "PROPN"}]
    return verbs[0] if verbs else nouns[-1] if nouns else tokens[0]


def _tells(page: Page, rule: Rule, context: Context) -> bool:
    return _fits(page, rule, context) and not _told_elsewhere(page, context)


def _idle(page: Page) -> frozenset[int]:
    """Tokens that name no act whatever the rules say: those of dates and of idioms."""
    dated = {i for mark in page.times for i in range(mark.start, mark.end)}
    tokens = [t for _, sentence in page.coded_sentences() for t in sentence]
    return frozenset(dated | {i for start, _, length in _phrase_hits(tokens, idioms()) for i in range(start, start + length)})


def read_triggers(page: Page, found: tuple[Trigger, ...]) -> tuple[Trigger, ...]:
    """Words that the learned head takes for triggers where the lexicon has none: the likeliest word of a run, with its likeliest type.

    A run is of words that are more likely triggers than not; one that touches a trigger of the lexicon is left to it.
    """
    if page.reading is None:
        return ()
    taken, idle = {i for t in found for i in range(t.start, t.end)}, _idle(page)
    odds = {t.i: page.reading.types_of(t.i) for _, s in page.coded_sentences() for t in s if t.pos_ in {"VERB", "NOUN", "PROPN", "ADJ"}}
    likely = {i: sum(types.values()) for i, types in odds.items()}
    heads = [i for i, p in likely.items() if p > LIKELY and p >= max(likely.get(i - 1, 0), likely.get(i + 1, 0))]
    return tuple(
        Trigger(i, i + 1, i, max(odds[i], key=lambda code: odds[i][code]), strong=False)
        for i in heads
        if not taken & {i - 1, i, i + 1} and likely.get(i - 1, 0) != likely[i] and i not in idle
        if not _told_elsewhere(page, _context(page.parse[i])) and not _refused(page, page.parse[i])
    )


LIKELY = 0.7
"""The odds from which a word that the lexicon lacks is taken for a trigger."""


def _judge(page: Page, token: Token) -> Trigger | None:
    if token.pos_ not in {"VERB", "NOUN", "PROPN", "ADJ"} or _inside_name(page, token) or _names_a_kind(token):
        return None
    candidates = _candidates(token)
    if not candidates:
        return None
    context = _context(token)
    fitting = [r for r in candidates if _fits(page, r, context)]
    if not fitting or any(r.type == NONE for r in fitting) or _told_elsewhere(page, context):
        return None
    phrasal = {id(r) for key in _keys(token) if "+" in key for r in rules().get(key, ())}
    best = min(fitting, key=lambda r: (not r.strong, id(r) not in phrasal, r.order))
    start, end = _extent(token, noun=best.noun)
    return Trigger(start, end, token.i, best.type, best.strong)


def _candidates(token: Token) -> list[Rule]:
    """The rules that ask for the token's words, as a verb or as a noun; a gerund may be either."""
    gerund = token.tag_ == "VBG" and token.dep_ != "xcomp" and not any(c.dep_ in {"aux", "dobj", "nsubj"} for c in token.children)
    verb = token.pos_ == "VERB"
    return [r for key in _keys(token) for r in rules().get(key, ()) if r.noun != verb or (r.noun and gerund)]


def _refused(page: Page, token: Token) -> bool:
    """Whether the lexicon forbids the word to name an act here: a rule would hold but for what it forbids, or says that it names none."""
    context = _context(token)
    return any(
        all(_holds(page, name, words, context) for name, words in r.conditions if name not in FORBIDDING)
        and _fits(page, r, context) == (r.type == NONE)
        for r in _candidates(token)
    )


def _context(token: Token) -> Context:
    clause, sentence = (frozenset(t.lemma_.lower() for t in tokens if t.ent_type_ != "DATE") for tokens in (clause_tokens(token), token.sent))
    return Context(token, arguments(token), frozenset(_modifiers(token)), clause, sentence)


def _told_elsewhere(page: Page, context: Context) -> bool:
    """Whether the words are of another world than war: a drill, a natural force that acts, or a clause or report of sport, weather
    and the like in which no plainly armed actor stands."""
    agents, patients = (frozenset(_heads(side)) for side in (context.around.agents, context.around.patients))
    if context.clause & topics.words("always") or agents & topics.words("agents"):
        return True
    strange = (
        context.clause & topics.words("clause")
        or context.sentence & topics.words("sentence")
        or patients & topics.words("patients")
        or topics.elsewhere(page)
    )
    return bool(strange) and not _armed(page, context)


def _heads(nouns: Iterable[Token]) -> Iterator[str]:
    """Lemmas of nouns and of what they count ("40 kilos of cocaine")."""
    for noun in nouns:
        yield noun.lemma_.lower()
        yield from (g.lemma_.lower() for c in noun.children if c.lower_ == "of" for g in c.children if g.dep_ == "pobj")


def _inside_name(page: Page, token: Token) -> bool:
    """A word inside a proper name is no act ("Army of Conquest"), unless it heads a described act ("the Ghouta attack")."""
    name = page.name_at.get(token.i)
    return (
        name is not None
        and name.kind in {"actor", "organisation", "outlet", "person", "place"}
        and name.end - name.start > 1
        and token.pos_ == "PROPN"
    )


def _names_a_kind(token: Token) -> bool:
    """An act noun that only tells what kind of thing another noun is: "strike benefits", "air raid siren"."""
    return token.dep_ == "compound" and token.head.pos_ == "NOUN" and token.head.lemma_.lower() in words_of("things")


def _keys(token: Token) -> Iterator[str]:
    lemma = token.lemma_.lower()
    yield lemma
    if token.tag_ in {"VBG", "VBD", "VBN"} and token.lower_ != lemma:  # the parser's lemma of a rare form is often wrong
        yield token.lower_
    for child in token.children:
        near = child.i == token.i + 1 or child.lower_ in {"out", "back", "off", "away"}
        if child.dep_ in {"prt", "advmod", "acomp", "oprd", "ccomp", "xcomp"} or (child.dep_ == "prep" and near):
            yield f"{lemma}+{child.lower_}"


def _modifiers(token: Token) -> Iterator[str]:
    for child in token.lefts:
        if child.dep_ in {"compound", "amod", "nmod", "poss", "nummod"}:
            yield child.lemma_.lower()
            yield from _modifiers(child)
    if token.dep_ == "compound":
        yield token.head.lemma_.lower()
    before = token.doc[token.i - 1] if token.i > token.sent.start else None
    if before is not None and before.text == "-" and token.i - 2 >= token.sent.start:
        yield token.doc[token.i - 2].lemma_.lower()


def _fits(page: Page, rule: Rule, context: Context) -> bool:
    return all(_holds(page, name, words, context) for name, words in rule.conditions)


def _holds(page: Page, name: str, words: frozenset[str], context: Context) -> bool:
    around = context.around
    match name:
        case "prep":
            return "" in words or any(p in words for p, _ in around.preps)
        case "modifier":
            return bool(words & context.modifiers)
        case "with":
            return bool(words & (context.clause | context.modifiers))
        case "sentence":
            return bool(words & context.sentence)
        case "report":
            return all(topics.told_often(page, word) for word in words)
        case "after":
            return _standing(context.head)[0] in words
        case "governor":
            return _standing(context.head)[1] in words
        case "beside":
            return _any(page, _beside(context.head), words)
        case "whose":
            return _any(page, _owners(context.head), words)
        case "text":
            return any(page.lemmas[word] for word in words)
        case "never":
            return not words & context.sentence
        case "not":
            return not words & (context.modifiers | _near(around) | {c.lower_ for c in context.head.children if c.dep_ == "prt"})
        case _:
            return _any(page, _asked(name, around), words)


def _asked(name: str, around: Arguments) -> tuple[Token, ...]:
    """The nouns among which a condition looks for one of a class."""
    places = {
        "subject": around.agents,
        "object": (*around.patients, *around.after("on", "at", "upon")),
        "undergoes": around.patients if around.passive and not around.agents else (),
        "into": around.after("into", "in", "at", "on", "upon", "toward", "towards"),
        "of": (*around.after("of", "on", "against", "from", "in"), *around.agents, *around.patients),
        "means": (*around.after("with"), *_hanging("with", around.patients)),
        "any": (*around.agents, *around.patients, *(noun for _, noun in around.preps), *_hanging("against", around.patients)),
    }
    return places[name]


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


def is_a(page: Page, noun: Token, *classes: str) -> bool:
    """Whether a noun phrase belongs to one of the lexicon's classes, by its head or, after "dozens of", by what is counted."""
    return any(_is(page, noun, words_of(name)) for name in classes)


def _any(page: Page, nouns: Iterable[Token], words: frozenset[str]) -> bool:
    return any(_is(page, noun, words) for noun in nouns)


def _is(page: Page, noun: Token, words: frozenset[str]) -> bool:
    """Whether a noun phrase is of a class: by its head, by a compound before it, or by the kind of the name it is."""
    if noun.ent_type_ == "DATE" and noun.tag_ == "NNP":  # the month of March is no march
        return False
    name = page.name_at.get(noun.i)
    lemma = _capitalised(noun, words) if noun.tag_ in {"NNP", "NNPS"} and name is None else noun.lemma_.lower()
    if lemma in words or (name is not None and f"<{name.kind}>" in words):
        return True
    if noun.pos_ == "PRON":
        persons = noun.lower_ in {"they", "we", "he", "she"}
        return (persons and {"<actor>", "soldier"} <= words) or ("<pronoun>" in words and (persons or noun.lower_ in {"them", "him", "her"}))
    if "people" in words and name is None and noun.tag_ in {"NN", "NNS"} and _is_person(noun):
        return True
    if "gunman" in words and lemma in words_of("unnamed") and _bears_arms(noun):
        return True
    compounds = [c for c in noun.children if c.dep_ in {"compound", "nmod"}]
    if noun.pos_ in {"NUM", "DET", "PRON"} or noun.lemma_.lower() in words_of("quantity"):
        of = [g for c in noun.children if c.lower_ == "of" for g in c.children if c.dep_ == "prep"]
        return any(_is(page, g, words) for g in of) or (noun.tag_ == "CD" and not of and "people" in words and noun.head.pos_ == "VERB")
    return any(c.lemma_.lower() in words and c.lemma_.lower() not in words_of("settlement") | words_of("civilian") for c in compounds)


def _capitalised(noun: Token, words: frozenset[str]) -> str:
    """The singular of a noun that the tagger takes for a name, so that its lemma is what is written ("Hooligans wrecked shops")."""
    lower = noun.lower_
    guesses = (singular(noun), lower.removesuffix("s"), f"{lower.removesuffix('men')}man")
    return next((guess for guess in guesses if guess in words), guesses[0])


def _is_person(noun: Token) -> bool:
    """Whether a noun that no class has is of one who does not fight: by the lists of actors, or by the ending of a calling."""
    return sort_of(noun)[0] in {"civilian", "people"} or noun.lemma_.lower().endswith(CALLINGS)


CALLINGS = ("ologist", "acist", "ician", "woman", "keeper", "seller", "grower", "weaver", "smith", "maker")
"""Endings of nouns that name people by what they do."""


def _bears_arms(noun: Token) -> bool:
    """Whether nameless people are told as armed ones: "masked men", "two men on a motorcycle", "youths with guns"."""
    borne = (g.lemma_.lower() for c in noun.rights if c.dep_ == "prep" and c.lower_ in {"on", "in", "with"} for g in c.children)
    return any(c.lemma_.lower() in words_of("bearing") for c in noun.lefts) or any(word in words_of("gear") for word in borne)


def _armed(page: Page, context: Context) -> bool:
    words = words_of("forces") | {"<actor>"}
    return _any(page, (*context.around.agents, *context.around.patients), words)


def _extent(token: Token, *, noun: bool) -> tuple[int, int]:
    """The trigger's words: compounds and modifiers that make the noun an act of its kind; verbs with their particle and the noun that
    completes them ("opened fire")."""
    if noun:
        first = token.i
        for child in reversed(list(token.lefts)):
            if child.dep_ not in {"compound", "amod"} or child.i != first - 1:
                break
            first = child.i
        return first, token.i + 1
    completing = words_of("completing")
    last = max((c.i for c in token.children if (c.dep_ == "prt" or c.lower_ in completing) and 0 < c.i - token.i <= 2), default=token.i)
    return token.i, last + 1


def _phrase_hits(tokens: list[Token], sought: Sought) -> Iterator[tuple[int, Rule, int]]:
    lemmas = [t.lemma_.lower() for t in tokens]
    for k, lemma in enumerate(lemmas):
        for words, rule in sought.get(lemma, ()):
            if length := _gapped(lemmas, k, words, closed=rule.type == NONE):
                yield tokens[k].i, rule, length


def _gapped(lemmas: list[str], start: int, words: tuple[str, ...], *, closed: bool) -> int:
    """Length of the phrase from `start`; 0 when it is not there. One foreign word may stand between two words, none when `closed`."""
    at = start
    for _, word in pairwise(words):
        at = next((k for k in ((at + 1,) if closed else (at + 1, at + 2)) if k < len(lemmas) and lemmas[k] == word), -1)
        if at < 0:
            return 0
    return at - start + 1
