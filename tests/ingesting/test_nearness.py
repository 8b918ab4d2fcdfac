"""Copies meet in a band and are told from reports that only sound alike."""

import random
from datetime import date

import pytest

from tacitus.ingesting.nearness import bands, relation, says_no_more, similarity
from tacitus.model import Document

WORDS = [f"word{n}" for n in range(3000)]


def text(seed: int, length: int = 200) -> list[str]:
    return random.Random(seed).choices(WORDS, k=length)


def document(words: list[str], published: date | None = None) -> Document:
    return Document(text=" ".join(words), published=published)


def test_copies_with_a_few_words_changed_share_a_band() -> None:
    met = 0
    for seed in range(100):
        words = text(seed)
        changed = [*words]
        for at in (20, 150):
            changed[at] = "changed"
        met += bool(set(bands(document(words))) & set(bands(document(changed))))
    assert met >= 98


def test_other_texts_share_none() -> None:
    seen: set[str] = set()
    for seed in range(300):
        keys = bands(document(text(seed)))
        assert seen.isdisjoint(keys)
        seen.update(keys)


def test_bands_are_the_same_on_every_machine() -> None:
    assert bands(document(["one", "report"]))[:2] == ("00:31b8a6376fe5ccfb", "01:5521a92ac8d09572")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("a b c d e f", "a b c d e f", 1.0), ("a b c d e f", "A, b. C d e f!", 1.0), ("a b c d e f", "a b c d e g", 1 / 3), ("a", "b", 0.0)],
)
def test_similarity_counts_shared_runs_of_five_words(one: str, other: str, expected: float) -> None:
    assert similarity(Document(text=one), Document(text=other)) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("copy", "expected"),
    [
        ("Seven were killed in Ostrel.", True),
        ("seven were killed in ostrel", True),
        ("It was raining.", True),
        ("Twelve were killed in Ostrel.", False),
        ("Seven were not killed in Ostrel.", False),
        ("Seven were killed in Tarn.", False),
        ("Even were killed in Ostrel.", False),
    ],
)
def test_a_copy_says_no_more_when_its_paragraphs_stand_in_the_first(copy: str, expected: bool) -> None:
    first = Document(text="Seven were killed in Ostrel.\n\nIt was raining.", title="Strike")
    assert says_no_more(Document(text=copy), first) is expected
    assert says_no_more(Document(text=copy, title="Massacre"), first) is False


@pytest.mark.parametrize(("days", "alike"), [(0, True), (10, True), (11, False)])
def test_reports_far_apart_in_time_are_no_copies(days: int, alike: bool) -> None:
    words = text(1)
    found = relation(document(words, date(2024, 3, 1 + days)), document(words, date(2024, 3, 1)))
    assert (found is not None) == alike
