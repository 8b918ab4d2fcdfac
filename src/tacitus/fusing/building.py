"""Building events: a pure function of accounts, judgements and policy, the same in whatever order they came."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from tacitus.fusing.choosing import choose_initiator, choose_people, choose_status, choose_type, choose_weapon, choose_when, choose_where
from tacitus.fusing.clustering import Grouping, cluster
from tacitus.fusing.contradictions import contradictions, denials
from tacitus.fusing.event import Choice, Contradiction, Duplicate, Event, Grade, Member, Support
from tacitus.fusing.independence import Copies, find_copies, origins
from tacitus.fusing.judgements import Decided, apply_choices
from tacitus.fusing.matching import Matcher, weights
from tacitus.fusing.merging import DEFAULT, HARMS, choose_toll, policy
from tacitus.fusing.sketch import Parents, Rarity, Sketch, fold
from tacitus.fusing.sketch import sketches as sketch_all
from tacitus.fusing.tolls import history
from tacitus.fusing.voices import Account, is_party, party_names, sides_of
from tacitus.judgement import Judgement
from tacitus.knowledge.actors import ActorList
from tacitus.model import Coding, Document, digest


def kin_of(actors: ActorList) -> dict[str, str]:
    """Name or id of each listed actor → name of what it is part of, folded."""
    by_id = {g.id: g for g in actors.groups}
    found = {}
    for group in actors.groups:
        if group.parent:
            parent = by_id[group.parent].name if group.parent in by_id else group.parent
            found[fold(group.name)] = found[group.id] = fold(parent)
    return found


def sketches_of(codings: Iterable[Coding], parents: Parents) -> list[Sketch]:
    """The sketches of all accounts, sorted by their key; an account given twice is taken once."""
    nameless = weights().nameless
    found = {(s.document.id, s.account.id): s for c in codings for s in sketch_all(c, parents, nameless)}
    return sorted(found.values(), key=lambda s: s.key)


def copies_of(documents: Iterable[Document]) -> Copies:
    """Which documents copy and correct which."""
    table = weights()
    return find_copies(documents, table.limits["copy"], table.corrects)


def fuse(
    documents: Iterable[Document],
    codings: Iterable[Coding],
    judgements: Iterable[Judgement] = (),
    policy_name: str = DEFAULT,
    *,
    parents: Parents | None = None,
) -> list[Event]:
    """The events of these accounts, by first day, then id.

    A pure function: no order of documents, codings or judgements changes it, and a judgement that is undone leaves no trace. The texts
    of `documents` are asked only for copies. `parents` says which actor is part of which (`kin_of`). Every account is in one event, but
    those a person rejected are in none. Raises `SettingsError` for an unknown policy.
    """
    policy(policy_name)
    parents = parents or {}
    sketches, copies = sketches_of(codings, parents), copies_of(documents)
    decided = Decided.of(judgements, sketches)
    rejected = decided.rejected()
    kept = [n for n in range(len(sketches)) if n not in rejected]
    matcher = Matcher(Rarity([sketches[n] for n in kept]), copies=copies.pairs)
    grouping = _grouped(sketches, kept, matcher, decided)
    groups, made_by = decided.regroup(grouping.groups)
    builder = _Builder(sketches, copies, matcher, decided, policy_name, parents)
    built = {group: builder.event(group, made_by.get(group, ())) for group in groups}
    doubted = _doubts(grouping, built, sketches, matcher)
    events = [e.model_copy(update={"possible_duplicates": doubted.get(e.id, ())}) for e in built.values()]
    return sorted(events, key=lambda e: (str(e.first_day or "9999"), e.id))


def _grouped(sketches: Sequence[Sketch], kept: Sequence[int], matcher: Matcher, decided: Decided) -> Grouping:
    """The grouping of the accounts that are not rejected, in the indices of all."""
    position = {n: i for i, n in enumerate(kept)}
    grouping = cluster([sketches[n] for n in kept], matcher, decided.constraints().at(position))
    return Grouping(tuple(tuple(kept[i] for i in group) for group in grouping.groups), grouping.doubts)


def _doubts(
    grouping: Grouping, built: Mapping[tuple[int, ...], Event], sketches: Sequence[Sketch], matcher: Matcher
) -> Mapping[str, tuple[Duplicate, ...]]:
    """For each event those it may be the same as; groups that a person merged or split since are no longer in doubt."""
    found: dict[str, list[Duplicate]] = {}
    for (i, j), score in grouping.doubts.items():
        first, second = built.get(grouping.groups[i]), built.get(grouping.groups[j])
        if first and second:
            pairs = [(matcher.match(sketches[a], sketches[b]), a, b) for a in grouping.groups[i] for b in grouping.groups[j]]
            best = max(pairs, key=lambda p: (p[0].score, -p[1], -p[2]))[0]
            for one, other in ((first, second), (second, first)):
                found.setdefault(one.id, []).append(Duplicate(event=other.id, score=round(score, 2), reasons=best.reasons()[:6]))
    return {k: tuple(sorted(v, key=lambda d: (-d.score, d.event))) for k, v in found.items()}


@dataclass(frozen=True)
class _Builder:
    """What each event is built with."""

    sketches: Sequence[Sketch]
    copies: Copies
    matcher: Matcher
    decided: Decided
    policy: str
    parents: Parents

    def event(self, group: tuple[int, ...], made_by: tuple[str, ...]) -> Event:
        """The event of one group of accounts."""
        members = sorted((self.sketches[n] for n in group), key=lambda s: s.told)
        known = origins(members, self.copies)
        sides = sides_of(members)
        accounts = [Account(s, known[s.document.id, s.account.id], self.parents, sides) for s in members]
        tolls = history(accounts, self.copies)
        fields = self._fields(accounts)
        found = contradictions(accounts, fields, tolls, self.copies)
        grade = _grade(accounts, found)
        fields |= {h: choose_toll(h, tolls, policy(self.policy), grade) for h in HARMS if any(t.harm == h for t in tolls)}
        judged = self.decided.about(group)
        chosen, settled = apply_choices(fields, found, judged)
        first = members[0]
        return Event.model_validate(
            {
                "id": f"ev:{digest(first.document.id, first.account.trigger.start, first.account.trigger.end, first.account.id)[:20]}",
                "type": _text(chosen["type"]), "status": _text(chosen["status"]), "policy": self.policy, "fields": chosen,
                "tolls": tolls, "denials": denials(accounts), "contradictions": settled,
                "accounts": tuple(self._member(a, members) for a in accounts), "support": _support(accounts), "grade": grade,
                "judgements": tuple(dict.fromkeys((*made_by, *(j.id for j in judged)))),
                "notes": tuple(f"{j.person}, {j.time}: {j.reason}" for j in judged if j.kind == "note"),
                "review": _review(judged),
            }
        )  # fmt: skip

    def _fields(self, accounts: Sequence[Account]) -> dict[str, Choice]:
        chosen = (
            choose_type(accounts, self.policy),
            choose_status(accounts, self.policy),
            choose_when(accounts, self.policy),
            choose_where(accounts, self.policy, self.copies.corrected.values()),
            choose_initiator(accounts, self.policy),
            choose_people(accounts, self.policy, "target", "target", "victim_group"),
            choose_weapon(accounts, self.policy),
        )
        return {choice.field: choice for choice in chosen if choice}

    def _member(self, account: Account, members: Sequence[Sketch]) -> Member:
        s = account.sketch
        others = [o for o in members if o is not s]
        best = max(((self.matcher.match(s, o), o) for o in others), key=lambda x: (x[0].score, x[1].key), default=None)
        links = (f"{best[1].document.ref or best[1].document.id} {best[0].score:+.1f}", *best[0].reasons()) if best else ()
        return Member(
            document=s.document.ref or s.document.id, document_id=s.document.id, account=s.account.id, trigger=s.account.trigger,
            type=s.account.type, status=s.account.status, outlet=s.document.publisher, published=s.document.published,
            when=s.account.when, where=s.account.where, origin=account.origin.name, origin_rule=account.origin.rule, links=links,
        )  # fmt: skip


def _text(choice: Choice) -> str:
    return str(choice.chosen.value) if choice.chosen else ""


def _support(accounts: Sequence[Account]) -> Support:
    speakers = dict(sorted(party_names(accounts)))
    return Support(
        documents=len({a.sketch.document.id for a in accounts}),
        origins=len({a.origin.name for a in accounts}),
        parties=tuple(n for n, party in speakers.items() if party),
        non_parties=tuple(n for n, party in speakers.items() if not party),
    )


def _grade(accounts: Sequence[Account], found: Sequence[Contradiction]) -> Grade:
    """How well an event is supported (after Airwars).

    `discounted`: nobody but denials, or every origin took it back. `contested`: rivals for who did it. `confirmed`: a side owns up to it.
    `fair`: two origins or more. `weak`: one.
    """
    told = [a for a in accounts if a.told]
    back = {a.origin.name for a in accounts for c in a.claims if c.stance == "retracts" and c.field == "act"}
    if not told or {a.origin.name for a in told} <= back:
        return "discounted"
    if any(c.field == "initiator" and c.kind == "rival" and c.status == "open" for c in found):
        return "contested"
    owned = any(c.stance in {"claims_responsibility", "confirms"} and is_party(a, c.speaker) for a in told for c in a.claims)
    if owned:
        return "confirmed"
    return "fair" if len({a.origin.name for a in told}) > 1 else "weak"


def _review(judged: Sequence[Judgement]) -> Literal["accepted"] | None:
    return "accepted" if any(j.kind == "accept" for j in judged) else None
