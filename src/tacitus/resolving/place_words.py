"""The words around a place name that say how sharp it is: near it, a part of it, a site in it, a direction."""

from dataclasses import dataclass
from functools import cache

from tacitus import lexicon
from tacitus.lexicon import words
from tacitus.page import Mention, Page
from tacitus.resolving.toponyms import Toponym

_BEFORE = 4
"""Tokens before the mention that may still tell nearness ("120 miles north of the city of X")."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the words say. `near`: near or outside it; `part`: a part or the edge of it; `site`: a thing at one point in it; `named_site`:
    the name itself is that of such a thing ("Splendid Hotel"); `direction`: which side of it, "" if none; `nearby`: it lies near the place
    told before ("the nearby village of X")."""

    near: bool
    part: bool
    site: bool
    named_site: bool
    direction: str
    nearby: bool


def surroundings(page: Page, mention: Mention, toponym: Toponym) -> Surroundings:
    """Read the words of the mention around the name, and the preposition before the mention."""
    sentence = page.sentences[page.sentence_of[toponym.start]]
    first = max(sentence.start, min(mention.start, toponym.start) - _BEFORE)
    before = [token.lower_ for token in page.parse[first : toponym.start]]
    inside = [token.lower_ for token in page.parse[min(mention.start, toponym.start) : toponym.start]]
    after = [token.lower_ for token in page.parse[toponym.end : max(mention.end, _compound_end(page, toponym))]]
    genitive = after[:1] in (["'s"], ["’s"]) or page.parse[toponym.start : toponym.end].text.endswith(("'s", "’s", "s'"))
    behind = after[1:] if after[:1] in (["'s"], ["’s"]) else after
    reached = behind if genitive else behind[:2]
    return Surroundings(
        near=_is_near(before, len(inside)),
        part=_ends_in(inside, "areas.words") or _starts_with(reached, "areas.words"),
        site=_ends_in(inside, "sites.words") or _starts_with(reached, "sites.words"),
        named_site=is_site(toponym.name),
        direction=_direction(page, toponym, before) or _side_of(page, toponym),
        nearby=not _listed("nearby.words").isdisjoint(before),
    )


def _compound_end(page: Page, toponym: Toponym) -> int:
    """The end of the plain nouns that follow a name at once: "X military airport"."""
    end = toponym.end
    while end < min(toponym.end + 3, len(page.parse)) and page.parse[end].pos_ == "NOUN" and page.parse[end].is_lower:
        end += 1
    return end


def _side_of(page: Page, toponym: Toponym) -> str:
    """The direction word behind the genitive: "X's north", "X's southern border"; not the first word of a name ("X's North Sinai")."""
    rest = page.parse[toponym.end : toponym.end + 2]
    texts = [token.text for token in rest if token.text not in {"'s", "’s"}]
    genitive = len(texts) < len(rest) or page.parse[toponym.start : toponym.end].text.endswith(("'s", "’s", "s'"))
    return adjective(texts[0]) if genitive and texts and texts[0] in _listed("directions.words") else ""


def adjective(direction: str) -> str:
    """The adjective of a word of direction ("north" → "northern"); an adjective stays as it is."""
    noun = direction.lower().endswith(("north", "south", "east", "west"))
    return f"{direction}ern" if noun else direction


def is_site(name: str) -> bool:
    """Whether the name itself is that of a thing at one point ("Splendour Hotel", "Hotel Splendour", "Karm police station")."""
    parts = name.lower().split()
    return len(parts) > 1 and (
        not _listed("sites.words").isdisjoint((parts[0], parts[-1])) or " ".join(parts[-2:]) in _listed("sites.words")
    )


def thing_in(page: Page, toponym: Toponym) -> str:
    """The town word or site word that the words before a name say lies in it: "village" of "a village in northern X"; "" if none."""
    between = _listed("directions.words") | _listed("units.province") | {"the", "of", "remote"}
    at = toponym.start - 1
    while at >= 0 and toponym.start - at <= _BEFORE and page.parse[at].lower_ in between:
        at -= 1
    noun = page.parse[at - 1] if at > 0 and page.parse[at].lower_ in {"in", "on"} else None
    listed = _listed("towns.words") | _listed("sites.words")
    return noun.lower_ if noun is not None and noun.lower_ in listed and noun.i not in page.name_at else ""


def site_noun(page: Page, toponym: Toponym) -> str:
    """The word for a site that bears the place's name: "camp" of "X camp", "X displacement camp", "the camp outside the village of X",
    "airfield" of "the airfield of X"; "" if none. A noun behind a genitive is none: "X's hospital" has a name of its own."""
    behind = [token.text for token in page.parse[toponym.end : toponym.end + _COMPOUND]]
    for at, word in enumerate(behind):
        pair = " ".join(behind[at : at + 2])
        if found := next((text for text in (pair, word) if text in _listed("sites.words")), ""):
            return found
        if not word.islower() or page.parse[toponym.end + at].is_stop or page.parse[toponym.end + at].pos_ in {"VERB", "AUX", "ADV"}:
            break
    between = {"of", "at", "in", "near", "outside", "the", *_listed("towns.words")}
    before = [token.lower_ for token in page.parse[max(0, toponym.start - _BEFORE - 2) : toponym.start]]
    last = next((at for at in range(len(before) - 1, -1, -1) if before[at] not in between), -1)
    if last < 0 or last + 1 == len(before) or before[last + 1] == "the":
        return ""
    pair = " ".join(before[max(0, last - 1) : last + 1])
    return next((text for text in (pair, before[last]) if text in _listed("sites.words")), "")


_COMPOUND = 4
"""Tokens behind a name among which the noun it is a part of stands."""


def kin(noun: str) -> tuple[str, ...]:
    """The words for sites of one kind with this one, itself first."""
    lists = lexicon.table("places", "kinds").values()
    return tuple(dict.fromkeys((noun, *(word for one in lists if noun in one for word in one))))


def called(page: Page, toponym: Toponym, noun: str) -> bool:
    """Whether the report calls the place so ("the town of X", "X village" for a town word) or names such a thing of it or in it ("the X
    mosque", "the mosque in X")."""
    if noun in _listed("towns.words"):
        return "town" in toponym.classes
    before = [token.lower_ for token in page.parse[max(0, toponym.start - _BEFORE) : toponym.start]]
    between = {"in", "at", "of", "the", *_listed("towns.words")}
    last = next((word for word in reversed(before) if word not in between), "")
    behind = page.parse[toponym.end : toponym.end + 1].text.lower()
    return noun in {last, behind, toponym.name.lower().split()[-1]}


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
    if not joined:
        return ""
    last = toponym.start + at
    first = last - 2 if page.parse[last - 1].text == "-" and page.parse[last - 2].lower_ in {"north", "south"} else last
    word = page.parse[first : last + 1].text
    return adjective(word) if between else word


@cache
def _listed(key: str) -> frozenset[str]:
    return words("places", key)
