"""The invented war: gold accounts loaded as if coded, its events, and what a dossier must show."""

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from small_gazetteer import dump
from tacitus.fusing import Event, fuse, kin_of
from tacitus.golden import GoldReader, read_gold
from tacitus.knowledge.actors import ActorList
from tacitus.knowledge.gazetteer import Gazetteer
from tacitus.knowledge.gazetteer_build import build_from_geonames
from tacitus.model import Coding, Document
from tacitus.reading import read

WAR = Path(__file__).parent / "war"


@dataclass(frozen=True)
class War:
    """The reports of the war with their gold, and the events they are fused to."""

    documents: list[Document]
    codings: list[Coding]
    kin: dict[str, str]

    @cached_property
    def events(self) -> list[Event]:
        """The events under the default policy."""
        return fuse(self.documents, self.codings, parents=self.kin)

    @cached_property
    def incident(self) -> dict[tuple[str, str], str | None]:
        """(document id, account id) → incident."""
        rows = {row["id"]: row["incident_of"] for row in map(json.loads, (WAR / "war.gold.jsonl").read_text("utf-8").splitlines())}
        return {(c.document.id, a.id): i for c in self.codings for a, i in zip(c.accounts, rows[c.document.ref], strict=True)}

    def incidents_in(self, event: Event) -> set[str]:
        """The incidents an event's accounts are of."""
        return {i for m in event.accounts if (i := self.incident[m.document_id, m.account])}

    def event(self, incident: str) -> Event:
        """The one event of an incident."""
        (found,) = [e for e in self.events if incident in self.incidents_in(e)]
        return found


@pytest.fixture(scope="session")
def war(tmp_path_factory: pytest.TempPathFactory) -> War:
    """The war, with its own places over a small gazetteer."""
    folder = tmp_path_factory.mktemp("war")
    build_from_geonames(dump(folder), folder / "gazetteer.sqlite")
    actors = ActorList.load(WAR / "world.json")
    reader = GoldReader(Gazetteer.open(folder / "gazetteer.sqlite").with_overlay(WAR / "world.json"), actors)
    documents = [d for d in read([str(WAR / "war.docs.jsonl")]) if isinstance(d, Document)]
    codings = [coding for _, coding in read_gold(documents, WAR / "war.gold.jsonl", reader)]
    return War(documents, codings, kin_of(actors))


def expected() -> dict[str, Any]:
    """What a dossier must show (`incidents.json`)."""
    loaded: dict[str, Any] = json.loads((WAR / "incidents.json").read_text("utf-8"))
    return loaded
