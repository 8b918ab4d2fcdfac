"""The invented wars: gold accounts loaded as if coded, their events, and what a dossier must show."""

import json
import subprocess
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from small_gazetteer import built_gazetteer
from tacitus.fusing import Event, fuse, kin_of
from tacitus.fusing.kin import Kin
from tacitus.golden import GoldReader, read_gold
from tacitus.knowledge.actors import ActorList
from tacitus.knowledge.gazetteer import Gazetteer
from tacitus.model import Coding, Document
from tacitus.reading import read

WAR = Path(__file__).parent / "war"
TRAINING = Path(__file__).parents[2] / "training"


@dataclass(frozen=True)
class War:
    """The reports of the war with their gold, and the events they are fused to."""

    documents: list[Document]
    codings: list[Coding]
    kin: Kin
    incidents_of: dict[str, list[str | None]]
    """Report → the incident of each of its accounts."""

    @cached_property
    def events(self) -> list[Event]:
        """The events under the default policy."""
        return fuse(self.documents, self.codings, kin=self.kin)

    @cached_property
    def incident(self) -> dict[tuple[str, str], str | None]:
        """(document id, account id) → incident."""
        return {(c.document.id, a.id): i for c in self.codings for a, i in zip(c.accounts, self.incidents_of[c.document.ref], strict=True)}

    def incidents_in(self, event: Event) -> set[str]:
        """The incidents an event's accounts are of."""
        return {i for m in event.accounts if (i := self.incident[m.document_id, m.account])}

    def event(self, incident: str) -> Event:
        """The one event of an incident."""
        (found,) = [e for e in self.events if incident in self.incidents_in(e)]
        return found


@pytest.fixture(scope="session")
def gazetteer(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    """A small gazetteer, under a war's own places."""
    return Gazetteer.open(built_gazetteer(tmp_path_factory.mktemp("gazetteer")))


@pytest.fixture(scope="session")
def war(gazetteer: Gazetteer) -> War:
    """The war of Dashqar."""
    return war_of(WAR / "war.docs.jsonl", WAR / "war.gold.jsonl", WAR / "world.json", gazetteer)


@pytest.fixture(scope="session")
def kerenua(gazetteer: Gazetteer, tmp_path_factory: pytest.TempPathFactory) -> War:
    """The war of Kerenua, out of its marked reports."""
    folder = tmp_path_factory.mktemp("kerenua")
    subprocess.run([sys.executable, TRAINING / "marked.py", TRAINING / "wars/kerenua.txt", "--out", folder], check=True)
    return war_of(folder / "marked.docs.jsonl", folder / "marked.gold.jsonl", TRAINING / "wars/kerenua.world.json", gazetteer)


def war_of(docs: Path, gold: Path, world: Path, gazetteer: Gazetteer) -> War:
    """A war read from its files."""
    actors = ActorList.load(world)
    reader = GoldReader(gazetteer.with_overlay(world), actors)
    documents = [d for d in read([str(docs)]) if isinstance(d, Document)]
    codings = [coding for _, coding in read_gold(documents, gold, reader)]
    rows = map(json.loads, gold.read_text("utf-8").splitlines())
    return War(documents, codings, kin_of(actors), {row["id"]: row["incident_of"] for row in rows})


def expected(file: Path = WAR / "incidents.json") -> dict[str, Any]:
    """What a dossier must show (`incidents.json`)."""
    loaded: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return loaded
