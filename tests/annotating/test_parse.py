"""Parsing: where sentences end."""

import pytest


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("“They were close to the end,” said Capt. Peter Sallow, a spokesman.", 1),
        ("Col. Ada Verk and Lt. Gen. Marek Tam were there.", 1),
        ("The base was hit. Col. Ada Verk was there.", 2),
        ("Troops left the town.\n\nShops opened again.", 2),
    ],
)
def test_a_title_ends_no_sentence(nlp, text, sentences):
    found = [s for s in nlp(text).sents if s.text.strip()]
    assert len(found) == sentences
