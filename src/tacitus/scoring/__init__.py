"""Scoring: how far codings agree with gold (codebook 10)."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tacitus.scoring.counting import CLASSES, Tally, by_type, figures, groups, intervals, tally, total
from tacitus.scoring.goldfiles import Texts, load_codings, load_texts, template

__all__ = ["CLASSES", "Score", "Texts", "load_codings", "load_texts", "score", "template"]


@dataclass(frozen=True, slots=True)
class Score:
    """The comparison of every gold document, from which all figures are summed."""

    tallies: tuple[Tally, ...]
    texts: Texts

    def figures(self) -> dict[str, Any]:
        """The figures over all documents."""
        return figures(total(self.tallies), len(self.tallies))

    def intervals(self) -> dict[str, tuple[float, float]]:
        """95 % bootstrap intervals of the F1 figures over documents."""
        return intervals(self.tallies)

    def by_type(self) -> dict[str, dict[str, Any]]:
        """The figures of each material account type; a spurious account counts under the type it was coded as."""
        found = ((kind, counts) for kind, counts in by_type(self.tallies).items() if counts["gold"] or counts["pred"])
        return {kind: figures(counts, len(self.tallies)) for kind, counts in found}

    def by_conflict(self) -> dict[str, dict[str, Any]]:
        """The figures of each conflict or world the documents name; empty when they name none."""
        if not any(self.texts.group.values()):
            return {}
        return {name: figures(total(part), len(part)) for name, part in groups(self.tallies, self.texts.group)}

    def errors(self) -> dict[str, int]:
        """How many mistakes of each class, in the order of `CLASSES`."""
        found = Counter(mistake.kind for one in self.tallies for mistake in one.mistakes)
        return {kind: found[kind] for kind in CLASSES}

    def to_json(self) -> dict[str, Any]:
        """Everything as plain values: the figures at the top level, then intervals, errors and tables."""
        return self.figures() | {
            "intervals": self.intervals(), "errors": self.errors(), "by_type": self.by_type(), "by_conflict": self.by_conflict(),
        }  # fmt: skip


def score(gold: Mapping[str, Mapping[str, Any]], coded: Mapping[str, Mapping[str, Any]], texts: Texts | None = None) -> Score:
    """Compare codings with gold, document by document; a document without coding counts as one without accounts."""
    texts = texts or Texts({}, {})
    tallies = (tally(key, row["accounts"], coded.get(key, {}).get("accounts", []), texts.full.get(key)) for key, row in gold.items())
    return Score(tuple(tallies), texts)
