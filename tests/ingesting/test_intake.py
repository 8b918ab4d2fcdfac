"""What becomes of sources: stored once, copies known as copies, changes kept beside what was there."""

import io
import os
import sys
import zipfile
from importlib.resources import files
from pathlib import Path

import pytest
from sqlalchemy import text

from ingesting.conftest import Run
from ingesting.server import PAGE, STORY, Site, article, conditional, send
from tacitus.intake import Intake, Outcome, recode
from tacitus.pipeline import Coder
from tacitus.reading import ReadProblem
from tacitus.reading.rows import Options
from tacitus.receiving import Receiver
from tacitus.storing import Store
from tacitus.storing.engine import reading
from tacitus.storing.verifying import verify

TEXT = "\n\n".join(STORY)
LONG = "\n\n".join(
    (
        *STORY,
        "Residents said that rescue teams were still looking for people under the rubble of two shops on Tuesday morning.",
        "The governor of the district told reporters that schools near the market would stay closed for the rest of the week.",
        "It was the third time since the beginning of the year that the market of the town had been hit from the air.",
    )
)


def kinds(found: list[Outcome | ReadProblem]) -> str:
    return " ".join("problem" if isinstance(item, ReadProblem) else item.kind for item in found)


def sound(store: Store) -> bool:
    return list(verify(store)) == []


def test_a_file_is_stored_once(store: Store, ingest: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT)
    assert kinds(ingest(path)) == "new"
    before = store.counts()
    assert kinds(ingest(path)) == "known"
    assert store.counts() == before
    (capture,) = store.captures()
    assert store.archive.get(capture.capture.raw_sha256) == path.read_bytes()
    assert store.coding(capture.document_id) is not None
    assert sound(store)


def test_a_changed_file_is_a_new_document_and_the_old_is_kept(store: Store, ingest: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(LONG)
    ingest(path)
    path.write_text(LONG.replace("seven", "twelve"))
    assert kinds(ingest(path)) == "revised"
    (old, new) = store.documents()
    assert ("seven" in old.text, "twelve" in new.text) == (True, True)
    assert len(list(store.captures(locator=str(path)))) == 2
    assert len(list(store.codings())) == 2
    assert [(document, copy.origin_id, copy.kind) for document, copy in store.copies()] == [(new.id, old.id, "revision")]
    assert sound(store)


@pytest.mark.parametrize(
    ("text", "kind", "documents"),
    [
        (LONG, "again", 1),
        (LONG.upper(), "copy", 1),
        (LONG.replace(" the ", "  the\n"), "again", 1),  # wrapped anew
        (LONG.replace(".", "!").replace("“", '"'), "copy", 1),
        (LONG.removesuffix("\n\n" + LONG.split("\n\n")[-1]) + "", "copy", 1),  # the last paragraph cut off
        (LONG.replace("seven", "twelve"), "syndicated", 2),  # another toll is not lost
        (LONG.replace("denied", "did not deny"), "syndicated", 2),
        (LONG + "\n\nReporting by the desk in Arda.", "syndicated", 2),
        ("The parliament of the republic met on Friday to talk about the budget of the coming year.", "new", 2),
        (LONG.split("\n\n")[0], "new", 2),  # one shared sentence does not make a copy
    ],
)
def test_copies_are_told_from_reports_of_their_own(store: Store, ingest: Run, tmp_path: Path, text: str, kind: str, documents: int) -> None:
    (tmp_path / "a.txt").write_text(LONG)
    (tmp_path / "b.txt").write_text(text)
    assert kinds(ingest(tmp_path)) == f"new {kind}"
    assert store.counts()["documents"] == documents
    assert store.counts()["captures"] == 2
    origins = {store.origin(document.id) for document in store.documents()}
    assert len(origins) == (2 if kind == "new" else 1)
    assert sound(store)


def test_rows_of_a_table_are_captures_of_one_file(store: Store, ingest: Run, tmp_path: Path) -> None:
    path = tmp_path / "reports.csv"
    path.write_text(f'id,text\nx1,"{STORY[0]}"\n,"{STORY[1]}"\n')
    assert kinds(ingest(path)) == "new new"
    captures = [stored.capture for stored in store.captures()]
    assert [capture.locator for capture in captures] == [f"{path}#x1", f"{path}:3"]
    assert len(list(store.archive.hashes())) == 1
    path.write_text(path.read_text() + "x4,A convoy reached the camp at Sova on Friday morning.\n")
    assert kinds(ingest(path)) == "known known new"
    assert sound(store)


def test_a_dry_run_writes_nothing(store: Store, ingest: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.txt").write_text(TEXT)
    assert kinds(ingest(tmp_path, dry=True)) == "new again"
    assert set(store.counts().values()) == {0}
    assert list(store.archive.hashes()) == []


def test_a_withdrawn_report_is_not_taken_in_again(store: Store, ingest: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.txt").write_text(TEXT)
    ingest(tmp_path / "a.txt")
    store.withdraw(next(store.documents()).id, "asked to")
    before = store.counts()
    assert kinds(ingest(tmp_path)) == "withdrawn withdrawn"
    assert store.counts() == before


def test_what_cannot_be_read_is_a_problem_and_the_run_goes_on(store: Store, ingest: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("")
    (tmp_path / "b.warc.gz").write_bytes(b"no archive")
    (tmp_path / "c.txt").write_text(TEXT)
    (tmp_path / "d.wacz").write_bytes(b"PK no package")
    (tmp_path / "e.rss").write_text("<rss><channel><item><title>cut of")
    assert (
        kinds(ingest(tmp_path, tmp_path / "none.txt", "-")) == "problem problem new problem" + " kept problem problem" + " problem problem"
    )


@pytest.mark.skipif(sys.platform != "linux", reason="only there can a name be any bytes")
def test_a_file_whose_name_is_no_text_is_a_problem(ingest: Run, tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text(TEXT)
    (tmp_path / "café.txt").write_text(TEXT)
    assert sorted(kinds(ingest(tmp_path)).split()) == ["new", "problem"]


def test_a_page_is_fetched_kept_and_coded(store: Store, ingest: Run, site: Site) -> None:
    site.page("/story")
    assert kinds(ingest(site.url + "/story")) == "new"
    (stored,) = store.captures()
    document = store.document(stored.document_id)
    assert (document.title, document.publisher, str(document.published)) == ("Strike on Ostrel", "The Vale Post", "2024-03-05")
    assert document.url == site.url + "/story"
    assert stored.capture.header("content-type") == "text/html; charset=utf-8"
    assert store.archive.get(stored.capture.raw_sha256) == PAGE
    assert store.archive.get(stored.capture.warc_sha256)[:2] == b"\x1f\x8b"
    assert sound(store)


def test_each_fetch_that_brings_bytes_is_a_capture(store: Store, ingest: Run, site: Site) -> None:
    site.page("/story")
    site["/tagged"] = conditional
    assert kinds(ingest(site.url + "/story", site.url + "/story")) == "new again"
    assert kinds(ingest(site.url + "/tagged", site.url + "/tagged")) == "again known"  # 304: nothing new was brought
    assert store.counts()["captures"] == 3
    site.page("/story", article(STORY[0].replace("seven", "twelve"), STORY[1]))
    assert kinds(ingest(site.url + "/story")) == "revised"
    assert store.counts()["documents"] == 2


def test_a_page_without_a_report_is_kept_all_the_same(store: Store, ingest: Run, site: Site) -> None:
    site.page("/menu", b"<html><body><nav><a href='/a'>A</a></nav></body></html>")
    site.page("/plan", b"%PDF-1.7 \x00\x01\x02", Content_Type="application/pdf")
    site.page("/gone", b"", 404)
    assert kinds(ingest(*(site.url + path for path in ("/menu", "/plan", "/gone")))) == "problem kept problem kept problem"
    assert [stored.document_id for stored in store.captures()] == [None, None]
    assert sound(store)


FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>The Vale Post</title>
<item><title>Strike on Ostrel</title><link>{url}/story</link><guid>s1</guid><pubDate>{when}</pubDate>
<description>&lt;p&gt;{text}&lt;/p&gt;</description></item>
<item><title>Talks</title><link>{url}/talks</link><guid>s2</guid><pubDate>Wed, 06 Mar 2024 08:00:00 GMT</pubDate>
<description>A teaser</description></item></channel></rss>"""
WHEN = "Tue, 05 Mar 2024 10:00:00 GMT"
RSS = {"Content_Type": "application/rss+xml"}


def test_a_feed_gives_the_reports_its_entries_hold(store: Store, ingest: Run, site: Site) -> None:
    site.page("/feed", FEED.format(url=site.url, text=STORY[0], when=WHEN).encode(), **RSS)
    found = ingest(site.url + "/feed")
    assert kinds(found) == "kept new problem"
    assert "--follow" in str(found[2])
    (document,) = store.documents()
    assert (document.title, document.publisher, str(document.published)) == ("Strike on Ostrel", "The Vale Post", "2024-03-05")
    assert kinds(ingest(site.url + "/feed")) == "kept known problem"
    assert sound(store)


def test_a_feed_is_followed_to_its_pages_once(store: Store, ingest: Run, site: Site) -> None:
    site.page("/feed", FEED.format(url=site.url, text="", when=WHEN).encode(), **RSS)
    site.page("/story")
    site.page("/talks", article("Envoys of both sides met in Arda on Wednesday, the third time this month.", title="Talks", publisher=""))
    assert kinds(ingest(site.url + "/feed", follow=True)) == "kept new new"
    # the second page names no publisher, so it has the feed's
    assert [document.publisher for document in store.documents()] == [
        "The Vale Post",
        "The Vale Post",
    ]
    assert kinds(ingest(site.url + "/feed", follow=True)) == "kept"
    assert site.asked["/story"] == 1
    later = FEED.format(url=site.url, text="", when="Wed, 05 Mar 2070 10:00:00 GMT")
    site.page("/feed", later.encode(), **RSS)
    assert kinds(ingest(site.url + "/feed", follow=True)) == "kept again"
    assert site.asked["/story"] == 2


def test_a_feed_not_changed_is_gone_through_again_for_what_a_broken_run_left(store: Store, ingest: Run, site: Site) -> None:
    feed = FEED.format(url=site.url, text="", when=WHEN).encode()

    def answer(handler) -> None:  # type: ignore[no-untyped-def]
        known = handler.headers.get("If-None-Match") == '"f1"'
        send(handler, b"" if known else feed, 304 if known else 200, ETag='"f1"', **RSS)

    site["/feed"] = answer
    assert kinds(ingest(site.url + "/feed", follow=True)) == "kept problem problem"  # its pages answer 404
    site.page("/story")
    assert kinds(ingest(site.url + "/feed", follow=True)) == "known new problem"


def test_a_feed_file_is_read_as_a_feed(ingest: Run, tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_text(FEED.format(url="http://vale.example", text=STORY[0], when=WHEN))
    assert kinds(ingest(tmp_path / "feed.xml")) == "kept new problem"


@pytest.mark.parametrize("form", ["warc.gz", "wacz"])
def test_what_was_kept_can_be_read_again(store: Store, ingest: Run, site: Site, tmp_path: Path, form: str) -> None:
    """The WARC records that fetching keeps, ingested as an archive file: the same report, by a capture of its own."""
    site.page("/story")
    ingest(site.url + "/story")
    (first,) = store.captures()
    warc, path = store.archive.get(first.capture.warc_sha256), tmp_path / f"kept.{form}"
    if form == "wacz":
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as package:
            package.writestr("archive/data.warc.gz", warc)
        warc = packed.getvalue()
    path.write_bytes(warc)
    assert kinds(ingest(path)) == "again"
    assert kinds(ingest(path)) == "known"
    second = list(store.captures())[-1].capture
    assert (second.kind, second.url, second.time, second.raw_sha256) == (
        "warc", site.url + "/story", first.capture.time, first.capture.raw_sha256,
    )  # fmt: skip


def test_an_archive_that_breaks_off_gives_what_stands_before(store: Store, ingest: Run, site: Site, tmp_path: Path) -> None:
    site.page("/story")
    ingest(site.url + "/story")
    warc = store.archive.get(next(store.captures()).capture.warc_sha256)
    (tmp_path / "two.warc.gz").write_bytes(warc + warc[: len(warc) // 2])
    assert kinds(ingest(tmp_path / "two.warc.gz")).split()[0] == "again"


def test_the_same_reports_have_the_same_ids_in_every_database(store: Store, ingest: Run, coder: Coder, tmp_path: Path) -> None:
    """The sample reports, twice, into this database and into a SQLite one; the second time adds nothing."""
    table = Path(str(files("tacitus.data").joinpath("demo/reports.jsonl")))
    ingest(table)
    counts = store.counts()
    assert kinds(ingest(table)) == " ".join(["known"] * counts["documents"])
    assert store.counts() == counts
    with Store(tmp_path / "other.db", person="tester") as other:
        list(Intake(other, coder).run([str(table)], Receiver(other, Options(None, 100_000, "en"))))
        assert other.counts() == counts
        assert [ids(one) for one in (store, other)] == [ids(store)] * 2
        assert counts["claims"] == len(ids(store)["claims"]) > 10


def ids(store: Store) -> dict[str, list[str]]:
    """The ids of all that has one, in the order it was stored."""
    with reading(store._engine) as connection:
        return {
            name: list(connection.execute(text(f"SELECT id FROM {name} ORDER BY seq")).scalars())
            for name in ("documents", "captures", "codings", "accounts", "claims")
        }


def test_recoding_keeps_the_old_codings(store: Store, ingest: Run, coder: Coder, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    ingest(tmp_path)
    assert list(recode(store, coder)) == []  # the same coder
    newer = Coder(coder.settings)
    newer.__dict__.update(nlp=coder.nlp, stamp=coder.stamp.model_copy(update={"version": "next"}))
    ((before, after),) = recode(store, newer)
    assert (before.coder, after.coder) == (coder.stamp, newer.stamp)
    assert [stored.current for stored in store.codings(current=False)] == [False, True]
    assert list(recode(store, newer)) == []
    assert sound(store)


def test_a_report_the_coder_fails_on_is_stored_and_told(
    store: Store, ingest: Run, coder: Coder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    with monkeypatch.context() as broken:
        broken.setitem(coder.__dict__, "gazetteer", None)  # a coder that fails on everything
        broken.delitem(coder.__dict__, "steps", raising=False)
        found = ingest(tmp_path)
    coder.__dict__.pop("steps", None)
    assert kinds(found) == "problem new"
    assert "the coder failed" in str(found[0])
    assert len(list(store.documents())) == 1
    assert [before for before, _ in recode(store, coder)] == [None]
