"""`tacitus import coding`: bring in codings made elsewhere."""

from collections import Counter
from itertools import chain
from pathlib import Path
from typing import Annotated

import typer

from tacitus.cli.opening import open_store
from tacitus.cli.options import Person, StorePlace, tell
from tacitus.importing import import_codings, read_file


def import_coding(
    files: Annotated[list[Path], typer.Argument(help="JSON Lines as `tacitus code --format jsonl` prints them.")],
    store: StorePlace = None,
    person: Person = None,
) -> None:
    """Put codings into the store; their reports must be there, and must say what the codings say they do."""
    counts = Counter[str]()
    with open_store(store, None, person) as opened:
        for done in import_codings(opened, chain.from_iterable(map(read_file, files))):
            counts[done.outcome] += 1
            if done.detail:
                tell(f"{done.document.ref or done.document.id}: {done.outcome}: {done.detail}", "yellow")
    typer.echo(", ".join(f"{count:,} {outcome}" for outcome, count in sorted(counts.items())) or "no codings in these files")
    if not counts["new"] + counts["known"]:
        raise typer.Exit(1)
