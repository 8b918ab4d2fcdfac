"""Heads of entries: what stands before the first sentence of a list item, a log line or a tally's entry."""

import pytest
from one_page import page_of, words

from tacitus.extracting.acts import find_acts
from tacitus.extracting.entries import entry_of


def head(page, token):
    found = entry_of(page, token)
    return " + ".join([*(words(page, m) for m in found.places), *(words(page, m) for m in found.times)]) or "-"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("L-31-044. Corvana, Lisk. 6 Sept., approx. 10:20. Shells hit a market.", "Corvana + Lisk + 6 Sept. + 10:20"),
        ("Entry 12 (revised). Nalbek camp. 12 Sept., 18:35. Shells hit tents.", "Nalbek camp + 12 Sept., 18:35"),
        ("14:20 – Gorun crossing: shells hit a market.", "Gorun crossing + 14:20"),
        ("08:55 Shells hit a market.", "08:55"),
        ("• Belvik: shells hit a market.", "Belvik"),
        ("Also: 5 Oct., Belvik (the one in Lisk): shells hit a market.", "Belvik + 5 Oct."),
        ("DORNIA, Lisk. Shells hit a market.", "DORNIA + Lisk"),
        ("7 May – Mbelaya – shells hit a market.", "Mbelaya + 7 May"),
        ("14:20 – UPDATE: shells hit a market.", "14:20"),
        ("7 May. Killed: 13 civilians. Shells hit a market.", "7 May"),
        # a title over the lines
        ("6 September\n\n• Belvik: shells hit a market.", "Belvik + 6 September"),
        ("Lisk Province\n\n• Shells hit a market.\n• Shells hit a school.", "Lisk Province"),
        ("Lisk Province\n\nOverview\n\n• Shells hit a market.", "-"),
        ("6 September\n\n• The mayor was away.\n• Shells hit a market.", "6 September"),
        ("DORNIA TODAY\n\nShells hit a market.", "-"),
        # no heads
        ("In Belvik on 6 September, shells hit a market.", "-"),
        ("Staff safety: shells hit a market.", "-"),
        ("Belvik-born fighters shelled a market.", "-"),
        ("Belvik, a town of 9,000: shells hit a market.", "-"),
        ("The mayor of Dornia spoke: shells hit a market.", "-"),
    ],
)
def test_the_head_of_an_entry_is_read(text, expected, coder):
    page = page_of(text, coder)
    assert head(page, len(page.parse) - 2) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("L-31-044. Corvana. 6 Sept. Rebels ambushed a convoy.", "ambushed @ Corvana: 6 Sept."),
        ("L-31-044. Corvana. 6 Sept. Jets bombed a camp in Dornia.", "bombed @ Dornia: 6 Sept."),
        ("L-31-044. Corvana. 6 Sept. Rebels ambushed a convoy. It was on its way from Dornia. Shells hit a market.",
         "ambushed @ Corvana: 6 Sept.; hit @ -: 6 Sept."),
        ("• Belvik: rebels ambushed a convoy on 6 September.", "ambushed @ Belvik: 6 September"),
        ("6 September\n\nRebels ambushed a convoy.\n\n7 September:\n\nJets bombed a camp. Shells hit a market.",
         "ambushed @ -: 6 September; bombed @ -: 7 September; hit @ -: 7 September"),
        ("6 September\n\nRebels ambushed a convoy.", "ambushed @ -: -"),  # one line alone may be the day of print
    ],
)  # fmt: skip
def test_acts_have_the_place_and_day_of_their_entry(text, expected, coder):
    page = page_of(text, coder)

    def told(act):
        place = words(page, act.places[0].mention) if act.places else "-"
        return f"{words(page, act.trigger)} @ {place}: {words(page, act.times[0]) if act.times else '-'}"

    assert "; ".join(map(told, find_acts(page))) == expected
