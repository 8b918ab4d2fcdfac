from datetime import date

import pytest

from tacitus.fusing.reports import cluster_reports, undated_incidents
from tacitus.model import Document

QUAKE = "A strong quake of magnitude 6.1 shook the town of Velmora on Tuesday and brought down the roof of a school in Harn Street."
AGAIN = "Rescuers in Velmora dug through the school in Harn Street after Tuesday's quake, measured at magnitude 6.1."
OTHER = "A strong quake of magnitude 5.4 shook the port of Tessin on Friday and brought down the tower of a church on Mole Hill."
OTHERS = "In Tessin the church on Mole Hill lost its tower in Friday's quake of magnitude 5.4, the harbour master said."
VOTE = "Lawmakers in Orsk voted down the budget after a night of speeches about the price of bread."


def test_reports_of_one_incident_meet_and_look_alikes_stay_apart():
    assert cluster_reports([Document(text=t) for t in (QUAKE, OTHER, AGAIN, VOTE, OTHERS)]) == [0, 1, 0, 2, 1]


def test_the_order_of_reports_changes_only_the_numbers():
    texts = [QUAKE, OTHER, AGAIN, VOTE, OTHERS]
    forward = cluster_reports([Document(text=t) for t in texts])
    backward = cluster_reports([Document(text=t) for t in reversed(texts)])[::-1]
    assert [[a == b for b in forward] for a in forward] == [[a == b for b in backward] for a in backward]


def test_none_and_one_report():
    assert cluster_reports([]) == []
    assert cluster_reports([Document(text=VOTE)]) == [0]


def _many(count: int, published: date | None = None) -> list[Document]:
    """The two quakes told twice each, among reports of a score of other things."""
    things = [
        f"Item {n // 2} of the council's list, the {n // 2}th bridge, came up in Orsk{n // 2} and was put off." for n in range(count - 4)
    ]
    return [Document(text=text, published=published) for text in (QUAKE, AGAIN, OTHER, OTHERS, *things)]


def test_undated_reports_are_told_apart_as_wholes():
    documents = _many(60)
    found = undated_incidents(documents)
    quake, again, other, others = (found[d.id] for d in documents[:4])
    assert quake == again != other == others


@pytest.mark.parametrize("documents", [[], _many(49), _many(60, date(2031, 5, 4))], ids=["none", "few", "dated"])
def test_few_reports_and_dated_ones_are_not(documents):
    assert undated_incidents(documents) == {}
