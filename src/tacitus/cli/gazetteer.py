"""`tacitus gazetteer`: build it, search it."""

from pathlib import Path
from typing import Annotated

import typer
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from tacitus.cli.options import Overlay, tell
from tacitus.errors import GazetteerError
from tacitus.knowledge.gazetteer import Gazetteer
from tacitus.knowledge.gazetteer_build import build, build_from_geonames
from tacitus.settings import load as load_settings

app = typer.Typer(help="The gazetteer of places: build it once, search it.", no_args_is_help=True)


def register(parent: typer.Typer) -> None:
    """Add the commands of this module."""
    parent.add_typer(app, name="gazetteer")


@app.command("build")
def build_gazetteer(
    geonames: Annotated[
        Path | None, typer.Option(help="A folder of GeoNames dump files; without it the installed packages are read.")
    ] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Where to write it; default: the place the settings name.")] = None,
    if_missing: Annotated[bool, typer.Option("--if-missing", help="Do nothing when a usable one is there.")] = False,
) -> None:
    """Build the gazetteer into one file, from the installed packages or from GeoNames dump files."""
    path = output or load_settings().gazetteer_path
    if not (if_missing and usable(path)):
        build_with_bar(path, geonames)


def usable(path: Path) -> bool:
    """Whether a gazetteer stands there that this version reads."""
    try:
        Gazetteer.open(path)
    except GazetteerError:
        return False
    return True


def build_with_bar(path: Path, geonames: Path | None = None) -> None:
    """Build the gazetteer with a progress bar on standard error, and say what was written."""
    with Progress(TextColumn("{task.description:<28}"), BarColumn(), TimeElapsedColumn(), console=Console(stderr=True)) as progress:
        task = progress.add_task("building the gazetteer", total=1.0)

        def advance(step: str, share: float) -> None:
            progress.update(task, description=step, completed=share)

        report = build_from_geonames(geonames, path, progress=advance) if geonames else build(path, progress=advance)
        progress.update(task, completed=1.0)
    typer.echo(f"{path}: {report.places:,} places, {report.keys:,} names, {report.hash}", err=True)


@app.command()
def search(
    name: Annotated[str, typer.Argument(help="A place name in any script.")],
    limit: Annotated[int, typer.Option(help="How many rows.", min=1)] = 20,
    overlay: Overlay = None,
) -> None:
    """Show the places that a name can mean, likeliest first."""
    settings = load_settings(overlay=str(overlay) if overlay else None)
    gazetteer = Gazetteer.open(settings.gazetteer_path)
    gazetteer = gazetteer.with_overlay(settings.overlay_path) if settings.overlay_path else gazetteer
    places = gazetteer.search(name)
    if not places:
        tell(f"no place is called '{name}'")
        raise typer.Exit(1)
    table = Table("name", "kind", "in", box=SIMPLE_HEAD)
    for exact in ("population", "latitude", "longitude", "id"):
        table.add_column(exact, justify="left" if exact == "id" else "right", no_wrap=True)
    for place in places[:limit]:
        units = ", ".join(dict.fromkeys(unit for unit in (place.admin2, place.admin1, place.country) if unit and unit != place.name))
        figures = (f"{place.population:,}" if place.population else "", f"{place.lat:.2f}", f"{place.lon:.2f}")
        table.add_row(Text(place.name), place.kind, Text(units), *figures, place.id)
    Console().print(table)
    if len(places) > limit:
        typer.echo(f"{len(places) - limit} more; --limit shows them", err=True)
