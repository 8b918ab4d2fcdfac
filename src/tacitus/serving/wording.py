"""Wording: values as short texts for people, the same on every page."""

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from tacitus.fusing.event import Event, Reading
from tacitus.knowledge.countries import countries
from tacitus.model import When, Where
from tacitus.serving.index import Entry, figure_text

ISO_DAY = re.compile(r"\b[12]\d{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])\b")
CODE = re.compile(r"[a-z]+(?:_[a-z]+)+")
FIELDS = {
    "act": "whether it happened", "type": "what it was", "status": "how sure it is that it happened", "when": "when", "where": "where",
    "initiator": "who did it", "target": "who was hit", "weapon": "with what", "killed": "how many were killed",
    "wounded": "how many were wounded", "missing": "how many are missing", "captured": "how many were captured",
    "displaced": "how many were displaced", "affected": "how many were affected",
}  # fmt: skip
"""What a field asks, to be read after "contradict each other on"."""
DEEDS = {
    "accept": "accepted", "reject": "rejected", "unsure": "unsure", "same": "same event", "not_same": "not the same", "merge": "merged",
    "split": "taken out", "choose": "chosen", "correct": "corrected", "note": "note", "undo": "taken back",
}  # fmt: skip
"""What a judgement of a kind did, in one or two words."""


GRADES = {
    "confirmed": "a side owns up to it", "fair": "told by two independent origins or more", "weak": "told by one origin",
    "contested": "rivals for who did it", "discounted": "only denied, or taken back by all who told it",
}  # fmt: skip
"""What each grade of support means."""


def type_name(code: str) -> str:
    """A code of the codebook as words: "suicide_bombing" → "Suicide bombing"."""
    return code.replace("_", " ").capitalize()


def field_name(field: str) -> str:
    """What a field asks: "act" → "whether it happened", "killed civilians" → "how many were killed (civilians)"."""
    first, _, rest = field.partition(" ")
    name = FIELDS.get(first, first.replace("_", " "))
    return f"{name} ({rest.replace('_', ' ')})" if rest else name


def deed(kind: str) -> str:
    """What a judgement of this kind did."""
    return DEEDS.get(kind, kind)


def days(start: date | None, end: date | None) -> str:
    """An interval: "3 Sep 2031", "3–5 Sep 2031", "no date"."""
    if start is None:
        return "no date"
    if end is None or end == start:
        return f"{start.day} {start:%b %Y}"
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{end.day} {end:%b %Y}"
    return f"{days(start, None)} – {days(end, None)}"


def readable(text: str) -> str:
    """A text with its ISO dates, or the code it is, written as people read them: "2031-09-03" → "3 Sep 2031", "chemical_attack" →
    "chemical attack"."""
    return text.replace("_", " ") if CODE.fullmatch(text) else ISO_DAY.sub(_day, text)


def _day(found: re.Match[str]) -> str:
    try:
        return days(date.fromisoformat(found[0]), None)
    except ValueError:  # the 31st of a shorter month
        return found[0]


def when_words(when: When) -> str:
    """The day of an account, with its precision when it is vaguer than a day: "3–9 Sep 2031 (week)"."""
    if when.start is None:
        return "not told"
    notes = [*([] if when.precision in {"day", "days"} else [when.precision]), *(["inferred"] if when.inferred else [])]
    return days(when.start, when.end) + (f" ({', '.join(notes)})" if notes else "")


@cache
def _countries() -> Mapping[str, str]:
    return {entry.country: entry.name for entry in countries()}


def country_name(code: str | None) -> str:
    """The name of a country, the code itself when it is nobody's (a user's own), empty for none."""
    return _countries().get(code, code) if code else ""


def place_name(where: Where) -> str:
    """A place with its province and country; "place not told" without one."""
    parts = (where.name, where.admin1 if where.name else "", country_name(where.country))
    return ", ".join(dict.fromkeys(part for part in parts if part)) or "place not told"


def where_words(where: Where) -> str:
    """The place of an account with how exact it is: "Tomrek, Vale, Vessaria (town)"."""
    return f"{place_name(where)} ({where.precision})" if where.name else "not told"


def headline(entry: Entry) -> str:
    """An event in a line: what and where."""
    return f"{type_name(entry.type)}, {entry.place.name or country_name(entry.place.country) or 'place not told'}"


def event_headline(event: Event) -> str:
    """As `headline`, of a whole event."""
    return f"{type_name(event.type)}, {event.place.name or country_name(event.place.country) or 'place not told'}"


def reading_text(reading: Reading) -> str:
    """A value of a field as people read it; a value a person put there is written out from what it holds."""
    value = reading.value
    if reading.voices or not isinstance(value, Mapping):
        return readable(reading.text)
    if "low" in value or "high" in value:
        return figure_text(value)
    if "start" in value:
        return when_words(When.model_validate(value))
    return place_name(Where.model_validate(value)) if "name" in value else reading.text


def value_text(value: Any) -> str:
    """What a judgement puts into a field, in one line."""
    if isinstance(value, Mapping):
        return reading_text(Reading(value=dict(value), text=", ".join(f"{k} {v}" for k, v in value.items() if v not in (None, "", [], ()))))
    if isinstance(value, list):
        return "; ".join(map(value_text, value))
    return "" if value is None else str(value)
