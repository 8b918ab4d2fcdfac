"""Quotations begin and end where a reader says they do."""

import pytest

from tacitus.annotating.quotes import find_quotes


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said: "We left."', ["We left."]),
        ("“We left,” she said. “It burned.”", ["We left,", "It burned."]),
        ("„We left“, she said.", []),  # German marks close with an English opening mark; nothing here closes one for sure
        ("«We left», she said.", ["We left"]),
        ("The soldiers' camp burned, 'we ran', she said.", ["we ran"]),
        ("‘It’s over,’ he said, ‘and we won’t go.’", ["It’s over,", "and we won’t go."]),
        ("the villagers’ homes and the ‘safe zone’ burned", ["safe zone"]),
        ("the villagers' homes and the soldiers' tents burned", []),
        ("They called it a 'war crime'.", ["war crime"]),
        ("'Rebels' seize town, 'dozens' dead", ["Rebels", "dozens"]),
        ("It's the army's \"final\" word.", ["final"]),
        ("\"He told me 'run' and I ran,\" she said.", ["He told me 'run' and I ran,"]),
        ("He said \"the army's 'red line' moved\".", ["the army's 'red line' moved"]),
        ("the wars of the '90s and the '80s", []),
        ('He asked ("why?") and left.', ["why?"]),
        ('"Why now?" she asked.', ["Why now?"]),
        ('The word — "traitor" — was painted on a wall.', ["traitor"]),
        ('"First.\n\n"Second," he said.', ['First.\n\n"Second,']),
        ("“One.\n\n“Two.\n\n“Three,” said Brek.", ["One.\n\n“Two.\n\n“Three,"]),
        ('"One," he said.\n\n"Two," he said.', ["One,", "Two,"]),
        ('"Nothing closes this.\n\nThe next paragraph has a "word" in it.', ["Nothing closes this.", "word"]),
        ('The mayor spoke of "a crime.\n\nThe road was cut. The "Front" has left.', ["Front"]),
        ('The town fell." Then it was retaken.', []),
        ('There is a "', []),
        ('An empty "" is nothing.', []),
        ("", []),
    ],
)
def test_quotations_are_found(nlp, text, expected):
    parse = nlp(text)
    assert [parse[quote.start : quote.end].text for quote in find_quotes(parse)] == expected


def test_an_unclosed_mark_holds_no_more_than_its_paragraph(nlp):
    parse = nlp('"The road is open.\n\n' + "\n\n".join(["The army left Tarn."] * 20))
    (quote,) = find_quotes(parse)
    assert parse[quote.start : quote.end].text == "The road is open."
