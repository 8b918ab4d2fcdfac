"""Control: who holds a place, written `state: holder > place`."""

import pytest

from tacitus.annotating.parse import parse
from tacitus.extracting.control import find_control
from tacitus.model import Document
from tacitus.page import Name, Page


def read(text, nlp):
    """A page on which the invented town Dolna is known as a place."""
    document = Document(text=text)
    doc = parse(document, nlp)
    names = tuple(Name(t.i, t.i + 1, full="Dolna", kind="place") for t in doc if t.text == "Dolna")
    return Page(document, doc, names=names)


def written(page):
    told = [(c.state, c.holder and page.span(c.holder).text, c.place and page.span(c.place).text) for c in find_control(page)]
    return "; ".join(f"{state}: {holder or '?'} > {place}" for state, holder, place in told)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The rebels control Dolna.", "full: The rebels > Dolna"),
        ("The rebels control most of Dolna.", "partial: The rebels > Dolna"),
        ("The rebels control parts of the city.", "partial: The rebels > the city"),
        ("The army holds the town of Dolna.", "full: The army > the town of Dolna"),
        ("The army occupied Dolna.", "full: The army > Dolna"),
        ("Dolna is under government control.", "full: government > Dolna"),
        ("The province is now completely under rebel control.", "full: rebel > The province"),
        ("Shells fell on rebel-held Dolna.", "full: rebel > rebel-held Dolna"),
        ("The army bombed the rebel-controlled district.", "full: rebel > the rebel-controlled district"),
        ("Dolna, a stronghold of the rebels, was bombed.", "full: the rebels > Dolna"),
        ("Dolna remains in the hands of the junta.", "full: the junta > Dolna"),
        ("The besieged town of Dolna got no aid.", "besieged: ? > The besieged town of Dolna"),
        ("The siege of Dolna continues.", "besieged: ? > Dolna"),
        ("Government forces have besieged Dolna since May.", "besieged: Government forces > Dolna"),
        ("Troops surrounded the town.", "besieged: Troops > the town"),
        ("The army lost control of Dolna.", "lost: The army > Dolna"),
        ("The army lost Dolna.", "lost: The army > Dolna"),
        ("Dolna fell to the rebels in May.", "full: the rebels > Dolna"),
        ("The rebels have captured Dolna.", "full: The rebels > Dolna"),
        ("The rebels have captured the country's second city, Dolna.", "full: The rebels > Dolna"),
        ("Insurgents took over the village.", "full: Insurgents > the village"),
        ("Fighters seized control of the airport.", "full: Fighters > the airport"),
        ("The army retook the bridge.", "full: The army > the bridge"),
        ("The contested town of Dolna was quiet.", "contested: ? > The contested town of Dolna"),
        ("The rebels do not control Dolna.", ""),
        ("The rebels plan to seize Dolna.", ""),
        ("The rebels could capture the town.", ""),
        ("The ministry controls the budget.", ""),
        ("He held a meeting in Dolna.", ""),
        ("The team holds the record.", ""),
        ("Police captured a thief.", ""),
        # known gap: holding told by presence
        pytest.param("Our fighters are in Dolna and will not leave it.", "full: Our fighters > Dolna", marks=pytest.mark.xfail),
    ],
)
def test_control_is_told(text, expected, nlp):
    assert written(read(text, nlp)) == expected
