"""Accounts against gold: the figures of `tacitus score`, accounts on look-alikes, and how far `confidence` can be trusted.

python benchmarks/golds.py DOCS.jsonl GOLD.jsonl [--reliability]
"""

import hashlib
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import naive
from coded import Row, coder, document, rows

from tacitus import codebook
from tacitus.model import REPORTABLE
from tacitus.scoring import Texts, score
from tacitus.scoring.pairing import pair_up

SURE = 0.8
"""Accounts of this confidence and more are to be right at least 85 times in 100, and at least a third of all (floors.json)."""
FIELDS = ("when", "where", "initiator", "target", "killed")
Coded = Mapping[str, Row]


def held_out(key: str) -> bool:
    """Whether one of our own reports is kept for testing: a byte of the hash of its id is divisible by 8 (gold/README.md)."""
    return hashlib.sha256(key.encode()).digest()[0] % 8 == 0


def load(docs: Path, gold: Path, keep: Callable[[str], bool] = lambda _: True) -> tuple[list[Row], dict[str, Row]]:
    golds = {row["id"]: row for row in rows(gold) if keep(row["id"])}
    return [row for row in rows(docs) if row["id"] in golds], golds


def code(docs: Sequence[Row]) -> Coded:
    return {row["id"]: json.loads(coder().code(document(row)).to_json()) for row in docs}


def code_naively(docs: Sequence[Row]) -> Coded:
    return {row["id"]: {"accounts": list(naive.accounts(row))} for row in docs}


def figures(docs: Sequence[Row], gold: Mapping[str, Row], coded: Coded) -> dict[str, float]:
    """Flat figures: those of codebook 10, `negative` accounts a look-alike, `sure` right and share of all."""
    found = score(gold, coded, _texts(docs)).figures()
    flat = {
        "account": found["account"]["f1"], "account+type": found["account+type"]["f1"], "slots": found["slots"]["f1"],
        **{name: found["fields"][name]["acc"] for name in FIELDS if name in found["fields"]},
        "claims": found["claims"]["f1"], "status": found["status"] or 0.0,
        "spurious": found["spurious_per_100_docs"], "leaked": found["background_leaked_per_100_docs"],
    }  # fmt: skip
    empty = [row["id"] for row in docs if row.get("kind") == "negative" and not gold[row["id"]]["accounts"]]
    if empty:
        flat["negative"] = round(sum(counted(a) for key in empty for a in coded[key]["accounts"]) / len(empty), 3)
    judged = reliability(docs, gold, coded)
    if judged:
        sure = [right for confidence, right in judged if confidence >= SURE]
        flat["sure_right"] = round(sum(sure) / len(sure), 3) if sure else 0.0
        flat["sure_share"] = round(len(sure) / len(judged), 3)
    return flat


def counted(account: Mapping[str, Any]) -> bool:
    return codebook.types()[account["type"]].material and account["status"] in REPORTABLE


def reliability(docs: Sequence[Row], gold: Mapping[str, Row], coded: Coded) -> list[tuple[float, bool]]:
    """(confidence, right) of each coded material account told as happened or disputed; right = paired with one of equal type, told so too.

    Accounts that gold calls arguable are left out.
    """
    judged = []
    for row in docs:
        golds, ours = gold[row["id"]]["accounts"], coded[row["id"]]["accounts"]
        partner = {j: golds[i] for i, j in pair_up(golds, ours, f"{row.get('title') or ''}\n{row['text']}").items()}
        for j, account in enumerate(ours):
            answer = partner.get(j)
            arguable = answer is not None and not answer.get("core", True) and answer["status"] in REPORTABLE
            if counted(account) and account.get("confidence") is not None and not arguable:
                right = answer is not None and answer["type"] == account["type"] and answer["status"] in REPORTABLE
                judged.append((float(account["confidence"]), right))
    return judged


def bins(judged: Sequence[tuple[float, bool]]) -> list[dict[str, float]]:
    """The reliability table: by tenths of confidence, how many accounts, their mean confidence and the share that is right."""
    table = []
    for tenth in range(10):
        inside = [(c, r) for c, r in judged if min(int(c * 10), 9) == tenth]
        if inside:
            mean, right = (sum(x) / len(inside) for x in zip(*inside, strict=True))
            table.append({"from": tenth / 10, "accounts": len(inside), "confidence": round(mean, 2), "right": round(right, 2)})
    return table


def _texts(docs: Sequence[Row]) -> Texts:
    return Texts({row["id"]: f"{row.get('title') or ''}\n{row['text']}" for row in docs}, {})


if __name__ == "__main__":
    given, answers = load(Path(sys.argv[1]), Path(sys.argv[2]))
    result = code(given)
    print(json.dumps(figures(given, answers, result)))
    if "--reliability" in sys.argv:
        for line in bins(reliability(given, answers, result)):
            print(json.dumps(line))
