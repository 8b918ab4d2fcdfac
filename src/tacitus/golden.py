"""Gold accounts read as if they had been coded, so that whatever comes after coding can be measured apart from it.

The form of a gold row is that of `docs/fusing.md`: words are exact substrings of the title or text, values are given. Places get their
point and id from the gazetteer (with the user's overlay) when it knows one of the name in the country, else keep what the row gives.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tacitus import codebook
from tacitus.errors import InputError
from tacitus.knowledge.actors import ActorList
from tacitus.knowledge.gazetteer import Gazetteer, Place, kilometres
from tacitus.model import (
    Account,
    Actor,
    Claim,
    CoderStamp,
    Coding,
    ControlEntry,
    Document,
    DocumentInfo,
    Party,
    Speaker,
    Statement,
    Toll,
    Weapon,
    When,
    Where,
    digest,
)
from tacitus.model import Span as Words
from tacitus.reading.cleaning import clean

_NEAR_KM = 30.0
_POINTLIKE = frozenset({"site", "town", "area"})
_SAME_SIDE = ({"state_forces", "government", "external_forces"}, {"rebel", "militia", "unidentified_armed"})


@dataclass(frozen=True, slots=True)
class GoldReader:
    """Turns gold rows into codings. Without a gazetteer places keep the coordinates of the row, and get no id but their name's."""

    gazetteer: Gazetteer | None = None
    actors: ActorList | None = None

    def coding(self, document: Document, row: Mapping[str, Any]) -> Coding:
        """The coding of one gold row. Raises `InputError` when a trigger or evidence does not stand in the document."""
        accounts = tuple(self._account(document, n, a) for n, a in enumerate(row["accounts"]))
        stamp = CoderStamp(version="gold", model="gold", lexicon="", gazetteer=self.gazetteer.stamp if self.gazetteer else "")
        return Coding(
            document=DocumentInfo.of(document),
            accounts=accounts,
            control=tuple(self._control(document, entry) for entry in row.get("control", ())),
            statements=tuple(_aggregate(document, entry) for entry in row.get("aggregates", ())),
            coder=stamp,
        )

    def _account(self, document: Document, n: int, row: Mapping[str, Any]) -> Account:
        evidence = tuple(_must_find(document, text) for text in row["evidence"] if text) or (_must_find(document, row["trigger"]),)
        trigger = _find(document, row["trigger"], evidence) or evidence[0]
        actors = tuple(self._actor(document, a, evidence) for a in row["actors"])
        return Account(
            id=f"gold:{digest(document.id, n, row['type'], trigger.start)[:16]}",
            type=row["type"],
            status=row["status"],
            trigger=trigger,
            evidence=evidence,
            when=_when(document, row["when"], evidence),
            where=self._where(document, row["where"], evidence),
            actors=actors,
            tolls=tuple(_toll(document, t, evidence) for t in row["tolls"]),
            weapons=tuple(
                Weapon.model_validate({"class": w["class"], "words": _find(document, w["words"], evidence) or trigger})
                for w in row.get("weapons", ())
            ),
            claims=tuple(_claim(document, c, evidence, actors) for c in row["claims"]),
        )

    def _actor(self, document: Document, row: Mapping[str, Any], near: tuple[Words, ...]) -> Actor:
        words = tuple(w for text in row["words"] if text and (w := _find(document, text, near)))
        known = self.actors.named(row["name"])[:1] if self.actors else ()
        return Actor(
            role=row["role"], name=row["name"], words=words, kind=row["kind"], rule=None if words else "named by the annotator",
            actor_id=known[0].id if known else None, country=known[0].country if known else None,
        )  # fmt: skip

    def _where(self, document: Document, row: Mapping[str, Any], near: tuple[Words, ...]) -> Where:
        if not row["name"]:
            return Where()
        place = self._place(row)
        nation = self.gazetteer.country(row["country"]) if self.gazetteer and row["country"] else None
        point = (place.lat, place.lon) if place and row.get("lat") is None else (row.get("lat"), row.get("lon"))
        return Where(
            name=row["name"],
            words=_find(document, row["words"], near) if row["words"] else None,
            place_id=place.id if place else None,
            country=place.country if place else nation.country if nation else row["country"],
            admin1=(place.admin1 if place else None) or row["admin1"],
            lat=point[0], lon=point[1],
            precision=row["precision"],
            rule="given by the annotator",
        )  # fmt: skip

    def _place(self, row: Mapping[str, Any]) -> Place | None:
        """The place of this name in this country, the nearest when the row gives a point; a far one of the same name is another."""
        if self.gazetteer is None:
            return None
        country = self.gazetteer.country(row["country"]) if row["country"] else None
        found = [p for p in self.gazetteer.named(row["name"]) if country is None or p.country == country.country]
        if row["precision"] in _POINTLIKE:
            found = [p for p in found if not p.is_unit] or found
        elif row["precision"] != "unknown":
            found = [p for p in found if p.is_unit] or found
        if row.get("lat") is None or not found:
            return found[0] if found else None
        here = (row["lat"], row["lon"])
        nearest = min(found, key=lambda p: kilometres(here, (p.lat, p.lon)))
        return nearest if nearest.is_unit or kilometres(here, (nearest.lat, nearest.lon)) <= _NEAR_KM else None

    def _control(self, document: Document, row: Mapping[str, Any]) -> ControlEntry:
        words = _must_find(document, row["words"])
        place = {"name": row["place"], "country": None, "precision": "town"}
        found = self._place(place | {"lat": None}) if row["place"] else None
        where = (
            Where(
                name=found.name, place_id=found.id, country=found.country, admin1=found.admin1, lat=found.lat, lon=found.lon,
                precision="province" if found.is_unit else "town", rule="given by the annotator",
            )
            if found
            else Where(name=row["place"], rule="given by the annotator")
        )  # fmt: skip
        known = self.actors.named(row["actor"])[:1] if self.actors else ()
        return ControlEntry(
            place=where,
            actor=Party(name=row["actor"], rule="named by the annotator", actor_id=known[0].id if known else None,
                        kind=known[0].kind if known else "unknown"),
            state=row["state"],
            as_of=date.fromisoformat(row["as_of"]) if row.get("as_of") else document.published,
            speaker=Speaker(name=row["speaker"] or "outlet", kind="outlet" if row["speaker"] in {"outlet", None} else "unknown"),
            stance=row["stance"],
            evidence=words,
        )  # fmt: skip


def read_gold(documents: Iterable[Document], gold: Path, reader: GoldReader) -> Iterator[tuple[Document, Coding]]:
    """Each document that has a gold row (by `ref` = `id`), with its coding. Raises `InputError` for a row that is no gold."""
    rows = {}
    for number, line in enumerate(gold.read_text("utf-8").splitlines(), 1):
        if line.strip():
            try:
                row = json.loads(line)
                rows[row["id"]] = row
            except (ValueError, KeyError, TypeError) as error:
                raise InputError(f"{gold} line {number}: a gold row is a JSON object with 'id' and 'accounts' ({error})") from error
    for document in documents:
        if document.ref in rows:
            yield document, reader.coding(document, rows[document.ref])


def _find(document: Document, text: str, near: tuple[Words, ...] = ()) -> Words | None:
    """Where the words stand: inside the evidence if they do, else their first place in the document; cleaned as the report was."""
    text = text if text in document.full else clean(text)
    for span in near:
        if (at := span.text.find(text)) >= 0:
            return document.span(span.start + at, span.start + at + len(text))
    at = document.full.find(text)
    return document.span(at, at + len(text)) if at >= 0 else None


def _must_find(document: Document, text: str) -> Words:
    found = _find(document, text)
    if found is None:
        raise InputError(f"gold of {document.ref}: the words {text!r} do not stand in the report")
    return found


def _when(document: Document, row: Mapping[str, Any], near: tuple[Words, ...]) -> When:
    ends = [date.fromisoformat(row[end]) if row[end] else None for end in ("start", "end")]
    if ends[0] and not ends[1]:  # "since Friday": it runs until the report
        ends[1] = max(ends[0], document.published or ends[0])
    return When(
        start=ends[0] or ends[1],
        end=ends[1],
        precision=row["precision"],
        inferred=row["inferred"],
        words=_find(document, row["words"], near) if row["words"] else None,
        rule="given by the annotator",
    )


def _toll(document: Document, row: Mapping[str, Any], near: tuple[Words, ...]) -> Toll:
    qualifier = "vague" if row.get("vague") else "approx" if row.get("approx") else None
    words = _find(document, row["words"], near) or near[0]
    return Toll.model_validate(
        {k: row[k] for k in ("harm", "group", "min", "max")} | {"qualifier": qualifier, "words": words, "speaker": row.get("speaker")}
    )


def _claim(document: Document, row: Mapping[str, Any], near: tuple[Words, ...], actors: tuple[Actor, ...]) -> Claim:
    kind = row["speaker_kind"]
    words = _find(document, row["speaker"], near)
    sides = [a for a in actors if a.role in {"initiator", "target", "supporter"}]
    party = any(a.kind == kind or any(kind in side and a.kind in side for side in _SAME_SIDE) for a in sides)
    return Claim(
        field=row["field"],
        speaker=Speaker(name=row["speaker"], words=words, kind=kind, party=party),
        stance=row["stance"],
        evidence=_must_find(document, row["words"]),
    )


def _aggregate(document: Document, row: Mapping[str, Any]) -> Statement:
    words = _must_find(document, row["words"])
    speaker = Speaker(name=row["speaker"]) if row.get("speaker") else None
    toll = Toll(harm=row["harm"], min=row["min"], max=row["max"], words=words) if row["min"] is not None or row["max"] is not None else None
    return Statement(kind="aggregate", evidence=words, speaker=speaker, toll=toll, scope=row.get("scope"))


def align(gold: Coding, coded: Coding) -> dict[str, str]:
    """Coded account id → gold account id, one to one, the best pair first (codebook 10).

    A pair needs shared evidence, or the same place and overlapping dates; alike types, then shared trigger words, then more shared
    evidence make it better.
    """
    pairs = [(_likeness(g, c), -m, -n, g.id, c.id) for m, g in enumerate(gold.accounts) for n, c in enumerate(coded.accounts)]
    found: dict[str, str] = {}
    for likeness, _, _, gold_id, coded_id in sorted(pairs, reverse=True):
        if likeness > 0 and coded_id not in found and gold_id not in found.values():
            found[coded_id] = gold_id
    return found


def _likeness(gold: Account, coded: Account) -> float:
    alike = codebook.alike(gold.type, coded.type)
    trigger = _shared((gold.trigger,), (coded.trigger,))
    evidence = _shared(gold.evidence, coded.evidence) / max(1, min(sum(map(len, _texts(gold))), sum(map(len, _texts(coded)))))
    same = gold.where.name is not None and gold.where.name == coded.where.name and _overlap(gold.when, coded.when)
    return alike + (trigger > 0) + evidence if trigger or (alike and (evidence > 0 or same)) else 0.0


def _texts(account: Account) -> list[str]:
    return [span.text for span in account.evidence]


def _shared(a: Iterable[Words], b: Iterable[Words]) -> int:
    b = tuple(b)
    return sum(max(0, min(x.end, y.end) - max(x.start, y.start)) for x in a for y in b)


def _overlap(a: When, b: When) -> bool:
    return bool(a.start and b.start and a.end and b.end and a.start <= b.end and b.start <= a.end)
