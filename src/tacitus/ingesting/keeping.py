"""Keeping: what was fetched as WARC records (ISO 28500), so that other tools can replay it."""

import io
from collections.abc import Sequence
from importlib.metadata import version
from urllib.parse import urlsplit

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tacitus.ingesting.exchange import Exchange

_UNMADE = frozenset({"transfer-encoding"})
"""Headers of the transport that no longer hold once the body is put together."""


def warc_records(hops: Sequence[Exchange]) -> bytes:
    """A WARC file: who wrote it, then request and response of each hop. Files put one after the other are a WARC file again."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True, warc_version="WARC/1.1")
    info = {"software": f"tacitus {version('tacitus')}", "format": "WARC File Format 1.1", "robots": "obey"}
    writer.write_record(writer.create_warcinfo_record(None, info))
    for hop in hops:
        date = {"WARC-Date": hop.time}
        status = StatusAndHeaders(f"{hop.status} {hop.reason}", _kept(hop), protocol="HTTP/1.1")
        response = writer.create_warc_record(hop.url, "response", payload=io.BytesIO(hop.wire), http_headers=status, warc_headers_dict=date)
        line = StatusAndHeaders(f"GET {_target(hop.url)} HTTP/1.1", list(hop.request), is_http_request=True)
        request = writer.create_warc_record(hop.url, "request", http_headers=line, warc_headers_dict=date)
        writer.write_request_response_pair(request, response)
    return out.getvalue()


def _kept(hop: Exchange) -> list[tuple[str, str]]:
    return [(key, value) for key, value in hop.headers if key.casefold() not in _UNMADE]


def _target(url: str) -> str:
    parts = urlsplit(url)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
