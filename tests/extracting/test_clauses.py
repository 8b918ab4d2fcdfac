"""Clauses: who acts, what is acted on and what hangs on a word, written `agents > patients / preposition noun`."""

import pytest

from tacitus.extracting.clauses import arguments, clause_tokens, clause_verb, conjuncts, mention


def written(around):
    preps = ", ".join(f"{p} {n.text}" for p, n in around.preps)
    return " ".join(f"{', '.join(t.text for t in around.agents)} > {', '.join(t.text for t in around.patients)} / {preps}".split())


def word(text, nlp, wanted):
    return next(t for t in nlp(text) if t.text == wanted)


@pytest.mark.parametrize(
    ("text", "of", "expected"),
    [
        ("Rebels attacked the base.", "attacked", "Rebels > base /"),
        ("The base was attacked by rebels.", "attacked", "rebels > base / by rebels"),
        ("The base was attacked.", "attacked", "> base /"),
        ("Rebels and deserters attacked the base and the port.", "attacked", "Rebels, deserters > base, port /"),
        ("Rebels attacked the base in May with mortars.", "attacked", "Rebels > base / in May, with mortars"),
        ("Rebels tried to seize the port.", "seize", "Rebels > port /"),
        ("Rebels stormed the base and burned the depot.", "burned", "Rebels > depot /"),
        ("Rebels entered the town, killing two guards.", "killing", "Rebels > guards /"),
        ("The rebels who attacked the base fled.", "attacked", "rebels > base /"),
        ("The base that rebels attacked burned down.", "attacked", "rebels > base /"),
        ("Ten people were killed and seventy others wounded by shelling.", "wounded", "shelling > others / by shelling"),
        ("Two men were beaten and robbed by gunmen.", "robbed", "gunmen > men / by gunmen"),
        ("Rebels were driven out and attacked the base.", "attacked", "Rebels > base /"),
        ("Soldiers killed by shelling were buried.", "killed", "shelling > Soldiers / by shelling"),
        ("The army forced rebels to leave the town.", "leave", "rebels > town /"),
        ("The army's attack on the town failed.", "attack", "army > town / on town"),
        ("The attack on the base by rebels failed.", "attack", "rebels > base / on base, by rebels"),
        ("Rebels launched an attack on the base.", "attack", "Rebels > base / on base"),
        ("Rebels condemned the attack on the base.", "attack", "> base / on base"),
        ("The shelling of the town lasted an hour.", "shelling", "> town / of town"),
        ("The strike killed nine people.", "strike", "> people /"),
        ("The general was accused of murder.", "murder", "general > /"),
        ("Police blamed the gang for the attack.", "attack", "gang > /"),
        ("Troops withdrew from the town to the hills.", "withdrew", "Troops > / from town, to hills"),
        ("Fire came from across the border.", "came", "Fire > / across border"),
    ],
)
def test_arguments_stand_around_a_word(text, of, expected, nlp):
    assert written(arguments(word(text, nlp, of))) == expected


@pytest.mark.parametrize(
    ("text", "of", "expected"),
    [
        ("The army said rebels attacked the base in May.", "base", "attacked"),
        ("The army said rebels attacked the base in May.", "army", "said"),
        ("Rebels who held the port fled.", "port", "held"),
        ("Rebels fled, leaving their dead.", "dead", "leaving"),
    ],
)
def test_each_word_has_a_clause(text, of, expected, nlp):
    assert clause_verb(word(text, nlp, of)).text == expected


@pytest.mark.parametrize(
    ("text", "of", "outside"),
    [
        ("The army said rebels attacked the base.", "said", "rebels"),
        ("Rebels who held the port fled.", "fled", "port"),
        ("Rebels stormed the base and burned the depot.", "stormed", "depot"),
    ],
)
def test_clauses_below_are_left_out(text, of, outside, nlp):
    assert outside not in [t.text for t in clause_tokens(word(text, nlp, of))]


@pytest.mark.parametrize(
    ("text", "head", "expected"),
    [
        ("The rebel fighters attacked.", "fighters", "The rebel fighters"),
        ("Fighters of the Front attacked.", "Fighters", "Fighters of the Front"),
        ("Fighters from the hills attacked.", "Fighters", "Fighters from the hills"),
        ("Nine villagers died.", "villagers", "Nine villagers"),
        ("The fighters who fled died.", "fighters", "The fighters"),
    ],
)
def test_noun_phrases_are_read_whole(text, head, expected, nlp):
    found = mention(word(text, nlp, head))
    assert nlp(text)[found.start : found.end].text == expected


def test_coordinated_nouns_are_found(nlp):
    assert [t.text for t in conjuncts(word("Rockets hit Sarn, Belvik and Dornia.", nlp, "Sarn"))] == ["Sarn", "Belvik", "Dornia"]
