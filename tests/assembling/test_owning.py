"""Owning up: who claims or is blamed for an attack told before → its initiators and whom it was against, of all tellings of a text."""

from datetime import date

import pytest

from tacitus.assembling.telling import tell
from tacitus.model import Document


@pytest.fixture
def initiators(coder):
    def of(text):
        page = coder.read_page(Document(text=text, published=date(2031, 10, 3)))
        told = tell(page, coder.resolvers(page))
        return [sorted({a.name for a in t.actors if a.role == "initiator"}) for t in told]

    return of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # claimed in a sentence that names no act
        ("Unidentified gunmen shot four farmers near Belvik. The Northern Front claimed responsibility.", ["Northern Front"]),
        ("Gunmen shot four farmers near Belvik. A caller hung up. The Northern Front took responsibility.", ["Northern Front"]),
        # nobody claims it
        ("Four farmers were shot near Belvik. No group claimed responsibility, and the Northern Front said nothing.", []),
        ("Four farmers were shot near Belvik. Nobody has claimed responsibility.", []),
        # blamed
        ("Residents said the Northern Front was behind the attack near Belvik that killed four farmers.", ["Northern Front"]),
        ("Four farmers were shot near Belvik. Police blamed the Northern Front.", ["Northern Front"]),
        ("Four farmers were shot near Belvik. Officials said they suspected the Northern Front.", ["Northern Front"]),
        ("Four farmers were shot near Belvik. No group claimed responsibility but police blamed the Northern Front.", ["Northern Front"]),
        ("Gunmen shot four farmers near Belvik. The mayor accused the Northern Front.", ["Northern Front"]),
        ("Four farmers were shot near Belvik. The governor said it was the work of the Northern Front.", ["Northern Front"]),
        ("Four farmers were shot near Belvik. An envoy said the Northern Front was behind the carnage.", ["Northern Front"]),
        ("Four farmers were shot near Belvik. The bishop held the Northern Front responsible.", ["Northern Front"]),
        ("Four farmers were shot near Belvik. The governor said the Northern Front was to blame.", ["Northern Front"]),
        ("Four farmers were shot near Belvik. Suspicion fell on the Northern Front.", ["Northern Front"]),
        # another act
        ("Four farmers were shot near Belvik. The Northern Front claimed responsibility for the assaults on Corvana and Arda.", []),
        # not blamed
        ("Four farmers were shot near Belvik. Police did not blame the Northern Front.", []),
        ("Four farmers were shot near Belvik. Police blamed smugglers.", []),
        # told of one of two acts of the sentence: the other is theirs as well
        ("A farm was bombed, and Northern Front fighters shot a farmer. Police blamed the Northern Front.", ["Northern Front"]),
        # two are blamed: open
        ("Four farmers were shot near Belvik. Police blamed the Northern Front; villagers blamed the Southern Front.", []),
        # a known author stays
        ("The Hill Guard militia shot four farmers near Belvik. Police blamed the Northern Front for their poverty.", ["Hill Guard"]),
        # too far off
        ("Four farmers were shot near Belvik. It rained. Roads were wet. Trade fell. Police blamed the Northern Front.", []),
    ],
)
def test_words_without_an_act_tell_its_author(text, expected, initiators):
    assert initiators(text)[0] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A suicide attack at a checkpoint in Belvik killed three. The bomber rode a bicycle.", ["unidentified bombers"]),
        ("A suicide attack at a checkpoint in Belvik killed three.", []),
    ],
)
def test_a_suicide_bombing_is_the_bombers(text, expected, initiators):
    assert sorted({name for names in initiators(text) for name in names}) == expected
