"""Tellers: who gives a count, by the sayings it stands in."""

from tacitus.page import Page, Saying, TollDraft

GIVEN = frozenset({"asserts", "confirms", "retracts", "claims_responsibility"})
"""The stances of those who give what they say; a denial or a refusal gives no count."""


def teller_of(page: Page, toll: TollDraft) -> str | None:
    """The name of who gives a count: the speaker of the narrowest saying its harm word or its figure stands in; None is the outlet.

    A count in what a side denies is nobody's but the outlet's.
    """
    heads = {toll.harm_token} | ({toll.victims.head} if toll.victims is not None else set())
    held = [s for s in page.sayings if s.stance in GIVEN and any(map(s.says, heads))]
    return min(held, key=_width).speaker.name if held else None


def _width(saying: Saying) -> int:
    return sum(mark.end - mark.start for mark in saying.content)
