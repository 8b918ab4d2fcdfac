"""Acts: each trigger with its roles, places, times, tolls and weapons, still in words only."""

from collections.abc import Iterator
from dataclasses import replace

from tacitus import lexicon
from tacitus.extracting.clauses import arguments, clause_tokens, clause_verb
from tacitus.extracting.head import Head
from tacitus.extracting.roles import find_roles
from tacitus.extracting.signs import find_signs
from tacitus.extracting.status import reality
from tacitus.extracting.triggers import Trigger, find_triggers
from tacitus.model import Status
from tacitus.page import ActDraft, Mark, Mention, Name, Page, TimeMark, TollDraft, WeaponDraft


def draft(page: Page, trigger: Trigger, status: Status, tolls: tuple[TollDraft, ...]) -> ActDraft:
    """One telling of one act with everything its own sentence says of it."""
    return ActDraft(
        trigger=Mark(trigger.start, trigger.end),
        head=trigger.head,
        type=trigger.type,
        status=status,
        signs={},
        roles=find_roles(page, trigger),
        places=find_places(page, trigger),
        times=find_times(page, trigger),
        tolls=tolls,
        weapons=tuple(_weapons(page, trigger)),
    )


def find_places(page: Page, trigger: Trigger) -> tuple[Mention, ...]:
    """Place names that can be where the act was, best first.

    Best is a place under a preposition of place of the act itself or the thing acted on, then one in the clause, then the
    nearest in the sentence. A place that stands for a state which acts or speaks, the seat of a speaker, and the place
    something came from or goes to, are left out (codebook 5, where, rule 1).
    """
    head = page.parse[trigger.head]
    ranked = sorted((_distance(page, trigger, name), name.start, name) for name in _sentence_places(page, trigger))
    return tuple(Mention(n.start, n.end, page.parse[n.start : n.end].root.i) for rank, _, n in ranked if rank < 90) if head else ()


def _sentence_places(page: Page, trigger: Trigger) -> Iterator[Name]:
    sentence = page.parse[trigger.head].sent
    for name in page.names:
        if name.kind == "place" and sentence.start <= name.start < sentence.end and not _outside(page, name):
            yield name


def _outside(page: Page, name: Name) -> bool:
    """In the dateline, or inside the words that name a speaker."""
    start = page.parse[name.start].idx
    if page.dateline is not None and page.dateline.start <= start < page.dateline.end:
        return True
    return any(s.speaker.mention is not None and s.speaker.mention.covers(name.start) for s in page.sayings)


def _distance(page: Page, trigger: Trigger, name: Name) -> float:
    """How far a place name stands from being the act's place: 0 = surely; 90 and more = it is not."""
    head = page.parse[trigger.head]
    root = page.parse[name.start : name.end].root
    around = arguments(head)
    if any(root == t for t in around.patients):
        return 0
    if root in around.agents or root.dep_ in {"nsubj", "nsubjpass"}:
        return 95 if root in around.agents else 60
    preposition = _preposition(root.i, page)
    steps = _steps(page, root.i, trigger.head)
    penalty = 0.0
    if preposition in lexicon.words("roles", "places.never") and not _moves(trigger.type, preposition):
        penalty += 20
    elif preposition not in lexicon.words("roles", "places.at"):
        penalty += 8
    if not any(t.i == root.i for t in clause_tokens(head)):
        penalty += 10
    return steps + penalty + abs(name.start - trigger.head) / 50


def _moves(type_: str, preposition: str) -> bool:
    leaving, arriving = lexicon.words("roles", "places.leaving"), lexicon.words("roles", "places.arriving")
    return (preposition == "from" and type_ in leaving) or (preposition in {"to", "toward", "towards"} and type_ in arriving)


def _preposition(token: int, page: Page) -> str:
    current = page.parse[token]
    while current.dep_ in {"compound", "amod", "nmod", "poss", "conj", "appos"} and current.head != current:
        current = current.head
    return current.head.lower_ if current.dep_ == "pobj" else ""


def _steps(page: Page, start: int, goal: int) -> float:
    """Steps in the tree between two tokens."""
    up = [start, *(t.i for t in page.parse[start].ancestors)]
    down = [goal, *(t.i for t in page.parse[goal].ancestors)]
    meet = next((i for i in up if i in set(down)), None)
    return up.index(meet) + down.index(meet) if meet is not None else 30


def find_times(page: Page, trigger: Trigger) -> tuple[TimeMark, ...]:
    """Time words that can date the act, best first: those in its own clause, then those of the sentence that no verb of saying owns."""
    head = page.parse[trigger.head]
    sentence = head.sent
    cues = {s.cue for s in page.sayings}
    ranked: list[tuple[float, int, TimeMark]] = []
    clause = {t.i for t in clause_tokens(head)}
    for mark in page.times:
        if not sentence.start <= mark.start < sentence.end or trigger.covers(mark.start):
            continue
        root = page.parse[mark.start : mark.end].root
        owner = clause_verb(root)
        rank = _steps(page, root.i, trigger.head) + abs(mark.start - trigger.head) / 100
        if owner.i in cues and owner.i != trigger.head:
            rank += 15
        elif root.i not in clause:
            rank += 6
        ranked.append((rank, mark.start, mark))
    return tuple(mark for _, _, mark in sorted(ranked, key=lambda r: r[:2]))


def _weapons(page: Page, trigger: Trigger) -> Iterator[WeaponDraft]:
    sentence = page.parse[trigger.head].sent
    clause = {t.i for t in clause_tokens(page.parse[trigger.head])}
    return (w for w in page.weapons if sentence.start <= w.start < sentence.end and (w.start in clause or trigger.covers(w.start)))


def share_tolls(page: Page, triggers: tuple[Trigger, ...]) -> dict[int, tuple[TollDraft, ...]]:
    """Trigger head → the tolls it caused.

    A toll belongs to the act whose word it hangs on; else to the nearest act of its sentence in the tree; else, in a sentence
    without an act, to the last act told before it in the same paragraph. Cumulative figures belong to none.
    """
    shared: dict[int, list[TollDraft]] = {}
    for toll in page.tolls:
        if toll.cumulative:
            continue
        owner = _owner(page, triggers, toll)
        if owner is not None:
            shared.setdefault(owner, []).append(toll)
    return {head: tuple(tolls) for head, tolls in shared.items()}


def _owner(page: Page, triggers: tuple[Trigger, ...], toll: TollDraft) -> int | None:
    sentence = page.parse[toll.harm_token].sent
    here = [t for t in triggers if sentence.start <= t.head < sentence.end]
    if here:
        return min(here, key=lambda t: (_steps(page, toll.harm_token, t.head), abs(t.head - toll.harm_token))).head
    before = [t for t in triggers if t.head < sentence.start and _near(page, t.head, sentence.start)]
    return before[-1].head if before else None


def _near(page: Page, earlier: int, later: int) -> bool:
    """At most two sentences apart."""
    return page.sentence_of[later] - page.sentence_of[earlier] <= 2


def find_acts(page: Page, head: Head | None) -> tuple[ActDraft, ...]:
    """Every telling of an act in the coded sentences, in text order, with the tolls shared out among them; negated acts are none."""
    reading = head.read(page) if head else None
    told = [(t, reality(page.parse[t.head])) for t in find_triggers(page)]
    tolls = share_tolls(page, tuple(t for t, status in told if status != "negated"))
    drafts = ((draft(page, t, status, tolls.get(t.head, ())), find_signs(page, t, status, reading)) for t, status in told if status != "negated")
    return tuple(replace(found, signs=signs) for found, signs in drafts)
