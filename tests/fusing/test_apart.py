import pytest

from fusing.making import report
from tacitus.fusing.apart import found_twice, kept_apart
from tacitus.fusing.building import sketches_of
from tacitus.fusing.kin import Kin
from tacitus.fusing.matching import Matcher
from tacitus.fusing.sketch import Rarity
from tacitus.model import Coding


def is_found_twice(coding: Coding) -> bool:
    a, b = sketches_of([coding], Kin())
    matcher = Matcher(Rarity([a, b]))
    assert found_twice(a, b, matcher) == found_twice(b, a, matcher)
    return found_twice(a, b, matcher)


EIGHT = {"killed": [(8, 8, "unspecified", None)]}


@pytest.mark.parametrize(
    ("first", "second", "twice"),
    [
        ({"day": "3"} | EIGHT, {"day": "4"} | EIGHT, True),  # the day it was said, and the day it was
        ({"day": "3"} | EIGHT, {"day": "3", "status": "denied"}, True),
        ({"day": "3"} | EIGHT, {"day": "3"}, False),  # nothing says that it is the same
        ({"day": "1"} | EIGHT, {"day": "2"} | EIGHT, False),
        ({"type": "bombing"} | EIGHT, {"type": "abduction"} | EIGHT, False),
        ({"by": ["army"]} | EIGHT, {"by": ["rebels"]} | EIGHT, False),
        ({} | EIGHT, {"status": "threatened"} | EIGHT, False),
        ({} | EIGHT, {"day": None} | EIGHT, False),
        ({"type": "agreement"}, {"type": "agreement", "place": None, "day": "2-3"}, True),  # "agreed", "under the deal"
        ({"type": "agreement"}, {"type": "agreement", "day": "5"}, False),  # the first failed, the second followed
        ({"type": "agreement", "by": ["army"]}, {"type": "agreement", "by": ["rebels"]}, True),  # who made it is told from either side
        ({"type": "sanction"}, {"type": "sanction"}, False),  # answered in kind
    ],
)
def test_a_report_that_the_coder_read_twice(first, second, twice):
    _, coding = report("a", first, second)
    assert is_found_twice(coding) is twice


@pytest.mark.parametrize(
    ("first", "second", "twice"),
    [
        ({}, {}, True),
        ({"place": None}, {}, True),
        ({"by": ["army"]}, {"by": ["rebels"]}, True),  # of a clash: one sentence names both, and the coder took either
        ({"type": "shelling", "by": ["army"]}, {"type": "shelling", "by": ["rebels"]}, False),  # "silenced a battery that had fired at"
        ({"day": "3"}, {"day": "4"}, False),
        ({}, {"place": "Corvo"}, False),  # "jets bombed Arda and Corvo"
        ({"type": "clash"}, {"type": "capture"}, False),
        ({}, {"status": "threatened"}, False),
    ],
)
def test_one_sentence_that_the_coder_read_twice(first, second, twice):
    _, coding = report("a", {"type": "clash"} | first, {"type": "clash"} | second)
    shared = coding.accounts[0].evidence
    accounts = tuple(a.model_copy(update={"evidence": shared}) for a in coding.accounts)
    assert is_found_twice(coding.model_copy(update={"accounts": accounts})) is twice


@pytest.mark.parametrize(
    ("first", "second", "apart"),
    [
        ({"type": "capture"}, {"type": "withdrawal", "by": ["rebels"]}, False),  # the retreat and the taking
        ({"type": "capture", "by": ["army"]}, {"type": "capture", "by": ["police"]}, False),  # who came first is told both ways
        ({"type": "capture", "by": ["rebels"]}, {"type": "capture", "by": ["army"]}, True),  # taken, and retaken the same day
        ({"type": "capture"}, {"type": "capture", "day": "5"}, True),
        ({"type": "capture"}, {"type": "capture", "place": "Corvo"}, True),
        ({"type": "capture", "place": "Nord"}, {"type": "capture", "place": "Nord"}, True),  # villages of a province
        ({"type": "clash"}, {"type": "clash"}, True),
    ],
)
def test_a_report_tells_a_change_of_control_in_several_ways(first, second, apart):
    _, coding = report("a", first, second)
    a, b = sketches_of([coding], Kin())
    assert kept_apart(a, b, Matcher(Rarity([a, b]))) is apart
