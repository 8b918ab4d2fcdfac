"""Causes: which act a toll is of, by a small linear model over named signs of the toll, the act's word and what stands between.

The weights stand in `data/tolls/causes.json`, made by `training/train_causes.py` from our own reports. A toll goes to the act with
the highest sum; every choice can be taken apart into signs × weights.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files

from spacy.tokens import Token

from tacitus import lexicon
from tacitus.extracting.clauses import clause_verb
from tacitus.extracting.status import Reality
from tacitus.extracting.triggers import Trigger
from tacitus.page import LEAD, Page, TollDraft
from tacitus.timex import CalendarDate

Signs = dict[str, float]
Told = tuple[Trigger, Reality]
FAR = 12
"""Steps of the parse from which on the distance no longer grows."""
SEASON = 3
"""Months after which a date is no longer one of the running story."""
MANY = 6
"""Acts between from which on they are no longer counted."""
AWAY = 20
"""Sentences between from which on they are no longer counted."""


@dataclass(frozen=True)
class Causes:
    """The acts of one page as causes of its tolls."""

    page: Page
    told: Sequence[Told]

    def of(self, toll: TollDraft) -> dict[int, float]:
        """Trigger head → log-odds that the act caused the toll, likeliest first; empty when the page tells no act.

        Acts of the headline cause only tolls of the headline where the text below tells acts as well: it tells them again. An act of
        a kind that does no such harm ("the arrest") causes only tolls of its own sentence, and a "nobody was hurt" of the next.
        """
        scores = {t.head: weigh(self.signs(toll, t, status)) for t, status in self.candidates(toll)}
        return dict(sorted(scores.items(), key=lambda pair: (-pair[1], pair[0])))

    def candidates(self, toll: TollDraft) -> list[Told]:
        """The acts a toll may be of; for one that is laid years back, only acts of its sentence."""
        here, fitting = self.page.sentence_of[toll.harm_token], _fitting()[toll.harm]
        if long_past(self.page.parse[toll.harm_token]):
            return [(t, s) for t, s in self.told if self.page.sentence_of[t.head] == here and long_past(self.page.parse[t.head])]
        if self._laid_back(self.page.parse[toll.harm_token]):
            return [(t, s) for t, s in self.told if self.page.sentence_of[t.head] == here]
        near = {here, here - 1} if toll.max == 0 else {here}
        able = [(t, s) for t, s in self.told if t.type in fitting or self.page.sentence_of[t.head] in near]
        below = [(t, s) for t, s in able if not self._titled(t.head)]
        return below if below and not self._titled(toll.harm_token) else able

    def signs(self, toll: TollDraft, trigger: Trigger, status: Reality) -> Signs:
        """Sign → strength that the toll is of the act the trigger names."""
        harm, act = self.page.parse[toll.harm_token], self.page.parse[trigger.head]
        here = self.page.sentence_of[harm.i] == self.page.sentence_of[act.i]
        fits = trigger.type in _fitting()[toll.harm]
        signs = {
            "fits here": float(here and fits),
            "here": float(here),
            f"status={status}": 1.0,
            "self": float(harm == act),
            "noun": float(act.pos_ in {"NOUN", "PROPN"}),
        }
        signs |= self._order(toll, trigger) | (_joined(harm, act) if here else self._apart(harm, act, fits=fits))
        return signs

    def _laid_back(self, harm: Token) -> bool:
        """Whether the words of time of the harm's own clause name a year before that of the report: "In 1998, 1,100 soldiers died"."""
        published = self.page.document.published
        if published is None:
            return False
        here = self.page.sentence_of[harm.i]
        for mark in self.page.times:
            told = mark.expression
            if self.page.sentence_of[mark.start] != here or not isinstance(told, CalendarDate) or told.year is None:
                continue
            first = self.page.parse[mark.start]
            past = 12 * (published.year - told.year) + published.month - (told.month or published.month) > SEASON
            if past and (clause_verb(first) == clause_verb(harm) or any(mark.covers(t.i) for t in harm.ancestors)):
                return True
        return False

    def _titled(self, token: int) -> bool:
        return self.page.parse[token].idx < len(self.page.document.title or "")

    def _order(self, toll: TollDraft, trigger: Trigger) -> Signs:
        """Where the act stands among those of the report, seen from the toll."""
        here, there = self.page.sentence_of[toll.harm_token], self.page.sentence_of[trigger.head]
        signs = {"headline": float(self._titled(trigger.head)), "lead": float(there <= LEAD and not self._titled(trigger.head))}
        if here == there:
            return signs | {"alone": float(sum(self.page.sentence_of[t.head] == here for t, _ in self.told) == 1)}
        if there > here:
            return signs
        between = [t for t, _ in self.told if trigger.head < t.head and self.page.sentence_of[t.head] < here]
        fitting = [t for t in between if t.type in _fitting()[toll.harm]]
        nearest_fitting = not fitting and trigger.type in _fitting()[toll.harm]
        return signs | {"nearest": float(not between), "nearest fitting": float(nearest_fitting), "back": min(len(between), MANY) / MANY}

    def _apart(self, harm: Token, act: Token, *, fits: bool) -> Signs:
        """Two sentences: how far apart, and whether they name other places or days."""
        here, there = self.page.sentence_of[harm.i], self.page.sentence_of[act.i]
        gap = here - there
        (place, day), (other_place, other_day) = self._setting(here), self._setting(there)
        return {
            f"gap={'after' if gap < 0 else min(gap, 4)}": 1.0,
            "far": min(abs(gap), AWAY) / AWAY,
            "fits elsewhere": float(fits),
            "paragraph": float(gap > 0 and not any(self._ends_paragraph(i) for i in range(there, here))),
            "other place": float(bool(place and other_place) and not place & other_place),
            "other day": float(bool(day and other_day) and not day & other_day),
        }

    def _ends_paragraph(self, index: int) -> bool:
        end = self.page.sentences[index].end_char
        return "\n" in self.page.document.full[end - 1 : end + 2]

    def _setting(self, index: int) -> tuple[frozenset[str], frozenset[str]]:
        return self._settings.get(index, (frozenset(), frozenset()))

    @cached_property
    def _settings(self) -> dict[int, tuple[frozenset[str], frozenset[str]]]:
        """Sentence → the places and the time words it names."""
        text = self.page.parse
        places: dict[int, set[str]] = {}
        days: dict[int, set[str]] = {}
        for name in self.page.names:
            if name.kind == "place":
                places.setdefault(self.page.sentence_of[name.start], set()).add(text[name.start : name.end].text)
        for mark in self.page.times:
            days.setdefault(self.page.sentence_of[mark.start], set()).add(text[mark.start : mark.end].text.lower())
        return {i: (frozenset(places.get(i, ())), frozenset(days.get(i, ()))) for i in places.keys() | days.keys()}


def _joined(harm: Token, act: Token) -> Signs:
    """Two words of one sentence."""
    between = harm.doc[min(harm.i, act.i) : max(harm.i, act.i)]
    causing, within = _is_causing(harm, act), _is_within(harm, act)
    return {
        "steps": _steps(harm, act) / FAR,
        "turned": float(not causing and not within and _is_turned(harm, act)),
        "under act": float(act.is_ancestor(harm) and act != harm),
        "over act": float(harm.is_ancestor(act) and act != harm),
        "clause": float(clause_verb(harm) == clause_verb(act)),
        "named": float(causing or within),
        "act after": float(act.i > harm.i and not causing and not within),
        "cut off": float(any(t.text in {";", "–", "—"} for t in between)),
    }


def _steps(first: Token, second: Token) -> int:
    """Steps in the tree between two tokens, at most `FAR`."""
    down = {t.i: k for k, t in enumerate([second, *second.ancestors])}
    return next((min(k + down[t.i], FAR) for k, t in enumerate([first, *first.ancestors]) if t.i in down), FAR)


def _is_causing(harm: Token, act: Token) -> bool:
    """ "The blast killed nine", "killed by the blast", "a blast that killed nine"."""
    verb = clause_verb(harm)
    if act.dep_ in {"nsubj", "agent"} and act.head == verb:
        return True
    if act.dep_ == "pobj" and act.head.lower_ in {"by", "from"} and act.head.head in {verb, harm}:
        return True
    return verb.dep_ in {"relcl", "acl"} and verb.head == act


def _is_within(harm: Token, act: Token) -> bool:
    """ "Killed in the blast", "dead after an attack": the act under a preposition of the harm's own clause."""
    if act.dep_ != "pobj" or act.head.lower_ not in lexicon.words("harm", "causes.within"):
        return False
    return act.head.head in {harm, clause_verb(harm)}


def _is_turned(harm: Token, act: Token) -> bool:
    """Whether the harm is laid after or before the act: "retook the hotel after gunmen killed nine"."""
    path = [t for t in (harm, *harm.ancestors) if t == harm or not t.is_ancestor(act)]
    openers = [t for t in path if t.dep_ == "prep"] + [c for t in path for c in t.lefts if c.dep_ == "mark"]
    return act.is_ancestor(harm) and any(t.lower_ in lexicon.words("grammar", "conjunctions.turning") for t in openers)


def long_past(token: Token) -> bool:
    """Whether words lay years or months between what a word tells and what the report is about: "three years after the bombing"."""
    for above in (token, *token.ancestors):
        marks = [c for c in above.lefts if c.dep_ == "mark"] if above.dep_ in {"advcl", "pcomp"} else []
        for opener in (*marks, *([above] if above.dep_ in {"prep", "mark"} else [])):
            if opener.lower_ in {"after", "since"}:
                before = token.doc[max(opener.i - 2, 0) : opener.i]
                return any(t.lemma_.lower() in {"year", "month", "decade"} for t in (*before, *opener.lefts))
    return False


def weigh(signs: Mapping[str, float]) -> float:
    """The sum of signs × weights; a sign without a weight counts nothing."""
    return sum(_weights().get(name, 0.0) * value for name, value in signs.items())


@cache
def _weights() -> Mapping[str, float]:
    weights: dict[str, float] = json.loads(files("tacitus.data").joinpath("tolls", "causes.json").read_text("utf-8"))
    return weights


@cache
def _fitting() -> Mapping[str, frozenset[str]]:
    """Harm → the types of act that do it."""
    return {harm: frozenset(types) for harm, types in lexicon.table("harm", "causes.types").items()}
