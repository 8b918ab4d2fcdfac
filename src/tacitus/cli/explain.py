"""`tacitus explain`: the way from a value back to its words and rule, of a report's account or of a fused event."""

import re
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from tacitus.cli.code import read_reports
from tacitus.cli.options import Coded, Docs, Head, Overlay, PolicyName, Published, StorePlace, tell
from tacitus.explaining import FIELDS, explain
from tacitus.model import Document
from tacitus.pipeline import Coder
from tacitus.settings import load as load_settings

_EVENT = re.compile(r"ev:\w+|[0-9a-f]{4,20}")


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command("explain")(explain_value)


def explain_value(
    subject: Annotated[
        str, typer.Argument(help="One report (a file, or - for standard input), or the id of an event; its first letters do.")
    ],
    field: Annotated[
        str,
        typer.Argument(
            help=f"Of a report NUMBER.FIELD, the number as `code` prints it; fields: {', '.join(FIELDS)}. "
            "Of an event FIELD, as `event` prints it."
        ),
    ],
    published: Published = None,
    overlay: Overlay = None,
    head: Head = None,
    policy: PolicyName = "range",
    store: StorePlace = None,
    coded: Coded = None,
    docs: Docs = None,
) -> None:
    """Print the way from a value back to its words and rule: `tacitus explain report.txt 1.when`, `tacitus explain 3f2a killed`."""
    if is_event(subject):
        _explain_event(subject, field, store=store, coded=coded, docs=docs, policy=policy, overlay=overlay)
    else:
        _explain_report(subject, field, published, overlay, head)


def is_event(subject: str) -> bool:
    """Whether the words name an event: `ev:` stands before, or they can be its id and no file is called so."""
    return bool(_EVENT.fullmatch(subject)) and (subject.startswith("ev:") or not Path(subject).exists())


def _explain_event(
    event: str, field: str, *, store: str | None, coded: Path | None, docs: list[str] | None, policy: str, overlay: Path | None
) -> None:
    from tacitus.cli.fused import find_event, load_events  # needs the packages of the store, which a report does without
    from tacitus.dossier import explain_field

    events, codings = load_events(store, coded, docs, policy, overlay)
    Console().print(explain_field(find_event(events, event), field, codings), highlight=False)


def _explain_report(file: str, field: str, published: date | None, overlay: Path | None, head: bool | None) -> None:
    settings = load_settings(overlay=str(overlay) if overlay else None, head=head)
    for found in read_reports([file], published, settings):
        if isinstance(found, Document):
            Console().print(explain(found, Coder(settings).code(found), field), highlight=False)
            return
        tell(str(found), "yellow")
    raise typer.Exit(1)
