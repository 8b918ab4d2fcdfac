"""Untruths: the status of acts that a report itself calls a lie, written `type status`."""

import pytest
from one_page import page_of

from tacitus.extracting.acts import find_acts


def written(page):
    return "; ".join(f"{act.type} {act.status}" for act in find_acts(page))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The enemy's claim to have captured Corvana is false from beginning to end.", "capture denied"),
        ("What the enemy's radio calls the capture of Corvana is pure invention.", "capture denied"),
        ("The rumour that our men fled Corvana is a lie.", "withdrawal denied"),
        ("There is no truth in reports that rebels captured Corvana.", "capture denied"),
        ("No truth attaches to rumours that Corvana has changed hands.", "capture denied"),
        ("It is not true that our jets bombed the market.", "airstrike denied"),
        ("Reports of an airstrike on the camp are baseless.", "airstrike denied"),
        ("The papers carried reports of an airstrike on the camp. No such incident took place.", "airstrike denied"),
        ("The alleged massacre in Corvana is an invention.", "attack denied"),
        ("The story of the bombing of the school was invented.", "bombing denied"),
        ("Contrary to the lies of the enemy's radio, the garrison has not surrendered.", "agreement denied"),
        ("It is a lie that our artillery fired on Corvana.", "shelling denied"),
        ("The report that rebels captured Corvana is true.", "capture happened"),
        ("The airstrike on the camp was a provocation.", "airstrike happened"),
        ("The soldiers who captured Corvana heard a lie.", "capture happened"),
    ],
)
def test_what_is_called_a_lie_is_denied(text, expected, coder):
    assert written(page_of(text, coder)) == expected
