"""Sketches: what matching needs of an account, worked out once before accounts are compared pair by pair."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from math import fsum, log, sqrt

from spacy.lang.en.stop_words import STOP_WORDS

from tacitus.model import Account, Actor, Coding, DocumentInfo, Where

Above = Callable[[str], Iterable[str]]
"""Name or id of an actor, folded → what it is part of, the nearest first (`Kin.above`)."""

COARSE = frozenset({"country", "region", "province", "district"})
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+(?:[.,]\d+)*")
_FEW = 50
_RARE = 60


def fold(name: str) -> str:
    """A name as it is compared: case, "the", possessive and white space folded."""
    return re.sub(r"['’]s?$", "", " ".join(name.casefold().split()).removeprefix("the "))


@dataclass(frozen=True, slots=True)
class People:
    """The actors of one side of an act: their names and ids, what they are part of, their kinds and countries; whether all are called by
    common nouns ("soldiers")."""

    names: frozenset[str]
    parents: frozenset[str]
    kinds: frozenset[str]
    countries: frozenset[str]
    nouns_only: bool = False

    def __or__(self, other: "People") -> "People":
        return People(
            self.names | other.names, self.parents | other.parents, self.kinds | other.kinds, self.countries | other.countries,
            self.nouns_only and other.nouns_only,
        )  # fmt: skip

    @classmethod
    def of(cls, actors: Iterable[Actor], above: Above, nameless: frozenset[str]) -> "People":
        """The named ones among these; those of a kind that tells nobody apart are left out."""
        named = [a for a in actors if a.kind not in nameless]
        names = {fold(a.name) for a in named} | {a.actor_id for a in named if a.actor_id}
        parents = {ancestor for name in names for ancestor in above(name)} | {fold(a.affiliation) for a in named if a.affiliation}
        kinds, countries = frozenset(a.kind for a in named), frozenset(a.country for a in named if a.country)
        return cls(frozenset(names), frozenset(parents), kinds, countries, all(a.name.islower() for a in named))


@dataclass(frozen=True)
class Sketch:
    """One account as matching sees it. `first`, `last` bound the day of the act; both None when nothing is told.

    `story` holds the countries in which the report puts any of its acts.
    """

    document: DocumentInfo
    account: Account
    initiators: People
    targets: People
    tokens: frozenset[str]
    names: frozenset[str]
    story: frozenset[str] = frozenset()

    @property
    def key(self) -> tuple[str, int, int, str]:
        """What sketches are sorted by: independent of the order in which documents came."""
        return self.document.id, self.account.trigger.start, self.account.trigger.end, self.account.id

    @property
    def told(self) -> tuple[str, str, str, int, str]:
        """The order in which happenings were first told: by day of publication, undated reports last."""
        day = self.document.published.isoformat() if self.document.published else "9999"
        return day, self.document.id, f"{self.account.trigger.start:09}", self.account.trigger.end, self.account.id

    @cached_property
    def first(self) -> date | None:
        """First day of the act, none when no date is told."""
        return self.account.when.start

    @cached_property
    def last(self) -> date | None:
        """Last day of the act."""
        return self.account.when.end

    @cached_property
    def place_words(self) -> frozenset[str]:
        """The stems of the name of an exact place; none for a province or country."""
        where = self.account.where
        return frozenset() if where.precision in COARSE | {"unknown"} else frozenset(stem(w) for w in _WORD.findall(where.name or ""))

    @cached_property
    def place_taken(self) -> bool:
        """Whether the words of the place stand outside the words of the account."""
        words = self.account.where.words
        return words is not None and not any(e.start <= words.start and words.end <= e.end for e in self.account.evidence)

    @cached_property
    def figures(self) -> Mapping[tuple[str, bool], tuple[int, int]]:
        """Harm → the least and the greatest number told for all people harmed, parts left out."""
        found: dict[tuple[str, bool], tuple[int, int]] = {}
        for toll in self.account.tolls:
            if toll.group in {"children", "women", "medics", "journalists", "aid_workers"}:
                continue
            low = toll.min if toll.min is not None else 0
            high = toll.max if toll.max is not None else low
            before = found.get((toll.harm, True), (low, high))
            found[toll.harm, True] = min(low, before[0]), max(high, before[1])
        return found

    @cached_property
    def numbers(self) -> frozenset[tuple[str, int]]:
        """(harm, number) of each exact or least count above two."""
        return frozenset((t.harm, n) for t in self.account.tolls for n in {t.min, t.max} if n is not None and n > 2 and not t.qualifier)

    @cached_property
    def weapons(self) -> frozenset[str]:
        """The classes of the weapons told."""
        return frozenset(w.class_ for w in self.account.weapons)

    @cached_property
    def speakers(self) -> frozenset[str]:
        """Who is quoted on it, outlets and nameless crowds left out."""
        return frozenset(fold(c.speaker.name) for c in self.account.claims if c.speaker.kind not in {"outlet", "anonymous", "unknown"})


def sketches(coding: Coding, above: Above, nameless: frozenset[str]) -> Iterator[Sketch]:
    """The sketches of the accounts of one report."""
    story = frozenset(a.where.country for a in coding.accounts if a.where.country and not is_unresolved(a.where))
    return (_sketch(coding.document, account, above, nameless, story) for account in coding.accounts)


def _sketch(document: DocumentInfo, account: Account, above: Above, nameless: frozenset[str], story: frozenset[str]) -> Sketch:
    """The sketch of one account; its words are those of its evidence."""
    text = " ".join(span.text for span in account.evidence)
    words = [w for w in _WORD.findall(text) if len(w) > 1 or w.isdigit()]
    return Sketch(
        document=document,
        account=account,
        initiators=People.of(account.having("initiator"), above, nameless),
        targets=People.of(account.having("target"), above, nameless),
        tokens=frozenset(stem(w) for w in words if w.casefold() not in STOP_WORDS),
        names=frozenset(w.casefold() for w in words if w[:1].isupper() and w.casefold() not in STOP_WORDS),
        story=story,
    )


def stem(word: str) -> str:
    """The word without its plural, past or -ing ending: a rough key under which forms of one word meet."""
    word = word.casefold()
    for ending in ("ings", "ing", "ied", "ies", "ed", "es", "s", "'s", "’s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def is_unresolved(where: Where) -> bool:
    """Whether a name was found on no map, so that at most its country is a guess: it tells no place another could differ from."""
    return where.place_id is None and where.precision in {"country", "unknown"}


class Rarity:
    """How telling a word is: the logarithm of how few accounts hold it. Few accounts are weighed as if there were fifty."""

    def __init__(self, sketches: Sequence[Sketch]) -> None:
        counts = Counter(token for s in sketches for token in s.tokens)
        total = max(len(sketches), _FEW)
        self._squares = {token: log(1 + total / n) ** 2 for token, n in counts.items()}
        self._rare = frozenset(token for token, n in counts.items() if 2 <= n <= max(3, min(total // 25, _RARE)))
        self._norms: dict[tuple[str, str], float] = {}

    def _norm(self, s: Sketch) -> float:
        key = s.document.id, s.account.id
        if (found := self._norms.get(key)) is None:
            found = self._norms[key] = sqrt(fsum(self._squares[t] for t in s.tokens)) or 1.0
        return found

    def cosine(self, a: Sketch, b: Sketch) -> float:
        """Similarity of the words of two accounts in [0, 1]; summed so that the order of words changes no bit of it."""
        shared = a.tokens & b.tokens
        return fsum(self._squares[t] for t in shared) / (self._norm(a) * self._norm(b)) if shared else 0.0

    def rare(self, a: Sketch, b: Sketch) -> int:
        """How many rare words two accounts share: held by two accounts or more, and by fewer than one in twenty-five."""
        return len(self.rare_words(a, b))

    def rare_words(self, a: Sketch, b: Sketch) -> frozenset[str]:
        """The rare words that two accounts share."""
        return a.tokens & b.tokens & self._rare


def days_between(a: Sketch, b: Sketch) -> int | None:
    """Days from the end of the earlier interval to the start of the later, 0 when they overlap; None when a date is missing."""
    if a.first is None or b.first is None or a.last is None or b.last is None:
        return None
    return max(0, (max(a.first, b.first) - min(a.last, b.last)) // timedelta(days=1))
