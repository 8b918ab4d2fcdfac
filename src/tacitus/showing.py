"""Showing: a coding as people read it, the report with its words marked and a table of accounts; no meaning hangs on colour."""

from collections.abc import Iterable, Iterator, Sequence

from rich.console import Console, Group
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from tacitus.model import REPORTABLE, Account, Actor, Claim, Coding, Document, Span, Speaker, Toll, When, Where

STYLES = {
    "trigger": "bold reverse",
    "when": "magenta",
    "where": "green",
    "initiator": "bold red",
    "target": "bold blue",
    "toll": "yellow",
    "speaker": "cyan underline",
}
"""How each field's words are marked in the report; the legend names them."""


def show(console: Console, document: Document, coding: Coding, accounts: Sequence[Account]) -> None:
    """Print the report with the words of `accounts` marked, then the accounts, control, statements and problems."""
    console.print(Panel(marked_text(document, accounts), title=_heading(document), title_align="left", padding=(1, 2)))
    console.print(Padding(legend(), (0, 2)))
    for number, account in enumerate(accounts, 1):
        console.print(account_table(number, account))
    left_out = len(coding.accounts) - len(accounts)
    if left_out:
        console.print(f"  {left_out} more told as background, plan or fear; see them with --status all", style="dim")
    for title, rows in (("Control", _control(coding)), ("Also said", _statements(coding)), ("Problems", _problems(coding))):
        lines = list(rows)
        if lines:
            console.print(Group(Text(f"  {title}", style="bold"), *(Padding(line, (0, 4)) for line in lines)))
    console.print()


def legend() -> Text:
    """Which marking stands for which field."""
    text = Text("marked: ")
    for field, style in STYLES.items():
        text.append(field, style=style)
        text.append("  ")
    return text


def marked_text(document: Document, accounts: Sequence[Account]) -> Text:
    """The report with every word an account points at marked, and the account's number after its trigger."""
    text = Text(document.full)
    for account in accounts:
        for field, span in _spans(account):
            text.stylize(STYLES[field], span.start, span.end)
    return _numbered(text, accounts)


def _numbered(text: Text, accounts: Iterable[Account]) -> Text:
    """The number of each account in brackets behind its trigger, so that marking does not hang on colour."""
    ends = sorted(((a.trigger.end, f"[{n}]") for n, a in enumerate(accounts, 1)), key=lambda e: e[0])
    pieces = text.divide([end for end, _ in ends])
    result = Text()
    for piece, label in zip(pieces, [*(label for _, label in ends), ""], strict=True):
        result.append_text(piece)
        result.append(label, style="bold")
    return result


def _spans(account: Account) -> Iterator[tuple[str, Span]]:
    yield from (("speaker", c.speaker.words) for c in account.claims if c.speaker.words)
    yield from (("when", s) for s in [account.when.words] if s)
    yield from (("where", s) for s in [account.where.words] if s)
    for actor in account.actors:
        field = "initiator" if actor.role in {"initiator", "supporter", "mediator"} else "target"
        yield from ((field, word) for word in actor.words)
    yield from (("toll", t.words) for t in account.tolls)
    yield "trigger", account.trigger


def account_table(number: int, account: Account) -> Table:
    """One account as a table: field, value, the words it came from or the rule that made it."""
    table = Table(title=f"{number}  {account.type} · {account.status}", title_justify="left", title_style="bold", expand=True)
    table.add_column("field", width=12)
    table.add_column("value", ratio=4)
    table.add_column("words or rule", ratio=6)
    for row in rows(account):
        table.add_row(*row)
    return table


def rows(account: Account) -> Iterator[tuple[str, str, str]]:
    """Field, value, and words or rule of everything an account holds."""
    yield "act", account.type, quoted(account.trigger)
    yield "when", when_text(account.when), _words_and_rule(account.when.words, account.when.rule)
    yield "where", where_text(account.where), _words_and_rule(account.where.words, account.where.rule)
    for actor in account.actors:
        yield actor.role, actor_text(actor), "; ".join(map(quoted, actor.words)) or (actor.rule or "")
    for toll in account.tolls:
        yield toll.harm, toll_text(toll), quoted(toll.words)
    for weapon in account.weapons:
        yield "weapon", weapon.class_, quoted(weapon.words)
    for claim in account.claims:
        yield "who says", claim_text(claim), quoted(claim.evidence)
    if account.confidence is not None:
        yield "confidence", f"{account.confidence:.2f}", ""


def quoted(span: Span) -> str:
    """The words of a span in quotation marks, on one line."""
    return f"“{' '.join(span.text.split())}”"


def _words_and_rule(words: Span | None, rule: str) -> str:
    return f"{quoted(words)} — {rule}" if words else rule


def when_text(when: When) -> str:
    """An interval as dates, with how it is known."""
    if when.start is None:
        return "not told"
    dates = str(when.start) if when.start == when.end else f"{when.start} to {when.end}"
    return f"{dates} ({when.precision}{', inferred' if when.inferred else ''})"


def where_text(where: Where) -> str:
    """A place with its unit, country and precision."""
    if not where.name:
        return "not told"
    parts = [where.name, *(p for p in (where.admin1, where.country) if p and p != where.name)]
    return f"{', '.join(parts)} ({where.precision})"


def actor_text(actor: Actor) -> str:
    """An actor with kind and country."""
    return f"{actor.name} ({', '.join(p for p in (actor.kind, actor.country) if p)})"


def toll_text(toll: Toll) -> str:
    """A count with its bounds: "7", "at least 7", "up to 20", "24–99 (vague)"; a group when one is told."""
    if toll.min == toll.max:
        figure = str(toll.min)
    elif toll.max is None:
        figure = f"at least {toll.min}"
    elif toll.min is None:
        figure = f"up to {toll.max}"
    else:
        figure = f"{toll.min}–{toll.max}"
    extras = [e for e in (toll.group if toll.group != "unspecified" else None, toll.qualifier) if e]
    return f"{figure} ({', '.join(extras)})" if extras else figure


def claim_text(claim: Claim) -> str:
    """Who says what of which field, through whom."""
    told_by = "".join(f", told by {s.name}" for s in claim.chain)
    hedge = f" (“{claim.hedge}”)" if claim.hedge else ""
    return f"{speaker_text(claim.speaker)} {claim.stance.replace('_', ' ')} {claim.field}{hedge}{told_by}"


def speaker_text(speaker: Speaker) -> str:
    """A speaker with kind; a side in the act is named as one."""
    return f"{speaker.name} ({speaker.kind}{', a side' if speaker.party else ''})"


def _heading(document: Document) -> str:
    return " · ".join(str(p) for p in (document.ref, document.publisher, document.published) if p) or "report"


def _control(coding: Coding) -> Iterator[str]:
    for entry in coding.control:
        yield f"{entry.place.name}: {entry.state} control, {entry.actor.name}, says {speaker_text(entry.speaker)} {quoted(entry.evidence)}"


def _statements(coding: Coding) -> Iterator[str]:
    for statement in coding.statements:
        by = f" {speaker_text(statement.speaker)}:" if statement.speaker else ""
        toll = f" {statement.toll.harm} {toll_text(statement.toll)}" if statement.toll else ""
        yield f"{statement.kind}:{by}{toll} {quoted(statement.evidence)}"


def _problems(coding: Coding) -> Iterator[str]:
    for problem in coding.problems:
        yield f"{problem.kind}: {problem.message}"


def chosen(coding: Coding, status: str) -> tuple[Account, ...]:
    """The accounts of a status: `default` = happened and disputed, `all`, or any status of the codebook."""
    if status == "all":
        return coding.accounts
    wanted = REPORTABLE if status == "default" else {status}
    return tuple(a for a in coding.accounts if a.status in wanted)
