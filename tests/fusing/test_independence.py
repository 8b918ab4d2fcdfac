import pytest

from fusing.making import report
from tacitus.fusing import Fusion, fuse
from tacitus.fusing.independence import Houses, find_copies, is_named, speaker_key
from tacitus.model import Document, Speaker
from tacitus.storing.records import Source

WIRE = (
    "Two shells fell on the bus yard behind the mill in Arda shortly after noon, a driver told this agency by telephone. "
    "He said the windows of the ticket office were gone and a conductor had been carried out on a door. The town hall would not comment."
)
OTHER = "In Arda the mayor said on Monday that shells had struck near the mill. Nobody could say who had fired them."


def origins(*reports) -> int:
    (event,) = fuse([d for d, _ in reports], [c for _, c in reports])
    return event.support.origins


def test_a_copy_in_another_outlet_is_no_second_origin():
    assert origins(report("a", {"text": WIRE}), report("b", {"text": WIRE + " Our reporter adds nothing."}, published=5)) == 1
    assert origins(report("a", {"text": WIRE}), report("b", {"text": OTHER}, published=5)) == 2


def test_all_reports_of_one_outlet_are_one_origin():
    assert origins(report("a", {}, outlet="Herald"), report("b", {}, outlet="Herald")) == 1


def test_a_report_that_only_cites_another_outlet_is_no_second_origin():
    cites = {"says": [("act", "Herald", "media", "asserts")]}
    assert origins(report("a", {}, outlet="Herald"), report("b", cites)) == 1


def test_two_outlets_that_pass_on_one_spokesman_alone_are_one_origin():
    told = {"says": [("act", "Col. Vada Rensk", "state_forces", "asserts")]}
    assert origins(report("a", told), report("b", told)) == 1
    assert origins(report("a", told), report("b", {"says": [("act", "residents", "witnesses", "asserts")]})) == 2


def test_the_copy_goes_back_to_the_earliest_and_a_correction_is_known():
    first = Document(text=WIRE, ref="a")
    later = Document(text="CORRECTS the street. " + WIRE, ref="b")
    copies = find_copies([later, first], 0.3, ("corrects",))
    assert len(copies.pairs) == 1
    assert set(copies.corrected.values()) <= {first.id, later.id}
    assert copies.origin


@pytest.mark.parametrize(
    ("first", "second"),
    [("Ministry of Health", "the Health Ministry"), ("Col. Vada Rensk", "Vada Rensk"), ("General Osk's staff", "osk's staff")],
)
def test_one_speaker_under_two_names(first, second):
    assert speaker_key(first) == speaker_key(second)


@pytest.mark.parametrize(
    ("name", "kind", "named"),
    [
        ("residents", "witnesses", False),
        ("a doctor", "medics", False),
        ("Lale Dorn", "witnesses", True),
        ("the army", "state_forces", True),
        ("outlet", "outlet", False),
    ],
)
def test_who_is_one_certain_voice(name, kind, named):
    assert is_named(Speaker(name=name, kind=kind)) is named


HERALD, BUGLE, WIRE_DESK = "Arda Herald", "Belin Bugle", "Coast Wire"


@pytest.mark.parametrize(
    ("register", "outlets", "expected"),
    [
        ([], (HERALD, BUGLE), 2),
        ([{"name": HERALD, "owner": "Quill Group"}], (HERALD, BUGLE), 2),
        ([{"name": HERALD, "owner": "Quill Group"}, {"name": BUGLE, "owner": "Quill Group"}], (HERALD, BUGLE), 1),
        ([{"name": HERALD, "owner": BUGLE}, {"name": BUGLE, "owner": "Quill Group"}], (HERALD, BUGLE), 1),  # a chain of owners
        ([{"name": HERALD, "same_as": ["Herald of Arda"]}], ("the herald of arda", HERALD), 1),
        ([{"name": HERALD, "syndicates": [WIRE_DESK]}], (HERALD, WIRE_DESK), 1),
        ([{"name": HERALD, "syndicates": [WIRE_DESK]}], (HERALD, BUGLE), 2),  # what is reprinted does not tell it
        ([{"name": n, "syndicates": [WIRE_DESK]} for n in (HERALD, BUGLE)], (HERALD, BUGLE, WIRE_DESK), 1),
        ([{"name": HERALD, "owner": BUGLE}, {"name": BUGLE, "owner": HERALD}], (HERALD, BUGLE), 2),  # a faulty register ends no run
    ],
)
def test_the_register_of_publishers_says_who_is_one_origin(register, outlets, expected):
    reports = [report(f"r{n}", {}, outlet=outlet) for n, outlet in enumerate(outlets)]
    fusion = Fusion([d for d, _ in reports], [c for _, c in reports], register=[Source.model_validate(row) for row in register])
    (event,) = fusion.events()
    assert event.support.origins == expected


def test_an_outlet_counts_to_its_outermost_owner_with_a_reason():
    houses = Houses.of([Source(name=HERALD, owner="Quill Group"), Source(name="Quill Group", owner="Ink Trust")])
    assert houses.house("the arda herald") == "Ink Trust"
    assert houses.house(BUGLE) == BUGLE
