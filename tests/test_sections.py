"""A very long report is coded in sections and comes out as one coding."""

from datetime import date

import pytest

from tacitus.model import Coding, Document, Span, Value
from tacitus.pipeline import Coder
from tacitus.sections import LENGTH, Section, sections

TOWNS = ("Homs", "Aleppo", "Hama", "Idlib", "Raqqa")
FILLER = "The clerk of the council read the minutes, which were long, and nobody asked for the floor. " * 8


def paragraphs(count: int) -> str:
    """As many paragraphs, each with one raid of its own."""
    return "\n\n".join(
        f"Jets bombed a depot in {TOWNS[n % 5]} on {n % 28 + 1} May, killing {n + 2} soldiers. {FILLER}" for n in range(count)
    )


def spans(value: object) -> list[Span]:
    """Every span in a coding."""
    if isinstance(value, Span):
        return [value]
    if isinstance(value, Value):
        return [span for name in type(value).model_fields for span in spans(getattr(value, name))]
    return [span for item in value for span in spans(item)] if isinstance(value, tuple) else []


@pytest.mark.parametrize("title", ["A month of raids", None])
def test_sections_are_the_whole_text_and_hold_their_own_boilerplate(title: str | None) -> None:
    text = paragraphs(60)
    bare = Document(text=text, title=title)
    at = bare.full.rindex("Jets bombed")
    document = Document(text=text, title=title, boilerplate=(bare.span(at, at + 11),))
    found = sections(document)
    assert "".join(s.text for s in found) == text
    assert [s.title for s in found] == [title, *[None] * (len(found) - 1)]
    assert all(len(s.text) <= LENGTH for s in found)
    assert len({s.id for s in found}) == len(found) > 2
    *others, last = found
    assert [s.boilerplate for s in others] == [()] * len(others)
    assert [last.full[b.start : b.end] for b in last.boilerplate] == ["Jets bombed"]
    assert isinstance(last, Section)
    assert document.full[last.offset :] == last.full


def test_a_text_without_any_break_is_cut_all_the_same() -> None:
    text = "x" * (2 * LENGTH + 5)
    assert [len(s.text) for s in sections(Document(text=text))] == [LENGTH, LENGTH, 5]


def test_a_short_report_is_its_only_section() -> None:
    document = Document(text=paragraphs(3))
    assert sections(document) == (document,)


@pytest.fixture(scope="module")
def long(coder: Coder) -> tuple[Document, Coding]:
    document = Document(text=paragraphs(40), title="A month of raids", published=date(2031, 6, 1))
    return document, coder.code(document)


def test_spans_count_in_the_whole_report(long: tuple[Document, Coding]) -> None:
    document, coding = long
    found = spans(coding)
    assert max(span.start for span in found) > LENGTH
    assert all(document.full[span.start : span.end] == span.text for span in found)


def test_no_account_is_lost_or_told_twice(long: tuple[Document, Coding]) -> None:
    document, coding = long
    ids = [account.id for account in coding.accounts]
    assert len(set(ids)) == len(ids)
    assert {t.min for a in coding.accounts for t in a.tolls} >= set(range(2, 42))
    assert coding.document.id == document.id
