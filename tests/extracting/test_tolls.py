"""Tolls: who was harmed and how many, as told.

A toll is written `harm bounds group part total`; bounds are one figure or `least..most` (an open end left out), `~` approx, `?` vague.
"""

import pytest

from tacitus.annotating.numbers import find_numbers
from tacitus.annotating.parse import parse
from tacitus.extracting.tolls import find_tolls
from tacitus.model import Document
from tacitus.page import Page, TollDraft


def written(toll: TollDraft) -> str:
    figure = f"{toll.min}" if toll.min == toll.max else f"{'' if toll.min is None else toll.min}..{'' if toll.max is None else toll.max}"
    sign = {"approx": "~", "vague": "?", None: ""}[toll.qualifier]
    group = "" if toll.group == "unspecified" else f" {toll.group}"
    return f"{toll.harm} {sign}{figure}{group}{' part' * toll.part}{' total' * toll.cumulative}"


def read(text, nlp):
    document = Document(text=text)
    doc = parse(document, nlp)
    return Page(document, doc, numbers=find_numbers(doc))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Twelve civilians were killed.", "killed 12 civilians"),
        ("Twelve people were killed in the blast.", "killed 12"),
        ("At least seven soldiers were killed by shelling.", "killed 7.. combatants"),
        ("Nine villagers have been killed.", "killed 9 civilians"),
        ("Nine villagers had been killed and burned.", "killed 9 civilians"),
        ("Two journalists were injured near the gate.", "wounded 2 journalists"),
        ("Four nurses were wounded.", "wounded 4 medics"),
        ("Six children were hurt.", "wounded 6 children"),
        ("Thirty rebels were captured.", "captured 30 combatants"),
        ("Thirty students were kidnapped by gunmen.", "captured 30 civilians"),
        ("Some 2,000 people were displaced.", "displaced ~2000"),
        ("Three aid workers were abducted on Monday.", "captured 3 aid_workers"),
        ("The bodies of nine men were found in a well.", "killed 9"),
        ("A mine killed four farmers.", "killed 4 civilians"),
        ("Gunmen killed a teacher.", "killed 1 civilians"),
        ("Shells wounded 14 residents.", "wounded 14 civilians"),
        ("The bomb killed seven people and wounded 30.", "killed 7; wounded 30"),
        ("The raid killed more than 20 militants.", "killed 21.. combatants"),
        ("The army said it killed up to 40 fighters.", "killed ..40 combatants"),
        ("The strike killed nearly 50 people.", "killed ~50"),
        ("The strike killed several people.", "killed ?2..10"),
        ("The strike killed dozens of people.", "killed ?24..99"),
        ("The blast injured between 20 and 25 shoppers.", "wounded 20..25 civilians"),
        ("Police arrested 16 protesters.", "captured 16"),
        ("The rebels captured 12 soldiers.", "captured 12 combatants"),
        ("Gunmen kidnapped three engineers.", "captured 3 civilians"),
        ("Mortar fire hit the market, killing nine.", "killed 9"),
        ("Mortar fire hit the market, killing at least nine people and wounding 20.", "killed 9..; wounded 20"),
        ("A car bomb exploded, leaving 15 people dead.", "killed 15"),
        ("The number of dead was lowered from 14 to 11.", "killed 11"),
        ("The number of wounded was revised down from 90 to 62.", "wounded 62"),
        ("The dead included three nurses.", "killed 3 medics part"),
        ("Of the 22 dead, 15 were civilians.", "killed 22; killed 15 civilians part"),
        ("Of those wounded, nine were soldiers.", "wounded 9 combatants part"),
        ("Four herders, a teenager among them, were killed.", "killed 4 civilians; killed 1 children part"),
        ("Five people were killed and the same number wounded.", "killed 5; wounded 5"),
        ("At least five people were killed and twice as many injured.", "killed 5..; wounded 10.."),
        ("Gunmen killed at least 10 and perhaps as many as 25 people.", "killed 10..25"),
        ("The twins, aged six, were killed.", ""),  # their years
        ("Boys aged between six and nine were killed.", ""),
        ("The strike caused damage but no injuries.", "wounded 0"),
        ("Killed: 3 (two soldiers, one child). Wounded: 12.", "killed 3; killed 2 combatants part; killed 1 children part; wounded 12"),
        ("A car bomb exploded, leaving 15 dead and 40 wounded.", "killed 15; wounded 40"),
        ("The attack left six people dead.", "killed 6"),
        ("The attack left dozens injured.", "wounded ?24..99"),
        ("Twelve people died in the fire.", "killed 12"),
        ("Two soldiers drowned in the river.", "killed 2 combatants"),
        ("Five people perished.", "killed 5"),
        ("Thousands fled the town.", "displaced ?1000..9999"),
        ("Ten policemen lost their lives.", "killed 10 combatants"),
        ("The attack claimed 12 lives.", "killed 12"),
        ("The blast cost nine lives.", "killed 9"),
        ("The fall of the bridge took the lives of six people.", "killed 6"),
        ("The deaths of nine troops were confirmed.", "killed 9 combatants"),
        ("The army confirmed the death of a soldier.", "killed 1 combatants"),
        ("The killing of two priests shocked the town.", "killed 2 civilians"),
        ("The execution of nine prisoners was filmed.", "killed 9"),
        ("The hospital reported 12 deaths.", "killed 12"),
        ("The death toll rose to 27.", "killed 27"),
        ("The death toll stands at 41.", "killed 41"),
        ("The governor put the death toll at 19.", "killed 19"),
        ("Officials raised the death toll to 30.", "killed 30"),
        ("There were 12 dead and 30 wounded.", "killed 12; wounded 30"),
        ("12 dead, 30 wounded.", "killed 12; wounded 30"),
        ("The clash caused 15 casualties.", "affected 15"),
        ("Twenty-two bodies were recovered.", "killed 22"),
        ("Six people are missing.", "missing 6"),
        ("Eleven fishermen remain missing.", "missing 11 civilians"),
        ("12 were killed and 30 wounded.", "killed 12; wounded 30"),
        ("At least 21 people have been killed and more than 70 others wounded.", "killed 21..; wounded 71.."),
        ("Seven were killed and scores were injured.", "killed 7; wounded ?20..99"),
        ("Two died and five were hurt.", "killed 2; wounded 5"),
        ("The shelling killed six and injured nine others.", "killed 6; wounded 9"),
        ("Nineteen soldiers were killed and four captured.", "killed 19 combatants; captured 4"),
        ("The blast killed seven people, three of them children.", "killed 7; killed 3 children part"),
        ("The blast killed seven people, including three children.", "killed 7; killed 3 children part"),
        ("The blast killed seven people, including two women and a child.", "killed 7; killed 2 women part; killed 1 children part"),
        ("Ten people were killed, among them four children.", "killed 10; killed 4 children part"),
        ("Ten people, including two journalists, were killed.", "killed 10; killed 2 journalists part"),
        ("Nine of the dead were soldiers.", "killed 9 combatants part"),
        ("Four children were among the dead.", "killed 4 children part"),
        ("Two doctors were among those killed.", "killed 2 medics part"),
        ("Two soldiers and a policeman were killed.", "killed 3 combatants"),
        ("A woman and her son were killed.", "killed 2 civilians; killed 1 women part; killed 1 children part"),
        ("Five workers and their driver were killed.", "killed 6; killed 5 civilians part"),
        ("The strike killed four teachers and a nurse.", "killed 5 civilians; killed 1 medics part"),
        ("Five soldiers and 110 rebels were killed.", "killed 5 combatants; killed 110 combatants"),
        ("A man was killed.", "killed 1"),
        ("His wife was wounded.", "wounded 1 civilians"),
        ("A soldier was killed and two others were injured.", "killed 1 combatants; wounded 2"),
        ("A 12-year-old boy was killed.", "killed 1 children"),
        ("A 34-year-old man was shot dead.", "killed 1"),
        ("The mayor was assassinated.", "killed 1"),
        ("A journalist was detained.", "captured 1 journalists"),
        ("He was wounded.", "wounded 1"),
        ("Two brothers were killed.", "killed 2"),
        ("The missile killed a family of five.", "killed 5"),
        ("Gunmen shot dead three guards.", "killed 3"),
        ("Three men were shot dead.", "killed 3"),
        ("A shepherd was beaten to death.", "killed 1 civilians"),
        ("Two boys were stabbed to death.", "killed 2 children"),
        ("Gunmen gunned down two soldiers and a policeman.", "killed 3 combatants"),
        ("Rebels put three soldiers to death.", "killed 3 combatants"),
        ("The army put three soldiers on trial.", ""),
        ("Seven women were cut down at a well.", "killed 7 women"),
        ("Two soldiers and a policeman died.", "killed 3 combatants"),
        ("Jets struck a radar with no loss of life.", "killed 0"),
        ("The patrol lost nine men.", "killed 9"),
        ("Four soldiers fell in the battle.", "killed 4 combatants"),
        ("The clinic treated 22 people.", "wounded 22"),
        ("Fourteen people are in hospital.", "wounded 14"),
        ("Killed: 6 civilians.", "killed 6 civilians"),
        ("The attack killed and wounded 29 people.", "affected 29"),
        ("Dozens were killed or injured.", "affected ?24..99"),
        ("No one was hurt.", "killed 0; wounded 0"),
        ("Nobody was killed.", "killed 0"),
        ("No one was injured.", "wounded 0"),
        ("There were no casualties.", "killed 0; wounded 0"),
        ("No casualties were reported.", "killed 0; wounded 0"),
        ("The bomb went off without hurting anyone.", "killed 0; wounded 0"),
        ("The town was taken without casualties.", "killed 0; wounded 0"),
        ("The army said it had no losses.", "killed 0"),
        ("No soldiers were killed.", "killed 0 combatants"),
        ("There were no immediate reports of casualties.", ""),
        ("Villagers were killed.", ""),
        ("Many people were wounded.", ""),
        ("Casualties are feared.", ""),
        ("The drone could kill hundreds.", ""),
        ("Rebels threatened to kill 40 hostages.", ""),
        ("The police did not kill two men.", ""),
        ("The attack was planned to kill 20 people.", ""),
        ("A bus carrying 40 passengers was hit.", ""),
        ("The 40-year-old bridge was destroyed.", ""),
        ("The shop sold 300 goods for 40 dollars.", ""),
        ("The strike destroyed 12 tanks.", ""),
        ("The army captured two villages.", ""),
        ("The army captured three tanks.", ""),
        ("The 3rd Brigade was at kilometre 40.", ""),
        ("He died in 2019.", "killed 1"),
        ("The toll on the highway is high.", ""),
        ("It takes no prisoners.", ""),
        ("If 30 people were killed, the talks would end.", ""),
        ("About 400 people may be killed.", ""),
        ("More than 3,000 people have been killed since March.", "killed 3001.. total"),
        ("The war has killed 9,000 people.", "killed 9000 total"),
        ("Police have killed 120 people this year.", "killed 120 total"),
        ("Twelve people have died this month.", "killed 12 total"),
        ("The blast killed two, bringing the death toll to 61.", "killed 2; killed 61 total"),
        ("Over the past two months, 150 people were killed.", "killed 150 total"),
        ("Since Friday, 14 people have been killed.", "killed 14 total"),
        ("Thousands of people have been killed.", "killed ?1000..9999 total"),
        ("The insurgency has displaced 80,000 people.", "displaced 80000 total"),
        ("The three attackers were killed.", "killed 3 combatants"),
        ("Both pilots died.", "killed 2 combatants"),
        ("All four gunmen were killed.", "killed 4 combatants"),
        ("Police killed one protester and arrested 30.", "killed 1; captured 30"),
        ("Rebels executed nine captured soldiers.", "killed 9 combatants"),
        ("Fifteen people were taken hostage.", "captured 15"),
        ("Troops took 12 soldiers prisoner.", "captured 12 combatants"),
        ("Two women were raped and one was killed.", "killed 1"),
        ("The UN said 300 people had fled.", "displaced 300"),
        ("Some 6,000 residents were evacuated.", "displaced ~6000 civilians"),
        ("Officials said at least 12 people, most of them women, were killed.", "killed 12.."),
        ("Eight people – five soldiers and three guards – were killed.", "killed 8; killed 5 combatants part; killed 3 part"),
        ("About a dozen people were hurt.", "wounded ~12"),
        ("Two or three people died.", "killed 2..3"),
        ("Hundreds of thousands were displaced by the fighting.", "displaced ?100000..999999"),
        ("Fewer than ten people were wounded.", "wounded ..9"),
        ("As many as 20 people were killed, a doctor said.", "killed ..20"),
        ("More than 6 people were killed.", "killed 7.."),
        ("One person was killed.", "killed 1"),
        ("Two tourists and three guides were kidnapped.", "captured 5 civilians"),
        # a verb of counting gives the figure
        ("A doctor put the dead at 31, among them nine children, and the wounded at 64.", "killed 31; killed 9 children part; wounded 64"),
        ("Rescuers had raised the toll of the market strike to 11.", "killed 11"),
        ("The number of people known to have died in the raid has risen to 24.", "killed 24"),
        ("The death toll rose from 12 to 19.", "killed 19"),
        ("Killed: 31 (29 civilians).", "killed 31; killed 29 civilians part"),
        ("Nine people were killed. Doctors put the number at 12.", "killed 9; killed 12"),
        ("Rebels have tanks. Analysts put the number at 12.", ""),
        ("Nine people were killed. Analysts put the number of tanks at 12.", "killed 9"),
        # totals taken apart, and what others count
        (
            "Killed: 31 (29 civilians, incl. 8 children; 2 fighters).",
            "killed 31; killed 29 civilians part; killed 8 children part; killed 2 combatants part",
        ),
        ("Soldiers killed: 17 by name (army: 4; rebels: 26).", "killed 17; killed 4; killed 26"),
        ("Killed, by two sources: 21.", "killed 21"),
        ("Fighters killed: 3. No civilians.", "killed 3; killed 0 civilians"),
        ("The shelling killed 34 people. The militia says 26.", "killed 34; killed 26"),
        ("Nine people died. He said 15 minutes later.", "killed 9"),
        ("The ministry put the enemy's losses at more than ninety.", "killed 91.."),
        ("Rebels killed 11 soldiers and lost four of their own.", "killed 11 combatants; killed 4"),
        # the held, the freed and those who leave
        ("Armed men took away all 11 people on board.", "captured 11"),
        ("Fifty marchers are being held, lawyers say.", "captured 50 civilians"),
        ("Gunmen freed 12 people.", "captured 12"),
        ("Thirty-four soldiers laid down their arms.", "captured 34 combatants"),
        ("The hall holds 300 people.", ""),
        ("The army seized 14 tanks and 3 villages.", ""),
        ("More than 1,900 residents of Tarn have crossed the river.", "displaced 1901.. civilians"),
        ("Some 200 soldiers left the town.", ""),
        ("The mayor left the talks.", ""),
        # hurts, captives and the buried
        ("Two clerks suffered burns.", "wounded 2 civilians"),
        ("A nurse spoke of 70 with gunshot wounds.", "wounded 70"),
        ("Thirty-four soldiers were taken prisoner.", "captured 34 combatants"),
        ("Gunmen took nine farmers hostage.", "captured 9 civilians"),
        ("The villagers have buried twenty-three.", "killed 23"),
        ("The army said it had lost a sergeant there.", "killed 1 combatants"),
        ("Militiamen killed 29 displaced villagers.", "killed 29 civilians"),
        # coordination: one sum, but neither of two harms nor of two sides
        ("Rockets killed a nurse, Rima Saqr, and two men.", "killed 1 medics part; killed 3"),
        ("The strike killed a couple and their four daughters.", "killed 6 civilians; killed 4 children part"),
        ("Fire at the crossing killed three Velmari guards and one Tarnish soldier.", "killed 3; killed 1 combatants"),
        ("More than 90 deaths and 142 injuries were caused by drones.", "killed 91..; wounded 142"),
        # what came of all that the words sum is a total
        ("Rebels have raided farms over the past three years, killing more than 900 people.", "killed 901.. total"),
        ("Months of shelling have killed 300 people.", "killed 300 total"),
        ("Nine people had been killed and 12 wounded in raids on the town in the last 24 hours.", "killed 9 total; wounded 12 total"),
        # lists that the parse lays out otherwise, and companions
        ("A judge, his driver and two bodyguards were shot dead on Thursday night.", "killed 4; killed 1 civilians part"),
        ("The strike killed a guard, two drivers and a cook.", "killed 4; killed 1 civilians part; killed 2 part"),
        ("Two brothers, a clerk and a cook, were killed.", "killed 2"),
        ("The raid killed two brothers, a clerk and a cook.", "killed 2"),
        ("3 soldiers, 9 militants killed in valley operation", "killed 3 combatants; killed 9 combatants"),
        ("11 officers and 3 passers-by dead, 29 hurt.", "killed 14; killed 11 combatants part; wounded 29"),
        ("Four warders, a soldier and three attackers were killed.", "killed 5 combatants; killed 3 combatants"),
        ("Seven civilians and two gunmen were killed.", "killed 7 civilians; killed 2 combatants"),
        ("There were 612 deaths, of whom 240 civilians.", "killed 612"),
        ("The priest was killed along with four of his relatives.", "killed 1 civilians part; killed 5"),
        ("The mayor as well as two councillors were killed.", "killed 3; killed 2 civilians part"),
        # the same verb for other places, and figures before people that are no dates
        ("Fifteen people died in Karsk, eight in Dolna and four in Brod.", "killed 15; killed 8; killed 4"),
        ("Between 30 and 40 peasants were massacred.", "killed 30..40 civilians"),
        ("BRENNA, March 8 — Sixty-two people died.", "killed 62"),
        ("Another two were killed by mortar fire.", "killed 2"),
        # figures given otherwise
        ("Officials said 12 people had died, but residents gave a figure of 30.", "killed 12; killed 30"),
        ("Twelve people were killed. The ministry later lowered that to nine.", "killed 12; killed 9"),
        ("The army set its radios to nine.", ""),
        ("Five rebels died in Brod, taking the number of rebels killed this year to 94.", "killed 5 combatants; killed 94 total"),
        ("At least 35 people were killed, including 11 burned alive in a church.", "killed 35..; killed 11 part"),
        # harm told without a word of harm, and people whom nothing happened to
        ("A shepherd lost a leg.", "wounded 1 civilians"),
        ("The club lost three matches.", ""),
        ("A sniper shot a boy in the leg.", "wounded 1 children"),
        ("Two women were struck by flying glass.", "wounded 2 women"),
        ("Three houses were struck by shrapnel.", ""),
        ("Fourteen people were taken to hospital.", "wounded 14"),
        ("A man was taken to hospital, where he was pronounced dead.", "killed 1"),
        ("The army took the town to the river.", ""),
        ("Three pilgrims were treated for burns.", "wounded 3 civilians"),
        ("Two patients and a newborn did not survive.", "killed 3 civilians; killed 1 children part"),
        ("He bled to death.", "killed 1"),
        ("Nine women were burned alive.", "killed 9 women"),
        ("Fifteen miners were machine-gunned in their bus.", "killed 15 civilians"),
        ("Two helicopters were shot down.", ""),
        ("The raid ended with the loss of five men.", "killed 5"),
        ("The raid ended with the loss of five tanks.", ""),
        ("The statement spoke of the capture of six soldiers.", "captured 6 combatants"),
        ("The statement spoke of the capture of six villages.", ""),
        ("Fifteen people vanished.", "missing 15"),
        ("Shelling forced hundreds of families from their homes.", "displaced ?100..999"),
        ("The violence drove about 1,200 families out of the district.", "displaced ~1200"),
        ("Troops drove the rebels out of the town.", ""),
        ("All nine people aboard were unharmed.", "killed 0; wounded 0"),
        ("The minister escaped unhurt.", ""),
        ("Nobody was inside when the shell hit.", "killed 0; wounded 0"),
        ("There were no reports of casualties.", ""),
        # people told by where they are from or by their years, and the wounded who died
        ("In the old city a Palestinian was killed.", "killed 1"),
        ("Two Britons, a Dane and four Afghans were killed.", "killed 7"),
        ("A 17-year-old was shot dead.", "killed 1 children"),
        ("Troops shot dead a 24-year-old and wounded five others.", "killed 1; wounded 5"),
        ("A soldier who was wounded in Brod on Saturday has died.", "killed 1 combatants"),
        ("One person died and another was in critical condition.", "killed 1; wounded 1"),
        ("The shepherd died with six others.", "killed 1 civilians part; killed 7"),
        ("The remains of 14 people were recovered.", "killed 14"),
        ("Four guards were pulled from a bus and shot on the spot.", "killed 4"),
        # tolls that climb, and those that no longer hold
        ("Death toll in Brod blast climbs to 63", "killed 63"),
        ("The toll from Saturday's twin blasts in the capital rose to 87 on Sunday.", "killed 87"),
        ("The toll, put at 84 by the police, is certain to rise.", "killed 84"),
        ("The bombs killed 33, officials said, revising down an earlier toll of 41.", "killed 33"),
        # where a list ends, what a list holds that is no people, and parts of counts told before
        (
            "Planes struck a school, killing fourteen pupils and a cook, teachers and an officer told us.",
            "killed 14 children part; killed 15 civilians",
        ),
        ("The losses amounted to 90 soldiers killed, two tanks and a howitzer.", "killed 90 combatants"),
        ("A bomb went off in the suburb: 7 workers killed, 15 injured (hospital lists).", "killed 7 civilians; wounded 15"),
        ("Attacks left 24 people dead. Eight of them were killed in Brod.", "killed 24; killed 8 part"),
        ("All 14 rebels, two soldiers and one hostage died.", "killed 14 combatants; killed 3; killed 2 combatants part"),
        ("Killed in the attack were a teacher, two students and a guard.", "killed 1 civilians part; killed 2 civilians part; killed 4"),
        ("Two Turkish and three Syrian soldiers were killed.", "killed 2 combatants; killed 3 combatants"),
        ("Seven members of the security forces and 12 insurgents were killed.", "killed 7; killed 12 combatants"),
        ("Gunmen kill 3 polio workers, 2 guards in Karsk", "killed 3 civilians; killed 2"),
        ("Nine deaths were recorded in Karsk, six in Brod.", "killed 9; killed 6"),
        ("Eleven people died, seven in Brod and four in Karsk.", "killed 11"),
        ("Among the dead were two children.", "killed 2 children part"),
        ("One of the dead was a three-year-old girl.", "killed 1 children part"),
        ("The number of dead could reach 100.", ""),
        ("The prosecutor has a report of twelve bodies.", "killed 12"),
        ("Thousands of Kurds crossed into Turkey.", "displaced ?1000..9999"),
        ("An elderly couple were burned to death.", "killed 2 civilians"),
        ("Gunmen shot a driver in both knees.", "wounded 1"),
        ("Rebels took 57 people hostage, 15 of them ambassadors.", "captured 57; captured 15 part"),
        # known gaps: figures whose harm is told without a harm word, or in the sentence before
        pytest.param("Fourteen of the victims were children.", "killed 14 children part", marks=pytest.mark.xfail),
        pytest.param("An old man lost his legs.", "wounded 1 civilians", marks=pytest.mark.xfail),
        pytest.param("The police say eleven.", "killed 11", marks=pytest.mark.xfail),
        pytest.param("Nine were pushed into a lorry and not seen since.", "missing 9", marks=pytest.mark.xfail),
    ],
)
def test_tolls_are_read(text, expected, nlp):
    assert "; ".join(map(written, find_tolls(read(text, nlp)))) == expected


def test_a_toll_keeps_its_words_and_its_victims(nlp):
    page = read("On Monday a mine killed at least four farmers near Dolna.", nlp)
    (toll,) = find_tolls(page)
    assert page.span(toll).text == "killed at least four farmers"
    assert page.span(toll.victims).text == "at least four farmers"
    assert page.parse[toll.harm_token].text == "killed"


def test_a_total_keeps_the_words_of_its_scope(nlp):
    page = read("Police have killed 120 people this year.", nlp)
    (toll,) = find_tolls(page)
    assert page.span(toll.scope).text == "this year"


def test_boilerplate_is_not_read(nlp):
    page = read("A mine killed four farmers.", nlp)
    assert find_tolls(Page(page.document, page.parse, skipped=frozenset({0}), numbers=page.numbers)) == ()


@pytest.mark.parametrize(
    ("told", "retold"),
    [
        ("A shell killed nine villagers.", "Nine villagers were killed by a shell."),
        ("The raid wounded 14 soldiers.", "Fourteen soldiers were wounded in the raid."),
        ("Gunmen abducted three nurses.", "Three nurses were abducted by gunmen."),
    ],
)
def test_active_and_passive_tell_the_same(told, retold, nlp):
    assert [*map(written, find_tolls(read(told, nlp)))] == [*map(written, find_tolls(read(retold, nlp)))]


@pytest.mark.parametrize("text", ["A mine killed four farmers.", "The blast wounded 14 residents.", "Police arrested 16 protesters."])
def test_not_removes_a_toll(text, nlp):
    assert find_tolls(read(text, nlp))
    verb = text.split()[2] if text.startswith(("A ", "The ")) else text.split()[1]
    base = {"killed": "kill", "wounded": "wound", "arrested": "arrest"}[verb]
    assert not find_tolls(read(text.replace(verb, f"did not {base}"), nlp))
