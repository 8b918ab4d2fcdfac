"""Fresh stores on each database, and small reports with their codings to put into them."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, make_url, text

from tacitus.model import Account, Actor, Claim, CoderStamp, Coding, Document, DocumentInfo, Speaker, Toll, When, Where, digest
from tacitus.storing import Arrival, Capture, Store

Maker = Callable[[], Store]


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.service)])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where a fresh store may be made; `.ci/postgres start` gives the PostgreSQL one."""
    if request.param == "sqlite":
        yield str(tmp_path / "tacitus.db")
        return
    server = os.environ.get("TEST_POSTGRES")
    if not server:
        pytest.skip('no PostgreSQL; run eval "$(.ci/postgres start)"')
    name = f"tacitus_{uuid4().hex}"
    engine = create_engine(make_url(server).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
        yield make_url(server).set(database=name).render_as_string(hide_password=False)
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    engine.dispose()


@pytest.fixture
def store(place: str, tmp_path: Path) -> Iterator[Store]:
    """An open, empty store."""
    with Store(place, archive=tmp_path / "archive", person="tester") as opened:
        yield opened


def stamp(version: str = "1") -> CoderStamp:
    return CoderStamp(version=version, model="m", lexicon="l", gazetteer="g")


def report(
    text: str, title: str | None = "Strike on Ostrel", publisher: str = "The Vale Post", published: str | None = "2024-03-05"
) -> Document:
    return Document(text=text, title=title, publisher=publisher, published=published, ref=f"{publisher}.txt")  # type: ignore[arg-type]


def telling(document: Document, *acts: str, version: str = "1", **fields: object) -> Coding:
    """A coding of the document with an account for each "type word": the word is the trigger, its line the evidence."""
    accounts = []
    for n, act in enumerate(acts):
        type_, word = act.split(" ", 1)
        start = document.full.index(word)
        trigger = document.span(start, start + len(word))
        line = document.full.rfind("\n", 0, start) + 1
        end = document.full.find("\n", start)
        evidence = document.span(line, end if end >= 0 else len(document.full))
        claim = Claim(field="act", speaker=Speaker(name="Vale Monitor", kind="monitor", words=None), evidence=evidence)
        told = {
            "when": When(start="2024-03-04", end="2024-03-04", precision="day", rule="told"),  # type: ignore[arg-type]
            "where": Where(
                name="Ostrel", place_id="x:1", country="VL", admin1="North Vale", precision="town", lat=1.5, lon=2.25, rule="told"
            ),
            "actors": (Actor(role="initiator", name="Vale Army", actor_id="vl-army", kind="state_forces", country="VL", words=(trigger,)),),
            "tolls": (Toll(harm="killed", min=7, max=7, words=trigger),),
            "claims": (claim,),
            "status": "happened",
        } | fields
        accounts.append(Account(id=f"acc:{digest(n, document.id, word)[:16]}", type=type_, trigger=trigger, evidence=(evidence,), **told))  # type: ignore[arg-type]
    return Coding(document=DocumentInfo.of(document), accounts=tuple(accounts), coder=stamp(version))


TEXT = "Aircraft bombed Ostrel on Monday and killed seven, the Vale Monitor said.\nRebels shelled the airfield of Tarn in the night."


def put(store: Store, document: Document, coding: Coding | None = None, locator: str | None = None) -> Capture:
    """Store a document as a file of that name would be."""
    raw = store.archive.put(document.full.encode())
    capture = Capture(kind="file", locator=locator or document.ref, raw_sha256=raw, text_id=document.id, publisher=document.publisher)
    store.save(Arrival(capture, document, coding))
    return capture
