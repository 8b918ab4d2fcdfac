"""Which acts are sure enough to be coded."""

from dataclasses import replace

import pytest
from telling_of import place, telling

from tacitus.assembling.coding import sure
from tacitus.assembling.judging import Judge


def told(head, town, odds, share=None):
    """An act of one telling whose odds of being one are given."""
    one = telling(head=head, where=place(town))
    return [replace(one, draft=replace(one.draft, share=share, signs={"told": odds}))]


@pytest.mark.parametrize(
    ("acts", "expected"),
    [
        ([told(1, "Arda", 2.0), told(5, "Belvik", -2.0)], ["Arda"]),
        # "shells hit Arda, Belvik and Corvo": one is sure, all are
        ([told(1, "Arda", -2.0, "part"), told(1, "Belvik", 2.0, "part"), told(1, "Corvo", -2.0, "part")], ["Arda", "Belvik", "Corvo"]),
        # the whole that holds the toll is sure
        ([told(1, "Arda", 2.0, "whole"), told(1, "Belvik", -2.0, "part")], ["Arda", "Belvik"]),
        ([told(1, "Arda", -2.0, "part"), told(1, "Belvik", -2.0, "part")], []),
        # another verb
        ([told(1, "Arda", 2.0, "part"), told(9, "Dornia", -2.0, "part")], ["Arda"]),
    ],
)
def test_what_is_said_of_several_towns_is_as_sure_of_each(acts, expected):
    judge = Judge(act={"told": 1.0}, pair={}, status={}, confidence={}, floor=0.5)
    assert [act[0].where.name for act in sure(acts, judge)] == expected
