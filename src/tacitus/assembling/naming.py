"""Naming: which type an act has, from the types its tellings say and from who is harmed (codebook 3 and 11)."""

from collections.abc import Sequence

from tacitus import codebook
from tacitus.assembling.judging import ARMED
from tacitus.assembling.telling import Telling
from tacitus.model import Actor, Toll

RETOLD = 0.3
"""What a further telling of the same type counts beside the surest one."""
SURE = 0.7
"""The odds from which a telling in strong words settles what its type takes in."""


def type_of(act: Sequence[Telling], odds: Sequence[float]) -> str:
    """The type most surely told; on a tie the codebook's precedence.

    The surest telling of a type counts whole, further ones `RETOLD`. A type told in strong words and surely takes the votes of those that
    it takes in by the codebook: the fighting before a capture, the blast of a suicide bomber.
    """
    votes: dict[str, float] = {}
    sure: set[str] = set()
    for telling, likely in zip(act, odds, strict=True):
        code, strong = telling.draft.type, telling.draft.signs["strong"]
        vote, before = likely * (1 + strong), votes.get(code, 0.0)
        votes[code] = max(before, vote) + RETOLD * min(before, vote)
        if strong and likely >= SURE:
            sure.add(code)
    for code in sorted(sure, key=codebook.precedence):
        if code in votes:
            votes[code] += sum(votes.pop(other, 0.0) for other in sorted(codebook.takes_in(code)))
    return min(votes, key=lambda code: (-round(votes[code], 6), codebook.precedence(code), code))


def refined(type_: str, best: Telling, actors: Sequence[Actor], tolls: Sequence[Toll]) -> str:
    """The type in the light of who is harmed.

    Force against protesters and a protest with dead or wounded are `protest_repressed`; an attack told in general words whose targets
    all bear arms is a `clash`.
    """
    targets = {a.kind for a in actors if a.role in {"target", "victim_group"}}
    if type_ == "protest" and any(t.harm in {"killed", "wounded"} and t.max != 0 for t in tolls):
        return "protest_repressed"
    if type_ == "attack" and "protesters" in targets:
        return "protest_repressed"
    if type_ == "attack" and targets and targets <= ARMED and not best.draft.signs.get("strong"):
        return "clash"
    return type_
