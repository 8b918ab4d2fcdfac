"""Explaining: the way from a value back to its words and the rule that made it."""

from collections.abc import Iterator
from typing import get_args

from rich.table import Table
from rich.text import Text

from tacitus.errors import InputError
from tacitus.model import Account, Coding, Document, Harm, PlaceOption, Role
from tacitus.showing import quoted, rows

FIELDS = {
    "type": {"act"},
    "status": {"act"},
    "when": {"when"},
    "where": {"where"},
    "actors": set(get_args(Role)),
    "tolls": set(get_args(Harm)),
    "weapons": {"weapon"},
    "claims": {"says"},
}


def explain(document: Document, coding: Coding, path: str) -> Table:
    """A table of value, rule, words, where they stand and the sentence, for `NUMBER.FIELD` ("2.when").

    `NUMBER` counts as `code --status all` does. Raises `InputError` for an account or field that is not there, naming those that are.
    """
    number, _, field = path.partition(".")
    if not number.isdecimal() or not 1 <= int(number) <= len(coding.accounts):
        known = f"1 to {len(coding.accounts)}" if coding.accounts else "none"
        raise InputError(f"there is no account '{number}' in {document.ref or 'the report'}; its accounts (--status all) are {known}")
    if field not in FIELDS:
        raise InputError(f"there is no field '{field}'; known are {', '.join(FIELDS)}: for example {number}.when")
    return _table(document, coding.accounts[int(number) - 1], field)


def _table(document: Document, account: Account, field: str) -> Table:
    title = Text(f"{field} of {account.type.replace('_', ' ')} ({account.status})", style="bold")
    table = Table(title=title, title_justify="left", show_header=False, box=None, expand=True, padding=(0, 1, 0, 0))
    table.add_column(width=13, style="dim", no_wrap=True)
    table.add_column(ratio=1)
    for name, value in _lines(document, account, field):
        table.add_row(name, Text(value))
    return table


def _lines(document: Document, account: Account, field: str) -> Iterator[tuple[str, str]]:
    if field == "status":
        yield "status", account.status
        yield from (("denied", f"{c.speaker.name}: {quoted(c.evidence)}") for c in account.claims if c.stance == "denies")
    found = [row for row in rows(account) if row[0] in FIELDS[field]]
    for name, value, reason in found:
        yield name.replace("_", " "), value
        yield "  from", reason
    if not found:
        yield field, "not told"
    if field == "where":
        yield from (("  or", f"{', '.join(_parts(option))} (score {option.score:.2f})") for option in account.where.alternatives)
    for sentence in account.evidence:
        line = document.full.count("\n", 0, sentence.start) + 1
        yield "told in", f"line {line}, characters {sentence.start} to {sentence.end}: {quoted(sentence)}"


def _parts(option: PlaceOption) -> list[str]:
    return [part for part in (option.name, option.admin1, option.country) if part]
