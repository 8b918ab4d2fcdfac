"""Dates of acts that other words turn: what a telling's `when` is, from text to days. Published on Friday 3 October 2031."""

from datetime import date

import pytest

from tacitus.assembling.telling import tell
from tacitus.model import Document

DAY = date(2031, 10, 3)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the day of what is said
        ("The army said on Thursday that shells had hit a market.", "hit 10-01/10-02"),
        ("The army on Thursday denied reports of an air strike on a market.", "air strike 10-01/10-02"),
        ("The army said that shells had hit a market on Thursday.", "hit 10-02/10-02"),
        # an act that another followed
        ("Rebels left Corvana on Monday, two days after jets bombed a market.", "left 09-29/09-29; bombed 09-27/09-27"),
        ("A week after the killings in Dornia, the shops are still shut.", "killings 09-26/09-26"),
        ("A week after jets bombed a market, the shops are still shut.", "bombed 09-26/09-26"),
        # what goes on
        ("Rebels raided Dornia on Monday. Thousands have since fled the town.", "raided 09-29/09-29; fled 09-29/10-03"),
        ("Thousands have fled the town since jets bombed a market on 2 October.", "fled 10-02/10-03; bombed 10-02/10-02"),
        # the hours of a live page
        ("08:55 Shells hit a market.\n\n09:10 Gunmen shot dead two guards.", "hit 10-03/10-03; shot 10-03/10-03"),
        ("2 October\n\n08:55 Shells hit a market.\n\n09:10 Gunmen shot dead two guards.", "hit 10-02/10-02; shot 10-02/10-02"),
        # years back
        ("The road had been closed since 2022, when the army recaptured Corvana.", "recaptured 2022-01-01/2022-12-31"),
        ("The army retook Corvana in 2022. Back then, after months of siege, rebels withdrew.",
         "retook 2022-01-01/2022-12-31; siege 2022-01-01/2022-12-31; withdrew 2022-01-01/2022-12-31"),
    ],
)  # fmt: skip
def test_words_around_an_act_turn_its_date(text, expected, coder):
    page = coder.read_page(Document(text=text, published=DAY))

    def short(day):
        return day.isoformat().removeprefix("2031-")

    found = [f"{t.trigger.text} {short(t.when.start)}/{short(t.when.end)}" for t in tell(page, coder.resolvers(page))]
    assert "; ".join(found) == expected
