"""The pipeline: the order of steps is checked, and the same reports give the same bytes."""

import json
import random
from importlib.resources import files

import pytest

from tacitus.errors import PipelineError
from tacitus.model import Document
from tacitus.page import Page
from tacitus.pipeline import Coder, Step, check
from tacitus.settings import load

ROWS = [json.loads(line) for line in (files("tacitus.data") / "demo" / "reports.jsonl").read_text("utf-8").splitlines()]
DOCUMENTS = [Document.model_validate({"ref": row["id"], **{k: v for k, v in row.items() if k != "id"}}) for row in ROWS]


def step(gives: str, *needs: str) -> Step:
    return Step(gives, frozenset(needs), lambda page: ())


@pytest.mark.parametrize(
    ("steps", "message"),
    [
        ([step("names", "parse"), step("acts", "names")], None),
        ([step("acts", "names"), step("names", "parse")], "step 'acts' needs names"),
        ([step("acts", "names", "tolls")], "needs names, tolls"),
        ([step("names"), step("names")], "two steps give 'names'"),
        ([step("parse")], "two steps give 'parse'"),  # the parse is given, no step makes it
    ],
)
def test_the_order_of_steps_is_checked(steps: list[Step], message: str | None) -> None:
    if message is None:
        check(steps)
    else:
        with pytest.raises(PipelineError, match=message):
            check(steps)


def test_every_step_gives_a_field_of_the_page(coder: Coder) -> None:
    assert {step.gives for step in coder.steps} <= set(Page.__dataclass_fields__)


def test_the_same_report_gives_the_same_bytes(coder: Coder) -> None:
    assert [c.to_json() for c in coder.code_many(DOCUMENTS)] == [c.to_json() for c in coder.code_many(DOCUMENTS)]


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_reports_changes_nothing(coder: Coder, seed: int) -> None:
    mixed = random.Random(seed).sample(DOCUMENTS, len(DOCUMENTS))
    straight = {d.ref: coder.code(d).to_json() for d in DOCUMENTS}
    assert {d.ref: coder.code(d).to_json() for d in mixed} == straight


def test_a_fresh_coder_gives_the_same_bytes(coder: Coder) -> None:
    fresh = Coder(coder.settings)
    fresh.__dict__["nlp"] = coder.nlp  # the pipeline that is loaded already
    assert fresh.code(DOCUMENTS[0]).to_json() == coder.code(DOCUMENTS[0]).to_json()


def test_many_are_coded_one_by_one(coder: Coder) -> None:
    def endless():
        yield DOCUMENTS[0]
        pytest.fail("the second report was asked for before the first was taken")

    assert next(coder.code_many(endless())).document.ref == DOCUMENTS[0].ref


def test_the_stamp_names_what_made_the_coding(coder: Coder) -> None:
    stamp = coder.code(DOCUMENTS[0]).coder
    assert stamp.model.startswith("en_")
    assert stamp.lexicon.startswith("sha256:")
    assert stamp.gazetteer


def test_loading_is_lazy() -> None:
    assert Coder(load(environment={}, model="none", gazetteer="none")).timings == {}
