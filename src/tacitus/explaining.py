"""Explaining: the way from a value back to its words and the rule that made it."""

from rich.table import Table

from tacitus.errors import InputError
from tacitus.model import Account, Coding, Document
from tacitus.showing import rows

FIELDS = {
    "type": {"act"},
    "status": {"act"},
    "when": {"when"},
    "where": {"where"},
    "actors": {"initiator", "target", "supporter", "mediator", "victim_group"},
    "tolls": {"killed", "wounded", "missing", "captured", "displaced", "affected"},
    "weapons": {"weapon"},
    "claims": {"who says"},
}


def explain(document: Document, coding: Coding, path: str) -> Table:
    """A table of value, rule, words, where they stand and the sentence, for `NUMBER.FIELD` ("2.when").

    Raises `InputError` for an account or field that is not there, naming those that are.
    """
    number, _, field = path.partition(".")
    if not number.isdigit() or not 1 <= int(number) <= len(coding.accounts):
        raise InputError(f"there is no account '{number}' in {document.ref or 'the report'}; it has {len(coding.accounts)}, counted from 1")
    if field not in FIELDS:
        raise InputError(f"there is no field '{field}'; known are {', '.join(FIELDS)}")
    return _table(document, coding.accounts[int(number) - 1], field)


def _table(document: Document, account: Account, field: str) -> Table:
    table = Table(title=f"{field} of {account.type} ({account.id})", title_justify="left", show_header=False, expand=True)
    table.add_column(width=14)
    table.add_column(ratio=1)
    for name, value, reason in rows(account):
        if name in FIELDS[field]:
            table.add_row(name, value)
            table.add_row("", f"from {reason}")
    if field == "status":
        table.add_row("status", account.status)
        for claim in account.claims:
            if claim.stance == "denies":
                table.add_row("", f"{claim.speaker.name} denies: “{claim.evidence.text}”")
    if field == "where":
        for option in account.where.alternatives:
            table.add_row("or", f"{option.name}, {option.admin1 or ''} {option.country or ''} (score {option.score:.2f})")
    for sentence in account.evidence:
        line = document.full.count("\n", 0, sentence.start) + 1
        table.add_row("told in", f"line {line}, characters {sentence.start}–{sentence.end}: {' '.join(sentence.text.split())}")
    return table
