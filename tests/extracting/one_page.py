"""Reading one sentence for the tables of this folder."""

from functools import cache

from tacitus.model import Document


@cache
def page_of(text, coder):
    """The page of a report of these words, everything on it."""
    return coder.read_page(Document(text=text))


def words(page, mark):
    return page.parse[mark.start : mark.end].text
