"""One request and its answer, under caps of size and time."""

import zlib
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from time import monotonic

import httpx

Headers = tuple[tuple[str, str], ...]
AGENT = "tacitus"
"""The name robots.txt knows us by."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Caps of fetching. Times are seconds; `max_bytes` holds for the bytes on the wire and again once they are unpacked."""

    max_bytes: int = 20_000_000
    total: float = 60.0
    silence: float = 15.0
    """How long a server may send nothing."""
    redirects: int = 5
    attempts: int = 3
    delay: float = 1.0
    """Between two requests to one host, and before the first retry."""
    longest_wait: float = 60.0
    """A server that asks for more is left for the next run."""


class RefusedError(Exception):
    """An answer that cannot be used. `wait` is None when asking again is of no use, 0 for the usual back-off, else seconds asked for."""

    def __init__(self, message: str, wait: float | None = None) -> None:
        super().__init__(message)
        self.wait = wait


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request and its answer: `wire` is the body as it was sent, `body` unpacked."""

    url: str
    time: str
    request: Headers
    status: int
    reason: str
    headers: Headers
    wire: bytes
    body: bytes

    def header(self, name: str) -> str | None:
        """The first header of the answer with this name."""
        return next((value for key, value in self.headers if key.casefold() == name.casefold()), None)


def ask(client: httpx.Client, url: str, headers: dict[str, str], limits: Limits) -> Exchange:
    """The answer to a GET, redirects not followed. Raises `RefusedError` for one that is broken, too large, too slow or not to be had."""
    deadline, time = monotonic() + limits.total, datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    try:
        with client.stream("GET", url, headers=headers) as response:
            wire = _received(response, deadline, limits)
            sent, told = _texts(response.request.headers), _texts(response.headers)
            status, reason = response.status_code, response.reason_phrase
    except httpx.TimeoutException as error:
        raise RefusedError(f"no answer within {limits.silence:g} s", 0) from error
    except httpx.InvalidURL as error:
        raise RefusedError(f"is no address: {error}") from error
    except httpx.HTTPError as error:
        raise RefusedError(f"the connection failed: {error or type(error).__name__}", 0) from error
    body = unpack(wire, response.headers.get("content-encoding", ""), limits.max_bytes)
    return Exchange(url, time, sent, status, reason, told, wire, body)


def _texts(headers: httpx.Headers) -> Headers:
    return tuple((key.decode("latin-1"), value.decode("latin-1")) for key, value in headers.raw)


def _received(response: httpx.Response, deadline: float, limits: Limits) -> bytes:
    told = response.headers.get("content-length", "")
    if told.isdigit() and int(told) > limits.max_bytes:
        raise RefusedError(f"is {int(told):,} bytes, more than {limits.max_bytes:,}; raise the setting 'max_bytes' to fetch it")
    wire = bytearray()
    for piece in response.iter_raw():
        wire += piece
        if len(wire) > limits.max_bytes:
            raise RefusedError(f"sends more than {limits.max_bytes:,} bytes; raise the setting 'max_bytes' to fetch it")
        if monotonic() > deadline:
            raise RefusedError(f"is not done after {limits.total:g} s")
    return bytes(wire)


def unpack(wire: bytes, encoding: str, max_bytes: int) -> bytes:
    """The body without its content encoding, never more than `max_bytes` of it. Raises `RefusedError` for a bomb or a broken stream."""
    kind = encoding.strip().casefold()
    if kind in {"", "identity"} or not wire:
        return wire
    if kind not in {"gzip", "x-gzip", "deflate"}:
        raise RefusedError(f"is packed as '{encoding}', which was not asked for")
    form = 31 if "gzip" in kind else 15 if wire[0] & 0x0F == 8 else -15
    body, rest = bytearray(), wire
    try:
        while rest:
            stream = zlib.decompressobj(form)
            body += stream.decompress(rest, max_bytes + 1 - len(body))
            if len(body) > max_bytes:
                raise RefusedError(f"unpacks to more than {max_bytes:,} bytes")
            if not stream.eof:
                raise RefusedError("is cut off: its packed body does not end", 0)
            rest = stream.unused_data if form == 31 else b""
    except zlib.error as error:
        raise RefusedError(f"is broken: {error}") from error
    return bytes(body)


def refusal(exchange: Exchange, limits: Limits) -> RefusedError | None:
    """What stands against using an answer by its status, None for 2xx, 304 and redirects."""
    status = exchange.status
    if status < 400:
        return None
    if status == 429 or status >= 500:
        wait = _retry_after(exchange.header("retry-after"))
        if wait > limits.longest_wait:
            return RefusedError(f"answers {status} and asks to wait {wait:.0f} s; run it again later")
        return RefusedError(f"answers {status} {exchange.reason}".rstrip(), wait)
    return RefusedError(f"answers {status} {exchange.reason}".rstrip())


def _retry_after(told: str | None) -> float:
    """Seconds asked for, as a number or a date; 0 when nothing readable is told."""
    if not told:
        return 0.0
    if told.strip().isdigit():
        return float(told)
    try:
        return max(0.0, (parsedate_to_datetime(told) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return 0.0
