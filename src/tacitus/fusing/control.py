"""Control: a ledger of who held which place when, as told, with every source; nothing is smoothed and nothing filled in (codebook 6).

Rows come from what reports say of control and from events that change it: who took a place holds it, who left has lost it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Literal

from tacitus.fusing.event import Event, Voice
from tacitus.fusing.sketch import COARSE, fold
from tacitus.model import Coding, ControlEntry, ControlState, Stance, Value, Where

HOLDS: frozenset[str] = frozenset({"full", "partial"})
_AGAINST: frozenset[Stance] = frozenset({"denies", "retracts"})
_EFFECTS: Mapping[str, ControlState] = {"capture": "full", "withdrawal": "lost"}

_LASTS = 7
"""Days within which a denial answers a claim."""

Standing = Literal["claimed", "contested", "denied"]


Key = tuple[str, str, str, str]
Row = tuple[Where, str, ControlState, date | None, str | None]
"""Place, actor, state, day and the event it follows from."""


class LedgerRow(Value):
    """One state of one actor at one place from one day, and who says so. `event` names the event it follows from, if any.

    `standing`: `denied` when somebody denies it of that day or after, `contested` when another actor is said to hold the place on the
    same day, else `claimed`: a claim that nobody contradicts is still a claim.
    """

    place: Where
    actor: str
    state: ControlState
    day: date | None
    voices: tuple[Voice, ...]
    denied_by: tuple[Voice, ...] = ()
    event: str | None = None
    standing: Standing = "claimed"


def ledger(codings: Iterable[Coding], events: Iterable[Event] = ()) -> tuple[LedgerRow, ...]:
    """All rows by place, then day; rows of the same place, actor, state and day are one with all its voices."""
    found: dict[Key, list[Voice]] = defaultdict(list)
    where: dict[Key, Row] = {}
    against: dict[tuple[str, str], list[Voice]] = defaultdict(list)
    for coding in codings:
        for entry in coding.control:
            voice, place = _voice(coding, entry), place_key(entry.place)
            if entry.stance in _AGAINST:
                against[place, fold(entry.actor.name)].append(voice)
                continue
            key: Key = place, fold(entry.actor.name), entry.state, str(entry.as_of)
            where.setdefault(key, (entry.place, entry.actor.name, entry.state, entry.as_of, None))
            found[key].append(voice)
    for event in events:
        for key, row, voices in _from_event(event):
            where[key] = row if key not in where else (*where[key][:4], event.id)
            found[key].extend(voices)
            for denial in event.denials:
                if denial.claim.stance in _AGAINST and denial.claim.field in {"act", "control"}:
                    against[key[0], key[1]].append(denial.voice)
    rows = [_row(where[key], told, against[key[0], key[1]]) for key, told in found.items()]
    return tuple(sorted(_contested(rows), key=lambda r: (place_key(r.place), str(r.day or ""), r.actor, r.state)))


def place_key(where: Where) -> str:
    """What a place is known by in the ledger."""
    return where.place_id or f"{fold(where.name or '')}|{where.country or ''}"


def _voice(coding: Coding, entry: ControlEntry) -> Voice:
    info, speaker = coding.document, entry.speaker
    outlet = info.publisher or info.ref or info.id
    if speaker.kind == "outlet":
        speaker = speaker.model_copy(update={"name": outlet})
    return Voice(
        speaker=speaker, stance=entry.stance, day=info.published, document=info.ref or info.id, document_id=info.id, account="",
        outlet=info.publisher, origin=outlet, words=entry.evidence,
    )  # fmt: skip


def _from_event(event: Event) -> Iterable[tuple[Key, Row, tuple[Voice, ...]]]:
    """The taker's hold, or the leaver's loss; only of a happening told as fact or disputed, at a place exacter than a province.

    It is said by those who say who did it in an account of that type: who tells of the assault does not say that the place fell.
    """
    state, place = _EFFECTS.get(event.type), event.place
    choice = event.fields.get("initiator")
    told = event.status in {"happened", "disputed", "historical"} and place.name and place.precision not in COARSE
    if state and told and choice and choice.chosen:
        actor = choice.chosen.text
        key = place_key(place), fold(actor), state, str(event.last_day)
        telling = {(m.document_id, m.account) for m in event.accounts if m.type == event.type and m.status != "denied"}
        voices = tuple(v for v in choice.chosen.voices if (v.document_id, v.account) in telling)
        yield key, (place, actor, state, event.last_day, event.id), voices or choice.chosen.voices


def _row(row: Row, voices: Sequence[Voice], against: Sequence[Voice]) -> LedgerRow:
    place, actor, state, day, event = row
    denied = tuple(v for v in against if day is None or v.day is None or 0 <= (v.day - day).days <= _LASTS)
    unique = {(v.document_id, v.speaker.name, v.words.start if v.words else 0): v for v in voices}
    told = tuple(sorted(unique.values(), key=lambda v: (str(v.day or ""), v.document_id, v.speaker.name)))
    return LedgerRow(
        place=place,
        actor=actor,
        state=state,
        day=day,
        voices=told,
        denied_by=denied,
        event=event,
        standing="denied" if denied else "claimed",
    )


def _contested(rows: Sequence[LedgerRow]) -> Iterable[LedgerRow]:
    holders: dict[tuple[str, date | None], set[str]] = defaultdict(set)
    for row in rows:
        if row.state in HOLDS:
            holders[place_key(row.place), row.day].add(row.actor)
    for row in rows:
        rivals = holders[place_key(row.place), row.day] - {row.actor}
        yield row.model_copy(update={"standing": "contested"}) if rivals and row.state in HOLDS and row.standing == "claimed" else row


def timeline(rows: Iterable[LedgerRow], place: str) -> tuple[LedgerRow, ...]:
    """The rows of a place by its name or id, by day."""
    wanted = fold(place)
    found = [r for r in rows if r.place.place_id == place or fold(r.place.name or "") == wanted]
    return tuple(sorted(found, key=lambda r: (str(r.day or ""), r.actor, r.state)))


def as_of(rows: Iterable[LedgerRow], day: date) -> tuple[LedgerRow, ...]:
    """What was last said of each place by that day: the newest rows, several when they are of one day or when they are contested.

    A denied row does not push an older one aside: both stand. A row without a day counts for none.
    """
    by_place: dict[str, list[LedgerRow]] = defaultdict(list)
    for row in rows:
        if row.day is not None and row.day <= day:
            by_place[place_key(row.place)].append(row)
    found: list[LedgerRow] = []
    for told in by_place.values():
        undisputed = [r.day for r in told if r.day and r.standing == "claimed"]
        since = max(undisputed, default=max(r.day for r in told if r.day))
        found += [r for r in told if r.day and r.day >= since]
    return tuple(sorted(found, key=lambda r: (place_key(r.place), str(r.day), r.actor)))


def geojson(rows: Iterable[LedgerRow], day: date) -> dict[str, Any]:
    """The ledger as of a day as a GeoJSON FeatureCollection (RFC 7946); without a point the geometry is null, never made up."""
    return {"type": "FeatureCollection", "as_of": day.isoformat(), "features": [_feature(row) for row in as_of(rows, day)]}


def _feature(row: LedgerRow) -> dict[str, Any]:
    place = row.place
    point = {"type": "Point", "coordinates": [place.lon, place.lat]} if place.lat is not None and place.lon is not None else None
    return {
        "type": "Feature",
        "geometry": point,
        "properties": {
            "place": place.name, "place_id": place.place_id, "country": place.country, "precision": place.precision, "actor": row.actor,
            "state": row.state, "since": str(row.day), "standing": row.standing, "event": row.event,
            "sources": [f"{v.speaker.name} ({v.document})" for v in row.voices],
            "denied_by": [f"{v.speaker.name} ({v.document})" for v in row.denied_by],
        },
    }  # fmt: skip
