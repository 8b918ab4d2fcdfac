"""Hearing: how likely a saying speaks of an act, also where it names the act in no word of its own.

"He said 41 people had been killed" and "the gunmen wore uniforms", sentences after the act was told, are claims on it. A small linear
model over named signs decides; its weights stand in `data/judge/claims.json`, made by `training/train_claims.py` from our own reports.
"""

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from tacitus import codebook
from tacitus.assembling.scenes import Heard, Scene
from tacitus.assembling.telling import Telling
from tacitus.lexicon import words
from tacitus.odds import Signs, Weights, logistic, weigh


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


def signs(heard: Heard, k: int, linked: Collection[int]) -> Signs:
    """What speaks for a saying being a claim on act number `k`; `linked` are the acts its speaker names in any saying."""
    scene, saying = heard.scene, heard.saying
    direct = [t for j, t in heard.inside if j == k]
    toll = any(d.harm_token in scene.counted[k] for d in heard.tolls)
    mode = "d" if direct else "t" if toll else "q" if saying.stance == "asserts" else "l"
    found = {f"{mode} {name}": value for name, value in _of_act(scene, k, heard, linked)}
    found[mode] = 1.0
    found.update(heard.own)
    if direct:
        found.update(_direct(heard, k, direct, toll))
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


def _direct(heard: Heard, k: int, direct: Sequence[Telling], toll: bool) -> Iterator[tuple[str, float]]:
    scene, cue = heard.scene, heard.saying.cue
    best = min(direct, key=lambda t: abs(t.draft.head - cue))
    head = scene.page.parse[best.draft.head]
    noun = head.pos_ in {"NOUN", "PROPN"}
    path = next((n for n, t in enumerate([head, *head.ancestors]) if t.i == cue), 6)
    yield "d toll", float(toll)
    yield "d noun", float(noun)
    yield "d definite", float(noun and any(c.lower_ in words("grammar", "determiners.definite") or c.dep_ == "poss" for c in head.lefts))
    yield "d near", float(path <= 1)
    yield "d depth", min(path, 6) / 6
    yield "d background", float(best.background)
    yield "d unreal", float(best.draft.status != "happened")
    yield "d odds", scene.judge.act_odds(best)
    yield "d best", float(any(t is scene.surest[k] for t in direct))
    yield "d other acts", float(len({j for j, _ in heard.inside}) > 1)
    yield "d first", float(direct[0] is scene.acts[k][0])
    aside = words("grammar", "prepositions.circumstance")
    yield "d circumstance", float(noun and any(t.dep_ == "prep" and t.lower_ in aside for t in [head.head, head.head.head]))


def _quiet(heard: Heard, k: int, mode: str) -> Iterator[tuple[str, float]]:
    """Signs of a saying in which the act does not stand; `mode` is `q` for an assertion, `l` for a stance taken."""
    scene = heard.scene
    nearest, gap = heard.nearest == k, heard.gap(k)
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
    fresh = [t for t in heard.tolls if t.harm_token not in scene.all_counted]
    yield f"{mode} fresh toll", float(bool(fresh))
    yield f"{mode} toll nearest", float(bool(fresh) and nearest)
    yield f"{mode} toll main", float(bool(fresh) and main)
    yield f"{mode} toll headline", float(bool(fresh) and scene.acts[k][0].sentence == 0)
    figures, harms = scene.figures[k], {harm for harm, _, _ in scene.figures[k]}
    yield f"{mode} same toll", float(any((t.harm, t.min, t.max) in figures for t in heard.tolls))
    yield f"{mode} same harm", float(any(t.harm in harms for t in fresh))
    shared = heard.shared.get(k, 0)
    yield f"{mode} shared", min(shared, 4) / 4
    yield f"{mode} shares most", float(shared > 0 and shared == max(heard.shared.values(), default=0))
    yield f"{mode} shares none", float(shared == 0)
    yield f"{mode} nothing", float(not any(heard.about[n] for n in ABOUT) and not heard.tolls)
    yield f"{mode} control", float(any(i in scene.control_at for i in heard.tokens))
    yield f"{mode} untold", float(bool(heard.untold))
    yield f"{mode} untold alike", float(any(codebook.alike(d.type, t) for d in heard.untold for t in scene.types[k]))
    yield f"{mode} other alike", float(any(codebook.alike(o.draft.type, t) for _, o in heard.inside for t in scene.types[k]))
    yield f"{mode} names actor", float(any(n in heard.text.casefold() for n in scene.names[k]))
    yield f"{mode} names place", float(any(p in heard.text for p in scene.places[k]))
    others = {p for j in heard.candidates if j != k for p in scene.places[j] - scene.places[k]}
    yield f"{mode} other place", float(any(p in heard.text for p in others))


ABOUT = ("doers", "means", "acts", "harmed")
"""Signs of `Heard.about` that tie what is said to some act."""


def is_beside(heard: Heard, k: int, found: Signs) -> bool:
    """Whether a saying is for certain no claim on an act that does not stand in it: what is done or wanted after it ("had ordered an
    inquiry"), what happened at the place of another act alone or is called another ("a second blast"), or who still holds what no act
    takes. Who judges an act ("condemned the attack") says that it was.
    """
    if heard.saying.stance == "denies" and heard.saying.field == "control":
        return heard.scene.types[k].isdisjoint(TAKINGS)
    if heard.is_another and not found.get("d first"):
        return True
    if heard.saying.stance != "asserts" or not found.get("q"):
        return False
    return heard.is_aftermath or bool(found["q other place"] and not found["q names place"])


def is_blame(heard: Heard, k: int, found: Signs) -> bool:
    """Whether somebody is blamed without naming an act, right after this one was told."""
    gap = heard.gap(k)
    blames = heard.saying.stance == "asserts" and heard.saying.field == "initiator" and not _is_standing(heard)
    close = bool(found.get("q")) and heard.nearest == k and gap is not None and gap <= 2
    return blames and close and {j for j, _ in heard.inside} <= heard.scene.verbal


TAKINGS = frozenset({"capture", "transfer", "withdrawal"})
"""Types after which somebody else holds the place."""


def is_sure(found: Signs) -> bool:
    """Whether a stance is taken on the act for certain: a denial, silence … on an act in it, or naming none right after it."""
    leans = found.get("l close") and not found["l other act"] and not found["l untold"]
    return "stance=asserts" not in found and bool(found.get("d") or leans)


def _is_standing(heard: Heard) -> bool:
    """Whether blame is an old one that is not for what was just told: "Vash accuses Lom of arming rebels", sides that trade accusations."""
    cue = heard.scene.page.parse[heard.saying.cue]
    return cue.tag_ in {"VBZ", "VBP"} or cue.lemma_.lower() in words("speech", "frames.trading")


def _charge(heard: Heard, before: Sequence[Heard]) -> Heard | None:
    """The assertion that a denial in its own sentence answers: "X said the army did it, a charge the army rejects"."""
    if heard.scene.page.parse[heard.saying.cue].lemma_.lower() not in words("speech", "stance.denies"):
        return None
    return next((o for o in reversed(before) if o.saying.stance == "asserts" and heard.saying.says(o.saying.cue)), None)


def answered(heard: Heard, before: Sequence[Heard]) -> set[int]:
    """The acts of the assertion a saying answers: somebody else's last one that names acts, at most three sentences before."""
    speaker = heard.saying.speaker.name
    if (charge := _charge(heard, before)) is not None:
        inside = {k for k, _ in charge.inside}
        known = bool(inside - charge.scene.verbal) or _is_standing(charge)
        return inside if charge.nearest is None or known else {*inside, charge.nearest}
    if not heard.answers:
        return set()
    for other in reversed(before):
        if heard.sentence - other.sentence > 3:
            break
        if other.saying.stance == "asserts" and other.saying.speaker.name != speaker and other.told:
            return set(other.told)
    return set()
