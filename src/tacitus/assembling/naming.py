"""Naming: which type an act has, from the types its tellings say and from who is harmed (codebook 3 and 11)."""

import json
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from tacitus import codebook, lexicon
from tacitus.assembling.judging import ARMED
from tacitus.assembling.telling import Telling
from tacitus.model import Actor, ActorKind, Toll
from tacitus.odds import Signs, Weights, logit, weigh

SURE = 0.7
"""The odds from which a telling in strong words settles what its type takes in."""


def type_of(act: Sequence[Telling], odds: Sequence[float]) -> str:
    """The type of an act among those it may have: the one of the highest weight; on a tie the codebook's precedence.

    The weights stand in `data/judge/types.json`, made by `training/train_types.py` from our own reports.
    """
    weighed = {code: weigh(_weights(), signs(act, odds, code)) for code in types_of(act, odds)}
    return min(weighed, key=lambda code: (-round(weighed[code], 6), codebook.precedence(code), code))


def types_of(act: Sequence[Telling], odds: Sequence[float]) -> list[str]:
    """The types an act may have: those its tellings say, in the order told.

    A type told in strong words and surely leaves no room for those it takes in by the codebook: the fighting before a capture, the
    blast of a suicide bomber.
    """
    sure = {t.draft.type for t, likely in zip(act, odds, strict=True) if t.draft.signs["strong"] and likely >= SURE}
    taken = {code for other in sure for code in codebook.takes_in(other)}
    told = list(dict.fromkeys(t.draft.type for t in act))
    return [code for code in told if code not in taken] or told


def signs(act: Sequence[Telling], odds: Sequence[float], code: str) -> Signs:
    """What speaks for an act being of a type: how surely, often, plainly and early it is told so, and which other types are told."""
    own = [(t, likely) for t, likely in zip(act, odds, strict=True) if t.draft.type == code]
    others = {t.draft.type for t in act} - {code}
    surest = max(own, key=lambda pair: pair[1])
    return {
        f"type={code}": 1.0,
        "odds": logit(surest[1]),
        "strong": float(any(t.draft.signs["strong"] for t, _ in own)),
        "strong odds": max((likely for t, likely in own if t.draft.signs["strong"]), default=0.0),
        "share": sum(likely for _, likely in own) / (sum(odds) or 1.0),
        "told": min(len(own), 4) / 4,
        "first": float(own[0][0] is act[0]),
        "headline": float(any(t.sentence == 0 for t, _ in own)),
        "surest": float(surest[1] == max(odds)),
        "verb": float(any("pos=VERB" in t.draft.signs for t, _ in own)),
        "head type": max(t.draft.signs.get("head type", 0.0) for t, _ in own),
        "taken in": float(any(code in codebook.takes_in(other) for other in others)),
        "takes in": float(bool(codebook.takes_in(code) & others)),
        "outranked": float(any(codebook.precedence(other) < codebook.precedence(code) for other in others)),
        "toll": float(any(t.tolls for t, _ in own)),
    }


@cache
def _weights() -> Weights:
    weights: Weights = json.loads(files("tacitus.data").joinpath("judge", "types.json").read_text("utf-8"))
    return weights


def refined(type_: str, best: Telling, actors: Sequence[Actor], tolls: Sequence[Toll]) -> str:
    """The type in the light of who is harmed.

    Force against protesters and a protest with dead or wounded are `protest_repressed`; an attack told in general words whose targets
    all bear arms is a `clash`, and a clash of one side with nobody but people told as not fighting an `attack`.
    """
    targets = {a.kind for a in actors if a.role in {"target", "victim_group"}}
    if type_ == "protest" and any(t.harm in {"killed", "wounded"} and t.max != 0 for t in tolls):
        return "protest_repressed"
    if type_ == "clash" and _is_one_sided(best, actors, targets):
        return "attack"
    if type_ == "attack" and "protesters" in targets:
        return "protest_repressed"
    if type_ == "attack" and targets and targets <= ARMED and not best.draft.signs.get("strong"):
        return "clash"
    return type_


def _is_one_sided(best: Telling, actors: Sequence[Actor], targets: set[ActorKind]) -> bool:
    """Whether one armed side alone does what the best telling says by a verb, and those it is done to are people who do not fight."""
    sides = {a.name for a in actors if a.role == "initiator"}
    verb = best.trigger.text.lower().split()[0]
    return targets == {"civilians"} and len(sides) == 1 and verb in lexicon.words("roles", "one_sided.verbs")
