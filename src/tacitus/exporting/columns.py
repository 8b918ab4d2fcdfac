"""Columns of tables: a name, a type and what stands in it. Metadata, code books and typed files are made from these."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from tacitus.tabling import FORMULA

Kind = Literal["string", "integer", "number", "boolean", "date"]
Cell = str | int | float | bool | None
Row = Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Column:
    """One column; `says` is printed in the code book beside the table."""

    name: str
    kind: Kind = "string"
    says: str = ""


def of(names: str, integers: Iterable[str] = (), numbers: Iterable[str] = (), dates: Iterable[str] = ()) -> tuple[Column, ...]:
    """Columns from a list of names, text unless named otherwise."""
    kinds: dict[str, Kind] = {}
    kinds |= dict.fromkeys(integers, "integer")
    kinds |= dict.fromkeys(numbers, "number")
    kinds |= dict.fromkeys(dates, "date")
    return tuple(Column(n.strip(), kinds.get(n.strip(), "string")) for n in names.split(","))


def row_of(columns: Sequence[Column], cells: Iterable[Cell]) -> Row:
    """A row from its cells, one for each column in order. Raises `ValueError` when there are more or fewer."""
    return dict(zip((column.name for column in columns), cells, strict=True))


def day(value: date | None) -> str | None:
    """ISO 8601, `2016-04-03`; None stays None, which a file leaves empty."""
    return value.isoformat() if value else None


def guarded(cell: Cell) -> str:
    """The cell as text for CSV; text a spreadsheet would take for a formula gets a leading apostrophe. None is empty, true is `true`."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).lower()
    if not isinstance(cell, str):
        return str(cell)
    return f"'{cell}" if cell.lstrip().startswith(FORMULA) or cell.startswith(FORMULA) else cell


def joined(values: Iterable[str | None]) -> str:
    """Several values in one cell, each once, as the field's data sets have it: "; " between."""
    return "; ".join(dict.fromkeys(v for v in values if v))
