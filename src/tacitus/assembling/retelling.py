"""Retelling: which tellings are of one act (codebook 2: one act told twice is one account)."""

from collections.abc import Sequence

from tacitus.assembling.judging import Judge, apart
from tacitus.assembling.telling import Telling
from tacitus.page import Page

SAME = 0.25
"""The probability from which a telling joins an act."""


def group(page: Page, told: Sequence[Telling], judge: Judge) -> list[list[Telling]]:
    """Tellings put together by act, acts in order of their first telling.

    Each telling in text order joins the act whose tellings it fits best on average, if that is likelier than `SAME`; a definite
    action noun without values of its own ("the attack") joins the best in any case. None joins an act with a member it must be
    kept apart from.
    """
    acts: list[list[Telling]] = []
    for telling in told:
        fits = [(_fit(page, act, telling, judge), -k) for k, act in enumerate(acts)]
        best, k = max(fits, default=(0.0, 0))
        if best >= SAME or (best > 0 and _takes_up(page, telling)):
            acts[-k].append(telling)
        else:
            acts.append([telling])
    return acts


def _takes_up(page: Page, telling: Telling) -> bool:
    """A definite action noun in general words, with no place and no toll of its own, takes up an act told before."""
    head = page.parse[telling.draft.head]
    definite = any(c.lower_ in DEFINITE or c.dep_ == "poss" for c in head.lefts)
    bare = not telling.own_place and not telling.tolls and not telling.draft.signs.get("strong")
    return head.pos_ in {"NOUN", "PROPN"} and definite and bare


DEFINITE = {"the", "this", "that", "these", "those"}


def _fit(page: Page, act: Sequence[Telling], telling: Telling, judge: Judge) -> float:
    if any(apart(t, telling) for t in act):
        return 0.0
    odds = [judge.pair_odds(page, t, telling) for t in act]
    return (max(odds) + sum(odds) / len(odds)) / 2
