"""Floors: figures that may not fall, with the hash of the corpus they were measured on, in `floors.json`.

{"sets": {NAME: {"corpus": SHA-256, "floors": {FIGURE: VALUE}}}, "lowered": [{"set", "figure", "from", "to", "reason"}]}
For figures in `LESS_IS_BETTER` the floor is a ceiling. A set of another corpus than the one pinned is measured, not judged.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("floors.json")
LESS_IS_BETTER = frozenset({"spurious", "leaked", "negative", "cpu_ratio", "cpu_ratio_head", "start_seconds", "peak_mb", "exponent"})
MARGIN = 0.01
"""How far below the measured figure a new floor is set (relative): room for the parser's differences between machines."""


def better(name: str, value: float, than: float) -> bool:
    return value < than if name in LESS_IS_BETTER else value > than


@dataclass(frozen=True)
class Fall:
    """A figure on the wrong side of its floor."""

    set: str
    figure: str
    value: float
    floor: float

    def __str__(self) -> str:
        side = "above" if self.figure in LESS_IS_BETTER else "below"
        return f"{self.set}: {self.figure} {self.value} is {side} its floor {self.floor}"


class Floors:
    """The pinned floors and what is done with them."""

    def __init__(self, file: Path = FILE) -> None:
        self.file = file
        self.data: dict[str, Any] = json.loads(file.read_text("utf-8")) if file.exists() else {"sets": {}, "lowered": []}

    def of(self, name: str, corpus: str) -> dict[str, float]:
        """The floors of a set, none when it is pinned on another corpus."""
        pinned = self.data["sets"].get(name, {})
        return dict(pinned["floors"]) if pinned.get("corpus") == corpus else {}

    def falls(self, name: str, corpus: str, figures: Mapping[str, float]) -> Iterator[Fall]:
        for figure, floor in self.of(name, corpus).items():
            if figure not in figures or better(figure, floor, figures[figure]):
                yield Fall(name, figure, figures.get(figure, float("nan")), floor)

    def lift(self, name: str, corpus: str, figures: Mapping[str, float], wanted: Mapping[str, float]) -> None:
        """Raise floors to what was measured less the margin; a new set, and a new figure of `wanted`, is pinned. None is lowered."""
        floors = self.of(name, corpus)
        for figure in wanted:
            room = 1 + MARGIN if figure in LESS_IS_BETTER else 1 - MARGIN
            value = round(figures[figure] * room, 3) if figure in figures else None
            if value is not None and (figure not in floors or better(figure, value, floors[figure])):
                floors[figure] = value
        self.data["sets"][name] = {"corpus": corpus, "floors": floors}

    def lower(self, falls: list[Fall], reason: str) -> None:
        """Set each fallen floor to what was measured and keep the reason."""
        for fall in falls:
            self.data["sets"][fall.set]["floors"][fall.figure] = fall.value
            self.data["lowered"].append({"set": fall.set, "figure": fall.figure, "from": fall.floor, "to": fall.value, "reason": reason})

    def save(self) -> None:
        self.file.write_text(json.dumps(self.data, indent=1, sort_keys=True) + "\n", "utf-8")
