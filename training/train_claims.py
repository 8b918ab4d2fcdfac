"""Fit the weights of `assembling.hearing` (`src/tacitus/data/judge/claims.json`) on our own reports.

    python training/train_claims.py DOCS GOLD …

Pairs of files in the gold form of `docs/gold.md`. A row is one saying and one act that is of a reportable account of gold. It is right
when the account has a claim by this speaker with this stance, in the words of the saying. L2-regularised logistic regression,
deterministic. Needs scikit-learn. The judge with the learned head finds the acts, so fit it after the judge.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from train_judge import fit, match, read

from tacitus.assembling.hearing import signs
from tacitus.assembling.judging import Judge, Signs
from tacitus.assembling.retelling import group
from tacitus.assembling.scenes import Heard, Scene
from tacitus.assembling.telling import Telling
from tacitus.model import REPORTABLE
from tacitus.page import Page, Saying
from tacitus.pipeline import Coder
from tacitus.settings import load

OUT = Path(__file__).parent.parent / "src/tacitus/data/judge/claims.json"
STRENGTH, FIRST, MORE = 0.05, 0.33, 0.65
"""Regularisation, and the odds from which claims are taken (`hearing.Ear`), chosen for F1 on our own reports and looked at on dev."""


def rows(page: Page, told: list[Telling], judge: Judge, accounts: list[dict[str, Any]]) -> Iterator[tuple[Signs, bool]]:
    """Signs and rightness of each saying with each act that is an account."""
    acts = [act for act in group(page, told, judge) if max(map(judge.act_odds, act)) >= judge.floor]
    scene = Scene(page, acts, judge)
    all_heard = [Heard(scene, saying) for saying in page.sayings]
    linked: dict[str, set[int]] = {}
    for heard in all_heard:
        linked.setdefault(heard.saying.speaker.name, set()).update(k for k, _ in heard.inside)
    answers = [_answer(page, act, accounts) for act in acts]
    for heard in all_heard:
        for k in heard.candidates:
            if (account := answers[k]) is not None:
                right = any(_is_it(page, heard.saying, claim) for claim in account["claims"])
                yield signs(heard, k, linked[heard.saying.speaker.name]), right


def _answer(page: Page, act: list[Telling], accounts: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The reportable account most tellings of an act are of."""
    found = [account for t in act if (account := match(page, t, accounts)) is not None]
    best = max(found, key=found.count, default=None)
    return best if best is not None and best["status"] in REPORTABLE else None


def _is_it(page: Page, saying: Saying, claim: dict[str, Any]) -> bool:
    """Whether a saying is a claim of gold: stance, speaker by name or words, and overlap with the claim's words."""
    if claim["stance"] != saying.stance:
        return False
    said = [saying.speaker.name, page.span(saying.speaker.mention).text if saying.speaker.mention else ""]
    wanted = _plain(claim["speaker"])
    if not any(name == wanted or (min(len(name), len(wanted)) > 4 and (name in wanted or wanted in name)) for name in map(_plain, said)):
        return False
    start = page.document.full.find(claim.get("words") or "\0")
    spans = [page.span(mark) for mark in (*saying.content, saying.words)]
    return start < 0 or any(s.start < start + len(claim["words"]) and start < s.end for s in spans)


def _plain(name: str) -> str:
    return name.casefold().removeprefix("the ")


def main() -> None:
    """Fit the weights and write the file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    args = parser.parse_args()
    coder, judge = Coder(load(head=True)), Judge.load("head")
    table = [
        row
        for docs, gold in zip(args.files[::2], args.files[1::2], strict=True)
        for page, told, _, accounts in read(coder, docs, gold, unseen=False)
        for row in rows(page, told, judge, accounts)
    ]
    print(f"{len(table)} sayings with acts, {sum(right for _, right in table)} claims", file=sys.stderr)
    weights = fit([found for found, _ in table], [right for _, right in table], STRENGTH)[True]
    OUT.write_text(json.dumps({"weights": weights, "first": FIRST, "more": MORE}, indent=1, sort_keys=True) + "\n", "utf-8")


if __name__ == "__main__":
    main()
