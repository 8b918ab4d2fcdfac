"""How often the words of gold actors resolve to the gold name and kind.

    python benchmarks/actors.py DOCS.jsonl GOLD.jsonl [--overlay WORLD.json] [--errors]

Each string in an actor's `words` is looked for in the document, made a mention with the head its parse gives, and resolved; a mention
that gives several parties counts as right when one of them is the gold actor. Counted: `name` (normalised names equal), `referee`
(the referee's `same_actor`, with the name alone, so that equal words do not count), `kind`, and both. No act is needed.
"""

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from tacitus.annotating.datelines import find_dateline
from tacitus.annotating.names import find_names
from tacitus.annotating.parse import load_pipeline, parse
from tacitus.knowledge.actors import ActorList
from tacitus.knowledge.gazetteer import Gazetteer
from tacitus.model import Document, Party
from tacitus.page import Mention, Page
from tacitus.resolving.actors import ActorResolver
from tacitus.settings import load as settings

VERBAL = {"talks", "threat", "accusation", "sanction", "aid", "agreement"}


def run(
    docs: Iterable[dict[str, Any]],
    gold: Iterable[dict[str, Any]],
    *,
    overlay: Path | None = None,
    gazetteer: Gazetteer | None = None,
    errors: list[tuple[str, ...]] | None = None,
) -> dict[str, float]:
    """Shares of right names and kinds over all words of gold actors in accounts that are material."""
    gazetteer = gazetteer or _gazetteer(overlay)
    nlp, actors = load_pipeline(settings().model), ActorList.load(overlay)
    texts = {d["id"]: d for d in docs}
    counts: Counter[str] = Counter()
    for report in gold:
        source = texts[report["id"]]
        document = Document(text=source["text"], title=source.get("title"), published=source.get("published"))
        page = Page(document, parse(document, nlp), find_dateline(document))
        page = replace(page, names=find_names(page, gazetteer, actors))
        resolver = ActorResolver(actors, page, gazetteer)
        for actor, words, verbal in _actors(report):
            mention = _mention(page.parse, document.full, words)
            if mention is None:
                counts["lost"] += 1
                continue
            parties, problems = resolver.resolve(mention, verbal=verbal)
            _count(counts, actor, parties, bool(problems))
            if errors is not None and not any(norm(p.name) == norm(actor["name"]) and p.kind == actor["kind"] for p in parties):
                errors.append(
                    (
                        report["id"],
                        words,
                        f"{actor['name']} [{actor['kind']}]",
                        "; ".join(f"{p.name} [{p.kind}] ({p.rule})" for p in parties),
                    )
                )
    total = counts["all"] or 1
    return {"words": counts["all"], "lost": counts["lost"]} | {
        key: round(counts[key] / total, 3) for key in ("name", "referee", "kind", "both", "problem")
    }


def _gazetteer(overlay: Path | None) -> Gazetteer:
    plain = Gazetteer.open(settings().gazetteer_path)
    return plain.with_overlay(overlay) if overlay else plain


def norm(text: str) -> str:
    return re.sub(r"[^\w ]", " ", re.sub(r"^(the|a|an) ", "", text.casefold())).strip()


def _actors(report: dict[str, Any]) -> Iterator[tuple[dict[str, Any], str, bool]]:
    seen = set()
    for account in report["accounts"]:
        for actor in account["actors"]:
            for words in actor["words"]:
                key = (words, actor["name"], account["type"] in VERBAL)
                if key not in seen:
                    seen.add(key)
                    yield actor, words, account["type"] in VERBAL


def _mention(doc: Doc, full: str, words: str) -> Mention | None:
    match = re.search(rf"(?<!\w){re.escape(words)}(?!\w)", full)
    start = match.start() if match else full.find(words)
    span = doc.char_span(start, start + len(words), alignment_mode="expand") if start >= 0 else None
    return Mention(span.start, span.end, span.root.i) if span is not None and len(span) else None


def _count(counts: Counter[str], actor: dict[str, Any], parties: tuple[Party, ...], problem: bool) -> None:
    name, names = norm(actor["name"]), [norm(p.name) for p in parties]
    counts["all"] += 1
    counts["problem"] += problem
    counts["name"] += name in names
    counts["referee"] += any(name == n or (min(len(name), len(n)) > 4 and (name in n or n in name)) for n in names)
    counts["kind"] += any(p.kind == actor["kind"] for p in parties)
    counts["both"] += any(norm(p.name) == name and p.kind == actor["kind"] for p in parties)


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("docs", type=Path)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--overlay", type=Path)
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    found: list[tuple[str, ...]] | None = [] if options.errors else None
    figures = run(
        _lines(options.docs),
        _lines(options.gold),
        overlay=options.overlay,
        errors=found,
    )
    for error in found or ():
        print(*error, sep="\t")
    print(json.dumps(figures))
