"""Parts: what is told in one breath with another act, belongs to it and is no account of its own (codebook 3, destruction)."""

from collections.abc import Sequence

from tacitus.assembling.judging import on_other_days, same_area
from tacitus.assembling.telling import Telling

VIOLENCE = {
    "attack", "riot", "clash", "capture", "abduction", "shelling", "airstrike", "bombing", "suicide_bombing", "protest_repressed",
}  # fmt: skip
"""Types of acts that take in what is burned and looted in them."""


def without_parts(acts: Sequence[Sequence[Telling]]) -> list[Sequence[Telling]]:
    """The acts, but for destruction told in the same sentence as violence that it is part of.

    "Gunmen stormed the village, shot nine people and set houses on fire" is one attack. The hands, places and days told for the two must
    not contradict each other, and what is destroyed must have no toll of its own.
    """
    violent = [act for act in acts if any(t.draft.type in VIOLENCE for t in act)]
    return [act for act in acts if not (_is_wreckage(act) and any(_is_part(act, other) for other in violent))]


def _is_wreckage(act: Sequence[Telling]) -> bool:
    return all(t.draft.type == "destruction" and not t.tolls for t in act)


def _is_part(act: Sequence[Telling], other: Sequence[Telling]) -> bool:
    hands, theirs = _hands(act), _hands(other)
    if {t.sentence for t in act}.isdisjoint(t.sentence for t in other) or (hands and theirs and hands.isdisjoint(theirs)):
        return False
    return not any(_differ(mine, yours) for mine in act for yours in other)


def _hands(act: Sequence[Telling]) -> set[str]:
    return {a.name for t in act for a in t.actors if a.role == "initiator"}


def _differ(first: Telling, second: Telling) -> bool:
    """Whether both say where or when, and not the same."""
    elsewhere = first.own_place and second.own_place and not same_area(first.where, second.where)
    return elsewhere or on_other_days(first, second)
