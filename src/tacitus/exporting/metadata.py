"""Metadata beside a CSV: W3C CSVW and a Frictionless data package, made from the columns."""

from collections.abc import Sequence
from typing import Any

from tacitus.exporting.columns import Column

_CSVW = {"string": "string", "integer": "integer", "number": "double", "boolean": "boolean", "date": "date"}


def csvw(file: str, columns: Sequence[Column], about: dict[str, Any]) -> dict[str, Any]:
    """CSV on the Web metadata (W3C, 2015) of a table; to stand beside it as `FILE-metadata.json`."""
    listed = [
        {"name": c.name.replace(" ", "_"), "titles": c.name, "datatype": _CSVW[c.kind], **({"dc:description": c.says} if c.says else {})}
        for c in columns
    ]
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}], "url": file, "dc:title": f"tacitus export, {about['form']}",
        "dc:rights": about["licence"], "dc:description": about.get("note", ""),
        "tableSchema": {"columns": listed},
    }  # fmt: skip


def datapackage(file: str, columns: Sequence[Column], about: dict[str, Any], *, delimiter: str = ",") -> dict[str, Any]:
    """A Frictionless data package of one table with its schema; the record of the export stands under `tacitus`."""
    fields = [{"name": c.name, "type": c.kind, **({"description": c.says} if c.says else {})} for c in columns]
    name = "".join(ch if ch.isalnum() or ch in "-._" else "-" for ch in file.casefold())
    return {
        "name": name, "title": f"tacitus export, {about['form']}", "description": about.get("note", ""), "tacitus": about,
        "licenses": [{"name": "see-sources", "title": about["licence"]}],
        "resources": [
            {
                "name": name, "path": file, "profile": "tabular-data-resource", "format": "csv", "mediatype": "text/csv",
                "encoding": "utf-8",
                "dialect": {"delimiter": delimiter}, "schema": {"fields": fields, "missingValues": [""]},
            }
        ],
    }  # fmt: skip
