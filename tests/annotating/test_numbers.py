"""Numbers and the words that bound them: the table of codebook section 5."""

import pytest

from tacitus.annotating.numbers import find_numbers
from tacitus.page import NumberMark


def written(mark: NumberMark) -> str:
    figure = f"{mark.min}" if mark.min == mark.max else f"{'' if mark.min is None else mark.min}..{'' if mark.max is None else mark.max}"
    return {"approx": "~", "vague": "?", None: ""}[mark.qualifier] + figure


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Twenty-one people", "21"),
        ("twenty one people", "21"),
        ("a hundred and five soldiers", "105"),
        ("one hundred and ten men", "110"),
        ("1,200 men", "1200"),
        ("1.5 million people", "1500000"),
        ("two dozen men", "24"),
        ("a dozen men", "12"),
        ("half a dozen men", "6"),
        ("a couple of men", "2"),
        ("one man", "1"),
        ("both men", "2"),
        ("a thousand men", "1000"),
        ("thirteen thousand five hundred men", "13500"),
        ("two million people", "2000000"),
        ("7 to 10 men", "7..10"),
        ("between 7 and 10 men", "7..10"),
        ("7-10 men", "7..10"),
        ("from 7 to 10 men", "7..10"),
        ("two or three men", "2..3"),
        ("2,000-3,000 men", "2000..3000"),
        ("at least seven men", "7.."),
        ("more than 6 men", "7.."),
        ("over 100 men", "101.."),
        ("killed over 100 men", "101.."),
        ("handed over three captives", "3"),  # the verb's own word
        ("upwards of 90 men", "91.."),
        ("up to 20 men", "..20"),
        ("as many as 20 men", "..20"),
        ("no more than ten men", "..10"),
        ("no fewer than five men", "5.."),
        ("not less than five men", "5.."),
        ("fewer than ten men", "..9"),
        ("less than 50 men", "..49"),
        ("under 50 men", "..49"),
        ("nearly 40 men", "~40"),
        ("almost 40 men", "~40"),
        ("about 40 men", "~40"),
        ("around 40 men", "~40"),
        ("some 40 men", "~40"),
        ("close to 40 men", "~40"),
        ("an estimated 40 men", "~40"),
        ("70 or so men", "~70"),
        ("12 or more men", "12.."),
        ("more than a dozen men", "13.."),
        ("at least two dozen men", "24.."),
        ("several men", "?2..10"),
        ("a few men", "?2..10"),
        ("a handful of men", "?2..10"),
        ("Some of the men left.", "?2..10"),
        ("Some soldiers left.", "?2..10"),
        ("tens of men", "?10..99"),
        ("scores of men", "?20..99"),
        ("dozens of men", "?24..99"),
        ("hundreds of men", "?100..999"),
        ("thousands of men", "?1000..9999"),
        ("tens of thousands of men", "?10000..99999"),
        ("hundreds of thousands of men", "?100000..999999"),
        ("several hundred men", "?200..999"),
        ("a few thousand men", "?2000..9999"),
        ("several dozen men", "?24..99"),
        ("no one was seen", "0"),
        ("nobody was seen", "0"),
        ("no casualties", "0"),
        ("none was seen", "0"),
        ("no longer there", ""),
        ("many men", ""),
        ("a 9-year-old boy", ""),
        ("20 years old", ""),
        ("30% of men", ""),
        ("30 percent of men", ""),
        ("$30 million", ""),
        ("at 10:30 a.m.", ""),
        ("a T-72 tank", ""),
        ("the 5th Brigade", ""),
        ("30 km away", ""),
        ("Resolution 242", ""),
        ("a six-hour battle", ""),
        ("aged 16", ""),
        ("at least 11 and as many as 20 men", "11..20"),
        ("43 killed, 16 wounded", "43; 16"),
        ("about 40 to 50 men", "~40..50"),
    ],
)
def test_numbers_are_read(text, expected, nlp):
    assert "; ".join(map(written, find_numbers(nlp(text)))) == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("They saw at least seven men.", "at least seven"),
        ("They saw more than two dozen men.", "more than two dozen"),
        ("They saw between 7 and 10 men.", "between 7 and 10"),
        ("They saw 70 or so men.", "70 or so"),
    ],
)
def test_a_number_takes_in_its_bound_words(text, words, nlp):
    doc = nlp(text)
    (mark,) = find_numbers(doc)
    assert doc[mark.start : mark.end].text == words
