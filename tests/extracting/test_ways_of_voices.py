"""Ways of telling in the voices of a war: communiques of its sides, tallies, mayors and hospitals. And words that only look so."""

import pytest
from one_page import page_of

from tacitus.extracting.triggers import find_triggers


def types(text, coder):
    return {trigger.type for trigger in find_triggers(page_of(text, coder))}


@pytest.mark.parametrize(
    ("type_", "text"),
    [
        ("shelling", "Our artillery dealt with a gathering of terrorists at the brickworks."),
        ("shelling", "Our gunners silenced two enemy mortars on the ridge."),
        ("shelling", "The army responded to the sources of fire."),
        ("shelling", "The rocket units took the airfield under fire."),
        ("shelling", "The clinic admitted seven people wounded by shrapnel."),
        ("shelling", "Two girls with shell wounds were brought in during the night."),
        ("airstrike", "The regime's aircraft poured barrels of death on the vegetable market."),
        ("airstrike", "Eleven sorties were flown by warplanes against the heights."),
        ("airstrike", "Jets appeared over the town at noon. They struck an ambulance."),
        ("shelling", "Shells fell on the old quarter in the morning. They destroyed a bakery."),
        ("interception", "Our air defences dispatched two hostile drones over the bay."),
        ("interception", "Air defences confronted a spy plane and destroyed it."),
        ("attack", "A body was found on the mill road, bound and shot."),
        ("attack", "Two boys were sniped at the crossing."),
        ("attack", "A reporter was martyred by bullets of the occupation."),
        ("clash", "Our heroes foiled an advance of the enemy on the eastern axis."),
        ("clash", "Three of our fighters attained martyrdom on the river front."),
        ("clash", "A sergeant fell at the canal."),
        ("clash", "Our men fell upon an army patrol near the quarry."),
        ("capture", "Our units established control over Belvik."),
        ("capture", "The fighters imposed their control over the post."),
        ("capture", "The whole city is in our hands."),
        ("capture", "The enemy was driven from the heights."),
        ("capture", "The mercenaries have been thrown out of the town."),
        ("withdrawal", "The mercenaries took to flight."),
        ("withdrawal", "Our units moved back to prepared lines in the rear."),
        ("withdrawal", "The battalion regrouped on a new line behind the river."),
        ("agreement", "The garrison raised the white flag."),
        ("bombing", "Saboteurs derailed a fuel train by a charge under the rails."),
        ("suicide_bombing", "A martyrdom-seeker drove his vehicle into the gate of the base."),
        ("release", "The remains of nine soldiers were handed back at the crossing."),
        ("release", "Our brothers have returned from captivity."),
        ("deployment", "A military convoy of thirty vehicles entered Belvik."),
        ("displacement", "The villagers were made to leave."),
        ("shelling", "The army fired at Belvik."),
        ("shelling", "Rebels deny firing on the harbour at Belvik. The army had fired rockets."),
        ("shelling", "The soldiers were at the gate when a dormitory was levelled. The army says nothing."),
        ("shelling", "The garrison resumed its harassing fire."),
        ("bombing", "Two farmers killed, mine."),
        ("airstrike", "A drone crippled a tank at the quarry."),
        ("clash", "The head of the terror cell was eliminated."),
        ("clash", "Their snipers took down six soldiers."),
        ("clash", "The hirelings were cut to pieces on the beach."),
        ("release", "The rebels let go nineteen conscripts."),
        ("capture", "Belvik has been returned to the republic."),
        ("capture", "Belvik has returned to the bosom of the homeland."),
        ("arrest", "A network of five agents was rolled up in Belvik."),
        ("withdrawal", "The garrison went over to the enemy with all its arms."),
        ("withdrawal", "Our men fled the town."),
        ("destruction", "The militiamen carted away their grain."),
        ("attack", "A trawler was fired on off the cape."),
        ("clash", "Our heroes killed six infiltrators."),
        ("clash", "Destruction of an enemy tank on the northern front."),
        ("withdrawal", "Flight of the remnants of the gang from the hills."),
        ("siege", "The militia prevents the entry of flour into Belvik."),
        ("interception", "The sappers dismantled a booby-trapped car."),
        ("clash", "Our snipers accounted for four of the occupiers."),
        ("attack", "The police lashed a barber."),
        ("deployment", "The Guard quartered its men in the school."),
        # People by their calling, places by what is made or kept there.
        ("arrest", "Soldiers arrested the schoolmaster."),
        ("attack", "A notary was shot dead in Belvik."),
        ("attack", "Soldiers beat up a muezzin at the checkpoint."),
        ("release", "The rebels released a surveyor."),
        ("shelling", "A gymnasium was hit in the night."),
        ("destruction", "Militiamen burned a sawmill in Belvik."),
        ("capture", "The 4th Brigade stormed the brickworks. The battalion took the mill."),
        ("capture", "Rebels overran a farmhouse near Belvik."),
    ],
)
def test_a_voice_is_understood(type_, text, coder):
    assert type_ in types(text, coder)


@pytest.mark.parametrize(
    "text",
    [
        "The impact of the new tariff on the town was felt by spring.",
        "The singer's hits filled the stadium.",
        "The minister dealt with the target for inflation.",
        "The gardener treated eleven trees.",
        "He fell in love with a sergeant's daughter.",
        "The office restored order to its files.",
        "The team regrouped at the hotel.",
        "The visitors came home from the coast. They hit a new high.",
        "The book was returned to the library.",
        "The convoy of brides entered the church.",
        "The house was ours for a summer.",
        "The firm fired a third of its staff at Belvik.",
        "He fired off a letter to the council at Belvik.",
        "The new head of the choir was eliminated in the second round.",
        "They hit the road at dawn.",
        "The book goes over to the publisher in May.",
        "Our men's choir left for the festival.",
        "The band captured the mood of the gymnasium.",
        "The company took a warehouse on a long lease.",
        "The destruction of old tank engines is costly.",
        "Exports account for four tenths of the soldiers' pay.",
        "The fence prevents the entry of cattle.",
        "The flight of the bird lasted an hour.",
        "The notary hit a new low.",
    ],
)
def test_words_of_other_voices_tell_nothing(text, coder):
    assert not types(text, coder)
