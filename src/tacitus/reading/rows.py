"""Rows: what every kind of source is brought to before it becomes a document."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from functools import partial

from tacitus.model import Document
from tacitus.reading.cleaning import clean, clean_line
from tacitus.reading.languages import other_language
from tacitus.reading.problems import ReadProblem

Reading = Document | ReadProblem

COLUMNS = ("id", "title", "text", "published", "date", "publisher", "url", "language")
"""What a row may tell; anything else in it is not looked at. `date` is read where `published` is empty."""
_FORMATS = ("%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y", "%Y/%m/%d", "%Y%m%d%H%M%S")


@dataclass(frozen=True, slots=True)
class Options:
    """What holds for all sources of one run: `published` is for documents that tell no date of their own."""

    published: date | None
    max_bytes: int
    language: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a row came from, and the hash of its raw bytes when these were at hand."""

    source: str
    line: int | None = None
    sha256: str | None = None

    @property
    def ref(self) -> str:
        """The path, with `:line` for a row of a table."""
        return self.source if self.line is None else f"{self.source}:{self.line}"

    def problem(self, message: str) -> ReadProblem:
        """A fault at this place."""
        return ReadProblem(self.source, self.line, message)


def too_large(options: Options) -> str:
    """The message for a source or row over the limit."""
    return f"larger than {options.max_bytes:,} bytes; raise the setting 'max_bytes' to read it"


def documents(row: Mapping[str, object], origin: Origin, options: Options) -> Iterator[Reading]:
    """The document of one row, and a problem for each fault in it.

    No text, too much of it or another language: a problem and no document. An unreadable date: a problem, and the document
    with `published` None. A language the row names is believed; otherwise the text is looked at.
    """
    text = row.get("text")
    fault = _text_fault(row, options)
    if fault is not None or not isinstance(text, str):
        yield origin.problem(fault or "'text' is missing")
        return
    text = clean(text)
    declared = _word(row, "language")
    other = other_language(text, options.language) if declared is None else _primary(declared)
    if other not in {None, options.language}:
        yield origin.problem(f"written in '{other}'; only '{options.language}' is read")
        return
    column = next((name for name in ("published", "date") if row.get(name) not in (None, "")), None)
    day = parse_day(row[column]) if column else options.published
    if column and day is None:
        yield origin.problem(f"unreadable date {row[column]!r} in '{column}'; write it as 2024-12-31")
    yield Document(
        text=text,
        ref=_word(row, "id") or origin.ref,
        title=_word(row, "title"),
        url=_word(row, "url"),
        publisher=_word(row, "publisher"),
        published=day,
        language=options.language,
        raw_sha256=origin.sha256,
    )


def _text_fault(row: Mapping[str, object], options: Options) -> str | None:
    """What is wrong with the text of a row."""
    text = row.get("text")
    if "text" not in row:
        return f"no 'text'; found {', '.join(map(repr, row)) or 'nothing'}"
    if text is not None and not isinstance(text, str):
        return f"'text' must be text, not {type(text).__name__}"
    if not text or not any(map(str.isalpha, text)):
        return "the text is empty"
    if len(text) > options.max_bytes or len(text.encode(errors="replace")) > options.max_bytes:
        return too_large(options)
    return None


def _word(row: Mapping[str, object], key: str) -> str | None:
    value = row.get(key)
    return (clean_line(str(value)) or None) if value is not None else None


def _primary(language: str) -> str:
    """`en` of `en-GB`."""
    return language.replace("_", "-").split("-")[0].casefold()


def parse_day(value: object) -> date | None:
    """The day of a publication date: ISO 8601, RFC 2822, "3 June 2024", "June 3, 2024" or 20240603; None for anything else.

    The day is taken as written, with no change of time zone. "03/04/2024" is refused: nobody knows which is the month.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = clean_line(str(value))
    attempts = (partial(datetime.fromisoformat, text), *(partial(datetime.strptime, text, form) for form in _FORMATS))
    for attempt in (*attempts, partial(parsedate_to_datetime, text)):
        try:
            return attempt().date()
        except (ValueError, TypeError, IndexError):
            continue
    return None
