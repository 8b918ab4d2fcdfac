"""Fit the weights of `data/matching.toml` on our own invented war, and print them.

    python training/fit_matching.py DOCS GOLD WORLD [CODED] [--war DOCS GOLD WORLD CODED …] [--keep SIGN …]

Pairs of accounts of different reports that pass the gates are told apart by logistic regression; `incident_of` says which pairs are of
one incident. Each weight is drawn to its prior (a normal of that mean and a deviation of 0.5) and may not change the sign of a prior
that is not 0: 30 signs and a few hundred true pairs would otherwise be learnt by heart. With CODED, the output of `tacitus code
--format jsonl` on DOCS, pairs of coded accounts take part too, so that the weights also hold for a coder's faults. `--war` adds coded
wars, such as ours under other names (`benchmarks/renamed.py`); all coded wars together weigh twice what the gold does. The signs of
`--keep` keep the weight they have: what words tell in one war, by the hands that wrote it, does not hold for the next.
"""

import argparse
import json
from collections.abc import Collection, Iterator
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from tacitus.fusing.building import copies_of, sketches_of
from tacitus.fusing.kin import Kin, kin_of
from tacitus.fusing.matching import Matcher, weights
from tacitus.fusing.placing import names_of
from tacitus.fusing.sketch import Rarity, Sketch
from tacitus.golden import GoldReader, align, read_gold
from tacitus.knowledge.actors import ActorList
from tacitus.knowledge.gazetteer import Gazetteer
from tacitus.model import Coding, Document
from tacitus.reading import read
from tacitus.settings import load

DEVIATION = 0.5
HELD = {"place_apart", "place_other_name", "story_other", "untold"}
"""Signs the war cannot teach, being fought in one small country: they keep their prior."""


def main() -> None:
    """Read, fit, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("docs", "gold", "world"):
        parser.add_argument(name, type=Path)
    parser.add_argument("coded", type=Path, nargs="?")
    parser.add_argument("--war", type=Path, nargs=4, action="append", default=[], metavar=("DOCS", "GOLD", "WORLD", "CODED"))
    parser.add_argument("--keep", nargs="+", default=[])
    given = parser.parse_args()
    wars = ([(given.docs, given.gold, given.world, given.coded)] if given.coded else []) + given.war
    tables = [read_war(given.docs, given.gold, given.world, None), *(read_war(*war) for war in wars)]
    names = list(weights().weights)
    x = np.vstack([t[0] for t in tables])
    y = np.concatenate([t[1] for t in tables])
    worth = np.concatenate([np.full(len(t[1]), 1.0 if n == 0 else 2 / len(wars)) for n, t in enumerate(tables)])
    fitted = fit(names, x, y, worth, keep=given.keep)
    print(f"# fitted on {len(y)} pairs, {int(y.sum())} of one incident")
    for name, value in zip(names, fitted, strict=True):
        print(f"{name} = {value:.2f}")


Table = tuple[np.ndarray, np.ndarray]
"""The signs of pairs, a row each, and whether the pair is of one incident."""


def read_war(docs: Path, gold_file: Path, world: Path, coded_file: Path | None) -> Table:
    """The table of a war's gold accounts, or of those a coder found of them."""
    rows = {row["id"]: row for row in map(json.loads, gold_file.read_text("utf-8").splitlines())}
    actors = ActorList.load(world)
    reader = GoldReader(Gazetteer.open(load().gazetteer_path).with_overlay(world), actors)
    documents = [d for d in read([str(docs)]) if isinstance(d, Document)]
    gold = [coding for _, coding in read_gold(documents, gold_file, reader)]
    truth = {
        (c.document.id, a.id): incident for c in gold for a, incident in zip(c.accounts, rows[c.document.ref]["incident_of"], strict=True)
    }
    if coded_file is None:
        return table(documents, gold, truth, kin_of(actors))
    coded = [Coding.model_validate_json(line) for line in coded_file.read_text("utf-8").splitlines()]
    by_id = {c.document.id: c for c in gold}
    told = {(c.document.id, ours): truth[c.document.id, theirs] for c in coded for ours, theirs in align(by_id[c.document.id], c).items()}
    return table(documents, coded, told, kin_of(actors))


def table(documents: list[Document], codings: list[Coding], truth: dict[tuple[str, str], str | None], kin: Kin) -> Table:
    """The signs of each pair that passes the gates, and whether it is of one incident."""
    every = sketches_of(codings, kin)
    matcher = Matcher(Rarity(every), copies=copies_of(documents).pairs, places=names_of(every))
    sketches = [s for s in every if (s.document.id, s.account.id) in truth]
    names = list(weights().weights)
    found = list(_pairs(sketches, matcher, truth))
    x = np.zeros((len(found), len(names)))
    for n, (signs, _) in enumerate(found):
        for name, amount in signs:
            x[n, names.index(name)] = amount
    return x, np.array([same for _, same in found], dtype=float)


def _pairs(
    sketches: list[Sketch], matcher: Matcher, truth: dict[tuple[str, str], str | None]
) -> Iterator[tuple[tuple[tuple[str, float], ...], bool]]:
    for n, a in enumerate(sketches):
        for b in sketches[n + 1 :]:
            match = matcher.match(a, b)
            if a.document.id != b.document.id and not match.gate:
                incident = truth[a.document.id, a.account.id]
                yield match.signs, incident is not None and incident == truth[b.document.id, b.account.id]


def fit(names: list[str], x: np.ndarray, y: np.ndarray, worth: np.ndarray, *, keep: Collection[str] = ()) -> np.ndarray:
    """Weights of greatest posterior; `worth` is how often each pair counts."""
    prior = np.array([weights().prior[name] for name in names])

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        z = x @ w
        p = 1 / (1 + np.exp(-z))
        value = float(np.sum(worth * (np.logaddexp(0, z) - y * z))) + float(np.sum((w - prior) ** 2)) / (2 * DEVIATION**2)
        return value, x.T @ (worth * (p - y)) + (w - prior) / DEVIATION**2

    held = {n: m for n, m in zip(names, prior, strict=True) if n in HELD} | {n: weights().weights[n] for n in keep}
    bounds = [
        (held[n], held[n]) if n in held else (0, None) if m > 0 else (None, 0) if m < 0 else (None, None)
        for n, m in zip(names, prior, strict=True)
    ]
    start = np.array([held.get(n, m) for n, m in zip(names, prior, strict=True)])
    fitted: np.ndarray = minimize(loss, start, jac=True, bounds=bounds, method="L-BFGS-B").x
    return fitted


if __name__ == "__main__":
    main()
