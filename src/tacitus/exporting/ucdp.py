"""The form of UCDP GED: 49 columns, one row an event in which somebody was killed. The form only; ids of conflicts and dyads stay empty."""

from collections.abc import Iterable, Iterator
from math import floor

from tacitus.codebook import types
from tacitus.exporting.columns import Cell, Column, Row, joined, of
from tacitus.exporting.counting import by_side, three
from tacitus.exporting.crosswalk import Country, country
from tacitus.exporting.incident import Incident, Who
from tacitus.exporting.job import Job
from tacitus.exporting.wording import place, several, title

COLUMNS: tuple[Column, ...] = of(
    "id, relid, year, active_year, code_status, type_of_violence, conflict_dset_id, conflict_new_id, conflict_name, dyad_dset_id, "
    "dyad_new_id, dyad_name, side_a_dset_id, side_a_new_id, side_a, side_b_dset_id, side_b_new_id, side_b, number_of_sources, "
    "source_article, source_office, source_date, source_headline, source_original, where_prec, where_coordinates, where_description, "
    "adm_1, adm_2, latitude, longitude, geom_wkt, priogrid_gid, country, country_id, region, event_clarity, date_prec, date_start, "
    "date_end, deaths_a, deaths_b, deaths_civilians, deaths_unknown, best, high, low, gwnoa, gwnob",
    integers=(
        "id", "year", "active_year", "type_of_violence", "conflict_dset_id", "conflict_new_id", "dyad_dset_id", "dyad_new_id",
        "side_a_dset_id", "side_a_new_id", "side_b_dset_id", "side_b_new_id", "number_of_sources", "where_prec", "priogrid_gid",
        "country_id", "event_clarity", "date_prec", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low",
        "gwnoa", "gwnob",
    ),
    numbers=("latitude", "longitude"),
)  # fmt: skip
WHERE_PREC = {"site": 1, "town": 1, "area": 2, "district": 3, "province": 4, "region": 5, "country": 6}
"""1 exact place · 2 within about 25 km of one · 3 second-order unit · 4 first-order unit · 5 larger part of a country · 6 country."""
DATE_PREC = {"day": 1, "days": 2, "week": 3, "month": 4, "year": 5}
"""1 day · 2 two to six days · 3 week · 4 month · 5 year."""
NEEDS_CODER = "needs coder: type of violence"
_STATE = frozenset({"state_forces", "government", "external_forces"})
_ORGANISED = frozenset({"rebel", "militia", "communal"})
_UNARMED = frozenset({"civilians", "protesters", "political", "organisation"})


def rows(incidents: Iterable[Incident], job: Job) -> Iterator[Row]:
    """Rows in the order of `COLUMNS`; events without a death in any estimate are left out and counted.

    Low ≤ best ≤ high, and deaths by side sum up to best. Points are those of the unit told (a district's or province's own, not
    its capital's). Towns that share a toll stand as one row, the account that holds it, with event clarity 2. A conflict without
    a state has the name of its dyad, as in GED; a state's is named after what is fought over, which is not coded, and stays empty.
    """
    for incident in incidents:
        low, best, high = three(incident.figure("killed"))
        if not high:
            job.tally.drop("without a death in any estimate")
        elif not incident.interval or incident.when["precision"] not in DATE_PREC:
            job.tally.drop("no date is told")
        elif incident.where.precision not in WHERE_PREC or not incident.where.country:
            job.tally.drop("no place is told")
        else:
            job.tally.rows += 1
            yield _row(incident, (low, best, high), job)


def type_of_violence(incident: Incident) -> int | None:
    """1 a state against an armed group or state · 2 two armed groups · 3 an organised actor against people who do not fight.

    None where intent decides between 1 and 3 (people who do not fight were hit from afar), or a side is not told or none of these: a
    coder has to look. Source: UCDP GED codebook; domain rule of codebook 3.
    """
    first, second = incident.sides
    kinds1, kinds2 = {w.kind for w in first}, {w.kind for w in second}
    armed = kinds2 - _UNARMED
    if kinds1 and armed and (kinds1 | armed) <= _STATE | _ORGANISED:
        return 1 if (kinds1 | armed) & _STATE else 2
    aimed = types()[incident.event.type].ucdp == "3"
    return 3 if aimed and kinds1 and kinds1 <= _STATE | _ORGANISED and kinds2 <= _UNARMED else None


def priogrid(lat: float, lon: float) -> int:
    """The PRIO-GRID cell of a point: half-degree cells numbered from 1 at the south-west, 720 a row."""
    row, column = min(floor((lat + 90) * 2), 359), min(floor((lon + 180) * 2), 719)
    return row * 720 + column + 1


def _row(incident: Incident, figures: tuple[int, int, int], job: Job) -> Row:
    first, _ = incident.interval or (None, None)
    land = country(incident.where.country, job.places) or Country("", "", "")
    violence = type_of_violence(incident)
    digits = incident.event.id.removeprefix("ev:")
    row: dict[str, Cell] = dict.fromkeys(c.name for c in COLUMNS)
    row |= {
        "id": int(digits[:13], 16), "relid": f"TAC-{first.year if first else 0}-{digits[:13]}", "year": first.year if first else None,
        "code_status": "Clear" if violence else NEEDS_CODER, "type_of_violence": violence,
    }  # fmt: skip
    return row | _sides(incident, violence) | _sources(incident) | _place(incident, land, job) | _deaths(incident, figures)


def _sides(incident: Incident, violence: int | None) -> dict[str, Cell]:
    first, second = incident.sides
    a, b = _names(first), "Civilians" if violence == 3 else _names(second)
    dyad = f"{a} - {b}" if a and b else None
    first_day, last_day = incident.interval or (None, None)
    return {
        "conflict_name": dyad if violence in {2, 3} else None, "dyad_name": dyad,
        "side_a": a, "side_b": b, "gwnoa": _state(first), "gwnob": _state(second),
        "event_clarity": 2 if incident.parts else 1, "date_prec": _date_prec(incident),
        "date_start": f"{first_day} 00:00:00.000", "date_end": f"{last_day} 00:00:00.000",
    }  # fmt: skip


def _date_prec(incident: Incident) -> int:
    """By the chosen precision, but never sharper than the interval is long."""
    first, last = incident.interval or (None, None)
    days = (last - first).days + 1 if first and last else 1
    least = 1 if days == 1 else 2 if days <= 6 else 3 if days <= 7 else 4 if days <= 31 else 5
    return max(DATE_PREC[incident.when["precision"]], least)


def _names(people: tuple[Who, ...]) -> str | None:
    return several(w.name for w in people) if people else None


def _state(people: tuple[Who, ...]) -> int | None:
    codes = (found.gw for w in people if w.kind in _STATE and (found := country(w.country)) and found.gw)
    return next(codes, None)


def _sources(incident: Incident) -> dict[str, Cell]:
    documents = incident.documents
    quoted = (t.name for t in (c.speaker for _, _, c in incident.claims) if t.words and not t.name.startswith("█"))
    return {
        "number_of_sources": incident.event.support.origins or -1,
        "source_article": joined(f"{d.publisher or d.ref or d.id}, {d.published or 'undated'}" for d in documents),
        "source_office": joined(incident.publishers), "source_date": joined(str(d.published) if d.published else None for d in documents),
        "source_headline": joined(d.title for d in documents), "source_original": joined(quoted),
    }  # fmt: skip


def _place(incident: Incident, land: Country, job: Job) -> dict[str, Cell]:
    where = incident.where
    point = (where.lat, where.lon) if where.lat is not None and where.lon is not None else None
    return {
        "where_prec": WHERE_PREC[where.precision], "where_coordinates": where.name or land.name,
        "where_description": joined((place(where, job.places), title(incident, job.places), *incident.marks)),
        "adm_1": where.admin1, "adm_2": where.admin2,
        "latitude": where.lat, "longitude": where.lon, "geom_wkt": f"POINT({where.lon} {where.lat})" if point else None,
        "priogrid_gid": priogrid(*point) if point else None, "country": land.name, "country_id": land.gw, "region": land.ucdp,
    }  # fmt: skip


def _deaths(incident: Incident, figures: tuple[int, int, int]) -> dict[str, Cell]:
    low, best, high = figures
    split = by_side(incident, best)
    return {
        "deaths_a": split.a, "deaths_b": split.b, "deaths_civilians": split.civilians, "deaths_unknown": split.unknown,
        "best": best, "high": high, "low": low,
    }  # fmt: skip
