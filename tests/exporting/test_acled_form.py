import pytest

from small_gazetteer import small_gazetteer
from small_incidents import PLACES, document, incident, weapon
from tacitus.exporting import Job, Share, Tally
from tacitus.exporting.acled import COLUMNS, pin, rows, source_scale
from tacitus.exporting.crosswalk import country
from tacitus.exporting.job import Outlet

ARMY, REBELS, CIVILIANS = "Orrin army/state_forces/ML", "Soven Front/rebel/ML", "civilians/civilians"


@pytest.fixture(scope="module")
def places(tmp_path_factory):
    return small_gazetteer(tmp_path_factory.mktemp("gazetteer"))


def written(job, *incidents):
    return list(rows(incidents, job))


def test_the_columns_are_those_of_the_published_files_in_their_order():
    assert [c.name for c in COLUMNS] == [
        "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1",
        "assoc_actor_1",
        "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting", "iso", "region", "country",
        "admin1", "admin2",
        "admin3", "location", "latitude", "longitude", "geo_precision", "source", "source_scale", "notes", "fatalities", "tags",
        "timestamp",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("type_", "fields", "expected"),
    [
        ("clash", {"by": f"{ARMY}, {REBELS}"}, "Political violence | Battles | Armed clash"),
        ("capture", {"by": ARMY}, "Political violence | Battles | Government regains territory"),
        ("capture", {"by": REBELS}, "Political violence | Battles | Non-state actor overtakes territory"),
        # the army of another state is no government that regains
        ("capture", {"by": "Telmar army/state_forces/NE"}, "Political violence | Battles | Non-state actor overtakes territory"),
        ("airstrike", {}, "Political violence | Explosions/Remote violence | Air/drone strike"),
        ("shelling", {}, "Political violence | Explosions/Remote violence | Shelling/artillery/missile attack"),
        ("bombing", {}, "Political violence | Explosions/Remote violence | Remote explosive/landmine/IED"),
        ("bombing", {"doc": document("They threw a grenade.")}, "Political violence | Explosions/Remote violence | Grenade"),
        ("suicide_bombing", {}, "Political violence | Explosions/Remote violence | Suicide bomb"),
        ("chemical_attack", {}, "Political violence | Explosions/Remote violence | Chemical weapon"),
        ("attack", {}, "Political violence | Violence against civilians | Attack"),
        ("abduction", {}, "Political violence | Violence against civilians | Abduction/forced disappearance"),
        ("sexual_violence", {}, "Political violence | Violence against civilians | Sexual violence"),
        ("protest", {}, "Demonstrations | Protests | Peaceful protest"),
        ("protest_repressed", {}, "Demonstrations | Protests | Protest with intervention"),
        (
            "protest_repressed",
            {"tolls": ["killed 2"]},
            "Political violence; Demonstrations | Protests | Excessive force against protesters",
        ),
        ("riot", {"doc": document("Demonstrators burned tyres.")}, "Demonstrations | Riots | Violent demonstration"),
        ("riot", {"doc": document("A crowd beat a thief.")}, "Political violence | Riots | Mob violence"),
        (
            "deployment",
            {"doc": document("They set up a base.")},
            "Strategic developments | Strategic developments | Headquarters or base established",
        ),
        ("deployment", {}, "Strategic developments | Strategic developments | Change to group/activity"),
        ("siege", {}, "Strategic developments | Strategic developments | Other"),
    ],
)  # fmt: skip
def test_types_become_sub_events(type_, fields, expected):
    (row,) = written(Job(), incident(type_, **fields))
    assert f"{row['disorder_type']} | {row['event_type']} | {row['sub_event_type']}" == expected


@pytest.mark.parametrize(
    ("type_", "by", "on", "expected"),
    [
        ("clash", f"{ARMY}, {REBELS}", "", "Orrin army 1 | Soven Front 2 | 12"),
        ("clash", REBELS, ARMY, "Soven Front 2 | Orrin army 1 | 12"),
        ("attack", "gunmen/unidentified_armed", CIVILIANS, "Unidentified Armed Group (Mali) 3 | Civilians (Mali) 7 | 37"),
        ("attack", "", "", "Unidentified Armed Group (Mali) 3 | Civilians (Mali) 7 | 37"),
        ("shelling", "", CIVILIANS, "Unidentified Armed Group (Mali) 3 | Civilians (Mali) 7 | 37"),
        # a state's forces outside it are external
        ("airstrike", "Telmar army/state_forces/NE", REBELS, "Telmar army 8 | Soven Front 2 | 28"),
        ("airstrike", "Blue Helmets/external_forces", "", "Blue Helmets 8 | None 0 | 80"),
        ("protest", "", "", "Protesters (Mali) 6 | None 0 | 60"),
        ("riot", "", ARMY, "Rioters (Mali) 5 | Orrin army 1 | 15"),
        ("attack", "Dune clan/communal", CIVILIANS, "Dune clan 4 | Civilians (Mali) 7 | 47"),
        ("siege", "", "", "None 0 | None 0 | 00"),
    ],
)
def test_actors_have_inter_codes(type_, by, on, expected):
    (row,) = written(Job(), incident(type_, by=by, on=on))
    assert f"{row['actor1']} {row['inter1']} | {row['actor2']} {row['inter2']} | {row['interaction']}" == expected


def test_inter_codes_can_be_names():
    (row,) = written(Job(inter="name"), incident("attack", by=REBELS, on=CIVILIANS))
    assert (row["inter1"], row["inter2"], row["interaction"]) == ("Rebel group", "Civilians", "Rebel group-Civilians")


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2024-05-03", "2024-05-03 1"),
        ("2024-05-03..04", "2024-05-03 2"),  # overnight: one of two days
        ("2024-05-05..06 inferred", "2024-05-05 2"),
        ("2024-05-01..07", "2024-05-04 2"),
        ("2024-02", "2024-02-15 3"),  # the middle of the month
        ("2024-05", "2024-05-16 3"),
        ("2024", ""),
        ("", ""),
        ("2024-05-03..05 lasting", "2024-05-03 1, 2024-05-04 1, 2024-05-05 1"),
    ],
)
def test_dates_have_a_precision(day, expected):
    assert ", ".join(f"{r['event_date']} {r['time_precision']}" for r in written(Job(), incident(day=day))) == expected


@pytest.mark.parametrize(
    ("at", "vague", "expected"),
    [
        ("town", False, "Al Basera 15.4 -3.4 1"),
        ("area", False, "Al Basera 15.4 -3.4 2"),
        ("district", False, "Al Basera 15.4 -3.4 2"),  # no town bears its name: the nearest to its middle
        ("province", False, "Orrin 15.1 -3.1 3"),  # its capital, not its middle
        ("region", False, None),
        ("country", False, None),
        ("unknown", True, None),
    ],
)
def test_vague_places_stand_at_the_town_that_stands_for_them(places, at, vague, expected):
    found = pin(PLACES[at], places, vague=vague)
    assert (f"{found[0].name} {found[0].lat} {found[0].lon} {found[1]}" if found else None) == expected


@pytest.mark.parametrize(
    ("tolls", "expected"),
    [
        (["killed 7"], 7),
        (["killed 7-"], 7),
        (["killed 7-10"], 7),
        (["killed -20"], 20),
        (["killed 24-99~"], 12),  # dozens
        (["killed 10-99~"], 10),  # tens
        (["killed 100-999~"], 100),  # hundreds
        (["killed 2-10~"], 3),  # several
        (["killed 0"], 0),
        ([], 0),
        (["wounded 9"], 0),
    ],
)
def test_fatalities_are_the_cautious_figure(tolls, expected):
    (row,) = written(Job(), incident(tolls=tolls, policy="cautious"))
    assert row["fatalities"] == expected


def test_unknown_deaths_are_told_apart_from_none():
    unknown, none = (written(Job(), incident(tolls=tolls))[0]["notes"] for tolls in ([], ["killed 0"]))
    assert "No count of deaths is told" in unknown
    assert "No count" not in none


def test_an_act_of_several_days_is_divided_with_the_remainder_first():
    found = written(Job(), incident(day="2024-05-03..05 lasting", tolls=["killed 7"]))
    assert [r["fatalities"] for r in found] == [3, 2, 2]
    assert all("divided from 7 over 3 days" in str(r["notes"]) for r in found)
    assert len({r["event_id_cnty"] for r in found}) == 3


def test_towns_that_share_a_toll_are_divided_and_the_whole_is_left_out():
    job = Job(Tally("acled", "cautious"))
    whole = incident(tolls=["killed 11"], parts=3)
    found = written(job, whole, *(incident(share=Share("ev:w", 11, 3, n)) for n in range(3)))
    assert [r["fatalities"] for r in found] == [4, 4, 3]
    assert job.tally.left_out == {"its toll stands divided at its towns": 1}


def test_what_the_form_cannot_hold_is_counted():
    job = Job(Tally("acled", "cautious"))
    assert not written(job, incident("talks"), incident(at="country"), incident(day="2024"))
    assert sum(job.tally.left_out.values()) == 3


def test_notes_hold_no_sentence_of_the_report():
    doc = document("Shells fell on the grain market while traders packed their stalls.")
    (row,) = written(Job(), incident(doc=doc, by=ARMY, tolls=["killed 3"]))
    assert "grain market" not in str(row)
    assert (
        row["notes"] == "Shelling, 2024-05-03, Al Basera, Orrin, Mali. Attributed to Orrin army. Told by The Vale Post. Reported killed: 3."
    )


def test_rows_say_that_they_are_not_acled_data():
    (row,) = written(Job(), incident())
    assert str(row["tags"]).startswith("not ACLED data; policy=")
    assert "not ACLED data" in Tally("acled", "cautious").about()["note"]


def test_numbers_and_groups_of_the_country():
    (row,) = written(Job(), incident())
    assert (row["iso"], row["region"], row["country"], row["source"], row["timestamp"]) == (
        466,
        "Western Africa",
        "Mali",
        "The Vale Post",
        1714953600,
    )


def test_a_weapon_told_does_not_move_the_type():
    doc = document()
    (row,) = written(Job(), incident("attack", doc=doc, weapons=(weapon(doc, "drone"),)))
    assert row["sub_event_type"] == "Attack"


@pytest.mark.parametrize(
    ("outlets", "expected"),
    [
        ({}, ""),  # nobody registered them: nothing is guessed
        ({"A": Outlet("ML")}, "National"),
        ({"A": Outlet("SN")}, "Regional"),
        ({"A": Outlet("FR")}, "International"),
        ({"A": Outlet("ML", "Local radio")}, "Subnational"),
        ({"A": Outlet("FR", "NGO")}, "Other"),
        ({"A": Outlet(None, "newspaper")}, ""),
        ({"A": Outlet("FR", "newspaper"), "B": Outlet("ML", "local newspaper")}, "Subnational-International"),
        ({"A": Outlet("ML", "agency"), "B": Outlet("ML", "newspaper")}, "National"),
        ({"A": Outlet("ML"), "Another": Outlet("FR")}, "National"),  # it tells nothing of this event
    ],
)
def test_the_scale_of_the_sources_is_that_of_the_register(outlets, expected):
    land = country("ML")
    assert land is not None
    assert source_scale(("A", "B"), land, outlets) == expected


def test_the_scale_stands_in_the_row():
    (row,) = rows([incident("clash", by=ARMY)], Job(outlets={"The Vale Post": Outlet("ML", "newspaper")}))
    assert row["source_scale"] == "National"
