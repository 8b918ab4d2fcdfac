"""Composing one event: all fields, tolls, contradictions and members of a group of accounts."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from tacitus.fusing.choosing import choose_initiator, choose_people, choose_status, choose_type, choose_weapon, choose_when, choose_where
from tacitus.fusing.clustering import Group
from tacitus.fusing.contradictions import contradictions, denials
from tacitus.fusing.event import Choice, Contradiction, Event, Grade, Member, Support
from tacitus.fusing.independence import Copies, Houses, origins
from tacitus.fusing.judgements import apply_choices
from tacitus.fusing.kin import Kin
from tacitus.fusing.matching import Matcher
from tacitus.fusing.merging import HARMS, choose_toll, policy
from tacitus.fusing.sketch import Sketch
from tacitus.fusing.tolls import history
from tacitus.fusing.voices import Account, is_party, party_names, sides_of
from tacitus.judgement import Judgement
from tacitus.model import digest


@dataclass(frozen=True)
class Composer:
    """What each event is composed with."""

    sketches: Sequence[Sketch]
    copies: Copies
    matcher: Matcher
    kin: Kin
    houses: Houses

    def event(self, group: Group, policy_name: str, judged: Sequence[Judgement], made_by: Sequence[str]) -> Event:
        """The event of one group of accounts under a policy.

        `judged` are the decisions on it, `made_by` the ids of those that grouped it.
        """
        members = sorted((self.sketches[n] for n in group), key=lambda s: s.told)
        known = origins(members, self.copies, self.houses)
        sides = sides_of(members)
        accounts = [Account(s, known[s.document.id, s.account.id], self.kin, sides) for s in members]
        tolls = history(accounts, self.copies)
        fields = self._fields(accounts, policy_name)
        found = contradictions(accounts, fields, tolls, self.copies, self._reports)
        grade = _grade(accounts, found)
        fields |= {h: choose_toll(h, tolls, policy(policy_name), grade) for h in HARMS if any(t.harm == h for t in tolls)}
        chosen, settled = apply_choices(fields, found, judged)
        first = members[0]
        return Event.model_validate(
            {
                "id": f"ev:{digest(first.document.id, first.account.trigger.start, first.account.trigger.end, first.account.id)[:20]}",
                "type": _text(chosen["type"]), "status": _text(chosen["status"]), "policy": policy_name, "fields": chosen,
                "tolls": tolls, "denials": denials(accounts), "contradictions": settled,
                "accounts": tuple(self._member(a, members) for a in accounts), "support": _support(accounts), "grade": grade,
                "judgements": tuple(dict.fromkeys((*made_by, *(j.id for j in judged)))),
                "notes": tuple(f"{j.person}, {j.time}: {j.reason}" for j in judged if j.kind == "note"),
                "review": _review(judged),
            }
        )  # fmt: skip

    @cached_property
    def _reports(self) -> Mapping[str, Sequence[Sketch]]:
        """All accounts of each report."""
        found: dict[str, list[Sketch]] = defaultdict(list)
        for s in self.sketches:
            found[s.document.id].append(s)
        return found

    def _fields(self, accounts: Sequence[Account], policy_name: str) -> dict[str, Choice]:
        chosen = (
            choose_type(accounts, policy_name),
            choose_status(accounts, policy_name),
            choose_when(accounts, policy_name),
            choose_where(accounts, policy_name, self.copies.corrected.values()),
            choose_initiator(accounts, policy_name),
            choose_people(accounts, policy_name, "target", "target", "victim_group"),
            choose_weapon(accounts, policy_name),
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
