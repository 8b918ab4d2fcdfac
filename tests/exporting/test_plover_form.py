import json

import pytest

from small_incidents import document, incident, weapon
from tacitus.exporting import Job, Tally
from tacitus.exporting.plover import POLECAT, modes, polecat, records

ARMY, REBELS, CIVILIANS = "Orrin army/state_forces/ML", "Soven Front/rebel/ML", "civilians/civilians"


def test_polecat_has_its_forty_columns():
    assert len(POLECAT) == 40
    assert [c.name for c in POLECAT][:8] == [
        "Event ID",
        "Event Date",
        "Event Type",
        "Event Mode",
        "Intensity",
        "Quad Code",
        "Contexts",
        "Actor Name",
    ]
    assert [c.name for c in POLECAT][-4:] == ["Story Organizations", "Story Locations", "Language", "Version"]


@pytest.mark.parametrize(
    ("type_", "fields", "expected"),
    [
        ("clash", {}, "ASSAULT firearms 4"),
        ("airstrike", {}, "ASSAULT aerial 4"),
        ("airstrike", {"weapon": "drone"}, "ASSAULT drone 4"),
        ("attack", {}, "ASSAULT targeted 4"),
        ("attack", {"weapon": "small_arms"}, "ASSAULT firearms 4"),
        ("attack", {"status": "historical"}, "ASSAULT targeted historical 4"),
        ("shelling", {"status": "planned"}, "ASSAULT heavy-weapons future 4"),
        ("shelling", {"status": "hypothetical"}, "ASSAULT heavy-weapons hypothetical 4"),
        ("shelling", {"status": "failed"}, "ASSAULT heavy-weapons negation 4"),
        ("talks", {}, "CONSULT meet 1"),
        ("agreement", {}, "AGREE 1"),
        ("aid", {}, "AID 2"),
        ("threat", {}, "THREATEN violence 3"),
        ("sanction", {}, "SANCTION discontinue 4"),
    ],
)
def test_types_have_event_mode_and_quad(type_, fields, expected):
    doc = document()
    weapons = (weapon(doc, fields["weapon"]),) if "weapon" in fields else ()
    told = incident(type_, doc=doc, weapons=weapons, **{k: v for k, v in fields.items() if k != "weapon"})
    (record,) = records([told], Job())
    assert " ".join((*record["event"], *modes(told), str(record["quad_code"]))) == expected


def test_a_record_has_actors_sizes_and_place():
    (record,) = records([incident("attack", by=REBELS, on=CIVILIANS, tolls=["killed 7", "wounded 3"])], Job())
    assert record["actor"] == [{"code": "MLI", "sector": "REB", "entity_text": "Soven Front"}]
    assert record["size"] == {"dead": 7, "injured": 3}
    assert record["event_loc"][0]["location"]["resolution"] == 4
    assert record["event_loc"][0]["location"]["geonameid"] == "9202"
    assert None not in json.loads(json.dumps(record)).values()


def test_types_plover_does_not_code_are_counted():
    job = Job(Tally("plover", "range"))
    assert not list(records([incident("interception")], job))
    assert not list(polecat([incident("interception")], job))
    assert job.tally.left_out["of a type that PLOVER does not code"] == 2


def test_polecat_rows():
    (row,) = polecat([incident("clash", by=ARMY, on=REBELS)], Job(Tally("polecat", "range")))
    wanted = ("Event Type", "Quad Code", "Actor Name", "Actor COW", "Primary Recipient Sector", "City", "Country", "Feature Type")
    assert [row[name] for name in wanted] == ["ASSAULT", "MATERIAL CONFLICT", "Orrin army", "432", "REB", "Al Basera", "MLI", "town"]
