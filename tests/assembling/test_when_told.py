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
        ("Shells hit a market, the governor said in a post on Facebook on Thursday.", "hit 10-01/10-02"),
        ("Shells hit a market, the army said in a Wednesday statement.", "hit 09-30/10-01"),
        ("On Thursday, the army said that shells had hit a market.", "hit 10-01/10-02"),
        ("Shells hit a market, officials told a news conference late on Thursday.", "hit 10-01/10-02"),
        ("Shells hit a market on Monday, the governor said in a post on Thursday.", "hit 09-29/09-29"),
        ("Police reported an attack on Thursday.", "attack 10-02/10-02"),
        ("On Thursday, the army announced a ceasefire.", "announced 10-02/10-02"),  # done by saying
        # an act that another followed
        ("The fighting on Tuesday comes a day after General Varo, the army's chief, said he had ousted the president in a coup.",
         "fighting 09-30/09-30; ousted 09-29/09-29; coup 09-29/09-29"),
        ("Rebels left Corvana on Monday, two days after jets bombed a market.", "left 09-29/09-29; bombed 09-27/09-27"),
        ("A week after the killings in Dornia, the shops are still shut.", "killings 09-26/09-26"),
        ("A week after jets bombed a market, the shops are still shut.", "bombed 09-26/09-26"),
        ("Rebels shot a judge on Monday, hours after police had killed a boy.", "shot 09-29/09-29; killed 09-29/09-29"),
        ("Rebels raided Dornia on Tuesday. The attack came a day after jets bombed a market.",
         "raided 09-30/09-30; attack 09-30/09-30; bombed 09-29/09-29"),
        ("Rebels shelled Dornia on Tuesday. The raid came a week after the army seized Corvana.",
         "shelled 09-30/09-30; raid 09-30/09-30; seized 09-23/09-23"),
        ("Marchers filled Corvana on Monday, the day after jets bombed a market.", "bombed 09-28/09-28"),
        ("A year after the coup of 3 July 2030, police on Monday shot dead two students.", "coup 2030-07-03/2030-07-03; shot 09-29/09-29"),
        ("Two days before the vote on 2 October, gunmen killed a judge.", "killed 09-30/09-30"),
        # each clause has its own day
        ("On Monday shells hit Corvana; an hour after, two rockets fell in Dornia.", "hit 09-29/09-29; fell 09-29/09-29"),
        ("On Monday nine men died in an ambush near Corvana; the next day jets bombed a market.",
         "ambush 09-29/09-29; bombed 09-30/09-30"),
        ("Rebels shelled Corvana on Sunday and, the next day, stormed Dornia.", "shelled 09-28/09-28; stormed 09-29/09-29"),
        ("Two men died on Tuesday from wounds of a bombing in Corvana on Sunday.", "bombing 09-28/09-28"),
        ("The Sunday attack on a church left six dead.", "Sunday attack 09-28/09-28"),
        # until
        ("Marines fought rebels for the bridge until Thursday.", "fought 10-02/10-02"),
        ("Gunmen, until Saturday his guards, shot the mayor dead.", "shot 10-02/10-03"),
        ("Rebels held the bridge until Tuesday, when troops stormed it.", "stormed 09-30/09-30"),
        ("The two sides agreed on Wednesday to a truce until Monday.", "truce 10-01/10-01"),
        ("It was not until Wednesday that troops retook Corvana.", "retook 10-01/10-01"),
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
