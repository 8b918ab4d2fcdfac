"""Nations of a report: which states it speaks of, by whatever word, and which of them it is about."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from tacitus.knowledge.actors import ActorList
from tacitus.knowledge.nouns import sort_of, words
from tacitus.knowledge.states import ENDINGS, guessed_demonym, is_demonym
from tacitus.page import Name, Page

_STATE_SORTS = frozenset({"forces", "police", "government", "security", "border"})
_TOWNS = 2
"""Mentions of towns and groups of one country that tell where a report is about although it names another state."""
_LOCATIVE = frozenset({"in", "near", "inside", "across", "outside", "around"})


class Gazetteer(Protocol):
    """What nations need of the gazetteer: the places called so, the likeliest first, each with a `country`."""

    def named(self, name: str, /) -> Sequence[object]:
        """Places called so."""
        ...


@dataclass(frozen=True, slots=True)
class Nation:
    """A state as a report speaks of it: ISO code or invented name, printed name, and the adjective before "military"."""

    country: str
    name: str
    adjective: str


class Nations:
    """The nations of one page. A state nobody lists is known by its adjective in the same report, or by the dateline."""

    def __init__(self, actors: ActorList, page: Page, gazetteer: Gazetteer | None = None) -> None:
        self._gazetteer = gazetteer
        self._actors, self._page, self._at = actors, page, page.document.published
        self._unlisted = self._find_unlisted()

    @cached_property
    def dominant(self) -> Nation | None:
        """The nation the report is about: the one of the greatest weight, a tie going to the first; None when it names none."""
        return self.weights.most_common(1)[0][0] if self.weights else None

    @cached_property
    def weights(self) -> Counter[Nation]:
        """How often each nation is named. A name behind "in" or "near" and one in the headline counts twice; the country of the dateline
        counts five times. A town counts for the country the gazetteer puts it in, an armed group for one it acts in: of several, a nation
        the report names, else the first. What they count is added to a nation the report names, and makes one it does not name a nation
        of the report when it names no other half as often as them, or names none at all.
        """
        weights: Counter[Nation] = Counter()
        implied: list[tuple[tuple[str, ...], int]] = []
        title = len(self._page.document.title or "")
        region = self._page.dateline.region if self._page.dateline else None
        if region and (nation := self.of_word(region)):
            weights[nation] += 5
        for name in self._page.names:
            before = self._page.parse[name.start - 1].lower_ if name.start else ""
            weight = 2 if self._page.parse[name.start].idx < title or before in _LOCATIVE else 1
            weight = weight * (not self._only_speaks(name, before))
            if nation := self.of_name(name):
                weights[nation] += weight
            elif countries := self._around(name):
                implied.append((countries, weight))
        enough = max(_TOWNS, 2 * max(weights.values())) if weights else 0
        for nation, weight in self._implied(implied, {nation.country for nation in weights}).items():
            if nation in weights or weight >= enough:
                weights[nation] += weight
        return weights

    def _only_speaks(self, name: Name, before: str) -> bool:
        """Whether a town is told as where somebody speaks ("a spokesman in Nairobi said"), and not what is spoken of."""
        if before not in {"in", "from"} or name.start < 2 or self._page.parse[name.start - 2].lower_ not in words("counted.speaking"):
            return False
        nation = self.of_name(name)
        return nation is not None and nation.name != name.full

    def _implied(self, implied: list[tuple[tuple[str, ...], int]], named: set[str]) -> Counter[Nation]:
        """What towns and groups weigh for each nation; where several countries are possible, one named or the commonest is meant."""
        common = Counter(country for countries, weight in implied for country in dict.fromkeys(countries) for _ in range(weight))
        found: Counter[Nation] = Counter()
        for countries, weight in implied:
            country = max(countries, key=lambda c: (c in named, common[c]))
            if state := self._actors.by_country(country):
                found[Nation(state.country, state.name, state.adjective)] += weight
        return found

    def of_name(self, name: Name) -> Nation | None:
        """The nation a name stands for: a state's name, demonym, capital, seat or leader; None for any other name."""
        if name.full in self._unlisted:
            return self._unlisted[name.full]
        if name.kind in {"organisation", "outlet", "other"} or (name.kind == "actor" and not (name.actor_id or "").endswith("-government")):
            return None
        return self.of_word(self._page.parse[name.start : name.end].text) or self.of_word(name.full)

    def of_word(self, word: str) -> Nation | None:
        """The nation a word stands for, by the lists or by the report."""
        match = self._actors.state(word, self._at)
        if match:
            return Nation(match.state.country, match.state.name, match.state.adjective)
        return self._unlisted.get(word)

    def _around(self, name: Name) -> tuple[str, ...]:
        """Countries a town of this name lies in, or those an armed group acts in, the likeliest first; none for any other name."""
        if name.kind == "actor" and name.actor_id:
            groups = self._actors.named(self._page.parse[name.start : name.end].text, self._at) or self._actors.named(name.full, self._at)
            return tuple(c for group in groups for c in (group.country, *group.countries) if c)
        found = self._gazetteer.named(name.full) if self._gazetteer and name.kind == "place" else ()
        return tuple(dict.fromkeys(c for place in found if (c := getattr(place, "country", None))))

    def invented(self, name: str) -> Nation:
        """A nation for a name that acts as one and that no list and no adjective confirms."""
        return self._unlisted.get(name) or Nation(name, name, guessed_demonym(name))

    def _find_unlisted(self) -> dict[str, Nation]:
        names = [n for n in self._page.names if n.actor_id is None]
        demonyms = Counter(n.full for n in names if n.kind == "demonym" and not self._actors.state(n.full))
        leading = Counter(n.full.split()[0] for n in names if self._begins_with_demonym(n))
        demonyms.update(leading)
        places = list(dict.fromkeys(n.full for n in names if _may_be_country(n) and not self._actors.state(n.full)))
        region = self._page.dateline.region if self._page.dateline else None
        places += [region] if region and not self._actors.state(region) else []
        found: dict[str, Nation] = {}
        for demonym, _ in demonyms.most_common():
            country = next((p for p in places if is_demonym(demonym, p)), None)
            if demonym.casefold().removesuffix("s") in words("peoples.all") or (
                country is None and demonym not in leading and not self._has_forces(demonym)
            ):
                continue
            nation = found.get(country or "") or Nation(country or demonym, country or demonym, demonym)
            if demonym.endswith(("ns", "is")):
                nation = Nation(nation.country, nation.name, demonym[:-1])
            found[demonym] = nation
            if country:
                found.setdefault(country, nation)
        for country in dict.fromkeys(n.full for n in names if n.kind != "demonym" and self._owns_a_state_body(n)):
            found.setdefault(country, Nation(country, country, guessed_demonym(country)))
        if region and region in places:
            found.setdefault(region, Nation(region, region, guessed_demonym(region)))
        return found

    def _begins_with_demonym(self, name: Name) -> bool:
        """Whether a longer name is a state's body called by an adjective no list has ("Ruvanian Foreign Ministry")."""
        first, *rest = name.full.split()
        body = bool(rest) and sort_of(self._page.parse[name.end - 1])[0] in _STATE_SORTS
        return body and first.endswith(ENDINGS) and not self._actors.state(first)

    def _owns_a_state_body(self, name: Name) -> bool:
        """Whether an unlisted single word has a state's body behind "'s" ("Ondaru's army") and the gazetteer knows no such place."""
        doc = self._page.parse
        if " " in name.full or name.end + 1 >= len(doc) or doc[name.end].tag_ != "POS" or self._actors.state(name.full):
            return False
        head = doc[name.end].head.head if doc[name.end].head.dep_ == "poss" else doc[name.end + 1]
        return sort_of(head)[0] in _STATE_SORTS and not (self._gazetteer and self._gazetteer.named(name.full))

    def knows_place(self, name: str) -> bool:
        """Whether the gazetteer has a place of this name."""
        return bool(self._gazetteer and self._gazetteer.named(name))

    def _has_forces(self, demonym: str) -> bool:
        """Whether the report gives the adjective a state's body ("Hasmini police"), and it ends as demonyms do."""
        ends = (n.end for n in self._page.names if n.full == demonym and n.end < len(self._page.parse))
        return demonym.endswith(ENDINGS) and any(sort_of(self._page.parse[i])[0] in _STATE_SORTS for i in ends)


def _may_be_country(name: Name) -> bool:
    return name.kind in {"place", "other"} or (name.kind in {"organisation", "person"} and " " not in name.full)
