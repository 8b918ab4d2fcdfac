"""The schedule of `ingest --watch`: which feeds are polled, and when."""

import re
import time
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError, field_validator

from tacitus.errors import InputError, cause
from tacitus.model import Value

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
SHORTEST = 60
"""Seconds between two polls of one feed at the least, unless the caller says otherwise."""


class Feed(Value):
    """One feed or page to poll: `every` in seconds ("15m", "1h" in the file), `follow` to read the pages its entries lead to."""

    url: Annotated[str, Field(pattern="^https?://")]
    every: float = 900.0
    follow: bool = False

    @field_validator("every", mode="before")
    @classmethod
    def _seconds(cls, value: object) -> object:
        if isinstance(value, str) and (match := re.fullmatch(r"(\d+)\s*([smhd])", value.strip())):
            return float(match[1]) * _UNITS[match[2]]
        return value


def read_feeds(path: Path, shortest: float = SHORTEST) -> tuple[Feed, ...]:
    """The feeds of a `feeds.toml`. Raises `InputError` naming file, entry and key for a fault or an interval that is too short."""
    try:
        entries = tomllib.loads(path.read_text("utf-8")).get("feed", [])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(f"{path}: cannot be read as a list of feeds: {cause(error)}") from error
    feeds = []
    for number, entry in enumerate(entries, 1):
        try:
            feed = Feed.model_validate(entry)
        except ValidationError as error:
            fault = error.errors()[0]
            raise InputError(f"{path}: feed {number}: {'.'.join(map(str, fault['loc']))}: {fault['msg']}") from error
        if feed.every < shortest:
            raise InputError(f"{path}: feed {number}: every {feed.every:g} s is too often; {shortest:g} s is the least")
        feeds.append(feed)
    if not feeds:
        raise InputError(f"{path}: no [[feed]] in it; write one with url and every for each feed")
    return tuple(feeds)


def due(feeds: Sequence[Feed]) -> Iterator[Feed]:
    """Each feed at once, then each again when its time has come, without end; late ones are not made up for."""
    at = [time.monotonic()] * len(feeds)
    while True:
        n = min(range(len(feeds)), key=at.__getitem__)
        if (wait := at[n] - time.monotonic()) > 0:
            time.sleep(wait)
        at[n] = time.monotonic() + feeds[n].every
        yield feeds[n]
