"""Commands on the store: recode, diff, verify, audit, search, withdraw, mark, sources, upgrade."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, get_args

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from tacitus.cli.opening import open_store
from tacitus.cli.options import (
    ActorName,
    Archive,
    Head,
    Person,
    PlaceName,
    Publisher,
    Since,
    StorePlace,
    Types,
    Until,
    each_of,
    one_of,
    tell,
)
from tacitus.codebook import types as codebook_types
from tacitus.dossier import counted, line
from tacitus.intake import recode as recode_all
from tacitus.model import Status
from tacitus.pipeline import Coder
from tacitus.settings import load as load_settings
from tacitus.storing import Filter, Store, StoredCoding
from tacitus.storing import audit as audit_log
from tacitus.storing.differing import Difference, diff
from tacitus.storing.engine import store_url, upgrade_store
from tacitus.storing.records import LEVELS, Erasure
from tacitus.storing.registering import read_sources
from tacitus.storing.veiling import FIELDS
from tacitus.storing.verifying import verify


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("recode")(recode)
    app.command("diff")(diff_codings)
    app.command("verify")(verify_store)
    app.command("audit")(audit)
    app.command("search")(search)
    app.command("withdraw")(withdraw)
    app.command("mark")(mark)
    app.command("sources")(sources)
    app.command("upgrade")(upgrade)


def recode(
    head: Head = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="Only the summary, not each change.")] = False,
    store: StorePlace = None,
    archive: Archive = None,
    person: Person = None,
) -> None:
    """Code every report again that another coder coded, keep the old codings, and show what changed."""
    console, counts = Console(), Counter[str]()
    with open_store(store, archive, person) as opened:
        for before, coding in recode_all(opened, Coder(load_settings(head=head))):
            counts["reports"] += 1
            found = list(diff(before, coding)) if before else []
            counts["added"] += sum(d.old is None for d in found)
            counts["removed"] += sum(d.new is None for d in found)
            counts["changed"] += sum(bool(d.fields) for d in found)
            if found and not quiet:
                line(console, f"[bold]{escape(coding.document.title or coding.document.ref)}[/] {coding.document.id}")
                _print(console, found)
        stray = list(opened.stray_judgements())
    told = ", ".join(f"{counts[name]:,} {name}" for name in ("added", "removed", "changed"))
    line(console, f"{counted(counts['reports'], 'report')} coded again; accounts: {told}")
    for judgement, evidence in stray:
        told = f"{judgement.kind} by {judgement.person} no longer finds “{evidence.text}” in {evidence.document_id}"
        line(console, f"[yellow]to review:[/] {escape(told)}")


def _print(console: Console, found: Iterable[Difference]) -> None:
    for difference in found:
        account = difference.new or difference.old
        sign = "+" if difference.old is None else "-" if difference.new is None else "~"
        if account:
            line(console, f"{sign} {account.type} {account.status} “{escape(account.trigger.text)}” at {account.trigger.start}", 2)
        for name, old, new in difference.fields:
            line(console, f"{name}: {escape(old) or '–'} → {escape(new) or '–'}", 6)


def diff_codings(
    old: Annotated[str, typer.Argument(help="Id of a coding, or of a document: its current coding.")],
    new: Annotated[str, typer.Argument(help="Id of another coding of the same document.")],
    store: StorePlace = None,
) -> None:
    """Show what two codings of one report say differently."""
    with open_store(store) as opened:
        before, after = (_coding(opened, name) for name in (old, new))
        _print(Console(), diff(before.coding, after.coding))


def _coding(store: Store, name: str) -> StoredCoding:
    found = store.coding(name) if name.startswith("sha256:") else None
    return found or store.coding_by_id(name)


def verify_store(store: StorePlace = None, archive: Archive = None) -> None:
    """Check every hash, every span, the archive and the audit chain; print what is wrong and end with status 1."""
    wrong = 0
    with open_store(store, archive) as opened:
        for finding in verify(opened):
            wrong += 1
            typer.echo(f"{finding.kind}: {finding.subject}: {finding.message}")
        counts = opened.counts()
    if wrong:
        tell(counted(wrong, "finding"), "red")
        raise typer.Exit(1)
    typer.echo(
        "all is as it was written: " + ", ".join(f"{counts[name]:,} {name}" for name in ("documents", "captures", "codings", "audit"))
    )


def audit(
    export: Annotated[
        bool, typer.Option("--export", help="Print the whole log as JSON Lines with its last hash, ready to be signed.")
    ] = False,
    since: Annotated[int, typer.Option(help="Only rows after this number.", min=0)] = 0,
    store: StorePlace = None,
) -> None:
    """Show who wrote what and when."""
    with open_store(store) as opened:
        if export:
            for line in audit_log.export(opened.changes()):
                typer.echo(line)
            return
        for row in opened.changes(since):
            typer.echo(f"{row.seq:>6} {row.time[:19]} {row.person:<12} {row.action:<20} {row.subject}")


def search(
    words: Annotated[list[str], typer.Argument(help='All must be found; "in quotation marks" for a phrase.')],
    kind: Types = None,
    status: Annotated[list[str] | None, typer.Option(help="Status of account; may be given several times.")] = None,
    place: PlaceName = None,
    actor: ActorName = None,
    speaker: Annotated[str | None, typer.Option(help="A speaker's name or kind.")] = None,
    publisher: Publisher = None,
    since: Since = None,
    until: Until = None,
    limit: Annotated[int, typer.Option(help="How many reports, and how many accounts.", min=1)] = 20,
    store: StorePlace = None,
) -> None:
    """Find words in reports and accounts; status 1 when they stand nowhere."""
    wanted = Filter(
        types=each_of(kind, codebook_types(), "--type"), statuses=each_of(status, get_args(Status), "--status"),
        place=place, actor=actor, speaker=speaker, publisher=publisher, start=since, end=until,
    )  # fmt: skip
    console, found = Console(), False
    with open_store(store) as opened:
        for hit in opened.search(" ".join(words), wanted, limit):
            found = True
            name = hit.account_id or hit.document.title or hit.document.ref
            head = " · ".join(str(part) for part in (hit.document.published, hit.document.publisher, name) if part)
            line(console, f"[bold]{escape(head)}[/] [dim]{hit.document.id}[/]")
            line(console, escape(hit.snippet), 2)
    if not found:
        tell("these words stand nowhere")
        raise typer.Exit(1)


DocumentId = Annotated[str, typer.Argument(help="Id of the document.")]


def withdraw(
    document: DocumentId,
    reason: Annotated[str, typer.Option(help="Why; it stays with the id.")],
    erase: Annotated[bool, typer.Option("--erase", help="Also take text, codings and bytes off the disk, for good.")] = False,
    shared: Annotated[bool, typer.Option("--shared", help="With --erase: bytes too that other reports came in.")] = False,
    store: StorePlace = None,
    archive: Archive = None,
    person: Person = None,
) -> None:
    """Take a report out of every view and export; its hash and the reason stay. One withdrawn before can be erased later."""
    with open_store(store, archive, person) as opened:
        if not (erase and opened.is_withdrawn(document)):
            opened.withdraw(document, reason)
        if erase:
            _tell_erased(opened.erase(document, reason, shared=shared))


def _tell_erased(done: Erasure) -> None:
    typer.echo(f"erased: text, codings and {len(done.hashes):,} files of the archive")
    for sha256 in done.shared:
        tell(f"the bytes {sha256} hold other reports too and stay; --shared erases them", "yellow")
    for copy in done.copies:
        tell(f"{copy} is a copy or revision of it and stands; it may hold the same words", "yellow")


def mark(
    document: DocumentId,
    level: Annotated[str, typer.Argument(help=", ".join(LEVELS))],
    field: Annotated[str, typer.Option(help=f"Only this field of its accounts: {', '.join(FIELDS)}.")] = "",
    reason: Annotated[str, typer.Option(help="Why.")] = "",
    store: StorePlace = None,
    person: Person = None,
) -> None:
    """Mark a report, or one field of its accounts, as public, restricted or confidential."""
    one_of(level, LEVELS, "LEVEL")
    if field:
        one_of(field, FIELDS, "--field")
    with open_store(store, None, person) as opened:
        opened.mark(document, level, field=field, reason=reason)  # type: ignore[arg-type]  # checked above


def sources(
    file: Annotated[Path | None, typer.Argument(help="A sources.toml to take in; without it the register is shown.")] = None,
    store: StorePlace = None,
    person: Person = None,
) -> None:
    """Take publishers into the register, or show it."""
    entries = read_sources(file) if file else None
    with open_store(store, None, person, make=entries is not None) as opened:
        if entries is not None:
            typer.echo(f"{counted(opened.save_sources(entries), 'source')} new or changed")
            return
        table = Table("name", "country", "language", "kind", "reliability", "owner", "syndicates")
        for source in opened.sources():
            told = (
                source.name,
                source.country,
                source.language,
                source.kind,
                source.reliability,
                source.owner,
                ", ".join(source.syndicates),
            )
            table.add_row(*(escape(value or "") for value in told))
        Console().print(table)


def upgrade(store: StorePlace = None) -> None:
    """Bring a store written by an older tacitus to the form of this one."""
    before, after = upgrade_store(store_url(store or load_settings().store))
    typer.echo(f"the store has form {after} already" if before == after else f"form {before or 'none'} → {after}")
