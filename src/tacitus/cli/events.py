"""`tacitus events`, `event`, `contradictions`, `changes` and `control`: what all reports say together."""

import json
import sys
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Annotated, get_args

import typer
from rich.console import Console
from rich.markup import escape

from tacitus.cli.fused import POLICY, EventId, find_event, load_events, matching, save_events
from tacitus.cli.options import (
    ActorName,
    Coded,
    Docs,
    Overlay,
    PlaceName,
    PolicyName,
    Since,
    StorePlace,
    Types,
    Until,
    day,
    each_of,
    one_of,
    statuses_of,
    tell,
)
from tacitus.codebook import types as codebook_types
from tacitus.dossier import counted, explain_field, line, show_changes, show_event, show_timeline
from tacitus.fusing import Event
from tacitus.fusing.changes import changes
from tacitus.fusing.control import geojson, ledger, timeline
from tacitus.fusing.event import Contradiction
from tacitus.fusing.printing import to_json
from tacitus.model import Harm


class Form(StrEnum):
    """How events are printed."""

    text = "text"
    jsonl = "jsonl"


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("events")(list_events)
    app.command("event")(one_event)
    app.command("contradictions")(list_contradictions)
    app.command("changes")(list_changes)
    app.command("control")(control)


DISPUTED = ("act", "type", "when", "where", "initiator", "target", *get_args(Harm))
"""What reports contradict each other in."""
FormName = Annotated[Form, typer.Option("--format", help="text is for people; jsonl holds everything.")]


def list_events(
    form: FormName = Form.text,
    kind: Types = None,
    status: Annotated[list[str] | None, typer.Option(help="Status, or all; default: happened and disputed in text, all in jsonl.")] = None,
    place: PlaceName = None,
    actor: ActorName = None,
    since: Since = None,
    until: Until = None,
    policy: PolicyName = POLICY,
    store: StorePlace = None,
    coded: Coded = None,
    docs: Docs = None,
    overlay: Overlay = None,
) -> None:
    """Fuse all reports into events, keep them in the store, and list them, the oldest first."""
    kinds = each_of(kind, codebook_types(), "--type")
    statuses = statuses_of(status or (["all"] if form is Form.jsonl else None))
    events, _ = load_events(store, coded, docs, policy, overlay)
    if not coded:
        save_events(store, events)
    test = matching(place, actor)
    found = [
        e
        for e in events
        if test(e) and (not kinds or e.type in kinds) and e.status in statuses
        and (not since or not e.last_day or e.last_day >= since)
        and (not until or not e.first_day or e.first_day <= until)
    ]  # fmt: skip
    if form is Form.jsonl:
        for event in found:
            print(to_json(event))
    elif found:
        _print_list(found)
    else:
        tell(f"no event passes these filters; without them: {len(events):,}" if events else "no events: no report tells of an act")


def _print_list(events: Iterable[Event]) -> None:
    console = Console()
    for e in events:
        killed = e.fields.get("killed")
        figure = f", killed {killed.chosen.text}" if killed and killed.chosen else ""
        by = f" by {', '.join(e.names('initiator'))}" if e.names("initiator") else ""
        still = sum(c.status == "open" for c in e.contradictions)
        head = f"{e.first_day or '–'} {e.type} {escape(e.place.name or 'place not told')}{escape(by)}{figure}"
        line(console, f"[bold]{e.id[3:11]}[/] {head}")
        support = f"{counted(e.support.documents, 'report')} of {counted(e.support.origins, 'origin')}"
        line(console, f"{e.status}, {e.grade}, {support}" + (f", {counted(still, 'open contradiction')}" if still else ""), 4)


def one_event(
    event: EventId,
    explain: Annotated[str | None, typer.Option(help="A field: how its value was chosen, with the sentence of every speaker.")] = None,
    policy: PolicyName = POLICY,
    store: StorePlace = None,
    coded: Coded = None,
    docs: Docs = None,
    overlay: Overlay = None,
) -> None:
    """Print the dossier of one event: each field with the chosen value, its rivals and who says them, tolls over time, contradictions."""
    events, codings = load_events(store, coded, docs, policy, overlay)
    found, console = find_event(events, event), Console()
    if explain:
        console.print(explain_field(found, explain, codings), highlight=False)
    else:
        show_event(console, found)


def list_contradictions(
    kind: Annotated[str | None, typer.Option("--field", help="Only this field: initiator, where, killed …")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Also those that were settled.")] = False,
    place: PlaceName = None,
    form: FormName = Form.text,
    policy: PolicyName = POLICY,
    store: StorePlace = None,
    coded: Coded = None,
    docs: Docs = None,
    overlay: Overlay = None,
) -> None:
    """List what reports contradict each other in, and who stands where."""
    if kind:
        one_of(kind, DISPUTED, "--field")
    console, test, found = Console(), matching(place, None), False
    for event in load_events(store, coded, docs, policy, overlay)[0]:
        for c in event.contradictions if test(event) else ():
            if (kind and c.field.split(" ")[0] != kind) or (c.status == "resolved" and not everything):
                continue
            found = True
            if form is Form.jsonl:
                print(json.dumps({"event": event.id, **c.model_dump(mode="json")}, ensure_ascii=False))
            else:
                _print_contradiction(console, event, c)
    if not found:
        tell("no contradiction" + (" passes these filters" if kind or place else " is open; --all lists the settled ones"))


def _print_contradiction(console: Console, event: Event, told: Contradiction) -> None:
    head = f"{event.first_day or '–'} {event.type} {escape(event.place.name or '–')}: {told.kind} {told.field}"
    line(console, f"[bold]{event.id[3:11]}[/] {head}")
    for side in told.sides:
        who = dict.fromkeys(f"{v.speaker.name} ({v.document})" for v in side.voices)
        line(console, escape(f"{side.value}: {'; '.join(who)}"), 4)
    if told.status == "resolved":
        line(console, escape(f"settled by {told.resolved_by or ''}: {told.reason or ''}"), 4)


def list_changes(
    since: Annotated[date, typer.Option(parser=day, metavar="DAY", help="Reports published on this day or after.")],
    form: FormName = Form.text,
    policy: PolicyName = POLICY,
    store: StorePlace = None,
    coded: Coded = None,
    docs: Docs = None,
    overlay: Overlay = None,
) -> None:
    """Show what is new since a day: events, raised or corrected tolls, denials, retractions, contradictions."""
    found = changes(load_events(store, coded, docs, policy, overlay)[0], since)
    if form is Form.jsonl:
        for change in found:
            print(change.model_dump_json())
    elif found:
        show_changes(Console(), found)
    else:
        tell(f"nothing is new since {since}")


def control(
    place: Annotated[str | None, typer.Argument(help="Name or id of a place; without it --geojson prints all places.")] = None,
    as_geojson: Annotated[date | None, typer.Option("--geojson", parser=day, metavar="DAY", help="The ledger as of this day.")] = None,
    policy: PolicyName = POLICY,
    store: StorePlace = None,
    coded: Coded = None,
    docs: Docs = None,
    overlay: Overlay = None,
) -> None:
    """Print who is said to have held a place when, by whom, and what is contested."""
    events, codings = load_events(store, coded, docs, policy, overlay)
    rows = ledger(codings, events)
    if as_geojson:
        kept = timeline(rows, place) if place else rows
        json.dump(geojson(kept, as_geojson), sys.stdout, ensure_ascii=False, indent=1)
        print()
    elif place is None:
        raise typer.BadParameter("name a place, or a day with --geojson", param_hint="PLACE")
    elif found := timeline(rows, place):
        show_timeline(Console(), found)
    else:
        tell(f"nobody says who holds '{place}'")
        raise typer.Exit(1)
