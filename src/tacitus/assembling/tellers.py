"""Tellers: who gives a count, by the sayings it stands in."""

from collections.abc import Iterator, Sequence

from tacitus.lexicon import words
from tacitus.page import Page, Saying, TollDraft

GIVEN = frozenset({"asserts", "confirms", "retracts"})
"""The stances of those who give what they say; a denial gives only that there was nobody, who owns up or blames gives who did it."""
NEAR = 2
"""Sentences after a count within which a part of it ("two of the dead were guards") may lean on it."""

LEAD = 2
"""The last sentence of what sums up a report: its headline, dateline and first sentence."""


def teller_of(page: Page, toll: TollDraft) -> str | None:
    """The name of who gives a count; None is the outlet.

    It is the speaker of the narrowest saying the count stands in. A count that stands in none is given by who gives the count it is a
    part of ("two of the dead", "a further nine"), told at most two sentences before; one in the lead, which sums up what somebody is
    quoted on below, by the first speaker who gives the same figure. What is left in a text that is a side's own word is its issuer's.
    """
    if (own := _sayer(page, toll)) is not None:
        return own
    if (whole := _leaned_on(page, toll)) is not None and (teller := _sayer(page, whole)) is not None:
        return teller
    if page.sentence_of[toll.start] <= LEAD:
        same = (t for t in page.tolls if (t.harm, t.min, t.max) == (toll.harm, toll.min, toll.max) and t.max != 0 and t is not toll)
        if (below := next((name for t in same if (name := _sayer(page, t)) is not None), None)) is not None:
            return below
    return page.issuer.name if page.issuer is not None else None


def _sayer(page: Page, toll: TollDraft) -> str | None:
    own = {toll.harm_token, *(range(toll.victims.start, toll.victims.end) if toll.victims is not None else ())}
    held = [s for s in page.sayings if _gives(s, toll) and any(map(s.says, own))]
    return min(held, key=_width).speaker.name if held else None


def _gives(saying: Saying, toll: TollDraft) -> bool:
    return (saying.stance in GIVEN and saying.field != "initiator") or (saying.stance == "denies" and toll.max == 0)


def _width(saying: Saying) -> int:
    return sum(mark.end - mark.start for mark in saying.content)


def _leaned_on(page: Page, toll: TollDraft) -> TollDraft | None:
    """The count before that a part leans on by its words: "of them", "of the dead", "others", "a further nine"."""
    if not {*_words(page, toll)} & words("claims", "leaning.words"):
        return None
    here = page.sentence_of[toll.start]
    before: Sequence[TollDraft] = [t for t in page.tolls if t.end <= toll.start and here - page.sentence_of[t.start] <= NEAR]
    return before[-1] if before else None


def _words(page: Page, toll: TollDraft) -> Iterator[str]:
    return (t.lower_ for t in page.parse[max(page.sentences[page.sentence_of[toll.start]].start, toll.start - 3) : toll.end])
