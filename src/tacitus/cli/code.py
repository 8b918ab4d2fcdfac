"""`tacitus code` and `schema`: reports in, accounts out."""

import csv
import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from datetime import date
from enum import StrEnum
from typing import Annotated, get_args

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from tacitus.cli.options import Head, Overlay, Published, tell
from tacitus.errors import TacitusError
from tacitus.model import Coding, Document, Status
from tacitus.pipeline import Coder
from tacitus.reading import ReadProblem, read
from tacitus.settings import Settings
from tacitus.settings import load as load_settings
from tacitus.showing import chosen, show
from tacitus.tabling import COLUMNS, table_rows

STATUSES = ("default", "all", *get_args(Status))


class Form(StrEnum):
    """How codings are printed."""

    text = "text"
    json = "json"
    jsonl = "jsonl"
    csv = "csv"


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("code")(code)
    app.command("schema")(schema)


Sources = Annotated[list[str] | None, typer.Argument(help="Files, folders, patterns, or - for standard input (the default).")]


def code(
    sources: Sources = None,
    form: Annotated[Form, typer.Option("--format", help="text is for people; jsonl holds everything.")] = Form.text,
    published: Published = None,
    status: Annotated[str, typer.Option(help="default = happened and disputed; all; or one status. Holds for text and csv.")] = "default",
    overlay: Overlay = None,
    head: Head = None,
) -> None:
    """Read reports and print an account of each act they tell."""
    if status not in STATUSES:
        raise typer.BadParameter(f"'{status}' is no status; known are {', '.join(STATUSES)}", param_hint="--status")
    settings = load_settings(overlay=str(overlay) if overlay else None, head=head)
    code_and_print(Coder(settings), _watched(read_reports(sources, published, settings), sources), printer_of(form, status))


def code_and_print(coder: Coder, found: Iterable[Document | ReadProblem], printer: "Printer") -> None:
    """Code what was read and print it as it comes; what cannot be read or coded gets one line on standard error and the run goes on.

    Raises `typer.Exit` with status 1 when nothing could be coded.
    """
    failed = done = 0
    with printer:
        for item in found:
            if isinstance(item, ReadProblem):
                tell(str(item), "yellow")
                failed += 1
            elif coding := _coded(coder, item):
                printer.show(item, coding)
                done += 1
            else:
                failed += 1
    if failed and not done:
        raise typer.Exit(1)


def _coded(coder: Coder, document: Document) -> Coding | None:
    try:
        return coder.code(document)
    except TacitusError:
        raise
    except Exception as error:  # one report must not end the run, whatever is wrong with it
        tell(f"{document.ref or document.id}: not coded, a fault of tacitus itself: {type(error).__name__}: {error}", "yellow")
        return None


def read_reports(sources: list[str] | None, published: date | None, settings: Settings) -> Iterator[Document | ReadProblem]:
    """The reports of these sources; without any, of standard input, which a person at a terminal is told."""
    if not sources and sys.stdin.isatty():
        tell("reading standard input; end with Ctrl-D")
    return read(sources or ["-"], published=published, max_bytes=settings.max_bytes, language=settings.language)


def _watched(found: Iterable[Document | ReadProblem], sources: list[str] | None) -> Iterator[Document | ReadProblem]:
    """The same, with a count on standard error when a person waits for a file to be written."""
    if not (sources and sys.stderr.isatty() and not sys.stdout.isatty()):
        yield from found
        return
    columns = (SpinnerColumn(), TextColumn("{task.completed:.0f} reports"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task("coding", total=None)
        for item in found:
            yield item
            progress.advance(task)


class Printer(AbstractContextManager["Printer"]):
    """Prints codings one by one as text for people; the subclasses print other forms."""

    def __init__(self, status: str):
        self.status = status
        self.console = Console()

    def show(self, document: Document, coding: Coding, /) -> None:
        """Print one coding."""
        show(self.console, document, coding, chosen(coding, self.status))

    def __exit__(self, *_: object) -> None:
        return None


class LinePrinter(Printer):
    """JSON Lines: everything, one report a line."""

    def show(self, _document: Document, coding: Coding, /) -> None:
        """Print one coding."""
        print(coding.to_json(), flush=True)


class JsonPrinter(Printer):
    """One JSON array of all codings, indented."""

    first = True

    def show(self, _document: Document, coding: Coding, /) -> None:
        """Print one coding."""
        print("[" if self.first else ",")
        print(json.dumps(json.loads(coding.to_json()), ensure_ascii=False, indent=1), end="")
        self.first = False

    def __exit__(self, *_: object) -> None:
        print("[]" if self.first else "\n]")


class CsvPrinter(Printer):
    """A table of accounts with a header."""

    def __init__(self, status: str):
        super().__init__(status)
        self.writer = csv.writer(sys.stdout, lineterminator="\n")
        self.writer.writerow(COLUMNS)

    def show(self, _document: Document, coding: Coding, /) -> None:
        """Print the rows of one coding."""
        self.writer.writerows(table_rows(coding, chosen(coding, self.status)))


def printer_of(form: Form, status: str = "default") -> Printer:
    """The printer of a form."""
    kinds = {Form.text: Printer, Form.jsonl: LinePrinter, Form.json: JsonPrinter, Form.csv: CsvPrinter}
    return kinds[form](status)


def schema() -> None:
    """Print the JSON Schema of the printed form `tacitus/1`."""
    print(json.dumps(Coding.json_schema(), ensure_ascii=False, indent=1))
