"""Events for the commands: fused anew from a store, or from a file of codings beside the reports they code."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from tacitus.cli.opening import open_store
from tacitus.errors import TacitusError
from tacitus.fusing import Event, Fusion, fuse, kin_of
from tacitus.fusing.merging import DEFAULT
from tacitus.importing import read_file
from tacitus.knowledge.actors import ActorList
from tacitus.model import Coding, Document
from tacitus.reading import read
from tacitus.serving.building import record_of
from tacitus.settings import load as load_settings

EventId = Annotated[str, typer.Argument(help="Id of the event; its first letters do.")]
POLICY = DEFAULT


def load_events(
    store: str | None, coded: Path | None, docs: list[str] | None, policy: str, overlay: Path | None
) -> tuple[list[Event], list[Coding]]:
    """The events and the codings they were fused from."""
    settings = load_settings(overlay=str(overlay) if overlay else None)
    kin = kin_of(ActorList.load(settings.overlay_path))
    if coded:
        codings = list(read_file(coded))
        documents = [d for d in read(docs, max_bytes=settings.max_bytes) if isinstance(d, Document)] if docs else []
        return fuse(documents, codings, (), policy, kin=kin), codings
    with open_store(store) as opened:
        codings = [stored.coding for stored in opened.codings()]
        fusion = Fusion(opened.documents(), codings, kin=kin, register=opened.sources())
        return fusion.events(opened.judgements(active=False), policy), codings


def save_events(store: str | None, events: list[Event]) -> None:
    """Put the events into the store, where exports and the review desk find them; they replace those of the last fusing."""
    with open_store(store) as opened:
        opened.save_events(map(record_of, events), "events")


def find_event(events: list[Event], name: str) -> Event:
    """The event whose id is this or begins so, with or without `ev:`. Raises `TacitusError` when none or several do."""
    wanted = name.removeprefix("ev:")
    found = [e for e in events if e.id.removeprefix("ev:").startswith(wanted)]
    if len(found) == 1:
        return found[0]
    told = ", ".join(e.id for e in found[:5]) if found else "`tacitus events` lists them"
    raise TacitusError(f"{'no event' if not found else f'{len(found)} events'} with id '{name}': {told}")


def matching(place: str | None, actor: str | None) -> Callable[[Event], bool]:
    """A test for events at a place (name, id, province or country code) and with an actor (name or id), whatever the case."""

    def test(event: Event) -> bool:
        where = event.place
        places = {str(v).casefold() for v in (where.name, where.place_id, where.country, where.admin1) if v}
        read = [r for f in ("initiator", "target") if (c := event.fields.get(f)) for r in (c.chosen, *c.rivals) if r]
        ids = (r.value.get("actor_id") for r in read if isinstance(r.value, dict))
        actors = {str(name).casefold() for name in (*(r.text for r in read), *ids) if name}
        return (place is None or place.casefold() in places) and (actor is None or actor.casefold() in actors)

    return test
