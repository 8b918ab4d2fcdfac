"""Each way a site can answer is handled as said, against a running server."""

import io
import re
import time
from collections.abc import Iterator

import pytest
from warcio.archiveiterator import ArchiveIterator

from ingesting.server import PAGE, Site, after, bomb, conditional, cut_off, drip, endless, hang_up, packed, send, serving, silent
from tacitus.ingesting.exchange import Limits, RefusedError, unpack
from tacitus.ingesting.fetching import Fetched, Fetcher, FetchProblem

LIMITS = Limits(max_bytes=100_000, total=1.0, silence=0.5, delay=0.01, attempts=2, longest_wait=3)


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as served:
        yield served


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    with Fetcher("tacitus/test (+mailto:desk@vale.example)", LIMITS) as opened:
        yield opened


def fetched(fetcher: Fetcher, site: Site, path: str = "/page", **known: str) -> Fetched:
    answer = fetcher.fetch(site.url + path, known=known)
    assert isinstance(answer, Fetched), answer
    return answer


def refused(fetcher: Fetcher, site: Site, path: str = "/page") -> str:
    answer = fetcher.fetch(site.url + path)
    assert isinstance(answer, FetchProblem), answer
    return answer.message


def test_a_page_comes_as_it_was_sent(fetcher: Fetcher, site: Site) -> None:
    site.page("/page")
    answer = fetched(fetcher, site, "/page#part")
    assert (answer.body, answer.status, answer.url) == (PAGE, 200, site.url + "/page")
    assert site.seen["/page"]["User-Agent"] == "tacitus/test (+mailto:desk@vale.example)"


@pytest.mark.parametrize(
    ("answer", "message", "asked"),
    [
        (silent, "no answer within 0.5 s", 2),
        (drip, "not done after 1 s", 1),
        (endless, "sends more than 100,000 bytes", 1),
        (cut_off, "the connection failed", 2),
        (hang_up, "the connection failed", 2),
        (bomb, "unpacks to more than 100,000 bytes", 1),
        (lambda h: send(h, b"x" * 200_000), "is 200,000 bytes, more than 100,000", 1),
        (lambda h: send(h, b"not gzip", Content_Encoding="gzip"), "is broken", 1),
        (lambda h: send(h, b"?", Content_Encoding="br"), "packed as 'br'", 1),
        (lambda h: send(h, b"", 404), "answers 404", 1),
        (lambda h: send(h, b"", 403), "answers 403", 1),
        (lambda h: send(h, b"", 500), "answers 500", 2),
        (lambda h: send(h, b"", 429, Retry_After="3600"), "429 and asks to wait 3600 s", 1),
        (lambda h: send(h, b"", 429, Retry_After="Wed, 01 Jan 2070 00:00:00 GMT"), "429 and asks to wait", 1),
        (lambda h: send(h, b"", 302), "without saying where", 1),
        (lambda h: send(h, b"", 302, Location="/page"), "go in a circle", 1),
        (lambda h: send(h, b"", 302, Location="/page#again"), "go in a circle", 1),
        (lambda h: send(h, b"", 302, Location="file:///etc/passwd"), "no http or https address", 1),
        (lambda h: send(h, b"", 302, Location="/closed/page"), "is sent on to http://127.0.0.1:[0-9]+/closed/page, which is closed", 1),
    ],
)
def test_an_answer_that_cannot_be_used_is_a_problem(fetcher: Fetcher, site: Site, answer, message: str, asked: int) -> None:  # type: ignore[no-untyped-def]
    site.page("/robots.txt", b"User-agent: tacitus\nDisallow: /closed", Content_Type="text/plain")
    site["/page"] = answer
    assert re.search(message, found := refused(fetcher, site)), found
    assert site.asked["/page"] == asked
    assert site.asked["/closed/page"] == 0


def test_a_packed_page_is_unpacked_within_its_cap(fetcher: Fetcher, site: Site) -> None:
    site["/page"] = packed
    assert fetched(fetcher, site).body == PAGE


@pytest.mark.parametrize(
    ("status", "headers", "least"), [(429, {"Retry_After": "1"}, 1.0), (503, {"Retry_After": "1"}, 1.0), (502, {}, 0.0)]
)
def test_a_site_that_asks_to_wait_is_asked_again_later(
    fetcher: Fetcher, site: Site, status: int, headers: dict[str, str], least: float
) -> None:
    site["/page"] = after(1, status, **headers)
    started = time.monotonic()
    assert fetched(fetcher, site).body == PAGE
    assert time.monotonic() - started >= least
    assert site.asked["/page"] == 2


def test_redirects_are_followed_hop_by_hop(fetcher: Fetcher, site: Site) -> None:
    site["/page"] = lambda h: send(h, b"", 301, Location="/next?a=1")
    site["/next?a=1"] = lambda h: send(h, b"", 307, Location=site.url + "/end")
    site.page("/end")
    answer = fetched(fetcher, site)
    assert (answer.body, answer.url, answer.final_url) == (PAGE, site.url + "/page", site.url + "/end")


def test_redirects_end(fetcher: Fetcher, site: Site) -> None:
    for n in range(10):
        site[f"/{n}"] = lambda h, n=n: send(h, b"", 302, Location=f"/{n + 1}")
    assert "more than 5 times" in refused(fetcher, site, "/0")
    assert site.asked["/5"] == 1
    assert site.asked["/6"] == 0


def test_a_public_site_may_not_lead_to_a_private_address(fetcher: Fetcher, site: Site) -> None:
    site.page("/page")
    answer = fetcher.fetch(site.url + "/page", referrer="http://93.184.216.34/feed")
    assert isinstance(answer, FetchProblem)
    assert "private address" in answer.message
    assert site.asked.total() == 0


@pytest.mark.parametrize(
    ("robots", "path", "allowed"),
    [
        ("User-agent: *\nDisallow: /page", "/page", False),
        ("User-agent: *\nDisallow: /page\n\nUser-agent: tacitus\nAllow: /", "/page", True),
        ("User-agent: tacitus\nDisallow: /", "/page", False),
        ("User-agent: other\nDisallow: /", "/page", True),
        ("User-agent: *\nDisallow: /\nAllow: /page", "/page", True),
        ("", "/page", True),
        ("<html>no robots here", "/page", True),
    ],
)
def test_robots_txt_is_obeyed(fetcher: Fetcher, site: Site, robots: str, path: str, allowed: bool) -> None:
    site.page("/robots.txt", robots.encode(), Content_Type="text/plain")
    site.page(path)
    answers = [fetcher.fetch(site.url + path) for _ in range(2)]
    assert [isinstance(answer, Fetched) for answer in answers] == [allowed] * 2
    assert site.asked[path] == 2 * allowed
    assert site.asked["/robots.txt"] == 1


@pytest.mark.parametrize(
    ("answer", "allowed"),
    [
        (lambda h: send(h, b"", 404), True),
        (lambda h: send(h, b"", 403), True),
        (lambda h: send(h, b"", 500), False),
        (lambda h: send(h, b"", 429), False),
        (hang_up, False),
        (lambda h: send(h, b"", 301, Location="/robots2.txt"), False),
        (lambda h: send(h, b"", 301, Location="/robots.txt"), False),
    ],
)
def test_robots_txt_that_cannot_be_had(fetcher: Fetcher, site: Site, answer, allowed: bool) -> None:  # type: ignore[no-untyped-def]
    site["/robots.txt"] = answer
    site.page("/robots2.txt", b"User-agent: *\nDisallow: /", Content_Type="text/plain")
    site.page("/page")
    assert isinstance(fetcher.fetch(site.url + "/page"), Fetched) == allowed
    assert site.asked["/page"] == allowed


@pytest.mark.parametrize(("robots", "delay", "least"), [("", 0.2, 0.2), ("User-agent: *\nCrawl-delay: 0.4", 0.01, 0.4)])
def test_a_host_is_not_hurried(site: Site, robots: str, delay: float, least: float) -> None:
    site.page("/robots.txt", robots.encode(), Content_Type="text/plain")
    site.page("/page")
    with Fetcher("tacitus/test", Limits(delay=delay)) as fetcher:
        started = time.monotonic()
        for _ in range(3):
            fetched(fetcher, site)
    assert time.monotonic() - started >= 3 * least  # robots.txt and three pages


def test_a_page_that_was_not_changed_is_not_sent_again(fetcher: Fetcher, site: Site) -> None:
    site["/page"] = conditional
    first = fetched(fetcher, site)
    tag = dict(first.headers)["ETag"]
    again = fetcher.fetch(site.url + "/page", known={"If-None-Match": tag})
    assert isinstance(again, Fetched)
    assert (again.status, again.body) == (304, b"")


def test_every_hop_is_kept_as_warc_records(fetcher: Fetcher, site: Site) -> None:
    site["/page"] = lambda h: send(h, b"", 301, Location="/end")
    site["/end"] = packed
    records = []
    for record in ArchiveIterator(io.BytesIO(fetched(fetcher, site).warc), check_digests="raise"):
        body = record.content_stream().read()
        records.append((record.rec_type, (record.rec_headers.get_header("WARC-Target-URI") or "").removeprefix(site.url), body))
    assert [(kind, path) for kind, path, _ in records] == [
        ("warcinfo", ""), ("response", "/page"), ("request", "/page"), ("response", "/end"), ("request", "/end"),
    ]  # fmt: skip
    assert records[3][2] == PAGE


@pytest.mark.parametrize("url", ["ftp://vale.example/page", "http://", "page.html", "http://[", "http://no-such-host.invalid/"])
def test_what_is_no_address_is_a_problem(fetcher: Fetcher, url: str) -> None:
    assert isinstance(fetcher.fetch(url), FetchProblem)


@pytest.mark.parametrize("encoding", ["gzip", "x-gzip", "deflate", "", "identity"])
def test_nothing_is_made_of_an_empty_body(encoding: str) -> None:
    assert unpack(b"", encoding, 10) == b""


def test_gzip_members_are_one_body_under_one_cap() -> None:
    import gzip

    twice = gzip.compress(b"a" * 60) * 2
    assert unpack(twice, "gzip", 120) == b"a" * 120
    with pytest.raises(RefusedError, match="more than 100"):
        unpack(twice, "gzip", 100)
    with pytest.raises(RefusedError, match="cut off"):
        unpack(twice[:-4], "gzip", 1000)
