"""Retelling: which tellings are of one act (codebook 2: one act told twice is one account)."""

from collections.abc import Sequence

from tacitus import lexicon
from tacitus.assembling.judging import Judge, apart
from tacitus.assembling.telling import Telling
from tacitus.page import Page

SAME = 0.25
"""The probability from which a telling joins an act."""


def group(page: Page, told: Sequence[Telling], judge: Judge) -> list[list[Telling]]:
    """Tellings put together by act, acts in order of their first telling.

    Each telling in text order joins the act whose tellings it fits best on average, if that is likelier than `SAME`; a definite
    action noun without values of its own ("the attack") joins the best in any case, and of acts that it fits nearly as well the one
    of its own or the sentence before. None joins an act with a member it must be kept apart from, but for words that tell how the
    act went on, whose date is a later one of the same act.
    """
    acts: list[list[Telling]] = []
    for telling in told:
        begun = next((act for act in acts if telling.draft.goes_on in {t.draft.head for t in act}), None)
        if begun is not None:
            begun.append(telling)
            continue
        fits = [_fit(page, act, telling, judge) for act in acts]
        best = max(fits, default=0.0)
        if best >= SAME or (best > 0 and _takes_up(page, telling)):
            acts[_nearest(page, telling, acts, fits)].append(telling)
        else:
            acts.append([telling])
    return acts


def _nearest(page: Page, telling: Telling, acts: Sequence[Sequence[Telling]], fits: Sequence[float]) -> int:
    """Which act a telling joins: the one it fits best, the earlier of two; a bare definite noun the one told just before it."""
    best = max(fits)
    if _is_definite(page, telling) and not telling.own_place and not telling.own_time:
        near = [k for k, fit in enumerate(fits) if fit >= NEARLY * best and telling.sentence - acts[k][-1].sentence <= 1]
        if near:
            return max(near, key=lambda k: (acts[k][-1].sentence, fits[k], -k))
    return fits.index(best)


NEARLY = 0.8
"""The share of the best fit from which the nearer act is preferred."""


def _is_definite(page: Page, telling: Telling) -> bool:
    head = page.parse[telling.draft.head]
    return head.pos_ in {"NOUN", "PROPN"} and any(c.lower_ in lexicon.words("grammar", "determiners.definite") for c in head.lefts)


def _takes_up(page: Page, telling: Telling) -> bool:
    """A definite action noun in general words, with no place and no toll of its own, takes up an act told before."""
    head = page.parse[telling.draft.head]
    definite = _is_definite(page, telling) or (head.pos_ in {"NOUN", "PROPN"} and any(c.dep_ == "poss" for c in head.lefts))
    return definite and not telling.own_place and not telling.tolls and not telling.draft.signs.get("strong")


def _fit(page: Page, act: Sequence[Telling], telling: Telling, judge: Judge) -> float:
    if any(apart(t, telling) for t in act):
        return 0.0
    odds = [judge.pair_odds(page, t, telling) for t in act]
    fit = (max(odds) + sum(odds) / len(odds)) / 2
    return fit * TURNED if _is_turned(act, telling) else fit


def _is_turned(act: Sequence[Telling], telling: Telling) -> bool:
    """Whether who does it in the one is whom it is done to in the other, and is not told to do both: a side seldom strikes itself."""
    did, suffered = _names(act, DOERS), _names(act, SUFFERERS)
    does, suffers = _names([telling], DOERS), _names([telling], SUFFERERS)
    return bool((did & suffers) - does or (suffered & does) - suffers)


DOERS = {"initiator"}
SUFFERERS = {"target", "victim_group"}
TURNED = 0.5
"""What is left of a fit when the sides have changed their roles."""


def _names(tellings: Sequence[Telling], roles: set[str]) -> set[str]:
    return {a.name for t in tellings for a in t.actors if a.role in roles}
