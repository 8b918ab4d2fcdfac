"""Receiving: sources of every kind, opened and brought to one form: bytes, where they came from, and the report they tell."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tacitus.ingesting.fetching import Fetched, Fetcher, FetchProblem
from tacitus.model import Document
from tacitus.reading import ReadProblem, read
from tacitus.reading.feeds import Entry, entry_document, is_feed, read_feed
from tacitus.reading.pages import read_page
from tacitus.reading.rows import Options
from tacitus.reading.sources import STANDARD_INPUT, paths
from tacitus.reading.warc import ArchivedPage, is_archive, read_archive
from tacitus.storing import Capture, Store, StoredCapture
from tacitus.storing.records import CaptureKind

FEED_SUFFIXES = frozenset({".rss", ".atom", ".xml"})


@dataclass(frozen=True)
class Receipt:
    """What was received and is not stored yet. `raw` are the bytes, or the file that holds them."""

    capture: Capture
    raw: bytes | Path
    document: Document | None = None
    warc: bytes | None = None


Received = Receipt | ReadProblem


@dataclass(frozen=True)
class Receiver:
    """Opens sources one after the other; nothing is held but the report at hand.

    `fetcher` None: addresses are refused. `follow`: the entries of a feed are read from their pages, each of which is fetched once and
    again only when the feed says that it was changed.
    """

    store: Store
    options: Options
    fetcher: Fetcher | None = None
    follow: bool = False

    def receive(self, source: str) -> Iterator[Received]:
        """Everything a source holds: a file, a folder, a pattern, or the address of a page or feed; the store's own files left out."""
        if source.casefold().startswith(("http://", "https://")):
            yield from self._address(source)
        elif source == STANDARD_INPUT:
            yield ReadProblem(source, None, "standard input cannot be kept as a source; write it to a file first")
        elif found := paths(source):
            for path in found:
                if not _encodes(str(path)):
                    yield ReadProblem(repr(path.name), None, "its name is not UTF-8, so that it cannot be recorded; rename it")
                elif not self.store.owns(path):
                    yield from self._file(path)
        else:
            yield ReadProblem(source, None, "no such file, and no file matches it")

    def _file(self, path: Path) -> Iterator[Received]:
        try:
            if is_archive(path):
                yield from self._archive(path)
            elif path.suffix.casefold() in FEED_SUFFIXES and is_feed(path.open("rb").read(2048)):
                capture = _Source("feed", str(path)).capture(raw := path.read_bytes())
                yield from self._feed(Receipt(capture, raw))
            else:
                yield from self._read(path)
        except OSError as error:
            yield ReadProblem(str(path), None, f"cannot be read: {error.strerror or error}")

    def _read(self, path: Path) -> Iterator[Received]:
        file, options = _File(path), self.options
        for found in read([path], published=options.published, max_bytes=options.max_bytes, language=options.language):
            if isinstance(found, ReadProblem):
                yield found
                continue
            whole = found.raw_sha256 == file.sha256
            locator = str(path) if whole else found.ref if found.ref.startswith(str(path)) else f"{path}#{found.ref}"
            yield Receipt(_described(_Source("file" if whole else "row", locator).named(file.sha256), found), path, found)

    def _archive(self, path: Path) -> Iterator[Received]:
        for page in read_archive(path, self.options.max_bytes):
            if isinstance(page, ArchivedPage):
                source = _Source("warc", page.url, page.url, page.time, page.status, page.headers)
                yield from self._page(Receipt(source.capture(page.body), page.body))
            else:
                yield page

    def _address(self, url: str, referrer: str | None = None, *, may_be_feed: bool = True) -> Iterator[Received]:
        if self.fetcher is None:
            yield ReadProblem(url, None, "is an address, and nothing may be fetched here")
            return
        before = self.store.newest_capture(url)
        answer = self.fetcher.fetch(url, known=_conditions(before), referrer=referrer)
        if isinstance(answer, FetchProblem):
            yield ReadProblem(url, None, answer.message)
            return
        receipt = self._answered(answer, before)
        if may_be_feed and isinstance(receipt.raw, bytes) and is_feed(receipt.raw[:2048]):
            yield from self._feed(receipt)
        else:
            yield from self._page(receipt)

    def _answered(self, answer: Fetched, before: StoredCapture | None) -> Receipt:
        """What was fetched; for "not modified" what was fetched before, since the run that did may not have come to its end."""
        if answer.status == 304 and before:
            return Receipt(before.capture, self.store.archive.get(before.capture.raw_sha256))
        source = _Source("page", answer.url, answer.final_url, answer.time, answer.status, answer.headers)
        return Receipt(source.capture(answer.body), answer.body, None, answer.warc)

    def _page(self, receipt: Receipt) -> Iterator[Received]:
        """A page and its report; a page that holds none is kept all the same."""
        kind = (receipt.capture.header("content-type") or "").casefold()
        url = receipt.capture.url or receipt.capture.locator
        raw = receipt.raw if isinstance(receipt.raw, bytes) else receipt.raw.read_bytes()
        document = None
        for found in read_page(raw, url, self.options, plain=kind.startswith("text/plain")):
            if isinstance(found, ReadProblem):
                yield found
            else:
                document = found
        capture = _described(receipt.capture, document) if document else receipt.capture
        yield Receipt(capture, raw, document, receipt.warc)

    def _feed(self, receipt: Receipt) -> Iterator[Received]:
        """The feed itself, then its entries or the pages they lead to."""
        raw = receipt.raw if isinstance(receipt.raw, bytes) else receipt.raw.read_bytes()
        feed = receipt.capture.model_copy(update={"kind": "feed"})
        yield Receipt(feed, raw, None, receipt.warc)
        for entry in read_feed(raw, feed.locator):
            if isinstance(entry, ReadProblem):
                yield entry
            elif self.follow and entry.link:
                yield from self._followed(entry, entry.link, feed.locator)
            else:
                yield from self._entry(entry, raw, feed)

    def _entry(self, entry: Entry, raw: bytes, feed: Capture) -> Iterator[Received]:
        for found in entry_document(entry, feed.locator, self.options):
            if isinstance(found, ReadProblem):
                yield found
            else:
                source = _Source("entry", entry.link or f"{feed.locator}#{entry.ref}", entry.link, feed.time)
                yield Receipt(_described(source.named(feed.raw_sha256), found), raw, found)

    def _followed(self, entry: Entry, link: str, feed: str) -> Iterator[Received]:
        before = self.store.newest_capture(link)
        if before and (entry.changed is None or (before.capture.time or "") >= entry.changed):
            return
        for received in self._address(link, feed if self._is_address(feed) else None, may_be_feed=False):
            if isinstance(received, Receipt) and (document := received.document):
                told = {"publisher": document.publisher or entry.publisher, "published": document.published or entry.published}
                document = document.model_copy(update=told)
                received = Receipt(_described(received.capture, document), received.raw, document, received.warc)
            yield received

    @staticmethod
    def _is_address(source: str) -> bool:
        return source.casefold().startswith(("http://", "https://"))


@dataclass(frozen=True)
class _File:
    """A file and the hash of its bytes, taken once and only when asked for."""

    path: Path

    @cached_property
    def sha256(self) -> str:
        with self.path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()


@dataclass(frozen=True, slots=True)
class _Source:
    """What is known of a capture before its bytes are looked at."""

    kind: CaptureKind
    locator: str
    url: str | None = None
    time: str | None = None
    status: int | None = None
    headers: tuple[tuple[str, str], ...] = ()

    def capture(self, raw: bytes) -> Capture:
        return self.named(hashlib.sha256(raw).hexdigest())

    def named(self, sha256: str) -> Capture:
        return Capture(
            kind=self.kind, locator=self.locator, url=self.url, time=self.time, status=self.status, headers=self.headers, raw_sha256=sha256
        )


def _encodes(name: str) -> bool:
    """Whether a file name is text: on some systems a name can be any bytes."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _described(capture: Capture, document: Document) -> Capture:
    """The capture with what its bytes tell of the report."""
    told = {"title": document.title, "publisher": document.publisher, "published": document.published}
    return capture.model_copy(update={"text_id": document.id, "url": capture.url or document.url, **told})


def _conditions(before: StoredCapture | None) -> dict[str, str]:
    """The headers that ask for a page only if it was changed since."""
    if before is None:
        return {}
    told = {"If-None-Match": before.capture.header("etag"), "If-Modified-Since": before.capture.header("last-modified")}
    return {key: value for key, value in told.items() if value}
