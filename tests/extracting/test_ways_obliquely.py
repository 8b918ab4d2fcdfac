"""Oblique ways of saying: acts told by what is seen of them, by what no longer is, by their papers, keys and flags; and their look-alikes.

Each row stands in a report of war, whose first sentence names its sides.
"""

from dataclasses import replace

import pytest
from one_page import page_of

from tacitus.extracting.triggers import find_triggers, read_triggers

WAR = "Two soldiers and a rebel were treated for wounds. "
LAW = "The gunmen, the police and the kidnapped captives were spoken of in court. "


@pytest.mark.parametrize(
    ("type_", "text"),
    [
        ("siege", "No lorry with flour has entered the town since April."),
        ("siege", "Trucks carrying medicine have not been let through for nine days."),
        ("siege", "Nothing has come in or out of Belvik since the spring."),
        ("siege", "Mission personnel were denied passage at Dornia."),
        ("siege", "A UN patrol was refused clearance at a checkpoint outside Tolva."),
        ("siege", "The army closed the road with earth berms."),
        ("siege", "Militiamen keep both roads into the valley shut."),
        ("siege", "The obstruction of aid deliveries went on for a third week."),
        ("siege", "The quarter was hemmed in by tanks, with its residents inside."),
        ("siege", "The soldiers would not let the ambulances pass."),
        ("siege", "The rebels continued to restrict the movement of aid convoys."),
        ("siege", "Militiamen held eleven trucks with shelter kits at the gate."),
        ("siege", "The army stopped all traffic on the bridge."),
        ("siege", "Rebels turned back three patrols of the mission near Minde."),
        ("displacement", "Columns of families were seen on the road to the border."),
        ("displacement", "Return movements to Eshtal continued last week."),
        ("displacement", "About 600 households went back to their villages on Sunday."),
        ("displacement", "The return of displaced families to Belvik began on Monday."),
        ("displacement", "Residents made their way through the fields to Tolva."),
        ("displacement", "Families poured into the stadium with their mattresses."),
        ("displacement", "Villagers waded across the lagoon before dawn."),
        ("displacement", "The inhabitants took to the caves above the village."),
        ("displacement", "Helicopters lifted 300 foreigners to a ship at sea."),
        ("displacement", "Some 900 people were moved to a school in the hills."),
        ("displacement", "12,800 people newly displaced since Monday."),
        ("withdrawal", "Troops no longer hold the ridge above Kelmar."),
        ("withdrawal", "The posts on the southern shore have been abandoned."),
        ("withdrawal", "The garrison decamped on Friday."),
        ("withdrawal", "The last defenders slipped out by night."),
        ("withdrawal", "The soldiers were gone by dawn."),
        ("withdrawal", "The army said that its troops were no longer in Hadir."),
        ("deployment", "The government has brought an extra company of peacekeepers to the town."),
        ("deployment", "Armoured vehicles took up positions at the central bank."),
        ("deployment", "The ministry stepped up patrols along the coast."),
        ("deployment", "New checkpoints have been set up on the road to Eshtal."),
        ("deployment", "Guardsmen were posted at the bridges on Sunday."),
        ("deployment", "A battalion reached Belvik on Saturday."),
        ("deployment", "The arrival of 400 paratroopers was announced on Friday."),
        ("transfer", "The colonel handed the keys of the town hall to the council."),
        ("transfer", "The police took over the customs post without incident."),
        ("transfer", "Control of the airport was given to the police."),
        ("agreement", "The two colonels shook hands on a timetable."),
        ("agreement", "The rebels announced a five-day halt to their operations."),
        ("agreement", "The bargain was sealed on Wednesday."),
        ("agreement", "Under an understanding with the elders, the road is to open."),
        ("destruction", "Armed men stripped the clinic of its medicine."),
        ("destruction", "Soldiers carried off motorcycles and saucepans."),
        ("destruction", "The fishing huts were put to the torch."),
        ("destruction", "The school was reduced to ashes by the retreating troops."),
        ("destruction", "Houses of two families were pulled down by army bulldozers."),
        ("protest", "Residents marched on Thursday through the city with the shoes of the dead."),
        ("protest", "Women marched on Monday along the corniche to ask for water."),
        ("protest", "Thousands poured into the square to call for the governor's head."),
        ("protest", "Some 200 relatives stood with portraits along the route."),
        ("talks", "The two delegations sat down in Vaduk."),
        ("threat", "The fighters have two days to lay down their weapons."),
        ("threat", "The commander gave the garrison three days to surrender."),
        ("threat", "Any convoy would be treated as a target, the general said."),
        ("threat", "The rebels would face the consequences, he said."),
    ],
)
def test_acts_told_obliquely_are_found(type_, text, coder):
    page = page_of(WAR + text, coder)
    assert type_ in {trigger.type for trigger in find_triggers(page)}


@pytest.mark.parametrize(
    ("type_", "text"),
    [
        ("arrest", "Agents took the editor from his office on Monday."),
        ("arrest", "At least 17 members of the council have been picked up from their homes."),
        ("arrest", "Soldiers came for the lawyer at his home before dawn."),
        ("arrest", "Three of his men gave themselves up to the police."),
        ("arrest", "Two men were being questioned at the barracks."),
        ("abduction", "Men in balaclavas came for the teacher shortly after midnight."),
        ("abduction", "The nurse has not been seen since."),
        ("abduction", "Two pupils were led off into the forest."),
        ("release", "Of those taken, nine are home again."),
        ("release", "Twelve fishermen walked through the gate of the prison."),
        ("release", "The remains of nine soldiers were returned through the Red Crescent."),
        ("release", "Two nurses kidnapped in June are free."),
        ("release", "Two of the girls were turned loose at the ford."),
    ],
)
def test_people_who_are_taken_and_come_back_are_found(type_, text, coder):
    page = page_of(LAW + text, coder)
    assert type_ in {trigger.type for trigger in find_triggers(page)}


@pytest.mark.parametrize(
    "text",
    [
        "Three lorries with flour entered the town on Friday.",  # what is let in is no siege
        "The troops hold the ridge above Kelmar.",
        "No tourist has entered the museum since April.",
        "Snow closed the road with its drifts.",
        "The families returned to school after the holiday.",
        "The mayor handed the keys to the new librarian.",
        "The minister and the union shook hands on a rise of the wage.",
        "The champion's flag was flying over the stadium after the match.",
        "The club sat down for dinner.",
        "Time marches on.",
        "Nobody has ever admitted to that.",
    ],
)
def test_look_alikes_name_no_act(text, coder):
    page = page_of("The council opened a library. " + text, coder)
    assert find_triggers(page) == ()


@pytest.mark.parametrize(
    ("type_", "text"),
    [
        ("siege", "Three lorries with flour entered the town on Friday."),  # what is let in is no siege
        ("siege", "The soldiers let the ambulances pass."),
        ("siege", "Snow closed the road with its drifts."),
        ("withdrawal", "The troops hold the ridge above Kelmar."),
        ("displacement", "The families returned to school after the holiday."),
        ("agreement", "The minister and the union shook hands on a rise of the wage."),
        ("transfer", "The champion's flag was flying over the stadium after the match."),
        ("threat", "The guests have two days to visit the museum."),
    ],
)
def test_look_alikes_are_not_the_act_in_a_report_of_war(type_, text, coder):
    page = page_of(WAR + text, coder)
    assert type_ not in {trigger.type for trigger in find_triggers(page)}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("No lorry with flour has entered the town since April.", "siege happened"),
        ("Trucks carrying medicine have not been let through for nine days.", "siege happened"),
        ("Troops no longer hold the ridge above Kelmar.", "withdrawal happened"),
        ("Nothing has come in or out of Belvik since the spring.", "siege happened"),
    ],
)
def test_what_does_not_happen_is_the_act(text, told, coder):
    page = page_of(WAR + text, coder)
    assert told in {f"{act.type} {act.status}" for act in page.acts}


class Sees:
    """A reading that takes one word for a deployment and no other for anything."""

    def __init__(self, token):
        self.token = token

    def types_of(self, token):
        return {"deployment": 0.9 if token == self.token else 0.0}


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Trucks with flour reached the town on Friday.", "reached", ["deployment"]),  # it is no siege, and may be something else
        ("Trucks with flour have not reached the town since Friday.", "reached", []),  # the lexicon has it
    ],
)
def test_what_happens_is_left_to_the_head(text, word, expected, coder):
    page = page_of(WAR + text, coder)
    seen = replace(page, reading=Sees(next(t.i for t in page.parse if t.text == word)))
    assert [trigger.type for trigger in read_triggers(seen, find_triggers(seen))] == expected
