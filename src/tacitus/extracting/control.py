"""Control: who holds which place, as the words tell it (codebook section 6)."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import get_args

from spacy.tokens import Token

from tacitus import lexicon
from tacitus.extracting.clauses import arguments, mention
from tacitus.extracting.harms import is_unreal
from tacitus.model import ControlState
from tacitus.page import ControlDraft, Page

NO_PLACE_LABELS = frozenset({"PERSON", "DATE", "TIME", "MONEY", "NORP", "EVENT", "WORK_OF_ART", "LAW"})
"""The small model misses many towns, so a name nobody has typed counts as a place unless the parser says another kind."""
FULL: ControlState = "full"


def find_control(page: Page) -> tuple[ControlDraft, ...]:
    """Every telling of who holds a place in the coded sentences, in text order; the place must be named or be a noun for a place.

    "X controls Y", "Y is under X control", "rebel-held Y", "a stronghold of X", "Y fell to X", "X captured Y" are full; with "most of"
    or "parts of" partial; "lost (control of) Y" is lost by X. Sieges are besieged, with the besieger as holder where he is told. Negated,
    planned and feared control is left out, for it tells nothing of who holds the place; what a speaker denies is kept, for the saying
    has the stance.
    """
    found: dict[int, ControlDraft] = {}
    for _, sentence in page.coded_sentences():
        for token in sentence:
            for draft in _drafts(token, page):
                if is_unreal(token):
                    break
                found.setdefault(draft.place.head if draft.place else draft.start, draft)
    return tuple(sorted(found.values(), key=lambda d: (d.start, d.end)))


def _drafts(token: Token, page: Page) -> Iterator[ControlDraft]:
    word = token.lemma_.lower()
    if token.lower_ in _states("suffixes") and token.i >= 2 and token.nbor(-1).text in {"-", "–"}:
        yield from _by_suffix(token, page)
    elif token.lower_ in _states("participles") and token.dep_ in {"amod", "acomp"}:
        yield from _by_participle(token, page)
    elif token.pos_ == "VERB" and (word in _states("verbs") or word in _taking() or _is_take_over(token)):
        yield from _by_verb(token, page)
    elif word == "fall" and token.pos_ == "VERB":
        yield from _by_falling(token, page)
    elif token.pos_ in {"NOUN", "PROPN"} and (state := _states("nouns").get(word) or _states("nouns").get(token.lower_)):
        yield from _by_noun(token, state, page)


def _by_verb(verb: Token, page: Page) -> Iterator[ControlDraft]:
    around = arguments(verb)
    state = _states("verbs").get(verb.lemma_.lower(), FULL)
    for patient in around.patients:
        place = _named_beside(patient, page) or (patient if _is_place(patient, page) else _inner_place(patient, page))
        held = patient.lemma_.lower() in {"control", "hold"} and verb.lemma_.lower() in lexicon.words("control", "holding.verbs")
        if place is not None and not held:
            holder = next((a for a in around.agents if _is_holder(a, page)), None)
            yield _draft(verb, holder, place, _graded(state, verb, patient))


def _named_beside(noun: Token, page: Page) -> Token | None:
    """The name in apposition: "the country's largest city, Arda" is Arda, not the country."""
    return next((c for c in noun.rights if c.dep_ == "appos" and c.i in page.name_at and _is_place(c, page)), None)


def _by_falling(verb: Token, page: Page) -> Iterator[ControlDraft]:
    """ "Y fell to X"."""
    around = arguments(verb)
    holder = next((n for n in around.after("to", "into") if not _is_place(n, page) or _is_actor(n, page)), None)
    place = next((a for a in around.agents if _is_place(a, page)), None)
    if place is not None and holder is not None:
        yield _draft(verb, holder, place, FULL)


def _by_noun(noun: Token, state: ControlState, page: Page) -> Iterator[ControlDraft]:
    """ "control of Y", "under X's control", "X took control of Y", "Y, a stronghold of X", "the siege of Y", "in the hands of X"."""
    inner = [
        g for c in noun.children if c.dep_ == "prep" and c.lower_ in {"of", "over", "in", "on"} for g in c.children if g.dep_ == "pobj"
    ]
    place = next((found for g in inner if (found := g if _is_place(g, page) else _inner_place(g, page)) is not None), None)
    owners = [c for c in noun.lefts if c.dep_ in {"poss", "amod", "compound", "nmod"} and _is_actor(c, page)]
    owners += [
        g for c in noun.children if c.lower_ in {"of", "by"} for g in c.children if g.dep_ == "pobj" and _is_actor(g, page) and g != place
    ]
    verb = _carrier(noun)
    if verb is not None and verb.lemma_ == "lose":
        state = "lost"
    if verb is not None and place is not None and not owners:
        owners = [a for a in arguments(verb).agents if a != noun and _is_holder(a, page)]
    if place is None and (owners or state == "besieged"):
        place = _place_around(noun, verb, page)
    if place is not None and (owners or noun.lemma_ not in {"hand", "rule"}):
        yield _draft(noun, owners[0] if owners else None, place, _graded(state, noun, *inner))


def _by_suffix(token: Token, page: Page) -> Iterator[ControlDraft]:
    """ "rebel-held Y", "the government-controlled capital"."""
    holder = token.doc[token.i - 2]
    place = token.head if token.head.i > token.i else next((t for t in token.doc[token.i + 1 : token.i + 5] if _is_place(t, page)), None)
    place = (
        place
        if place is not None and _is_place(place, page)
        else next((t for t in token.doc[token.i + 1 : token.i + 6] if _is_place(t, page)), None)
    )
    if place is not None:
        state = _states("suffixes")[token.lower_]
        yield _draft(token, None if state == "besieged" else holder, place, _graded(state, token, place))


def _by_participle(token: Token, page: Page) -> Iterator[ControlDraft]:
    place = token.head if token.dep_ == "amod" else next((c for c in token.head.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    if place is not None and _is_place(place, page):
        yield _draft(token, None, place, _states("participles")[token.lower_])


def _place_around(noun: Token, verb: Token | None, page: Page) -> Token | None:
    """The place of "Y is under X control", "Y remained in X hands", "Y, an X stronghold", "towns under X control"."""
    if noun.dep_ in {"appos", "attr"} and noun.head.pos_ in {"NOUN", "PROPN"}:
        return noun.head if _is_place(noun.head, page) else None
    if noun.dep_ == "pobj" and noun.head.lower_ in {"under", "in"} and _is_place(noun.head.head, page):
        return noun.head.head
    if verb is None:
        return None
    around = arguments(verb)
    return next((a for a in (*around.agents, *around.patients) if a != noun and _is_place(a, page)), None)


def _carrier(noun: Token) -> Token | None:
    head = noun.head.head if noun.dep_ == "pobj" and noun.head.dep_ == "prep" else noun.head
    return head if head.pos_ in {"VERB", "AUX"} and head != noun else None


def _draft(word: Token, holder: Token | None, place: Token, state: ControlState) -> ControlDraft:
    at, who = mention(place), mention(holder) if holder is not None else None
    spans = [(word.i, word.i + 1), (at.start, at.end), *([(who.start, who.end)] if who else [])]
    return ControlDraft(min(s for s, _ in spans), max(e for _, e in spans), state, who, at)


def _graded(state: ControlState, *around: Token) -> ControlState:
    """ "most of", "parts of" make full control partial; "full control of most of the city" is partial too."""
    near = {t.lower_ for word in around for t in (*word.children, word)} | {
        t.lower_ for word in around for c in word.children for t in c.children
    }
    return "partial" if state == FULL and near & lexicon.words("control", "degrees.partial") else state


def _inner_place(noun: Token, page: Page) -> Token | None:
    """The place inside "most of Y", "the town of Y", "parts of the city"."""
    inner = [g for c in noun.children if c.lower_ in {"of", "in"} for g in c.children if g.dep_ == "pobj"]
    return next((g for g in inner if _is_place(g, page)), None)


def _is_place(token: Token, page: Page) -> bool:
    name = page.name_at.get(token.i)
    if name is not None:
        return name.kind == "place"
    if token.pos_ == "PROPN":
        return token.ent_type_ not in NO_PLACE_LABELS
    return token.pos_ == "NOUN" and token.lemma_.lower() in lexicon.words("control", "places.words")


def _is_holder(token: Token, page: Page) -> bool:
    return token.pos_ in {"NOUN", "PROPN", "PRON"} and (not _is_place(token, page) or token.pos_ == "PROPN")


def _is_actor(token: Token, page: Page) -> bool:
    """Somebody who can hold a place: an armed group, a state or people; an adjective of one ("Ruvanian control", "rebel hands")."""
    name = page.name_at.get(token.i)
    if name is not None:
        return name.kind in {"actor", "demonym", "organisation", "person"} or token.dep_ in {"poss", "amod", "compound"}
    if token.ent_type_ in {"ORG", "NORP", "PERSON"}:
        return True
    if token.pos_ == "PRON" and token.dep_ == "poss":
        return True
    return (
        token.pos_ in {"NOUN", "PROPN"}
        and not (token.pos_ == "NOUN" and _is_place(token, page))
        and token.lemma_.lower() not in _states("nouns")
    )


def _is_take_over(verb: Token) -> bool:
    return verb.lemma_ == "take" and (any(c.dep_ == "prt" and c.lower_ == "over" for c in verb.children) or bool(_taken_place(verb)))


def _taken_place(verb: Token) -> Iterable[Token]:
    return [c for c in verb.children if c.dep_ in {"dobj", "nsubjpass"} and c.ent_type_ == "GPE"]


@cache
def _states(key: str) -> Mapping[str, ControlState]:
    return lexicon.labels("control", key, get_args(ControlState))  # type: ignore[return-value]  # labels() admits the codebook's states only


def _taking() -> frozenset[str]:
    return lexicon.words("control", "taking.words")
