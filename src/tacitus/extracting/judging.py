"""Judging: which triggers are acts, of which type and status, and how sure that is."""

from dataclasses import dataclass, replace

from tacitus.extracting.head import Head
from tacitus.extracting.status import reality
from tacitus.extracting.triggers import Trigger
from tacitus.model import Status
from tacitus.page import Page


@dataclass(frozen=True, slots=True)
class Judged:
    """A trigger that is taken for an act."""

    trigger: Trigger
    status: Status
    confidence: float


def judge(page: Page, triggers: tuple[Trigger, ...], head: Head | None) -> tuple[Judged, ...]:
    """The triggers that tell an act; negated ones are left out."""
    found = []
    for trigger in triggers:
        status = reality(page.parse[trigger.head])
        if status != "negated":
            found.append(Judged(trigger, status, 0.7 if trigger.strong else 0.4))
    return tuple(found)
