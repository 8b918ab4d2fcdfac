"""Showing: a coding as people read it, the report with its words marked and a table of accounts; no meaning hangs on colour."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import get_args

from rich.console import Console
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from tacitus.model import REPORTABLE, Account, Actor, Claim, Coding, Document, Harm, Role, Span, Speaker, Toll, When, Where

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

ACTING = frozenset({"initiator", "supporter", "mediator"})
"""The roles marked as initiator; the others are marked as target."""


def show(console: Console, document: Document, coding: Coding, accounts: Sequence[Account]) -> None:
    """Print the report with the words of `accounts` marked, then the accounts, control, statements and problems.

    An account keeps its number in the whole coding, so that a number means the same whatever is shown (and to `explain`).
    """
    numbered = [(number, account) for number, account in enumerate(coding.accounts, 1) if account in accounts]
    console.print(Panel(marked_text(document, numbered), title=Text(_heading(document), style="bold"), title_align="left", padding=(1, 2)))
    if numbered:
        console.print(Padding(legend(), (0, 3)))
    else:
        console.print(Padding(Text("no account: this report tells of no act that happened", style="bold"), (0, 3)))
    for number, account in numbered:
        console.print()
        console.print(account_heading(number, account))
        console.print(Padding(account_table(account), (0, 3)))
    _show_rest(console, coding, len(coding.accounts) - len(numbered))
    console.print()


def _show_rest(console: Console, coding: Coding, left_out: int) -> None:
    """What stands beside the accounts, and how many accounts the chosen status leaves out."""
    if left_out:
        console.print()
        more = "1 more account is" if left_out == 1 else f"{left_out} more accounts are"
        console.print(Text(f"   {more} background, plan, fear or failure: --status all shows everything", style="dim"))
    for title, lines in (("control", _control(coding)), ("also said", _statements(coding)), ("problems", _problems(coding))):
        table = _grid()
        for head, value, reason in lines:
            table.add_row(head, value, Text(reason, style="dim"))
        if table.row_count:
            console.print(Padding(Text(title, style="bold"), (1, 0, 0, 3)))
            console.print(Padding(table, (0, 3)))


def legend() -> Text:
    """Which marking stands for which field."""
    text = Text("marked: ")
    for field, style in STYLES.items():
        text.append(field, style=style)
        text.append("  ")
    return text


def marked_text(document: Document, accounts: Iterable[tuple[int, Account]]) -> Text:
    """The report with every word an account points at marked, and the account's number in brackets behind its trigger.

    The number makes that nothing hangs on colour.
    """
    text, ends = Text(document.full), []
    for number, account in accounts:
        ends.append((account.trigger.end, f"[{number}]"))
        for field, span in _spans(account):
            text.stylize(STYLES[field], span.start, span.end)
    result = Text()
    for piece, label in zip(text.divide(sorted(end for end, _ in ends)), [*(label for _, label in sorted(ends)), ""], strict=True):
        result.append_text(piece)
        result.append(label, style="bold")
    return result


def _spans(account: Account) -> Iterator[tuple[str, Span]]:
    yield from (("speaker", c.speaker.words) for c in account.claims if c.speaker.words)
    yield from (("when", s) for s in [account.when.words] if s)
    yield from (("where", s) for s in [account.where.words] if s)
    for actor in account.actors:
        field = "initiator" if actor.role in ACTING else "target"
        yield from ((field, word) for word in actor.words)
    yield from (("toll", t.words) for t in account.tolls)
    yield "trigger", account.trigger


def account_heading(number: int, account: Account) -> Text:
    """The account in one line: number, type, status, day and place."""
    told = [_dates(account.when), ", ".join(_place_parts(account.where))]
    return Text.assemble(
        (f"[{number}] ", "bold"),
        (account.type.replace("_", " "), STYLES["trigger"]),
        (f"  {account.status}", "bold red" if account.status == "disputed" else "bold"),
        "".join(f" · {part}" for part in told if part),
    )


def account_table(account: Account) -> Table:
    """One account as a table: field, value, the words it came from or the rule that made it."""
    table, last = _grid(), ""
    for name, value, reason in rows(account):
        head = "" if name == last else name.replace("_", " ")
        table.add_row(head, Text(value, style=_style(name)), Text(reason, style="dim"))
        last = name
    return table


def _grid() -> Table:
    table = Table(box=None, show_header=False, expand=True, padding=(0, 1, 0, 0), pad_edge=False)
    table.add_column(width=13, style="dim", no_wrap=True)
    table.add_column(ratio=4)
    table.add_column(ratio=6)
    return table


def _style(field: str) -> str:
    """The colour of a field's value: that of its words in the report."""
    if field in get_args(Harm):
        return "yellow"
    return {"when": "magenta", "where": "green", "says": "cyan"}.get(field, _role_style(field))


def _role_style(role: str) -> str:
    return STYLES["initiator" if role in ACTING else "target"] if role in get_args(Role) else ""


def rows(account: Account) -> Iterator[tuple[str, str, str]]:
    """Field, value, and words or rule of everything an account holds; claims of one speaker in one sentence share a row."""
    yield "act", account.type.replace("_", " "), quoted(account.trigger)
    yield "when", when_text(account.when), _words_and_rule(account.when.words, account.when.rule)
    yield "where", where_text(account.where), _words_and_rule(account.where.words, account.where.rule)
    for actor in sorted(account.actors, key=lambda a: get_args(Role).index(a.role)):
        yield actor.role, actor_text(actor), "; ".join(map(quoted, actor.words)) or (actor.rule or "")
    for toll in account.tolls:
        yield toll.harm, toll_text(toll), quoted(toll.words)
    for weapon in account.weapons:
        yield "weapon", weapon.class_.replace("_", " "), quoted(weapon.words)
    for _, group in groupby(account.claims, key=lambda c: (c.speaker.name, c.evidence, c.stance)):
        claims = tuple(group)
        yield "says", claim_text(*claims), quoted(claims[0].evidence)
    if account.confidence is not None:
        yield "confidence", f"{account.confidence:.2f}", "share right among accounts with such signs in our own reports; on real news lower"


def quoted(span: Span) -> str:
    """The words of a span in quotation marks, on one line."""
    return f"“{' '.join(span.text.split())}”"


def _words_and_rule(words: Span | None, rule: str) -> str:
    return f"{quoted(words)} — {rule}" if words else rule


def when_text(when: When) -> str:
    """An interval as dates, with how it is known."""
    if when.start is None:
        return "not told"
    return f"{_dates(when)} ({when.precision}{', inferred' if when.inferred else ''})"


def _dates(when: When) -> str:
    return str(when.start or "") if when.start == when.end else f"{when.start} to {when.end}"


def where_text(where: Where) -> str:
    """A place with its unit, country and precision."""
    return f"{', '.join(_place_parts(where))} ({where.precision})" if where.name else "not told"


def _place_parts(where: Where) -> list[str]:
    return list(dict.fromkeys(part for part in (where.name, where.admin1, where.country) if part))


def actor_text(actor: Actor) -> str:
    """An actor with kind and country, as far as they are known and say more than the name."""
    known = [p.replace("_", " ") for p in (actor.kind, actor.country) if p and p not in {"unknown", actor.name}]
    return f"{actor.name} ({', '.join(known)})" if known else actor.name


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


def claim_text(claim: Claim, *others: Claim) -> str:
    """Who says what of which fields, through whom; `others` are claims of the same speaker and stance."""
    fields = ", ".join(dict.fromkeys(c.field for c in (claim, *others)))
    told_by = "".join(f", told by {s.name}" for s in claim.chain)
    hedge = f" (“{claim.hedge}”)" if claim.hedge else ""
    return f"{speaker_text(claim.speaker)} {claim.stance.replace('_', ' ')}: {fields}{hedge}{told_by}"


def speaker_text(speaker: Speaker) -> str:
    """A speaker with kind; a side in the act is named as one."""
    known = [p for p in (speaker.kind.replace("_", " "), "a side" if speaker.party else "") if p and p not in {"unknown", speaker.name}]
    return f"{speaker.name} ({', '.join(known)})" if known else speaker.name


def _heading(document: Document) -> str:
    return " · ".join(str(p) for p in (document.ref, document.publisher, document.published) if p) or "report"


def _control(coding: Coding) -> Iterator[tuple[str, str, str]]:
    for entry in coding.control:
        yield entry.state, f"{entry.place.name}: {entry.actor.name}, says {speaker_text(entry.speaker)}", quoted(entry.evidence)


def _statements(coding: Coding) -> Iterator[tuple[str, str, str]]:
    for statement in coding.statements:
        speaker = speaker_text(statement.speaker) if statement.speaker else ""
        toll = f"{statement.toll.harm} {toll_text(statement.toll)}" if statement.toll else ""
        yield statement.kind, ": ".join(p for p in (speaker, toll) if p), quoted(statement.evidence)


def _problems(coding: Coding) -> Iterator[tuple[str, str, str]]:
    for problem in coding.problems:
        yield "", problem.kind.replace("_", " "), problem.message


def chosen(coding: Coding, status: str) -> tuple[Account, ...]:
    """The accounts of a status: `default` = happened and disputed, `all`, or any status of the codebook."""
    if status == "all":
        return coding.accounts
    wanted = REPORTABLE if status == "default" else {status}
    return tuple(a for a in coding.accounts if a.status in wanted)
