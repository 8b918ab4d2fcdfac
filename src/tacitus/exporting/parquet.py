"""Parquet and GeoParquet: the wide table with types, the record of the export in the metadata."""

import json
import struct
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from tacitus.exporting.columns import Column
from tacitus.exporting.geojson import point
from tacitus.exporting.incident import Incident
from tacitus.exporting.job import Job
from tacitus.exporting.tables import COLUMNS, rows

_TYPES = {"string": pa.string(), "integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_(), "date": pa.date32()}
_BATCH = 1000
GEO = {
    "version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": {"encoding": "WKB", "geometry_types": ["Point"]}},
}  # fmt: skip


def write(incidents: Iterable[Incident], path: Path, job: Job, *, geo: bool = False) -> None:
    """Write a Parquet file in row groups of 1,000; with `geo`, GeoParquet 1.1 with points in WKB in the column `geometry`.

    The record of the export stands in the file's metadata under `tacitus`.
    """
    schema = pa.schema([pa.field(c.name, _TYPES[c.kind], metadata={"says": c.says}) for c in COLUMNS])
    schema = schema.append(pa.field("geometry", pa.binary())) if geo else schema
    schema = schema.with_metadata({"geo": json.dumps(GEO)}) if geo else schema
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        stream = _records(incidents, job, geo)
        while batch := list(islice(stream, _BATCH)):
            writer.write_table(pa.Table.from_pylist(batch, schema=schema))
        writer.add_key_value_metadata({"tacitus": json.dumps(job.tally.about(), ensure_ascii=False)})


def _records(incidents: Iterable[Incident], job: Job, geo: bool) -> Iterator[dict[str, Any]]:
    for incident in incidents:
        (row,) = rows([incident], job)
        record: dict[str, Any] = {c.name: _typed(row[c.name], c) for c in COLUMNS}
        if geo:
            found = point(incident.where)
            record["geometry"] = struct.pack("<BIdd", 1, 1, *found) if found else None
        yield record


def _typed(value: Any, column: Column) -> Any:
    return date.fromisoformat(value) if column.kind == "date" and value else value if value != "" else None
