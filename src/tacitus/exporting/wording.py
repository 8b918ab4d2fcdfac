"""Wording: notes in our own words, composed from the record. No sentence of a report goes into a note."""

from collections.abc import Iterable, Iterator

from tacitus.exporting.crosswalk import country, table
from tacitus.exporting.incident import Figure, Incident
from tacitus.exporting.privacy import MASK
from tacitus.knowledge.gazetteer import Gazetteer
from tacitus.model import Harm, Where

_HARMS: tuple[Harm, ...] = ("killed", "wounded", "missing", "captured", "displaced", "affected")


def note(incident: Incident, places: Gazetteer | None, *extra: str) -> str:
    """What, when, where, who by whose word, how many, who denies what; then the remarks given and the marks of the row.

    Who did it is always told as attributed. A harm nobody counts is not told at all: unknown is not zero.
    """
    parts = [
        f"{act(incident)}, {_days(incident)}, {place(incident.where, places)}",
        *_people(incident),
        f"Told by {several(incident.said_by)}",
    ]
    parts += [f"Reported {table('wording')['reported'][h]}: {span(f)}" for h in _HARMS if (f := incident.figure(h))]
    if incident.denied_by:
        parts.append(f"Denied by {several(incident.denied_by)}")
    if incident.contested:
        parts.append(f"Sources disagree on: {', '.join(incident.contested)}")
    return ". ".join((*parts, *extra, *(m[0].upper() + m[1:] for m in incident.marks))) + "."


def act(incident: Incident) -> str:
    """The kind of act as a heading has it, with its status when it is not simply told as fact."""
    name = str(table("wording")["act"].get(incident.event.type, incident.event.type))
    return name if incident.event.status == "happened" else f"{name} ({incident.event.status})"


def title(incident: Incident, places: Gazetteer | None) -> str:
    """One short line: what, where, when."""
    return f"{act(incident)}, {place(incident.where, places)}, {_days(incident)}"


def place(where: Where, places: Gazetteer | None) -> str:
    """The place with its province and country, and how exact it is when it is no town or site."""
    found = country(where.country, places)
    names = dict.fromkeys(n for n in (where.name, where.admin1, found.name if found else where.country) if n)
    told = ", ".join(names) or "place not told"
    return told if where.precision in {"site", "town", "unknown"} else f"{told} ({where.precision})"


def several(names: Iterable[str]) -> str:
    """ "A, B and C"; "nobody named" for none, masked names as "a private person"."""
    told = list(dict.fromkeys("a private person" if n.startswith(MASK) else n for n in names))
    return f"{', '.join(told[:-1])} and {told[-1]}" if len(told) > 1 else (told or ["nobody named"])[0]


def span(figure: Figure) -> str:
    """A figure in words: "7", "7 to 10", "at least 7"."""
    low, best, high = figure.low, figure.best, figure.high
    if best is None:
        return f"up to {high}, only by a party of its enemies" if high is not None else "no figure but a party's of its enemies"
    return str(best) if low == high or low is None or high is None else f"{best} (from {low} to {high})"


def _days(incident: Incident) -> str:
    days = incident.interval
    if not days:
        return "day not told"
    told = str(days[0]) if days[0] == days[1] else f"{days[0]} to {days[1]}"
    return f"about {told}" if incident.when.get("inferred") else told


def _people(incident: Incident) -> Iterator[str]:
    if incident.initiators:
        yield f"Attributed to {several(w.name for w in incident.initiators)}"
    if incident.supporters:
        yield f"With the support of {several(w.name for w in incident.supporters)}"
    if incident.targets:
        yield f"Against {several(w.name for w in incident.targets)}"
