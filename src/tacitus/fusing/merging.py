"""Merging: out of all that is said of one field, the value a policy chooses, all rivals, and the name of the rule (docs/policies.md).

Policies are data (`data/policies.toml`); `under` puts another one to an event without fusing anew. Never a mean, never a sum over
speakers.
"""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal, get_args

from pydantic import JsonValue

from tacitus.errors import SettingsError
from tacitus.fusing.event import Choice, Event, Grade, Reading, TollEntry
from tacitus.fusing.tolls import Whole, wholes
from tacitus.model import Harm

DEFAULT = "range"
HARMS: tuple[Harm, ...] = get_args(Harm)


@dataclass(frozen=True, slots=True)
class Policy:
    """One way to choose; the fields are explained in `data/policies.toml`."""

    name: str
    says: str
    source: str
    figure: Literal["least", "three", "range"]
    enemy: Literal["out", "high"]
    nil: str
    vague: Mapping[str, int]
    placed: tuple[str, ...]

    def rank(self, kind: str) -> int:
        """How well placed a kind of speaker is to count: 0 is best."""
        return self.placed.index(kind) if kind in self.placed else len(self.placed)

    def least(self, low: int | None, entry: TollEntry) -> int | None:
        """The least a count can be; vague words count as the policy's table says."""
        return self.vague.get(str(low), low) if entry.qualifier == "vague" and low is not None else low


@cache
def policies() -> Mapping[str, Policy]:
    """The shipped policies by name."""
    data: dict[str, Any] = tomllib.loads(files("tacitus.data").joinpath("policies.toml").read_text("utf-8"))
    return {name: Policy(name=name, **{**row, "placed": tuple(row["placed"])}) for name, row in data.items()}


def policy(name: str) -> Policy:
    """The policy of this name. Raises `SettingsError` for an unknown one."""
    if name not in policies():
        raise SettingsError(f"unknown policy '{name}'; known are {', '.join(policies())}")
    return policies()[name]


def under(event: Event, name: str) -> Event:
    """The event as this policy sees it: its tolls are chosen anew, nothing else is touched, a person's choice stands."""
    chosen = policy(name)
    fields = {key: _chosen_anew(choice, event, chosen) for key, choice in event.fields.items()}
    return event.model_copy(update={"policy": name, "fields": fields})


def _chosen_anew(choice: Choice, event: Event, chosen: Policy) -> Choice:
    harm = next((h for h in HARMS if h == choice.field), None)
    if harm and choice.judgement is None:
        return choose_toll(harm, event.tolls, chosen, event.grade)
    return choice.model_copy(update={"policy": chosen.name})


def choose_toll(harm: Harm, entries: Iterable[TollEntry], chosen: Policy, grade: Grade) -> Choice:
    """The figures of one harm under a policy.

    Out of them are counts that their speaker has superseded or withdrawn, and a party's counts of the enemy as the policy says. A
    side's own "nobody" does not make the low figure 0. Best is the latest count of everybody by a speaker who is no side, the better
    placed before the worse; a party's only when there is no other; None when all there is are counts of the enemy.
    """
    entries = tuple(e for e in entries if e.harm == harm)
    standing = wholes(entries, harm)
    usable = [w for w in standing if not w.enemy]
    counted = [w for w in usable if not (w.high == 0 and w.first.party)] or usable
    best = max(counted, key=lambda w: _standing(w, chosen), default=None)
    lows = [n for w in counted if (n := chosen.least(w.low if w.low is not None else w.high, w.first)) is not None]
    highs = [n for w in counted if (n := w.high if w.high is not None else w.low) is not None]
    if chosen.enemy == "high":
        highs += [n for w in standing if w.enemy and (n := w.high if w.high is not None else w.low) is not None]
    figure, rule = _figure(chosen, lows, highs, best)
    figure["grade"] = grade if chosen.figure == "range" else None
    reading = Reading(
        value=figure, text=_text(figure), voices=tuple(e.voice for e in best.entries) if best else (), origins=1 if best else 0
    )
    return Choice(field=harm, chosen=reading, rivals=tuple(_rivals(entries, best)), rule=rule, policy=chosen.name)


def _standing(w: Whole, chosen: Policy) -> tuple[Any, ...]:
    """The order of counts: by one who is no side, told of everybody, latest, best placed, exact."""
    voice = w.first.voice
    placed = -chosen.rank(voice.speaker.kind)
    day, exact = str(voice.day or ""), w.low == w.high
    return not w.first.party, not w.partial, day, placed, exact, w.low or 0, voice.document_id, voice.account


def _figure(chosen: Policy, lows: Sequence[int], highs: Sequence[int], best: Whole | None) -> tuple[dict[str, JsonValue], str]:
    if best is None:
        return {"low": None, "best": None, "high": max(highs, default=None)}, "only parties' counts of the enemy: no best figure"
    least = chosen.least(best.low if best.low is not None else best.high, best.first)
    if chosen.figure == "least":
        low = min(lows)
        return {"low": low, "best": low, "high": low}, "the least standing figure of a speaker who is no side"
    figure: dict[str, JsonValue] = {"low": min(lows), "best": least, "high": max(highs)}
    if chosen.figure == "three":
        return figure, "best: the latest count of everybody, best placed first; low and high: the least and greatest standing"
    return figure, "from the least to the greatest standing figure of those who are no side; best is the latest of the best placed"


def _text(figure: Mapping[str, JsonValue]) -> str:
    low, best, high = figure["low"], figure["best"], figure["high"]
    if best is None:
        return "no figure but of a party's enemies" if high is None else f"up to {high}, by a party of its enemies"
    return f"{best}" if low == high else f"{best} ({low}–{high})"


def _rivals(entries: Iterable[TollEntry], best: Whole | None) -> Iterable[Reading]:
    """All counts but the chosen one, each with what it counts and why it stands back."""
    used = {id(e) for e in best.entries} if best else set()
    grouped: dict[tuple[Any, ...], list[TollEntry]] = {}
    for e in entries:
        if id(e) not in used:
            grouped.setdefault((e.min, e.max, e.group, e.whose, e.enemy, e.superseded, e.step == "retracted", e.voice.origin), []).append(e)
    for (low, high, group, whose, enemy, superseded, retracted, _), same in grouped.items():
        flags = tuple(f for f, on in (("enemy_dead", enemy), ("retracted", retracted), ("superseded", superseded and not retracted)) if on)
        people = f" of {whose}" if whose else "" if group == "unspecified" else f" {group}"
        yield Reading(
            value={"min": low, "max": high, "group": group, "whose": whose},
            text=f"{bounds(low, high)}{people}",
            voices=tuple(e.voice for e in same),
            origins=len({e.voice.origin for e in same}),
            flags=flags,
        )


def bounds(low: int | None, high: int | None) -> str:
    """A count in words: "7", "at least 7", "up to 20", "7–10"."""
    if low is None:
        return f"up to {high}"
    if high is None:
        return f"at least {low}"
    return str(low) if low == high else f"{low}–{high}"
