"""Contradictions: values of one field that cannot hold together, who stands where, and whether anything settled it.

None is ever settled by a majority. A count that grows within one speaker is history, not contradiction; between speakers two counts
contradict only when no number fits both ("at least nine" and 31 do not).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from tacitus.fusing.corrections import cues, own_corrections
from tacitus.fusing.event import Choice, Contradiction, Denial, Reading, Side, TollEntry, Voice
from tacitus.fusing.independence import Copies, is_both, speaker_key
from tacitus.fusing.matching import weights
from tacitus.fusing.merging import bounds
from tacitus.fusing.placing import lie
from tacitus.fusing.sketch import COARSE, Sketch, days_between, fold
from tacitus.fusing.voices import Account, is_party, ordered
from tacitus.knowledge.gazetteer import kilometres
from tacitus.model import ClaimField, Where

_GIVEN = frozenset({"asserts", "confirms", "claims_responsibility"})
_ANY = 10**9
_APPROX = 0.1
_SPOTS = frozenset({"site", "area"})
_RIVAL_TYPES = frozenset({"capture", "clash", "withdrawal", "transfer", "protest", "protest_repressed", "riot", "arrest", "abduction"})


def denials(accounts: Sequence[Account]) -> tuple[Denial, ...]:
    """All claims that do more than assert: denials, confirmations, retractions, owning up, refusals to comment; by day."""
    found = [Denial(claim=c, voice=a.voice(c.speaker, c.evidence, c.stance)) for a in accounts for c in a.claims if c.stance != "asserts"]
    return tuple(sorted(found, key=lambda d: (str(d.voice.day or "9999"), d.voice.document_id, d.claim.evidence.start, d.claim.field)))


def contradictions(
    accounts: Sequence[Account],
    fields: Mapping[str, Choice],
    tolls: Sequence[TollEntry],
    copies: Copies,
    beside: Mapping[str, Sequence[Sketch]],
) -> tuple[Contradiction, ...]:
    """All contradictions of an event, the oldest first. `beside` holds all accounts of each report, by document id."""
    found = [
        *_denied(accounts), *_retracted(accounts), *_rival_counts(tolls), *_rival_initiators(fields, accounts), *_who_began(accounts),
        *_rival_targets(accounts), *_rival_places(fields, copies), *_rival_dates(fields), *_rival_types(fields),
        *own_corrections(accounts), *_came_through(accounts, beside),
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda c: (str(c.since or "9999"), c.kind, c.field, c.sides[0].value)))


def _denied(accounts: Sequence[Account]) -> Iterator[Contradiction]:
    """One for each field: those who deny it against those who give the value and do not deny it. One more for each speaker who denied it
    and later owns up or confirms, which settles it."""
    said: dict[tuple[ClaimField, str], list[Voice]] = defaultdict(list)
    later: dict[tuple[ClaimField, str], list[Voice]] = defaultdict(list)
    for account in accounts:
        for claim in account.claims:
            voice = account.voice(claim.speaker, claim.evidence, claim.stance)
            if claim.stance == "denies":
                said[claim.field, speaker_key(claim.speaker)].append(voice)
            elif claim.stance in {"confirms", "claims_responsibility"}:
                later[claim.field, speaker_key(claim.speaker)].append(voice)
    came = {key: after[-1] for key, voices in said.items() if (after := _after(later.get(key, ()), ordered(voices)[-1]))}
    for key, last in came.items():
        yield _denial(accounts, key[0], {key[1]: said[key]}).model_copy(
            update={"status": "resolved", "resolved_by": f"{last.speaker.name}, {last.day}", "reason": "the speaker came to confirm it"}
        )
    for field in dict.fromkeys(field for field, _ in said):
        still = {speaker: voices for (f, speaker), voices in said.items() if f == field and (f, speaker) not in came}
        if still:
            yield _denial(accounts, field, still)


def _after(later: Sequence[Voice], denial: Voice) -> list[Voice]:
    return [v for v in later if v.day and denial.day and v.day > denial.day]


def _denial(accounts: Sequence[Account], field: ClaimField, deniers: Mapping[str, Sequence[Voice]]) -> Contradiction:
    """The contradiction of these deniers, voices by key of speaker, with all others who give the value."""
    givers = ordered(v for a in accounts if a.told for v in _givers(a, field) if speaker_key(v.speaker) not in deniers)
    denied = Side(value="denied", voices=ordered(v for voices in deniers.values() for v in voices))
    sides = (denied, *((Side(value="told", voices=givers),) if givers else ()))
    return Contradiction(kind="denial", field=field, sides=sides, since=_since(sides))


def _givers(account: Account, field: str) -> Iterable[Voice]:
    claims = [c for c in account.claims if c.field in {field, "act"} and c.stance in _GIVEN]
    denied = any(c.stance == "denies" for c in account.claims)
    if claims:
        return [account.voice(c.speaker, c.evidence, c.stance) for c in claims]
    return [] if denied else [account.voice(None, account.sketch.account.trigger)]


def _retracted(accounts: Sequence[Account]) -> Iterator[Contradiction]:
    """What somebody takes back is settled by the speaker; it stays an open question only for others who go on saying it."""
    for account in accounts:
        for claim in account.claims:
            if claim.stance == "retracts":
                back = account.voice(claim.speaker, claim.evidence, claim.stance)
                others = ordered(
                    v for a in accounts if a.told for v in _givers(a, claim.field) if speaker_key(v.speaker) != speaker_key(claim.speaker)
                )
                sides = (Side(value="taken back", voices=(back,)), *((Side(value="told", voices=others),) if others else ()))
                yield Contradiction(
                    kind="retraction", field=claim.field, sides=sides, since=back.day, status="resolved",
                    resolved_by=f"{claim.speaker.name}, {back.day}", reason=claim.evidence.text,
                )  # fmt: skip


def _interval(entry: TollEntry) -> tuple[int, int]:
    low = entry.min if entry.min is not None else 0
    high = entry.max if entry.max is not None else _ANY
    if entry.qualifier == "approx":
        return int(low * (1 - _APPROX)), int(high * (1 + _APPROX))
    return low, high


def _rival_counts(tolls: Sequence[TollEntry]) -> Iterator[Contradiction]:
    """Counts of the same people by different speakers that no number fits, superseded ones and parts left out; then parts larger than
    wholes."""
    groups: dict[tuple[str, str, str], list[TollEntry]] = defaultdict(list)
    for entry in tolls:
        if not entry.superseded and not entry.part:
            groups[entry.harm, entry.group if not entry.whose else "side", entry.whose or ""].append(entry)
    for (harm, group, whose), entries in groups.items():
        if found := _involved((a, b) for n, a in enumerate(entries) for b in entries[n + 1 :] if _apart(a, b)):
            yield _counts(harm if group == "unspecified" else f"{harm} {whose or group}", found)
        wholes = groups.get((harm, "unspecified", ""), ()) if group != "unspecified" else ()
        if found := _involved((w, e) for w in wholes for e in entries if _interval(e)[0] > _interval(w)[1]):
            yield _counts(f"{harm} {whose or group}", found)


def _involved(pairs: Iterable[tuple[TollEntry, TollEntry]]) -> list[TollEntry]:
    """The counts of these pairs of which two origins speak, each once."""
    return list({id(e): e for a, b in pairs if a.voice.origin != b.voice.origin for e in (a, b)}.values())


def _apart(a: TollEntry, b: TollEntry) -> bool:
    (low, high), (other_low, other_high) = _interval(a), _interval(b)
    return low > other_high or other_low > high


def _counts(field: str, entries: Iterable[TollEntry]) -> Contradiction:
    sides: dict[str, list[Voice]] = defaultdict(list)
    for e in sorted(entries, key=lambda e: (_interval(e), e.voice.document_id)):
        people = "" if e.group == "unspecified" else f" {e.whose or e.group}"
        sides[f"{bounds(e.min, e.max)}{people}"].append(e.voice)
    made = tuple(Side(value=value, voices=ordered(voices)) for value, voices in sides.items())
    return Contradiction(kind="rival", field=field, sides=made, since=_since(made))


def _sides(readings: Iterable[Reading]) -> tuple[Side, ...]:
    return tuple(Side(value=r.text, voices=r.voices) for r in readings)


def _rival_initiators(fields: Mapping[str, Choice], accounts: Sequence[Account]) -> Iterator[Contradiction]:
    """Several who are said to have done it, not together; or one, while some report says that each side names the other."""
    choice = fields.get("initiator")
    rivals = [r for r in (choice.chosen, *choice.rivals) if r and "together" not in r.flags] if choice else []
    sides = _sides(rivals)
    if len(rivals) < 2:
        claims = [(a, c) for a in accounts for c in a.claims if c.field == "initiator" and is_both(c.speaker)]
        mutual = ordered(a.voice(c.speaker, c.evidence, c.stance) for a, c in claims)
        sides = (*sides, Side(value="each side names the other", voices=mutual)) if mutual else ()
    if sides:
        yield Contradiction(kind="rival", field="initiator", sides=sides, since=_since(sides))


def _who_began(accounts: Sequence[Account]) -> Iterator[Contradiction]:
    """Somebody told as initiator by one report and as target by another, of the same type of act."""
    began: dict[tuple[str, str], list[Voice]] = defaultdict(list)
    suffered: dict[tuple[str, str], list[Voice]] = defaultdict(list)
    for account in accounts:
        for role, found in (("initiator", began), ("target", suffered)):
            for actor in account.sketch.account.actors:
                if actor.role == role and actor.kind != "civilians":
                    found[account.sketch.account.type, actor.name].append(account.voice(None, account.sketch.account.trigger))
    for key in sorted(began.keys() & suffered.keys()):
        sides = (
            Side(value=f"{key[1]} began", voices=ordered(began[key])),
            Side(value=f"{key[1]} was attacked", voices=ordered(suffered[key])),
        )
        yield Contradiction(kind="rival", field="initiator", sides=sides, since=_since(sides))


def _rival_targets(accounts: Sequence[Account]) -> Iterator[Contradiction]:
    """Fighters alone in one account, people who do not fight alone in another, for an act that hits somebody; else what a side says it
    was that was hit, when its words name nobody whom other reports name."""
    fighters: list[Voice] = []
    people: list[Voice] = []
    named: dict[str, None] = {}
    for account in accounts:
        aimed = [a for a in account.sketch.account.having("target") if a.kind not in {"civilians", "organisation"}]
        harmed = account.sketch.account.having("victim_group")
        if aimed and not harmed:
            fighters += account.of("target", account.sketch.account.trigger)
            named.update(dict.fromkeys(a.name for a in aimed))
        elif harmed and not aimed:
            people += account.of("target", account.sketch.account.trigger)
    if fighters and people:
        sides = Side(value=", ".join(named), voices=ordered(fighters)), Side(value="people who do not fight", voices=ordered(people))
        yield Contradiction(kind="rival", field="target", sides=sides, since=_since(sides))
    else:
        yield from _target_of_a_side(accounts)


def _target_of_a_side(accounts: Sequence[Account]) -> Iterator[Contradiction]:
    for account in accounts:
        for claim in account.claims:
            if claim.field != "target" or claim.stance != "asserts" or not is_party(account, claim.speaker):
                continue
            words = fold(f"{claim.value or ''} {claim.evidence.text}")
            others = [(a, t) for a in accounts if a.origin.name != account.origin.name for t in a.sketch.account.having("target")]
            if others and not any(fold(t.name) in words for _, t in others):
                told = ordered(a.voice(None, t.words[0] if t.words else None) for a, t in others)
                names = ", ".join(dict.fromkeys(t.name for _, t in others))
                own = account.voice(claim.speaker, claim.evidence, claim.stance)
                sides = Side(value=names, voices=told), Side(value=claim.value or claim.evidence.text, voices=(own,))
                yield Contradiction(kind="rival", field="target", sides=sides, since=_since(sides))


def _rival_places(fields: Mapping[str, Choice], copies: Copies) -> Iterator[Contradiction]:
    """Places of which neither holds the other nor lies within a kilometre (a site within ten of its town), told by accounts that do not
    name both; settled when a correction put one for the other."""
    choice = fields.get("where")
    if not choice or not choice.chosen:
        return
    chosen = Where.model_validate(choice.chosen.value)
    rivals = [r for r in choice.rivals if not {"vaguer", "together"} & set(r.flags) and _elsewhere(chosen, Where.model_validate(r.value))]
    if rivals:
        sides = _sides([choice.chosen, *rivals])
        settled = all("superseded" in r.flags for r in rivals)
        by = next((v.outlet or v.document for v in choice.chosen.voices if v.document_id in copies.corrected), None)
        yield Contradiction(
            kind="rival", field="where", sides=sides, since=_since(sides), status="resolved" if settled else "open",
            resolved_by=by if settled else None, reason="the report was corrected" if settled else None,
        )  # fmt: skip


def _elsewhere(a: Where, b: Where) -> bool:
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None or b.precision in COARSE or a.precision in COARSE:
        return a.country != b.country or b.precision not in COARSE
    site = len({a.precision, b.precision} & _SPOTS) == 1
    return kilometres((a.lat, a.lon), (b.lat, b.lon)) > (weights().limits["near_km"] if site else 1)


def _rival_dates(fields: Mapping[str, Choice]) -> Iterator[Contradiction]:
    """Intervals that do not meet."""
    choice = fields.get("when")
    if choice and choice.chosen:
        first, last = _ends(choice.chosen)
        rivals = [r for r in choice.rivals if not (_ends(r)[0] <= last and first <= _ends(r)[1])]
        if rivals:
            sides = _sides([choice.chosen, *rivals])
            yield Contradiction(kind="rival", field="when", sides=sides, since=_since(sides))


def _ends(reading: Reading) -> tuple[str, str]:
    value = reading.value if isinstance(reading.value, dict) else {}
    return str(value.get("start")), str(value.get("end"))


def _rival_types(fields: Mapping[str, Choice]) -> Iterator[Contradiction]:
    """Types that make a different act of it: a peaceful march or a riot, a capture or a retreat; not a vaguer word for the same, nor what
    is told beside the chosen type by those who tell that."""
    chosen = fields["type"].chosen
    if chosen is None or chosen.value not in _RIVAL_TYPES:
        return
    tellers = {v.origin for v in chosen.voices}
    rivals = [r for r in fields["type"].rivals if r.value in _RIVAL_TYPES and not {v.origin for v in r.voices} <= tellers]
    if rivals:
        sides = _sides([chosen, *rivals])
        yield Contradiction(kind="rival", field="type", sides=sides, since=_since(sides))


def _came_through(accounts: Sequence[Account], beside: Mapping[str, Sequence[Sketch]]) -> Iterator[Contradiction]:
    """All is told to have been shot down, while the same report tells what was hit there and then: people harmed, or things of which
    somebody speaks who is no side."""
    whole = [a for a in accounts if a.told and a.sketch.account.type in cues()["stops"] and _is_whole(a)]
    others = ((a, Account(s, a.origin, a.kin, a.sides)) for a in accounts for s in beside.get(a.sketch.document.id, ()))
    hits = [v for a, other in others if a in whole and _is_stopped(a.sketch, other.sketch) for v in _hit(other)]
    if hits:
        said = ordered(v for a in whole for v in a.of("act", a.sketch.account.trigger))
        sides = Side(value="all were stopped", voices=said), Side(value="some hit", voices=ordered(hits))
        yield Contradiction(kind="rival", field="act", sides=sides, since=_since(sides))


def _is_whole(account: Account) -> bool:
    text = " ".join(span.text for span in account.sketch.account.evidence).casefold()
    for phrase in cues()["not_all"]:
        text = text.replace(phrase, " ")
    return bool(set(text.split()) & set(cues()["all"]))


def _is_stopped(stop: Sketch, act: Sketch) -> bool:
    same = lie(stop.account.where, act.account.where, weights().limits) == "place_same"
    return act.account.type in cues()["stopped"] and same and days_between(stop, act) == 0


def _hit(account: Account) -> list[Voice]:
    harmed = [t for t in account.sketch.account.tolls if (t.min or 0) > 0]
    found = [account.voice(account.speaker_of(t), t.words) for t in harmed if account.told]
    aimed = [c for c in account.claims if c.field == "target" and c.stance in _GIVEN and not is_party(account, c.speaker)]
    return found + [account.voice(c.speaker, c.evidence, c.stance) for c in aimed]


def _since(sides: Sequence[Side]) -> date | None:
    """The first day on which a second side was known; the only side's first day when nobody stands against it."""
    firsts = sorted(min(days) for s in sides if (days := [v.day for v in s.voices if v.day]))
    return firsts[1] if len(firsts) > 1 else firsts[0] if firsts else None
