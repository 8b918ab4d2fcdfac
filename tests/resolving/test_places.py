"""Every place and people here is invented; the gazetteer is the small one of `small_gazetteer`."""

from dataclasses import replace

import pytest
import spacy

from small_gazetteer import small_gazetteer
from tacitus.knowledge.groups import Group
from tacitus.model import Document
from tacitus.page import Dateline, Mention, Name, Page
from tacitus.resolving.places import PlaceResolver

PLACES = (
    "Vessaria",
    "Kolmark",
    "Arda Province",
    "Arda city",
    "Arda",
    "Tomrek",
    "Old Mirin",
    "Belsk",
    "Rhenn",
    "Sova camp",
    "Quelt",
    "Dunhav",
    "Sarn",
)
PEOPLES = ("Vessarian", "Kolmarki", "Nigerien")


@pytest.fixture(scope="module")
def gazetteer(tmp_path_factory):
    return small_gazetteer(tmp_path_factory.mktemp("gazetteer"))


@pytest.fixture(scope="module")
def tokens():
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    return nlp


def page(tokens, text):
    parse = tokens(text)
    names = []
    for kind, known in (("place", PLACES), ("demonym", PEOPLES)):
        for word in known:
            at = text.find(word)
            while at >= 0:
                span = parse.char_span(at, at + len(word))
                if span is not None and not any(n.start < span.end and n.end > span.start for n in names):
                    names.append(Name(span.start, span.end, word, kind))
                at = text.find(word, at + 1)
    return Page(Document(text=text), parse, names=tuple(sorted(names, key=lambda n: n.start)))


def resolve(gazetteer, tokens, text):
    """Resolve the words in [brackets]; the context stands around them."""
    before, _, rest = text.partition("[")
    words, _, after = rest.partition("]")
    read = page(tokens, before + words + after)
    span = read.parse.char_span(len(before), len(before) + len(words))
    return PlaceResolver(gazetteer, read).resolve(Mention(span.start, span.end, span.end - 1))


def shown(where):
    return f"{where.name}|{where.country}|{where.admin1}|{where.precision}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # how sharp the words are
        ("Shells fell on [Arda] in Vessaria.", "Arda|XV|Arda|town"),
        ("Shells fell on [the outskirts of Arda], Vessaria.", "Arda|XV|Arda|area"),
        ("Shells fell near [Arda], Vessaria.", "Arda|XV|Arda|area"),
        ("Shells fell on [a market in Arda], Vessaria.", "Arda|XV|Arda|site"),
        ("Jets struck [Arda's airport] in Vessaria.", "Arda|XV|Arda|site"),
        ("They fled along [the road between Arda and Belsk].", "Arda|XV|Arda|area"),
        ("Shells fell on [Sova camp] in Vessaria.", "Sova camp|XV|Tomrek|site"),
        ("Fighting spread in [Vessaria].", "Vessaria|XV|None|country"),
        ("Fighting spread in [northern Vessaria].", "northern Vessaria|XV|None|region"),
        ("Fighting spread in [the northern part of Vessaria].", "northern Vessaria|XV|None|region"),
        ("Fighting spread in northern [Vessaria].", "northern Vessaria|XV|None|region"),
        ("Fighting spread in north-western [Vessaria].", "north-western Vessaria|XV|None|region"),
        ("Fighting spread in the north of [Vessaria].", "northern Vessaria|XV|None|region"),
        ("Troops massed on [Vessaria]'s southern border.", "southern Vessaria|XV|None|region"),
        ("Vessaria mourned. Fighting spread in [the north].", "northern Vessaria|XV|None|region"),
        # town or unit
        ("Fighting spread in [Arda Province], Vessaria.", "Arda Province|XV|Arda|province"),
        ("Fighting spread in [northern Arda Province], Vessaria.", "Arda Province|XV|Arda|province"),
        ("Fighting spread in [the province of Arda], Vessaria.", "Arda|XV|Arda|province"),
        ("Troops left Arda city. Fighting went on across Arda province and [Arda] was cut off.", "Arda|XV|Arda|province"),
        ("Shells fell on [Old Mirin] in Vessaria.", "Old Mirin|XV|Tomrek|town"),
        ("They crossed into Arda border province. Shells fell on Arda and on [Arda].", "Arda|XV|Arda|province"),  # short for the full name
        ("They took Arda. Shells fell on Arda, and elsewhere in Arda province and on [Arda].", "Arda|XV|Arda|town"),
        # which of two
        ("The Vessarian army entered [Belsk].", "Belsk|XV|Tomrek|town"),
        ("The Kolmarki army entered [Belsk].", "Belsk|XK2|Rhenn|town"),
        ("Rhenn was quiet. The army entered [Belsk].", "Belsk|XK2|Rhenn|town"),
        ("The Kolmarki envoy left. Shells fell on [Belsk in Tomrek].", "Belsk|XV|Tomrek|town"),
        ("Kolmark protested. Shells fell on [the Vessarian town of Belsk].", "Belsk|XV|Tomrek|town"),
        ("Shells fell on [Vessaria's Tomrek].", "Tomrek|XV|Tomrek|province"),
        # not in the gazetteer: the unit it is told in, never a namesake abroad
        ("Shells fell on [Quelt in Tomrek], Vessaria.", "Quelt|XV|Tomrek|province"),
        ("Shells fell on [the Quelt quarter of Arda], Vessaria.", "Quelt|XV|Arda|area"),
        ("The Vessarian army entered [Quelt].", "Quelt|XV|None|country"),
        ("The army entered [Quelt].", "Quelt|None|None|unknown"),
        ("The army entered [the village of Quelt].", "Quelt|None|None|town"),
        ("Talks went on in Rhenn. Shells fell on [Old Mirin].", "Old Mirin|XV|Tomrek|town"),  # the user's own list is of what reports tell
        ("The Vessarian army entered [Kesh].", "Kesh|XV|None|country"),  # Kesh is known in Mali and Niger only
        ("A crowd gathered at [the Splendour Hotel in Arda].", "Splendour Hotel|XV|Arda|site"),
        ("Arda was shelled. A crowd gathered at [Splendour Hotel].", "Splendour Hotel|XV|Arda|site"),
        # … and near what it is told
        ("Shells fell on [the Quelt refugee camp] outside the town of Arda.", "Quelt|XV|Arda|site"),
        ("Shells fell on [Quelt], on a road about 20 km from Arda.", "Quelt|XV|Arda|area"),
        ("Shells fell on [Quelt], a village near Arda.", "Quelt|XV|Arda|area"),
        ("Arda was quiet. Shells fell on the nearby village of [Quelt].", "Quelt|XV|Arda|area"),
        ("Arda was taken. Shells fell on [the Quelt neighbourhood].", "Quelt|XV|Arda|area"),
        ("Shells fell on [the Quelt bridge in Arda].", "Quelt|XV|Arda|site"),
        ("Shells fell on [Quelt], in Vessaria's Tomrek district.", "Quelt|XV|Tomrek|province"),
        ("Vessarian jets struck [Quelt], in Kolmark.", "Quelt|XK2|None|country"),  # what acts is no owner
        # told to lie in a unit in which no namesake is
        ("Shells fell on the [Belsk] valley, Sarn province.", "Belsk|XV|Sarn|province"),
        # the land behind a border says little of where it is
        ("Shells fell on [Old Mirin], on the border with Kolmark.", "Old Mirin|XV|Tomrek|town"),
        # no name
        ("The Vessarian army lost Old Mirin. Shells fell on [the village].", "Old Mirin|XV|Tomrek|town"),
        ("Fighting spread in Tomrek and Arda. Shells fell across [the province].", "Tomrek|XV|Tomrek|province"),
        ("Vessaria mourned. Shells fell across [the country].", "Vessaria|XV|None|country"),
        ("The army left the city of Arda and passed Belsk. Shells fell on [the city].", "Arda|XV|Arda|town"),
        ("Vessaria mourned. Shells fell on [the capital of Tomrek].", "Belsk|XV|Tomrek|town"),
        ("Vessaria mourned. Shells fell on [Tomrek's capital].", "Belsk|XV|Tomrek|town"),
        ("The Vessarian army lost Arda. Shells fell on [the capital].", "Vessgrad|XV|Sarn|town"),
        ("Shells fell on Old Mirin. A bomb went off in [the capital].", "Vessgrad|XV|Sarn|town"),
        ("Shells fell on [the Vessarian capital].", "Vessgrad|XV|Sarn|town"),
        ("The Vessarian army left Tomrek. Shells fell on [the provincial capital].", "Belsk|XV|Tomrek|town"),
        # a site of the gazetteer under the name of a place and its kind
        ("Shells fell on the [Arda] airfield.", "Arda airfield|XV|Arda|site"),
        ("Shells fell on the airfield of [Arda].", "Arda airfield|XV|Arda|site"),
        ("Shells fell on the base outside the city of [Arda].", "Arda base|XV|Arda|site"),
        ("Shells fell on the [Arda] military airport.", "Arda airport|XV|Arda|site"),
        ("Shells fell on the [Sova] displacement camp in Vessaria.", "Sova camp|XV|Tomrek|site"),
        ("Shells fell on [Arda's market], far from the base.", "Arda|XV|Arda|site"),
        ("Jets left the Arda air base. Shells fell on [the airfield].", "Arda air base|XV|Arda|site"),
        ("Shells fell on [Arda], where the base is.", "Arda|XV|Arda|town"),
        # named elsewhere in the report
        ("Shells fell on a village in [Tomrek], Vessaria. The village of Old Mirin was empty.", "Old Mirin|XV|Tomrek|town"),
        ("Shells fell on a market in [Vessaria]. The Belsk market in Tomrek was empty.", "Belsk|XV|Tomrek|town"),
        ("Shells fell on a base in [Tomrek], Vessaria. The base near Belsk was empty.", "Tomrek|XV|Tomrek|province"),
        ("Shells fell on a village in [Arda Province], Vessaria. The village of Old Mirin was empty.", "Arda Province|XV|Arda|province"),
        ("They left Old Mirin after the army took the village in northern [Vessaria].", "Old Mirin|XV|Tomrek|town"),
        ("They left Old Mirin after the army took a village in northern [Vessaria].", "northern Vessaria|XV|None|region"),
        ("The army lost Arda. Shells fell on [a village].", "None|None|None|unknown"),
        ("The Vessarian army left Tomrek and went deep inside [Kolmarki territory].", "Kolmark|XK2|None|country"),
        ("[Vessarian] troops advanced.", "None|None|None|unknown"),
    ],
)
def test_mentions_become_places(gazetteer, tokens, text, expected):
    assert shown(resolve(gazetteer, tokens, text)[0]) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Shells fell on [the north of the country] after Vessaria mobilised.",
        pytest.param("Shells fell on [Old Mirin and Belsk] in Vessaria.", marks=pytest.mark.xfail(strict=True)),
    ],
)
def test_regions_made_of_several_words_are_regions(gazetteer, tokens, text):
    """Known gap: two towns in one mention."""
    assert resolve(gazetteer, tokens, text)[0].precision in {"region", "area"}


def test_an_unknown_place_takes_its_units_point_but_not_its_id(gazetteer, tokens):
    where, problems = resolve(gazetteer, tokens, "Shells fell on [Quelt in Tomrek], Vessaria.")
    assert (where.lat, where.lon, where.place_id) == (41.5, -151.0, None)
    assert problems == ()


def test_a_told_distance_rules_out_a_namesake(gazetteer, tokens):
    where, _ = resolve(gazetteer, tokens, "Kolmark sent jets. They struck [Belsk, about 100 km north of Arda].")
    assert where.country == "XV"
    where, _ = resolve(gazetteer, tokens, "Vessaria sent jets. They struck [Belsk, 10 km east of Arda].")
    assert (where.country, where.precision, where.place_id) == ("XV", "area", None)


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("Shells fell on [Quelt], some 50 km north of Arda.", (40.55, -150.1)),
        ("Shells fell on [Quelt], a village 50 km south-west of Arda.", (39.78, -150.51)),
        ("Shells fell on [Quelt], 50 km from Arda.", (40.1, -150.1)),
        ("Shells fell on [Quelt], 400 km north of Arda, in Vessaria.", (40.0, -150.0)),  # too far to be reckoned
    ],
)
def test_an_unknown_place_lies_where_the_distance_puts_it(gazetteer, tokens, text, point):
    where, _ = resolve(gazetteer, tokens, text)
    assert (where.lat, where.lon, where.place_id, where.admin1 if where.lat not in {40.1, 40.0} else None) == (*point, None, None)


def test_here_is_the_place_of_the_dateline(gazetteer, tokens):
    text = "ARDA - Shells fell on Quelt, 50 km north of here, on Friday."
    read = replace(page(tokens, text), dateline=Dateline(0, 6, "ARDA"))
    span = read.parse.char_span(text.find("Quelt"), text.find("Quelt") + 5)
    where, _ = PlaceResolver(gazetteer, read).resolve(Mention(span.start, span.end, span.start))
    assert (where.lat, where.country) == (40.55, "XV")


@pytest.mark.parametrize(
    ("text", "line", "expected"),
    [
        ("ARDA - Nine people were shot on Friday.", "ARDA", "Arda|XV|Arda|town"),
        ("ARDA - The Vessarian army shot nine people.", "ARDA", "Arda|XV|Arda|town"),
        ("ARDA - The Kolmarki army shot nine people.", "ARDA", "None"),  # sent from abroad
        ("VESSGRAD - The Vessarian army shot nine people.", "VESSGRAD", "None"),  # from the capital reporters write of the whole country
        ("ARDA - Nine people were shot in Belsk, in Tomrek, Vessaria.", "ARDA", "Belsk|XV|Tomrek|town"),
    ],
)
def test_a_report_that_tells_no_place_is_of_its_dateline(gazetteer, nlp, text, line, expected):
    read = replace(page(nlp, text), dateline=Dateline(0, len(line) + 2, line))
    found = PlaceResolver(gazetteer, read).scene(None)
    assert (shown(found) if found else "None") == expected


def test_a_side_of_a_country_lies_on_that_side(gazetteer, tokens):
    points = [resolve(gazetteer, tokens, f"Fighting spread in {side} [Vessaria].")[0] for side in ("northern", "central", "southern")]
    assert [(where.lat, where.place_id) for where in points] == [(41.5, None), (40.4, None), (38.4, None)]


def test_one_namesake_makes_no_country(gazetteer, tokens):
    where, _ = resolve(gazetteer, tokens, "A clerk from Rhenn wept. Shells fell on [Quelt].")
    assert where.country is None


def test_a_state_acts_and_a_town_does_not(gazetteer, tokens):
    resolver = PlaceResolver(gazetteer, page(tokens, "Vessaria said so. Shells fell on Belsk in Tomrek."))
    whole, town = (resolver.resolve(Mention(at, at + 1, at))[0] for at in (0, 7))
    assert (resolver.acts(whole), resolver.acts(town)) == (True, False)
    assert shown(resolver.country_of(town)) == "Vessaria|XV|None|country"


def test_runners_up_are_kept_with_scores(gazetteer, tokens):
    where, _ = resolve(gazetteer, tokens, "The army entered [Belsk].")
    assert [0 < option.score < 0.5 and option.country != where.country for option in where.alternatives] == [True]


def test_a_narrow_lead_is_a_problem_and_still_a_choice(gazetteer, tokens):
    where, problems = resolve(gazetteer, tokens, "The army entered [Belsk].")
    assert where.place_id is not None
    assert [problem.kind for problem in problems] == ["ambiguous_place"]


def test_a_place_told_in_the_wrong_country_is_a_conflict(gazetteer, tokens):
    where, problems = resolve(gazetteer, tokens, "Shells fell on [Rhenn in Vessaria].")
    assert [problem.kind for problem in problems] == ["gazetteer_conflict"]
    assert where.country == "XV"


def test_the_same_page_gives_the_same_places(gazetteer, tokens):
    text = "The Vessarian army entered [Belsk] near Old Mirin."
    assert resolve(gazetteer, tokens, text) == resolve(gazetteer, tokens, text)


@pytest.mark.parametrize(
    ("text", "home", "expected"),
    [
        ("Vessarian envoys left. The Front took [Al Basera].", None, "Al Basera|None|None|unknown"),
        ("Vessarian envoys left. The Front took [Al Basera].", "ML", "Al Basera|ML|Orrin|town"),
        ("The Front took [Quelt].", None, "Quelt|None|None|unknown"),
        ("The Front took [Quelt].", "ML", "Quelt|ML|None|country"),
        ("Nigerien jets struck [Al Basera].", None, "Al Basera|NE|None|country"),  # far beyond their border
    ],
)
def test_a_group_of_one_country_tells_where_the_report_is(gazetteer, tokens, text, home, expected):
    before, _, rest = text.partition("[")
    words, _, after = rest.partition("]")
    read = page(tokens, before + words + after)
    at = read.parse.text.find("Front")
    front = [Name(span.start, span.end, "Front", "actor", "x-front") for span in (read.parse.char_span(at, at + 5),) if span]
    span = read.parse.char_span(len(before), len(before) + len(words))
    named = [Name(span.start, span.end, words, "place")] if words not in PLACES else []
    read = replace(read, names=tuple(sorted((*read.names, *front, *named), key=lambda n: n.start)))
    groups = {"x-front": Group("x-front", "Front", "rebel", country=home)}
    where = PlaceResolver(gazetteer, read, groups).resolve(Mention(span.start, span.end, span.end - 1))[0]
    assert shown(where) == expected
