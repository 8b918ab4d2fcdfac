"""Options that several commands share, and the checks of what is typed for them."""

import os
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Annotated, get_args

import typer

from tacitus.model import Status


def day(text: str) -> date:
    """A day as it is typed. Raises `typer.BadParameter`, which shows how to write one."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"'{text}' is no day; write it as 2024-12-31") from None


Published = Annotated[date | None, typer.Option(parser=day, metavar="DAY", help="Publication date of reports that have none.")]
Overlay = Annotated[Path | None, typer.Option(help="A file of your own places and actors (docs/overlay.md).")]
Head = Annotated[bool | None, typer.Option("--head/--no-head", help="Use the learned head beside the rules, or the rules alone.")]
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
Since = Annotated[date | None, typer.Option(parser=day, metavar="DAY", help="Acts on or after this day.")]
Until = Annotated[date | None, typer.Option(parser=day, metavar="DAY", help="Acts on or before this day.")]


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


def statuses_of(values: list[str] | None) -> tuple[str, ...]:
    """The statuses asked for: each a known one, or `all`; happened and disputed when none is named."""
    known = get_args(Status)
    return known if values == ["all"] else each_of(values or ["happened", "disputed"], known, "--status")


def tell(message: str, colour: str | None = None) -> None:
    """One line on standard error, after the program's name; coloured for a person at a terminal who did not set NO_COLOR."""
    typer.secho(f"tacitus: {message}", err=True, fg=None if os.environ.get("NO_COLOR") else colour)
