"""`tacitus export` and `compare`: events out, as other tools read them."""

import sys
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Annotated, get_args

import typer
from rich.console import Console
from rich.table import Table

from tacitus.cli.importing import import_coding
from tacitus.cli.judge import importing
from tacitus.cli.opening import open_store
from tacitus.cli.options import ActorName, PlaceName, Publisher, Since, StorePlace, Types, Until, each_of, one_of, statuses_of, tell
from tacitus.codebook import types as codebook_types
from tacitus.exporting import FORMATS, Incident, Job, Privacy, Tally, export, format_of
from tacitus.exporting.comparing import Limits, compare, read_table
from tacitus.exporting.job import Outlet
from tacitus.exporting.privacy import Level, Names
from tacitus.importing import read_codings, read_file
from tacitus.knowledge.gazetteer import Gazetteer
from tacitus.model import Coding
from tacitus.outgoing import incidents_of_accounts, incidents_of_codings, incidents_of_store, outlets_of
from tacitus.settings import load as load_settings
from tacitus.storing import Filter


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("export", epilog=" · ".join(f"{f.name}: {f.says}" for f in FORMATS.values()))(export_events)
    app.command("compare")(compare_tables)
    importing.command("coding")(import_coding)


Several = list[str] | None
Codings = Annotated[
    list[Path] | None, typer.Argument(help="Output of `code --format jsonl`, - for standard input, instead of the store.", allow_dash=True)
]
Output = Annotated[Path | None, typer.Option("-o", "--output", help="The file; standard output when not given.")]
PolicyName = Annotated[str | None, typer.Option(help="cautious, low_best_high or range; default: what the format goes by.")]
Alone = Annotated[bool, typer.Option("--accounts", help="Each account of the store for itself, not the fused events.")]
Statuses = Annotated[Several, typer.Option(help="Status, or all; default: happened and disputed.")]
Coarsen = Annotated[str | None, typer.Option(help=f"Give places no finer than this: {', '.join(get_args(Level))}.")]
Mask = Annotated[str, typer.Option(help="mask or keep the names of private victims and witnesses.")]
Delay = Annotated[int, typer.Option(help="Hold back what is younger than so many days.", min=0)]
Surest = Annotated[float | None, typer.Option(help="Only events an account of which is as sure as this.", min=0, max=1)]
Confidential = Annotated[bool, typer.Option("--include-confidential", help="Also material marked confidential.")]
Vague = Annotated[bool, typer.Option("--vague", help="acled: also places coarser than a province, at the country's capital.")]
Inter = Annotated[str, typer.Option(help="acled: code or name in inter1, inter2 and interaction.")]
Hxl = Annotated[bool, typer.Option("--hxl", help="CSV: a row of HXL tags under the header.")]


def export_events(
    form: Annotated[str, typer.Argument(metavar="FORMAT", help=", ".join(FORMATS))],
    codings: Codings = None,
    output: Output = None,
    policy: PolicyName = None,
    accounts: Alone = False,
    kind: Types = None,
    status: Statuses = None,
    place: PlaceName = None,
    actor: ActorName = None,
    publisher: Publisher = None,
    since: Since = None,
    until: Until = None,
    coarsen: Coarsen = None,
    names: Mask = "mask",
    delay: Delay = 0,
    min_confidence: Surest = None,
    include_confidential: Confidential = False,
    vague: Vague = False,
    inter: Inter = "code",
    hxl: Hxl = False,
    store: StorePlace = None,
) -> None:
    """Write events in a form that other tools read; docs/exports.md has the rules of each form."""
    wanted = Filter(
        types=each_of(kind, codebook_types(), "--type"), statuses=statuses_of(status), place=place, actor=actor, publisher=publisher,
        start=since, end=until,
        sensitivity="confidential" if include_confidential else "restricted",
    )  # fmt: skip
    privacy = Privacy(
        coarsen=one_of(coarsen, get_args(Level), "--coarsen") if coarsen else None,  # type: ignore[arg-type]  # checked by one_of
        names=one_of(names, get_args(Names), "--names"),  # type: ignore[arg-type]  # as above
        delay=delay, statuses=frozenset(wanted.statuses), min_confidence=min_confidence, today=date.today(),
    )  # fmt: skip
    chosen = policy or format_of(form).policy
    tally = Tally(form, chosen, _told(wanted, codings), privacy.declared(), wanted.sensitivity)
    job = Job(tally, _gazetteer(), vague=vague, inter=one_of(inter, ("code", "name"), "--inter"), hxl=hxl)  # type: ignore[arg-type]
    with _source(codings, accounts, wanted, tally, store) as (found, outlets):
        export(privacy.guard(found, tally, job.places), form, output or sys.stdout, replace(job, outlets=outlets))
    for message in tally.messages():
        tell(message)


def _told(wanted: Filter, codings: list[Path] | None) -> dict[str, str]:
    """The filter in words, for the record of the export."""
    told = {"type": ", ".join(wanted.types), "place": wanted.place, "actor": wanted.actor, "publisher": wanted.publisher}
    told |= {"since": str(wanted.start or ""), "until": str(wanted.end or "")}
    told["from"] = "codings, each account for itself" if codings else "store"
    return {key: value for key, value in told.items() if value}


def _gazetteer() -> Gazetteer:
    settings = load_settings()
    places = Gazetteer.open(settings.gazetteer_path)
    return places.with_overlay(settings.overlay_path) if settings.overlay_path else places


@contextmanager
def _source(
    codings: list[Path] | None, accounts: bool, wanted: Filter, tally: Tally, store: str | None
) -> Iterator[tuple[Iterator[Incident], dict[str, Outlet]]]:
    if codings:
        if wanted.place or wanted.actor or wanted.publisher:
            raise typer.BadParameter("--place, --actor and --publisher need the store; ingest the reports, or filter the codings before")
        streams = (read_codings(sys.stdin) if str(path) == "-" else read_file(path) for path in codings)
        yield incidents_of_codings(_noted(chain.from_iterable(streams), tally), tally.policy, wanted), {}
        return
    with open_store(store) as opened:
        found = (incidents_of_accounts if accounts else incidents_of_store)(opened, wanted, tally.policy)
        deque(tally.reading(opened.infos(wanted.sensitivity)), maxlen=0)
        yield found, outlets_of(opened)


def _noted(codings: Iterable[Coding], tally: Tally) -> Iterator[Coding]:
    for coding in codings:
        deque(tally.reading((coding.document,)), maxlen=0)
        yield coding


def compare_tables(
    ours: Annotated[Path, typer.Argument(help="A CSV of ACLED's or UCDP's form, as export writes it.")],
    theirs: Annotated[Path, typer.Argument(help="Another one, of either form.")],
    days: Annotated[int, typer.Option(help="How many days two rows of one happening may be apart.", min=0)] = 1,
    km: Annotated[float, typer.Option(help="How many kilometres.", min=0)] = 25.0,
    rows: Annotated[int, typer.Option(help="How many rows to list that only one has.", min=0)] = 10,
) -> None:
    """Compare two event tables: what both have and where they agree, and what each lacks."""
    (shape, mine, bad), (other, yours, worse) = read_table(ours), read_table(theirs)
    found = compare(mine, yours, Limits(days, km, same_type=shape == other))
    console = Console()
    console.print(f"{len(mine):,} rows of {shape} form against {len(yours):,} of {other} form: {len(found.pairs):,} pairs", highlight=False)
    if bad + worse:
        console.print(f"{bad + worse:,} rows passed over, their date cannot be read", highlight=False)
    table = Table("field", "agree", "of pairs that both tell", "share")
    for name, same, told in found.agreement():
        if name != "type" or shape == other:
            table.add_row(name, f"{same:,}", f"{told:,}", f"{same / told:.1%}" if told else "–")
    console.print(table)
    for title, alone in (("only in ours", found.ours_only), ("only in theirs", found.theirs_only)):
        console.print(f"{len(alone):,} {title}", highlight=False)
        for row in alone[:rows]:
            console.print(
                f"  {row.day} {row.place}, {row.country}: {row.type}, {row.deaths} killed ({row.id})", markup=False, highlight=False
            )
