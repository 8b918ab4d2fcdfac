"""`tacitus judge` and `tacitus import gold`: what people decided, and gold accounts, into the store."""

import getpass
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, get_args

import typer

from tacitus.cli.fused import POLICY, find_event, load_events
from tacitus.cli.opening import open_store
from tacitus.cli.options import Archive, Overlay, Person, StorePlace, one_of
from tacitus.dossier import counted
from tacitus.errors import InputError
from tacitus.fusing import Event
from tacitus.golden import GoldReader, read_gold
from tacitus.judgement import Evidence, Judgement, JudgementKind
from tacitus.knowledge.actors import ActorList
from tacitus.knowledge.gazetteer import Gazetteer
from tacitus.model import Document
from tacitus.reading import read
from tacitus.settings import load as load_settings
from tacitus.storing import Arrival, Capture

importing = typer.Typer(help="Bring accounts made elsewhere into the store.", no_args_is_help=True)


KINDS: tuple[str, ...] = get_args(JudgementKind)


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("judge")(judge)
    app.add_typer(importing, name="import")


def judge(
    kind: Annotated[str, typer.Argument(help=f"What you decide: {', '.join(KINDS)}.")],
    subject: Annotated[
        list[str], typer.Argument(help="Ids of accounts or events (an event stands for its first account); for undo, of a judgement.")
    ],
    field: Annotated[str | None, typer.Option(help="choose, correct: the field.")] = None,
    value: Annotated[str | None, typer.Option(help="choose, correct: the value, as JSON or plain text.")] = None,
    reason: Annotated[str, typer.Option(help="Why; it is shown wherever the decision counts.")] = "",
    store: StorePlace = None,
    archive: Archive = None,
    person: Person = None,
    overlay: Overlay = None,
) -> None:
    """Decide about accounts and events. A decision is a row with person, time and reason; `undo` takes it back, and nothing is lost."""
    one_of(kind, KINDS, "KIND")
    events = [] if kind == "undo" else load_events(store, None, None, POLICY, overlay)[0]
    time = datetime.now(UTC).isoformat(timespec="seconds")
    made: dict[str, Any] = {"kind": kind, "reason": reason, "person": person or getpass.getuser(), "time": time}
    if kind == "undo":
        made["undoes"] = subject[0]
    else:
        made |= {"subject": tuple(_evidence(events, name) for name in subject), "field": field, "value": _value(value)}
    try:
        judgement = Judgement.model_validate(made)
    except ValueError as error:
        raise InputError(f"this cannot be decided so: {error}") from error
    with open_store(store, archive, person) as opened:
        opened.add_judgement(judgement)
    typer.echo(judgement.id)


def _value(text: str | None) -> Any:
    try:
        return None if text is None else json.loads(text)
    except ValueError:
        return text


def _evidence(events: list[Event], name: str) -> Evidence:
    for event in events:
        for member in event.accounts:
            if member.account == name:
                return member.evidence
    return find_event(events, name).accounts[0].evidence


@importing.command("gold")
def import_gold(
    docs: Annotated[Path, typer.Argument(help="The reports, JSON Lines.")],
    gold: Annotated[Path, typer.Argument(help="Their gold (docs/gold.md), JSON Lines.")],
    overlay: Overlay = None,
    store: StorePlace = None,
    archive: Archive = None,
    person: Person = None,
) -> None:
    """Store reports with their gold accounts as if coded, so that what comes after coding can be measured apart from it."""
    settings = load_settings(overlay=str(overlay) if overlay else None)
    gazetteer = Gazetteer.open(settings.gazetteer_path)
    if settings.overlay_path:
        gazetteer = gazetteer.with_overlay(settings.overlay_path)
    reader = GoldReader(gazetteer, ActorList.load(settings.overlay_path))
    documents = [d for d in read([str(docs)], max_bytes=settings.max_bytes) if isinstance(d, Document)]
    accounts = 0
    with open_store(store, archive, person, make=True) as opened:
        sha256 = opened.archive.put_file(docs)
        for document, coding in read_gold(documents, gold, reader):
            opened.save(Arrival(_capture(docs, document, sha256), document, coding))
            accounts += len(coding.accounts)
    typer.echo(f"{counted(len(documents), 'report')} with {counted(accounts, 'gold account')}")


def _capture(docs: Path, document: Document, sha256: str) -> Capture:
    return Capture(
        kind="file", locator=f"{docs}#{document.ref}", raw_sha256=sha256, text_id=document.id, title=document.title,
        publisher=document.publisher, published=document.published,
    )  # fmt: skip
