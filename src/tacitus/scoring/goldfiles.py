"""Files of gold, codings and documents (JSON Lines), and the empty gold a person fills in. The form is told in `docs/gold.md`."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from tacitus import codebook
from tacitus.errors import InputError
from tacitus.model import ActorKind, DatePrecision, Harm, PlacePrecision, Role, Stance, Status

Row = dict[str, Any]
_GROUPS = ("conflict", "world")


@dataclass(frozen=True, slots=True)
class Texts:
    """What the documents add to gold: the text words are looked for in, and the conflict (or invented world) of each report."""

    full: Mapping[str, str]
    group: Mapping[str, str]


def load_codings(path: Path) -> dict[str, Row]:
    """Reports by id, from gold (`id`) or printed codings (`document.ref`).

    Raises `InputError` with file and line for a file that cannot be read, a line that is no JSON object, a report without id
    or told twice, and an account without the keys that are compared or with a type or status the codebook lacks.
    """
    found: dict[str, Row] = {}
    for place, row in _rows(path):
        accounts = row.get("accounts")
        if not isinstance(accounts, list):
            raise InputError(f"{place}: no list 'accounts'; a line of gold or of `tacitus code --format jsonl` is needed")
        for number, account in enumerate(accounts, 1):
            _check(account, f"{place}, account {number}")
        _keep(found, _id(row, place), row, place)
    if not found:
        raise InputError(f"{path}: holds no report")
    return found


def load_texts(path: Path) -> Texts:
    """Texts and conflicts of the documents; errors as in `load_codings`."""
    rows: dict[str, Row] = {}
    for place, row in _rows(path):
        if not isinstance(row.get("text"), str):
            raise InputError(f"{place}: no 'text'; a document has id, text and, if it has one, title")
        _keep(rows, _id(row, place), row, place)
    full = {key: f"{row.get('title') or ''}\n{row['text']}" for key, row in rows.items()}
    return Texts(full, {key: next((str(row[g]) for g in _GROUPS if row.get(g)), "") for key, row in rows.items()})


def _rows(path: Path) -> Iterator[tuple[str, Row]]:
    try:
        lines = path.read_text("utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot read {path}: {error}") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        place = f"{path} line {number}"
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise InputError(f"{place}: no JSON ({error}); one object a line is needed") from error
        if not isinstance(row, dict):
            raise InputError(f"{place}: {type(row).__name__} instead of an object")
        yield place, row


def _id(row: Row, place: str) -> str:
    document = row.get("document")
    key = row.get("id") or (document.get("ref") if isinstance(document, dict) else None)
    if not key:
        raise InputError(f"{place}: neither 'id' nor 'document.ref' says which report this is")
    return str(key)


def _keep(found: dict[str, Row], key: str, row: Row, place: str) -> None:
    if key in found:
        raise InputError(f"{place}: report '{key}' stands there for the second time")
    found[key] = row


def _check(account: Any, place: str) -> None:
    if not isinstance(account, dict):
        raise InputError(f"{place}: no object")
    for key, known in (("type", tuple(codebook.types())), ("status", get_args(Status))):
        if account.get(key) not in known:
            raise InputError(f"{place}: {key} is {account.get(key)!r}; known are {', '.join(known)}")


def template(ids: Iterator[str] | None = None) -> Iterator[str]:
    """Lines of an empty gold: one for each report id, without accounts; or one report that shows every key and its choices."""
    if ids is not None:
        yield from (json.dumps({"id": key, "accounts": [], "notes": ""}, ensure_ascii=False) for key in ids)
        return
    yield json.dumps({"id": "", "accounts": [_empty_account()], "notes": ""}, ensure_ascii=False)


def _empty_account() -> Row:
    def choice(values: Any) -> str:
        return " | ".join(get_args(values) or values)

    where = {"name": None, "words": "", "country": None, "admin1": None, "lat": None, "lon": None, "precision": choice(PlacePrecision)}
    return {
        "type": choice(codebook.types()), "status": choice(Status), "trigger": "", "evidence": [""],
        "when": {"start": None, "end": None, "precision": choice(DatePrecision), "words": "", "inferred": False},
        "where": where,
        "actors": [{"role": choice(Role), "name": "", "words": [""], "kind": choice(ActorKind)}],
        "tolls": [{"harm": choice(Harm), "group": "unspecified", "min": None, "max": None, "words": ""}],
        "claims": [{"field": "act", "speaker": "", "speaker_kind": "", "stance": choice(Stance), "words": ""}],
        "core": True,
    }  # fmt: skip
