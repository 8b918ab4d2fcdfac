"""The printed form: the published schema is the model's, and all output holds to it."""

import json
from importlib.resources import files
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tacitus.model import Coding, Document
from tacitus.pipeline import Coder

PUBLISHED = Path(__file__).parents[1] / "docs" / "schema" / "tacitus-1.json"
REPORTS = [json.loads(line) for line in (files("tacitus.data") / "demo" / "reports.jsonl").read_text("utf-8").splitlines()]
ODD = [{"id": "blank", "text": "\n"}, {"id": "one word", "text": "War"}, {"id": "marks", "text": "“…” — [b] \u202e <p> 🙂 killed 3"}]


def document(row: dict[str, str]) -> Document:
    return Document.model_validate({"ref": row["id"], **{k: v for k, v in row.items() if k != "id"}})


def test_the_published_schema_is_the_models() -> None:
    assert json.loads(PUBLISHED.read_text("utf-8")) == Coding.json_schema(), "run make docs"


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(Coding.json_schema())


@pytest.mark.parametrize("row", REPORTS + ODD, ids=lambda row: row["id"])
def test_output_holds_to_the_schema_and_reads_back(coder: Coder, row: dict[str, str]) -> None:
    text = coder.code(document(row)).to_json()
    Draft202012Validator(json.loads(PUBLISHED.read_text("utf-8"))).validate(json.loads(text))
    assert Coding.model_validate_json(text).to_json() == text


@pytest.mark.parametrize("row", REPORTS + ODD, ids=lambda row: row["id"])
def test_every_span_is_the_reports_own_words(coder: Coder, row: dict[str, str]) -> None:
    report = document(row)
    spans = list(spans_in(json.loads(coder.code(report).to_json())))
    assert [s for s in spans if report.full[s["start"] : s["end"]] != s["text"]] == []
    if row["id"] == "talvinar":
        assert len(spans) > 10


def spans_in(value: object) -> list[dict[str, object]]:
    """Every span anywhere in a printed coding."""
    if isinstance(value, dict):
        own = [value] if value.keys() == {"start", "end", "text"} else []
        return own + [s for v in value.values() for s in spans_in(v)]
    return [s for v in value for s in spans_in(v)] if isinstance(value, list) else []
