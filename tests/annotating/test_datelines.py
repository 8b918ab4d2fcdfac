"""Datelines: where the reporter was, never taken from a heading or a speaker's label."""

import pytest

from tacitus.annotating.datelines import find_dateline
from tacitus.model import Document

REST = "Soldiers pulled out of the river port on Monday, the governor said."


def parts(text: str) -> str:
    """Place | region | agency | date of the dateline of `text`, empty parts left out."""
    document = Document(text=text, title="Soldiers leave river port")
    found = find_dateline(document)
    if found is None:
        return ""
    assert document.full[found.start :].startswith(text[:5]) or "\n" in text
    return " | ".join(part or "" for part in (found.place, found.region, found.agency, found.date_words)).rstrip(" |")


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("BEIRUT, Lebanon (AP) — ", "BEIRUT | Lebanon | AP"),
        ("KYIV, June 3 – ", "KYIV |  |  | June 3"),
        ("ORVASK, Zhelmaria, May 19 (Halcyon) - ", "ORVASK | Zhelmaria | Halcyon | May 19"),
        ("(CNN) — ", " |  | CNN"),
        ("CNN — ", " |  | CNN"),
        ("Orvask, Zhelmaria CNN — ", "Orvask | Zhelmaria | CNN"),
        ("Orvask, Zhelmaria (CNN) - ", "Orvask | Zhelmaria | CNN"),
        ("GENEVA (Reuters) - ", "GENEVA |  | Reuters"),
        ("GENEVA—", "GENEVA"),
        ("NAIROBI, Kenya — ", "NAIROBI | Kenya"),
        ("THE HAGUE, Netherlands (AP) — ", "THE HAGUE | Netherlands | AP"),
        ("PORT-AU-PRINCE, Haiti – ", "PORT-AU-PRINCE | Haiti"),
        ("N'DJAMENA, Chad (AFP) - ", "N'DJAMENA | Chad | AFP"),
        ("ST. ORVIN, Zhelmaria (HPA) -- ", "ST. ORVIN | Zhelmaria | HPA"),
        ("DEIR al-QASAB — ", "DEIR al-QASAB"),
        ("ORVASK/LIRENE, May 31 - ", "ORVASK/LIRENE |  |  | May 31"),
        ("ORVASK, occupied Jabal Sarn (Coast News Agency) — ", "ORVASK | occupied Jabal Sarn | Coast News Agency"),
        ("Orvask, Oct. 9 — ", "Orvask |  |  | Oct. 9"),
        ("Orvask, 26 June 2024 — ", "Orvask |  |  | 26 June 2024"),
        ("Orvask, Jan 6 (HPA) -- ", "Orvask |  | HPA | Jan 6"),
        ("Orvask – ", "Orvask"),
        ("ORVASK, Monday, May 5 — ", "ORVASK |  |  | Monday, May 5"),
        ("ORVASK, Jan 30. ", "ORVASK |  |  | Jan 30"),
        ("ORVASK. ", "ORVASK"),
        ("ORVASK: ", "ORVASK"),
        ("ORVASK.- ", "ORVASK"),
        ("ORVASK _ ", "ORVASK"),
        ("LIRENE VALLEY (Zhelmaria), 29 June. ", "LIRENE VALLEY | Zhelmaria |  | 29 June"),
        ("TINZA (Oubane). - ", "TINZA | Oubane"),
        ("ORVASK, 11 November. /ZHELINFORM/. ", "ORVASK |  | ZHELINFORM | 11 November"),
        ("ORVASK (26 September 2031) – ", "ORVASK |  |  | 26 September 2031"),
        ("(Orvask, 9 August) ", "Orvask |  |  | 9 August"),
        ("ORVASK (HPA) ", "ORVASK |  | HPA"),
        ("ORVASK, Oct 5 (Corr.) — ", "ORVASK |  |  | Oct 5"),
        ("ORVASK, 25 OCT 89 (HPA) -- [TEXT] ", "ORVASK |  | HPA | 25 OCT 89"),
        ("May 28 (HPA) - ", " |  | HPA | May 28"),
        ("By Ana Low, Lagos — ", "Lagos"),
        ("From our correspondent in Port-Mirelle — ", "Port-Mirelle"),
        ("ORVASK ", "ORVASK"),  # the page lost its dash
        ("PORT ORVASK ", "PORT ORVASK"),
    ],
)
def test_a_dateline_gives_place_region_agency_and_date(head: str, expected: str) -> None:
    assert parts(head + REST) == expected


@pytest.mark.parametrize(
    "text",
    [
        REST,
        "UPDATE – " + REST,
        "BREAKING: " + REST,
        "Analysis — " + REST,
        "PRESENTER: " + REST,
        "NATO Secretary General Oda Brun said on Monday that the river port was empty.",
        "ORVASK Brigade soldiers left. The ORVASK Brigade had held the river port for a year.",  # capitals used again: a name
        "ORVASK CONFLICT WATCH – WEEKLY LOG No. 41",  # a heading: no sentence follows
        "UN – ORVASK SITUATION REPORT No. 17 (as of 12 December)",
        "17:42 - " + REST,
        "Friday — " + REST,
        "The army – which took the port in May – pulled out on Monday, the governor said.",
        "Soldiers — Zhelmarian ones",
        f"HOST: {REST}\nBINTA: Good evening from the river port, where nobody is left.",  # speakers
        f"ORVASK - {REST}\nLIRENE - {REST}\nTINZA - {REST}",  # briefs: each names the place of its act
    ],
)
def test_headings_speakers_and_lists_have_no_dateline(text: str) -> None:
    assert parts(text) == ""


@pytest.mark.parametrize("above", ["By Ana Low\n", "(Corrects toll in paragraph 2)\n\n", "By Ana Low\nNorthgate News\n\n"])
def test_bylines_and_notes_may_stand_above(above: str) -> None:
    assert parts(f"{above}ORVASK, May 19 (HPA) - {REST}") == "ORVASK |  | HPA | May 19"


def test_a_dateline_may_stand_on_a_line_of_its_own() -> None:
    assert parts(f"ORVASK (HPA) --\n\n{REST}") == "ORVASK |  | HPA"


@pytest.mark.parametrize("title", [None, "Soldiers leave river port"])
def test_positions_count_in_the_full_text(title: str | None) -> None:
    document = Document(text=f"ORVASK, May 19 (HPA) - {REST}", title=title)
    found = find_dateline(document)
    assert found is not None
    assert document.full[found.start : found.end] == "ORVASK, May 19 (HPA) - "


@pytest.mark.xfail(reason="a place in ordinary letters before a colon looks like a topic", strict=True)
def test_gap_place_and_colon() -> None:
    assert parts(f"Orvask: {REST}") == "Orvask"
