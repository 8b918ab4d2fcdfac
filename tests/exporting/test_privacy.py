import io
from dataclasses import replace
from datetime import date

import pytest

from small_gazetteer import small_gazetteer
from small_incidents import PLACES, claim, document, incident
from tacitus.exporting import FORMATS, Job, Privacy, Tally, export
from tacitus.exporting.privacy import coarsened, masked, private_names
from tacitus.importing import spans
from tacitus.knowledge.gazetteer import kilometres

VICTIM = "Amina Sekou"
TEXT = "Gunmen killed Amina Sekou, a teacher, in Al Basera. Ms Sekou was 34. Bako Dunn, 61, was hurt."


@pytest.fixture(scope="module")
def places(tmp_path_factory):
    return small_gazetteer(tmp_path_factory.mktemp("gazetteer"))


def told(text=TEXT, on=f"{VICTIM}/civilians", **more):
    doc = document(text)
    return incident("attack", doc=doc, on=on, claims=(claim(doc, "Lena Orr/witnesses"),), tolls=["killed 1"], **more)


@pytest.mark.parametrize(
    ("text", "on", "expected"),
    [
        (TEXT, f"{VICTIM}/civilians", "Amina Sekou, Bako Dunn, Dunn, Lena Orr, Sekou"),
        ("Shells fell.", "civilians/civilians", "Lena Orr"),
        ("Shells fell.", "Orrin Christians/civilians", "Lena Orr"),  # a group
        ("Shells fell.", "Soven Front/rebel", "Lena Orr"),
        ("Shells fell.", "Amina Sekou/civilians/ML/ml-sekou", "Lena Orr"),  # a public person: the lists know her
        ("Shells fell.", "Red Crescent/civilians", "Lena Orr"),
        ("The city of Al Basera, 34 km away, fell.", "civilians/civilians", "Lena Orr"),  # a place, not a person
    ],
)
def test_private_persons_are_found(text, on, expected):
    names = private_names(told(text, on).tellings)
    assert ", ".join(sorted(n for n in names if n not in {"Orr"})) == expected


def test_masking_keeps_every_offset():
    before, after = told(), masked(told())
    assert VICTIM not in after.event.model_dump_json()
    assert after.tellings[0].account.evidence[0].text == TEXT.replace(VICTIM, "█" * 11).replace("Sekou", "█████").replace(
        "Bako Dunn", "█" * 9
    )
    assert [(s.start, s.end) for s in spans(after.tellings[0].account)] == [(s.start, s.end) for s in spans(before.tellings[0].account)]
    assert after.marks == ("names of private persons masked",)


def test_what_names_nobody_is_left_as_it_is():
    plain = incident(on="civilians/civilians")
    assert masked(plain) is plain


@pytest.mark.parametrize("name", FORMATS)
def test_no_format_lets_a_masked_name_out_by_default(name, tmp_path):
    file = tmp_path / "out"
    tally = Tally(name, "low_best_high")
    export(Privacy().guard([told()], tally), name, file, Job(tally))
    written = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert tally.rows
    if name not in {"xlsx", "parquet", "geoparquet"}:  # compressed: read by the tests of readers
        assert b"Sekou" not in written
        assert b"Lena" not in written


def test_names_can_be_kept():
    out, tally = io.StringIO(), Tally("csv", "range")
    export(Privacy(names="keep").guard([told()], tally), "csv", out, Job(tally))
    assert VICTIM in out.getvalue()
    assert tally.left_out == {}


@pytest.mark.parametrize(
    ("level", "at", "expected"),
    [
        ("admin2", "town", "Daskul district"),
        ("admin1", "town", "Orrin province"),
        ("admin1", "district", "Orrin province"),
        ("10km", "town", "Daskul area"),
        ("admin2", "province", "Orrin province"),  # coarser already
        ("admin1", "country", "Mali country"),
        ("admin1", "unknown", "None unknown"),
    ],
)
def test_places_are_coarsened(places, level, at, expected):
    where = coarsened(incident(at=at), level, places).where
    assert f"{where.name} {where.precision}" == expected


def test_the_grid_is_the_same_for_all_points_of_a_cell_and_never_far():
    town = PLACES["town"]
    near = town.model_copy(update={"lat": 15.401, "lon": -3.399})
    first, second = (coarsened(incident(at=w), "10km").where for w in (town, near))
    assert (first.lat, first.lon) == (second.lat, second.lon)
    assert kilometres((town.lat or 0, town.lon or 0), (first.lat or 0, first.lon or 0)) <= 7.1


def test_a_unit_stands_at_the_gazetteers_point_and_nowhere_without_one(places):
    with_point, without = coarsened(incident(), "admin1", places).where, coarsened(incident(), "admin1").where
    assert with_point.lat is not None
    assert (without.lat, without.lon) == (None, None)


@pytest.mark.parametrize("publisher", ["The Vale Post", None])
@pytest.mark.parametrize("level", ["admin1", "10km"])
@pytest.mark.parametrize("name", [n for n, f in FORMATS.items() if not f.binary])
def test_no_format_names_a_coarsened_place(name, level, publisher, places, tmp_path):
    """Neither in words, nor in a title, an address or a file name: an address often names the town."""
    address = "https://vale.example/2024/al-basera-burns"
    doc = document("Shells hit Al Basera.", title="Al Basera burns", url=address, ref=address, publisher=publisher)
    exact = PLACES["town"].model_copy(update={"lat": 15.4321, "lon": -3.4567})
    found = incident("attack", at=exact, doc=doc, claims=(claim(doc, "monitor", field="where", value="Al Basera"),), tolls=["killed 2"])
    tally = Tally(name, "low_best_high")
    export(Privacy(coarsen=level).guard([found], tally, places), name, tmp_path / "out", Job(tally, places))
    written = "".join(path.read_text("utf-8") for path in tmp_path.iterdir())
    assert tally.rows
    assert "basera" not in written.casefold()
    assert "15.43" not in written
    assert "coarsened" in written


@pytest.mark.parametrize(
    ("privacy", "held"),
    [
        (Privacy(), 0),
        (Privacy(delay=3, today=date(2024, 5, 9)), 0),  # three days since the last report of 6 May
        (Privacy(delay=4, today=date(2024, 5, 9)), 1),
        (Privacy(min_confidence=0.5), 1),  # confidence not known
        (Privacy(statuses=frozenset({"denied"})), 1),
    ],
)
def test_what_is_held_back_is_counted(privacy, held):
    tally = Tally("csv", "range")
    found = list(privacy.guard([incident()], tally))
    assert (sum(tally.left_out.values()), len(found)) == (held, 1 - held)


def test_events_without_their_accounts_and_unknown_types_are_held_back():
    tally = Tally("csv", "range")
    strange = incident()
    strange = replace(strange, event=strange.event.model_copy(update={"type": "cyber"}))
    assert not list(Privacy().guard([replace(incident(), tellings=()), strange], tally))
    assert sorted(tally.left_out) == [
        "its reports were coded anew since the events were built; run `tacitus events`",
        "of type 'cyber', which this version does not know",
    ]


def test_confidence_is_that_of_the_surest_account():
    sure = incident(confidence=0.8)
    both = replace(sure, tellings=(*sure.tellings, *incident(confidence=0.2).tellings))
    assert list(Privacy(min_confidence=0.8).guard([both], Tally("csv", "range")))
    assert not list(Privacy(min_confidence=0.9).guard([both], Tally("csv", "range")))


def test_the_record_declares_what_was_done():
    tally = Tally("csv", "range", privacy=Privacy(coarsen="admin1", delay=7).declared())
    assert tally.about()["privacy"] == {
        "coarsen": "admin1",
        "names": "names of private victims masked",
        "delay_days": "7",
        "status": "disputed, happened",
        "min_confidence": "none",
    }
