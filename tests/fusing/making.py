"""Accounts and reports for the tests of fusing: made from values, with words that stand in an invented text."""

from datetime import date
from typing import Any

from tacitus.judgement import Evidence, Judgement
from tacitus.model import Account, Actor, Claim, CoderStamp, Coding, Document, DocumentInfo, Span, Toll, When, Where

STAMP = CoderStamp(version="test", model="", lexicon="", gazetteer="")
TOWNS = {"Arda": (40.0, -150.0), "Belin": (40.0, -149.6), "Corvo": (40.05, -150.0), "Esker": (40.0, -149.0), "Dorst": (44.0, -140.0)}
"""Invented towns in the open sea: Belin lies 34 km from Arda, Corvo 6 km, Esker 85 km, Dorst far away."""

Report = tuple[Document, Coding]


def when(text: str | None) -> When:
    """ "3" is that day of May 2031, "3-5" these days, "~3" that day because the report came out then, "May" the month, "week 3-9" that
    week, None no date."""
    if text is None:
        return When()
    if text == "May":
        return When(start=date(2031, 5, 1), end=date(2031, 5, 31), precision="month", rule="told")
    if text.startswith("week "):
        return when(text[5:]).model_copy(update={"precision": "week"})
    if text.startswith("~"):
        return when(text[1:]).model_copy(update={"inferred": True})
    first, _, last = text.partition("-")
    days = date(2031, 5, int(first)), date(2031, 5, int(last or first))
    return When(start=days[0], end=days[1], precision="days" if last else "day", rule="told")


def where(name: str | None) -> Where:
    """A town of `TOWNS`, "Nord" a province that holds Arda, "Vessaria" the country, None not told."""
    if name is None:
        return Where()
    if name == "Nord":
        return Where(name="Nord", country="XV", admin1="Nord", lat=40.5, lon=-150.2, precision="province", rule="told")
    if name == "Vessaria":
        return Where(name="Vessaria", place_id="t:Vessaria", country="XV", lat=41.0, lon=-149.0, precision="country", rule="told")
    lat, lon = TOWNS[name]
    return Where(name=name, place_id=f"t:{name}", country="XV", admin1="Nord", lat=lat, lon=lon, precision="town", rule="told")


def actor(text: str, role: str) -> Actor:
    """ "army", "rebels" and "police" are of their kinds, "people" civilians, any other name a rebel group."""
    kinds = {"army": "state_forces", "police": "state_forces", "rebels": "rebel", "people": "civilians"}
    return Actor.model_validate({"role": role, "name": text, "kind": kinds.get(text, "rebel"), "country": "XV", "rule": "told"})


def report(ref: str, *acts: dict[str, Any], published: int = 4, outlet: str | None = None, head: str = "") -> Report:
    """A report of some acts. An act has `type`, `day`, `place`, `by`, `on`, `killed` as (min, max, group, speaker), `says` as
    (field, speaker, kind, stance) and `text`."""
    texts = [act.get("text", f"{ref}told {ref}said {ref}{n} at {act.get('place', 'Arda')}.") for n, act in enumerate(acts)]
    document = Document(
        text=" ".join((head, *texts)).strip(), ref=ref, publisher=outlet or f"Outlet {ref}", published=date(2031, 5, published)
    )  # fmt: skip
    accounts, at = [], 0
    for n, (act, text) in enumerate(zip(acts, texts, strict=True)):
        at = document.full.index(text, at)
        span = document.span(at, at + len(text))
        accounts.append(_account(document, n, act, span))
        at += len(text)
    return document, Coding(document=DocumentInfo.of(document), accounts=tuple(accounts), coder=STAMP)


def _account(document: Document, n: int, act: dict[str, Any], span: Span) -> Account:
    actors = [actor(name, "initiator") for name in act.get("by", ())] + [
        actor(name, "victim_group" if name == "people" else "target") for name in act.get("on", ())
    ]
    return Account(
        id=f"acc:{document.ref}:{n}",
        type=act.get("type", "airstrike"),
        status=act.get("status", "happened"),
        trigger=span,
        evidence=(span,),
        when=when(act.get("day", "3")),
        where=where(act.get("place", "Arda")),
        actors=tuple(actors),
        tolls=tuple(toll(span, *told) for told in act.get("killed", ())),
        claims=tuple(claim(span, *told) for told in act.get("says", ())),
    )


def toll(span: Span, low: int | None, high: int | None, group: str, speaker: str | None) -> Toll:
    """A count of people killed."""
    return Toll.model_validate({"harm": "killed", "min": low, "max": high, "group": group, "words": span, "speaker": speaker})


def claim(span: Span, field: str, name: str, kind: str, stance: str) -> Claim:
    """Somebody's word on a field."""
    speaker = {"name": name, "kind": kind}
    return Claim.model_validate({"field": field, "speaker": speaker, "stance": stance, "evidence": span})


def evidence(made: Report, n: int = 0) -> Evidence:
    """What a judgement on an account of a report points at."""
    return Evidence.of(made[0].id, made[1].accounts[n])


def judgement(kind: str, *subject: Evidence, minute: int = 0, **more: Any) -> Judgement:
    """A decision of one person at a minute."""
    time = f"2031-06-01T10:{minute:02}:00+00:00"
    return Judgement.model_validate({"kind": kind, "subject": subject, "person": "Ana", "time": time, **more})
