"""The import graph: a stage imports the base and never another stage, and nothing imports in a circle (docs/architecture.md)."""

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import tacitus

ROOT = Path(tacitus.__file__).parent
BASE = {"model", "page", "timex", "codebook", "lexicon", "settings", "errors", "judgement", "knowledge", "data", "sections", "odds"}
STAGES = {"reading", "annotating", "extracting", "resolving", "assembling", "fusing", "storing", "ingesting", "exporting", "scoring"}
ON_TOP = {
    "cli", "serving", "pipeline", "intake", "receiving", "importing", "outgoing", "golden", "dossier",
    "showing", "explaining", "tabling", "stamping", "frames",
}  # fmt: skip

EXCEPTIONS = {
    ("exporting.incident", "fusing.event"): "an export is a table of events; the event is fusing's own record",
    ("exporting.privacy", "fusing.event"): "as above",
    ("exporting.dossier", "fusing.event"): "as above",
    ("exporting.counting", "fusing.event"): "as above",
    ("exporting.columns", "tabling"): "one list of what a spreadsheet takes for a formula",
}
"""Imports that break the rule, each with its reason; one that is no longer there fails the test."""


def name_of(path: Path) -> str:
    """The module's dotted name below the package; a package by its own name."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imports(path: Path) -> Iterator[str]:
    """The modules of ours that a module imports, whole names below the package; imports for the type checker alone do not count."""
    tree = ast.parse(path.read_text("utf-8"))
    typing_only = {
        n for i in ast.walk(tree) if isinstance(i, ast.If) and "TYPE_CHECKING" in ast.dump(i.test) for s in i.body for n in ast.walk(s)
    }
    for node in ast.walk(tree):
        if node in typing_only:
            continue
        if isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: relative import"
            for alias in node.names if (node.module or "").split(".")[0] == "tacitus" else ():
                whole = f"{node.module}.{alias.name}".removeprefix("tacitus.")
                yield whole if whole in MODULES else (node.module or "").removeprefix("tacitus.")
        elif isinstance(node, ast.Import):
            yield from (a.name.removeprefix("tacitus.") for a in node.names if a.name.startswith("tacitus."))


PATHS = {name_of(path): path for path in sorted(ROOT.rglob("*.py"))}
MODULES = frozenset(PATHS)
GRAPH = {name: set(imports(path)) - {name} for name, path in PATHS.items()}


def top(name: str) -> str:
    return name.split(".")[0]


def broken() -> set[tuple[str, str]]:
    """Imports against the rule: of a stage from anything but itself and the base, of the base from anything but the base."""
    return {
        (name, target)
        for name, targets in GRAPH.items()
        for target in targets
        if (top(name) in STAGES and top(target) not in BASE | {top(name)}) or (top(name) in BASE and top(target) not in BASE)
    }


def test_every_module_has_its_place() -> None:
    assert {top(name) for name in MODULES} - BASE - STAGES - ON_TOP - {"__init__"} == set()


def test_stages_import_only_the_base() -> None:
    assert sorted(broken() - set(EXCEPTIONS)) == []


@pytest.mark.parametrize("exception", sorted(EXCEPTIONS))
def test_exceptions_are_still_needed(exception: tuple[str, str]) -> None:
    assert exception in broken()


def test_no_import_goes_in_a_circle() -> None:
    try:
        TopologicalSorter(GRAPH).prepare()
    except CycleError as error:
        pytest.fail(" → ".join(error.args[1]))


def test_the_core_needs_no_optional_library() -> None:
    """Coding a report needs none of the extras' libraries."""
    optional = {
        "sqlalchemy",
        "alembic",
        "fastapi",
        "starlette",
        "uvicorn",
        "httpx",
        "feedparser",
        "warcio",
        "pandas",
        "geopandas",
        "onnxruntime",
    }
    reached, todo = set[str](), ["cli.code", "cli.demo", "cli.gazetteer"]
    while todo:
        name = todo.pop()
        reached.add(name)
        todo += [t for t in GRAPH.get(name, ()) if t not in reached]
    found = {(n, m) for n in reached if n in PATHS for m in top_level(PATHS[n]) if m in optional}
    assert found == set()


def top_level(path: Path) -> Iterator[str]:
    """The libraries a module imports when it is loaded."""
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.Import):
            yield from (a.name.split(".")[0] for a in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield (node.module or "").split(".")[0]
