"""Casting: the actors of one account, from what its tellings say and from what the whole report says of its sides (codebook 5)."""

from collections.abc import Iterable, Iterator, Sequence

from tacitus import lexicon
from tacitus.assembling.sides import ARMED, GROUPS, STATES
from tacitus.assembling.telling import Telling
from tacitus.model import Actor, ActorKind

HARMED = {"target", "victim_group"}
SIDES = {"initiator", "target", "victim_group"}
UNARMED: frozenset[ActorKind] = frozenset({"civilians", "protesters"})
ARMED_ACTS = {
    "airstrike", "shelling", "bombing", "suicide_bombing", "chemical_attack", "attack", "abduction", "sexual_violence", "capture", "siege",
    "clash", "arrest", "protest_repressed",
}  # fmt: skip
"""Types that people who do not bear arms do not begin."""
AGAINST_CIVILIANS = {"attack", "sexual_violence"}
MERE = {"civilians", "protesters", "students"}
"""Names of people told by no more than that they are people."""
ONE_SIDED = {"airstrike", "shelling", "chemical_attack"}
"""Types whose means few sides have, so that the one side told to use them is the author of those of no told author. Not of attacks:
whoever attacked one village need not have attacked the next."""
ATTACKERS = {"name": "unidentified attackers", "kind": "unidentified_armed", "rule": "men who do an armed act, told by no more than that"}
"""What is told of them instead of their name."""
FOUGHT = {"clash", "capture"}
"""Types in which one armed side has another against it."""


def cast(type_: str, ordered: Sequence[Telling]) -> tuple[Actor, ...]:
    """The actors of an act: each once, those that cannot have the role left out, and an empty role filled by what the report decides.

    People who do not fight begin no armed act and are no target of a fight, but men who alone are said to do one are attackers; whoever
    stays undecided or unnamed gives way to a named one.
    Without a target told, civilians where the type means harm to them, else the other side of the report.
    Without an initiator, the one side that the report says does such acts.
    """
    actors = _sided(type_, _once(_fitting(type_, merged(ordered), met=type_ in FOUGHT and any(_met(t) for t in ordered))))
    if not any(a.role == "initiator" for a in actors):
        actors = (*actors, *_author(type_, ordered, actors))
    if not any(a.role in {"target", "victim_group"} for a in actors):
        actors = (*actors, *_harmed(type_, ordered, actors))
    return actors


def merged(ordered: Iterable[Telling]) -> tuple[Actor, ...]:
    """Each actor of the tellings once in a role, with all its words, the best telling's first."""
    found: dict[tuple[str, str], Actor] = {}
    for telling in ordered:
        for actor in telling.actors:
            key = (actor.role, actor.name.casefold())
            earlier = found.get(key)
            if earlier is None:
                found[key] = actor
            else:
                words = {w.start: w for w in (*earlier.words, *actor.words)}
                found[key] = earlier.model_copy(update={"words": tuple(words.values())})
    return tuple(found.values())


def _once(actors: Iterable[Actor]) -> tuple[Actor, ...]:
    """Nobody is both initiator and target of one act: the role told first, by the best telling, holds."""
    found: dict[str, Actor] = {}
    for actor in actors:
        if actor.role == "supporter" and actor.name.casefold() in found:
            continue  # "troops backed by jets" are one army
        found.setdefault(actor.name.casefold() if actor.role in SIDES else f"{actor.role} {actor.name}", actor)
    return tuple(found.values())


def _met(telling: Telling) -> bool:
    """Whether a group and people of no known side are told as the two sides ("the Front clashed with gunmen")."""
    kinds = {a.kind for a in telling.actors if a.role == "initiator"}
    return "unidentified_armed" in kinds and bool(kinds & GROUPS)


def _sided(type_: str, actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """In a fight of which only those are told who suffered it, a state's forces and a group, each is a side (codebook 5)."""
    kinds = {a.kind for a in actors if a.role == "target"}
    if type_ != "clash" or any(a.role == "initiator" for a in actors) or not (kinds & STATES and kinds & GROUPS):
        return actors
    return tuple(a.model_copy(update={"role": "initiator"}) if a.role == "target" and a.kind in ARMED else a for a in actors)


def _fitting(type_: str, actors: Sequence[Actor], *, met: bool) -> Iterator[Actor]:
    """The actors that can have their role. A pronoun nobody resolved is no actor, nor is a thing a side in a fight; whoever is
    undecided gives way to a named side, the unidentified to a named group unless they `met` it.
    """
    for actor in actors:
        if _is_thing(actor) or (_is_building(actor) and any(a.role in HARMED and not _is_building(a) for a in actors)):
            continue
        if actor.kind == "unknown" and (
            actor.name.casefold() in lexicon.words("roles", "pronouns") or (type_ in FOUGHT and actor.role == "target")
        ):
            continue
        others = {a.kind for a in actors if a.role == actor.role or {a.role, actor.role} <= HARMED}
        if type_ == "protest_repressed" and actor.name == "civilians" and "protesters" in others:
            continue
        nameless = actor.kind == "unknown" or actor.name == "unidentified aircraft"
        gives_way = (nameless and others & ARMED) or (actor.kind == "unidentified_armed" and others & GROUPS and not met)
        people = actor.kind in UNARMED and actor.actor_id is None
        if actor.role == "initiator" and people and type_ in ARMED_ACTS - {"protest_repressed"} and others & ARMED:
            continue
        if actor.role == "initiator" and people and actor.name in MERE and type_ in ARMED_ACTS:
            if type_ == "protest_repressed":
                yield actor.model_copy(update={"role": "victim_group" if actor.kind == "civilians" else "target"})
            elif sum(a.role == "initiator" for a in actors) == 1 and _are_men(actor):
                yield actor.model_copy(update=ATTACKERS)
        elif not gives_way and not (type_ in FOUGHT and actor.role == "victim_group" and actor.name == "civilians"):
            yield actor


def _is_thing(actor: Actor) -> bool:
    """Whether somebody undecided is told by a thing that acts or is struck ("Grad rockets", "the compound of the bishop")."""
    return (
        actor.kind == "unknown" and bool(actor.words) and all(_last(w.text) in lexicon.words("roles", "things.words") for w in actor.words)
    )


def _is_building(actor: Actor) -> bool:
    """Whether people are told by no more than the building that was struck: they give way to whoever was in it."""
    return (
        actor.name in MERE and bool(actor.words) and all(_last(w.text) in lexicon.words("roles", "people.buildings") for w in actor.words)
    )


def _last(text: str) -> str:
    """The head of a phrase, in the singular: its last word, or the one before a preposition."""
    words = text.lower().split()
    cut = next((k for k, word in enumerate(words) if k and word in {"of", "for", "from", "in", "with"}), len(words))
    return words[cut - 1].removesuffix("s")


def _are_men(actor: Actor) -> bool:
    """Whether the words tell of men, youths or assailants, and not of people as such, who were rather harmed."""
    return any(not lexicon.words("roles", "attackers.words").isdisjoint(w.text.lower().split()) for w in actor.words)


def _author(type_: str, ordered: Sequence[Telling], actors: Sequence[Actor]) -> Iterator[Actor]:
    """The one side the report tells to do such acts, when nothing says who did this one."""
    sides = ordered[0].sides
    party = sides.author(type_) if sides and type_ in ONE_SIDED else None
    if party is not None and party.name not in {a.name for a in actors}:
        rule = f"nobody is told for this act; the report tells '{type_}' of {party.name} alone"
        yield Actor(role="initiator", **{**party.model_dump(exclude={"role"}), "rule": rule})


def _harmed(type_: str, ordered: Sequence[Telling], actors: Sequence[Actor]) -> Iterator[Actor]:
    """Whom an act is against when no telling of it says: civilians by its definition, or the other side of a fight."""
    sides, country = ordered[0].sides, next((t.where.country for t in ordered if t.where.country), None)
    initiators = [a for a in actors if a.role == "initiator"]
    own = [*initiators, *(a for a in actors if a.role == "supporter")]
    if type_ in AGAINST_CIVILIANS:
        rule = f"no target is told; '{type_}' means harm to people who do not fight"
        yield Actor(role="victim_group", name="civilians", kind="civilians", rule=rule)
    elif type_ == "protest_repressed":
        yield Actor(role="target", name="protesters", kind="protesters", rule="no target is told; the protest is what was repressed")
    elif type_ in FOUGHT and sides and (len(initiators) == 1 or type_ == "capture") and (party := sides.rival(own, country)):
        rule = f"no target is told; {party.name} is the side against {initiators[0].name} in the report"
        yield Actor(role="target", **{**party.model_dump(exclude={"role"}), "rule": rule})
