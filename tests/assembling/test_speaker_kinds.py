"""The kind of a speaker by what the report tells of it elsewhere."""

import pytest
from telling_of import actor

from tacitus.assembling.claims import speaker
from tacitus.model import Document
from tacitus.page import Mark, Page, Saying, SpeakerDraft


def told(nlp, name, kind, actors=(), stance="asserts"):
    draft = SpeakerDraft(None, name, kind)
    page = Page(Document(text="Guns fell silent."), nlp("Guns fell silent."), sayings=(Saying(draft, 0, (), Mark(0, 1), stance),))
    return speaker(page, draft, actors).kind


@pytest.mark.parametrize(
    ("name", "kind", "actors", "stance", "expected"),
    [
        ("Free Lom Army", "state_forces", [actor("initiator", "Free Lom Army", "rebel")], "asserts", "rebel"),
        ("Free Lom Army", "state_forces", [actor("initiator", "Lom army", "state_forces")], "asserts", "state_forces"),
        ("Red Lamp", "unknown", [], "asserts", "unknown"),
        # a body that owns up to an attack is an armed group, unless it is a state's
        ("Red Lamp", "unknown", [], "claims_responsibility", "rebel"),
        ("air force", "state_forces", [], "claims_responsibility", "state_forces"),
    ],
)
def test_a_speaker_is_of_the_kind_the_report_tells(nlp, name, kind, actors, stance, expected):
    assert told(nlp, name, kind, actors, stance) == expected
