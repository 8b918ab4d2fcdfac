import pytest

from small_incidents import incident
from tacitus.exporting import Job, Tally
from tacitus.exporting.ucdp import COLUMNS, NEEDS_CODER, priogrid, rows

ARMY, REBELS, CIVILIANS = "Orrin army/state_forces/ML", "Soven Front/rebel/ML", "civilians/civilians"


def one(*args, **fields):
    (row,) = rows([incident(*args, policy="low_best_high", **{"tolls": ["killed 7"]} | fields)], Job())
    return row


def test_the_columns_are_those_of_ged_in_their_order():
    assert [c.name for c in COLUMNS] == [
        "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id", "conflict_name",
        "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a", "side_b_dset_id", "side_b_new_id",
        "side_b", "number_of_sources", "source_article", "source_office", "source_date", "source_headline", "source_original", "where_prec",
        "where_coordinates", "where_description", "adm_1", "adm_2", "latitude", "longitude", "geom_wkt", "priogrid_gid", "country",
        "country_id", "region", "event_clarity", "date_prec", "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians",
        "deaths_unknown", "best", "high", "low", "gwnoa", "gwnob",
    ]  # fmt: skip


def test_events_without_a_death_in_any_estimate_are_left_out_and_counted():
    job = Job(Tally("ucdp", "low_best_high"))
    told = [incident(tolls=t, policy="low_best_high") for t in ([], ["killed 0"], ["wounded 4"], ["killed -3"])]
    assert [r["high"] for r in rows(told, job)] == [3]
    assert job.tally.left_out == {"without a death in any estimate": 3}


@pytest.mark.parametrize(
    ("tolls", "expected"),
    [
        (["killed 7"], "7 7 7"),
        (["killed 7-"], "7 7 7"),
        (["killed 7-10"], "7 7 10"),
        (["killed 24-99~"], "12 12 99"),
    ],
)
def test_low_best_and_high(tolls, expected):
    row = one(tolls=tolls)
    assert f"{row['low']} {row['best']} {row['high']}" == expected


@pytest.mark.parametrize(
    ("type_", "by", "on", "expected"),
    [
        ("clash", f"{ARMY}, {REBELS}", "", 1),
        ("clash", REBELS, ARMY, 1),
        ("clash", f"{REBELS}, Dune clan/communal", "", 2),
        ("shelling", ARMY, REBELS, 1),
        ("attack", REBELS, CIVILIANS, 3),
        ("attack", "gunmen/unidentified_armed", CIVILIANS, None),  # nobody knows whether they are organised
        # who fires at people from afar may aim at them or not: intent decides
        ("shelling", ARMY, CIVILIANS, None),
        ("airstrike", "", CIVILIANS, None),
        ("clash", "gunmen/unidentified_armed", ARMY, None),
        ("attack", "", CIVILIANS, None),
    ],
)
def test_type_of_violence_is_left_to_a_coder_where_intent_or_side_decides(type_, by, on, expected):
    row = one(type_, by=by, on=on)
    assert (row["type_of_violence"], row["code_status"]) == (expected, "Clear" if expected else NEEDS_CODER)


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("town", "1 Al Basera 15.4 -3.4"),
        ("area", "2 Al Basera 15.4 -3.4"),
        ("district", "3 Daskul 15.25 -3.25"),
        ("province", "4 Orrin 15.0 -3.0"),  # its own point, not its capital's
        ("region", "5 the north None None"),
        ("country", "6 Mali 17.0 -4.0"),
    ],
)
def test_places(at, expected):
    row = one(at=at)
    assert f"{row['where_prec']} {row['where_coordinates']} {row['latitude']} {row['longitude']}" == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2024-05-03", "1 2024-05-03 2024-05-03"),
        ("2024-05-03..05 lasting", "2 2024-05-03 2024-05-05"),
        ("2024-05-01..07", "3 2024-05-01 2024-05-07"),
        ("2024-05", "4 2024-05-01 2024-05-31"),
        ("2024", "5 2024-01-01 2024-12-31"),
    ],
)
def test_dates(day, expected):
    row = one(day=day)
    assert f"{row['date_prec']} {str(row['date_start'])[:10]} {str(row['date_end'])[:10]}" == expected


@pytest.mark.parametrize(
    ("type_", "by", "on", "tolls", "expected"),
    [
        ("clash", ARMY, REBELS, ["killed initiator 2", "killed target 5"], "2 5 0 0"),
        ("clash", ARMY, REBELS, ["killed 9", "killed target 5"], "0 5 0 4"),
        ("clash", ARMY, REBELS, ["killed 9", "killed civilians 3"], "0 0 3 6"),
        ("attack", REBELS, CIVILIANS, ["killed 9"], "0 0 9 0"),
        ("shelling", ARMY, CIVILIANS, ["killed 9"], "0 0 0 9"),
        ("shelling", ARMY, CIVILIANS, ["killed 9", "killed children 3"], "0 0 3 6"),
        # sides that come to more than the whole are not of one count
        ("clash", ARMY, REBELS, ["killed 4", "killed target 5"], "0 0 0 4"),
    ],
)
def test_deaths_by_side_sum_up_to_best(type_, by, on, tolls, expected):
    row = one(type_, by=by, on=on, tolls=tolls)
    sides = [row[f"deaths_{side}"] for side in ("a", "b", "civilians", "unknown")]
    assert " ".join(map(str, sides)) == expected
    assert sum(sides) == row["best"]  # type: ignore[arg-type]
    assert row["low"] <= row["best"] <= row["high"]  # type: ignore[operator]


def test_states_have_numbers_and_ids_of_ucdp_stay_empty():
    row = one("clash", by=ARMY, on=REBELS)
    assert (row["gwnoa"], row["gwnob"], row["country_id"], row["region"], row["dyad_name"]) == (
        432,
        None,
        432,
        "Africa",
        "Orrin army - Soven Front",
    )
    assert row["conflict_name"] is None  # a state's conflict is named after what is fought over
    assert not any(row[f"{what}_{ident}"] for what in ("conflict", "dyad", "side_a", "side_b") for ident in ("dset_id", "new_id"))


@pytest.mark.parametrize(
    ("type_", "by", "on", "expected"),
    [
        ("clash", REBELS, "Varn Guard/militia/ML", "Soven Front - Varn Guard"),
        ("attack", REBELS, CIVILIANS, "Soven Front - Civilians"),
        ("shelling", ARMY, CIVILIANS, None),  # intent decides: a coder has to look
    ],
)
def test_a_conflict_without_a_state_has_the_name_of_its_dyad(type_, by, on, expected):
    assert one(type_, by=by, on=on)["conflict_name"] == expected


@pytest.mark.parametrize(
    ("lat", "lon", "expected"), [(-90, -180, 1), (-89.6, -179.4, 2), (-89.4, -180, 721), (90, 180, 259200), (15.4, -3.4, 151554)]
)
def test_priogrid_cells_count_from_the_south_west(lat, lon, expected):
    assert priogrid(lat, lon) == expected


def test_towns_that_share_a_toll_are_one_row_of_unclear_events():
    (row,) = rows([incident(tolls=["killed 11"], parts=3, policy="low_best_high")], Job())
    assert (row["event_clarity"], row["best"]) == (2, 11)


def test_people_who_do_not_fight_among_the_hit_make_no_other_type():
    assert one("clash", by=ARMY, on=f"{REBELS}, {CIVILIANS}")["type_of_violence"] == 1
