"""Hearing: how likely a saying speaks of an act, also where it names the act in no word of its own.

"He said 41 people had been killed" and "the gunmen wore uniforms", sentences after the act was told, are claims on it. A small linear
model over named signs decides; its weights stand in `data/judge/claims.json`, made by `training/train_claims.py` from our own reports.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files

from spacy.tokens import Token

from tacitus import codebook
from tacitus.assembling.judging import Judge, Signs, Weights, logistic, weigh
from tacitus.assembling.telling import Telling
from tacitus.lexicon import words
from tacitus.model import Stance
from tacitus.page import ActDraft, Page, Saying, TollDraft

Act = Sequence[Telling]
FAR = 12
"""Sentences after its nearest telling from which a saying that names no act is no longer about it."""


ANSWERS: frozenset[Stance] = frozenset({"denies", "confirms", "retracts"})
"""Stances that can be taken on what somebody else has said."""
DEFINITE = {"the", "this", "that", "these", "those"}


@dataclass(frozen=True)
class Ear:
    """The weights, the odds from which what a speaker says holds a claim on an act (`first`), and one more on another field (`more`)."""

    weights: Weights
    first: float
    more: float

    @classmethod
    @cache
    def load(cls) -> "Ear":
        """The fitted weights."""
        return cls(**json.loads(files("tacitus.data").joinpath("judge", "claims.json").read_text("utf-8")))

    def odds(self, signs: Signs) -> float:
        """The probability that the saying is a claim on the act."""
        return logistic(weigh(self.weights, signs))


@dataclass(frozen=True)
class Scene:
    """A page's acts with what has to be looked up once for all its sayings."""

    page: Page
    acts: Sequence[Act]
    judge: Judge

    @cached_property
    def tellings(self) -> list[tuple[int, int, Telling]]:
        """(head token, index of its act, telling) in text order."""
        return sorted(((t.draft.head, k, t) for k, act in enumerate(self.acts) for t in act), key=lambda x: x[:2])

    @cached_property
    def odds(self) -> list[float]:
        """Per act the odds of its surest telling."""
        return [max(map(self.judge.act_odds, act)) for act in self.acts]

    @cached_property
    def most(self) -> int:
        """How many tellings the act told most often has."""
        return max((len(act) for act in self.acts), default=0)

    @cached_property
    def counted(self) -> frozenset[int]:
        """Harm words whose toll an act has."""
        return frozenset(toll.harm_token for _, _, t in self.tellings for toll in t.draft.tolls)

    @cached_property
    def names(self) -> list[frozenset[str]]:
        """Per act the names and words of its actors, lower case."""
        return [
            frozenset(n.casefold() for t in act for a in t.actors for n in (a.name, *(w.text for w in a.words)) if len(n) > 3)
            for act in self.acts
        ]

    @cached_property
    def topics(self) -> list[frozenset[str]]:
        """Per act the content words of the sentences that tell it, as lemmas."""
        sentences = self.page.sentences
        return [frozenset(_topics(t for n in {t.sentence for t in act} for t in sentences[n])) for act in self.acts]

    @cached_property
    def dropped(self) -> list[ActDraft]:
        """Tellings too unlikely to be coded."""
        heads = {head for head, _, _ in self.tellings}
        return [draft for draft in self.page.acts if draft.head not in heads]

    @cached_property
    def places(self) -> list[frozenset[str]]:
        """Per act the words of its own places."""
        return [frozenset(t.where.words.text for t in act if t.own_place and t.where.words) for act in self.acts]


def _topics(tokens: Iterable[Token]) -> Iterator[str]:
    return (t.lemma_.lower() for t in tokens if t.pos_ in {"NOUN", "PROPN", "VERB"} and t.is_alpha and not t.is_stop)


@dataclass(frozen=True)
class Heard:
    """One saying with what its content holds."""

    scene: Scene
    saying: Saying

    @cached_property
    def sentence(self) -> int:
        """The sentence of its cue."""
        return self.scene.page.sentence_of[self.saying.cue]

    @cached_property
    def content(self) -> list[Token]:
        """What is said, at most its first 120 words."""
        return [t for mark in self.saying.content for t in self.scene.page.parse[mark.start : mark.end]][:120]

    @cached_property
    def tolls(self) -> list[TollDraft]:
        """The tolls told in it."""
        return [toll for toll in self.scene.page.tolls if self.saying.says(toll.harm_token)]

    @cached_property
    def inside(self) -> list[tuple[int, Telling]]:
        """The tellings in it, with the index of their act."""
        return [(k, t) for head, k, t in self.scene.tellings if self.saying.says(head) or head == self.saying.cue]

    @cached_property
    def answers(self) -> bool:
        """Whether it takes a stance on what was said before: "rejected that claim", "denied it", "denied the accusation"."""
        if self.saying.stance not in ANSWERS or self.inside:
            return False
        charges = [t for t in self.content if t.lemma_.lower() in words("speech", "denial.charges")]
        definite = any(c.lower_ in DEFINITE or c.dep_ == "poss" for t in charges for c in t.lefts)
        return definite or {t.lower_ for t in self.content if t.is_alpha} <= DEFINITE | {"it", "so", "them", "all", "of"}

    @cached_property
    def own(self) -> Signs:
        """Signs of the saying alone."""
        return dict(self._own())

    def _own(self) -> Iterator[tuple[str, float]]:
        saying, parse = self.saying, self.scene.page.parse
        lemma = parse[saying.cue].lemma_.lower()
        yield f"stance={saying.stance}", 1.0
        yield f"kind={saying.speaker.kind}", 1.0
        for name in ("plain", "judging", "describing", "showing", "thinking", "asking"):
            if lemma in words("claims", f"cues.{name}"):
                yield f"cue={name}", 1.0
        yield "hedge", float(saying.hedge is not None)
        yield "chain", float(bool(saying.chain))
        yield "future", float(any(t.tag_ == "MD" for t in self.content[:25]))
        yield "short", float(len(self.content) < 6)
        yield "long", float(len(self.content) > 30)
        yield "field", float(saying.field is not None)
        yield "unnamed", float(saying.speaker.name.islower())
        yield "quoted", float(any(q.covers(t.i) for q in self.scene.page.quotes for t in self.content[:4]))
        yield "toll", float(bool(self.tolls))
        yield "total", float(any(t.cumulative for t in self.tolls))

    @cached_property
    def shared(self) -> list[int]:
        """Per act how many content words it shares with what is said."""
        said = frozenset(_topics(self.content))
        return [len(said & topics) for topics in self.scene.topics]

    @cached_property
    def about(self) -> Signs:
        """Signs of what is said where it names no act: what of an act it can be about."""
        doers, means = words("claims", "about.doers"), words("claims", "about.means")
        acts, harmed = words("claims", "about.acts"), words("claims", "about.harmed")
        lemmas = {t.lemma_.lower() for t in self.content}
        definite = {t.lemma_.lower() for t in self.content if any(c.lower_ in DEFINITE for c in t.lefts)}
        start = {t.lower_ for t in self.content[:4]}
        return {
            "doers": float(bool(lemmas & doers)),
            "means": float(bool(lemmas & means) or any(self.saying.says(w.start) for w in self.scene.page.weapons)),
            "acts": float(bool(lemmas & acts)),
            "the act": float(bool(definite & acts)),
            "harmed": float(bool(lemmas & harmed)),
            "pronoun": float(bool(start & {"it", "they", "he", "them", "she"})),
            "past": float(any(t.tag_ in {"VBD", "VBN"} for t in self.content[:12])),
        }


def signs(heard: Heard, k: int, linked: Collection[int]) -> Signs:
    """What speaks for a saying being a claim on act number `k`; `linked` are the acts its speaker names in any saying."""
    scene, saying = heard.scene, heard.saying
    act = scene.acts[k]
    direct = [t for j, t in heard.inside if j == k]
    toll = [t for t in act if any(saying.says(d.harm_token) for d in t.draft.tolls)]
    mode = "d" if direct else "t" if toll else "q" if saying.stance == "asserts" else "l"
    found = {f"{mode} {name}": value for name, value in _of_act(scene, k, heard, linked)}
    found[mode] = 1.0
    found.update(heard.own)
    if direct:
        found.update(_direct(heard, act, direct, bool(toll)))
    elif not toll:
        found.update(_quiet(heard, k, mode))
    return found


def _of_act(scene: Scene, k: int, heard: Heard, linked: Collection[int]) -> Iterator[tuple[str, float]]:
    act = scene.acts[k]
    yield "headline", float(act[0].sentence == 0)
    yield "told most", float(len(act) == scene.most)
    yield "only", float(len(scene.acts) == 1)
    yield "told", min(len(act), 6) / 6
    yield "acts", min(len(scene.acts), 8) / 8
    yield "again", float(k in linked)
    yield "elsewhere", float(k not in linked and bool(linked))
    name = heard.saying.speaker.name.casefold()
    yield "party", float(any(name in n or n in name for n in scene.names[k]))


def _direct(heard: Heard, act: Act, direct: Sequence[Telling], toll: bool) -> Iterator[tuple[str, float]]:
    scene, cue = heard.scene, heard.saying.cue
    best = min(direct, key=lambda t: abs(t.draft.head - cue))
    head = scene.page.parse[best.draft.head]
    noun = head.pos_ in {"NOUN", "PROPN"}
    path = next((n for n, t in enumerate([head, *head.ancestors]) if t.i == cue), 6)
    yield "d toll", float(toll)
    yield "d noun", float(noun)
    yield "d definite", float(noun and any(c.lower_ in DEFINITE or c.dep_ == "poss" for c in head.lefts))
    yield "d near", float(path <= 1)
    yield "d depth", min(path, 6) / 6
    yield "d background", float(best.background)
    yield "d unreal", float(best.draft.status != "happened")
    yield "d odds", scene.judge.act_odds(best)
    yield "d best", float(max(act, key=scene.judge.act_odds) in direct)
    yield "d other acts", float(len({j for j, _ in heard.inside}) > 1)
    yield "d first", float(direct[0] is act[0])
    yield "d circumstance", float(noun and any(t.dep_ == "prep" and t.lower_ in CIRCUMSTANCES for t in [head.head, head.head.head]))


CIRCUMSTANCES = {"after", "before", "since", "amid", "amidst", "following", "during", "despite", "until", "for", "against", "about"}
"""Prepositions under which an act is only what something else is told beside."""


def _quiet(heard: Heard, k: int, mode: str) -> Iterator[tuple[str, float]]:
    """Signs of a saying in which the act does not stand; `mode` is `q` for an assertion, `l` for a stance taken."""
    scene = heard.scene
    before = [(head, j) for head, j, _ in scene.tellings if head < heard.saying.cue]
    nearest = bool(before) and before[-1][1] == k
    gap = min((heard.sentence - t.sentence for t in scene.acts[k] if t.sentence <= heard.sentence), default=None)
    main = len(scene.acts[k]) == scene.most
    for name, value in heard.about.items():
        yield f"{mode} {name}", value
        yield f"{mode} {name} nearest", value * nearest
        yield f"{mode} {name} main", value * main
    yield f"{mode} nearest", float(nearest)
    close = nearest and gap is not None and gap <= 2
    yield f"{mode} close", float(close)
    yield f"{mode} close {heard.saying.stance}", float(close)
    yield f"{mode} gap {'none' if gap is None else gap if gap < 3 else '3-4' if gap < 5 else '5-8' if gap < 9 else 'far'}", 1.0
    yield f"{mode} other act", float(bool(heard.inside))
    fresh = [t for t in heard.tolls if t.harm_token not in scene.counted]
    yield f"{mode} fresh toll", float(bool(fresh))
    yield f"{mode} toll nearest", float(bool(fresh) and nearest)
    yield f"{mode} toll main", float(bool(fresh) and main)
    yield f"{mode} toll headline", float(bool(fresh) and scene.acts[k][0].sentence == 0)
    figures = {(d.harm, d.min, d.max) for t in scene.acts[k] for d in t.draft.tolls}
    harms = {harm for harm, _, _ in figures}
    yield f"{mode} same toll", float(any((t.harm, t.min, t.max) in figures for t in heard.tolls))
    yield f"{mode} same harm", float(any(t.harm in harms for t in fresh))
    shared = heard.shared[k]
    yield f"{mode} shared", min(shared, 4) / 4
    yield f"{mode} shares most", float(shared > 0 and shared == max(heard.shared))
    yield f"{mode} shares none", float(shared == 0)
    yield f"{mode} nothing", float(not any(heard.about[n] for n in ABOUT) and not heard.tolls)
    yield f"{mode} control", float(any(heard.saying.says(c.start) for c in scene.page.control))
    types = {t.draft.type for t in scene.acts[k]}
    untold = [d for d in scene.dropped if heard.saying.says(d.head)]
    yield f"{mode} untold", float(bool(untold))
    yield f"{mode} untold alike", float(any(codebook.alike(d.type, t) for d in untold for t in types))
    yield f"{mode} other alike", float(any(codebook.alike(o.draft.type, t) for _, o in heard.inside for t in types))
    text = " ".join(t.text for t in heard.content)
    yield f"{mode} names actor", float(any(n in text.casefold() for n in scene.names[k]))
    yield f"{mode} names place", float(any(p in text for p in scene.places[k]))
    yield f"{mode} other place", float(any(p in text for j, ps in enumerate(scene.places) if j != k for p in ps - scene.places[k]))


ABOUT = ("doers", "means", "acts", "harmed")
"""Signs of `Heard.about` that tie what is said to some act."""


def is_sure(found: Signs) -> bool:
    """Whether a stance is taken on the act for certain: a denial, silence … on an act in it, or naming none right after it."""
    leans = found.get("l close") and not found["l other act"] and not found["l untold"]
    return "stance=asserts" not in found and bool(found.get("d") or leans)


def answered(heard: Heard, before: Sequence[Heard]) -> set[int]:
    """The acts of the assertion a saying answers: somebody else's last one that names acts, at most three sentences before."""
    if not heard.answers:
        return set()
    speaker = heard.saying.speaker.name
    for other in reversed(before):
        if heard.sentence - other.sentence > 3:
            break
        if other.saying.stance == "asserts" and other.saying.speaker.name != speaker and other.inside:
            return {k for k, _ in other.inside}
    return set()


def candidates(heard: Heard) -> list[int]:
    """The acts a saying may speak of: those in it, those told at most `FAR` sentences before it or 3 after, and the headline's."""
    near = {k for k, _ in heard.inside}
    near |= {k for _, k, t in heard.scene.tellings if -3 <= heard.sentence - t.sentence <= FAR or t.sentence == 0}
    return sorted(near)
