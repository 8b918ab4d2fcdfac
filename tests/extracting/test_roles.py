"""Roles: who is what in the acts of a sentence, written `trigger: role words, …`, acts parted by " | "."""

import pytest
from one_page import page_of, words

from tacitus.extracting.roles import find_roles
from tacitus.extracting.triggers import find_triggers


def written(page):
    told = []
    for trigger in find_triggers(page):
        roles = ", ".join(f"{r.role} {words(page, r.mention)}" for r in find_roles(page, trigger))
        told.append(f"{words(page, trigger)}: {roles}".strip())
    return " | ".join(told)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jets bombed the market.", "bombed: initiator Jets, victim_group the market"),
        ("Shells hit the bridge.", "hit:"),
        ("A drone hit a truck transporting families.", "hit: initiator A drone, target families"),
        ("Gunmen attacked a minibus full of teachers.", "attacked: initiator Gunmen, target teachers"),
        ("Shells hit a truck loaded with flour.", "hit:"),
        ("The army shelled the rebels.", "shelled: initiator The army, target the rebels"),
        ("The rebels were shelled by the army.", "shelled: initiator the army, target The rebels"),
        ("Soldiers shot three students.", "shot: initiator Soldiers, target three students"),
        ("Three students were shot by soldiers.", "shot: initiator soldiers, target Three students"),
        ("Gunmen killed a judge in Ardanu.", "killed: initiator Gunmen, target a judge"),
        ("The shelling of the rebels by the army went on.", "shelling: initiator the army, target the rebels"),
        ("Karsovan shelling killed four people.", "killed: initiator Karsovan, target four people"),
        ("A Velmarian drone strike hit the base.", "Velmarian drone strike: initiator Velmarian | hit: initiator A Velmarian drone strike"),
        ("Rebel shelling hit the town.", "shelling: initiator Rebel"),
        ("The army captured Corvana.", "captured: initiator The army"),
        ("The army and the Hill Guard attacked the base.", "attacked: initiator The army, initiator the Hill Guard"),
        ("The army clashed with the rebels.", "clashed: initiator The army, initiator the rebels"),
        ("Clashes between the army and the rebels went on.", "Clashes: initiator the army, initiator the rebels"),
        ("The army launched an attack on the rebels.", "attack: initiator The army, target the rebels"),
        ("Villagers fled Eshtal.", "fled: victim_group Villagers"),
        ("Soldiers withdrew from Corvana.", "withdrew: initiator Soldiers"),
        ("The army deployed troops in Ardanu.", "deployed: initiator The army, initiator troops"),
        ("Shells hit rebel-held areas.", "hit: target rebel"),
        ("Soldiers who shot a farmer were arrested.", "shot: initiator Soldiers, target a farmer | arrested: target Soldiers"),
        (
            "The army attacked the base, killing six rebels.",
            "attacked: initiator The army",
        ),
        (
            "Gunmen stormed a bus and shot the driver.",
            "stormed: initiator Gunmen, victim_group a bus | shot: initiator Gunmen, target the driver",
        ),
        ("Gunmen attacked the village, home to farmers.", "attacked: initiator Gunmen"),
        ("The bombing was condemned by Ostrel.", "bombing:"),
        ("The attack killed nine soldiers.", "attack: target nine soldiers"),
        ("The army was accused of shelling the town.", "accused: target The army | shelling: initiator The army"),
        ("Police arrested two men.", "arrested: initiator Police, target two men"),
        ("The government and the rebels signed a truce.", "signed: initiator The government, initiator the rebels"),
        ("Troops fired on a crowd of protesters.", "fired: initiator Troops, target a crowd of protesters"),
        ("It bombed the bridge.", "bombed:"),
        # who acts stands before the action noun
        (
            "A junta airstrike killed nine people.",
            "junta airstrike: initiator junta, target nine people",
        ),
        (
            "Nine miners were killed in a militant attack.",
            "militant attack: initiator militant, target Nine miners",
        ),
        ("A terrorist attack killed nine people.", "terrorist attack: target nine people"),
        ("A police station attack killed two officers.", "station attack: target two officers, target police station"),
        (
            "Militants killed nine people in two attacks.",
            "killed: initiator Militants, target nine people | attacks: initiator Militants, target nine people",
        ),
        # one author of two coordinated passives
        (
            "Nine soldiers were ambushed and killed on Monday by rebels.",
            "ambushed: initiator rebels, target Nine soldiers | killed: initiator rebels, target Nine soldiers",
        ),
        # states that agree, are accused
        ("A truce between Armenia and Azerbaijan held.", "truce: initiator Armenia, initiator Azerbaijan"),
        ("The minister accused Iran of lying.", "accused: initiator The minister, target Iran"),
        # what houses people
        ("Jets bombed an apartment block.", "bombed: initiator Jets, victim_group an apartment block"),
        ("Shells hit a refugee camp.", "hit: victim_group a refugee camp"),
        ("Gunmen attacked a camp for displaced families.", "attacked: initiator Gunmen, target displaced families | displaced:"),
        ("Rebels hijacked an airliner with 46 people aboard.", "hijacked: initiator Rebels, target 46 people"),
        ("Attackers slit the throats of 93 villagers.", "slit: initiator Attackers, target 93 villagers"),
        ("Two nurses were found shot dead.", "shot: target Two nurses"),
        ("Rockets fired from a US helicopter hit the camp.", "fired: initiator a US helicopter | hit:"),
        ("Rebels took dozens of foreign workers hostage.", "took: initiator Rebels, target dozens of foreign workers"),
        ("Gunmen killed nine schoolchildren.", "killed: initiator Gunmen, target nine schoolchildren"),
        # taken hostage; driven out; found
        ("Rebels took 30 Dutch peacekeepers hostage.", "took: initiator Rebels, target 30 Dutch peacekeepers"),
        ("Soldiers drove the villagers from their homes.", "drove: initiator Soldiers, victim_group the villagers"),
        ("Marines found the bodies of 20 farmers.", ""),
        # the parser hung the verb on a noun; "of" on the accused
        (
            "The radio accused the movement of executing prisoners.",
            "accused: target the movement of | executing: initiator the movement of, target prisoners",
        ),
        ("The army said it bombed the bridge.", "bombed: initiator it"),
        ("The army said it would bomb the bridge.", "bomb:"),
        ("The mayor was killed by a car bomb.", "killed: target The mayor | car bomb: target The mayor"),
        ("Fighters of the Northern Front attacked the base.", "attacked: initiator Fighters of the Northern Front"),
        ("The rebels' attack on the base failed.", "attack: initiator The rebels'"),
        ("Rebels wrested the bridge from the army.", "wrested: initiator Rebels, target the army"),
        (
            "The army, with the support of the Hill Guard, attacked the base.",
            "attacked: initiator The army, supporter the Hill Guard",
        ),
        ("The army shelled positions of the rebels.", "shelled: initiator The army, target positions of the rebels"),
        ("The army shelled them.", "shelled: initiator The army, target them"),
        ("Two farmers were dragged out and shot by gunmen.", "shot: initiator gunmen, target Two farmers"),
        ("The envoy met rebels.", "met: initiator The envoy, initiator rebels"),
        (
            "The army repelled an assault by the rebels.",
            "repelled: target The army, initiator the rebels",
        ),
        ("The rebels fought off a Velmarian advance.", "fought off: target The rebels, initiator Velmarian"),
        ("A soldier stepped on a mine in Ardanu.", "stepped: target A soldier"),
        ("Soldiers arrested two men on 5 March.", "arrested: initiator Soldiers, target two men"),
        ("The activists blamed the attack on the army.", "blamed: initiator The activists | attack: initiator the army"),
        ("Rebels shelled a Front-run school.", "shelled: initiator Rebels, victim_group a Front-run school"),
        ("Rebels shelled a military school.", "shelled: initiator Rebels, target a military school"),
        ("Men in masks kidnapped a judge.", "kidnapped: initiator Men in masks, target a judge"),
        ("A judge was kidnapped by men on motorbikes.", "kidnapped: initiator men on motorbikes, target A judge"),
        ("Rebels shelled its positions.", "shelled: initiator Rebels, target its positions"),
        ("Police fired into a crowd of protesters.", "fired: initiator Police, target a crowd of protesters"),
        ("Gunmen kidnapped two of the brothers.", "kidnapped: initiator Gunmen, target two of the brothers"),
        ("The army shelled Velmarian positions.", "shelled: initiator The army, target Velmarian positions"),
    ],
)
def test_noun_phrases_take_roles(text, expected, coder):
    assert written(page_of(text, coder)) == expected


@pytest.mark.parametrize(
    ("active", "passive"),
    [
        ("The army shelled the rebels.", "The rebels were shelled by the army."),
        ("Gunmen kidnapped a priest.", "A priest was kidnapped by gunmen."),
        ("Police arrested the demonstrators.", "The demonstrators were arrested by police."),
        ("Rebels shot two soldiers.", "Two soldiers were shot by rebels."),
        ("The Northern Front attacked the police.", "The police were attacked by the Northern Front."),
    ],
)
def test_passive_keeps_the_roles(active, passive, coder):
    def roles(text):
        page = page_of(text, coder)
        return {(r.role, page.parse[r.mention.head].lower_) for t in find_triggers(page) for r in find_roles(page, t)}

    assert roles(active) == roles(passive)
