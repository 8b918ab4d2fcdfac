"""Likeness: what two tellings of a text have in common or not, and what it adds to the judge's odds."""

from datetime import date

import pytest

from tacitus.assembling.judging import UNLIKE
from tacitus.assembling.likeness import MOST, WEIGHTS, leaning, leaning_signs
from tacitus.assembling.retelling import SAME
from tacitus.assembling.telling import tell
from tacitus.model import Document
from tacitus.odds import logistic


def signs_of(text, first, second, coder):
    """The signs that are set, for the tellings by two words of a text."""
    page = coder.read_page(Document(text=text, published=date(2031, 5, 14)))
    told = {page.parse[t.draft.head].text: t for t in tell(page, coder.resolvers(page))}
    signs = leaning_signs(page, told[first], told[second])
    assert leaning(page, told[first], told[second]) == pytest.approx(sum(WEIGHTS[s] * v for s, v in signs.items()))
    return {sign for sign, value in signs.items() if value}


@pytest.mark.parametrize(
    ("text", "first", "second", "expected"),
    [
        ("Jets bombed a market in Belvik on Monday. Rebels kidnapped a priest in Ardanu.", "bombed", "kidnapped", set()),
        ("The airstrike on Belvik killed nine people. The raid shook Ardanu.", "airstrike", "raid", {"two nouns"}),
        ("Jets bombed Belvik on Monday. Another airstrike hit Ardanu.", "bombed", "airstrike", {"another"}),
        ("The ambush near Eshtal killed six. A second attack followed in Belvik.", "ambush", "attack", {"two nouns", "another"}),
        ("Jets bombed Belvik at dawn. Hours later jets struck Ardanu.", "bombed", "struck", {"follows"}),
        ("Rebels attacked Belvik on Monday. The next morning troops raided Ardanu.", "attacked", "raided", {"follows"}),
        ("Jets bombed the refinery in Belvik. Aircraft hit the refinery again.", "bombed", "hit", {"same object"}),
        ("The refinery was bombed by jets. Aircraft hit the refinery again.", "bombed", "hit", {"same object"}),
        ("Troops raided Belvik on Monday. Rebels attacked Ardanu on Monday.", "raided", "attacked", {"same time words"}),
        ("Gunmen shot nine guests dead in Belvik. A bomber blew himself up in Ardanu.", "shot", "blew", {"bomber and gunmen"}),
    ],
)
def test_what_two_tellings_have_in_common(text, first, second, expected, coder):
    assert signs_of(text, first, second, coder) == expected


def test_other_weapons_are_of_another_act(coder):
    text = "Police said a car bomb exploded in Belvik. In Ardanu troops fired mortar rounds at a school."
    assert "other means" in signs_of(text, "exploded", "fired", coder)


def test_two_tellings_that_the_judge_holds_for_unlike_stay_so():
    assert logistic(UNLIKE + MOST) < SAME + 0.001
