"""A real HTTP server on loopback that answers in every way a site can: well, slowly, brokenly, without end."""

import gzip
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

ARTICLE = """<!doctype html><html lang="en"><head><title>{title}</title><meta property="og:site_name" content="{publisher}">
<meta property="article:published_time" content="2024-03-05T10:00:00Z">{head}</head>
<body><nav><a href="/">Home</a></nav><article><h1>{title}</h1>
{paragraphs}</article><footer>All rights reserved</footer></body></html>"""


def article(*paragraphs: str, title: str = "Strike on Ostrel", publisher: str = "The Vale Post", head: str = "") -> bytes:
    """A page with these paragraphs."""
    body = "\n".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return ARTICLE.format(title=title, publisher=publisher, paragraphs=body, head=head).encode()


STORY = (
    "Aircraft bombed the market of Ostrel on Monday and killed seven people, the Vale Monitor said in a statement.",
    "Rebels who hold the town denied that any of their fighters had been near the market at the time of the strike.",
)
PAGE = article(*STORY)


class Site:
    """What the server does: path → function of the handler; `asked` counts requests, `seen` keeps their headers."""

    def __init__(self) -> None:
        self.answers: dict[str, Callable[[BaseHTTPRequestHandler], None]] = {}
        self.asked: Counter[str] = Counter()
        self.seen: dict[str, dict[str, str]] = {}
        self.url = ""

    def __setitem__(self, path: str, answer: Callable[[BaseHTTPRequestHandler], None]) -> None:
        self.answers[path] = answer

    def page(self, path: str, body: bytes = PAGE, status: int = 200, **headers: str) -> None:
        """Answer a path with this."""
        self[path] = lambda handler: send(handler, body, status, **headers)


def send(handler: BaseHTTPRequestHandler, body: bytes, status: int = 200, **headers: str) -> None:
    """A whole answer; `_` in a header's name stands for `-`."""
    handler.send_response(status)
    told = {"Content_Type": "text/html; charset=utf-8", "Content_Length": str(len(body))} | headers
    for key, value in told.items():
        handler.send_header(key.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(body)


def drip(handler: BaseHTTPRequestHandler) -> None:
    """A byte now and then, without end."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    while True:
        handler.wfile.write(b".")
        handler.wfile.flush()
        time.sleep(0.02)


def silent(handler: BaseHTTPRequestHandler) -> None:
    """No answer at all."""
    time.sleep(5)


def endless(handler: BaseHTTPRequestHandler) -> None:
    """Megabytes without end and without a length."""
    handler.send_response(200)
    handler.end_headers()
    while True:
        handler.wfile.write(b"<p>more</p>" * 10_000)


def cut_off(handler: BaseHTTPRequestHandler) -> None:
    """Fewer bytes than were promised."""
    handler.send_response(200)
    handler.send_header("Content-Length", "5000")
    handler.end_headers()
    handler.wfile.write(PAGE[:100])


def hang_up(handler: BaseHTTPRequestHandler) -> None:
    """The connection is closed in the middle of the head."""
    handler.wfile.write(b"HTTP/1.1 200 O")


def bomb(handler: BaseHTTPRequestHandler) -> None:
    """Ten megabytes packed into ten kilobytes."""
    send(handler, gzip.compress(b"0" * 10_000_000), Content_Encoding="gzip")


def packed(handler: BaseHTTPRequestHandler) -> None:
    """A page, gzipped as was allowed."""
    send(handler, gzip.compress(PAGE), Content_Encoding="gzip")


def conditional(handler: BaseHTTPRequestHandler) -> None:
    """304 to who knows the tag."""
    if handler.headers.get("If-None-Match") == '"v1"':
        send(handler, b"", 304, ETag='"v1"')
    else:
        send(handler, PAGE, ETag='"v1"')


def after(times: int, status: int, then: bytes = PAGE, **headers: str) -> Callable[[BaseHTTPRequestHandler], None]:
    """This status so many times, then a page."""
    left = [times]

    def answer(handler: BaseHTTPRequestHandler) -> None:
        left[0] -= 1
        if left[0] >= 0:
            send(handler, b"not now", status, **headers)
        else:
            send(handler, then)

    return answer


@contextmanager
def serving() -> Iterator[Site]:
    """The site, served on a free port of loopback until the block ends."""
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:  # the name http.server calls
            site.asked[self.path] += 1
            site.seen[self.path] = dict(self.headers.items())
            self.close_connection = True
            answer = site.answers.get(self.path, lambda handler: send(handler, b"no such page", 404))
            try:
                answer(self)
            except (BrokenPipeError, ConnectionResetError):
                return

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    site.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
