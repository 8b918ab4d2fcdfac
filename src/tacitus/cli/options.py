"""Options that several commands share, and the store they open."""

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tacitus.settings import load as load_settings

if TYPE_CHECKING:
    from tacitus.storing import Store

StorePlace = Annotated[
    str | None, typer.Option("--store", help="A file name for SQLite or a PostgreSQL URL; default: the setting 'store'.")
]
Archive = Annotated[Path | None, typer.Option(help="The folder of raw bytes; default: the setting 'archive', else beside the store.")]
Person = Annotated[str | None, typer.Option("--as", help="Who does this, for the audit log; default: the login name.")]
Coded = Annotated[Path | None, typer.Option("--coded", help="Codings to fuse instead of a store's: what `code --format jsonl` prints.")]
Docs = Annotated[list[str] | None, typer.Option("--docs", help="With --coded: the reports coded, so that copies are known.")]
PolicyName = Annotated[str, typer.Option("--policy", help="cautious, low_best_high or range (docs/policies.md).")]
Types = Annotated[list[str] | None, typer.Option("--type", help="Type; may be given several times.")]
PlaceName = Annotated[str | None, typer.Option(help="A place name or id, first-order division or ISO country code.")]
ActorName = Annotated[str | None, typer.Option(help="An actor's name or id.")]
Publisher = Annotated[str | None, typer.Option(help="Who published a report of it.")]
Since = Annotated[datetime | None, typer.Option(help="Acts on or after this day.", formats=["%Y-%m-%d"])]
Until = Annotated[datetime | None, typer.Option(help="Acts on or before this day.", formats=["%Y-%m-%d"])]


def one_of(value: str, known: Iterable[str], option: str) -> str:
    """The value, when it is a known one. Raises `typer.BadParameter`, which names the known ones."""
    told = tuple(known)
    if value not in told:
        raise typer.BadParameter(f"'{value}' is not known; known are {', '.join(told)}", param_hint=option)
    return value


def each_of(values: Iterable[str] | None, known: Iterable[str], option: str) -> tuple[str, ...]:
    """The values, each of which must be a known one."""
    told = tuple(known)
    return tuple(one_of(value, told, option) for value in values or ())


def days(since: datetime | None, until: datetime | None) -> tuple[date | None, date | None]:
    """The days of two options."""
    return since.date() if since else None, until.date() if until else None


def open_store(place: str | None, archive: Path | None = None, person: str | None = None) -> "Store":
    """The store the options or the settings name, made when it is not there."""
    from tacitus.storing import Store  # the options alone need none of its packages

    settings = load_settings()
    return Store(place or settings.store, archive=archive or settings.archive or None, person=person)
