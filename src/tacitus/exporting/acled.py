"""ACLED's form: 31 columns, one row a day and town. The form only; the rows are not ACLED data."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta

from tacitus.codebook import types
from tacitus.exporting.columns import Cell, Column, Row, joined, of
from tacitus.exporting.counting import deaths, shares
from tacitus.exporting.crosswalk import Country, country, table
from tacitus.exporting.incident import Incident, Who
from tacitus.exporting.job import Job, Outlet
from tacitus.exporting.privacy import MASK
from tacitus.exporting.wording import note
from tacitus.knowledge.gazetteer import Gazetteer
from tacitus.model import Where

COLUMNS: tuple[Column, ...] = of(
    "event_id_cnty, event_date, year, time_precision, disorder_type, event_type, sub_event_type, actor1, assoc_actor_1, inter1, actor2, "
    "assoc_actor_2, inter2, interaction, civilian_targeting, iso, region, country, admin1, admin2, admin3, location, latitude, longitude, "
    "geo_precision, source, source_scale, notes, fatalities, tags, timestamp",
    integers=("year", "time_precision", "iso", "geo_precision", "fatalities", "timestamp"),
    numbers=("latitude", "longitude"),
    dates=("event_date",),
)
_VIOLENT = frozenset({"Battles", "Explosions/Remote violence", "Violence against civilians"})


def rows(incidents: Iterable[Incident], job: Job) -> Iterator[Row]:
    """Rows in the order of `COLUMNS`; what the form cannot hold is counted in the tally by reason.

    An act that went on for several days has a row a day, towns that share a toll a row each, the toll divided with the remainder first
    (`counting.shares`); the account that holds the shared toll has none. A date that is not sharp stands at the middle of its interval
    with time precision 2 (up to a week) or 3 (month); a year or no date is left out. A vague place stands at the town that stands
    for it (`pin`). An author nobody names is "Unidentified Armed Group (Country)" for violence, as that form has it.
    """
    for incident in incidents:
        image = types()[incident.event.type].acled
        pinned = pin(incident.where, job.places, vague=job.vague)
        days = _days(incident)
        if not image:
            job.tally.drop("of a type that has no image in this form")
        elif incident.parts:
            job.tally.drop("its toll stands divided at its towns")
        elif days is None:
            job.tally.drop("date coarser than a month, or not told")
        elif pinned is None:
            job.tally.drop("place coarser than a province, or not told")
        else:
            yield from _split(incident, image[0], days, pinned, job)


def pin(where: Where, places: Gazetteer | None, *, vague: bool = False) -> tuple[Where, int] | None:
    """Where the form puts an event, and its geo precision; None when it has no place for it.

    1: the town or site told. 2: near a town, or a part of a province: the town itself, or for a district the town of its name, else
    the town nearest to its middle. 3: a province, at its capital (the town of its name, else the most populous); with `vague` also a
    country, at its seat. Source: ACLED codebook, geo-precision.
    """
    if where.precision in {"site", "town", "area"}:
        return (where, 1 if where.precision != "area" else 2) if where.lat is not None else None
    if where.precision == "district":
        return _district(where, places)
    if where.precision == "province" and where.country and places:
        capital = places.capital(where.country, where.admin1 or where.name or "")
        return (_at(where, capital.name, capital.lat, capital.lon, capital.admin2), 3) if capital else None
    if vague and where.precision in {"region", "country"} and where.country and places and (seat := places.seat(where.country)):
        return _at(where.model_copy(update={"admin1": seat.admin1}), seat.name, seat.lat, seat.lon, seat.admin2), 3
    return None


def _district(where: Where, places: Gazetteer | None) -> tuple[Where, int] | None:
    if places and where.name:
        for place in places.bare(where.name):
            if not place.is_unit and (place.country, place.admin1) == (where.country, where.admin1):
                return _at(where, place.name, place.lat, place.lon, where.admin2), 2
    if where.lat is None or where.lon is None:
        return None
    near = places.near(where.lat, where.lon, within_km=30) if places else ()
    town = next((p for p in near if p.kind in {"town", "village"} and p.admin1 == where.admin1), None)
    return (_at(where, town.name, town.lat, town.lon, where.admin2), 2) if town else (where, 2)


def _at(where: Where, name: str, lat: float, lon: float, admin2: str | None) -> Where:
    return where.model_copy(update={"name": name, "lat": lat, "lon": lon, "admin2": admin2, "words": None})


def _days(incident: Incident) -> tuple[tuple[date, ...], int] | None:
    """The days that get a row each, and the time precision; None when the date is too vague for the form."""
    interval, precision = incident.interval, incident.when["precision"]
    if interval is None or precision in {"year", "unknown"}:
        return None
    first, last = interval
    length = (last - first).days + 1
    if length > 1 and precision in {"days", "week"} and _lasting(incident):
        return tuple(first + timedelta(n) for n in range(length)), 1
    middle = first + timedelta((length - 1) // 2)
    return (middle,), 3 if precision == "month" else 1 if length == 1 and not incident.when["inferred"] else 2


def _lasting(incident: Incident) -> bool:
    """Whether an account of the chosen interval tells the act as going on for all of it, and not as on one day within it."""
    first, last = incident.interval or (None, None)
    told = (t.account.when for t in incident.tellings)
    return any((w.start, w.end) == (first, last) and any(r in w.rule for r in table("acled")["lasting"]) for w in told)


def _split(incident: Incident, event_type: str, days: tuple[tuple[date, ...], int], pinned: tuple[Where, int], job: Job) -> Iterator[Row]:
    total, remarks = deaths(incident), list[str]()
    if incident.share and incident.share.of is not None and incident.figure("killed") is None:
        remarks.append(f"Deaths divided from {incident.share.of} told of {incident.share.among} places together")
    if len(days[0]) > 1 and total:
        remarks.append(f"Deaths divided from {total} over {len(days[0])} days")
    if incident.figure("killed") is None and not (incident.share and incident.share.of is not None):
        remarks.append("No count of deaths is told")
    for index, (day, killed) in enumerate(zip(days[0], shares(total, len(days[0])), strict=True)):
        part = index if len(days[0]) > 1 else None
        job.tally.rows += 1
        yield _row(incident, event_type, (day, days[1], part), pinned, job) | {
            "fatalities": killed,
            "notes": note(incident, job.places, *remarks),
        }


def _row(incident: Incident, event_type: str, when: tuple[date, int, int | None], pinned: tuple[Where, int], job: Job) -> dict[str, Cell]:
    day, time_precision, part = when
    where, geo_precision = pinned
    land = country(where.country, job.places) or Country("", where.country or "", "")
    sub = sub_event(incident, land)
    published = incident.published
    ident = incident.event.id.removeprefix("ev:")[:12]
    row: dict[str, Cell] = {
        "event_id_cnty": f"{land.alpha3}-{ident}" + (f"-{part + 1}" if part is not None else ""),
        "event_date": str(day), "year": day.year, "time_precision": time_precision,
        "disorder_type": table("acled")["disorder"].get(sub) or table("acled")["disorder"][event_type],
        "event_type": event_type, "sub_event_type": sub,
    }  # fmt: skip
    row |= _actors(incident, event_type, land, job)
    row |= {
        "civilian_targeting": "Civilian targeting" if _targets_civilians(incident, event_type, sub) else "",
        "iso": land.numeric, "region": land.acled, "country": land.name, "admin1": where.admin1, "admin2": where.admin2, "admin3": None,
        "location": where.name, "latitude": where.lat, "longitude": where.lon, "geo_precision": geo_precision,
        "source": joined(incident.publishers),
        "source_scale": source_scale(incident.publishers, land, job.outlets), "notes": "", "fatalities": 0,
        "tags": joined(("not ACLED data", f"policy={job.tally.policy}", f"grade={incident.event.grade}", *incident.marks)),
        "timestamp": int(datetime.combine(published[1], datetime.min.time(), UTC).timestamp()) if published else None,
    }  # fmt: skip
    return row


def sub_event(incident: Incident, land: Country) -> str:
    """The sub-event type. "by_…" of the codebook is decided here from who took, what went off, who was harmed or what is set up.

    A place taken by the state it lies in is regained, by anybody else overtaken. Force against a protest is excessive when somebody is
    told killed or wounded. A riot without word of a demonstration is mob violence.
    """
    sub, words = types()[incident.event.type].acled[1], incident.words
    if not sub.startswith("by_"):
        return sub
    data = table("acled")
    if sub == "by_taker":
        state = any(w.kind in {"state_forces", "government"} and not abroad(w, land) for w in incident.initiators[:1])
        return "Government regains territory" if state else "Non-state actor overtakes territory"
    if sub == "by_harm":
        harmed = any((f.best or f.high or 0) > 0 for h in ("killed", "wounded", "affected") if (f := incident.figure(h)))
        return "Excessive force against protesters" if harmed else "Protest with intervention"
    found = set(words.replace(",", " ").replace(".", " ").split())
    if sub == "by_device":
        return "Grenade" if found & set(data["grenade"]) else "Remote explosive/landmine/IED"
    if sub == "by_crowd":
        return "Violent demonstration" if found & set(data["demonstration"]) else "Mob violence"
    return "Headquarters or base established" if found & set(data["base"]) else "Change to group/activity"


def source_scale(publishers: Iterable[str], land: Country, outlets: Mapping[str, Outlet]) -> str:
    """How far the outlets reach that tell it, seen from the country of the event, joined by hyphens; empty for outlets nobody registered.

    By the registered kind where it decides ("local newspaper" is subnational, "social media" is new media); else an outlet of the same
    country is national, of another one in the same region of ACLED's regional, of any other international.
    """
    found = {_scale(outlets[name], land) for name in publishers if name in outlets}
    return "-".join(scale for scale in table("acled")["scales"] if scale in found)


def _scale(outlet: Outlet, land: Country) -> str | None:
    if scale := table("acled")["scale"].get((outlet.kind or "").casefold()):
        return str(scale)
    home = country(outlet.country)
    if home is None:
        return None
    return "National" if home.code == land.code else "Regional" if home.acled and home.acled == land.acled else "International"


def inter(who: Who, land: Country) -> int:
    """The inter code of an actor in this country: a state's forces abroad are external (8)."""
    code = int(table("acled")["inter"].get(who.kind, 0))
    return 8 if code == 1 and abroad(who, land) else code


def abroad(who: Who, land: Country) -> bool:
    """Whether an actor belongs to another country; overlays may name a country where ISO has a code."""
    return who.country not in {land.code, land.name, None}


def _actors(incident: Incident, event_type: str, land: Country, job: Job) -> dict[str, Cell]:
    first, second = incident.sides
    names1, codes1 = _side((*first, *incident.supporters), land)
    if not names1 and (unnamed := table("acled")["unnamed"].get(event_type)):
        names1, codes1 = [unnamed[0].format(country=land.name)], [unnamed[1]]
    names2, codes2 = _side(second, land)
    if event_type == "Violence against civilians" and 7 not in codes2:
        names2, codes2 = [table("acled")["plain"]["civilians"].format(country=land.name), *names2], [7, *codes2]
    one, two = codes1[0] if codes1 else 0, codes2[0] if codes2 else 0
    return {
        "actor1": names1[0] if names1 else None, "assoc_actor_1": joined(names1[1:]), "inter1": _code(one, job),
        "actor2": names2[0] if names2 else None, "assoc_actor_2": joined(names2[1:]), "inter2": _code(two, job),
        "interaction": _interaction(one, two, job),
    }  # fmt: skip


def _code(code: int, job: Job) -> Cell:
    return str(code) if job.inter == "code" else table("acled")["codes"].get(str(code))


def _interaction(one: int, two: int, job: Job) -> str:
    """The joint code, lower first ("13", "30" with one side only); by names, "Rebel group-Civilians" and "… only"."""
    low, high = sorted((one, two)) if one and two else (one or two, 0)
    if job.inter == "code":
        return f"{low}{high}"
    names = table("acled")["codes"]
    return f"{names[str(low)]}-{names[str(high)]}" if high else f"{names[str(low)]} only" if low else ""


def _side(people: Iterable[Who], land: Country) -> tuple[list[str], list[int]]:
    """Names and codes of one side, each once; masked persons and plain people go under the form's own name for them."""
    found: dict[str, int] = {}
    for who in people:
        plain = table("acled")["plain"].get(who.kind)
        generic = plain and who.actor_id is None and (who.kind != "protesters" or not who.name[:1].isupper() or who.name.startswith(MASK))
        name = plain.format(country=land.name) if generic else "" if who.name.startswith(MASK) else who.name
        if name:
            found.setdefault(name, inter(who, land))
        if generic and who.name.casefold() not in {who.kind, "people"} and not who.name.startswith(MASK) and who.kind == "civilians":
            found.setdefault(who.name, inter(who, land))
    return list(found), list(found.values())


def _targets_civilians(incident: Incident, event_type: str, sub: str) -> bool:
    if event_type == "Violence against civilians" or sub == "Excessive force against protesters":
        return True
    targets = incident.targets
    return event_type in _VIOLENT and bool(targets) and all(w.kind in {"civilians", "protesters"} for w in targets)
