"""Fit the judge's weights (`src/tacitus/data/judge/*.json`) on our own reports.

    python training/train_judge.py rules DOCS GOLD …          the rules alone
    python training/train_judge.py head DOCS GOLD …           with the head, on the reports held out from its training

Pairs of files in the gold form of `docs/gold.md`. A telling is an act when its trigger lies in the evidence of an account of a
type like its own; two tellings are one act when they are of one account. Weights are L2-regularised logistic regressions,
deterministic. Needs scikit-learn.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
from reports import held_out
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from tacitus import codebook
from tacitus.assembling.accounts import assemble
from tacitus.assembling.claims import hear
from tacitus.assembling.judging import Judge, apart
from tacitus.assembling.retelling import group
from tacitus.assembling.telling import Telling, tell
from tacitus.assembling.tolls import resettle
from tacitus.model import REPORTABLE, Document
from tacitus.page import Page
from tacitus.pipeline import Coder
from tacitus.settings import load

HERE = Path(__file__).parent.parent / "src/tacitus/data/judge"
Read = tuple[Page, list[Telling], list[dict[str, Any] | None], list[dict[str, Any]]]


def rows(path: Path) -> dict[str, dict[str, Any]]:
    """The lines of a JSON Lines file by id."""
    return {row["id"]: row for row in map(json.loads, path.open(encoding="utf-8"))}


def read(coder: Coder, docs: Path, gold: Path, *, unseen: bool) -> Iterator[Read]:
    """Each report's page, its tellings, the account each telling is of, and all accounts."""
    answers = rows(gold)
    for key, row in rows(docs).items():
        if unseen and not held_out(key):
            continue
        day = date.fromisoformat(row["published"]) if row.get("published") else None
        document = Document(ref=key, title=row.get("title") or None, text=row["text"], published=day, publisher=row.get("publisher"))
        page = coder.read_page(document)
        told = list(tell(page, coder.resolvers(page)))
        accounts = answers[key]["accounts"]
        yield page, told, [match(page, t, accounts) for t in told], accounts


def match(page: Page, telling: Telling, accounts: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The account a telling is of: alike in type, its trigger in the account's evidence (in marked reports: in words that tell the act);
    the closest in words wins."""
    full, span = page.document.full, telling.trigger

    def overlap(words: str) -> bool:
        start = full.find(words) if words else -1
        return start >= 0 and start < span.end and span.start < start + len(words)

    best: tuple[float, dict[str, Any]] | None = None
    for account in accounts:
        likeness = codebook.alike(telling.draft.type, account["type"])
        if "told" in account:
            evidence = any(start < span.end and span.start < end for start, end in account["told"])
        else:
            evidence = any(overlap(words) for words in (*account["evidence"], account["trigger"]))
        if likeness and evidence:
            score = 2 * overlap(account["trigger"]) + likeness + (account["status"] in REPORTABLE) / 10
            if best is None or score > best[0]:
                best = (score, account)
    return best[1] if best else None


def fit(signs: list[dict[str, float]], labels: list[Any], strength: float) -> dict[Any, dict[str, float]]:
    """Label → weights; for two labels only the second's."""
    vectorizer = DictVectorizer(sort=True)
    table = vectorizer.fit_transform(signs)
    model = LogisticRegression(C=strength, max_iter=5000, fit_intercept=False).fit(table, labels)
    names = vectorizer.feature_names_
    classes = model.classes_ if len(model.classes_) > 2 else model.classes_[1:]
    return {
        c: {n: round(float(w), 4) for n, w in zip(names, row, strict=True) if abs(w) > 5e-4}
        for c, row in zip(classes, model.coef_, strict=True)
    }


TEACHING = {"pe", "vo", "bu"}
"""The marked reports (people, voices, bulletins) in which much that tells no act was written beside the acts."""


def train(pages: list[Read], base: Judge | None, floor: float) -> Judge:
    """A judge fitted on the pages, standing on `base` if there is one.

    Which words tell an act the rules learn from the first reports and the marked ones of `TEACHING`: in the other marked ones nearly
    every word of war tells one, which made them worse on real news, while sameness and status got better.
    """
    blank = Judge({}, {}, {}, {}, floor, base)
    act_signs, act, status_signs, status, pair_rows, pair = [], [], [], [], [], []
    for page, told, matched, accounts in pages:
        dense = any("told" in account for account in accounts) and page.document.ref[:2] not in TEACHING
        for telling, account in zip(told, matched, strict=True):
            if base is not None or not dense:
                act_signs.append(blank.act_signs(telling))
                act.append(account is not None)
            if account is not None:
                status_signs.append(blank.status_signs(telling))
                status.append("happened" if account["status"] == "disputed" else account["status"])
        for (one, first), (two, second) in combinations(zip(told, matched, strict=True), 2):
            if first is not None and second is not None and not apart(one, two):
                pair_rows.append(blank.pair_signs(page, one, two))
                pair.append(first is second)
    print(f"{len(act)} tellings, {sum(act)} of acts; {len(pair)} pairs, {sum(pair)} of one act", file=sys.stderr)
    weights = {
        "act": fit(act_signs, act, 0.3)[True],
        "status": fit(status_signs, status, 0.1),
        "pair": fit(pair_rows, pair, 0.3)[True],
    }
    judge = replace(blank, **weights)
    return replace(judge, confidence=fit_confidence(pages, judge))


def fit_confidence(pages: list[Read], judge: Judge) -> dict[str, float]:
    """Weights that turn an account's signs into the odds that it is right: an account of gold has its type and its evidence."""
    signs, right = [], []
    for page, told, matched, _ in pages:
        known = {id(t): a for t, a in zip(told, matched, strict=True)}
        seen: set[int] = set()
        grouped = group(page, told, judge)
        acts = resettle(page, grouped)
        said = hear(page, acts, judge)
        for tellings, act in zip(grouped, acts, strict=True):
            account = assemble(page, act, judge, said)
            if account.status not in REPORTABLE:
                continue
            answers = [a for t in tellings if (a := known[id(t)]) is not None and a["status"] in REPORTABLE and id(a) not in seen]
            signs.append(judge.confidence_signs(act, account))
            right.append(any(a["type"] == account.type for a in answers))
            seen |= {id(a) for a in answers[:1]}
    return fit(signs, right, 0.3)[True]


def main() -> None:
    """Fit one judge and write its file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name", choices=["rules", "head"])
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--floor", type=float, default=0.4)
    parser.add_argument("--confidence", action="store_true", help="fit the confidence alone, of the judge as it is")
    args = parser.parse_args()
    np.random.seed(0)
    coder = Coder(load(head=args.name == "head"))
    pages = [
        r for docs, gold in zip(args.files[::2], args.files[1::2], strict=True) for r in read(coder, docs, gold, unseen=args.name == "head")
    ]
    base = Judge.load("rules") if args.name == "head" else None
    if args.confidence:
        judge = Judge.load(args.name)
        judge = replace(judge, confidence=fit_confidence(pages, judge))
    else:
        judge = train(pages, base, args.floor)
    HERE.mkdir(exist_ok=True)
    fields = {f: getattr(judge, f) for f in ("act", "status", "pair", "confidence", "floor")}
    if base is not None:
        fields["base"] = "rules"
    (HERE / f"{args.name}.json").write_text(json.dumps(fields, indent=1, sort_keys=True) + "\n", "utf-8")


if __name__ == "__main__":
    main()
