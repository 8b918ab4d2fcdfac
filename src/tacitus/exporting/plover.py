"""PLOVER 2.0 records (JSON Lines) and POLECAT's form (TSV of 40 columns)."""

from collections.abc import Iterable, Iterator
from typing import Any

from tacitus.codebook import types
from tacitus.exporting.columns import Cell, Column, Row, joined, of
from tacitus.exporting.crosswalk import country, table
from tacitus.exporting.incident import Incident, Who
from tacitus.exporting.job import Job
from tacitus.exporting.wording import note
from tacitus.model import Where

POLECAT: tuple[Column, ...] = of(
    "Event ID, Event Date, Event Type, Event Mode, Intensity, Quad Code, Contexts, Actor Name, Actor Country, Actor COW, "
    "Primary Actor Sector, Actor Sectors, Actor Title, Actor Name Raw, Wikipedia Actor ID, Recipient Name, Recipient Country, "
    "Recipient COW, Primary Recipient Sector, Recipient Sectors, Recipient Title, Recipient Name Raw, Wikipedia Recipient ID, Placename, "
    "City, District, Province, Country, Latitude, Longitude, GeoNames ID, Raw Placename, Feature Type, Source, Publication Date, "
    "Story People, Story Organizations, Story Locations, Language, Version",
    numbers=("Latitude", "Longitude"),
    dates=("Event Date", "Publication Date"),
)
_UNSAYABLE = str.maketrans({"\t": " ", "\n": " ", "\r": " "})


def records(incidents: Iterable[Incident], job: Job) -> Iterator[dict[str, Any]]:
    """PLOVER records; types PLOVER does not code are left out and counted. An empty field is left out of the record.

    Auxiliary modes of the manual (`historical`, `future`, `hypothetical`, `negation`) are given from the status.
    """
    for incident in incidents:
        image = types()[incident.event.type].plover
        if not image:
            job.tally.drop("of a type that PLOVER does not code")
            continue
        job.tally.rows += 1
        yield _full(_record(incident, image[0], job))


def polecat(incidents: Iterable[Incident], job: Job) -> Iterator[Row]:
    """Rows in the order of `POLECAT`; tabs and line breaks in a value become spaces, several values are joined by "; ".

    Intensity, titles, Wikipedia ids and the people and organisations of the story are not coded here and stay empty.
    """
    for incident in incidents:
        image = types()[incident.event.type].plover
        if not image:
            job.tally.drop("of a type that PLOVER does not code")
        elif not incident.interval:
            job.tally.drop("no date is told")
        else:
            job.tally.rows += 1
            row = _polecat(incident, image[0], job)
            yield {key: value.translate(_UNSAYABLE) if isinstance(value, str) else value for key, value in row.items()}


def modes(incident: Incident) -> list[str]:
    """The mode of the event by the codebook, sharper where the weapon tells it, and the auxiliary mode of its status."""
    data, kind = table("plover"), incident.event.type
    by_weapon = [data["mode"].get(w) for w in incident.weapons] if kind in data["by_weapon"] else []
    mode = next((m for m in by_weapon if m), types()[kind].plover[1])
    return [m for m in (mode, data["auxiliary"].get(incident.event.status)) if m]


def _record(incident: Incident, event: str, job: Job) -> dict[str, Any]:
    first, second = incident.sides
    days = incident.interval
    document = incident.documents[0] if incident.documents else None
    coder = f"tacitus {incident.tellings[0].coder.version}" if incident.tellings else "tacitus"
    remarks = (f"policy {job.tally.policy}", f"status {incident.event.status}", f"grade {incident.event.grade}", *incident.marks)
    return {
        "id": incident.event.id, "date": str(days[0]) if days else None, "enddate": str(days[1]) if days and days[1] != days[0] else None,
        "actor": [_entity(w) for w in (*first, *incident.supporters)], "recipient": [_entity(w) for w in second] or None,
        "size": _size(incident), "event": [event], "event_loc": [{"location": _location(incident.where, job)}],
        "event_text": note(incident, job.places), "quad_code": table("plover")["quad"][event], "mode": modes(incident),
        "context": table("plover")["context"].get(incident.event.type), "link": document.url if document else None,
        "text": _evidence(incident), "text_info": _text_info(incident),
        "cite_info": [
            {
                "citation": d.id, "url": d.url, "title": d.title, "language": d.language,
                "publication": d.publisher, "license": "see publisher", "coder": coder, "codebook": "PLOVER", "version": "2.0",
            }
            for d in incident.documents
        ],
        "coder": coder,
        "coded_date": str(incident.published[1]) if incident.published else None,
        "comment": joined(remarks),
    }  # fmt: skip


def _full(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _full(v) for k, v in value.items() if v not in (None, "", [], {})}
    return [_full(v) for v in value] if isinstance(value, list) else value


def _entity(who: Who) -> dict[str, Any]:
    land = country(who.country)
    return {
        "code": land.alpha3 if land else None, "sector": table("plover")["sector"].get(who.kind, "UNK"), "entity_text": who.name,
        "identifier_text": who.actor_id,
    }  # fmt: skip


def _size(incident: Incident) -> dict[str, Any]:
    killed, wounded, captured = (incident.figure(h) for h in ("killed", "wounded", "captured"))
    return {"dead": killed and killed.best, "injured": wounded and wounded.best, "arrested": captured and captured.best}


def _evidence(incident: Incident) -> str | None:
    spans = [s.text for t in incident.tellings for s in t.account.evidence[:1]]
    return spans[0] if spans and incident.quotable else None


def _text_info(incident: Incident) -> list[dict[str, Any]]:
    return [{"sequence": n, "start": t.account.trigger.start, "end": t.account.trigger.end} for n, t in enumerate(incident.tellings, 1)]


def _location(where: Where, job: Job) -> dict[str, Any]:
    land = country(where.country, job.places)
    return {
        "extracted_place": where.words.text if where.words else where.name, "resolved_place": where.name, "geonameid": _geonames(where),
        "lat": where.lat, "lon": where.lon, "city": where.name if where.precision in {"site", "town", "area"} else None,
        "district": where.admin2, "province": where.admin1, "country": land.name if land else None,
        "country_code": land.alpha3 if land else None, "resolution": table("plover")["resolution"].get(where.precision),
    }  # fmt: skip


def _geonames(where: Where) -> str | None:
    return where.place_id.removeprefix("geonames:") if where.place_id and where.place_id.startswith("geonames:") else None


def _polecat(incident: Incident, event: str, job: Job) -> dict[str, Cell]:
    first, second = incident.sides
    where, days = incident.where, incident.interval
    location = _location(where, job)
    row: dict[str, Cell] = dict.fromkeys(c.name for c in POLECAT)
    row |= {
        "Event ID": incident.event.id, "Event Date": str(days[0]) if days else None, "Event Type": event,
        "Event Mode": joined(modes(incident)), "Quad Code": table("plover")["quads"][str(table("plover")["quad"][event])],
        "Contexts": joined(table("plover")["context"].get(incident.event.type, ())),
        "Placename": where.name, "City": location["city"], "District": where.admin2, "Province": where.admin1,
        "Country": location["country_code"], "Latitude": where.lat, "Longitude": where.lon, "GeoNames ID": location["geonameid"],
        "Raw Placename": location["extracted_place"], "Feature Type": where.precision, "Source": joined(incident.publishers),
        "Publication Date": str(incident.published[1]) if incident.published else None,
        "Story Locations": joined(t.account.where.name for t in incident.tellings) if incident.quotable else None,
        "Language": joined(d.language for d in incident.documents),
        "Version": joined((*(f"tacitus {t.coder.version}" for t in incident.tellings), *incident.marks)),
    }  # fmt: skip
    return row | _party("Actor", first) | _party("Recipient", second)


def _party(role: str, people: tuple[Who, ...]) -> dict[str, Cell]:
    lands = [found for w in people if (found := country(w.country))]
    sectors = [table("plover")["sector"].get(w.kind, "UNK") for w in people]
    return {
        f"{role} Name": joined(w.name for w in people), f"{role} Country": joined(c.alpha3 for c in lands),
        f"{role} COW": joined(str(c.cow) for c in lands if c.cow), f"Primary {role} Sector": sectors[0] if sectors else None,
        f"{role} Sectors": joined(sectors), f"{role} Name Raw": joined(w.name for w in people),
    }  # fmt: skip
