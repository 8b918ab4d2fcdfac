"""Triggers: the words that name an act, found by the rules of `data/lexicons/en/triggers*.toml`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from spacy.tokens import Token

from tacitus.extracting.conditions import Context, fits, holds, told_elsewhere
from tacitus.extracting.rules import FORBIDDING, NONE, Rule, Sought, idioms, phrases, rules, words_of
from tacitus.extracting.status import governs
from tacitus.page import Mark, Page


@dataclass(frozen=True, slots=True)
class Trigger(Mark):
    """A word or phrase that may name an act: its head token, the type, how sure the word alone is, and whether its negation is the act."""

    head: int
    type: str
    strong: bool
    absent: bool = False


def find_triggers(page: Page) -> tuple[Trigger, ...]:
    """Every word that names an act by the lexicon, at most one trigger a head token, in text order.

    Of several rules that match, one told by what does not happen beats the others, a strong one a weak one, one of a phrasal verb
    ("shot down") one of the bare verb, and then the earlier in the file, which stands in the codebook's order of precedence. Words of
    an idiom ("go on strike") and of dates name nothing, nor do words told of another world than war (`topics`). Sentences marked as
    skipped are not read.
    """
    idle = _idle(page)
    found: dict[int, Trigger] = {}
    for _, sentence in page.coded_sentences():
        for start, rule, length in _phrase_hits(list(sentence), phrases()):
            head = _phrase_head(page, start, length)
            if idle.isdisjoint(range(start, start + length)) and _tells(rule, Context(page, head)):
                found.setdefault(head.i, Trigger(start, start + length, head.i, rule.type, rule.strong, rule.absent))
        for token in sentence:
            if token.i not in found and token.i not in idle and (trigger := _judge(page, token)):
                found[token.i] = trigger
    return tuple(_typed(page, found[i], found) for i in sorted(found) if i not in idle and not _again(page.parse[i], found))


def _typed(page: Page, trigger: Trigger, found: Mapping[int, Trigger]) -> Trigger:
    """The trigger; shelling that is a part of fighting told beside it names the fighting (codebook 3: a two-way exchange is a `clash`)."""
    part = trigger.type == "shelling" and _of_fighting(page.parse[trigger.head], found)
    return replace(trigger, type="clash") if part else trigger


def _again(token: Token, found: Mapping[int, Trigger]) -> bool:
    """Whether a word tells once more what the verb above it tells: its object of the same type ("exchanged gunfire"), or the harm that it
    did, where a toll tells it ("shells hit the market, killing nine")."""
    above = found.get(token.head.i)
    if above is None or above.type != found[token.i].type or token.head == token:
        return False
    if token.dep_ == "dobj":
        return True
    counted = any(t.tag_ == "CD" for c in token.rights if c.dep_ == "dobj" for t in (c, *c.children))
    return counted and token.dep_ == "advcl" and token.tag_ == "VBG" and token.lemma_.lower() in words_of("results")


def _of_fighting(token: Token, found: Mapping[int, Trigger]) -> bool:
    """Whether fire is a part of fighting that is told beside it ("fighting and shelling", "clashes raged, with troops firing rockets")."""
    if token.dep_ == "conj":
        beside = [token.head]
    elif token.dep_ in {"pcomp", "acl"} and any(t.lower_ == "with" for t in (token.head, token.head.head)):
        verb = next((t for t in token.ancestors if t.pos_ == "VERB"), token)
        beside = [verb, *(c for c in verb.lefts if c.dep_ == "nsubj")]
    else:
        return False
    return any(t.i in found and found[t.i].type == "clash" and (token.dep_ != "conj" or t.pos_ != "VERB") for t in beside)


def _phrase_head(page: Page, start: int, length: int) -> Token:
    """The verb of a phrase, else its last noun ("came into force", "into rebel hands")."""
    tokens = page.parse[start : start + length]
    verbs = sorted((t for t in tokens if t.pos_ in {"VERB", "AUX"}), key=lambda t: t.pos_ == "AUX")
    nouns = [t for t in tokens if t.pos_ in {"NOUN", "PROPN"}]
    return verbs[0] if verbs else nouns[-1] if nouns else tokens[0]


def _tells(rule: Rule, context: Context) -> bool:
    return fits(rule, context) and not told_elsewhere(context)


def _idle(page: Page) -> frozenset[int]:
    """Tokens that name no act whatever the rules say: those of dates and of idioms."""
    dated = {i for mark in page.times for i in range(mark.start, mark.end)}
    tokens = [t for _, sentence in page.coded_sentences() for t in sentence]
    return frozenset(dated | {i for start, _, length in _phrase_hits(tokens, idioms()) for i in range(start, start + length)})


def read_triggers(page: Page, found: tuple[Trigger, ...]) -> tuple[Trigger, ...]:
    """Words that the learned head takes for triggers where the lexicon has none: the likeliest word of a run, with its likeliest type.

    A run is of words that are more likely triggers than not; one that touches a trigger of the lexicon, or is a verb that has one as its
    subject or object ("launched an attack"), is left to it; one that only leads to an act ("attempted to …") names none.
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
        if not any(c.i in taken and c.dep_ in CARRIED for c in page.parse[i].children) and not governs(page.parse[i])
        if not told_elsewhere(Context(page, page.parse[i])) and not _refused(page, page.parse[i])
    )


CARRIED = {"dobj", "nsubj", "nsubjpass"}
LIKELY = 0.7
"""The odds from which a word that the lexicon lacks is taken for a trigger."""


def _judge(page: Page, token: Token) -> Trigger | None:
    if token.pos_ not in {"VERB", "NOUN", "PROPN", "ADJ"} or _inside_name(page, token) or _names_a_kind(token):
        return None
    candidates = _candidates(token)
    if not candidates:
        return None
    context = Context(page, token)
    fitting = [r for r in candidates if fits(r, context)]
    if not fitting or any(r.type == NONE for r in fitting) or told_elsewhere(context):
        return None
    phrasal = {id(r) for key in _keys(token) if "+" in key for r in rules().get(key, ())}
    best = min(fitting, key=lambda r: (not r.absent, not r.strong, id(r) not in phrasal, r.order))
    start, end = _extent(token, noun=best.noun)
    return Trigger(start, end, token.i, best.type, best.strong, best.absent)


def _candidates(token: Token) -> list[Rule]:
    """The rules that ask for the token's words, as a verb or as a noun; a gerund may be either."""
    known = rules()
    found = [r for key in _keys(token) if key in known for r in known[key]]
    if not found:
        return []
    gerund = token.tag_ == "VBG" and token.dep_ != "xcomp" and not any(c.dep_ in {"aux", "dobj", "nsubj"} for c in token.children)
    verb = token.pos_ == "VERB"
    return [r for r in found if r.noun != verb or (r.noun and gerund)]


def _refused(page: Page, token: Token) -> bool:
    """Whether the lexicon forbids the word to name an act here: a rule would hold but for what it forbids, or says that it names none.
    A rule told by what does not happen says nothing of what does."""
    context = Context(page, token)
    return any(
        all(holds(name, words, context) for name, words in r.conditions if name not in FORBIDDING) and fits(r, context) == (r.type == NONE)
        for r in _candidates(token)
        if not r.absent or context.negated
    )


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
    """An act word that only tells what kind of thing another noun is: "strike benefits", "air raid siren", "firing positions"."""
    return token.dep_ in {"compound", "amod"} and token.head.pos_ == "NOUN" and token.head.lemma_.lower() in words_of("things")


def _keys(token: Token) -> Iterator[str]:
    lemma = token.lemma_.lower()
    yield lemma
    if token.tag_ in {"VBG", "VBD", "VBN"} and token.lower_ != lemma:  # the parser's lemma of a rare form is often wrong
        yield token.lower_
    for child in token.children:
        near = child.i == token.i + 1 or (child.lower_ in {"out", "back", "off", "away"} and not _leads_to_place(child))
        if child.dep_ in {"prt", "advmod", "acomp", "oprd", "ccomp", "xcomp"} or (child.dep_ == "prep" and near):
            yield f"{lemma}+{child.lower_}"


def _leads_to_place(particle: Token) -> bool:
    """ "Off" before a name is no particle ("carrying rifles off Dornia")."""
    return any(c.dep_ == "pobj" and c.pos_ == "PROPN" for c in particle.children)


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
    for k, first in enumerate(lemmas):
        if first not in sought:
            continue
        found = [hit for second in {"", *lemmas[k + 1 : k + 3]} for hit in sought[first].get(second, ())]
        for words, rule in sorted(found, key=lambda hit: hit[1].order):
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
