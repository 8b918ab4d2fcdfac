"""`tacitus demo`: the sample reports that are shipped, coded."""

from importlib.resources import as_file, files
from typing import Annotated

import typer

from tacitus.cli.code import Form, code_and_print, printer_of
from tacitus.cli.gazetteer import build_with_bar, usable
from tacitus.cli.options import Head
from tacitus.pipeline import Coder
from tacitus.reading import read
from tacitus.settings import load as load_settings


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command("demo")(demo)


def demo(
    form: Annotated[Form, typer.Option("--format", help="text is for people; jsonl holds everything.")] = Form.text,
    head: Head = None,
) -> None:
    """Code four sample reports of an invented war and show them; the gazetteer is built first when it is missing."""
    with as_file(files("tacitus.data") / "demo") as folder:
        settings = load_settings(overlay=str(folder / "world.json"), head=head)
        if not usable(settings.gazetteer_path):
            build_with_bar(settings.gazetteer_path)
        code_and_print(Coder(settings), read([str(folder / "reports.jsonl")]), printer_of(form))
