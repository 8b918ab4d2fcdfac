"""Golden files: the sample reports, coded once (golden/demo.jsonl), in every text format. To write them anew:
`cd tests/exporting && PYTHONPATH=.. python test_golden_exports.py`; then read the diff.

A change of fusing's rules changes them too, rightly: they show what users get.
"""

from importlib.resources import files
from pathlib import Path

import pytest

from small_gazetteer import small_gazetteer
from tacitus.exporting import FORMATS, Job, Privacy, Tally, export
from tacitus.importing import read_file
from tacitus.outgoing import incidents_of_codings

GOLDEN = Path(__file__).with_name("golden")
TEXTS = [name for name, form in FORMATS.items() if not form.binary]


def write(name, folder, places):
    form, tally = FORMATS[name], Tally(name, FORMATS[name].policy)
    found = incidents_of_codings(read_file(GOLDEN / "demo.jsonl"), form.policy)
    export(Privacy().guard(found, tally, places), name, folder / f"demo.{name}", Job(tally, places))


def world(folder):
    return small_gazetteer(folder).with_overlay(Path(str(files("tacitus.data").joinpath("demo/world.json"))))


@pytest.fixture(scope="module")
def places(tmp_path_factory):
    return world(tmp_path_factory.mktemp("gazetteer"))


@pytest.mark.parametrize("name", TEXTS)
def test_the_sample_reports_are_exported_as_before(name, places, tmp_path):
    write(name, tmp_path, places)
    for written in sorted(tmp_path.iterdir()):
        assert written.read_text("utf-8") == (GOLDEN / written.name).read_text("utf-8"), (
            f"{written.name}: see `git diff` after running {__file__}"
        )


@pytest.mark.parametrize("name", TEXTS)
def test_the_same_input_gives_the_same_bytes(name, places, tmp_path):
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        write(name, tmp_path / folder, places)
    assert [p.read_bytes() for p in sorted((tmp_path / "a").iterdir())] == [p.read_bytes() for p in sorted((tmp_path / "b").iterdir())]


if __name__ == "__main__":
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as scratch:
        gazetteer = world(Path(scratch))
        for each in TEXTS:
            write(each, GOLDEN, gazetteer)
