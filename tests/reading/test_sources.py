"""Sources: every kind of file is read; every fault of the data is one message and the rest is still read."""

import io
import json
import sys
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tacitus.model import Document
from tacitus.reading import ReadProblem, read
from tacitus.reading.rows import Options, Origin, documents, parse_day

TEXT = "Soldiers pulled out of the river port of Orvask on Monday, and at least four people were killed, the governor said."
SPANISH = (
    "El ejército dijo el martes que sus fuerzas habían recuperado la ciudad después de tres días de combates con los rebeldes. "
    "Al menos doce personas murieron y treinta resultaron heridas, según fuentes médicas locales de la provincia del norte."
    " El gobierno no hizo comentarios."
)
PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>Soldiers leave Orvask | Northgate News</title>
<meta property="og:title" content="Soldiers leave Orvask"><meta property="og:site_name" content="Northgate News">
<link rel="canonical" href="https://northgate.example/orvask">
<meta property="article:published_time" content="2024-06-03T10:00:00Z"></head>
<body><nav><a href="/">Home</a> <a href="/w">World</a></nav><article><h1>Soldiers leave Orvask</h1><p>{TEXT}</p>
<p>{TEXT.replace("Monday", "Tuesday")}</p><figure><img src="a.jpg"><figcaption>Smoke over Orvask</figcaption></figure></article>
<footer>Copyright 2024 Northgate</footer></body></html>"""


def got(sources: str | Path | Iterable[str | Path], **options: object) -> tuple[list[Document], list[str]]:
    """Documents and messages."""
    readings = list(read(sources, **options))  # type: ignore[arg-type]
    return [r for r in readings if isinstance(r, Document)], [str(r) for r in readings if isinstance(r, ReadProblem)]


def one(path: Path, content: str | bytes, **options: object) -> Document:
    """The only document of a file, which has no fault."""
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    found, problems = got(path, **options)
    assert problems == []
    (document,) = found
    return document


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", TEXT),
        ("a.TXT", TEXT),
        ("noname", TEXT),
        ("a.md", f"*Soldiers* pulled{TEXT.removeprefix('Soldiers pulled')}"),
        ("a.html", PAGE.replace(f"<p>{TEXT.replace('Monday', 'Tuesday')}</p>", "")),
        ("a.jsonl", json.dumps({"text": TEXT})),
        ("a.ndjson", "\n" + json.dumps({"text": TEXT}) + "\n\n"),
        ("a.json", json.dumps({"text": TEXT})),
        ("b.json", json.dumps({"text": TEXT}, indent=2)),
        ("c.json", json.dumps([{"text": TEXT}], indent=2)),
        ("a.log", json.dumps({"text": TEXT})),
        ("a.csv", f'text,id\n"{TEXT}",7\n'),
        ("b.csv", f'\ufeffid;text\n7;"{TEXT}"\n'),
        ("a.tsv", f"id\tText\n7\t{TEXT}\n"),
    ],
)
def test_each_kind_gives_its_text(tmp_path: Path, name: str, content: str) -> None:
    assert one(tmp_path / name, content).text == TEXT


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252", "mac_roman"])
@pytest.mark.parametrize("name", ["a.txt", "a.html"])
def test_encodings_of_texts(tmp_path: Path, encoding: str, name: str) -> None:
    said = "“We’re leaving,” José Núñez told the people of Orvask — and the soldiers left the café and the river port behind."
    content = f"<html><body><article><p>{said}</p><p>{TEXT}</p></article></body></html>" if name == "a.html" else f"{said}\n\n{TEXT}"
    assert one(tmp_path / name, content.encode(encoding)).text == f"{said}\n\n{TEXT}"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("name", ["a.jsonl", "a.csv"])
def test_encodings_of_tables(tmp_path: Path, encoding: str, name: str) -> None:
    said = "“We’re leaving,” José said."
    content = json.dumps({"text": said}, ensure_ascii=False) if name == "a.jsonl" else f'text\n"{said.replace(chr(34), chr(34) * 2)}"\n'
    assert one(tmp_path / name, content.encode(encoding)).text == said


def test_a_declared_encoding_is_believed(tmp_path: Path) -> None:
    page = f'<html><head><meta charset="iso-8859-2"></head><body><article><p>Łódź and Šabac. {TEXT}</p></article></body></html>'
    assert one(tmp_path / "a.html", page.encode("iso-8859-2")).text.startswith("Łódź and Šabac.")


def test_a_page_tells_title_date_publisher_and_address(tmp_path: Path) -> None:
    document = one(tmp_path / "a.html", PAGE)
    assert document.title == "Soldiers leave Orvask"
    assert document.published == date(2024, 6, 3)
    assert document.publisher == "Northgate News"
    assert document.url == "https://northgate.example/orvask"
    assert document.text == f"{TEXT}\n\n{TEXT.replace('Monday', 'Tuesday')}"  # neither menu, caption, footer nor the headline again


def test_a_row_tells_everything(tmp_path: Path) -> None:
    row = {
        "id": 7,
        "title": "Soldiers\nleave",
        "text": TEXT,
        "published": "2024-06-03",
        "publisher": "N",
        "url": "u",
        "language": "en-GB",
        "x": [1],
    }
    document = one(tmp_path / "a.jsonl", json.dumps(row))
    assert (document.ref, document.title, document.published) == ("7", "Soldiers leave", date(2024, 6, 3))
    assert (document.publisher, document.url, document.language) == ("N", "u", "en")


def test_references_are_the_path_and_the_line(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("\n".join(json.dumps({"text": TEXT}) for _ in range(2)))
    (tmp_path / "b.csv").write_text(f'text,id\n"one\nletter",\n"{TEXT}",x9\n')
    assert [d.ref for d in got(tmp_path / "a.jsonl")[0]] == [f"{tmp_path}/a.jsonl:1", f"{tmp_path}/a.jsonl:2"]
    assert [d.ref for d in got(tmp_path / "b.csv")[0]] == [f"{tmp_path}/b.csv:2", "x9"]
    assert one(tmp_path / "c.txt", TEXT).ref == f"{tmp_path}/c.txt"


def test_parquet_is_read_by_batches(tmp_path: Path) -> None:
    count = 600
    table = pa.table(
        {
            "text": [TEXT] * count,
            "published": pa.array([datetime(2024, 6, 3, 23)] * count, pa.timestamp("ms")),
            "id": list(range(count)),
            "other": [b"\0"] * count,
        }
    )
    pq.write_table(table, tmp_path / "a.parquet")
    (tmp_path / "copy.bin").write_bytes((tmp_path / "a.parquet").read_bytes())
    found, problems = got([tmp_path / "a.parquet", tmp_path / "copy.bin"])
    assert problems == []
    assert len(found) == 2 * count
    assert {d.published for d in found} == {date(2024, 6, 3)}
    assert found[599].ref == "599"


@pytest.mark.parametrize(
    ("markdown", "title", "text"),
    [
        (
            "# Soldiers leave\n\nFour [people](http://x) were **killed**.\nMore fled.",
            "Soldiers leave",
            "Four people were killed. More fled.",
        ),
        ("---\ntitle: Soldiers leave\ndate: 2024-06-03\n---\n\nFour were killed.", "Soldiers leave", "Four were killed."),
        ("One fled.\n\n- two\n- three\n\n![smoke](a.jpg)\n\n```\ncode\n```", None, "One fled.\n\ntwo\n\nthree"),
    ],
)
def test_markdown_loses_its_marks(tmp_path: Path, markdown: str, title: str | None, text: str) -> None:
    document = one(tmp_path / "a.md", markdown)
    assert (document.title, document.text) == (title, text)
    assert document.published == (date(2024, 6, 3) if markdown.startswith("---") else None)


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("Soldiers leave river port", "Soldiers leave river port"),
        ("Who holds Orvask?", "Who holds Orvask?"),
        ("Soldiers left the port.", None),
        ("By Ana Low", None),
        ("Highlights:", None),
        ("Soldiers leave\nriver port", None),
    ],
)
def test_a_headline_over_a_plain_text_is_its_title(tmp_path: Path, head: str, title: str | None) -> None:
    document = one(tmp_path / "a.txt", f"{head}\n\n{TEXT}")
    assert document.title == title
    assert document.full == f"{head}\n\n{TEXT}"


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (json.dumps({"text": TEXT}) + "\n" + json.dumps({"text": TEXT}), TEXT),
        (json.dumps([{"text": TEXT}]), TEXT),
        (PAGE, f"{TEXT}\n\n{TEXT.replace('Monday', 'Tuesday')}"),
        (TEXT, TEXT),
        (f"[Signature tune] {TEXT}", f"[Signature tune] {TEXT}"),
    ],
)
def test_standard_input_is_known_by_how_it_begins(monkeypatch: pytest.MonkeyPatch, content: str, text: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(content.encode()))))
    found, problems = got("-")
    assert problems == []
    assert {d.text for d in found} == {text}
    assert found[0].ref in {"-", "-:1"}


def test_folders_and_patterns_are_read_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/.hidden.txt", ".git/c.txt", "c[1].txt", "d.jsonl"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(json.dumps({"text": TEXT}) if name == "d.jsonl" else TEXT)
    refs = [d.ref.removeprefix(f"{tmp_path}/") for d in got(tmp_path)[0]]
    assert refs == ["a/z.txt", "b.txt", "c[1].txt", "d.jsonl:1"]
    assert [Path(d.ref).name for d in got(str(tmp_path / "**" / "*.txt"))[0]] == ["z.txt", "b.txt", "c[1].txt"]
    assert len(got(str(tmp_path / "c[1].txt"))[0]) == 1  # a name that exists is no pattern


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.txt", b"", "is empty"),
        ("a.txt", b" \n\n ", "the text is empty"),
        ("a.jsonl", b"\n\n", "holds no rows"),
        ("a.csv", b"text,id\n", "holds no rows"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\0\0\0", "is binary, not text; convert"),
        ("a.pdf", b"%PDF-1.7 text", "is binary, not text; convert"),
        ("a.txt.gz", b"\x1f\x8b\x08\0\0\0", "is binary, not text; convert"),
        ("a.txt", b"word " * 400, "larger than 1,000 bytes; raise the setting 'max_bytes'"),
        ("a.html", b"<html><body><nav><a href='/'>Home</a><a href='/w'>World</a></nav></body></html>", "the page holds no article"),
        ("a.txt", SPANISH.encode(), "written in 'es'; only 'en' is read"),
        ("a.json", b"[1, 2", "1: not JSON:"),
        ("a.json", b'[{"text": "x"}, 3]', ":2: a row must be a JSON object, not int"),
        ("a.parquet", b"PAR1 and then nothing", "not a readable Parquet file"),
        ("a.csv", b"body,id\nx,1\n", ":1: no column 'text'; found 'body', 'id'"),
        ("a.tsv", b"body\nx\n", ":1: no column 'text'; found 'body'"),
    ],
)
def test_each_bad_source_is_one_message(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    (tmp_path / name).write_bytes(content)
    (tmp_path / "good.jsonl").write_text(json.dumps({"text": TEXT}))
    found, problems = got([tmp_path / name, tmp_path / "good.jsonl"], max_bytes=1_000)
    assert found[-1].text == TEXT  # everything else is still read
    (problem,) = problems
    assert problem.startswith(f"{tmp_path}/{name}:")
    assert message in problem


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('{"text": "x"', "not JSON: Expecting ',' delimiter at column"),
        ('"only words"', "a row must be a JSON object, not str"),
        ('{"body": "x"}', "no 'text'; found 'body'"),
        ("{}", "no 'text'; found nothing"),
        ('{"text": 12}', "'text' must be text, not int"),
        ('{"text": null}', "the text is empty"),
        ('{"text": "– … –"}', "the text is empty"),
        (json.dumps({"text": "word " * 300}), "larger than 1,000 bytes"),
        (json.dumps({"text": "x", "language": "fr"}), "written in 'fr'"),
        (json.dumps({"text": SPANISH}), "written in 'es'"),
        ("[" * 900, "not JSON:"),
    ],
)
def test_each_bad_row_is_one_message_with_its_line(tmp_path: Path, line: str, message: str) -> None:
    good = json.dumps({"text": TEXT})
    (tmp_path / "a.jsonl").write_text(f"{good}\n{line}\n{good}\n")
    found, problems = got(tmp_path / "a.jsonl", max_bytes=1_000)
    assert [d.ref for d in found] == [f"{tmp_path}/a.jsonl:1", f"{tmp_path}/a.jsonl:3"]
    (problem,) = problems
    assert problem.startswith(f"{tmp_path}/a.jsonl:2: ")
    assert message in problem


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("one,two,three,four", "4 values under 2 columns"),
        ("x" * 2_000 + ",1", "larger than 1,000 bytes"),
        (",7", "the text is empty"),
    ],
)
def test_each_bad_table_row_is_one_message(tmp_path: Path, row: str, message: str) -> None:
    (tmp_path / "a.csv").write_text(f'text,id\n{row}\n"{TEXT}",9\n')
    found, problems = got(tmp_path / "a.csv", max_bytes=1_000)
    assert [d.ref for d in found] == ["9"]
    (problem,) = problems
    assert problem.startswith(f"{tmp_path}/a.csv:2: ")
    assert message in problem


def test_a_parquet_table_without_text_is_one_message(tmp_path: Path) -> None:
    pq.write_table(pa.table({"body": ["x"]}), tmp_path / "a.parquet")
    assert got(tmp_path / "a.parquet") == ([], [f"{tmp_path}/a.parquet: no column 'text'; found 'body'"])


@pytest.mark.parametrize("source", ["missing.txt", "missing/*.txt", "missing"])
def test_a_missing_source_is_a_message(tmp_path: Path, source: str) -> None:
    assert got(tmp_path / source) == ([], [f"{tmp_path / source}: no such file, and no file matches it"])


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2024-06-03", date(2024, 6, 3)),
        ("20240603", date(2024, 6, 3)),
        (20240603, date(2024, 6, 3)),
        ("2024-06-03T23:30:00Z", date(2024, 6, 3)),
        ("2024-06-03 23:30:00+05:30", date(2024, 6, 3)),  # the day as written
        ("20240603233000", date(2024, 6, 3)),
        ("3 June 2024", date(2024, 6, 3)),
        ("June 3, 2024", date(2024, 6, 3)),
        ("Jun 3, 2024", date(2024, 6, 3)),
        ("Mon, 03 Jun 2024 10:00:00 GMT", date(2024, 6, 3)),
        (datetime(2024, 6, 3, 12), date(2024, 6, 3)),
        (date(2024, 6, 3), date(2024, 6, 3)),
        ("03/04/2024", None),  # which is the month?
        ("yesterday", None),
        ("2024", None),
        ("2024-02-30", None),
        ([], None),
    ],
)
def test_publication_days(value: object, expected: date | None) -> None:
    assert parse_day(value) == expected


@pytest.mark.parametrize(
    ("row", "day"),
    [
        ({"date": "2024-03-04"}, date(2024, 3, 4)),
        ({"published": "", "date": "2024-03-04"}, date(2024, 3, 4)),
        ({"published": "2024-03-05", "date": "2024-03-04"}, date(2024, 3, 5)),
    ],
)
def test_a_column_called_date_is_the_day_of_publication(row: dict[str, str], day: date, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": TEXT} | row))
    found, problems = got(tmp_path / "a.jsonl")
    assert ([d.published for d in found], problems) == ([day], [])


def test_an_unreadable_date_is_a_message_and_the_document_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": TEXT, "published": "03/04/2024"}))
    found, problems = got(tmp_path / "a.jsonl", published=date(2024, 1, 1))
    assert [d.published for d in found] == [None]
    assert problems == [f"{tmp_path}/a.jsonl:1: unreadable date '03/04/2024' in 'published'; write it as 2024-12-31"]


@pytest.mark.parametrize(
    ("row", "expected"), [({}, date(2024, 1, 1)), ({"published": ""}, date(2024, 1, 1)), ({"published": "2023-05-05"}, date(2023, 5, 5))]
)
def test_a_given_day_is_for_documents_without_their_own(tmp_path: Path, row: dict[str, str], expected: date) -> None:
    assert one(tmp_path / "a.jsonl", json.dumps({"text": TEXT, **row}), published=date(2024, 1, 1)).published == expected


@pytest.mark.parametrize(
    ("text", "language", "count"), [(SPANISH, "es", 1), (SPANISH, "en", 0), (SPANISH[:100], "en", 1), (TEXT * 3, "en", 1)]
)
def test_only_a_sure_other_language_is_refused(tmp_path: Path, text: str, language: str, count: int) -> None:
    (tmp_path / "a.txt").write_text(text)
    assert len(got(tmp_path / "a.txt", language=language)[0]) == count


def test_reading_is_lazy(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": TEXT}) + "\nbroken\n")
    assert isinstance(next(read([tmp_path / "a.jsonl", tmp_path / "missing"])), Document)


@given(st.text(), st.text(), st.one_of(st.none(), st.text()))
def test_any_row_gives_a_true_document_or_a_message(text: str, title: str, published: str | None) -> None:
    row = {"text": text, "title": title, "published": published}
    for reading in documents(row, Origin("x", 1), Options(None, 1_000, "en")):
        if isinstance(reading, Document):
            assert reading.full.encode()  # no lone surrogate is left
            assert reading.span(0, len(reading.full)).text == reading.full
        else:
            assert reading.message
