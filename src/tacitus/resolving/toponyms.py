"""Toponyms: where a report names places, with the words around the name that say what kind of place and inside what it lies."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from tacitus.knowledge.placenames import strong_key
from tacitus.lexicon import words
from tacitus.page import Mark, Name, Page

UnitClass = Literal["province", "district", "town"]

GENITIVES = (["'s"], ["’s"], ["'"], ["’"])
"""The tokens that make what stands before them an owner."""
_ACRONYM = 5
"""Letters up to which a name in capitals is taken for an acronym."""

_DISTANCE = re.compile(
    r"(?:(?:[a-z]+ ){0,2}[a-z]+)?,? ?(?:which (?:is|lies) |located |lying |an? (?:[a-z-]+ ){1,4}?)?"
    r"(?:(?:about|some|around|roughly|just|nearly|only|more than) )?"
    r"(?P<number>\d+(?:\.\d+)?)[ -]?(?P<unit>miles?|mi|km|kms|kilomet(?:er|re)s?)"
    r"(?: \([^)]*\))?(?: to the)?(?: (?P<way>(?:north|south|east|west)[a-z -]{0,11}?))?(?: of| from)(?: the(?: \w+(?: of)?)?)?"
)
"""What stands between a name and the place it lies some way from."""
_HERE = re.compile(_DISTANCE.pattern + r" here\b.*", re.DOTALL)
"""The same where the other place is that of the dateline."""

HERE = "here"
"""How the place of the dateline is called."""
_NEARBY = 12
"""Tokens behind a name among which the place it is near to may be named ("the Arda camp outside the town of Belin")."""

_REACH = 5
"""Tokens between a name and the unit it is said to lie in ("Ariha in northern Idlib province"); no verb may stand there."""


@dataclass(frozen=True, slots=True)
class Away:
    """So many kilometres from a place, `way` the direction told ("" for none)."""

    name: str
    km: float
    way: str = ""


@dataclass(frozen=True, slots=True)
class Toponym(Mark):
    """One naming of a place: its name without article and trailing generic word, the kinds of unit the words around it allow (empty =
    nothing said), the names it is said to lie in, nearest first, and the country whose adjective or genitive stands before it."""

    name: str
    classes: frozenset[UnitClass] = frozenset()
    containers: tuple[str, ...] = ()
    owner: str | None = None
    asserted: bool = False
    """Whether the words say outright that it lies in the first container ("X in Y", "X village, Y region"), not just beside it ("X, Y")."""
    away: Away | None = None
    """Where it is said to lie from another place ("X, about 120 miles north of Y")."""
    is_other_side: bool = False
    """Whether it is the land behind a border ("on the border with Y"): it says little of where the report is."""
    beside: str | None = None
    """The place named behind it that it is told near to ("the X camp outside Y")."""

    @property
    def sense(self) -> tuple[object, ...]:
        """What two namings must share to mean one place for sure."""
        return strong_key(self.name), self.classes, self.containers[:1], self.owner, self.away


def toponyms(page: Page, is_place: Callable[[str], bool]) -> tuple[Toponym, ...]:
    """All place names of the page, in order. A name marked as a person's or an adjective counts when `is_place` knows it and it is none of
    a country's own adjectives (`is_place` must say no to these)."""
    marks = [name for name in page.names if name.kind == "place" or (name.kind == "demonym" and is_place(_printed(page, name)))]
    owners = {name.end: name.full for name in page.names if name.kind == "demonym" and name not in marks}
    found = [_toponym(page, name.start, name.end, _printed(page, name), owners) for name in sorted(marks, key=lambda name: name.start)]
    return tuple(_contained(page, found))


def toponym_at(page: Page, start: int, end: int, owner: str | None = None) -> Toponym:
    """The naming of a place by tokens that no place mark covers."""
    return replace(_toponym(page, start, end, page.parse[start:end].text, {}), owner=owner)


def _printed(page: Page, name: Name) -> str:
    """The name as printed; spelt out when it is an acronym."""
    text = page.parse[name.start : name.end].text
    return name.full if text.isupper() and len(text) <= _ACRONYM else text


def _toponym(page: Page, start: int, end: int, text: str, owners: dict[int, str]) -> Toponym:
    name = clean(text)
    inner, _, outer = name.partition(" of ")
    parted = " " in inner and _ends_in_district(inner)
    name = inner if parted else name
    before = [token.lower_ for token in page.parse[max(0, start - 4) : start]]
    after = [token.lower_ for token in page.parse[end : end + 2]]
    owner = next((owners[i] for i in range(start, max(-1, start - 5), -1) if i in owners and _is_of(page, i, start)), None)
    other_side = "border" in before and before[-1:] in (["with"], ["the"])
    return Toponym(
        start, end, name, _classes(name, before, after), (outer,) if parted else (), owner, is_other_side=other_side and "with" in before
    )


def _ends_in_district(name: str) -> bool:
    """Whether a name ends in a word for a district ("Arda Local Government Area" of "… of Belin State")."""
    parts = name.lower().split()
    return any(" ".join(parts[-back:]) in words("places", "units.district") for back in (1, 3))


def _is_of(page: Page, end: int, start: int) -> bool:
    """Whether an adjective that ends at `end` goes with the place name at `start`: nothing acts between them, and no preposition but "of"
    ("the Syrian border town of X", not "Turkish jets bombed X")."""
    between = page.parse[end:start]
    return _same_sentence(page, end - 1, start) and not any(
        t.pos_ in {"VERB", "AUX"} or (t.pos_ == "ADP" and t.lower_ != "of") or (t.is_punct and t.text != "-") for t in between
    )


def clean(name: str) -> str:
    """The name without article, possessive and line breaks ("the Gaza Strip's" → "Gaza Strip")."""
    name = re.sub(r"['’]s?$", "", " ".join(name.split()))
    return re.sub(r"^(?:the|The)\s+", "", name)


def _classes(name: str, before: list[str], after: list[str]) -> frozenset[UnitClass]:
    """The kinds that a generic word in the name ("Idlib Province"), behind it ("the Kursk border region") or before it ("city of
    X") allows."""
    beside = [name.split()[-1].lower()] if " " in name else []
    if after and after[0] in _all_words():
        beside.append(after[0])
    elif len(after) > 1 and after[0] in words("places", "between.words") and after[1] in _all_words():
        beside.append(after[1])
    of = next((at for at in (-1, -2) if before[at:][:1] == ["of"]), None)
    beside += before[of - 1 :][:1] if of else []
    return frozenset(kind for kind, listed in _class_words().items() for word in beside if word in listed)


@cache
def _class_words() -> dict[UnitClass, frozenset[str]]:
    return {
        "province": words("places", "units.province"),
        "district": words("places", "units.district"),
        "town": words("places", "towns.words"),
    }


@cache
def _all_words() -> frozenset[str]:
    return frozenset().union(*_class_words().values())


def _same_sentence(page: Page, a: int, b: int) -> bool:
    return 0 <= a < len(page.sentence_of) and page.sentence_of[a] == page.sentence_of[b]


def _contained(page: Page, found: list[Toponym]) -> Iterator[Toponym]:
    for number, one in enumerate(found):
        containers = list(one.containers)
        asserted = bool(containers)
        last = one
        for other in found[number + 1 : number + 3]:
            if not _same_sentence(page, one.start, other.start) or not (link := _link(page, last.end, other.start)):
                break
            is_unit = "province" in other.classes or (other.classes == {"district"} and "town" in one.classes)
            asserted = asserted or (not containers and (link == "in" or (link == "," and is_unit)))
            if not containers and (inner := _owned(page, found, number + 1)):
                containers.append(inner)  # "X, in Y's Z district"
            containers.append(_as_container(other))
            last = other
        previous = found[number - 1] if number else None
        if previous and previous.end <= one.start and _owns(page, previous, one):
            containers.append(previous.name)
        following = found[number + 1] if number + 1 < len(found) else None
        beside = _beside(page, one, following)
        if beside and number + 2 < len(found) and following and _owns(page, following, found[number + 2]):
            beside = found[number + 2].name  # "near the Red Sea port of Mokha"
        yield replace(
            one,
            containers=tuple(containers),
            asserted=asserted,
            away=_away(page, one, following),
            beside=beside,
        )


def _as_container(one: Toponym) -> str:
    return f"{one.name} district" if one.classes == {"district"} else one.name


def _owned(page: Page, found: list[Toponym], owner: int) -> str | None:
    """The unit that a larger place is told to own ("Y's Z district")."""
    if owner + 1 >= len(found) or not _owns(page, found[owner], found[owner + 1]):
        return None
    return _as_container(found[owner + 1]) if found[owner + 1].classes & {"district", "province"} else None


def _away(page: Page, one: Toponym, other: Toponym | None) -> Away | None:
    """Where a name is told to lie from the next one, or from "here"."""
    stop = page.sentences[page.sentence_of[one.start]].end
    match = None
    if not any(token.like_num for token in page.parse[one.end : min(stop, one.end + _NEARBY)]):
        return None
    if other is not None and other.start < stop and page.parse[other.end : other.end + 1].text not in {"border", "frontier", "coast"}:
        match, name = _DISTANCE.fullmatch(page.parse[one.end : other.start].text), other.name
    if match is None and one.end < stop:
        match, name = _HERE.match(page.parse[one.end : min(stop, one.end + 2 * _NEARBY)].text), HERE
    if match is None:
        return None
    kilometres = float(match["number"]) * (1.609 if match["unit"].startswith("mi") else 1.0)
    return Away(name, kilometres, (match["way"] or "").strip().replace(" ", ""))


def _beside(page: Page, one: Toponym, other: Toponym | None) -> str | None:
    """The next name of the sentence where a word of nearness leads to it and nothing is done or joined between the two."""
    if other is None or not _same_sentence(page, one.start, other.start) or other.start - one.end > _NEARBY:
        return None
    between = page.parse[one.end : other.start]
    if any(t.pos_ in {"VERB", "AUX", "CCONJ"} or t.text in {";", "("} for t in between):
        return None
    texts = " ".join(t.lower_ for t in between).replace(" - ", "-").split()
    for word in (("of",), words("places", "towns.words"), ("the",)):
        texts = texts[:-1] if texts[-1:] and texts[-1] in word else texts
    return other.name if any(" ".join(texts[-back:]) in _nearness() for back in (1, 2, 3)) else None


@cache
def _nearness() -> frozenset[str]:
    """Words that lead to a place that something is near to, without their "of"."""
    loose = {"between", "beyond", "toward", "towards", "off"}
    return frozenset(word.removesuffix(" of") for word in words("places", "areas.prepositions") - loose)


def _link(page: Page, start: int, end: int) -> str | None:
    """ "in" ("of") or "," when the tokens between two names only say that the first lies in the second; None for anything else."""
    between = page.parse[start:end]
    texts = [token.lower_ for token in between]
    if not texts or len(texts) - 2 * texts.count("-") > _REACH:
        return None
    joins = [text for text in texts if text in {"in", "of", ",", "-"}]
    known = {"in", "of", ",", "the"} | _all_words() | words("places", "directions.words")
    rest = [text for text in texts if text not in known]
    if texts[0] == "," and texts[-1] == "of" and _is_edge(texts[1:-1]):
        return ","
    unknown = [text for text in rest if text not in {"state", "-", "'s", "’s"} and not page.name_at.get(start + texts.index(text))]
    if (
        not joins
        or len(unknown) > 1
        or any(text in {"and", "or", ";", "."} for text in texts)
        or any(t.pos_ in {"VERB", "AUX"} for t in between)
    ):
        return None
    if _is_beside(texts):
        return ","
    return "in" if {"in", "of"} & set(joins) else ","


def _is_beside(texts: list[str]) -> bool:
    """Whether the words say that the first place lies beside the second: "X, south of Y"; "in the south of Y" is inside."""
    at = next((i for i, text in enumerate(texts) if text in words("places", "directions.words")), 0)
    return texts[at : at + 1] + texts[at + 1 : at + 2] == [texts[at], "of"] and texts[at - 1] != "the"


def _is_edge(texts: list[str]) -> bool:
    """Whether the words are "on the outskirts"."""
    return bool(set(texts) & words("places", "beside.words")) and set(texts) <= words("places", "beside.words") | words(
        "places", "beside.between"
    )


def _owns(page: Page, owner: Toponym, one: Toponym) -> bool:
    """ "Syria's Idlib", "the Idlib city of Jisr": the name before is the larger place."""
    texts = [token.lower_ for token in page.parse[owner.end : one.start]]
    if not _same_sentence(page, owner.start, one.start) or len(texts) > 4 or "," in texts:
        return False
    genitive = texts[:1] in GENITIVES or page.parse[owner.start : owner.end].text.endswith(("'s", "’s"))
    return (genitive and len(texts) <= 4) or (texts[-1:] == ["of"] and len(texts) == 2 and texts[0] in words("places", "towns.words"))
