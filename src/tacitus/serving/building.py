"""Building: events from all stored accounts and judgements, through the fusing stage; after a decision only those it touches."""

from collections.abc import Callable
from dataclasses import dataclass, field

from tacitus.fusing.building import Difference, Fusion
from tacitus.fusing.event import Event
from tacitus.fusing.kin import kin_of
from tacitus.knowledge.actors import ActorList
from tacitus.storing import EventRecord, Store

BY = "desk"
SAME = ("judgement", "events", "marked", "capture")
"""Rows of the audit log after which the accounts are the same as before; any other needs them compared again."""


@dataclass(frozen=True, slots=True)
class Built:
    """What a build made: `seal` is the content of its row of the audit log, None when all events were written anew."""

    seal: str | None
    changed: tuple[EventRecord, ...] = ()
    gone: tuple[str, ...] = ()


@dataclass
class Builder:
    """Builds the events of a store. The accounts are compared once and kept until the audit log tells of other accounts.

    `told` hears of each build (the default lets it pass). Not for several threads at once.
    """

    store: Store
    actors: Callable[[], ActorList]
    told: Callable[[Built], object] = repr
    _fusion: Fusion | None = None
    _events: list[Event] | None = None
    _stamp: str = ""
    _seq: int = 0
    _ours: set[str] = field(default_factory=set)

    def build(self) -> int:
        """Build the events under all judgements there are; how many there are. Only what a decision changed is written again."""
        fusion = self._compared()
        before, events = self._events, fusion.events(self.store.judgements(active=False))
        if before is None:
            self.store.save_events(map(record_of, events), BY)
            self._ours |= {c.content for c in self.store.changes(self._seq) if c.action == "events built" and c.subject == BY}
            self.told(Built(None))
        else:
            self._write(Difference.between(before, events), [e.id for e in events])
        self._events = events
        return len(events)

    def _compared(self) -> Fusion:
        """The accounts as compared last, or anew when the store holds others or the actors' kin may be others.

        When somebody else built events meanwhile, what is in the store is not known and `_events` is forgotten.
        """
        actors, same = self.actors(), True
        for change in self.store.changes(self._seq):
            self._seq = change.seq
            same = same and change.action.startswith(SAME)
            if change.action.startswith("events") and change.content not in self._ours:
                self._events = None
        if self._fusion is None or not same or actors.stamp != self._stamp:
            self._stamp, self._events = actors.stamp, None
            codings = (stored.coding for stored in self.store.codings())
            self._fusion = Fusion(self.store.documents(), codings, kin=kin_of(actors), register=self.store.sources())
        return self._fusion

    def _write(self, difference: Difference, order: list[str]) -> None:
        if difference.changed or difference.gone:
            records = tuple(map(record_of, difference.changed))
            seal = self.store.change_events(records, order, BY)
            self._ours.add(seal)
            self.told(Built(seal, records, difference.gone))


def build_events(store: Store, actors: ActorList) -> int:
    """Build all events of a store once; how many there are."""
    return Builder(store, lambda: actors).build()


def record_of(event: Event) -> EventRecord:
    """An event with what the store looks it up by."""
    place = event.place
    return EventRecord(
        id=event.id, type=event.type, status=event.status, start=event.first_day, end=event.last_day, place_id=place.place_id,
        place=place.name, admin1=place.admin1, country=place.country, actors=(*event.names("initiator"), *event.names("target")),
        evidence=tuple(member.evidence for member in event.accounts), body=event.model_dump(mode="json", by_alias=True),
    )  # fmt: skip
