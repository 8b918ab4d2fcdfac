"""The formats: a name, what it holds, how it is written, and which policy it goes by unless another is asked for."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TextIO

from tacitus.errors import InputError, cause
from tacitus.exporting import acled, claims, dossier, ftm, geojson, metadata, parquet, plover, tables, ucdp
from tacitus.exporting.columns import Column, Row
from tacitus.exporting.incident import Incident
from tacitus.exporting.job import Job
from tacitus.exporting.tables import tags, write_csv

Write = Callable[[Iterable[Incident], Any, Job], None]
"""Writes incidents to a text stream, or for a binary format to a path."""


@dataclass(frozen=True, slots=True)
class Format:
    """One format. `columns` are given for tables: metadata can stand beside them. `gazetteer` when points of vague places are needed."""

    name: str
    says: str
    write: Write
    policy: str = "range"
    binary: bool = False
    columns: tuple[Column, ...] = ()
    delimiter: str = ","
    gazetteer: bool = False
    form: Literal["acled", "ucdp", "polecat", ""] = ""


def _table(rows: Callable[[Iterable[Incident], Job], Iterable[Row]], columns: tuple[Column, ...], delimiter: str = ",") -> Write:
    def write(incidents: Iterable[Incident], out: TextIO, job: Job) -> None:
        write_csv(rows(incidents, job), columns, out, tags=tags() if job.hxl else None, delimiter=delimiter)

    return write


def _lines(records: Callable[[Iterable[Incident], Job], Iterable[dict[str, Any]]]) -> Write:
    def write(incidents: Iterable[Incident], out: TextIO, job: Job) -> None:
        out.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in records(incidents, job))

    return write


def _geoparquet(incidents: Iterable[Incident], path: Path, job: Job) -> None:
    parquet.write(incidents, path, job, geo=True)


def _table_format(name: str, says: str, module: Any, **more: Any) -> Format:
    return Format(name, says, _table(module.rows, module.COLUMNS), columns=module.COLUMNS, **more)


FORMATS: dict[str, Format] = {
    f.name: f
    for f in (
        _table_format("acled", "CSV of ACLED's form, 31 columns", acled, policy="cautious", gazetteer=True, form="acled"),
        _table_format("ucdp", "CSV of the form of UCDP GED, 49 columns; events with deaths", ucdp, policy="low_best_high", form="ucdp"),
        Format("plover", "PLOVER 2.0 records, JSON Lines", _lines(plover.records)),
        Format(
            "polecat", "TSV of POLECAT's form, 40 columns", _table(plover.polecat, plover.POLECAT, "\t"), columns=plover.POLECAT,
            delimiter="\t", form="polecat",
        ),
        _table_format("claims", "CSV, a row a claim", claims),
        Format("claims-jsonl", "claims whole, JSON Lines", _lines(claims.records)),
        Format("dossier", "an event with all its sources, Markdown", dossier.write_markdown),
        Format("dossier-html", "the same as one page of HTML to print", dossier.write_html),
        _table_format("csv", "the wide table, a row an event", tables),
        Format("xlsx", "the wide table with a code book sheet", tables.write_xlsx, binary=True),
        Format("geojson", "GeoJSON, a feature an event", geojson.write),
        Format("parquet", "the wide table as Parquet", parquet.write, binary=True),
        Format("geoparquet", "the wide table as GeoParquet", _geoparquet, binary=True),
        Format("ftm", "FollowTheMoney entities, JSON Lines", _lines(ftm.entities)),
        Format("ftm-statements", "FollowTheMoney statements, JSON Lines", _lines(ftm.statements)),
    )
}  # fmt: skip


def format_of(name: str) -> Format:
    """The format of this name. Raises `InputError` for an unknown one."""
    if name not in FORMATS:
        raise InputError(f"unknown format '{name}'; known are {', '.join(FORMATS)}")
    return FORMATS[name]


def export(incidents: Iterable[Incident], name: str, target: Path | TextIO, job: Job) -> None:
    """Write the incidents in a format, to a file or, if it is text, a stream; only one incident is held at a time.

    A file is there whole or not at all. Beside it stands `FILE.about.json`, the record of the export (`Tally.about`); beside a table also
    `FILE-metadata.json` (CSVW) and `FILE.datapackage.json` (Frictionless), but not when it has a row of HXL tags, which are no values of
    the columns.
    Raises `InputError` for an unknown format, one that needs a file when it is given a stream, or a file that cannot be written.
    """
    form = format_of(name)
    counted = job.tally.counted(incidents)
    if not isinstance(target, Path):
        if form.binary:
            raise InputError(f"the format '{name}' is no text and needs a file: give -o FILE")
        form.write(counted, target, job)
        return
    part = target.with_name(target.name + ".part")
    try:
        part.touch()
    except OSError as error:
        raise InputError(f"cannot write {target}: {cause(error)}") from error
    try:
        if form.binary:
            form.write(counted, part, job)
        else:
            with part.open("w", encoding="utf-8", newline="") as out:
                form.write(counted, out, job)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    about = job.tally.about()
    _beside(target, ".about.json", about)
    if form.columns and not job.hxl:
        _beside(target, "-metadata.json", metadata.csvw(target.name, form.columns, about))
        _beside(target, ".datapackage.json", metadata.datapackage(target.name, form.columns, about, delimiter=form.delimiter))


def _beside(target: Path, ending: str, value: dict[str, Any]) -> None:
    target.with_name(target.name + ending).write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", "utf-8")
