"""Options that several commands share, and the store they open."""

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


def open_store(place: str | None, archive: Path | None = None, person: str | None = None) -> "Store":
    """The store the options or the settings name, made when it is not there."""
    from tacitus.storing import Store  # the options alone need none of its packages

    settings = load_settings()
    return Store(place or settings.store, archive=archive or settings.archive or None, person=person)
