"""Scenes: a page's acts and its sayings, with what each saying holds, looked up once."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Token

from tacitus import codebook
from tacitus.assembling.judging import Judge
from tacitus.assembling.telling import Telling
from tacitus.lexicon import words
from tacitus.model import Stance
from tacitus.odds import Signs
from tacitus.page import ActDraft, Page, Saying, TollDraft

Act = Sequence[Telling]
FAR = 12
"""Sentences after its nearest telling from which a saying that names no act is no longer about it."""
SOON = 3
"""Sentences before a telling up to which a saying may be about its act."""
VAST = frozenset({"country", "region", "unknown"})
"""Precisions of places too wide to tell two acts of one report apart."""
ANSWERS: frozenset[Stance] = frozenset({"denies", "confirms", "retracts"})
"""Stances that can be taken on what somebody else has said."""


@dataclass(frozen=True)
class Scene:
    """A page's acts with what has to be looked up once for all its sayings. Work grows with the text and not with its square."""

    page: Page
    acts: Sequence[Act]
    judge: Judge

    @cached_property
    def tellings(self) -> list[tuple[int, int, Telling]]:
        """(head token, index of its act, telling) in text order."""
        return sorted(((t.draft.head, k, t) for k, act in enumerate(self.acts) for t in act), key=lambda x: x[:2])

    @cached_property
    def heads(self) -> list[int]:
        """The head tokens of `tellings`."""
        return [head for head, _, _ in self.tellings]

    @cached_property
    def told_at(self) -> Mapping[int, list[tuple[int, Telling]]]:
        """Head token → its tellings with the index of their act."""
        found: dict[int, list[tuple[int, Telling]]] = defaultdict(list)
        for head, k, telling in self.tellings:
            found[head].append((k, telling))
        return dict(found)

    @cached_property
    def dropped_at(self) -> Mapping[int, ActDraft]:
        """Head token → telling too unlikely to be coded."""
        return {draft.head: draft for draft in self.page.acts if draft.head not in self.told_at}

    @cached_property
    def tolls_at(self) -> Mapping[int, list[TollDraft]]:
        """Harm word → the tolls it tells."""
        found: dict[int, list[TollDraft]] = defaultdict(list)
        for toll in self.page.tolls:
            found[toll.harm_token].append(toll)
        return dict(found)

    @cached_property
    def weapons_at(self) -> frozenset[int]:
        """First words of the means told."""
        return frozenset(weapon.start for weapon in self.page.weapons)

    @cached_property
    def control_at(self) -> frozenset[int]:
        """First words of what tells who holds a place."""
        return frozenset(control.start for control in self.page.control)

    @cached_property
    def quoted(self) -> frozenset[int]:
        """Tokens in quotations."""
        return frozenset(token for quote in self.page.quotes for token in range(quote.start, quote.end))

    @cached_property
    def headline(self) -> frozenset[int]:
        """The acts told in the first sentence."""
        return frozenset(k for _, k, t in self.tellings if t.sentence == 0)

    @cached_property
    def surest(self) -> list[Telling]:
        """Per act the telling that is most likely one."""
        return [max(act, key=self.judge.act_odds) for act in self.acts]

    @cached_property
    def most(self) -> int:
        """How many tellings the act told most often has."""
        return max((len(act) for act in self.acts), default=0)

    @cached_property
    def figures(self) -> list[frozenset[tuple[str, int | None, int | None]]]:
        """Per act its tolls: harm and bounds."""
        return [frozenset((d.harm, d.min, d.max) for t in act for d in t.draft.tolls) for act in self.acts]

    @cached_property
    def counted(self) -> list[frozenset[int]]:
        """Per act the harm words of its tolls."""
        return [frozenset(d.harm_token for t in act for d in t.draft.tolls) for act in self.acts]

    @cached_property
    def all_counted(self) -> frozenset[int]:
        """Harm words whose toll an act has."""
        return frozenset[int]().union(*self.counted)

    @cached_property
    def types(self) -> list[frozenset[str]]:
        """Per act the types of its tellings."""
        return [frozenset(t.draft.type for t in act) for act in self.acts]

    @cached_property
    def verbal(self) -> frozenset[int]:
        """The acts that are only said or dealt (codebook 3: the diplomatic types), a charge among them."""
        return frozenset(k for k, types in enumerate(self.types) if not any(codebook.types()[t].material for t in types))

    @cached_property
    def sentences(self) -> list[list[int]]:
        """Per act the sentences that tell it, in order."""
        return [sorted({t.sentence for t in act}) for act in self.acts]

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
        return [frozenset(_topics(t for n in told for t in self.page.sentences[n])) for told in self.sentences]

    @cached_property
    def places(self) -> list[frozenset[str]]:
        """Per act the words of its own places; a country or region, which all of a report may be about, tells none of its acts apart."""
        return [
            frozenset(t.where.words.text for t in act if t.own_place and t.where.words and t.where.precision not in VAST)
            for act in self.acts
        ]


def _topics(tokens: Iterable[Token]) -> Iterator[str]:
    return (t.lemma_.lower() for t in tokens if t.pos_ in {"NOUN", "PROPN", "VERB"} and t.is_alpha and not t.is_stop)


@dataclass(frozen=True)
class Heard:
    """One saying with what its content holds."""

    scene: Scene
    saying: Saying

    @cached_property
    def sentence(self) -> int:
        """The index of the sentence its verb or noun of saying stands in."""
        return self.scene.page.sentence_of[self.saying.cue]

    @cached_property
    def tokens(self) -> list[int]:
        """The tokens of what is said, in order."""
        return [i for mark in self.saying.content for i in range(mark.start, mark.end)]

    @cached_property
    def content(self) -> list[Token]:
        """What is said, at most its first 120 words."""
        return [self.scene.page.parse[i] for i in self.tokens[:120]]

    @cached_property
    def text(self) -> str:
        """The same as one string."""
        return " ".join(t.text for t in self.content)

    @cached_property
    def tolls(self) -> list[TollDraft]:
        """The tolls with a token inside what is said, once for each such token."""
        return [toll for i in self.tokens for toll in self.scene.tolls_at.get(i, ())]

    @cached_property
    def inside(self) -> list[tuple[int, Telling]]:
        """The tellings in it or at its cue, with the index of their act."""
        return [told for i in sorted({*self.tokens, self.saying.cue}) for told in self.scene.told_at.get(i, ())]

    @cached_property
    def told(self) -> frozenset[int]:
        """The acts that stand in it, or whose tolls do."""
        counted = {toll.harm_token for toll in self.tolls}
        return frozenset({k for k, _ in self.inside} | {k for k, harms in enumerate(self.scene.counted) if harms & counted})

    @cached_property
    def untold(self) -> list[ActDraft]:
        """The tellings in it that are too unlikely to be coded."""
        return [self.scene.dropped_at[i] for i in self.tokens if i in self.scene.dropped_at]

    @cached_property
    def candidates(self) -> list[int]:
        """The acts it may speak of: those in it, the headline's, and those told at most `FAR` sentences before it or `SOON` after."""
        sentences, scene = self.scene.page.sentences, self.scene
        start = sentences[max(0, self.sentence - FAR)].start
        end = sentences[min(len(sentences) - 1, self.sentence + SOON)].end
        near = scene.tellings[bisect_left(scene.heads, start) : bisect_left(scene.heads, end)]
        return sorted({k for k, _ in self.inside} | {k for _, k, _ in near} | scene.headline)

    @cached_property
    def nearest(self) -> int | None:
        """The act told last before its cue."""
        at = bisect_left(self.scene.heads, self.saying.cue)
        return self.scene.tellings[at - 1][1] if at else None

    def gap(self, k: int) -> int | None:
        """How many sentences before it the act was last told; None when it was not yet."""
        told = self.scene.sentences[k]
        at = bisect_right(told, self.sentence)
        return self.sentence - told[at - 1] if at else None

    @cached_property
    def is_aftermath(self) -> bool:
        """Whether what is said is mainly what is done or wanted after an act ("troops were searching for them")."""
        said = set(self.tokens)
        verb = next((t for t in self.content if t.pos_ == "VERB" and t.head.i not in said), None)
        return verb is not None and verb.lemma_.lower() in words("claims", "about.aftermath")

    @cached_property
    def is_another(self) -> bool:
        """Whether what is said is of an act that is called another one: "a second blast", "a similar attack"."""
        acts, others = words("claims", "about.acts"), words("claims", "about.others")
        return any(t.lemma_.lower() in acts and any(c.lower_ in others for c in t.lefts) for t in self.content)

    @cached_property
    def answers(self) -> bool:
        """Whether it takes a stance on what was said before: "rejected that claim", "denied it", "denied the accusation"."""
        if self.saying.stance not in ANSWERS or self.inside:
            return False
        charges = [t for t in self.content if t.lemma_.lower() in words("speech", "denial.charges")]
        the = words("grammar", "determiners.definite")
        definite = any(c.lower_ in the or c.dep_ == "poss" for t in charges for c in t.lefts)
        return definite or {t.lower_ for t in self.content if t.is_alpha} <= the | words("grammar", "third.answering")

    @cached_property
    def shared(self) -> Mapping[int, int]:
        """Per act it may speak of, how many content words it shares with what is said."""
        said = frozenset(_topics(self.content))
        return {k: len(said & self.scene.topics[k]) for k in self.candidates}

    @cached_property
    def own(self) -> Signs:
        """Signs of the saying alone."""
        return dict(self._own())

    def _own(self) -> Iterator[tuple[str, float]]:
        saying = self.saying
        lemma = self.scene.page.parse[saying.cue].lemma_.lower()
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
        yield "quoted", float(any(i in self.scene.quoted for i in self.tokens[:4]))
        yield "toll", float(bool(self.tolls))
        yield "total", float(any(t.cumulative for t in self.tolls))

    @cached_property
    def about(self) -> Signs:
        """Signs of what is said where it names no act: what of an act it can be about."""
        doers, means = words("claims", "about.doers"), words("claims", "about.means")
        acts, harmed = words("claims", "about.acts"), words("claims", "about.harmed")
        the = words("grammar", "determiners.definite")
        lemmas = {t.lemma_.lower() for t in self.content}
        definite = {t.lemma_.lower() for t in self.content if any(c.lower_ in the for c in t.lefts)}
        start = {t.lower_ for t in self.content[:4]}
        return {
            "doers": float(bool(lemmas & doers)),
            "means": float(bool(lemmas & means) or any(i in self.scene.weapons_at for i in self.tokens)),
            "acts": float(bool(lemmas & acts)),
            "the act": float(bool(definite & acts)),
            "harmed": float(bool(lemmas & harmed)),
            "pronoun": float(bool(start & words("grammar", "third.leaning"))),
            "past": float(any(t.tag_ in {"VBD", "VBN"} for t in self.content[:12])),
        }
