"""Fetching: one page at a time, as a guest: robots.txt obeyed, hosts not hurried, every hop looked at again."""

import ipaddress
import logging
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urldefrag, urljoin, urlsplit

import httpx
import stamina
from protego import Protego

from tacitus.ingesting.exchange import AGENT, Exchange, Headers, Limits, RefusedError, ask, refusal
from tacitus.ingesting.keeping import warc_records

logging.getLogger("stamina").addHandler(logging.NullHandler())

_ROBOTS_BYTES = 512_000
"""What RFC 9309 asks to be read at least."""
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page as received. `url` is what was asked for, `final_url` where the redirects led; status 304 has no body.

    `warc` holds all hops as WARC records, gzip by record, ready to be kept.
    """

    url: str
    final_url: str
    time: str
    status: int
    headers: Headers
    body: bytes
    warc: bytes


@dataclass(frozen=True, slots=True)
class FetchProblem:
    """Why a page was not fetched."""

    url: str
    message: str


@dataclass
class Fetcher:
    """Fetches pages; use it as a context. `agent` is the User-Agent sent, best with an address to write to."""

    agent: str
    limits: Limits = field(default_factory=Limits)
    _robots: dict[str, Protego | None] = field(default_factory=dict)
    _last: dict[str, float] = field(default_factory=dict)

    def __enter__(self) -> "Fetcher":
        headers = {"User-Agent": self.agent, "Accept-Encoding": "gzip, deflate", "Accept": "text/html, application/xml;q=0.9, */*;q=0.5"}
        timeout = httpx.Timeout(self.limits.silence)
        # Polite waits outlive what servers keep open: a connection taken up again may be closed under the request.
        once = httpx.Limits(max_keepalive_connections=0)
        self._client = httpx.Client(headers=headers, timeout=timeout, follow_redirects=False, limits=once)
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def fetch(self, url: str, *, known: dict[str, str] | None = None, referrer: str | None = None) -> Fetched | FetchProblem:
        """The page, or why it cannot be had; nothing raises.

        `known` are the conditional headers of an earlier capture. Each hop must be http or https, allowed by the robots.txt of
        its host (none = allowed; one that cannot be had = not allowed, RFC 9309) and, coming from a public host or a `referrer` on
        one, lead to a public address. 429 and 5xx are asked again after the time they tell, at most `attempts` times.
        """
        try:
            url = urldefrag(url).url
            hops = list(self._hops(url, known or {}, referrer))
        except RefusedError as refused:
            return FetchProblem(url, str(refused))
        except ValueError as error:  # urllib.parse, for this address or one it leads to
            return FetchProblem(url, f"is or leads to no address: {error}")
        last = hops[-1]
        return Fetched(url, last.url, last.time, last.status, last.headers, last.body, warc_records(hops))

    def _hops(self, url: str, known: dict[str, str], referrer: str | None) -> Iterator[Exchange]:
        seen: set[str] = set()
        while True:
            self._check(url, referrer, seen)
            exchange = self._patiently(url, known)
            yield exchange
            target = exchange.header("location")
            if exchange.status not in _REDIRECTS or not target:
                if 300 <= exchange.status < 400 and exchange.status != 304:
                    raise RefusedError(f"answers {exchange.status} without saying where to go")
                return
            seen.add(url)
            referrer, url = url, urldefrag(urljoin(url, target)).url

    def _check(self, url: str, referrer: str | None, seen: set[str]) -> None:
        via = f"is sent on to {url}, which " if seen else ""
        if urlsplit(url).scheme not in {"http", "https"} or not urlsplit(url).hostname:
            raise RefusedError(f"{via}is no http or https address")
        if url in seen:
            raise RefusedError(f"{via}is where it came from: the redirects go in a circle")
        if len(seen) > self.limits.redirects:
            raise RefusedError(f"is sent on more than {self.limits.redirects} times")
        if referrer and _inside(url) and not _inside(referrer):
            raise RefusedError(f"{via}leads from a public site to a private address")
        rules = self._rules(url)
        if rules is None:
            raise RefusedError(f"{via}has a robots.txt that cannot be had, so nothing there may be fetched now")
        if not rules.can_fetch(url, AGENT):
            raise RefusedError(f"{via}is closed to us by robots.txt")

    def _rules(self, url: str) -> Protego | None:
        """The robots.txt of the host, fetched once a run; None when the host cannot say."""
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._robots:
            self._robots[origin] = self._robots_of(f"{origin}/robots.txt")
        return self._robots[origin]

    def _robots_of(self, url: str) -> Protego | None:
        for _ in range(self.limits.redirects + 1):
            try:
                exchange = self._patiently(url, {}, strict=False)
            except RefusedError:
                return None
            target = exchange.header("location")
            if exchange.status in _REDIRECTS and target:
                if _inside(urljoin(url, target)) and not _inside(url):
                    return None
                url = urljoin(url, target)
                continue
            found = exchange.body[:_ROBOTS_BYTES].decode("utf-8", errors="replace") if exchange.status < 300 else ""
            return Protego.parse(found)
        return None

    def _patiently(self, url: str, known: dict[str, str], *, strict: bool = True) -> Exchange:
        """The answer, asked again as often as it is worth; `strict` refuses 4xx, which for robots.txt only mean that there is none."""
        for attempt in stamina.retry_context(_wait_of, attempts=self.limits.attempts, timeout=None, wait_initial=self.limits.delay):
            with attempt:
                self._pace(url)
                exchange = ask(self._client, url, known, self.limits)
                refused = refusal(exchange, self.limits)
                if refused and (strict or exchange.status >= 500 or exchange.status == 429):
                    raise refused
        return exchange

    def _pace(self, url: str) -> None:
        """Wait until the host may be asked again: our delay, or the longer one its robots.txt asks for (up to `longest_wait`)."""
        parts = urlsplit(url)
        rules = self._robots.get(f"{parts.scheme}://{parts.netloc}")
        asked = (rules.crawl_delay(AGENT) or 0.0) if rules else 0.0
        delay = max(self.limits.delay, min(asked, self.limits.longest_wait))
        due = self._last.get(parts.netloc, float("-inf")) + delay
        if (wait := due - time.monotonic()) > 0:
            time.sleep(wait)
        self._last[parts.netloc] = time.monotonic()


def _wait_of(error: Exception) -> bool | float:
    """Stamina's question whether to try again: no, yes after the usual back-off, or after so many seconds."""
    if not isinstance(error, RefusedError) or error.wait is None:
        return False
    return error.wait or True


def _inside(url: str) -> bool:
    """Whether the host is, or resolves to, an address that is not on the public internet. A name that does not resolve is not."""
    host = urlsplit(url).hostname or ""
    try:
        found = {info[4][0] for info in socket.getaddrinfo(host, None)}
    except (OSError, UnicodeError):
        return False
    return any(not ipaddress.ip_address(str(address).split("%")[0]).is_global for address in found)
