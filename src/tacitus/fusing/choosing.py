"""Choosing: the fields of an event other than tolls; every value anybody gave is a reading, one of them is chosen by a named rule."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from pydantic import JsonValue

from tacitus import codebook
from tacitus.fusing.event import Choice, Reading, Voice
from tacitus.fusing.placing import names_of, tells
from tacitus.fusing.sketch import COARSE, fold
from tacitus.fusing.voices import Account, agree, is_party, ordered
from tacitus.model import Actor, Role, Status, When, Where

_SHARP = ("day", "days", "week", "month", "year", "unknown")
_EXACT = ("site", "town", "area", "district", "province", "region", "country", "unknown")
_NOBODY = frozenset({"unidentified_armed", "unknown"})
_STATE = frozenset({"state_forces", "government"})
_TOGETHER = frozenset({"clash", "agreement", "talks", "release"})


def choose_type(accounts: Sequence[Account], policy: str) -> Choice:
    """The type that most origins tell as having been; of as many the one that wins by precedence (codebook 3), then the sooner told."""
    told = [a for a in accounts if a.told] or list(accounts)
    readings = _grouped((a.sketch.account.type, (a.voice(None, a.sketch.account.trigger),), a.sketch.account.type) for a in told)
    ranked = sorted(readings, key=lambda r: (-r.origins, codebook.precedence(str(r.value)), _day(r)))
    return Choice(field="type", chosen=ranked[0], rivals=tuple(ranked[1:]), rule="told by most origins", policy=policy)


def choose_status(accounts: Sequence[Account], policy: str) -> Choice:
    """`disputed` when some tell it and some report denies it or its author; else what most say, fact before history before plan.

    A dispute is over once the side said to have done it confirms the act in a later report.
    """
    counts: dict[Status, list[Account]] = defaultdict(list)
    for account in accounts:
        counts[account.sketch.account.status].append(account)
    readings = [
        Reading(value=s, text=s, voices=tuple(a.voice(None, a.sketch.account.trigger) for a in found), origins=len(found))
        for s, found in sorted(counts.items())
    ]
    happened = counts.keys() & {"happened", "disputed", "historical"}
    value: Status
    if happened and _admitted(accounts):
        value, rule = "happened", "the side that did it came to confirm it"
    elif happened and counts.keys() & {"disputed", "denied"}:
        value, rule = "disputed", "told and denied"
    elif happened:
        value, rule = ("happened" if "happened" in counts else "historical"), "told as fact"
    else:
        value, rule = max(counts, key=lambda s: (len(counts[s]), s)), "what most accounts say"
    chosen = next((r for r in readings if r.value == value), Reading(value=value, text=value))
    return Choice(field="status", chosen=chosen, rivals=tuple(r for r in readings if r is not chosen), rule=rule, policy=policy)


def _admitted(accounts: Sequence[Account]) -> bool:
    last = max((_published(a) for a in accounts if a.sketch.account.status in {"disputed", "denied"}), default="9999")
    return any(
        c.stance == "confirms" and c.field == "act" and _published(a) > last and any(a.speaks_for(c.speaker, i) for i in a.initiators)
        for a in accounts
        for c in a.claims
    )


def _published(account: Account) -> str:
    return str(account.sketch.document.published or "")


def choose_when(accounts: Sequence[Account], policy: str) -> Choice | None:
    """The sharpest date told, of as sharp ones that of most origins; a date inferred from publication only when there is no other.

    Rivals that hold the chosen interval in them are `vaguer`.
    """
    told = [a for a in accounts if a.sketch.first is not None]
    said = [a for a in told if not a.sketch.account.when.inferred] or told
    if not said:
        return None
    readings = _grouped(
        (_when(a.sketch.account.when), a.of("when", a.sketch.account.when.words), _interval(a.sketch.account.when)) for a in told
    )
    sharp = {_interval(a.sketch.account.when) for a in said}
    ranked = sorted(readings, key=lambda r: (r.text not in sharp, _SHARP.index(_get(r, "precision")), -r.origins, _day(r)))
    chosen = ranked[0]
    first, last = _get(chosen, "start"), _get(chosen, "end")
    rivals = tuple(_flag(r, "vaguer", _get(r, "start") <= first and last <= _get(r, "end")) for r in ranked[1:])
    return Choice(field="when", chosen=chosen, rivals=rivals, rule="the sharpest date, of most origins", policy=policy)


def choose_where(accounts: Sequence[Account], policy: str, corrected: Iterable[str] = ()) -> Choice | None:
    """The exactest place told, town before district before province; of as exact ones that of most origins.

    What a report says that its own later copy corrects is `superseded`; a place that holds the chosen one is `vaguer`; one told only by
    accounts whose words name the chosen one too stands `together` with it.
    """
    told = [a for a in accounts if a.sketch.account.where.name]
    if not told:
        return None
    gone = set(corrected)
    readings = _grouped(
        (_where(a.sketch.account.where), a.of("where", a.sketch.account.where.words), _place_key(a.sketch.account.where)) for a in told
    )
    flagged = [_flag(r, "superseded", all(v.document_id in gone for v in r.voices)) for r in readings]
    coarse = [_get(r, "precision") in COARSE for r in flagged]
    order = sorted(
        range(len(flagged)),
        key=lambda n: (
            "superseded" in flagged[n].flags,
            coarse[n],
            -flagged[n].origins,
            _EXACT.index(_get(flagged[n], "precision")),
            _day(flagged[n]),
        ),
    )
    ranked = [flagged[n] for n in order]
    chosen = Where.model_validate(ranked[0].value)
    beside = _naming(told, chosen)
    rivals = tuple(
        _flag(
            _flag(r, "vaguer", _get(r, "precision") in COARSE and _inside(chosen, Where.model_validate(r.value))),
            "together",
            {(v.document_id, v.account) for v in r.voices} <= beside,
        )
        for r in ranked[1:]
    )
    return Choice(field="where", chosen=ranked[0], rivals=rivals, rule="the exactest place, of most origins", policy=policy)


def _naming(told: Sequence[Account], chosen: Where) -> set[tuple[str, str]]:
    """The accounts of another place whose words name the chosen one."""
    all_told = [a.sketch for a in told]
    there = [s for s in all_told if _place_key(s.account.where) == _place_key(chosen)]
    names = names_of(all_told)
    return {(s.document.id, s.account.id) for s in all_told if any(tells(s, one, names) for one in there)}


def choose_initiator(accounts: Sequence[Account], policy: str) -> Choice | None:
    """Who owns up to it; else who most origins that are no side name; left open when as many of them, or none, name a rival.

    It is always an attribution. Rivals of the same side (a brigade and its army; army and police of one state for one who names both),
    those whom one report tells as acting together, and those whose name says no more than the chosen one or less ("the Taliban", "Taliban
    of the Vale"; "rebels") are flagged `together`.
    """
    found: dict[str, list[Voice]] = defaultdict(list)
    actors: dict[str, tuple[Actor, Account]] = {}
    for account in accounts:
        for actor in account.initiators if account.sketch.account.status != "denied" else ():
            if actor.kind not in _NOBODY or not account.initiators:
                key = fold(actor.name)
                found[key].extend(account.naming(actor))
                actors.setdefault(key, (actor, account))
    if not found:
        return None
    cleared = {
        fold(n) for a in accounts for c in a.claims if c.stance == "denies" and c.field in {"initiator", "act"} and (n := a.denier(c))
    }
    readings = {}
    for key, voices in found.items():
        actor, _ = actors[key]
        flags = ("denied",) if key in cleared else ()
        readings[key] = Reading(value=_actor(actor), text=actor.name, voices=ordered(voices), origins=agree(voices), flags=flags)
    owned = {k for k, r in readings.items() if any(v.stance == "claims_responsibility" for v in r.voices)}
    neutral = {k: agree(v for v in r.voices if not is_party(actors[k][1], v.speaker)) for k, r in readings.items()}
    ranked = sorted(readings, key=lambda k: (k not in owned, -neutral[k], -readings[k].origins, _day(readings[k]), k))
    best = ranked[0]
    origins = {k: {v.origin for v in r.voices} for k, r in readings.items()}
    others = [
        _flag(readings[k], "together", _joined(accounts, actors[best], actors[k], both_named=bool(origins[best] & origins[k])))
        for k in ranked[1:]
    ]
    apart = [k for k, r in zip(ranked[1:], others, strict=True) if "together" not in r.flags]
    if apart and best not in owned and neutral[apart[0]] >= neutral[best]:
        rule = "left open: no origin that is no side decides between those accused"
        return Choice(field="initiator", chosen=None, rivals=(readings[best], *others), rule=rule, policy=policy)
    rule = "owned up to" if best in owned else "named by most origins that are no side" if neutral[best] else "named by a side alone"
    return Choice(field="initiator", chosen=readings[best], rivals=tuple(others), rule=rule, policy=policy)


def _joined(accounts: Sequence[Account], first: tuple[Actor, Account], second: tuple[Actor, Account], *, both_named: bool) -> bool:
    """Whether two who are said to have done it are no rivals; `both_named` says that somebody names both."""
    a, b = first[0], second[0]
    if first[1].kin.root(a.name) == second[1].kin.root(b.name) or _may_be_named(a, b) or _may_be_named(b, a):
        return True
    if both_named and a.country == b.country and {a.kind, b.kind} <= _STATE:
        return True
    for account in accounts:
        names = {fold(x.name) for x in account.initiators}
        shared = {fold(a.name), fold(b.name)} <= names
        if shared and (account.sketch.account.status != "disputed" or account.sketch.account.type in _TOGETHER):
            return True
    return False


def _may_be_named(a: Actor, b: Actor) -> bool:
    """Whether the first is of the kind of the second and its name a common noun, but of the forces of a state, or a part of the other's."""
    noun = a.name.islower() and a.kind not in _STATE
    return a.kind == b.kind and (noun or set(fold(a.name).split()) < set(re.split(r"[\s-]+", fold(b.name))))


def choose_people(accounts: Sequence[Account], policy: str, field: str, *roles: Role) -> Choice | None:
    """Whom most origins name in these roles; the others of the same report stand `together` with it."""
    rows = [(a, x) for a in accounts for x in a.sketch.account.having(*roles)]
    if not rows:
        return None
    readings = _grouped((_actor(x), (a.voice(None, x.words[0] if x.words else None),), fold(x.name)) for a, x in rows)
    ranked = sorted(readings, key=lambda r: (_get(r, "kind") in _NOBODY, -r.origins, _day(r), r.text))
    together = [{fold(x.name) for x in a.sketch.account.having(*roles)} for a in accounts]
    rivals = tuple(_flag(r, "together", any({_name(ranked[0]), _name(r)} <= names for names in together)) for r in ranked[1:])
    return Choice(field=field, chosen=ranked[0], rivals=rivals, rule="named by most origins", policy=policy)


def choose_weapon(accounts: Sequence[Account], policy: str) -> Choice | None:
    """The class of weapon most origins name; the others stand beside it."""
    rows = [(a, w) for a in accounts for w in a.sketch.account.weapons]
    if not rows:
        return None
    readings = sorted(_grouped((w.class_, a.of("weapon", w.words), w.class_) for a, w in rows), key=lambda r: (-r.origins, _day(r), r.text))
    return Choice(field="weapon", chosen=readings[0], rivals=tuple(readings[1:]), rule="named by most origins", policy=policy)


def _grouped(rows: Iterable[tuple[JsonValue, Sequence[Voice], str]]) -> list[Reading]:
    """Readings of equal keys made one, with all their voices; the text is that of the first value's own words."""
    values: dict[str, JsonValue] = {}
    voices: dict[str, list[Voice]] = defaultdict(list)
    for value, speakers, key in rows:
        values.setdefault(key, value)
        voices[key].extend(speakers)
    return [Reading(value=v, text=_text(v, key), voices=ordered(voices[key]), origins=agree(voices[key])) for key, v in values.items()]


def _text(value: JsonValue, key: str) -> str:
    if isinstance(value, dict) and isinstance(value.get("name"), str):
        return str(value["name"])
    return key


def _get(reading: Reading, key: str) -> str:
    return str(reading.value[key]) if isinstance(reading.value, dict) else ""


def _name(reading: Reading) -> str:
    return fold(_get(reading, "name"))


def _day(reading: Reading) -> str:
    return str(min((str(v.day or "9999") for v in reading.voices), default="9999"))


def _flag(reading: Reading, flag: str, on: bool) -> Reading:
    return reading.model_copy(update={"flags": (*reading.flags, flag)}) if on else reading


def _actor(actor: Actor) -> JsonValue:
    return {"name": actor.name, "actor_id": actor.actor_id, "kind": actor.kind, "country": actor.country}


def _where(where: Where) -> JsonValue:
    return {name: getattr(where, name) for name in ("name", "place_id", "country", "admin1", "admin2", "lat", "lon", "precision")}


def _place_key(where: Where) -> str:
    return f"{where.place_id or fold(where.name or '')} {where.precision in COARSE}"


def _when(when: When) -> JsonValue:
    return {"start": str(when.start), "end": str(when.end), "precision": when.precision, "inferred": when.inferred}


def _interval(when: When) -> str:
    return str(when.start) if when.start == when.end else f"{when.start} – {when.end}"


def _inside(inner: Where, outer: Where) -> bool:
    if outer.country and inner.country and outer.country != inner.country:
        return False
    return outer.precision in {"country", "region"} or not inner.admin1 or fold(inner.admin1) == fold(outer.admin1 or outer.name or "")
