"""Tolls of acts that are not told as acts: they go over to the likeliest act that is."""

from collections.abc import Sequence
from dataclasses import replace

from tacitus import lexicon
from tacitus.assembling.telling import Telling, toll_of
from tacitus.page import Page, TollDraft


def resettle(page: Page, acts: Sequence[Sequence[Telling]]) -> list[list[Telling]]:
    """The acts of a report's accounts, with the tolls that stood with no account and with no act that does such harm.

    "The siege ended with 40 dead", where "siege" was judged no act of its own: the dead are of the act in the report that likeliest
    killed them. A toll of a killing that was judged no act (background, a film) goes to nobody, nor does a cumulative one (codebook 7).
    """
    settled = [list(act) for act in acts]
    held = {toll for act in acts for telling in act for toll in telling.draft.tolls}
    owned = {toll for draft in page.acts for toll in draft.tolls if fits(toll, draft.type)}
    for k, toll in enumerate(page.tolls):
        if toll.cumulative or toll in held or toll in owned:
            continue
        heirs = [
            (t.draft.causes[k], -i, -j) for i, act in enumerate(acts) for j, t in enumerate(act) if k in t.draft.causes and _may(toll, t)
        ]
        if heirs:
            _, i, j = max(heirs)
            heir = settled[-i][-j]
            settled[-i][-j] = replace(heir, tolls=(*heir.tolls, toll_of(page, toll)))
    return settled


def _may(toll: TollDraft, telling: Telling) -> bool:
    return telling.draft.share != "part" and fits(toll, telling.draft.type)


def fits(toll: TollDraft, type_: str) -> bool:
    """Whether an act of the type does such harm (lexicon `harm`, causes)."""
    return type_ in lexicon.table("harm", "causes.types").get(toll.harm, ())
