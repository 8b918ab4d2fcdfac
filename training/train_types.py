"""Fit the weights by which an act's type is chosen among those its tellings say (`src/tacitus/data/judge/types.json`).

    python training/train_types.py DOCS GOLD …

Run after the judge is fitted. The right type of an act is that of the account most of its tellings are of. Weights are a softmax over
the types told, L2-regularised, deterministic. Prints how many acts told with more than one type get theirs in five folds, each left out
in turn. Needs scikit-learn and scipy.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path

from train_causes import Bounds, Choice, fit, right_by
from train_judge import Read, read

from tacitus.assembling.judging import Judge
from tacitus.assembling.naming import signs, types_of
from tacitus.assembling.retelling import group
from tacitus.pipeline import Coder
from tacitus.settings import load

HERE = Path(__file__).parent.parent / "src/tacitus/data/judge/types.json"


OUTRANKED = -0.7
"""The most a type may weigh for being outranked by another that is told (codebook 3, precedence)."""


def bounds_of(name: str) -> Bounds:
    """Which way the weight of a sign may point."""
    return (None, OUTRANKED) if name == "outranked" else (None, None)


def choices(pages: Sequence[Read], judge: Judge) -> Iterator[Choice]:
    """A choice for each act told with two types or more, one of them the gold's."""
    for page, told, matched, _ in pages:
        known = {id(t): a for t, a in zip(told, matched, strict=True)}
        for act in group(page, told, judge):
            found = Counter(id(a) for t in act if (a := known[id(t)]) is not None)
            odds = [judge.act_odds(t) for t in act]
            codes = types_of(act, odds)
            if len(codes) < 2 or not found:
                continue
            answer = next(a for a in known.values() if a is not None and id(a) == found.most_common(1)[0][0])
            right = frozenset(i for i, code in enumerate(codes) if code == answer["type"])
            if right:
                yield Choice(page.document.ref or "", [signs(act, odds, code) for code in codes], right)


def main() -> None:
    """Fit, print how well the left-out folds do, write the file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path, help="DOCS GOLD …")
    files: list[Path] = parser.parse_args().files
    coder, judge = Coder(load(head=True)), Judge.load("head")
    pages = [r for docs, gold in zip(files[::2], files[1::2], strict=True) for r in read(coder, docs, gold, unseen=False)]
    found = list(choices(pages, judge))
    folds = [sha256(c.report.encode()).digest()[1] % 5 for c in found]
    good = sum(
        right_by(
            fit([c for c, f in zip(found, folds, strict=True) if f != k], bounds_of),
            [c for c, f in zip(found, folds, strict=True) if f == k],
        )
        for k in range(5)
    )
    print(f"{len(found)} acts of several types; of those left out in five folds {good / len(found):.3f} get theirs")
    HERE.write_text(json.dumps(fit(found, bounds_of), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
