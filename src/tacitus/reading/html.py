"""HTML: the article of a page, with what the page says about itself."""

import re
from collections.abc import Mapping
from configparser import ConfigParser
from copy import deepcopy
from functools import cache

from trafilatura import bare_extraction
from trafilatura.settings import DEFAULT_CONFIG
from trafilatura.settings import Document as Extract

from tacitus.reading.cleaning import clean, clean_line

_SENTENCE = re.compile(r"(?m)^.{40,}[.!?…][”\"’')\]]*$")

SHORTEST = 60
"""Characters of the shortest article. Under trafilatura's own bound of 250 a brief loses its paragraphs and gains its captions."""


def page_row(html: str) -> Mapping[str, object] | None:
    """Text, title, date, publisher and canonical address of a page; None when it holds no article.

    An article has at least one line of 40 or more characters that ends like a sentence: menus and link lists have none. The
    date is the first publication the page declares (metadata, markup, address); dates in its running text are not searched,
    since a wrong day is worse than none. A first line that only repeats the title is left out.
    """
    found = bare_extraction(
        html,
        with_metadata=True,
        include_comments=False,
        config=_config(),
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
    text = clean(found.text or "") if isinstance(found, Extract) else ""
    if not isinstance(found, Extract) or not _SENTENCE.search(text):
        return None
    lines = [line for line in text.split("\n") if line.strip()]
    title = clean_line(found.title or "")
    if title and clean_line(lines[0]) == title:
        del lines[0]
    return {"text": "\n\n".join(lines), "title": title, "published": found.date, "publisher": found.sitename, "url": found.url}


@cache
def _config() -> ConfigParser:
    config = deepcopy(DEFAULT_CONFIG)
    config["DEFAULT"]["MIN_EXTRACTED_SIZE"] = str(SHORTEST)
    return config
