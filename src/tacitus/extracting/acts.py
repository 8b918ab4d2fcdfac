"""Acts: each trigger with its roles, places, times, tolls and weapons, still in words only."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from spacy.tokens import Token

from tacitus import codebook, lexicon
from tacitus.extracting.causes import Causes, long_past
from tacitus.extracting.clauses import clause_tokens, clause_verb, conjuncts, mention
from tacitus.extracting.dates import find_times
from tacitus.extracting.items import Item, items
from tacitus.extracting.places import find_places
from tacitus.extracting.roles import find_roles
from tacitus.extracting.signs import find_signs
from tacitus.extracting.status import reality
from tacitus.extracting.triggers import Trigger, find_triggers, read_triggers
from tacitus.extracting.untruths import called_untrue
from tacitus.model import Status
from tacitus.page import ActDraft, Mark, Mention, Page, PlaceDraft, RoleDraft, TollDraft, WeaponDraft


def draft(page: Page, trigger: Trigger, status: Status, tolls: tuple[TollDraft, ...]) -> ActDraft:
    """One telling of one act with everything its own sentence says of it; whom its tolls count are its targets."""
    roles = find_roles(page, trigger)
    taken = {role.mention.head for role in roles}
    harms = {t.harm_token for t in page.tolls}
    counted = (t.victims for t in tolls if t.victims is not None and t.harm in SUFFERED and t.max != 0)
    people = (m for m in counted if m.head not in taken and _counts_people(page, m.head, harms))
    victims = {m.head: RoleDraft("target", replace(m, end=max(m.end, mention(page.parse[m.head]).end))) for m in people}
    return ActDraft(
        trigger=Mark(trigger.start, trigger.end),
        head=trigger.head,
        type=trigger.type,
        status=status,
        signs={},
        roles=(*roles, *victims.values()),
        places=tuple(p for p in find_places(page, trigger) if p.mention.head not in taken or p.distance <= HANDED),
        times=find_times(page, trigger),
        tolls=tolls,
        weapons=tuple(_weapons(page, trigger)),
    )


HANDED = -1.0
"""The distance of a place that changes hands: it is the act's place, whoever is told in its stead."""


def _counts_people(page: Page, head: int, harms: set[int]) -> bool:
    """Whether what is counted are people and not their deaths or wounds ("7 deaths and dozens of injuries")."""
    return harms.isdisjoint({head, *(noun.i for of in page.parse[head].children if of.lower_ == "of" for noun in of.children)})


SUFFERED = {"killed", "wounded", "missing", "captured"}


def by_place(page: Page, found: ActDraft) -> Iterator[ActDraft]:
    """A draft for each of several towns under one verb; with a toll told for all, the whole first and the parts without toll.

    "Rockets hit Arda, Belin and Corvo": three acts. Countries and provinces are not taken apart: they are told to place the towns.
    What is said of several towns is said once.
    """
    if codebook.types()[found.type].material and (listed := items(page, found)):
        yield from _by_item(found, listed)
        return
    towns = _coordinated(page, found) if codebook.types()[found.type].material else []
    if len(towns) < 2:
        yield found
        return
    if found.tolls:
        yield replace(found, share="whole")
    for town in towns:
        yield replace(found, places=(town,), tolls=() if found.tolls else found.tolls, share="part")


def _by_item(found: ActDraft, listed: list[Item]) -> Iterator[ActDraft]:
    """The act at each place of a list on its own day; a toll told for all stands on the whole, whose time is none of theirs."""
    if found.tolls:
        days = {mark for _, mark in listed}
        yield replace(found, share="whole", times=tuple(m for m in found.times if m not in days) or found.times)
    for town, day in listed:
        yield replace(found, places=(town,), times=(day,), tolls=(), share="part")


def _coordinated(page: Page, found: ActDraft) -> list[PlaceDraft]:
    """The coordinated places of the act: those joined to its best place, else the longest row of places close to it.

    Places are joined by coordination in the parse, or by "and" with nothing but words that lead to a place around it ("near Arda and
    in the towns of Belin and Corvo"). A row has a place close to the act.
    """
    rows: list[list[PlaceDraft]] = []
    for place in sorted((p for p in found.places if p.distance < FAR), key=lambda p: p.mention.start):
        joined = [row for row in rows if any(_together(page, p.mention, place.mention) for p in row)]
        rows = [row for row in rows if row not in joined] + [[*(p for row in joined for p in row), place]]
    rows = [row for row in rows if len(row) > 1 and min(p.distance for p in row) < ADJACENT]
    return next((row for row in rows if found.places[0] in row), max(rows, key=len, default=[]))


ADJACENT = 8.0
"""Distance up to which a place stands under the act's own words."""
FAR = 20.0
"""Distance up to which a place may be joined to one that does."""


def _together(page: Page, first: Mention, second: Mention) -> bool:
    """Whether two place mentions, in text order, are coordinated; "between Arda and Belin" is one place."""
    if page.parse[max(0, first.start - 1)].lower_ == "between":
        return False
    if second.head in _chain(page, first.head):
        return True
    between = page.parse[first.end : second.start]
    return any(t.dep_ == "cc" for t in between) and all(t.dep_ == "cc" or t.is_punct or t.lower_ in _leading() for t in between)


@cache
def _leading() -> frozenset[str]:
    return lexicon.words("places", "rows.between") | lexicon.words("places", "towns.words")


def _chain(page: Page, place: int) -> frozenset[int]:
    """The heads coordinated with a place, itself included."""
    first = page.parse[place]
    while first.dep_ == "conj" and first.head.i in page.name_at:
        first = first.head
    return frozenset(t.i for t in conjuncts(first))


def _strikes_typed(page: Page, told: Sequence[tuple[Trigger, Status]]) -> Iterator[tuple[Trigger, Status]]:
    """A bare "strike" or "hit" is of the means told last before it, else of those told oftener: aircraft, or missiles and guns; a "raid"
    that is told next after an air strike is one."""
    air, ground = (sum(page.lemmas[w] for w in lexicon.words("triggers", f"strikes.{means}")) for means in ("airstrike", "shelling"))
    means = "airstrike" if air > ground else "shelling"
    last = ""
    for trigger, status in told:
        if trigger.strong and trigger.type in {"airstrike", "shelling"}:
            means = trigger.type
        lemma = page.parse[trigger.head].lemma_.lower()
        bare = not trigger.strong and lemma in lexicon.words("triggers", "strikes.bare")
        again = last == "airstrike" and trigger.type == "attack" and lemma == "raid"
        typed = "airstrike" if again else means if bare else trigger.type
        last = typed
        yield (trigger if typed == trigger.type else replace(trigger, type=typed)), status


def _weapons(page: Page, trigger: Trigger) -> Iterator[WeaponDraft]:
    sentence = page.sentence_at(trigger.head)
    clause = {t.i for t in clause_tokens(page.parse[trigger.head])}
    return (w for w in page.weapons if sentence.start <= w.start < sentence.end and (w.start in clause or trigger.covers(w.start)))


def share_tolls(page: Page, told: Sequence[tuple[Trigger, Status]]) -> dict[int, dict[int, float]]:
    """Index of a toll → trigger head → log-odds, likeliest first (`extracting.causes`); cumulative figures are of no act."""
    causes = Causes(page, told)
    return {k: causes.of(toll) for k, toll in enumerate(page.tolls) if not toll.cumulative}


def told_acts(page: Page, known: tuple[Trigger, ...]) -> list[tuple[Trigger, Status]]:
    """Every word that names an act, `known` to the lexicon or by the learned head, and how it is told, in text order.

    Negated acts are none, but a taking or leaving of a place that somebody says has not been is `denied`: so rumours are answered. Nor is
    what an interception foiled ("foiled a bomb attack", "defused a car bomb") one: the interception tells it.
    """
    triggers = sorted((*known, *read_triggers(page, known)), key=lambda t: t.head)
    foiling = {t.head for t in triggers if t.type == "interception"}
    told = [(t, status) for t in triggers if (status := _told(page, t)) is not None]
    return [(t, s) for t, s in told if (s != "failed" and t.type != "bombing") or not _undergoes(page.parse[t.head], foiling)]


def _told(page: Page, trigger: Trigger) -> Status | None:
    """How the grammar tells the act; None for one that it negates, unless that answers a rumour or is the act ("let no convoy in")."""
    status = reality(page.parse[trigger.head])
    if trigger.absent:
        return "happened"
    if status == "negated":
        return "denied" if _answers(page, trigger) else None
    denied = any(s.says(trigger.head) and s.stance == "denies" for s in page.sayings)  # the speakers' denials come later
    return "denied" if not denied and called_untrue(page.parse[trigger.head]) else status


def _answers(page: Page, trigger: Trigger) -> bool:
    """Whether somebody says that a place has not been taken or left ("the town has not fallen, the army said"); a report that says in its
    own voice that a place has not been taken, or "contrary to" what is told that anything was not done, answers a rumour too."""
    head = page.parse[trigger.head]
    done = any(c.dep_ in {"aux", "auxpass"} and c.lower_ in lexicon.words("grammar", "auxiliaries.done") for c in head.children)
    denying = any(c.dep_ == "neg" and c.lower_ != "no" for c in head.children)
    said = any(s.says(head.i) for s in page.sayings) or any(q.covers(head.i) for q in page.quotes)
    perfect = trigger.type == "capture" and any(c.lower_ in {"has", "have"} for c in head.children)
    against = any(t.lower_ == "contrary" for t in head.sent)
    return done and denying and (against or (trigger.type in CHANGING_HANDS and (said or perfect)))


CHANGING_HANDS = {"capture", "transfer", "withdrawal"}
"""Types of acts by which a place changes hands: a party that says it has not speaks of a rumour."""


def _undergoes(noun: Token, verbs: set[int]) -> bool:
    """Whether the noun, or the one it is a part of, is what one of the verbs is done to."""
    while noun.dep_ in {"compound", "conj"} and noun.head != noun:
        noun = noun.head
    return noun.dep_ in {"dobj", "nsubjpass"} and noun.head.i in verbs


def find_acts(page: Page) -> tuple[ActDraft, ...]:
    """Every telling of an act in the coded sentences, in text order, with the tolls shared out among them; negated acts are none,
    but for the denials of `told_acts`.
    """
    known = find_triggers(page)
    told = told_acts(page, known)
    shared = share_tolls(page, told)
    found: list[ActDraft] = []
    for trigger, status in _strikes_typed(page, told):
        if status == "happened" and long_past(page.parse[trigger.head]):
            status = "historical"
        signs = find_signs(page, trigger, status) | ({} if trigger in known else {"head only": 1.0})
        own = tuple(page.tolls[k] for k, odds in shared.items() if next(iter(odds), None) == trigger.head)
        causes = {k: odds[trigger.head] for k, odds in shared.items() if trigger.head in odds}
        whole = replace(draft(page, trigger, status, own), signs=signs, causes=causes)
        found += by_place(page, whole)
    return tuple(_continued(page, found))


def _continued(page: Page, found: Sequence[ActDraft]) -> Iterator[ActDraft]:
    """The drafts, those that tell how one of the same sentence went on with its head: their verb is one of going on, coordinated with
    the other's, the types are alike, and no place is told with it ("began shelling Arda on Saturday and intensified it on Sunday").
    """
    for k, later in enumerate(found):
        verb = clause_verb(page.parse[later.head])
        begun: list[int] = []
        if verb.dep_ == "conj" and verb.lemma_ in lexicon.words("clauses", "verbs.continuing") and not _names_a_place(page, verb):
            begun = [e.head for e in found[:k] if codebook.alike(e.type, later.type) and _under(page, e, verb.head)]
        yield replace(later, goes_on=begun[-1] if begun else None)


def _names_a_place(page: Page, verb: Token) -> bool:
    return any((name := page.name_at.get(t.i)) is not None and name.kind == "place" for t in clause_tokens(verb))


def _under(page: Page, act: ActDraft, verb: Token) -> bool:
    """Whether the act is told by the verb: it is the verb, its object or the verb it begins."""
    head = page.parse[act.head]
    return head == verb or (head.head == verb and head.dep_ in {"dobj", "xcomp", "nsubjpass"})
