"""`tacitus ingest`: sources into the store."""

import signal
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from tacitus.cli.opening import open_store
from tacitus.cli.options import Archive, Head, Person, Published, StorePlace, tell
from tacitus.ingesting.exchange import Limits
from tacitus.ingesting.fetching import Fetcher
from tacitus.ingesting.schedule import due, read_feeds
from tacitus.intake import KINDS, Intake, Outcome
from tacitus.pipeline import Coder
from tacitus.reading import ReadProblem
from tacitus.reading.rows import Options
from tacitus.receiving import Receiver
from tacitus.settings import Settings
from tacitus.settings import load as load_settings
from tacitus.storing import Store

STOPPED = 130
"""Exit status of a run that was stopped; for `--watch`, which has no other end, being stopped is 0."""
SHOWN = 50
"""Problems printed at the end of a run; the rest are counted."""


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command("ingest")(ingest)


def ingest(
    sources: Annotated[
        list[str] | None, typer.Argument(help="Files, folders, patterns, WARC or WACZ files, addresses of pages and feeds.")
    ] = None,
    watch: Annotated[Path | None, typer.Option(help="Poll the feeds of this feeds.toml on their schedule until stopped.")] = None,
    follow: Annotated[bool, typer.Option("--follow", help="Read the entries of a feed from the pages they lead to.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Read and compare, store and code nothing.")] = False,
    published: Published = None,
    head: Head = None,
    delay: Annotated[float, typer.Option(help="Seconds between two requests to one host.", min=0)] = Limits().delay,
    contact: Annotated[str, typer.Option(help="An address for the User-Agent, so that a site can write to you.")] = "",
    store: StorePlace = None,
    archive: Archive = None,
    person: Person = None,
) -> None:
    """Read sources, tell copies from originals, code what is new and store it. Run again after an interruption, it goes on."""
    if bool(sources) == bool(watch):
        raise typer.BadParameter("give sources, or --watch with a feeds.toml")
    settings = load_settings(head=head)
    limits = Limits(max_bytes=settings.max_bytes, delay=delay)
    agent = f"tacitus/{version('tacitus')}" + (f" (+{contact})" if contact else "")
    options = Options(published, settings.max_bytes, settings.language)
    with _stoppable(), _opened(settings, store, archive, person, dry_run) as opened, Fetcher(agent, limits) as fetcher:
        intake = Intake(opened, Coder(settings), dry_run)
        receiver = Receiver(opened, options, fetcher, follow)
        found = _watched(intake, receiver, watch) if watch else intake.run(sources or [], receiver)
        status = _report(found, dry_run)
    raise typer.Exit(0 if watch and status == STOPPED else status)


@contextmanager
def _stoppable() -> Iterator[None]:
    """Let SIGTERM, which service managers send, do what Ctrl-C does."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def _opened(settings: Settings, store: str | None, archive: Path | None, person: str | None, dry_run: bool) -> Iterator[Store]:
    """The store; for a dry run without one, an empty one that is thrown away, so that no file is left behind."""
    place = store or settings.store
    if dry_run and "://" not in place and not Path(place).exists():
        with TemporaryDirectory() as folder, Store(Path(folder) / "dry.db") as opened:
            yield opened
    else:
        with open_store(store, archive, person, make=True) as opened:
            yield opened


def _watched(intake: Intake, receiver: Receiver, path: Path) -> Iterator[Outcome | ReadProblem]:
    for feed in due(read_feeds(path)):
        told = Counter[str]()
        for found in intake.run([feed.url], Receiver(receiver.store, receiver.options, receiver.fetcher, feed.follow)):
            told["problem" if isinstance(found, ReadProblem) else found.kind] += 1
            yield found
        typer.echo(f"{datetime.now():%Y-%m-%d %H:%M:%S} {feed.url}: " + ", ".join(f"{n} {kind}" for kind, n in told.items()), err=True)


def _report(found: Iterator[Outcome | ReadProblem], dry_run: bool) -> int:
    """Show progress, then the summary and the problems; the exit status: 130 stopped, 1 nothing could be read, 0 else."""
    counts, problems, accounts, stopped = Counter[str](), list[ReadProblem](), 0, False
    try:
        for item in _progress(found):
            if isinstance(item, ReadProblem):
                problems += [item] * (len(problems) < SHOWN)
                counts["problems"] += 1
            else:
                counts[item.kind] += 1
                accounts += item.accounts
    except KeyboardInterrupt:
        stopped = True
    table = Table("", "count", title="would be stored" if dry_run else None, show_header=False)
    for kind, words in KINDS.items():
        if counts[kind]:
            table.add_row(words, f"{counts[kind]:,}")
    table.add_row("accounts coded", f"{accounts:,}")
    table.add_row("problems", f"{counts['problems']:,}")
    Console().print(table)
    for problem in problems:
        tell(str(problem), "yellow")
    if counts["problems"] > len(problems):
        tell(f"and {counts['problems'] - len(problems):,} more problems", "yellow")
    if stopped:
        tell("stopped; nothing is half stored, the same command goes on from here")
        return STOPPED
    return 1 if counts["problems"] and not counts.total() - counts["problems"] else 0


def _progress(found: Iterator[Outcome | ReadProblem]) -> Iterator[Outcome | ReadProblem]:
    if not sys.stderr.isatty():
        yield from found
        return
    columns = (SpinnerColumn(), TextColumn("ingesting"), MofNCompleteColumn(), TextColumn("{task.fields[at]}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task("ingesting", total=None, at="")
        for item in found:
            progress.update(task, advance=1, at=(item.source if isinstance(item, ReadProblem) else item.locator)[-60:])
            yield item
