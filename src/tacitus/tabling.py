"""Tabling: accounts as rows of a plain table, one row an account, for `tacitus code --format csv`."""

from collections.abc import Iterable, Iterator

from tacitus.model import Account, Coding, Toll

COLUMNS = (
    "document", "published", "account", "type", "status", "start", "end", "date_precision", "date_inferred",
    "place", "admin1", "country", "latitude", "longitude", "place_precision", "initiators", "targets",
    "killed_min", "killed_max", "wounded_min", "wounded_max", "said_by", "denied_by", "confidence", "trigger", "sentence",
)  # fmt: skip
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def table_rows(coding: Coding, accounts: Iterable[Account]) -> Iterator[list[str]]:
    """One row an account in the order of `COLUMNS`; empty = not told.

    A point is given only for a site or town: a vaguer place has no point. A cell that a spreadsheet would take for a formula gets a
    leading apostrophe.
    """
    for account in accounts:
        cells = [coding.document.ref or coding.document.id, coding.document.published, *_cells(account)]
        yield [_safe("" if cell is None else str(cell)) for cell in cells]


def _cells(account: Account) -> Iterator[object]:
    when, where = account.when, account.where
    exact = where.precision in {"site", "town"}
    yield from (account.id, account.type, account.status, when.start, when.end, when.precision, when.inferred)
    yield from (where.name, where.admin1, where.country, where.lat if exact else None, where.lon if exact else None, where.precision)
    yield "; ".join(a.name for a in account.having("initiator"))
    yield "; ".join(a.name for a in account.having("target", "victim_group"))
    for harm in ("killed", "wounded"):
        toll = whole_toll(account, harm)
        yield from (toll.min, toll.max) if toll else (None, None)
    yield "; ".join(dict.fromkeys(c.speaker.name for c in account.claims if c.stance not in {"denies", "no_comment"}))
    yield "; ".join(dict.fromkeys(c.speaker.name for c in account.claims if c.stance == "denies"))
    yield from (account.confidence, account.trigger.text, account.evidence[0].text)


def whole_toll(account: Account, harm: str) -> Toll | None:
    """The account's largest count of a harm: parts ("including three children") are smaller than the whole they belong to."""
    return max((t for t in account.tolls if t.harm == harm), key=lambda t: t.min or t.max or 0, default=None)


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) and not cell.lstrip("-").replace(".", "", 1).isdigit() else cell
