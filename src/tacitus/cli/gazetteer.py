"""`tacitus gazetteer`: build it, search it."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from tacitus.knowledge.gazetteer import Gazetteer
from tacitus.knowledge.gazetteer_build import build, build_from_geonames
from tacitus.settings import load as load_settings

app = typer.Typer(help="The gazetteer of places: build it once, search it.", no_args_is_help=True)


@app.command("build")
def build_gazetteer(
    geonames: Annotated[
        Path | None, typer.Option(help="A folder of GeoNames dump files; without it the installed packages are read.")
    ] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Where to write it; default: the place the settings name.")] = None,
) -> None:
    """Build the gazetteer into one file, from the installed packages or from GeoNames dump files."""
    path = output or load_settings().gazetteer_path
    with Progress(TextColumn("{task.description:<28}"), BarColumn(), TimeElapsedColumn(), console=Console(stderr=True)) as progress:
        task = progress.add_task("building", total=1.0)

        def advance(step: str, share: float) -> None:
            progress.update(task, description=step, completed=share)

        report = build_from_geonames(geonames, path, progress=advance) if geonames else build(path, progress=advance)
        progress.update(task, completed=1.0)
    typer.echo(f"{path}: {report.places:,} places, {report.keys:,} names, {report.hash}")


@app.command()
def search(
    name: Annotated[str, typer.Argument(help="A place name in any script.")],
    limit: Annotated[int, typer.Option(help="How many rows.")] = 20,
) -> None:
    """Show the places that a name can mean, likeliest first."""
    places = Gazetteer.open(load_settings().gazetteer_path).search(name)[:limit]
    if not places:
        typer.echo(f"no place is called '{name}'")
        raise typer.Exit(1)
    table = Table("name", "kind", "admin-2", "admin-1", "country", "population", "latitude", "longitude", "id")
    for place in places:
        population = f"{place.population:,}" if place.population else ""
        point = (f"{v:.2f}" if v is not None else "" for v in (place.lat, place.lon))
        table.add_row(place.name, place.kind, place.admin2, place.admin1, place.country, population, *point, place.id)
    Console().print(table)
