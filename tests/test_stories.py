"""Whole reports of an invented war (`stories/*.toml`): one case for every clause of every account, and for what must not be coded.

A story holds `name`, `published`, `title`, `text`, and what is expected in the notation of `notation.py`: `accounts`, `never` (patterns
no reportable account may fit), `only` (true: no reportable account beside those expected), `control`, `statements`, `problems`.
`[story.gaps]` names cases that fail and why: "2 by" (the second account's `by`), "2" (all its clauses),
"never 1", "only", "control 1", "statement 1".
"""

import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from notation import Expected, control, matches, pair, statements, written
from tacitus.model import REPORTABLE, Coding, Document

STORIES = [
    story for file in sorted((Path(__file__).parent / "stories").glob("*.toml")) for story in tomllib.loads(file.read_text())["story"]
]
BY_NAME = {story["name"]: story for story in STORIES}


def cases():
    for story in STORIES:
        found = list(_cases(story))
        gaps = story.get("gaps", {})
        if unknown := set(gaps) - {key for case, _, _ in found for key in (case, case.split()[0])}:
            raise ValueError(f"story {story['name']!r}: no such case as {sorted(unknown)}")
        for case, kind, value in found:
            reason = gaps.get(case) or gaps.get(case.split()[0])
            marks = [pytest.mark.xfail(reason=reason)] if reason else []
            yield pytest.param(story["name"], kind, value, id=f"{story['name']}: {case}", marks=marks)


def _cases(story: dict[str, Any]):
    for i, line in enumerate(story.get("accounts", [])):
        account = Expected.read(line)
        for keyword, value in (("status", account.status), *account.clauses):
            case = f"{i + 1} {keyword} {value.rsplit(' ', 1)[0]}" if keyword == "says" else f"{i + 1} {keyword}"
            yield case, "account", (i, keyword, value)
    for kind, key in (("never", "never"), ("control", "control"), ("statement", "statements"), ("problem", "problems")):
        for i, pattern in enumerate(story.get(key, [])):
            yield f"{kind} {i + 1}", kind, pattern
    if story.get("only"):
        yield "only", "only", ""


@cache
def coded(name: str, coder: Any) -> Coding:
    story = BY_NAME[name]
    text = "\n\n".join(" ".join(paragraph.split()) for paragraph in story["text"].strip().split("\n\n"))
    published = date.fromisoformat(story["published"]) if story.get("published") else None
    return coder.code(Document(text=text, title=story.get("title"), published=published, publisher=story.get("publisher")))


@pytest.mark.parametrize(("name", "kind", "value"), list(cases()))
def test_story_is_coded_as_an_analyst_would(name, kind, value, coder):
    coding = coded(name, coder)
    told = f"\n{written(coding)}"
    lines = [Expected.read(line) for line in BY_NAME[name].get("accounts", [])]
    match kind:
        case "account":
            i, keyword, wanted = value
            wrong = lines[i].holds(pair(lines, coding)[i], keyword, wanted)
            assert wrong is None, f"{keyword}: wanted {wanted!r}, found {wrong!r}{told}"
        case "never":
            assert not matches(value, coding), told
        case "only":
            paired = [a.id for a in pair(lines, coding) if a is not None]
            assert [a.type for a in coding.accounts if a.status in REPORTABLE and a.id not in paired] == [], told
        case "control":
            assert value.casefold() in [entry.casefold() for entry in control(coding)], list(control(coding))
        case "statement":
            assert value in list(statements(coding)), list(statements(coding))
        case "problem":
            assert value in [problem.kind for problem in coding.problems], coding.problems


def test_there_are_stories_enough():
    assert len(STORIES) >= 25
    assert len(BY_NAME) == len(STORIES), "names of stories are unique"
