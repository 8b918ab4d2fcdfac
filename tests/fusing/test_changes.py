from datetime import date

import pytest

from fusing.making import report
from tacitus.fusing import fuse
from tacitus.fusing.changes import changes

CITY = "City Hospital"


def news(*acts: dict, since: int = 6) -> list[str]:
    """What reports of one act each, published from the 4th on, one a day, changed since that day of May."""
    made = [report(f"r{n}", act, published=4 + n) for n, act in enumerate(acts)]
    events = fuse([d for d, _ in made], [c for _, c in made])
    return [f"{c.day.day} {c.kind}: {c.text} ({c.speaker})" for c in changes(events, date(2031, 5, since))]


@pytest.mark.parametrize(
    ("acts", "expected"),
    [
        ([{}], []),
        ([{}, {}, {"day": "6", "place": "Dorst"}], ["6 new event: airstrike, Dorst (Outlet r2)"]),
        (
            [{"killed": [(3, 3, "unspecified", CITY)]}, {}, {"killed": [(5, 5, "unspecified", CITY)]}],
            ["6 toll raised: 5 killed (City Hospital)"],
        ),
        (
            [{}, {}, {"says": [("act", "army", "state_forces", "denies")], "text": "Nothing was hit."}],
            ["6 denial: Nothing was hit. (army)"],
        ),
        (
            [{}, {}, {"says": [("act", "Watch", "monitor", "retracts")], "text": "We withdraw it."}],
            ["6 retraction: We withdraw it. (Watch)"],
        ),
        ([{"by": ["army"]}, {}, {"by": ["rebels"]}], ["6 contradiction: army / rebels (Outlet r2)"]),
    ],
)
def test_changes_since_a_day(acts, expected):
    assert news(*acts) == expected
