"""Topics: other worlds whose words look like war (sport, weather, labour, fiction), by `data/lexicons/en/topics.toml`."""

from functools import cache

from tacitus import lexicon
from tacitus.page import Page


@cache
def words(key: str) -> frozenset[str]:
    """The words of all topics that the list `stop.<key>` names."""
    return frozenset(word for topic in lexicon.words("topics", f"stop.{key}") for word in lexicon.words("topics", f"topics.{topic}"))


def elsewhere(page: Page) -> bool:
    """Whether the report is of another world: words of one topic stand in it three times or more and outnumber all words of war."""
    most = max(_count(page, f"topics.{topic}") for topic in lexicon.words("topics", "stop.report"))
    return most >= OFTEN and most > armed_words(page) + _count(page, "armed.deeds")


OFTEN = 3


def told_often(page: Page, name: str) -> bool:
    """Whether the report tells of war, or of what the list `told.<name>` names: two of its words stand in it, and no other world's."""
    found = armed_words(page) + _count(page, "armed.deeds") if name == "war" else _count(page, f"told.{name}")
    return found >= NEEDED and not elsewhere(page)


NEEDED = 2


def armed_words(page: Page) -> int:
    """How many words of the report name armed people or groups: a report without them tells of no armed act."""
    groups = sum(name.kind == "actor" for name in page.names)
    return groups + _count(page, "armed.lemmas")


def _count(page: Page, key: str) -> int:
    return sum(page.lemmas[word] for word in lexicon.words("topics", key) & page.lemmas.keys())
