"""Wording: values as short texts for people, the same on every page."""

from datetime import date
from typing import Any

from tacitus.fusing.event import Event
from tacitus.model import Where
from tacitus.serving.index import Entry


def type_name(code: str) -> str:
    """A code of the codebook as words: "suicide_bombing" → "Suicide bombing"."""
    return code.replace("_", " ").capitalize()


def days(start: date | None, end: date | None) -> str:
    """An interval: "3 Sep 2031", "3–5 Sep 2031", "no date"."""
    if start is None:
        return "no date"
    if end is None or end == start:
        return f"{start.day} {start:%b %Y}"
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{end.day} {end:%b %Y}"
    return f"{days(start, None)} – {days(end, None)}"


def place_name(where: Where) -> str:
    """A place with its province and country; "place not told" without one."""
    if not where.name:
        return where.country or "place not told"
    return ", ".join(dict.fromkeys(p for p in (where.name, where.admin1, where.country) if p))


def headline(entry: Entry) -> str:
    """An event in a line: what and where."""
    return f"{type_name(entry.type)}, {entry.place.name or entry.place.country or 'place not told'}"


def event_headline(event: Event) -> str:
    """As `headline`, of a whole event."""
    return f"{type_name(event.type)}, {event.place.name or event.place.country or 'place not told'}"


def value_text(value: Any) -> str:
    """A JSON value in one line, for judgements."""
    if isinstance(value, dict):
        return ", ".join(f"{key} {value_text(inner)}" for key, inner in value.items() if inner not in (None, "", [], ()))
    if isinstance(value, list):
        return "; ".join(map(value_text, value))
    return "" if value is None else str(value)
