"""Boilerplate: what a page says besides its report; a news paragraph is never taken."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tacitus.annotating.boilerplate import find_boilerplate
from tacitus.model import Document

NEWS = "Soldiers pulled out of the river port on Monday, and at least four people were killed, the governor said."


def taken(text: str, publisher: str | None = None) -> list[str]:
    return [span.text for span in find_boilerplate(Document(text=text, title="Soldiers leave", publisher=publisher))]


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement",
        "ADVERTISEMENT",
        "Story continues below advertisement",
        "Read more: What is left of Orvask?",
        "READ MORE | The river war in maps",
        "Also read: Who holds the bridges",
        "Related: Ten years of the river war",
        "RELATED – Ten years of the river war",
        "Related stories",
        "*Watch: Nineteen minutes on the bridge*",
        "More to come",
        "More follows.",
        "Image source, Getty Images",
        "Image caption: A burnt-out bus blocks the road",
        "FILE PHOTO: A soldier stands guard in Orvask, May 2, 2024",
        "Photo: Freed prisoners hug relatives",
        "(Photo by Ana Low)",
        "Photographs by Otto Brandl",
        "A soldier stands guard in Orvask [File: Ana Low/HPA]",
        "A soldier stands guard in Orvask, May 2, 2024. (AP Photo/Ana Low)",
        "A soldier stands guard in Orvask (Ana Low/Getty Images)",
        "Facebook Twitter WhatsApp Email Print",
        "Share on Facebook | Share on X | Copy link",
        "Follow us on Telegram for the latest from Orvask",
        "Sign up for our morning newsletter and never miss a story",
        "Subscribe",
        "(Reporting by Dana Orlik; editing by M. Teach)",
        "(Additional reporting by L. Obande in Orvask)",
        "Ana Low in Lirene contributed to this report.",
        "© 2024 Northgate News. All rights reserved.",
        "Copyright 2024 Halcyon Press Agency",
        "This story has been updated with comments from the governor.",
        "(This story has been updated)",
        "Source: Halcyon and other agencies",
        "Last updated: 3 June 2024",
        "Media contact: +00 555 0199",
        "4 min read",
        "Your browser doesn’t matter: click here to play",
    ],
)
def test_furniture_is_taken_as_a_whole_line(line: str) -> None:
    assert taken(f"{NEWS}\n\n{line}\n\n{NEWS}") == [line]


@pytest.mark.parametrize(
    "line",
    [
        NEWS,
        "Related violence killed nine people in the delta, the ministry said.",
        "Share prices fell after the port was shelled.",
        "More than 40 people were killed.",
        "Read out in court, the letter named four officers.",
        "Sources: army to pull out of Orvask",
        "Video showed soldiers leaving the river port.",
        "Photo evidence shows a crater near the mosque.",
        "Watch towers were burnt down in three villages.",
        "Follow-up strikes hit the bridge on Tuesday.",
        "Comments by the governor set off the protest.",
        "The ministry (in Lirene) denied the strike (on Orvask).",
        "By Friday the army had left the port.",
        "(Corrects death toll in first paragraph to 14 from 40)",  # fusing needs it
        "Background",
        "17:42",
    ],
)
def test_news_is_kept(line: str) -> None:
    assert taken(f"{NEWS}\n\n{line}\n\n{NEWS}") == []


@pytest.mark.parametrize(
    "line",
    [
        "By Ana Low",
        "By Ana Low and Otto Brandl in Orvask",
        "BY ANA LOW",
        "by our correspondent in Okulé",
        "By Dr. Imelda Low-Prior",
        "Northgate News",
        "Northgate News, Orvask",
    ],
)
def test_bylines_are_taken_at_the_head_only(line: str) -> None:
    assert taken(f"{line}\n\n{NEWS}", publisher="Northgate News") == [line]
    assert taken("\n\n".join([NEWS] * 6 + [line, NEWS]), publisher="Northgate News") == []


@pytest.mark.parametrize("line", ["By Friday night the port was empty", "By dawn the port was empty", "By Ana Low the port was empty."])
def test_a_sentence_that_begins_with_by_is_no_byline(line: str) -> None:
    assert taken(f"{line}\n\n{NEWS}") == []


def test_of_a_long_line_only_the_credit_goes() -> None:
    assert taken(f"{NEWS} {NEWS} {NEWS} (Reporting by Dana Orlik)") == ["(Reporting by Dana Orlik)"]


def test_a_caption_at_the_head_of_a_paragraph_goes_with_its_agency_credit() -> None:
    caption = "A soldier stands guard in Orvask, May 2, 2024. (AP Photo/Ana Low)"
    assert taken(f"{caption} ORVASK (AP) — {NEWS}") == [caption]


def test_captions_that_are_the_report_lose_only_their_credits() -> None:
    essay = "\n\n".join(f"{n}. Soldiers burn the market of Orvask. (Photo: Ana Low)" for n in (1, 2, 3))
    assert taken(essay) == ["(Photo: Ana Low)"] * 3


def test_the_title_is_never_taken() -> None:
    assert find_boilerplate(Document(title="Advertisement", text=NEWS)) == ()


@given(st.lists(st.sampled_from([NEWS, "Advertisement", "By Ana Low", "x (Photo: y)", "Share Print", "", "(AP Photo/z) z"]), max_size=9))
def test_spans_are_in_order_apart_and_true(lines: list[str]) -> None:
    document = Document(title="Soldiers leave", text="\n".join(lines))
    spans = find_boilerplate(document)
    assert all(span == document.span(span.start, span.end) for span in spans)
    assert all(before.end <= after.start for before, after in pairwise(spans))
