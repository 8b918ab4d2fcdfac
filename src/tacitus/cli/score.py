"""`tacitus score`: codings against gold."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer
from rich import box
from rich.console import Console
from rich.table import Table

from tacitus.errors import InputError, cause
from tacitus.scoring import Score, Texts, load_codings, load_texts, score, template

_FIGURES = ("account", "account+type", "slots", "claims")


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command("score")(score_codings)


def score_codings(
    gold: Annotated[Path | None, typer.Argument(help="Gold, one report a line (see docs/gold.md).")] = None,
    coded: Annotated[Path | None, typer.Argument(help="What `tacitus code --format jsonl` printed, or another gold.")] = None,
    docs: Annotated[Path | None, typer.Option(help="The reports: with them words are found by place, and tables go by conflict.")] = None,
    errors: Annotated[bool, typer.Option("--errors", help="List every mistake.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
    template_to: Annotated[
        Path | None, typer.Option("--template", help="Write an empty gold to this file (for the reports of --docs).")
    ] = None,
) -> None:
    """Compare codings with gold: figures with 95 % intervals, errors by class, tables by type and by conflict."""
    if template_to:
        _write_template(template_to, docs)
        return
    if not gold or not coded:
        raise typer.BadParameter("GOLD and CODED are both needed, or --template FILE")
    result = score(load_codings(gold), load_codings(coded), load_texts(docs) if docs else None)
    if as_json:
        mistakes = [_plain(m) for one in result.tallies for m in one.mistakes]
        print(json.dumps(result.to_json() | ({"mistakes": mistakes} if errors else {}), ensure_ascii=False))
        return
    _show(Console(), result)
    if errors:
        for one in result.tallies:
            for mistake in one.mistakes:
                print(*_plain(mistake).values(), sep="\t")


def _write_template(path: Path, docs: Path | None) -> None:
    texts: Texts | None = load_texts(docs) if docs else None
    try:
        with path.open("x", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in template(iter(texts.full) if texts else None))
    except OSError as error:
        raise InputError(f"cannot write the template {path}: {cause(error)}") from error


def _plain(mistake: Any) -> dict[str, str]:
    return {key: " ".join(str(getattr(mistake, key)).split()) for key in ("document", "kind", "type", "gold", "coded")}


def _show(console: Console, result: Score) -> None:
    found = result.figures()
    console.print(_overall(found, result.intervals()))
    console.print(_mistakes(result.errors()))
    console.print(_breakdown("By type", result.by_type()))
    if conflicts := result.by_conflict():
        console.print(_breakdown("By conflict", conflicts))


def _overall(found: dict[str, Any], intervals: dict[str, tuple[float, float]]) -> Table:
    table = Table("figure", "P", "R", "F1", "95 %", box=box.SIMPLE, title=f"{found['documents']} documents", title_justify="left")
    for name in _FIGURES:
        low, high = intervals.get(name, (0.0, 0.0))
        table.add_row(name, *(f"{found[name][key]:.3f}" for key in ("p", "r", "f1")), f"{low:.3f}–{high:.3f}")
    for name, value in found["fields"].items():
        table.add_row(f"  {name} right", "", "", f"{value['acc']:.3f}", f"{value['right']} of {value['gold']}")
    for name, value in _rates(found):
        table.add_row(name, "", "", value, "")
    return table


def _mistakes(errors: dict[str, int]) -> Table:
    table = Table("mistake", "count", box=box.SIMPLE, title="Mistakes", title_justify="left")
    for kind, number in errors.items():
        table.add_row(kind, str(number))
    return table


def _rates(found: dict[str, Any]) -> Iterator[tuple[str, str]]:
    yield "status right", "–" if found["status"] is None else f"{found['status']:.3f}"
    yield "spurious in 100 documents", f"{found['spurious_per_100_docs']}"
    yield "leaked in 100 documents", f"{found['background_leaked_per_100_docs']}"


def _breakdown(title: str, rows: dict[str, dict[str, Any]]) -> Table:
    heads = ("gold", "coded", "account", "+type", "slots", "claims", "status")
    table = Table("F1", *heads, title=title, title_justify="left", box=box.SIMPLE, padding=(0, 1))
    table.columns[0].no_wrap = True
    for name, row in rows.items():
        status = "–" if row["status"] is None else f"{row['status']:.2f}"
        counts = (str(row["account"]["gold"]), str(row["account"]["pred"]))
        table.add_row(name, *counts, *(f"{row[key]['f1']:.3f}" for key in _FIGURES), status)
    return table
