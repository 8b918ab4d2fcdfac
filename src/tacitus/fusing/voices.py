"""Voices: who in an account gives which value."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tacitus.fusing.event import Voice
from tacitus.fusing.independence import Origin, is_named, outlet_of, speaker_key, speaker_words
from tacitus.fusing.kin import Kin
from tacitus.fusing.sketch import Sketch, fold
from tacitus.model import Actor, Claim, ClaimField, Span, Speaker, SpeakerKind, Toll

_STATE = frozenset({"state_forces", "government", "officials"})
_ARMED = frozenset({"rebel", "militia", "communal", "unidentified_armed"})
_SIDES = _STATE | _ARMED | {"external_forces", "political"}
_GIVEN = frozenset({"asserts", "confirms", "claims_responsibility"})


@dataclass(frozen=True)
class Account:
    """An account in its event: its sketch, its origin, what is known of who is part of whom, and who the sides of the event are.

    `sides` are the initiators, targets and supporters in all accounts of the event that can be a party to it.
    """

    sketch: Sketch
    origin: Origin
    kin: Kin
    sides: tuple[Actor, ...] = ()

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The claims of the account."""
        return self.sketch.account.claims

    @property
    def initiators(self) -> tuple[Actor, ...]:
        """The named initiators."""
        return self.sketch.account.having("initiator")

    @property
    def told(self) -> bool:
        """Whether the account tells the act as having been; a denial, a plan or a fear does not."""
        return self.sketch.account.status in {"happened", "disputed", "historical"}

    def voice(self, speaker: Speaker | None, words: Span | None, stance: str = "asserts") -> Voice:
        """The voice of a speaker in this account; None is the outlet."""
        s = self.sketch
        speaker = speaker or Speaker(name=outlet_of(s), kind="outlet")
        if speaker.kind == "outlet" and speaker.name == "outlet":
            speaker = speaker.model_copy(update={"name": outlet_of(s)})
        origin = f"speaker {speaker_key(speaker)}" if is_named(speaker) else self.origin.name
        return Voice.model_validate(
            {
                "speaker": speaker, "stance": stance, "day": s.document.published, "document": s.document.ref or s.document.id,
                "document_id": s.document.id, "account": s.account.id, "outlet": s.document.publisher, "origin": origin, "words": words,
            }
        )  # fmt: skip

    def of(self, field: ClaimField, words: Span | None) -> tuple[Voice, ...]:
        """Who gives the account's value of a field: the speakers of its claims on it, else the outlet."""
        claims = [c for c in self.claims if c.field == field and c.stance in _GIVEN]
        return tuple(self.voice(c.speaker, c.evidence, c.stance) for c in claims) or (self.voice(None, words),)

    def naming(self, actor: Actor) -> tuple[Voice, ...]:
        """Who says this actor did it: who owns up to it for the actor, and who says so without being the actor's own side, else the outlet.

        With several initiators a claim that tells its value counts for the actors the value names.
        """
        words = actor.words[0] if actor.words else self.sketch.account.trigger
        found = [
            self.voice(c.speaker, c.evidence, c.stance)
            for c in self.claims
            if c.field in {"initiator", "act"} and c.stance in _GIVEN and self._names(c, actor)
        ]
        return tuple(found) or (self.voice(None, words),)

    def _names(self, claim: Claim, actor: Actor) -> bool:
        own = self.speaks_for(claim.speaker, actor)
        if claim.field == "act" and len(self.initiators) > 1:
            return False
        if claim.value and claim.field == "initiator":
            return fold(actor.name) in fold(claim.value)
        others = [a for a in self.initiators if a is not actor and self.speaks_for(claim.speaker, a)]
        return (
            own if claim.stance == "claims_responsibility" or others else not own or claim.stance == "confirms" or len(self.initiators) == 1
        )

    def denier(self, claim: Claim) -> str | None:
        """The initiator a denial clears: the one the speaker is or speaks for, else the only one."""
        for actor in self.initiators:
            if self.speaks_for(claim.speaker, actor):
                return actor.name
        return self.initiators[0].name if len(self.initiators) == 1 else None

    def speaks_for(self, speaker: Speaker, actor: Actor) -> bool:
        """Whether the speaker is the actor or its side: shared name or word, one kind of force, or part of it.

        An official whose name tells another state ("the White House") does not speak for this one's forces.
        """
        name = fold(speaker.name)
        names = {fold(actor.name), *(fold(w.text) for w in actor.words)}
        if any(n and (n in name or name in n) for n in names if len(n) > 3):
            return True
        if any(self.kin.parents.get(n) == name or self.kin.parents.get(name) == n for n in names):
            return True
        if actor.kind in _STATE and speaker.kind in _STATE - {"officials"}:
            return actor.country is None or self.kin.home(speaker.name) in {None, actor.country}
        return actor.kind in _ARMED and speaker.kind in _ARMED

    def speaker_of(self, toll: Toll) -> Speaker | None:
        """Who gives a toll, with the kind the account's claims know for that name; None is the outlet.

        A toll that names nobody is given by whoever the account has saying the words it stands in, on the toll before the act.
        """
        if toll.speaker is None:
            said = [c for c in self.claims if c.stance in _GIVEN and c.field in {"toll", "act"} and _covers(c.evidence, toll.words)]
            return min(said, key=lambda c: c.field != "toll").speaker if said else None
        if toll.speaker == "outlet":
            return None
        key = speaker_key(toll.speaker)
        for claim in self.claims:
            if speaker_key(claim.speaker) == key:
                return claim.speaker.model_copy(update={"name": toll.speaker})
        similar = (c.speaker for c in self.claims if set(key.split()) & set(speaker_key(c.speaker).split()))
        if known := next(similar, None):
            return known.model_copy(update={"name": toll.speaker})
        return self._as_actor(toll.speaker)

    def _as_actor(self, name: str) -> Speaker:
        for actor in self.sketch.account.actors:
            called = fold(actor.name) in fold(name) or any(len(w.text) > 3 and fold(w.text) in fold(name) for w in actor.words)
            if called and actor.kind in _SIDES:
                return Speaker(name=name, kind=actor.kind, party=True)
        low = f" {fold(name)} "
        kind: SpeakerKind = next((row["kind"] for row in speaker_words()["kind"] if any(f" {w} " in low for w in row["words"])), "unknown")
        return Speaker(name=name, kind=kind)


def _covers(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def agree(voices: Iterable[Voice]) -> int:
    """How many origins the voices are."""
    return len({v.origin for v in voices})


def party_names(accounts: Iterable[Account]) -> Iterator[tuple[str, bool]]:
    """(speaker, whether it is a side in the event) of every claim and toll."""
    for account in accounts:
        spoken = [c.speaker for c in account.claims] + [s for t in account.sketch.account.tolls if (s := account.speaker_of(t))]
        for speaker in spoken:
            if speaker.kind != "outlet":
                yield speaker.name, is_party(account, speaker)


def is_party(account: Account, speaker: Speaker) -> bool:
    """Whether the speaker is a side in the event."""
    return speaker.party or any(account.speaks_for(speaker, a) for a in account.sides)


def sides_of(members: Iterable[Sketch]) -> tuple[Actor, ...]:
    """The initiators, targets and supporters of these accounts that can be a party: no civilians, nobody unnamed."""
    rows = {(a.role, fold(a.name)): a for s in members for a in s.account.having("initiator", "target", "supporter") if a.kind in _SIDES}
    return tuple(rows.values())


def ordered(voices: Iterable[Voice]) -> tuple[Voice, ...]:
    """Each voice once, by day, then document."""
    unique: Mapping[tuple[str, str, str, str], Voice] = {(v.document_id, v.account, v.speaker.name, v.stance): v for v in voices}
    return tuple(sorted(unique.values(), key=lambda v: (str(v.day or "9999"), v.document_id, v.account, v.speaker.name, v.stance)))
