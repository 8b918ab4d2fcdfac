"""The command line: thin, no logic. Exit status 0 = done, 1 = nothing could be read or a check failed, 2 = error of use."""

import sys
from importlib.metadata import version
from typing import Annotated

import typer

from tacitus.cli import code, events, export, gazetteer, ingest, judge, score, serve, store
from tacitus.errors import TacitusError

app = typer.Typer(
    name="tacitus",
    help="Reads conflict news the way a careful analyst does: who did what to whom, where, when, with which toll, and who says so.",
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    epilog="Exit status: 0 done · 1 nothing could be read, or a check failed · 2 error of use.",
)
code.register(app)
ingest.register(app)
store.register(app)
score.register(app)
events.register(app)
export.register(app)
judge.register(app)
serve.register(app)
app.add_typer(gazetteer.app, name="gazetteer")


@app.callback(invoke_without_command=True)
def _main(show_version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False) -> None:
    if show_version:
        typer.echo(f"tacitus {version('tacitus')}")
        raise typer.Exit


def main() -> None:
    """Run the command line; errors of use end with their message and exit status 2."""
    try:
        app()
    except TacitusError as error:
        typer.secho(f"tacitus: {error}", err=True, fg="red")
        sys.exit(2)
