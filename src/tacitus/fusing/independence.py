"""Independence: how many origins stand behind an event, whatever the number of reports (codebook 8).

One origin are: a report and its copies; all reports of one outlet; a report whose only word comes from another outlet, and that
outlet; reports that only pass on one and the same named speaker. Counts are for ranking, never a gate.
"""

import re
import tomllib
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

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


def origins(members: Sequence[Sketch], copies: Copies) -> Mapping[tuple[str, str], Origin]:
    """(document id, account id) → origin, for the accounts of one event."""
    outlets = {fold(outlet_of(s)): outlet_of(s) for s in members}
    by_document = {s.document.id: outlet_of(s) for s in members}
    alone = {(s.document.id, s.account.id): _only_speaker(s) for s in members}
    passed_on: dict[str, set[str]] = defaultdict(set)
    own: set[str] = set()
    for s in members:
        speaker = alone[s.document.id, s.account.id]
        if speaker:
            passed_on[speaker].add(outlet_of(s))
        else:
            own.add(outlet_of(s))
    shared = {speaker for speaker, names in passed_on.items() if len(names - own) > 1}
    found = {}
    for s in members:
        speaker = alone[s.document.id, s.account.id]
        origin = _origin(s, copies, outlets, by_document)
        if speaker in shared and outlet_of(s) not in own and origin.name == outlet_of(s):
            origin = Origin(f"speaker {speaker}", "reports that only pass on this speaker")
        found[s.document.id, s.account.id] = origin
    return found


def _only_speaker(s: Sketch) -> str | None:
    """The named speaker from whom alone the account has what it tells, None when it has more."""
    told = [c.speaker for c in s.account.claims if c.stance in {"asserts", "confirms"}]
    names = {speaker_key(x) for x in told} | {"" if t.speaker == "outlet" else speaker_key(t.speaker) for t in s.account.tolls if t.speaker}
    return next(iter(names)) if len(names) == 1 and told and is_named(told[0]) and len(s.account.evidence) <= 2 else None


def _origin(s: Sketch, copies: Copies, outlets: Mapping[str, str], by_document: Mapping[str, str]) -> Origin:
    root = copies.origin.get(s.document.id)
    if root is not None and root in by_document:
        return Origin(by_document[root], "a copy of a report of this outlet")
    told = {fold(c.speaker.name) for c in s.account.claims if c.stance in {"asserts", "confirms"} and c.speaker.kind != "outlet"}
    cited = outlets.get(next(iter(told))) if len(told) == 1 else None
    if cited and cited != outlet_of(s):
        return Origin(cited, "cites this outlet alone")
    return Origin(outlet_of(s), "the outlet's own report")
