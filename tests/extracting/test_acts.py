"""Acts: each telling with its places, times and tolls, written in words."""

import pytest
from one_page import page_of, words

from tacitus.extracting.acts import find_acts


def gap(text, expected, reason):
    return pytest.param(text, expected, marks=pytest.mark.xfail(reason=reason))


def place(page, act):
    return f"{words(page, act.trigger)} @ {words(page, act.places[0].mention) if act.places else '-'}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rebels attacked a base in Corvana.", "attacked @ Corvana"),
        ("Rebels captured Corvana.", "captured @ Corvana"),
        ("Shells fell near Belvik.", "fell @ Belvik"),
        ("Shells fell on the village.", "fell @ the village"),
        ("Shells fired from Dornia fell on Belvik.", "fired @ Belvik; fell @ Belvik"),
        ("Troops withdrew from Corvana to Belvik.", "withdrew @ Corvana"),
        ("Karsova bombed Belvik.", "bombed @ Belvik"),
        ("In Belvik, rebels attacked a base.", "attacked @ Belvik"),
        ("The mayor of Belvik said that rebels had attacked a base in Corvana.", "attacked @ Corvana"),
        ("Rebels attacked a base.", "attacked @ -"),
        ("The airport in Corvana was shelled.", "shelled @ Corvana"),
        ("Twenty people died in the Belvik bombing.", "Belvik bombing @ Belvik"),
        ("Rebels attacked a base in Corvana in Lisk Province.", "attacked @ Corvana"),
        ("The siege of Dornia goes on.", "siege @ Dornia"),
        ("The Corvana market was shelled.", "shelled @ Corvana"),
        ("The army clashed with rebels in Belvik on Monday.", "clashed @ Belvik"),
        ("A farmer was shot by rebels in Belvik.", "shot @ Belvik"),
        ("Talks with the rebels broke down in Osthaven.", "Talks @ Osthaven"),
        ("Talks between Karsova and Velmar broke down in Osthaven.", "Talks @ Osthaven"),
        ("Karsova accused Velmar of shelling a base near Dornia.", "accused @ Dornia; shelling @ Dornia"),
        ("Rebels attacked Karsova's northern province of Lisk.", "attacked @ Lisk"),
        ("Shells killed nine people and wounded twelve in Belvik, the ministry in Drenov said.", "killed @ Belvik; wounded @ Belvik"),
        ("Fighting spread in the north.", "Fighting @ the north"),
        ("The army took several hills, with nine men killed in an assault on Belvik.", "took @ -; assault @ Belvik"),
        # where something came from, was fired from, or what only tells how far off a place is
        ("Troops arrived from Velmar on Monday.", "arrived @ -"),
        ("Rebels kidnapped a priest from a church in Belvik.", "kidnapped @ Belvik"),
        ("Jets bombed a camp in Corvana, about 40 km north of Dornia.", "bombed @ Corvana"),
        ("Troops withdrew 40 km north of Dornia.", "withdrew @ Dornia"),
        ("Strikes at a depot in Eshtal, about 40 km north of Ardanu, killed nine fighters.", "Strikes @ Eshtal"),
        ("After a raid on Ardanu the gunmen went on to Belvik, where they killed two men.", "raid @ Ardanu; killed @ Belvik"),
        (
            "Troops carried out raids in western Karsova, killing nine men in a hunt for a suspect linked to two attacks in Velmar.",
            "raids @ Karsova; killing @ Karsova; attacks @ Velmar",
        ),
        ("Belvik changed hands twice in August.", "changed @ Belvik"),
        ("They had been shot at close range, she said by telephone from Dornia.", "shot @ -"),
        ("Access to Belvik (Lisk), where nine men were executed, was denied.", "executed @ Belvik"),
        ("Shells fired from army lines at Dornia hit Belvik.", "hit @ Belvik"),
        ("Mortar fire came from the hills above Dornia.", "Mortar fire @ -; came @ -"),
        ("Shells fell on Corvana, not on Belvik as first written.", "fell @ Corvana"),
        ("An earlier version of this report said shells fell on Belvik.", "fell @ -"),
        # a noun for a place, and its name beside it
        ("Rebels shelled the capital, Drenov.", "shelled @ Drenov"),
        ("Rebels attacked a base in the Corvana district of Lisk Province.", "attacked @ Corvana"),
        ("Shells hit the Belvik camp near Dornia.", "hit @ Belvik"),
        ("Shells hit the Belvik camp near Dornia, killing nine people.", "hit @ Belvik"),
        ("Rebels shot at a helicopter over the Belvik gorge.", "shot @ Belvik"),
        ("A bomb went off at a station in Belvik, on the outskirts of Drenov.", "went off @ Belvik"),
        # a place and the one it lies in or beside
        ("Nine men were shot in a part of Corvana, a town in Lisk Province.", "shot @ Corvana"),
        ("Rebels killed nine men on a road near Belvik, in Lisk Province.", "killed @ Belvik"),
        ("Gunmen shot nine men in the city of Belvik, on the Ossar Sea.", "shot @ Belvik"),
        ("Nine men were shot by thugs in the city of Belvik.", "shot @ Belvik"),
        ("Belvik, the main city of the Lisk region, came under rocket fire.", "came @ Belvik; under rocket fire @ Belvik"),
        ("A bomb went off at a bank in Belvik's Harbour avenue.", "went off @ Belvik"),
        ("A bomb went off at a bank in Lisk governorate.", "went off @ Lisk"),
        ("Rebels attacked a convoy on the road between Belvik and Corvana.", "attacked @ Belvik"),
        ("DORNIA, 3 May (UPI) -- Missiles struck a clinic here on Friday.", "struck @ here"),
        ("DORNIA, 3 May (UPI) -- Officials here said jets had bombed a clinic.", "bombed @ -"),
        ("Missiles struck a clinic here on Friday.", "struck @ -"),
        ("Shells fell on the region.", "fell @ the region"),
        ("Jets struck a depot deep inside Velmarian territory.", "struck @ Velmarian territory"),
        (
            "Rebels launched an attack on the northern region of Karsova and captured the largest city, Belvik.",
            "attack @ Karsova; captured @ Belvik",
        ),
    ],
)
def test_each_act_has_its_place(text, expected, coder):
    page = page_of(text, coder)
    assert "; ".join(place(page, act) for act in find_acts(page)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rebels attacked a base on Monday.", "attacked: Monday"),
        ("On Monday rebels attacked a base.", "attacked: Monday"),
        ("The army said on Tuesday that rebels had attacked a base on Monday.", "attacked: Monday"),
        ("Rebels attacked a base.", "attacked: -"),
        ("On Tuesday the army regained two towns taken by rebels.", "regained: Tuesday; taken: -"),
        ("Police found nine people killed by rebels on Monday.", "killed: Monday"),
        ("Rebels attacked a base on Monday and shelled a market on Tuesday.", "attacked: Monday; shelled: Tuesday"),
        ("Monday's attack was the worst.", "attack: Monday"),
        ("Rebels shelled the town before the truce began on Friday.", "shelled: -; truce: Friday"),
        ("The advance comes two months after rebels seized Corvana.", "seized: two months after"),
        # told of somebody or something beside the act
        ("Troops loyal to Oren Vask, who has ruled since 2022, shelled a market.", "shelled: -"),
        ("Rebels attacked a base in Corvana, which the army had built in 2017.", "attacked: -"),
        ("Rebels attacked Corvana, which was captured in 2017, and killed nine men.", "attacked: -; captured: 2017; killed: -"),
        ("The militia, founded in 2015, attacked a base.", "attacked: -"),
        ("Gunmen shot dead Amal Dorr, a judge appointed in January.", "shot: -"),
        ("Troops shot Malik Osso, wanted since 2016.", "shot: -"),
        ("Troops arrested a man wanted over an attack last month.", "arrested: -; attack: last month"),
        ("On Tuesday gunmen freed the twelve hostages held since 9 May.", "freed: Tuesday"),
        ("Soldiers attacked Corvana, a rebel town until 2018.", "attacked: -"),
        gap("Gunmen shot dead Amal Dorr, elected mayor last year.", "shot: -", "the parser hangs the year on the main verb"),
        ("Shells killed nine people, according to figures released on Tuesday.", "killed: -"),
        # the day at the head of an entry
        ("Nalbek camp. 12 Sept., 18:35. Jets bombed a market. Killed: 13 civilians.", "bombed: 12 Sept., 18:35"),
        ("Friday 3 May. Rebels shelled a market. Shops were looted.", "shelled: Friday 3 May; looted: Friday 3 May"),
        ("Friday 3 May. Rebels shelled a market.\n\nShops were looted.", "shelled: Friday 3 May; looted: -"),
        ("The mayor spoke on Friday. Rebels shelled a market.", "shelled: -"),
        # turned by the words around
        ("The road had been closed since 2022, when the army recaptured Corvana.", "recaptured: since 2022"),
        ("Gunmen shot dead four men on Monday, not on Tuesday as first written.", "shot: Monday"),
        ("An earlier version of this report said rebels attacked a base on Tuesday.", "attacked: -"),
        ("Rebels left Corvana on Monday, two days after jets bombed a market.", "left: Monday; bombed: Monday"),
        ("It came a day after troops shelled a market.", "shelled: a day after"),
        ("Thousands have since fled the town.", "fled: since"),
        ("Thousands have fled the town since jets bombed a market on 2 October.", "fled: 2 October; bombed: 2 October"),
        ("The two sides agreed to stop fighting from 6 a.m. on Saturday.", "fighting: 6 a.m. on Saturday"),
        ("Back then, after months of siege, rebels withdrew from Corvana.", "siege: Back then; withdrew: Back then"),
        ("Rebels took Corvana, 40 km (25 miles) north of Dornia, on Friday and reached the river on Saturday.", "took: Friday"),
        ("Mobs armed with knives killed nine settlers near Corvana, in the Lisk district, on Friday.", "killed: Friday"),
        # told of a happening: its own day
        ("Shells killed nine people in an attack launched on Tuesday.", "killed: Tuesday; attack: Tuesday"),
        ("The strikes on clinics that killed 31 people last week were the army's.", "strikes: last week"),
        ("Police fired on people who had gathered on Tuesday.", "fired: Tuesday"),  # a day that nothing else tells
        ("An attempt to seize the fort in 2017 failed.", "seize: 2017"),
        # the time over which an act is the worst, and the time of the worst act
        ("Rebels attacked a base in the deadliest raid in recent years.", "attacked: -; deadliest raid: -"),
        ("A car bomb killed nine people, the worst violence since 2019.", "car bomb: -; killed: -"),
        ("Gunmen killed nine people in one of the bloodiest attacks of the past decade.", "killed: -; bloodiest attacks: -"),
        ("Rebels shelled Corvana for the first time since March.", "shelled: -"),
        ("Nine people were killed, the third such attack this year.", "third such attack: -"),
        ("The deadliest attack in 2016 killed nine people.", "deadliest attack: 2016"),
        ("The first attack of the war, in March, killed nine people.", "first attack: March"),
        ("Shelling this year has killed at least nine people.", "Shelling: this year; killed: this year"),
    ],
)
def test_each_act_has_its_time(text, expected, coder):
    page = page_of(text, coder)

    def time(act):
        return words(page, act.times[0]) if act.times else "-"

    assert "; ".join(f"{words(page, act.trigger)}: {time(act)}" for act in find_acts(page)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Shells hit Corvana on Monday and Dornia on Tuesday.", "hit @ Corvana: Monday; hit @ Dornia: Tuesday"),
        (
            "Shells hit Belvik on Monday; Corvana on Tuesday; and Dornia on Wednesday.",
            "hit @ Belvik: Monday; hit @ Corvana: Tuesday; hit @ Dornia: Wednesday",
        ),
        (
            "Rebels killed eight men: six in Corvana (9 September), two in Dornia (11 September).",
            "killed @ Corvana: 9 September; killed @ Corvana: 9 September; killed @ Dornia: 11 September",  # the whole first
        ),
        (
            "The worst was the air strike on Belvik (3 May, 31 dead), before the shelling of Dornia (5 May) "
            "and the ambush in Corvana (9 May, 4).",
            "air strike @ Belvik: 3 May; shelling @ Dornia: 5 May; ambush @ Corvana: 9 May",
        ),
        ("Shells hit Belvik and Corvana (9 May).", "hit @ Belvik: 9 May; hit @ Corvana: 9 May"),
        ("Rebels ambushed a convoy. The incident happened on Monday near Dornia.", "ambushed @ Dornia: Monday"),
        ("Rebels ambushed a convoy. Police said it took place on Monday in Dornia.", "ambushed @ Dornia: Monday"),
        ("Rebels ambushed a convoy. The mayor spoke on Monday in Dornia.", "ambushed @ -: -"),
        ("Rebels ambushed a convoy in Belvik. The wedding took place on Monday in Dornia.", "ambushed @ Belvik: -"),
    ],
)
def test_items_and_sentences_after_tell_place_and_time(text, expected, coder):
    page = page_of(text, coder)

    def told(act):
        return f"{place(page, act)}: {words(page, act.times[0]) if act.times else '-'}"

    assert "; ".join(map(told, find_acts(page))) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The airstrike killed four people.", "airstrike: killed 4"),
        ("The airstrike hit a market. Four people were killed.", "airstrike: killed 4"),
        ("The airstrike hit a market. It was noon. It rained. Four people were killed.", "airstrike: killed 4"),
        ("The airstrike hit a market. Police made arrests. Four people were killed.", "airstrike: killed 4; arrests: -"),
        ("Talks began in Arda. Four people were killed.", "Talks: -"),
        ("Shells hit Arda. The attack in Belin, a day later, killed six.", "hit: -; attack: killed 6"),
        ("An airstrike killed four, and a car bomb wounded two.", "airstrike: killed 4; car bomb: -; wounded: wounded 2"),
        ("The airstrike killed four, bringing the toll since Friday to 61.", "airstrike: killed 4"),
        ("Troops retook the hotel after an attack killed nine.", "retook: -; attack: killed 9"),
        ("The blast comes three years after a fire killed 13 people in Arda.", "blast: -"),
        ("Rebels shot 12 soldiers dead.", "shot: killed 12"),
        ("The airstrike hit a bus carrying 40 people.", "airstrike: -"),
        ("Shells fell on the village. Nobody was hurt.", "fell: killed 0, wounded 0"),
    ],
)
def test_tolls_go_to_the_act_that_caused_them(text, expected, coder):
    page = page_of(text, coder)

    def tolls(act):
        return ", ".join(f"{t.harm} {t.min}" for t in act.tolls) or "-"

    assert "; ".join(f"{words(page, act.trigger)}: {tolls(act)}" for act in find_acts(page)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Air strikes hit Belvik, Corvana and Dornia.", "part Belvik; part Corvana; part Dornia"),
        ("Air strikes on Belvik, Corvana and Dornia killed 11 people.", "whole Belvik; part Belvik; part Corvana; part Dornia"),
        ("An air strike hit Belvik in Lisk Province.", "None Belvik"),
        ("An air strike hit Belvik.", "None Belvik"),
        ("An air strike hit the city of Belvik and the towns of Corvana and Dornia.", "part Belvik; part Corvana; part Dornia"),
        ("An air strike on a hotel in Belvik killed 20 people, including citizens of Corvana, Dornia and Arda.", "None Belvik"),
        ("Air strikes hit a market in Belvik and near Corvana.", "part Belvik; part Corvana"),
        ("Air strikes hit villages north of Belvik and in Dornia.", "part Belvik; part Dornia"),
        ("Air strikes hit the road between Belvik and Dornia.", "None Belvik"),
    ],
)
def test_one_verb_over_several_towns(text, expected, coder):
    page = page_of(text, coder)
    acts = [a for a in find_acts(page) if a.type == "airstrike" and words(page, a.trigger).casefold().startswith("air")]
    assert "; ".join(f"{a.share} {words(page, a.places[0].mention)}" for a in acts) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Drones were seen on Monday. On Tuesday a strike hit the port.", "airstrike"),
        ("Missiles were seen on Monday. On Tuesday a strike hit the port.", "shelling"),
        ("A strike hit the port.", "shelling"),
        ("Jets bombed a bridge. A second strike hit the port.", "airstrike"),
        ("Jets bombed a bridge on Monday. A second raid on Tuesday hit the port.", "airstrike"),
    ],
)
def test_a_bare_strike_is_of_the_means_the_report_tells(text, expected, coder):
    assert find_acts(page_of(text, coder))[-1].type == expected


@pytest.mark.parametrize("text", ["The army did not shell Belvik.", "There was no shelling.", "No clashes were reported in Belvik."])
def test_negated_acts_are_none(text, coder):
    assert find_acts(page_of(text, coder)) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Corvana has not fallen, the ministry said.", "capture denied"),
        ("The rebels did not take the bridge, the army said.", "capture denied"),
        ("“We have not withdrawn from Corvana,” the commander of the rebels said.", "withdrawal denied"),
        ("The town was never handed over to the rebels, the governor said.", "transfer denied"),
        ("Corvana has not fallen.", "capture denied"),
        ("The rebels will not take the bridge, the army said.", ""),  # a boast is no denial
        ("The army said it did not shell Belvik.", ""),  # of no place that changed hands
    ],
)
def test_a_party_that_says_a_place_has_not_changed_hands_denies(text, expected, coder):
    assert "; ".join(f"{act.type} {act.status}" for act in find_acts(page_of(text, coder))) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A car bomb exploded in Belvik.", "vehicle_bomb"),
        ("Drones hit a depot in Belvik.", "drone"),
        ("Rebels shelled Belvik with mortars.", "artillery"),
        ("Rebels attacked Belvik.", ""),
    ],
)
def test_weapons_of_the_clause_are_kept(text, expected, coder):
    acts = find_acts(page_of(text, coder))
    assert ", ".join(dict.fromkeys(w.class_ for act in acts for w in act.weapons)) == expected
