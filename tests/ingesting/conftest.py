"""Fixtures of ingesting: a coder on a small gazetteer, a served site, an intake into a fresh store."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from spacy.language import Language

from ingesting.server import Site, serving
from small_gazetteer import built_gazetteer
from small_stores import place, store
from tacitus.ingesting.exchange import Limits
from tacitus.ingesting.fetching import Fetcher
from tacitus.intake import Intake, Outcome
from tacitus.pipeline import Coder
from tacitus.reading import ReadProblem
from tacitus.reading.rows import Options
from tacitus.receiving import Receiver
from tacitus.settings import load
from tacitus.storing import Store

__all__ = ["place", "store"]

LIMITS = Limits(max_bytes=100_000, total=1.0, silence=0.5, delay=0.0, attempts=2, longest_wait=3)
Run = Callable[..., list[Outcome | ReadProblem]]


@pytest.fixture(scope="session")
def gazetteer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built_gazetteer(tmp_path_factory.mktemp("gazetteer"))


@pytest.fixture(scope="session")
def coder(gazetteer: Path, nlp: Language) -> Coder:
    coder = Coder(load(environment={}, gazetteer=gazetteer, head=False))
    coder.__dict__["nlp"] = nlp  # the pipeline that is loaded already
    return coder


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as served:
        yield served


@pytest.fixture
def ingest(store: Store, coder: Coder) -> Iterator[Run]:
    """Ingest sources and give what became of them."""
    with Fetcher("tacitus/test", LIMITS) as fetcher:

        def run(*sources: object, follow: bool = False, dry: bool = False) -> list[Outcome | ReadProblem]:
            receiver = Receiver(store, Options(None, LIMITS.max_bytes, "en"), fetcher, follow)
            return list(Intake(store, coder, dry).run(map(str, sources), receiver))

        yield run
