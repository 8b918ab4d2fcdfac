"""Stamping: a hash of the program that codes, so that a coding made by other rules is known from one made by these."""

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable

CODING = ("annotating", "extracting", "resolving", "assembling", "knowledge", "data")
"""Packages a coding hangs on, beside the modules that stand at the top."""
MODULES = ("codebook.py", "lexicon.py", "model.py", "odds.py", "page.py", "pipeline.py", "sections.py", "timex.py")
LEFT_OUT = frozenset({
    "data/demo", "data/export", "data/defaults.toml", "data/matching.toml", "data/policies.toml", "data/speakers.toml",  # not for coding
    "data/head", "data/lexicons", "data/gazetteer",  # each has a hash of its own in the stamp
})  # fmt: skip


def coder_version() -> str:
    """The version of tacitus and, after a plus, twelve digits of a hash of all the code and data that decide a coding.

    White space and comments count too: what the rules are is not looked into. Fusing, exports and the desk do not count.
    """
    return f"{version('tacitus')}+{source_hash()[:12]}"


@cache
def source_hash() -> str:
    """SHA-256 over the names and bytes of the files in `CODING` and `MODULES`, in the order of their names."""
    total, root = hashlib.sha256(), files("tacitus")
    for name, file in sorted((name, file) for part in (*CODING, *MODULES) for name, file in _below(root / part, part)):
        total.update(f"{name}\x1f".encode() + file.read_bytes() + b"\x1f")
    return total.hexdigest()


def _below(entry: Traversable, name: str) -> Iterator[tuple[str, Traversable]]:
    if name in LEFT_OUT or entry.name == "__pycache__":
        return
    if entry.is_dir():
        for inner in entry.iterdir():
            yield from _below(inner, f"{name}/{inner.name}")
    elif entry.name.endswith((".py", ".toml", ".json")):
        yield name, entry
