"""The store that a command works on."""

from pathlib import Path

from tacitus.settings import load as load_settings
from tacitus.storing import Store


def open_store(place: str | None, archive: Path | None = None, person: str | None = None, *, make: bool = False) -> Store:
    """The store the options or the settings name; one that is not there is made only by commands that fill it."""
    settings = load_settings()
    return Store(place or settings.store, archive=archive or settings.archive or None, person=person, make=make)
