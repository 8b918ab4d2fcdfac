"""What changed between two codings is told account by account; the register of sources is read with care."""

from pathlib import Path

import pytest

from small_stores import TEXT, report, telling
from tacitus.errors import InputError, StoreError
from tacitus.storing.differing import diff
from tacitus.storing.registering import read_sources

DOCUMENT = report(TEXT)


@pytest.mark.parametrize(
    ("old", "new", "fields", "expected"),
    [
        (["airstrike bombed"], ["airstrike bombed"], {}, []),
        (["airstrike bombed"], ["attack bombed"], {}, ["bombed: type airstrike → attack"]),
        (["airstrike bombed"], [], {}, ["bombed: removed"]),
        ([], ["airstrike bombed"], {}, ["bombed: added"]),
        (["airstrike bombed"], ["shelling shelled"], {}, ["bombed: removed", "shelled: added"]),
        (["airstrike bombed", "shelling shelled"], ["shelling shelled", "airstrike bombed"], {}, []),
        (["airstrike bombed"], ["airstrike bombed"], {"status": "denied"}, ["bombed: status happened → denied"]),
        (["airstrike bombed"], ["airstrike bombed"], {"tolls": ()}, ["bombed: tolls killed unspecified 7–7 → "]),
        (["airstrike bombed"], ["airstrike bombed"], {"where": {}}, ["bombed: where Ostrel, North Vale, VL → unknown"]),
    ],
)
def test_differences(old: list[str], new: list[str], fields: dict[str, object], expected: list[str]) -> None:
    told = []
    for difference in diff(telling(DOCUMENT, *old), telling(DOCUMENT, *new, version="2", **fields)):
        account = difference.new or difference.old
        what = "added" if difference.old is None else "removed" if difference.new is None else None
        told += [f"{account.trigger.text}: {what}"] if what else [f"{account.trigger.text}: {n} {a} → {b}" for n, a, b in difference.fields]
    assert told == expected


def test_codings_of_two_reports_are_not_compared() -> None:
    with pytest.raises(StoreError, match="different documents"):
        list(diff(telling(DOCUMENT), telling(report("Another text."))))


REGISTER = """
[[source]]
name = "The Vale Post"
country = "VL"
kind = "newspaper"
reliability = "B"
syndicates = ["Vale Agency"]
covers_from = 2019-01-01

[[source]]
name = "Vale Agency"
"""


def test_a_register_is_read(tmp_path: Path) -> None:
    (tmp_path / "sources.toml").write_text(REGISTER)
    post, agency = read_sources(tmp_path / "sources.toml")
    assert (post.reliability, post.syndicates, str(post.covers_from)) == ("B", ("Vale Agency",), "2019-01-01")
    assert agency.reliability == "F"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "no .*source"),
        ("[[source]]\nname = 3", "source 1: name"),
        ("[[source]]\nname = 'A'\nreliability = 'G'", "source 1: reliability"),
        ("[[source]]\nname = 'A'\ncolour = 'red'", "source 1: colour"),
        ("[[source]]\nname = 'A'\n[[source]]\nname = 'A'", "source 2: 'A' stands twice"),
        ("[[source", "cannot be read"),
    ],
)
def test_a_faulty_register_is_refused(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "sources.toml").write_text(text)
    with pytest.raises(InputError, match=message):
        read_sources(tmp_path / "sources.toml")
