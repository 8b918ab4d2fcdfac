"""Pages: bytes that came with an address, read as what they are."""

import hashlib
from collections.abc import Iterator

from tacitus.reading.decoding import decode, is_binary
from tacitus.reading.html import page_row
from tacitus.reading.rows import Options, Origin, Reading, documents, too_large
from tacitus.reading.texts import plain_row


def read_page(raw: bytes, url: str, options: Options, *, plain: bool = False) -> Iterator[Reading]:
    """The report of a page; `plain` when the server calls it plain text. Its address is the one it declares, else `url`."""
    origin = Origin(url, None, hashlib.sha256(raw).hexdigest())
    if len(raw) > options.max_bytes:
        yield origin.problem(too_large(options))
    elif is_binary(raw[:4096]) or (text := decode(raw)) is None:
        yield origin.problem("is no page: its bytes are no text")
    elif (row := plain_row(text) if plain else page_row(text)) is None:
        yield origin.problem("the page holds no article")
    else:
        yield from documents({**row, "url": row.get("url") or url}, origin, options)
