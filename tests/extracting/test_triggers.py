"""Triggers: which words name an act of which type, written `type words`."""

import pytest
from one_page import page_of, words

from tacitus.extracting.triggers import find_triggers


def written(page):
    return "; ".join(f"{trigger.type} {words(page, trigger)}" for trigger in find_triggers(page))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The airstrike destroyed a bridge.", "airstrike airstrike"),
        ("An air raid on the port lasted an hour.", "airstrike air raid"),
        ("Warplanes struck a market in Belvik.", "airstrike struck"),
        ("Two helicopters fired on the convoy.", "airstrike fired"),
        ("Jets dropped bombs on Corvana.", "airstrike dropped"),
        ("A drone hit a fuel depot.", "airstrike hit"),
        ("Karsova bombed the town of Corvana.", "airstrike bombed"),
        ("The army launched drones at Belvik.", "airstrike launched"),
        ("Barrel bombs fell on the quarter.", "airstrike Barrel bombs; airstrike fell"),
        ("Shells fell on the old town.", "shelling fell"),
        ("A clinic in Belvik was hit.", "shelling hit"),
        ("The convoy had been struck twice in an hour.", "shelling struck"),
        ("Tourism in the city was hit by the crisis.", ""),
        ("The town was hit by floods.", ""),
        ("The airstrike hit a market.", "airstrike airstrike"),
        ("The army shelled Belvik.", "shelling shelled"),
        ("Mortar rounds landed near the clinic.", "shelling Mortar rounds; shelling landed"),
        ("The rebels fired rockets at the airport.", "shelling fired"),
        ("A missile strike on the base killed a guard.", "shelling missile strike; shelling killed"),
        ("Artillery pounded the hills.", "shelling pounded"),
        ("The bombardment of Belvik went on.", "shelling bombardment"),
        ("A car bomb exploded outside the court.", "bombing car bomb; bombing exploded"),
        ("A roadside bomb killed two soldiers.", "bombing roadside bomb; bombing killed"),
        ("A landmine went off under a bus.", "bombing went off"),
        ("Men on a motorcycle threw a grenade at the post.", "bombing threw"),
        ("Rebels blew up a bridge near Corvana.", "bombing blew up"),
        ("A suicide bomber blew himself up at the gate.", "suicide_bombing suicide bomber; suicide_bombing blew himself up"),
        ("Helicopters dropped chlorine on the village.", "chemical_attack dropped"),
        ("A gas attack choked dozens in Tel Havir.", "chemical_attack gas attack"),
        ("Survivors spoke of sexual violence by the guards.", "sexual_violence sexual violence"),
        ("Gunmen kidnapped a priest.", "abduction kidnapped"),
        ("The fighters took five teachers hostage.", "abduction took"),
        ("The abduction of the engineers shocked the town.", "abduction abduction"),
        ("Militiamen massacred the villagers.", "attack massacred"),
        ("Gunmen opened fire on worshippers.", "attack opened fire"),
        ("Soldiers shot a farmer.", "attack shot"),
        ("The judge was assassinated in Drenov.", "attack assassinated"),
        ("Rebels attacked a school in Eshtal.", "attack attacked"),
        ("Bandits ambushed the bus.", "attack ambushed"),
        ("The army clashed with rebels near Dornia.", "clash clashed"),
        ("Fighting broke out in the suburbs.", "clash Fighting"),
        ("Rebels attacked an army base.", "clash attacked"),
        ("Troops repelled the assault.", "clash repelled; clash assault"),
        ("A gun battle raged in the hills.", "clash gun battle"),
        ("The army launched a ground offensive.", "clash ground offensive"),
        ("Rebels captured the town of Corvana.", "capture captured"),
        ("The army retook the airport.", "capture retook"),
        ("Corvana fell to the rebels.", "capture fell"),
        ("The rebels took control of the bridge.", "capture took control"),
        ("The fall of Corvana ended the campaign.", "capture fall"),
        ("Thousands of people marched through the city.", "protest marched"),
        ("Students took to the streets.", "protest took to the streets"),
        ("A protest was held in Ardanu.", "protest protest"),
        ("Police dispersed the protesters with tear gas.", "protest_repressed dispersed"),
        ("A mob looted shops in the market.", "riot looted"),
        ("Protesters hurled stones at the police.", "riot hurled"),
        ("The riots spread to Ardanu.", "riot riots"),
        ("Troops withdrew from Corvana.", "withdrawal withdrew"),
        ("The rebels retreated to the hills.", "withdrawal retreated"),
        ("The garrison handed over the town to the rebels.", "transfer handed over"),
        ("The army besieged Dornia.", "siege besieged"),
        ("The siege of Dornia entered its third week.", "siege siege"),
        ("The government deployed troops in Ardanu.", "deployment deployed"),
        ("Velmar sent tanks to the border.", "deployment sent"),
        ("Air defences shot down two drones.", "interception shot down"),
        ("Police foiled a bomb plot.", "interception foiled"),
        ("Engineers defused the device.", "interception defused"),
        ("The militia torched the granary.", "destruction torched"),
        ("Soldiers looted the houses.", "destruction looted"),
        ("Police arrested ten students.", "arrest arrested"),
        ("The rebels released 20 prisoners.", "release released"),
        ("The two sides exchanged prisoners.", "release exchanged"),
        ("The two sides signed a ceasefire.", "agreement signed; agreement ceasefire"),
        ("Hundreds of families fled the village.", "displacement fled"),
        ("The army overthrew the government.", "coup overthrew"),
        ("A coup toppled the president.", "coup coup; coup toppled"),
        ("The envoys met in Osthaven.", "talks met"),
        ("The talks ended without a result.", "talks talks"),
        ("The army accused the rebels of lying.", "accusation accused"),
        ("Trucks delivered food aid to Dornia.", "aid delivered"),
        ("A suicide attack hit the barracks.", "suicide_bombing suicide attack; suicide_bombing hit"),
        ("Reinforcements arrived at the base.", "deployment Reinforcements; deployment arrived"),
        (
            "Rockets slammed into a school.",
            "shelling slammed",
        ),
        ("The truck drove over a mine.", "bombing drove"),
        ("A man detonated his vest and killed himself and two guards.", "suicide_bombing detonated"),
        ("The soldiers raped two women.", "sexual_violence raped"),  # the parser's lemma is "rap"
        ("Officers fired on demonstrators.", "protest_repressed fired"),
        ("Velmar expelled the ambassador.", "sanction expelled"),
        ("Members of the Hill Guard shot two farmers.", "attack shot"),
        ("They attacked the base.", "clash attacked"),
    ],
)
def test_words_name_acts(text, expected, coder):
    assert written(page_of(text, coder)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The striker shot wide in the second half.",
        "The coach was fired after the match.",
        "Heart attacks kill thousands of people every year.",
        "The film shows the capture of a bridge.",
        "A storm battered the coast.",
        "The army band marched past the stand.",
        "Lightning struck a house in Belvik.",
        "The firm captured a third of the market.",
        "Critics attacked the budget.",
        "Shares plunged after the bank's results.",
        "The minister fired his deputy.",
        "A cholera outbreak killed 30 people.",
        "Prices exploded in March.",
        "She exploded with laughter.",
        "The gang held the record for years.",
        "Police met the families of the dead.",
        "The Army of the South is a group of rebels.",
        "The earthquake destroyed the base.",
        "The court released its ruling.",
        "Hunters killed a bear near the village.",
        "Teachers went on strike over pay.",
    ],
)
def test_other_worlds_name_no_act(text, coder):
    assert written(page_of(text, coder)) == ""


def test_boilerplate_is_not_read(coder):
    page = page_of("The army shelled Belvik on Monday.\n\nRead more: Jets bomb market in Corvana", coder)
    assert written(page) == "shelling shelled"
