"""Likeness: what else speaks for or against two tellings being of one act, beside what the judge has learned to weigh."""

from collections.abc import Mapping

from spacy.tokens import Token

from tacitus import lexicon
from tacitus.assembling.telling import Telling, follows
from tacitus.odds import Signs, weigh
from tacitus.page import Page

WEIGHTS: Mapping[str, float] = {
    "two nouns": -0.4,
    "another": -1.0,
    "other means": -0.7,
    "same time words": 0.5,
    "follows": -1.0,
    "same object": 0.5,
    "bomber and gunmen": -0.9,
}
"""Log-odds added to the judge's, fitted as additions to them on the invented reports and rounded (decision 013)."""
MOST = sum(weight for weight in WEIGHTS.values() if weight > 0)
"""The most that they can add."""
VERBS = {"VERB", "AUX"}
OBJECTS = {"dobj", "nsubjpass", "obj"}
BOMBER_AND_GUNMEN = {"attack", "suicide_bombing"}


def leaning(page: Page, first: Telling, second: Telling) -> float:
    """The log-odds added for a telling and a later one."""
    return weigh(WEIGHTS, leaning_signs(page, first, second))


def leaning_signs(page: Page, first: Telling, second: Telling) -> Signs:
    """What a telling and a later one have in common or not.

    Two nouns in general words ("the attack", "attacks") look more alike than they are. "Another blast", "hours later a second one",
    other weapons tell of an act beside the first; the same words of time and the same thing hit tell it again. A bomber who blows
    himself up and men who shoot, both told in plain words, are two acts.
    """
    one, two = page.parse[first.draft.head], page.parse[second.draft.head]
    means = [{weapon.class_ for weapon in t.draft.weapons} for t in (first, second)]
    strong = first.draft.signs.get("strong") and second.draft.signs.get("strong")
    return {
        "two nouns": float(one.pos_ not in VERBS and two.pos_ not in VERBS),
        "another": float(any(c.lower_ in lexicon.words("grammar", "determiners.other") for c in two.lefts)),
        "other means": float(bool(means[0] and means[1]) and means[0].isdisjoint(means[1])),
        "same time words": float(_time_words(first) is not None and _time_words(first) == _time_words(second)),
        "follows": float(follows(second)),
        "same object": float((thing := _object(one)) is not None and thing == _object(two)),
        "bomber and gunmen": float(bool(strong) and {first.draft.type, second.draft.type} == BOMBER_AND_GUNMEN),
    }


def _time_words(telling: Telling) -> str | None:
    return telling.when.words.text if telling.own_time and telling.when.words else None


def _object(verb: Token) -> str | None:
    """The lemma of what a verb says is acted on."""
    if verb.pos_ not in VERBS:
        return None
    return next((c.lemma_.lower() for c in verb.children if c.dep_ in OBJECTS), None)
