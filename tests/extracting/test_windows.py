"""Windows answer for every word once and carry the features the head was trained on."""

from datetime import date

import pytest

from tacitus.extracting.windows import ERAS, PARTS, SHAPES, Piece, cut, era_of, part_of, shape_of


@pytest.mark.parametrize(
    ("word", "shape"),
    [
        ("troops", "lower"),
        ("Aleppo", "title"),
        ("A", "title"),
        ("UN", "upper"),
        ("al-Sham", "mixed"),
        ("2014", "digits"),
        (",", "other"),
        ("M23", "upper"),
    ],
)
def test_shape_tells_capitals(word, shape):
    assert SHAPES[shape_of(word)] == shape


@pytest.mark.parametrize(
    ("word", "era"),
    [
        ("2024", "year_same"),
        ("2023", "year_before"),
        ("1998", "year_older"),
        ("2025", "year_later"),
        ("March", "month_same"),
        ("Feb", "month_before"),
        ("Sept.", "month_other"),
        ("may", "none"),  # the verb
        ("Mar", "month_same"),
        ("5000", "none"),
        ("troops", "none"),
    ],
)
def test_era_tells_how_years_and_months_stand_to_publication(word, era):
    assert ERAS[era_of(word, date(2024, 3, 9))] == era


def test_an_undated_report_has_no_eras():
    assert era_of("2024", None) == 0


def test_january_follows_december():
    assert ERAS[era_of("December", date(2024, 1, 2))] == "month_before"


def test_part_tells_how_low_a_sentence_stands():
    assert [PARTS[part_of(i, 1)] for i in (0, 1, 2, 4, 30)] == ["headline", "lead", "upper_body", "middle_body", "lower_body"]


def _sentences(*lengths: int, pieces_a_word: int = 1) -> list[list[Piece]]:
    found, word = [], 0
    for length in lengths:
        sentence = []
        for k in range(length):
            sentence.append(Piece(1000 + word, 1, 0, 2, word, k % pieces_a_word == 0))
            word += (k + 1) % pieces_a_word == 0
        found.append(sentence)
    return found


@pytest.mark.parametrize(
    "lengths",
    [(5, 20, 20), (0, 30), (8,), (150, 20, 10), (10, 400, 5), (4, 90, 90, 90, 90), (300, 1), (10, *([3] * 200))],
    ids=[
        "short",
        "no headline words",
        "headline alone",
        "long headline",
        "long sentence",
        "many",
        "headline beyond a window",
        "many short",
    ],
)
@pytest.mark.parametrize("pieces_a_word", [1, 3])
def test_windows_answer_for_every_word_once(lengths, pieces_a_word):
    lengths = tuple(n * pieces_a_word for n in lengths)
    windows = list(cut(_sentences(*lengths, pieces_a_word=pieces_a_word), 1, 192, 32))
    answered = [w for window in windows for w in window.words if w >= 0]
    assert answered == list(range(sum(lengths) // pieces_a_word))
    assert all(len(w.ids) <= 192 for w in windows)
    assert all(len(w.ids) == len(w.words) == len(w.shapes) == len(w.eras) == len(w.parts) for w in windows)
