"""Sections: a very long report is coded piece by piece, so that time grows with its length and memory does not.

No news article is that long; compilations, transcripts and situation reports are, and their parts tell acts of their own. What is
told again in another section is another account: fusing joins it.
"""

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

from pydantic import BaseModel

from tacitus.model import Coding, Document, DocumentInfo, Span

LENGTH = 20_000
"""Characters of text up to which a report is one section: some 3,300 words."""


class Section(Document):
    """A stretch of a longer document that begins `offset` characters into its `full`; the first one has its title."""

    whole: str
    """The id of the document."""
    offset: int

    @cached_property
    def id(self) -> str:
        """The document's id and where the section begins: equal stretches of a document stay apart."""
        return f"{self.whole}+{self.offset}"


def sections(document: Document) -> tuple[Document, ...]:
    """The document itself, or its sections when its text is longer than `LENGTH`: cut at the last line break of each stretch, else at
    its last blank."""
    if len(document.text) <= LENGTH:
        return (document,)
    return tuple(_section(document, start, end) for start, end in _stretches(document.text))


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    while len(text) - start > LENGTH:
        cut = text.rfind("\n", start + LENGTH // 2, start + LENGTH)
        cut = text.rfind(" ", start, start + LENGTH) if cut < 0 else cut
        cut = start + LENGTH if cut < start else cut + 1
        yield start, cut
        start = cut
    yield start, len(text)


def _section(document: Document, start: int, end: int) -> Section:
    offset = start + len(document.full) - len(document.text) if start else 0
    last = end + len(document.full) - len(document.text)
    fields = {name: getattr(document, name) for name in Document.model_fields}
    skipped = (s for s in document.boilerplate if offset <= s.start and s.end <= last)
    return Section(
        **fields
        | {
            "title": document.title if start == 0 else None,
            "text": document.text[start:end],
            "boilerplate": tuple(Span(start=s.start - offset, end=s.end - offset, text=s.text) for s in skipped),
            "whole": document.id,
            "offset": offset,
        }
    )


def join(document: Document, codings: Iterable[tuple[Document, Coding]]) -> Coding:
    """The coding of a document from those of its sections, in their order; spans count in the document again."""
    moved = [_moved(coding, section.offset) if isinstance(section, Section) else coding for section, coding in codings]
    kinds = ("accounts", "control", "statements", "problems")
    found = {kind: tuple(dict.fromkeys(value for coding in moved for value in getattr(coding, kind))) for kind in kinds}
    return Coding(document=DocumentInfo.of(document), coder=moved[0].coder, **found)


def _moved(value: Any, by: int) -> Any:
    """The value with every span in it moved."""
    if isinstance(value, Span):
        return Span(start=value.start + by, end=value.end + by, text=value.text)
    if isinstance(value, BaseModel):
        return value.model_copy(update={name: _moved(getattr(value, name), by) for name in type(value).model_fields})
    return tuple(_moved(item, by) for item in value) if isinstance(value, tuple) else value
