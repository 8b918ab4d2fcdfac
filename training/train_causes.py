"""Fit the weights by which tolls find their acts (`src/tacitus/data/tolls/causes.json`) on our own reports.

    python training/train_causes.py DOCS GOLD …

Pairs of files in the gold form of `docs/gold.md`. A toll is of an act when the gold gives its words and harm to an account of a type
like the act's, with the act's word in the evidence. Weights are a softmax over the acts of the report, L2-regularised, deterministic;
signs of which grammar leaves no doubt which way they point cannot turn round (`UP`, `DOWN`). Prints how many tolls find their
act in five folds, each left out of the fitting in turn. Needs scikit-learn and scipy.
"""

import argparse
import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.feature_extraction import DictVectorizer

from tacitus import codebook
from tacitus.extracting.acts import told_acts
from tacitus.extracting.causes import Causes, Told
from tacitus.extracting.triggers import find_triggers
from tacitus.model import Document
from tacitus.page import Page, TollDraft
from tacitus.pipeline import Coder
from tacitus.settings import load

HERE = Path(__file__).parent.parent / "src/tacitus/data/tolls/causes.json"
STRENGTH = 2.0
UP = {
    "fits here",
    "fits elsewhere",
    "self",
    "clause",
    "under act",
    "over act",
    "named",
    "alone",
    "nearest",
    "nearest fitting",
    "paragraph",
    "lead",
}
DOWN = {"steps", "turned", "far", "other place", "other day", "cut off", "gap=after", "back", "act after"}
NAMED = 2.0
"""The least weight of an act that the toll's own clause names as its cause."""


@dataclass(frozen=True)
class Choice:
    """The signs of every act a toll may be of, and which of them it is of."""

    report: str
    signs: list[dict[str, float]]
    right: frozenset[int]


def rows(path: Path) -> dict[str, dict[str, Any]]:
    """The lines of a JSON Lines file by id."""
    return {row["id"]: row for row in map(json.loads, path.open(encoding="utf-8"))}


def choices(coder: Coder, docs: Path, gold: Path) -> Iterator[Choice]:
    """A choice for each toll that the gold gives to an account one of whose words is told as an act."""
    answers = rows(gold)
    for key, row in rows(docs).items():
        day = date.fromisoformat(row["published"]) if row.get("published") else None
        page = coder.read_page(Document(ref=key, title=row.get("title") or None, text=row["text"], published=day))
        causes = Causes(page, told_acts(page, find_triggers(page)))
        for toll in page.tolls:
            acts = causes.candidates(toll)
            right = {i for i, (t, _) in enumerate(acts) if _is_of(page, toll, t.head, t.type, answers[key]["accounts"])}
            if right and not toll.cumulative:
                yield Choice(key, [causes.signs(toll, t, status) for t, status in acts], frozenset(right))


def told(page: Page) -> list[Told]:
    """The words of a page that name an act."""
    return told_acts(page, find_triggers(page))


def _is_of(page: Page, toll: TollDraft, head: int, type_: str, accounts: Sequence[dict[str, Any]]) -> bool:
    span, at = page.span(toll), page.parse[head].idx
    for account in accounts:
        told = [_find(page, t["words"]) for t in account["tolls"] if t["harm"] == toll.harm]
        evidence = [_find(page, words) for words in (*account["evidence"], account["trigger"])]
        counted = any(span.start < end and start < span.end for start, end in told)
        if counted and codebook.alike(type_, account["type"]) and any(start <= at < end for start, end in evidence):
            return True
    return False


def _find(page: Page, words: str | None) -> tuple[int, int]:
    match = re.search(r"\s+".join(map(re.escape, words.split())), page.document.full) if words else None
    return match.span() if match else (0, 0)


Bounds = tuple[float | None, float | None]


def bounds_of(name: str) -> Bounds:
    """Which way the weight of a sign may point."""
    return (NAMED, None) if name == "named" else (0, None) if name in UP else (None, 0) if name in DOWN else (None, None)


def fit(found: Sequence[Choice], bounds_of: Callable[[str], Bounds] = bounds_of) -> dict[str, float]:
    """Sign → weight."""
    vectors = DictVectorizer()
    x = vectors.fit_transform([signs for choice in found for signs in choice.signs])
    of = np.array([k for k, choice in enumerate(found) for _ in choice.signs])
    right = np.array([i in choice.right for choice in found for i in range(len(choice.signs))])

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        odds = x @ weights
        every, good = _log_sums(odds, of, len(found)), _log_sums(np.where(right, odds, -1e9), of, len(found))
        slope = x.T @ (np.exp(odds - every[of]) - np.where(right, np.exp(odds - good[of]), 0)) + STRENGTH * weights
        return float((every - good).sum() + STRENGTH / 2 * weights @ weights), slope

    names = vectors.feature_names_
    bounds = [bounds_of(name) for name in names]
    start = [low or min(0.0, high or 0.0) for low, high in bounds]
    weights = minimize(loss, np.array(start), jac=True, method="L-BFGS-B", bounds=bounds).x
    return {name: round(float(w), 3) for name, w in sorted(zip(names, weights, strict=True)) if round(float(w), 3)}


def _log_sums(odds: NDArray[np.float64], of: NDArray[np.int64], count: int) -> NDArray[np.float64]:
    top = np.full(count, -1e9)
    np.maximum.at(top, of, odds)
    total = np.zeros(count)
    np.add.at(total, of, np.exp(odds - top[of]))
    return top + np.log(total)


def right_by(weights: dict[str, float], found: Sequence[Choice]) -> int:
    """How many tolls find their act."""
    best = (max(range(len(c.signs)), key=lambda i: sum(weights.get(n, 0) * v for n, v in c.signs[i].items())) for c in found)
    return sum(i in c.right for i, c in zip(best, found, strict=True))


def main() -> None:
    """Fit, print how well the left-out folds do, write the file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path, help="DOCS GOLD …")
    files: list[Path] = parser.parse_args().files
    coder = Coder(load(head=True))
    found = [c for docs, gold in zip(files[::2], files[1::2], strict=True) for c in choices(coder, docs, gold)]
    folds = [sha256(c.report.encode()).digest()[1] % 5 for c in found]
    good = sum(
        right_by(fit([c for c, f in zip(found, folds, strict=True) if f != k]), [c for c, f in zip(found, folds, strict=True) if f == k])
        for k in range(5)
    )
    print(f"{len(found)} tolls; of those left out in five folds {good / len(found):.3f} find their act")
    HERE.write_text(json.dumps(fit(found), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
