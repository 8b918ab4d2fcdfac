"""The coder's stamp changes with the code."""

import shutil
from importlib.resources import files
from pathlib import Path

import pytest

import tacitus
from tacitus import stamping
from test_layers import GRAPH, MODULES, top

NOT_DECIDING = {"errors", "settings", "stamping", "__init__", "reading"}
"""What coding reaches and what does not decide it: messages, paths, this hash, and how a file becomes a document."""


@pytest.fixture
def copy(tmp_path, monkeypatch):
    """A copy of the package that may be changed."""
    root = tmp_path / "tacitus"
    shutil.copytree(Path(tacitus.__file__).parent, root, ignore=shutil.ignore_patterns("__pycache__", "static", "*.onnx"))
    monkeypatch.setattr(stamping, "files", lambda _name: root)
    stamping.source_hash.cache_clear()
    yield root
    stamping.source_hash.cache_clear()


@pytest.mark.parametrize(
    ("file", "changes"),
    [
        ("extracting/acts.py", True),
        ("resolving/places.py", True),
        ("assembling/telling.py", True),
        ("pipeline.py", True),
        ("data/actors/global.toml", True),
        ("data/judge/head.json", True),
        ("data/codebook.toml", True),
        ("data/lexicons/en/speech.toml", False),  # has a hash of its own
        ("data/policies.toml", False),
        ("fusing/merging.py", False),
        ("exporting/acled.py", False),
        ("serving/app.py", False),
    ],
)
def test_the_hash_changes_with_what_decides_a_coding(copy, file, changes):
    before = stamping.source_hash()
    (copy / file).write_text((copy / file).read_text("utf-8") + "\n", "utf-8")
    stamping.source_hash.cache_clear()
    assert (stamping.source_hash() != before) == changes


def test_a_file_that_moves_is_a_change(copy):
    before = stamping.source_hash()
    (copy / "extracting" / "acts.py").rename(copy / "extracting" / "deeds.py")
    stamping.source_hash.cache_clear()
    assert stamping.source_hash() != before


def test_all_that_coding_reaches_is_in_the_hash():
    reached, todo = set(), ["pipeline"]
    while todo:
        name = todo.pop()
        if name not in reached and name in MODULES:
            reached.add(name)
            todo += GRAPH[name]
    hashed = set(stamping.CODING) | {name.removesuffix(".py") for name in stamping.MODULES}
    assert {top(name) for name in reached} - NOT_DECIDING <= hashed
    assert all((files("tacitus") / part).is_dir() or part in stamping.MODULES for part in (*stamping.CODING, *stamping.MODULES))


def test_the_stamp_is_a_version_and_a_hash():
    version, plus, code = stamping.coder_version().partition("+")
    assert (plus, len(code)) == ("+", 12)
    assert version.count(".") >= 1
