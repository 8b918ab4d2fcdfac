"""Independence: how many origins stand behind an event, whatever the number of reports (codebook 8).

One origin are: a report and its copies; all reports of one outlet; a report whose only word comes from another outlet, and that
outlet; reports that only pass on one and the same named speaker; outlets that a register of publishers puts into one house, and one that
reprints another's reports. Counts are for ranking, never a gate.
"""

import re
import tomllib
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Protocol

from tacitus.fusing.sketch import Sketch, fold
from tacitus.model import Document, Speaker

_RUN = 5
_KEPT = 32
_SHARED = 3
_WORD = re.compile(r"\w+")


@cache
def speaker_words() -> Mapping[str, Any]:
    """The file `data/speakers.toml`."""
    return tomllib.loads(files("tacitus.data").joinpath("speakers.toml").read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class Copies:
    """Which documents copy which: pairs of ids, the smaller first, and for each copy the id of the report it goes back to."""

    pairs: frozenset[tuple[str, str]]
    origin: Mapping[str, str]
    corrected: Mapping[str, str]
    """Id of a copy that says it corrects → id of the report it corrects."""


def find_copies(documents: Iterable[Document], share: float, corrects: Sequence[str] = ()) -> Copies:
    """Documents of which at least `share` of the 5-word runs of the shorter stand in the longer.

    The origin is the earliest of those that hang together by copying. A copy corrects when one of the words `corrects` stands in its
    title or its first two hundred characters.
    """
    known = {d.id: d for d in documents}
    runs = {i: _runs(d.text) for i, d in known.items()}
    index: dict[int, list[str]] = defaultdict(list)
    for i in sorted(runs):
        for run in sorted(runs[i])[:_KEPT]:
            index[run].append(i)
    shared: Counter[tuple[str, str]] = Counter()
    for ids in index.values():
        if len(ids) <= _KEPT * 4:
            shared.update((a, b) for n, a in enumerate(ids) for b in ids[n + 1 :])
    pairs = {pair for pair, count in shared.items() if count >= _SHARED and _share(runs[pair[0]], runs[pair[1]]) >= share}
    origin = {i: min(group, key=lambda x: _first(known[x])) for group in _groups(pairs) for i in group}
    corrected = {}
    for i, root in origin.items():
        head = f"{known[i].title or ''} {known[i].text[:200]}".casefold()
        if i != root and any(word in head for word in corrects):
            corrected[i] = root
    return Copies(frozenset(pairs), {i: root for i, root in origin.items() if i != root}, corrected)


def _runs(text: str) -> frozenset[int]:
    words = [w.casefold() for w in _WORD.findall(text)]
    return frozenset(zlib.crc32(" ".join(words[n : n + _RUN]).encode()) for n in range(len(words) - _RUN + 1))


def _share(a: frozenset[int], b: frozenset[int]) -> float:
    return len(a & b) / max(1, min(len(a), len(b)))


def _first(document: Document) -> tuple[str, int, str]:
    day = document.published.isoformat() if document.published else "9999"
    return day, len(document.text), document.id


def _groups(pairs: Iterable[tuple[str, str]]) -> list[frozenset[str]]:
    group: dict[str, frozenset[str]] = {}
    for a, b in sorted(pairs):
        both = group.get(a, frozenset({a})) | group.get(b, frozenset({b}))
        for member in both:
            group[member] = both
    return sorted(set(group.values()), key=sorted)


def speaker_key(speaker: Speaker | str) -> str:
    """A speaker's name as speakers are told apart: without title, article or "of", in any order of words ("Ministry of Health")."""
    name = speaker if isinstance(speaker, str) else speaker.name
    words = sorted(w for w in _WORD.findall(fold(name).replace("ministry's", "ministry")) if w not in speaker_words()["titles"])
    return " ".join(words) or fold(name)


def is_both(speaker: Speaker) -> bool:
    """Whether the speaker is all sides of a conflict together ("each side", "the warring parties")."""
    return fold(speaker.name) in speaker_words()["both"]


def is_named(speaker: Speaker) -> bool:
    """Whether the speaker is one certain voice, whoever quotes it: no outlet, and not "residents" or "a doctor", which may be anybody."""
    if speaker.kind == "outlet":
        return False
    name = re.sub(r"^(?:the|a|an|two|three|some)\s+", "", speaker.name, flags=re.IGNORECASE)
    return speaker.kind not in speaker_words()["crowd"] or any(word[:1].isupper() for word in name.split()[-1:])


@dataclass(frozen=True, slots=True)
class Origin:
    """The origin an account counts to, and why."""

    name: str
    rule: str


def outlet_of(sketch: Sketch) -> str:
    """The outlet of the report; the report itself when none is told."""
    return sketch.document.publisher or sketch.document.ref or sketch.document.id


class Publisher(Protocol):
    """One entry of a register of publishers (`sources.toml`, docs/store.md)."""

    @property
    def name(self) -> str:
        """The name reports give it as their publisher."""

    @property
    def owner(self) -> str | None:
        """Who it belongs to."""

    @property
    def same_as(self) -> tuple[str, ...]:
        """Its other names."""

    @property
    def syndicates(self) -> tuple[str, ...]:
        """Whose reports it reprints."""


@dataclass(frozen=True, slots=True)
class Houses:
    """What a register tells of outlets: folded name → the house that stands behind it, and → the outlets whose reports it reprints."""

    behind: Mapping[str, str]
    reprints: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, register: Iterable[Publisher]) -> "Houses":
        """Other names (`same_as`) and outlets of one owner, through any chain of owners, are one house, called as the outermost owner."""
        entries = sorted(register, key=lambda entry: entry.name)
        above: dict[str, str] = {}
        for entry in entries:
            above |= {fold(name): entry.name for name in entry.same_as if fold(name) != fold(entry.name)}
        above |= {fold(entry.name): entry.owner for entry in entries if entry.owner and fold(entry.owner) != fold(entry.name)}
        behind = {name: _outermost(name, above) for name in above}
        return cls(behind, {fold(entry.name): entry.syndicates for entry in entries if entry.syndicates})

    def house(self, outlet: str) -> str:
        """The house behind an outlet; the outlet itself when the register tells of none."""
        return self.behind.get(fold(outlet), outlet)


def _outermost(name: str, above: Mapping[str, str]) -> str:
    seen, found = {name}, above[name]
    while fold(found) in above and fold(found) not in seen:
        seen.add(fold(found))
        found = above[fold(found)]
    return found


NO_HOUSES = Houses({}, {})


def origins(members: Sequence[Sketch], copies: Copies, houses: Houses = NO_HOUSES) -> Mapping[tuple[str, str], Origin]:
    """(document id, account id) → origin, for the accounts of one event."""
    house = {s.document.id: houses.house(outlet_of(s)) for s in members}
    named = {fold(outlet_of(s)): house[s.document.id] for s in members} | {fold(name): name for name in house.values()}
    alone = {(s.document.id, s.account.id): _only_speaker(s) for s in members}
    passed_on: dict[str, set[str]] = defaultdict(set)
    own: set[str] = set()
    for s in members:
        speaker = alone[s.document.id, s.account.id]
        if speaker:
            passed_on[speaker].add(house[s.document.id])
        else:
            own.add(house[s.document.id])
    shared = {speaker for speaker, names in passed_on.items() if len(names - own) > 1}
    found = {}
    for s in members:
        speaker, of = alone[s.document.id, s.account.id], house[s.document.id]
        origin = _origin(s, copies, house, named) or _reprinted(s, houses, house, named)
        if origin is None and speaker in shared and of not in own:
            origin = Origin(f"speaker {speaker}", "reports that only pass on this speaker")
        told = "the outlet's own report" if of == outlet_of(s) else "an outlet of this house, as the register says"
        found[s.document.id, s.account.id] = origin or Origin(of, told)
    return found


def _only_speaker(s: Sketch) -> str | None:
    """The named speaker from whom alone the account has what it tells, None when it has more."""
    told = [c.speaker for c in s.account.claims if c.stance in {"asserts", "confirms"}]
    names = {speaker_key(x) for x in told} | {"" if t.speaker == "outlet" else speaker_key(t.speaker) for t in s.account.tolls if t.speaker}
    return next(iter(names)) if len(names) == 1 and told and is_named(told[0]) and len(s.account.evidence) <= 2 else None


def _origin(s: Sketch, copies: Copies, house: Mapping[str, str], named: Mapping[str, str]) -> Origin | None:
    """The outlet whose report this one copies or cites alone; None when it does neither."""
    root = copies.origin.get(s.document.id)
    if root is not None and root in house:
        return Origin(house[root], "a copy of a report of this outlet")
    told = {fold(c.speaker.name) for c in s.account.claims if c.stance in {"asserts", "confirms"} and c.speaker.kind != "outlet"}
    cited = named.get(next(iter(told))) if len(told) == 1 else None
    return Origin(cited, "cites this outlet alone") if cited and cited != house[s.document.id] else None


def _reprinted(s: Sketch, houses: Houses, house: Mapping[str, str], named: Mapping[str, str]) -> Origin | None:
    """The first outlet whose reports this one is known to reprint, if that one tells the event too."""
    others = (named.get(fold(name)) for name in houses.reprints.get(fold(outlet_of(s)), ()))
    found = next((name for name in others if name and name != house[s.document.id]), None)
    return Origin(found, "reprints this outlet, as the register says") if found else None
