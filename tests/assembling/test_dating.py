"""Dating: which words of time may be of something else than the act."""

from datetime import date

import pytest

from tacitus.assembling.dating import is_loosely_dated
from tacitus.model import Document


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Jets bombed a market in Belvik on Monday.", "bombed", False),
        ("Monday's airstrike shook Belvik.", "airstrike", False),
        ("The airstrike on Monday shook Belvik.", "airstrike", False),
        ("The army launched an airstrike on Monday.", "airstrike", False),
        # the day on which something became of the act
        ("The number of victims of the bombing in Belvik rose on Saturday.", "bombing", True),
        ("The inquiry into the massacre opened in Belvik on Tuesday.", "massacre", True),
        # a bare hour
        ("The bombardment of Belvik began at dawn.", "bombardment", True),
        ("Jets bombed Belvik at dawn.", "bombed", False),
        # several acts, and acts with a toll, have the day they are told with
        ("The attacks on Belvik ended on Saturday.", "attacks", False),
        ("The bombing of Belvik killed nine people on Saturday.", "bombing", False),
        ("The bombing shook Belvik.", "bombing", False),
    ],
)
def test_words_of_time_that_may_be_of_something_else(text, word, expected, coder):
    page = coder.read_page(Document(text=text, published=date(2031, 5, 14)))
    draft = next(d for d in page.acts if page.parse[d.head].text == word)
    assert is_loosely_dated(page, draft) is expected
