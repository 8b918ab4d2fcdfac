"""Our own wide table: one row an event, as CSV or XLSX; and CSV for any table of the other forms."""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

from tacitus.codebook import types
from tacitus.errors import InputError
from tacitus.exporting.columns import Cell, Column, Row, day, guarded, joined, row_of
from tacitus.exporting.crosswalk import country, table
from tacitus.exporting.incident import Figure, Incident
from tacitus.exporting.job import Job
from tacitus.exporting.wording import note
from tacitus.model import Harm

_COUNTED: tuple[Harm, ...] = ("killed", "wounded", "missing", "captured", "displaced", "affected")
_SAYS = {
    "killed": "people told killed", "wounded": "people told wounded", "missing": "people told missing",
    "captured": "people told captured", "displaced": "people told displaced", "affected": "people told killed or wounded, no split told",
}  # fmt: skip


def _figures() -> Iterator[Column]:
    for harm in _COUNTED:
        yield Column(f"{harm}_min", "integer", f"{_SAYS[harm]}: the least standing count under the policy; empty = nobody tells one")
        yield Column(harm, "integer", f"{_SAYS[harm]}: the count the policy chooses; empty = nobody tells one")
        yield Column(f"{harm}_max", "integer", f"{_SAYS[harm]}: the greatest standing count under the policy; empty = nobody tells one")


COLUMNS: tuple[Column, ...] = (
    Column("event_id", "string", "id of the event; stays as reports are added"),
    Column("type", "string", "account type of the code book"),
    Column("status", "string", "happened or disputed; other statuses only when asked for"),
    Column("grade", "string", "confirmed, fair, weak, contested or discounted: how well the event is supported"),
    Column("review", "string", "accepted when a person let it stand"),
    Column("start", "date", "first day the act may have been on"),
    Column("end", "date", "last day, inclusive"),
    Column("date_precision", "string", "day, days, week, month, year or unknown"),
    Column("date_inferred", "boolean", "true when no date words stand near the act"),
    Column("place", "string", "name of the place"),
    Column("admin2", "string", "district"),
    Column("admin1", "string", "province"),
    Column("country", "string", "name of the country"),
    Column("country_code", "string", "ISO 3166-1 alpha-2"),
    Column("latitude", "number", "the place's own point, WGS 84; only of a site, town or the area of one"),
    Column("longitude", "number", "as latitude"),
    Column("place_precision", "string", "site, town, area, district, province, region, country or unknown"),
    Column("place_id", "string", "id in the gazetteer"),
    Column("initiators", "string", "who did it, as attributed"),
    Column("initiator_kinds", "string", "their kinds, in the same order"),
    Column("targets", "string", "whom it was done to"),
    Column("target_kinds", "string", "their kinds, in the same order"),
    Column("supporters", "string", "who helped the initiators"),
    *_figures(),
    Column("weapons", "string", "classes of weapons told"),
    Column("contested", "string", "fields on which sources stand against each other"),
    Column("said_by", "string", "who says it, no side first; the outlets where they quote nobody"),
    Column("denied_by", "string", "who denies any of it"),
    Column("reports", "integer", "reports that tell it"),
    Column("origins", "integer", "independent origins among them"),
    Column("publishers", "string", "who published them"),
    Column("urls", "string", "their addresses"),
    Column("first_published", "date", "day of the first report"),
    Column("last_published", "date", "day of the last report"),
    Column("confidence", "number", "of the surest account, 0 to 1; empty = not given"),
    Column("words", "string", "the words that name the act, of the first account"),
    Column("part_of", "string", "event that holds the toll told for several towns together; never add both"),
    Column("note", "string", "a summary in our own words"),
    Column("marks", "string", "what was coarsened or masked in this row"),
    Column("policy", "string", "the policy that chose the figures"),
    Column("coder", "string", "version of the coder"),
)


def rows(incidents: Iterable[Incident], job: Job) -> Iterator[Row]:
    """Rows in the order of `COLUMNS`; nothing is left out, unknown is empty and never zero."""
    for incident in incidents:
        job.tally.rows += 1
        yield row_of(COLUMNS, _cells(incident, job))


def _cells(incident: Incident, job: Job) -> Iterator[Cell]:
    event, when, where = incident.event, incident.when, incident.where
    land, published = country(where.country, job.places), incident.published
    exact = where.precision in {"site", "town", "area"} or bool(incident.marks and where.rule == "coarsened")
    yield from (event.id, event.type, event.status, event.grade, event.review)
    yield from (when["start"], when["end"], when["precision"], when["inferred"])
    yield from (where.name, where.admin2, where.admin1, land.name if land else None, where.country)
    yield from (where.lat if exact else None, where.lon if exact else None, where.precision, where.place_id)
    for people in (incident.initiators, incident.targets):
        yield joined(w.name for w in people)
        yield "; ".join({w.name: w.kind for w in people}.values())
    yield joined(w.name for w in incident.supporters)
    for harm in _COUNTED:
        figure = incident.figure(harm) or Figure(None, None, None)
        yield from (figure.low, figure.best, figure.high)
    yield from (joined(incident.weapons), joined(incident.contested), joined(incident.said_by), joined(incident.denied_by))
    yield from (event.support.documents, event.support.origins, joined(incident.publishers), joined(d.url for d in incident.documents))
    yield from (*map(day, published or (None, None)), incident.confidence)
    yield incident.tellings[0].account.trigger.text if incident.tellings and incident.quotable else None
    yield incident.share.whole if incident.share else None
    yield from (note(incident, job.places), joined(incident.marks), job.tally.policy, joined(t.coder.version for t in incident.tellings))


def write_csv(
    rows_: Iterable[Row], columns: Sequence[Column], out: TextIO, *, tags: Mapping[str, str] | None = None, delimiter: str = ","
) -> None:
    """Write a table as CSV (RFC 4180, `\\n` between rows) or with another delimiter; formulas are guarded (`columns.guarded`).

    `tags` are put into a row of their own under the header (HXL).
    """
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    names = [c.name for c in columns]
    writer.writerow(names)
    if tags is not None:
        writer.writerow([tags.get(name, "") for name in names])
    writer.writerows([guarded(row.get(name)) for name in names] for row in rows_)


def write_xlsx(incidents: Iterable[Incident], path: Path, job: Job) -> None:
    """Write sheets `events`, `codebook` (columns and types explained) and `about`; rows go to disk as they come.

    Text is always written as text, so no cell can be a formula. A sheet holds 1,048,575 rows and a cell 32,767 characters: more rows raise
    `InputError`, longer text is cut with "…".
    """
    try:
        import xlsxwriter
    except ImportError as error:
        raise InputError("the format 'xlsx' needs XlsxWriter; install it with: pip install 'tacitus[export]'") from error
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    _sheet(book.add_worksheet("events"), COLUMNS, rows(incidents, job))
    explained = [{"name": c.name, "type": c.kind, "meaning": c.says} for c in COLUMNS]
    explained += [{"name": code, "type": "account type", "meaning": t.says} for code, t in types().items()]
    _sheet(book.add_worksheet("codebook"), (Column("name"), Column("type"), Column("meaning")), explained)
    about = ({"key": k, "value": v if isinstance(v, str) else json.dumps(v, ensure_ascii=False)} for k, v in job.tally.about().items())
    _sheet(book.add_worksheet("about"), (Column("key"), Column("value")), about)
    book.close()


_SHEET_ROWS = 1_048_575
_CELL = 32_767


def _sheet(sheet: Any, columns: Sequence[Column], rows_: Iterable[Row]) -> None:
    for x, column in enumerate(columns):
        sheet.write_string(0, x, column.name)
    stream = iter(rows_)
    for y, row in enumerate(islice(stream, _SHEET_ROWS), 1):
        for x, column in enumerate(columns):
            _cell(sheet, y, x, row.get(column.name))
    if next(stream, None) is not None:
        raise InputError(f"a sheet of XLSX holds {_SHEET_ROWS:,} rows and there are more; ask for a shorter time, or take csv or parquet")
    sheet.freeze_panes(1, 0)


def _cell(sheet: Any, y: int, x: int, value: Cell) -> None:
    if isinstance(value, bool):
        sheet.write_boolean(y, x, value)
    elif isinstance(value, int | float):
        sheet.write_number(y, x, value)
    elif value:
        sheet.write_string(y, x, value if len(value) <= _CELL else value[: _CELL - 1] + "…")


def tags() -> dict[str, str]:
    """HXL tag of each column name that has one."""
    return dict(table("hxl"))
