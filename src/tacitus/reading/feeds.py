"""Feeds: the entries of an RSS or Atom feed."""

import io
import re
from calendar import timegm
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from html import escape
from typing import Any

import feedparser

from tacitus.reading.html import page_row
from tacitus.reading.problems import ReadProblem
from tacitus.reading.rows import Options, Origin, Reading, documents, parse_day

_FEED = re.compile(rb"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*|<\?xml-stylesheet[^>]*>\s*)*<(?:rss|feed|rdf:RDF)\b", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: `link` is the page it tells of, `changed` when it was last touched (UTC, ISO 8601), `html` what it holds itself."""

    ref: str
    link: str | None
    title: str | None
    published: date | None
    changed: str | None
    publisher: str | None
    html: str


def is_feed(head: bytes) -> bool:
    """Whether bytes begin like RSS, RDF or Atom."""
    return _FEED.match(head.removeprefix(b"\xef\xbb\xbf")) is not None


def read_feed(raw: bytes, source: str) -> Iterator[Entry | ReadProblem]:
    """The entries in the order of the feed; a feed that breaks off gives what stands before the break, then a problem."""
    found: Any = feedparser.parse(io.BytesIO(raw))
    publisher = found.feed.get("title")
    for number, entry in enumerate(found.entries, 1):
        link = entry.get("link") or None
        ref = entry.get("id") or link
        if ref is None:
            yield ReadProblem(source, number, "an entry without address or id")
            continue
        told = entry.get("published") or dict.get(entry, "updated")
        held = [part.get("value", "") for part in entry.get("content", [])] or [entry.get("summary", "")]
        day = parse_day(told) if told else None
        yield Entry(ref, link, entry.get("title"), day, _moment(entry), publisher, max(held, key=len))
    if found.bozo and (not found.entries or not isinstance(found.bozo_exception, feedparser.exceptions.CharacterEncodingOverride)):
        yield ReadProblem(source, None, f"the feed is broken: {found.bozo_exception}")


def _moment(entry: Any) -> str | None:
    """When the entry was last changed; feedparser gives UTC."""
    moment = entry["updated_parsed"] if "updated_parsed" in entry else entry.get("published_parsed")
    return datetime.fromtimestamp(timegm(moment), UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ") if moment else None


def entry_document(entry: Entry, source: str, options: Options) -> Iterator[Reading]:
    """The report an entry holds itself; a teaser without one whole sentence is a problem that points to `--follow`."""
    origin = Origin(f"{source}#{entry.ref}")
    title = escape(entry.title or "")
    row = page_row(f"<html><head><title>{title}</title></head><body><article><p>{entry.html}</p></article></body></html>")
    if row is None:
        yield origin.problem("the entry holds no report; fetch its page with --follow")
        return
    told = {"title": entry.title, "publisher": entry.publisher, "published": entry.published, "url": entry.link, "id": entry.ref}
    yield from documents({**row, **{key: value for key, value in told.items() if value}}, origin, options)
