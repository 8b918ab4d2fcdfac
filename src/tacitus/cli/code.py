"""`tacitus code`, `explain` and `schema`: reports in, accounts out."""

import csv
import json
import sys
from collections.abc import Iterator
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, get_args

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from tacitus.explaining import explain
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
    app.command("explain")(explain_value)
    app.command("schema")(schema)


Sources = Annotated[list[str] | None, typer.Argument(help="Files, folders, patterns, or - for standard input (the default).")]
Published = Annotated[datetime | None, typer.Option(help="Publication date of reports that have none.", formats=["%Y-%m-%d"])]
Overlay = Annotated[Path | None, typer.Option(help="A file of your own places and actors.")]
Head = Annotated[bool | None, typer.Option("--head/--no-head", help="Use the learned head beside the rules, or the rules alone.")]


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
    coder, failed, done = Coder(settings), 0, 0
    printer = _printer(form, status)
    next(printer)
    for found in _read(sources, published, settings):
        if isinstance(found, ReadProblem):
            typer.secho(f"tacitus: {found}", err=True, fg="yellow")
            failed += 1
        else:
            printer.send((found, coder.code(found)))
            done += 1
    printer.close()
    if failed and not done:
        raise typer.Exit(1)


def _read(sources: list[str] | None, published: datetime | None, settings: Settings) -> Iterator[Document | ReadProblem]:
    day: date | None = published.date() if published else None
    found = read(sources or ["-"], published=day, max_bytes=settings.max_bytes, language=settings.language)
    if not (sources and sys.stderr.isatty() and not sys.stdout.isatty()):
        yield from found
        return
    columns = (TextColumn("coding"), BarColumn(), MofNCompleteColumn(), TextColumn("reports"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task("coding", total=None)
        for item in found:
            yield item
            progress.advance(task)


Printer = Iterator[None]


def _printer(form: Form, status: str):  # type: ignore[no-untyped-def]  # a coroutine that takes (document, coding) pairs
    if form is Form.text:
        console = Console()
        while True:
            document, coding = yield
            show(console, document, coding, chosen(coding, status))
    elif form is Form.jsonl:
        while True:
            _, coding = yield
            print(coding.to_json(), flush=True)
    elif form is Form.csv:
        writer = csv.writer(sys.stdout)
        writer.writerow(COLUMNS)
        while True:
            _, coding = yield
            writer.writerows(table_rows(coding, chosen(coding, status)))
    else:
        yield from _print_json()


def _print_json():  # type: ignore[no-untyped-def]  # as above
    first = True
    try:
        while True:
            _, coding = yield
            print("[" if first else ",")
            print(json.dumps(json.loads(coding.to_json()), ensure_ascii=False, indent=1), end="")
            first = False
    finally:
        print("[]" if first else "\n]")


def explain_value(
    file: Annotated[str, typer.Argument(help="One report, or - for standard input.")],
    field: Annotated[
        str, typer.Argument(help="ACCOUNT.FIELD as `code` numbers them: 1.when, 2.where, 1.actors, 1.tolls, 1.claims, 1.type, 1.status.")
    ],
    published: Published = None,
    overlay: Overlay = None,
) -> None:
    """Print the way from a value back to its words and rule."""
    settings = load_settings(overlay=str(overlay) if overlay else None)
    for found in read([file], published=published.date() if published else None, max_bytes=settings.max_bytes):
        if isinstance(found, ReadProblem):
            typer.secho(f"tacitus: {found}", err=True, fg="yellow")
            raise typer.Exit(1)
        coding = Coder(settings).code(found)
        Console().print(explain(found, coding, field))
        return
    raise typer.Exit(1)


def schema() -> None:
    """Print the JSON Schema of the printed form `tacitus/1`."""
    print(json.dumps(Coding.json_schema(), ensure_ascii=False, indent=1))
