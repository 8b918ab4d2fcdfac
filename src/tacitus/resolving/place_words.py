"""The words around a place name that say how sharp it is: near it, a part of it, a site in it, a direction."""

from dataclasses import dataclass
from functools import cache

from tacitus.lexicon import words
from tacitus.page import Mention, Page
from tacitus.resolving.toponyms import Toponym

_BEFORE = 4
"""Tokens before the mention that may still tell nearness ("120 miles north of the city of X")."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the words say. `near`: near or outside it; `part`: a part or the edge of it; `site`: a thing at one point in it; `named_site`:
    the name itself is that of such a thing ("Splendid Hotel"); `direction`: which side of it, "" if none."""

    near: bool
    part: bool
    site: bool
    named_site: bool
    direction: str


def surroundings(page: Page, mention: Mention, toponym: Toponym) -> Surroundings:
    """Read the words of the mention around the name, and the preposition before the mention."""
    sentence = page.sentences[page.sentence_of[toponym.start]]
    first = max(sentence.start, min(mention.start, toponym.start) - _BEFORE)
    before = [token.lower_ for token in page.parse[first : toponym.start]]
    inside = [token.lower_ for token in page.parse[min(mention.start, toponym.start) : toponym.start]]
    after = [token.lower_ for token in page.parse[toponym.end : mention.end]]
    genitive = after[:1] in (["'s"], ["’s"]) or page.parse[toponym.start : toponym.end].text.endswith(("'s", "’s", "s'"))
    behind = after[1:] if after[:1] in (["'s"], ["’s"]) else after
    reached = behind if genitive else behind[:2]
    return Surroundings(
        near=_is_near(before, len(inside)),
        part=_ends_in(inside, "areas.words") or _starts_with(reached, "areas.words"),
        site=_ends_in(inside, "sites.words") or _starts_with(reached, "sites.words"),
        named_site=is_site(toponym.name),
        direction=_direction(page, toponym, inside)
        or (reached[0] if genitive and reached and reached[0] in _listed("directions.words") else ""),
    )


def is_site(name: str) -> bool:
    """Whether the name itself is that of a thing at one point ("Splendour Hotel", "Hotel Splendour", "Karm police station")."""
    parts = name.lower().split()
    return len(parts) > 1 and (
        not _listed("sites.words").isdisjoint((parts[0], parts[-1])) or " ".join(parts[-2:]) in _listed("sites.words")
    )


def _is_near(before: list[str], inside: int) -> bool:
    """Whether a preposition of nearness governs the name: only generic words, articles and adjectives of direction stand between."""
    text = " " + " ".join(before) + " "
    for preposition in _listed("areas.prepositions"):
        at = text.rfind(f" {preposition} ")
        if at >= 0:
            rest = text[at + len(preposition) + 1 :].split()
            if len(rest) <= max(inside, 3) and not set(rest) & {"in", "at", "into", "from", "to", "and", ",", "of"} - (
                {"of"} if set(rest) & _listed("towns.words") else set()
            ):
                return True
    return False


def _ends_in(inside: list[str], key: str) -> bool:
    """A listed noun, then "of", "in", "at", "near" and at most three words up to the name."""
    for at, word in enumerate(inside):
        if word in {"of", "in", "at", "near", "outside", "inside", "on", "between"} and at and len(inside) - at <= 4:
            return inside[at - 1] in _listed(key) or " ".join(inside[max(0, at - 2) : at]) in _listed(key)
    return False


def _starts_with(after: list[str], key: str) -> bool:
    listed = _listed(key)
    return any(after[at] in listed or " ".join(after[at : at + 2]) in listed for at in range(min(4, len(after))))


def _direction(page: Page, toponym: Toponym, inside: list[str]) -> str:
    """The direction word before the name: "northern X", "the northern part of X", "the north of X"; "" if there is none."""
    at = next((-back for back in (1, 2, 3) if len(inside) >= back and inside[-back] in _listed("directions.words")), 0)
    between = inside[len(inside) + at + 1 :] if at else ["none"]
    joined = not between or between == ["of"] or (len(between) == 2 and between[0] in _listed("directions.parts") and between[1] == "of")
    return page.parse[toponym.start + at].text if joined else ""


@cache
def _listed(key: str) -> frozenset[str]:
    return words("places", key)
