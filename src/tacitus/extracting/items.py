"""Items of a list: each place of an act with the time told right behind it ("six in Arda (9 May), two in Belvik (11 May)")."""

from collections.abc import Iterator

from tacitus import lexicon
from tacitus.extracting.rules import names_act
from tacitus.extracting.triggers import Trigger
from tacitus.page import ActDraft, Mention, Name, Page, PlaceDraft, TimeMark

Item = tuple[PlaceDraft, TimeMark]
FINITE = {"VBD", "VBZ", "VBP", "MD"}
BEHIND = 4
"""Tokens that may stand between a place and the time told of it."""


def bracketed(page: Page, trigger: Trigger, marks: tuple[TimeMark, ...]) -> TimeMark | None:
    """The time in the first brackets behind an act, when no other act and no verb stands between: it is the act's own, and those in
    later brackets are of what is told before them."""
    end = page.sentence_at(trigger.head).end
    for mark in marks:
        if trigger.head < mark.start < end and in_brackets(page, mark):
            between = page.parse[trigger.head + 1 : mark.start]
            other = any(t.tag_ in FINITE or (t.pos_ == "NOUN" and names_act(t.lemma_.lower())) for t in between)
            return None if other else mark
    return None


def in_brackets(page: Page, mark: TimeMark) -> bool:
    """Whether the words are the first thing in brackets, but for a word or two."""
    first = max(page.sentence_at(mark.start).start, mark.start - 3)
    return any(token.text == "(" for token in page.parse[first : mark.start])


def items(page: Page, found: ActDraft) -> list[Item]:
    """Two or more places behind an act, each with a day behind it and nothing but counts and small words between one item and the next;
    the first is the act's best place. Empty where the sentence tells no such list."""
    if not found.places:
        return []
    sentence = page.sentence_at(found.head)
    names = [n for n in page.names if n.kind == "place" and found.head < n.start and n.end <= sentence.end]
    chain: list[Item] = []
    end = -1
    for name, mark in _paired(page, names):
        if chain and not _joins(page, end, name.start):
            if len(chain) > 1:
                break
            chain = []
        chain.append((PlaceDraft(Mention(name.start, name.end, page.parse[name.start : name.end].root.i), found.places[0].distance), mark))
        end = mark.end
    best = found.places[0].mention
    return chain if len(chain) > 1 and any(best.covers(i) for i in range(chain[0][0].mention.start, chain[0][0].mention.end)) else []


def _paired(page: Page, names: list[Name]) -> Iterator[tuple[Name, TimeMark]]:
    """Each place with the day right behind it."""
    for name in names:
        mark = next((m for m in page.times if name.end <= m.start <= name.end + BEHIND), None)
        if mark is not None and all(t.is_punct or t.lower_ in _small() for t in page.parse[name.end : mark.start]):
            yield name, mark


def _joins(page: Page, end: int, start: int) -> bool:
    """Whether between two items stand only counts and small words."""
    counted = {i for number in page.numbers for i in range(number.start, number.end)}
    return all(t.is_punct or t.i in counted or t.pos_ == "NUM" or t.lower_ in _small() for t in page.parse[end:start])


def _small() -> frozenset[str]:
    return lexicon.words("places", "items.between") | lexicon.words("places", "towns.words") | lexicon.words("places", "sites.words")
