"""When a coded value counts as the gold value: words, dates, places, actors, tolls (codebook 10)."""

import math
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

Record = Mapping[str, Any]
Slot = tuple[str, int]
"""A field of an account that can be right, and its number among fields of its name."""

WIDE = frozenset({"province", "region", "country"})
_HARMS = ("killed", "wounded")
_ROLES: dict[str, frozenset[str]] = {"initiator": frozenset({"initiator"}), "target": frozenset({"target", "victim_group"})}
_TOWN_KM, _WIDE_KM = 25, 100


def text_of(words: Any) -> str:
    """Words as text: gold writes strings, the coder spans; nothing is the empty string."""
    return (words.get("text") if isinstance(words, dict) else words) or ""


def normal(name: str | None) -> str:
    """A name without case, a leading article and punctuation."""
    return re.sub(r"[^\w ]", " ", re.sub(r"^(the|a|an) ", "", (name or "").casefold())).strip()


def kilometres(first: Record, second: Record) -> float | None:
    """Great-circle distance of two records with `lat` and `lon`; None when either has no point."""
    try:
        north, east, north2, east2 = (math.radians(float(v)) for v in (first["lat"], first["lon"], second["lat"], second["lon"]))
    except (KeyError, TypeError, ValueError):
        return None
    h = math.sin((north2 - north) / 2) ** 2 + math.cos(north) * math.cos(north2) * math.sin((east2 - east) / 2) ** 2
    return 12742 * math.asin(min(1, math.sqrt(h)))


def same_place(gold: Record | None, coded: Record | None) -> bool:
    """Names equal in one country, or points within 25 km (100 km for provinces and larger) in one country; two empty places agree."""
    gold, coded = gold or {}, coded or {}
    if not gold.get("name") or not coded.get("name"):
        return not gold.get("name") and not coded.get("name")
    ours, theirs = coded.get("country"), gold.get("country")
    if normal(gold["name"]) == normal(coded["name"]):
        return not ours or not theirs or bool(ours == theirs)
    wide = gold.get("precision") in WIDE
    if wide != (coded.get("precision") in WIDE):
        return False
    distance = kilometres(gold, coded)
    return distance is not None and distance <= (_WIDE_KM if wide else _TOWN_KM) and bool(ours == theirs)


def _days(when: Record) -> tuple[date, date]:
    return date.fromisoformat(when["start"]), date.fromisoformat(when.get("end") or when["start"])


def same_when(gold: Record | None, coded: Record | None) -> bool:
    """One interval lies in the other and no end is off by more than a day, or a tenth of an interval longer than two weeks."""
    gold, coded = gold or {}, coded or {}
    if not gold.get("start") or not coded.get("start"):
        return not gold.get("start") and not coded.get("start")
    (start, end), (start2, end2) = _days(gold), _days(coded)
    nested = (start <= start2 and end2 <= end) or (start2 <= start and end <= end2)
    length = (end - start).days
    slack = max(1, length // 10) if length > 14 else 1
    return nested and abs((start - start2).days) <= slack and abs((end - end2).days) <= slack


def near_when(gold: Record | None, coded: Record | None) -> bool:
    """The intervals share a day; two empty ones agree."""
    gold, coded = gold or {}, coded or {}
    if not gold.get("start") or not coded.get("start"):
        return not gold.get("start") and not coded.get("start")
    (start, end), (start2, end2) = _days(gold), _days(coded)
    return max(start, start2) <= min(end, end2)


def same_actor(gold: Record, coded: Record) -> bool:
    """Names equal, or a name or words of one lie in a name or words of the other, both longer than four letters."""
    theirs, ours = normal(gold.get("name")), normal(coded.get("name"))
    if theirs and theirs == ours:
        return True
    one = ({normal(text_of(w)) for w in gold.get("words") or ()} | {theirs}) - {""}
    two = ({normal(text_of(w)) for w in coded.get("words") or ()} | {ours}) - {""}
    return any(a == b or (min(len(a), len(b)) > 4 and (a in b or b in a)) for a in one for b in two)


def actors(account: Record, role: str) -> list[Record]:
    """The actors in a scored role; targets and groups of victims count as one."""
    return [actor for actor in account.get("actors") or () if actor["role"] in _ROLES[role]]


def toll(account: Record, harm: str) -> tuple[int | None, int | None] | None:
    """Bounds of the largest toll of this harm, None when none is told."""
    told = [t for t in account.get("tolls") or () if t["harm"] == harm]
    if not told:
        return None
    largest = max(told, key=lambda t: t.get("min") or t.get("max") or 0)
    return largest.get("min"), largest.get("max")


def slots(account: Record) -> list[Slot]:
    """The fields of an account that count: type, when, where, each initiator, each target, killed, wounded, as far as told."""
    return list(_slots(account))


def _slots(account: Record) -> Iterator[Slot]:
    yield "type", 0
    if (account.get("when") or {}).get("start"):
        yield "when", 0
    if (account.get("where") or {}).get("name"):
        yield "where", 0
    for role in _ROLES:
        for number in range(len(actors(account, role))):
            yield role, number
    for harm in _HARMS:
        if toll(account, harm):
            yield harm, 0


def right_slots(gold: Record, coded: Record) -> dict[str, int]:
    """How many of the gold account's slots of each name the coded account has right; each coded actor answers for one gold actor."""
    right: dict[str, int] = {}
    for name, _ in _slots(gold):
        right.setdefault(name, _right(name, gold, coded))
    return right


def _right(name: str, gold: Record, coded: Record) -> int:
    if name == "type":
        return int(gold["type"] == coded["type"])
    if name == "when":
        return int(same_when(gold.get("when"), coded.get("when")))
    if name == "where":
        return int(same_place(gold.get("where"), coded.get("where")))
    if name in _ROLES:
        return _right_actors(actors(gold, name), actors(coded, name))
    return int(toll(gold, name) == toll(coded, name))


def _right_actors(gold: list[Record], coded: list[Record]) -> int:
    left, right = list(coded), 0
    for expected in gold:
        found = next((k for k, actor in enumerate(left) if same_actor(expected, actor)), None)
        if found is not None:
            del left[found]
            right += 1
    return right


def claims(account: Record) -> list[Record]:
    """The claims of an account that somebody other than the outlet makes."""
    return [claim for claim in account.get("claims") or () if _speaker_kind(claim) != "outlet"]


def _speaker_kind(claim: Record) -> Any:
    speaker = claim.get("speaker")
    return claim.get("speaker_kind") or (speaker.get("kind") if isinstance(speaker, dict) else None)


def speaker(claim: Record) -> Record:
    """The speaker of a claim as an actor record, whether written as a name or as the coder prints it."""
    told = claim.get("speaker") or ""
    if isinstance(told, str):
        return {"name": told}
    words = text_of(told.get("words"))
    return {"name": told.get("name") or "", "words": [words] if words else []}


def right_claims(gold: Record, coded: Record) -> tuple[int, list[Record], list[Record]]:
    """How many gold claims have their speaker and stance among the coded ones, which are missed, and which coded ones answer none."""
    left, missed = claims(coded), []
    for expected in gold.get("claims") or ():
        found = next((k for k, claim in enumerate(left) if _same_claim(expected, claim)), None)
        if found is None:
            missed.append(expected)
        else:
            del left[found]
    return len(gold.get("claims") or ()) - len(missed), missed, left


def _same_claim(gold: Record, coded: Record) -> bool:
    return coded.get("stance") == gold.get("stance") and same_actor({"name": speaker(gold)["name"]}, speaker(coded))
