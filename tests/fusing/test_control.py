from datetime import date

import pytest

from fusing.making import Report, report, where
from tacitus.fusing import fuse
from tacitus.fusing.control import as_of, geojson, ledger, timeline
from tacitus.model import ControlEntry, Party, Speaker


def saying(
    ref: str, actor: str, state: str, day: int, stance: str = "asserts", place: str = "Arda", published: int | None = None
) -> Report:
    """A report that says who holds a place and tells no act."""
    document, coding = report(ref, {"text": f"{ref}: {actor} {state} {place}."}, published=published or day)
    entry = ControlEntry(
        place=where(place), actor=Party(name=actor, rule="told"), state=state, as_of=date(2031, 5, day),
        speaker=Speaker(name="outlet", kind="outlet"), stance=stance, evidence=coding.accounts[0].trigger,
    )  # fmt: skip
    return document, coding.model_copy(update={"accounts": (), "control": (entry,)})


def rows(*reports: Report):
    codings = [c for _, c in reports]
    return ledger(codings, fuse([d for d, _ in reports], codings))


def told(found) -> list[str]:
    return [f"{r.day.day} {r.actor} {r.state} {r.standing}" for r in found]


@pytest.mark.parametrize(
    ("reports", "expected"),
    [
        ([saying("a", "rebels", "full", 3)], ["3 rebels full claimed"]),
        ([saying("a", "rebels", "full", 3), saying("b", "army", "full", 3)], ["3 army full contested", "3 rebels full contested"]),
        ([saying("a", "rebels", "full", 3), saying("b", "rebels", "full", 4, "denies")], ["3 rebels full denied"]),
        ([saying("a", "rebels", "full", 3), saying("b", "army", "full", 20)], ["3 rebels full claimed", "20 army full claimed"]),
        ([report("a", {"type": "capture", "by": ["rebels"], "on": ["army"]})], ["3 rebels full claimed"]),
        ([report("a", {"type": "withdrawal", "by": ["army"]})], ["3 army lost claimed"]),
        ([report("a", {"type": "capture", "by": ["rebels"], "status": "planned"})], []),  # what is to come changes nothing
        ([report("a", {"type": "capture", "by": ["rebels"], "place": "Nord"})], []),  # no province falls in a day
    ],
)
def test_the_timeline_of_a_place(reports, expected):
    assert told(timeline(rows(*reports), "arda")) == expected


def test_one_row_gathers_all_who_say_it():
    (row,) = rows(saying("a", "rebels", "full", 3), saying("b", "rebels", "full", 3))
    assert sorted(v.document for v in row.voices) == ["a", "b"]


def test_the_ledger_of_a_day_holds_the_newest_and_keeps_what_a_denied_claim_would_replace():
    found = rows(saying("a", "army", "full", 3), saying("b", "rebels", "full", 9), saying("c", "rebels", "full", 9, "denies"))
    assert told(as_of(found, date(2031, 5, 5))) == ["3 army full claimed"]
    assert told(as_of(found, date(2031, 5, 12))) == ["3 army full claimed", "9 rebels full denied"]


def test_geojson_gives_each_place_its_own_point_and_its_sources():
    (feature,) = geojson(rows(saying("a", "rebels", "full", 3)), date(2031, 5, 5))["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [-150.0, 40.0]}
    assert feature["properties"]["sources"] == ["Outlet a (a)"]


def test_who_tells_of_the_assault_does_not_say_that_the_place_fell():
    act = {"by": ["rebels"], "on": ["army"]}
    (row,) = rows(report("a", act | {"type": "capture"}), report("b", act | {"type": "clash"}), report("c", act | {"type": "capture"}))
    assert sorted(v.document for v in row.voices) == ["a", "c"]
