"""GeoJSON (RFC 7946): a feature an event; a vague place is never a pin."""

import json
from collections.abc import Iterable
from typing import TextIO

from tacitus.exporting.incident import Incident
from tacitus.exporting.job import Job
from tacitus.exporting.tables import rows
from tacitus.model import Where


def point(where: Where) -> tuple[float, float] | None:
    """(longitude, latitude) of a site, a town or its surroundings, and of the centre of a cell; None for anything vaguer (codebook 5)."""
    if where.precision not in {"site", "town", "area"} or where.lat is None or where.lon is None:
        return None
    return where.lon, where.lat


def write(incidents: Iterable[Incident], out: TextIO, job: Job) -> None:
    """Write a FeatureCollection as it comes; its last member `about` is the record of the export.

    The geometry is the event's point, null for a district or anything vaguer: RFC 7946 calls such a feature unlocated. The properties are
    those of the wide table.
    """
    out.write('{"type": "FeatureCollection", "features": [')
    separator = "\n"
    for incident in incidents:
        found = point(incident.where)
        geometry = {"type": "Point", "coordinates": list(found)} if found else None
        (properties,) = rows([incident], job)
        feature = {"type": "Feature", "id": incident.event.id, "geometry": geometry, "properties": properties}
        out.write(separator + json.dumps(feature, ensure_ascii=False))
        separator = ",\n"
    out.write('\n], "about": ' + json.dumps(job.tally.about(), ensure_ascii=False) + "}\n")
