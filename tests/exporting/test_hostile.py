"""Hostile text in every field a report can fill comes out of each format as it went in, or as docs/exports.md says it is changed."""

import csv
import html
import io
import json
import re
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

import duckdb
import openpyxl
import pandas
import pytest
from markdown_it import MarkdownIt

from small_incidents import PLACES, claim, coding, document, incident
from tacitus.exporting import FORMATS, Incident, Job, Tally, Telling, export
from tacitus.model import Actor
from tacitus.outgoing import event_alone

HOSTILE = {
    "quotes": "He said \"no\", she said 'yes'",
    "newlines": "one\ntwo\r\nthree",
    "formula": "=cmd|' /C calc'!A0",
    "plus": "+1+1",
    "minus": "-2+3",
    "at": "@SUM(A1)",
    "tab": "a\tb",
    "right to left": "\u202eabc\u202c שלום",
    "emoji": "💥🇲🇱 fire",
    "markup": "<script>alert(1)</script> & <b>",
    "markdown": "| a | [x](javascript:1) ` **b**",
    "semicolons": "one; two",
    "long": "x" * 10_000,
    "controls": "a\x0bb\x1fc",
    "separators": "a\u2028b\x85c",
}
FIELDS = ("place", "admin1", "admin2", "initiator", "publisher", "title", "address", "speaker", "value", "hedge", "words")


def hostile(text: str) -> Incident:
    """An attack with this text, and the field's name behind it, in every field that takes words of a report or of a file's author."""
    told = {field: f"{text} {field}" for field in FIELDS}
    doc = document(
        f"{told['words']} says the report.",
        title=told["title"],
        publisher=told["publisher"],
        ref="r",
        url=f"https://vale.example/{told['address']}",
    )
    where = PLACES["town"].model_copy(
        update={name: told[field] for name, field in (("name", "place"), ("admin1", "admin1"), ("admin2", "admin2"))}
    )
    said = claim(doc, "x/monitor", value=told["value"], hedge=told["hedge"])
    said = said.model_copy(update={"speaker": said.speaker.model_copy(update={"name": told["speaker"]})})
    by = Actor(role="initiator", name=told["initiator"], kind="rebel", country="ML", words=(doc.span(0, 1),))
    base = incident("attack", doc=doc, at=where, claims=(said,), tolls=["killed 7"])
    account = base.tellings[0].account
    account = account.model_copy(
        update={"actors": (by,), "trigger": doc.span(len(doc.title or "") + 2, len(doc.title or "") + 2 + len(told["words"]))}
    )
    event = event_alone(coding(doc, account), account, "range")
    assert event
    return Incident(event, (Telling(base.tellings[0].document, account, base.tellings[0].coder),), event.place)


@dataclass(frozen=True)
class Form:
    """The fields a format holds as they are, and how it is read by others; `changed` is what the format does to text by its rules."""

    fields: str
    changed: str = ""


FORMS = {
    "acled": Form("place admin1 admin2 initiator publisher"),
    "ucdp": Form("place admin1 admin2 initiator publisher title"),
    "csv": Form("place admin1 admin2 initiator publisher address speaker words"),
    "claims": Form("publisher address speaker value hedge"),
    "polecat": Form("place admin1 admin2 initiator publisher", "blanks"),
    "plover": Form("place admin1 admin2 initiator publisher title address"),
    "claims-jsonl": Form("publisher title address speaker value hedge"),
    "geojson": Form("place admin1 admin2 initiator publisher address speaker words"),
    "parquet": Form("place admin1 admin2 initiator publisher address speaker words"),
    "geoparquet": Form("place admin1 admin2 initiator publisher address speaker words"),
    "xlsx": Form("place admin1 admin2 initiator publisher address speaker words", "lines"),
    "ftm": Form("place initiator publisher address", "cut"),
    "ftm-statements": Form("place initiator publisher address", "cut"),
    "dossier": Form("place admin1 initiator publisher title address speaker value words", "folded"),
    "dossier-html": Form("place admin1 initiator publisher title address speaker value words", "lines"),
}


def test_every_format_is_here():
    assert set(FORMS) == set(FORMATS)


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_is_held_by_some_format(field):
    assert any(field in form.fields.split() for form in FORMS.values())


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("name", FORMS)
def test_text_survives(name, text, tmp_path):
    file = tmp_path / ("out.xlsx" if name == "xlsx" else "out")
    tally = Tally(name, FORMATS[name].policy)
    export([hostile(text)], name, file, Job(tally))
    assert tally.rows
    cells = [_normal(cell, FORMS[name].changed) for cell in read(name, file)]
    for field in FORMS[name].fields.split():
        wanted = _normal(f"{text} {field}", FORMS[name].changed)
        assert any(wanted in cell for cell in cells), f"{field}: {wanted[:80]!r} is not in {[c[:80] for c in cells]}"


def _normal(text: str, changed: str) -> str:
    """Text after what the format does to it by its rules."""
    match changed:
        case "blanks":  # POLECAT: tabs and line breaks are spaces
            return re.sub(r"[\t\n\r]", " ", text)
        case "folded":  # Markdown: all white space is one space
            return " ".join(re.sub(r"[\x00-\x1f]", " ", text).split())
        case "lines":  # XML and HTML: one kind of line break
            return text.replace("\r\n", "\n").replace("\r", "\n")
        case "cut":  # FollowTheMoney takes so many characters of a name, and no more
            return text[:200]
    return text


def read(name: str, file: Path) -> list[str]:
    """Every text in the file, by a reader that is not ours."""
    if name in {"acled", "ucdp", "csv", "claims"}:
        frame = pandas.read_csv(io.StringIO(_raw(file), newline=""), dtype=str, keep_default_na=False)
        assert len(frame) == 1
        return [_unguarded(str(cell)) for cell in frame.iloc[0]]
    if name == "polecat":
        rows = list(csv.reader(io.StringIO(_raw(file)), delimiter="\t"))
        assert [len(row) for row in rows] == [40, 40]
        return [_unguarded(cell) for cell in rows[1]]
    if name in {"parquet", "geoparquet"}:
        return [str(cell) for cell in duckdb.sql(f"SELECT * FROM read_parquet('{file}')").fetchall()[0]]
    if name == "xlsx":
        rows = list(openpyxl.load_workbook(file)["events"].iter_rows())
        assert not any(cell.data_type == "f" for cell in rows[1])
        return [openpyxl.utils.escape.unescape(str(cell.value)) for cell in rows[1]]
    if name.startswith("dossier"):
        return [_shown(_raw(file) if name == "dossier-html" else MarkdownIt("commonmark").enable("table").render(_raw(file)))]
    lines = [_raw(file)] if name == "geojson" else [line for line in _raw(file).split("\n") if line]
    return [text for line in lines for text in _strings(json.loads(line))]


def _raw(file: Path) -> str:
    return file.read_bytes().decode("utf-8")


def _unguarded(cell: str) -> str:
    """A cell without the apostrophe that keeps a spreadsheet from running it."""
    assert not cell.startswith(("=", "+", "@", "\t", "\r"))
    return cell[1:] if cell.startswith("'") else cell


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.text, self.tags = "", set[str]()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def _shown(page: str) -> str:
    parser = _Text()
    parser.feed(page)
    assert not parser.tags & {"script", "b", "a", "img", "iframe"}
    return html.unescape(parser.text)


def _strings(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for inner in value.values() for text in _strings(inner)]
    if isinstance(value, list):
        return [text for inner in value for text in _strings(inner)]
    return [str(value)]
