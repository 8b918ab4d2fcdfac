"""Small incidents for the tests of exporters: accounts of invented reports, each made an event of its own."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from tacitus.exporting import Incident, Share, Telling
from tacitus.model import Account, Actor, Claim, CoderStamp, Coding, Document, DocumentInfo, Speaker, Toll, Weapon, When, Where
from tacitus.outgoing import event_alone

STAMP = CoderStamp(version="1.0", model="m", lexicon="l", gazetteer="g")

PLACES = {
    "town": Where(
        name="Al Basera", place_id="geonames:9202", country="ML", admin1="Orrin", admin2="Daskul", lat=15.4, lon=-3.4, precision="town"
    ),
    "area": Where(name="Al Basera", country="ML", admin1="Orrin", admin2="Daskul", lat=15.4, lon=-3.4, precision="area"),
    "district": Where(name="Daskul", country="ML", admin1="Orrin", admin2="Daskul", lat=15.25, lon=-3.25, precision="district"),
    "province": Where(name="Orrin", country="ML", admin1="Orrin", lat=15.0, lon=-3.0, precision="province"),
    "region": Where(name="the north", country="ML", precision="region"),
    "country": Where(name="Mali", country="ML", lat=17.0, lon=-4.0, precision="country"),
    "unknown": Where(),
}  # fmt: skip

_TOLL = re.compile(r"(?P<low>\d*)(?P<dash>-?)(?P<high>\d*)(?P<vague>~?)")


def when(told: str) -> When:
    """ "2024-05-03", "2024-05-03..05" (one day of these), "2024-05-03..05 lasting", "2024-05", "2024", "2024-05-03..04 inferred", ""."""
    if not told:
        return When()
    days, _, how = told.partition(" ")
    first, _, end = days.partition("..")
    if len(first) == 4:
        return When(start=date(int(first), 1, 1), end=date(int(first), 12, 31), precision="year", rule="told")
    if len(first) == 7:
        start = date.fromisoformat(first + "-01")
        return When(start=start, end=(start + timedelta(31)).replace(day=1) - timedelta(1), precision="month", rule="told")
    start = date.fromisoformat(first)
    last = start.replace(day=int(end)) if end else start
    rule = "from the one to the other; told" if how == "lasting" else "told"
    precision = "day" if start == last else "days" if (last - start).days < 6 else "week"
    return When(start=start, end=last, precision=precision, rule=rule, inferred=how == "inferred")


def document(
    text: str = "Shells fell.", publisher: str | None = "The Vale Post", published: str | None = "2024-05-06", **more: object
) -> Document:
    return Document.model_validate(
        {"text": text, "publisher": publisher, "published": published, "ref": "r.txt", "url": "https://vale.example/1", **more}
    )


def toll(doc: Document, told: str) -> Toll:
    """ "killed 7", "killed 7-" (at least), "killed -20" (up to), "wounded 7-10", "killed 24-99~" (vague), "killed civilians 3"."""
    harm, *group, number = told.split()
    found = _TOLL.fullmatch(number)
    assert found
    low = int(found["low"]) if found["low"] else None
    high = int(found["high"]) if found["high"] else None if found["dash"] else low
    words = doc.span(0, min(6, len(doc.full)))
    vague = "vague" if found["vague"] else None
    group = group or ["unspecified"]
    return Toll.model_validate({"harm": harm, "group": group[0], "min": low, "max": high, "qualifier": vague, "words": words})  # fmt: skip


def people(doc: Document, role: str, told: str) -> list[Actor]:
    """ "Orrin army/state_forces/ML, gunmen/unidentified_armed"; a fourth part is the id in the actor lists."""
    actors = []
    for part in filter(None, told.split(", ")):
        name, kind, country, ident = (*part.split("/"), "", "", "")[:4]
        values = {"role": role, "name": name, "kind": kind or "unknown", "country": country or None, "actor_id": ident or None}
        actors.append(Actor.model_validate({**values, "words": (doc.span(0, min(6, len(doc.full))),)}))
    return actors


def account(
    type_: str = "shelling",
    *,
    on: str = "",
    by: str = "",
    at: str | Where = "town",
    day: str = "2024-05-03",
    tolls: Sequence[str] = (),
    doc: Document | None = None,
    **more: object,
) -> Account:
    doc = doc or document()
    span = doc.span(0, min(6, len(doc.full)))
    values = {
        "id": "acc:1", "type": type_, "status": "happened", "trigger": span, "evidence": (doc.span(0, len(doc.full)),), "when": when(day),
        "where": PLACES[at] if isinstance(at, str) else at,
        "actors": (*people(doc, "initiator", by), *people(doc, "victim_group" if "civilians" in on else "target", on)),
        "tolls": tuple(toll(doc, t) for t in tolls),
    }  # fmt: skip
    return Account.model_validate(values | more)


def claim(doc: Document, speaker: str, stance: str = "asserts", field: str = "act", **more: object) -> Claim:
    name, kind = (*speaker.split("/"), "witnesses")[:2]
    said = {"field": field, "speaker": Speaker.model_validate({"name": name, "kind": kind}), "stance": stance}
    return Claim.model_validate({**said, "evidence": doc.span(0, len(doc.full)), **more})


def weapon(doc: Document, kind: str) -> Weapon:
    return Weapon.model_validate({"class": kind, "words": doc.span(0, 6)})


def coding(doc: Document, *accounts: Account) -> Coding:
    return Coding(document=DocumentInfo.of(doc), accounts=accounts, coder=STAMP)


def incident(
    type_: str = "shelling",
    *,
    policy: str = "range",
    doc: Document | None = None,
    share: Share | None = None,
    parts: int = 0,
    **fields: object,
) -> Incident:
    """One account as an event of its own."""
    doc = doc or document()
    told = account(type_, doc=doc, **fields)  # type: ignore[arg-type]
    event = event_alone(coding(doc, told), told, policy)
    assert event
    return Incident(event, (Telling(DocumentInfo.of(doc), told, STAMP),), event.place, share, parts)
