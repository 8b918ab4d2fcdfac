"""Setting: what laying time words on the calendar starts from, and what comes out."""

from dataclasses import dataclass
from datetime import date

from tacitus.resolving.calendar import Interval
from tacitus.resolving.tense import Tense


@dataclass(frozen=True, slots=True)
class Setting:
    """What the calendar needs to know: the day of writing, the tense, the act leant on, the last day told before, years named."""

    written: date | None
    tense: Tense | None = None
    act: Interval | None = None
    act_name: str = ""
    told: date | None = None
    guessed: bool = False
    """True when `act` is only the last day told before, not the act the caller says the words lean on."""
    years: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Reckoned:
    """An interval with the rule that gave it; no interval when nothing decides, `conflict` when the words contradict each other."""

    interval: Interval | None
    rule: str
    conflict: bool = False
    inferred: bool = False
