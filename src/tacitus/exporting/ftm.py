"""FollowTheMoney: Event entities and those involved, as entities or as statements, JSON Lines."""

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

from tacitus.exporting.incident import Incident, Who
from tacitus.exporting.job import Job
from tacitus.exporting.wording import note, title
from tacitus.model import digest

DATASET = "tacitus"
_BODIES = {
    "state_forces": "PublicBody", "government": "PublicBody", "rebel": "Organization", "militia": "Organization",
    "communal": "Organization", "external_forces": "Organization", "political": "Organization", "organisation": "Organization",
}  # fmt: skip
"""Schema of an actor by kind; people of no body (civilians, crowds, unidentified gunmen) are no entities."""

_LENGTHS = {"name": 384, "summary": 65_000, "location": 250, "sourceUrl": 4096}
"""Most characters a property of FollowTheMoney 4 takes, where it is not 1,024."""


def entities(incidents: Iterable[Incident], job: Job) -> Iterator[dict[str, Any]]:
    """An Event entity for each event, before it each body involved when it is met for the first time.

    Initiators are `organizer`, targets and supporters `involved`. A body keeps its id across exports: by its id in the actor lists, else by
    its name. Entities are merged by id in FollowTheMoney; nothing else is merged here.
    """
    known = set[str]()
    for incident in incidents:
        for who in (*incident.initiators, *incident.targets, *incident.supporters):
            if who.kind in _BODIES and (entity := _body(who))["id"] not in known:
                known.add(entity["id"])
                yield entity
        job.tally.rows += 1
        yield _event(incident, job)


def statements(incidents: Iterable[Incident], job: Job) -> Iterator[dict[str, Any]]:
    """The entities as statements, one row a value, with the fields of FollowTheMoney's `Statement`.

    Seen are the days of the first and last report.
    """
    for incident in incidents:
        days = incident.published
        seen = {"first_seen": str(days[0]) if days else None, "last_seen": str(days[1]) if days else None}
        for entity in entities([incident], job):
            yield _statement(entity, "id", _checksum(entity), seen)
            for prop, values in entity["properties"].items():
                for value in values:
                    yield _statement(entity, prop, value, seen)


def _statement(entity: dict[str, Any], prop: str, value: str, seen: dict[str, str | None]) -> dict[str, Any]:
    identity = hashlib.sha1(f"{DATASET}.{entity['id']}.{prop}.{value}".encode(), usedforsecurity=False).hexdigest()
    return {
        "id": identity, "entity_id": entity["id"], "canonical_id": entity["id"], "prop": prop, "schema": entity["schema"], "value": value,
        "dataset": DATASET, "lang": None, "original_value": None, "external": False, **seen,
    }  # fmt: skip


def _checksum(entity: dict[str, Any]) -> str:
    return digest(entity["id"], entity["properties"])[:40]


def _body(who: Who) -> dict[str, Any]:
    properties = {"name": [_short(who.name, "name")], "country": [who.country.lower()] if who.country else []}
    return {"id": _ident(who), "schema": _BODIES[who.kind], "properties": {k: v for k, v in properties.items() if v}, "datasets": [DATASET]}


def _short(value: str, prop: str) -> str:
    """The value no longer than FollowTheMoney takes it; what is cut ends with "…"."""
    most = _LENGTHS.get(prop, 1024)
    return value if len(value) <= most else value[: most - 1] + "…"


def _ident(who: Who) -> str:
    return f"tacitus-actor-{who.actor_id or digest(who.name, who.country)[:16]}"


def _event(incident: Incident, job: Job) -> dict[str, Any]:
    days, where = incident.interval, incident.where
    others = [w for w in (*incident.targets, *incident.supporters) if w.kind in _BODIES]
    properties: dict[str, list[str | None]] = {
        "name": [title(incident, job.places)], "summary": [note(incident, job.places)], "location": [where.name],
        "country": [where.country and where.country.lower()],
        "startDate": [str(days[0])] if days else [], "endDate": [str(days[1])] if days else [],
        "date": [str(days[0])] if days and days[0] == days[1] else [], "recordId": [incident.event.id],
        "organizer": [_ident(w) for w in incident.initiators if w.kind in _BODIES], "involved": [_ident(w) for w in others],
        "publisher": list(incident.publishers), "sourceUrl": [d.url for d in incident.documents],
        "keywords": [incident.event.type, incident.event.status, f"grade {incident.event.grade}", *incident.marks],
    }  # fmt: skip
    told = {k: list(dict.fromkeys(_short(v, k) for v in values if v)) for k, values in properties.items()}
    return {
        "id": f"tacitus-{incident.event.id.removeprefix('ev:')}", "schema": "Event", "properties": {k: v for k, v in told.items() if v},
        "datasets": [DATASET],
    }  # fmt: skip
