"""Building: events from all stored accounts and judgements, through the fusing stage."""

from tacitus.fusing.building import fuse, kin_of
from tacitus.fusing.event import Event
from tacitus.knowledge.actors import ActorList
from tacitus.storing import EventRecord, Store


def build_events(store: Store, actors: ActorList) -> int:
    """Fuse all current accounts under all standing judgements and put the events into the store; how many there are."""
    codings = (stored.coding for stored in store.codings())
    events = fuse(store.documents(), codings, store.judgements(), parents=kin_of(actors))
    return store.save_events(map(record_of, events), "desk")


def record_of(event: Event) -> EventRecord:
    """An event with what the store looks it up by."""
    place = event.place
    return EventRecord(
        id=event.id, type=event.type, status=event.status, start=event.first_day, end=event.last_day, place_id=place.place_id,
        place=place.name, admin1=place.admin1, country=place.country, actors=(*event.names("initiator"), *event.names("target")),
        evidence=tuple(member.evidence for member in event.accounts), body=event.model_dump(mode="json", by_alias=True),
    )  # fmt: skip
