"""Tolls of an event: every count with its speaker and day, as a history, and what one speaker's counts come to as a whole.

The latest count supersedes an earlier one within one speaker only; between speakers counts coexist. Nothing is ever averaged, and no
count of one speaker is added to another's (codebook 5).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tacitus.fusing.corrections import cues
from tacitus.fusing.event import Step, TollEntry
from tacitus.fusing.independence import Copies
from tacitus.fusing.sketch import fold
from tacitus.fusing.voices import Account, is_party
from tacitus.model import Actor, Harm, Role, Toll

PARTS = frozenset({"children", "women", "journalists", "medics", "aid_workers"})
"""Groups that are parts of another count and never added to it."""

_FIGHT = frozenset({"state_forces", "rebel", "militia", "communal", "external_forces", "unidentified_armed", "government"})
_ROLES: tuple[Role, ...] = ("initiator", "target")
_ENEMY_HARMS = frozenset({"killed", "wounded", "captured", "missing"})


def history(accounts: Sequence[Account], copies: Copies) -> tuple[TollEntry, ...]:
    """All counts by harm, then day; `step` compares with the same speaker's count before of the same people."""
    entries = sorted((e for a in accounts for e in _entries(a)), key=_order)
    last: dict[tuple[str, ...], TollEntry] = {}
    stepped = []
    for entry in entries:
        key = _chain(entry)
        stepped.append(_stepped(entry, last.get(key), copies))
        last[key] = entry
    newest = {_chain(e): (e.voice.day, e.voice.document_id) for e in stepped}
    corrected = set(copies.corrected.values())
    return tuple(
        e.model_copy(
            update={
                "superseded": (e.voice.day, e.voice.document_id) != newest[_chain(e)] or e.voice.document_id in corrected or e.superseded
            }
        )
        for e in stepped
    )


def _entries(account: Account) -> Iterator[TollEntry]:
    withdrawn = {c.speaker.name for c in account.claims if c.stance == "retracts"}
    for toll in account.sketch.account.tolls:
        speaker = account.speaker_of(toll)
        voice = account.voice(speaker, toll.words)
        party = _by_party(account, toll)
        retracted = speaker is not None and (speaker.name in withdrawn or "(withdrawn)" in (toll.speaker or ""))
        yield TollEntry(
            harm=toll.harm, group=toll.group, whose=_whose(account, toll), min=toll.min, max=toll.max, qualifier=toll.qualifier,
            step="retracted" if retracted else "first", enemy=party and _enemy(account, toll), party=party, superseded=retracted,
            part=_is_part(account, toll), voice=voice,
        )  # fmt: skip


def _is_part(account: Account, toll: Toll) -> bool:
    """Whether an exact count is of some of those whom a greater count of the account counts; counts of the enemy are no such whole.

    Its words say so ("four of the dead", "two French nationals"); or it is of one person; or the report tells it itself beside that
    total, as it tells of single spots. What a side counts is no part.
    """
    if not toll.max or not any(_holds(t, toll) and not _enemy(account, t) for t in account.sketch.account.tolls):
        return False
    words = toll.words.text.casefold()
    if any(cue in words for cue in cues()["of_them"]):
        return True
    speaker = account.speaker_of(toll)
    narrated = toll.speaker is None and (speaker is None or speaker.kind == "outlet")
    return narrated or (toll.max == 1 and not _by_party(account, toll))


def _holds(whole: Toll, toll: Toll) -> bool:
    return (whole.harm, whole.group) == (toll.harm, toll.group) and toll.max is not None and (whole.min or 0) > toll.max


def _by_party(account: Account, toll: Toll) -> bool:
    speaker = account.speaker_of(toll)
    return speaker is not None and is_party(account, speaker)


def _counted(account: Account, toll: Toll) -> tuple[Actor, ...]:
    return account.sketch.account.having(toll.group) if toll.group in {"initiator", "target"} else ()


def _whose(account: Account, toll: Toll) -> str | None:
    """The side counted: its outermost body, or the actor itself where both sides are of one body (factions that fight each other)."""
    counted = _counted(account, toll)
    if not counted:
        return None
    outer = account.kin.root(counted[0].name)
    across = [a for role in _ROLES if role != toll.group for a in account.sketch.account.having(role)]
    return fold(counted[0].name) if any(account.kin.root(a.name) == outer for a in across) else outer


def _enemy(account: Account, toll: Toll) -> bool:
    """Whether a side counts the other side's people: the group is of a role the speaker is not, or fighters it does not call its own."""
    if toll.harm not in _ENEMY_HARMS or toll.group not in {"initiator", "target", "combatants"}:
        return False
    speaker = account.speaker_of(toll)
    if speaker is None:
        return False
    counted = _counted(account, toll)
    if counted:
        fighting = [a for a in counted if a.kind in _FIGHT]
        return bool(fighting) and not any(account.speaks_for(speaker, a) for a in counted)
    others = [a for a in account.sketch.account.having("target") if a.kind in _FIGHT]
    if others:
        return not any(account.speaks_for(speaker, a) for a in others)
    return any(account.speaks_for(speaker, a) for a in account.initiators)


def _order(entry: TollEntry) -> tuple[str, str, str, str, int]:
    at = entry.voice.words.start if entry.voice.words else 0
    return entry.harm, str(entry.voice.day or "9999"), entry.voice.document_id, entry.voice.account, at


def _chain(entry: TollEntry) -> tuple[str, ...]:
    return entry.voice.origin, entry.harm, entry.group, entry.whose or ""


def _stepped(entry: TollEntry, before: TollEntry | None, copies: Copies) -> TollEntry:
    if entry.step == "retracted" or before is None:
        corrects = entry.voice.document_id in copies.corrected and entry.step == "first"
        return entry.model_copy(update={"step": "corrected"}) if corrects else entry
    step: Step
    if copies.corrected.get(entry.voice.document_id) == before.voice.document_id:
        step = "corrected"
    elif (before.min, before.max) == (entry.min, entry.max):
        step = "repeated"
    else:
        step = "raised" if _size(entry) > _size(before) else "lowered"
    return entry.model_copy(update={"step": step})


def _size(entry: TollEntry) -> tuple[int, int]:
    low = entry.min if entry.min is not None else -1
    return max(low, entry.max or low), low


@dataclass(frozen=True, slots=True)
class Whole:
    """What one speaker in one account makes of a harm as a whole. `partial` when only some groups are counted."""

    low: int | None
    high: int | None
    entries: tuple[TollEntry, ...]
    partial: bool

    @property
    def enemy(self) -> bool:
        """Whether the other side's people are all it counts."""
        return all(e.enemy for e in self.entries)

    @property
    def first(self) -> TollEntry:
        """The entry that stands for it."""
        return self.entries[0]


def wholes(entries: Iterable[TollEntry], harm: Harm) -> tuple[Whole, ...]:
    """What each speaker's standing counts in each account come to.

    The count of all people when the speaker gives one; else the count of one group; else the groups that cannot overlap together
    (fighters of either side, civilians), which are one speaker's own parts of one whole. Parts ("three children") count only when
    nothing else is told, and then as a least number; a `part` of a greater count never. A party's count of the enemy is never put into a
    sum with its other counts.
    """
    by_voice: dict[tuple[str, str, str], list[TollEntry]] = {}
    for e in entries:
        if e.harm == harm and not e.part:
            by_voice.setdefault((e.voice.document_id, e.voice.account, e.voice.origin), []).append(e)
    return tuple(w for group in by_voice.values() for w in _whole(group) if not any(e.superseded for e in w.entries))


def _whole(entries: Sequence[TollEntry]) -> Iterator[Whole]:
    enemy = [e for e in entries if e.enemy]
    own = [e for e in entries if not e.enemy]
    for e in enemy:
        yield Whole(e.min, e.max, (e,), True)
    everybody = [e for e in own if e.group == "unspecified"]
    if everybody:
        best = max(everybody, key=_size)
        yield Whole(best.min, best.max, (best,), False)
        return
    groups: dict[tuple[str, str], TollEntry] = {}
    for e in own:
        if e.group not in PARTS:
            key = (e.group, e.whose or "")
            groups[key] = max(groups.get(key, e), e, key=_size)
    told = tuple(groups.values())
    if len(told) == 1:
        yield Whole(told[0].min, told[0].max, told, True)
    elif told:
        low = sum(e.min or 0 for e in told)
        high = sum(e.max for e in told if e.max is not None) if all(e.max is not None for e in told) else None
        yield Whole(low, high, told, False)
    elif own:
        largest = max(own, key=_size)
        yield Whole(largest.min, None, (largest,), True)
