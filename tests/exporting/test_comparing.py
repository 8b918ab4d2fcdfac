import csv

import pytest

from small_incidents import incident
from tacitus.errors import InputError
from tacitus.exporting import Job, Tally, export
from tacitus.exporting.comparing import Limits, compare, read_table

HEAD = "event_id_cnty,event_date,event_type,latitude,longitude,country,admin1,location,fatalities,actor1,actor2"


def table(tmp_path, name, *rows):
    file = tmp_path / name
    file.write_text("\n".join((HEAD, *rows)) + "\n", "utf-8")
    return read_table(file)[1]


def row(ident="1", day="2024-05-03", type_="Battles", lat="15.4", lon="-3.4", deaths="7", first="Orrin army", place="Al Basera"):
    return f"{ident},{day},{type_},{lat},{lon},Mali,Orrin,{place},{deaths},{first},Soven Front"


@pytest.mark.parametrize(
    ("theirs", "limits", "pairs"),
    [
        (row(), Limits(), 1),
        (row(day="4 May 2024"), Limits(), 1),  # the form of days in files that were exported by hand
        (row(day="2024-05-05"), Limits(), 0),
        (row(day="2024-05-05"), Limits(days=2), 1),
        (row(lat="15.6"), Limits(), 1),
        (row(lat="15.7"), Limits(), 0),
        (row(lat="15.7"), Limits(km=50), 1),
        (row(type_="Protests"), Limits(), 0),
        (row(type_="Protests"), Limits(same_type=False), 1),
        (row(lat="", lon=""), Limits(), 1),  # without a point: the same province
    ],
)
def test_rows_of_one_happening_are_paired(tmp_path, theirs, limits, pairs):
    found = compare(table(tmp_path, "a.csv", row()), table(tmp_path, "b.csv", theirs), limits)
    assert (len(found.pairs), len(found.ours_only), len(found.theirs_only)) == (pairs, 1 - pairs, 1 - pairs)


def test_the_nearest_pair_is_made_first_and_each_row_used_once(tmp_path):
    ours = table(tmp_path, "a.csv", row("a1"), row("a2", day="2024-05-04"))
    theirs = table(tmp_path, "b.csv", row("b1", day="2024-05-04"))
    found = compare(ours, theirs)
    assert [(a.id, b.id) for a, b in found.pairs] == [("a2", "b1")]
    assert [a.id for a in found.ours_only] == ["a1"]


def test_agreement_counts_only_what_both_tell(tmp_path):
    ours = table(tmp_path, "a.csv", row("1"), row("2", day="2024-06-01", deaths=""))
    theirs = table(tmp_path, "b.csv", row("1", deaths="9", first="Army of Orrin"), row("2", day="2024-06-01"))
    found = {name: (same, told) for name, same, told in compare(ours, theirs).agreement()}
    assert found["deaths"] == (0, 1)
    assert found["place"] == (2, 2)
    assert found["actors"] == (2, 2)  # the second side is the same


def test_rows_without_a_date_are_counted_and_foreign_tables_refused(tmp_path):
    (tmp_path / "a.csv").write_text(f"{HEAD}\n{row(day='soon')}\n", "utf-8")
    assert read_table(tmp_path / "a.csv")[1:] == ([], 1)
    (tmp_path / "b.csv").write_text("a,b\n1,2\n", "utf-8")
    with pytest.raises(InputError, match="neither ACLED's nor UCDP's form"):
        read_table(tmp_path / "b.csv")
    with pytest.raises(InputError, match="cannot read"):
        read_table(tmp_path / "none.csv")


def test_our_own_exports_of_both_forms_are_compared(tmp_path):
    told = [incident("clash", by="Orrin army/state_forces/ML", on="Soven Front/rebel/ML", tolls=["killed 7"], policy="low_best_high")]
    tables = []
    for name in ("acled", "ucdp"):
        export(told, name, tmp_path / name, Job(Tally(name, "range")))
        shape, rows, bad = read_table(tmp_path / name)
        assert (shape, bad) == (name, 0)
        tables.append(rows)
    found = compare(*tables, Limits(same_type=False))
    assert all(same == total == 1 for name, same, total in found.agreement() if name != "type")


def test_the_form_of_a_hand_edited_file_with_more_columns_is_known(tmp_path):
    export([incident()], "acled", tmp_path / "a.csv", Job(Tally("acled", "range")))
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as lines:
        rows = [[*cells, "x"] for cells in csv.reader(lines)]
    with (tmp_path / "b.csv").open("w", encoding="utf-8-sig", newline="") as out:
        csv.writer(out).writerows(rows)
    assert read_table(tmp_path / "b.csv")[0] == "acled"
