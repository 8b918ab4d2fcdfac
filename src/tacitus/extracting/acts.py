"""Acts: each trigger with its roles, places, times, tolls and weapons, still in words only."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from tacitus import lexicon
from tacitus.extracting.causes import Causes
from tacitus.extracting.clauses import arguments, clause_tokens, clause_verb, conjuncts, mention
from tacitus.extracting.roles import find_roles
from tacitus.extracting.signs import find_signs
from tacitus.extracting.status import reality
from tacitus.extracting.triggers import Trigger, find_triggers, is_a, read_triggers
from tacitus.model import Status
from tacitus.page import ActDraft, Mark, Mention, Name, Page, PlaceDraft, RoleDraft, TimeMark, TollDraft, WeaponDraft


def draft(page: Page, trigger: Trigger, status: Status, tolls: tuple[TollDraft, ...]) -> ActDraft:
    """One telling of one act with everything its own sentence says of it; whom its tolls count are its targets."""
    roles = find_roles(page, trigger)
    taken = {role.mention.head for role in roles}
    harms = {t.harm_token for t in page.tolls}
    counted = (t.victims for t in tolls if t.victims is not None and t.harm in SUFFERED and t.max != 0 and t.victims.head not in harms)
    victims = {m.head: RoleDraft("target", m) for m in counted if m.head not in taken}
    return ActDraft(
        trigger=Mark(trigger.start, trigger.end),
        head=trigger.head,
        type=trigger.type,
        status=status,
        signs={},
        roles=(*roles, *victims.values()),
        places=tuple(p for p in find_places(page, trigger) if p.mention.head not in taken),
        times=find_times(page, trigger),
        tolls=tolls,
        weapons=tuple(_weapons(page, trigger)),
    )


SUFFERED = {"killed", "wounded", "missing", "captured"}


def by_place(page: Page, found: ActDraft) -> Iterator[ActDraft]:
    """A draft for each of several towns under one verb; with a toll told for all, the whole first and the parts without toll.

    "Rockets hit Arda, Belin and Corvo": three acts. Countries and provinces are not taken apart: they are told to place the towns.
    """
    towns = _coordinated(page, found)
    if len(towns) < 2:
        yield found
        return
    if found.tolls:
        yield replace(found, share="whole")
    for town in towns:
        yield replace(found, places=(town,), tolls=() if found.tolls else found.tolls, share="part")


def _coordinated(page: Page, found: ActDraft) -> list[PlaceDraft]:
    """The coordinated places close to the act; the best place is one of them when "and" or "as well as" joins it to them."""
    near = [p for p in found.places if p.distance < ADJACENT]
    chains = [[p for p in near if p.mention.head in heads] for heads in {_chain(page, p.mention.head) for p in near}]
    longest = max(chains, key=len, default=[])
    best = near[:1]
    if len(longest) > 1 and best[0] not in longest:
        between = page.parse[best[0].mention.end : longest[0].mention.start]
        longest = [*longest, *(best if any(t.dep_ == "cc" for t in between) else ())]
    return sorted(longest, key=lambda p: p.mention.start)


ADJACENT = 8.0
"""Distance up to which a place stands under the act's own words."""


def _chain(page: Page, place: int) -> frozenset[int]:
    """The heads coordinated with a place, itself included."""
    first = page.parse[place]
    while first.dep_ == "conj" and first.head.i in page.name_at:
        first = first.head
    return frozenset(t.i for t in conjuncts(first))


def find_places(page: Page, trigger: Trigger) -> tuple[PlaceDraft, ...]:
    """Place names that can be where the act was, best first.

    Best is a place under a preposition of place of the act itself or the thing acted on, then one in the clause, then the
    nearest in the sentence. A place that stands for a state which acts or speaks, the seat of a speaker, and the place
    something came from or goes to, are left out (codebook 5, where, rule 1).
    """
    found = [(_distance(page, trigger, m.head), m) for m in _sentence_places(page, trigger)]
    found += [(GENERIC + _distance(page, trigger, m.head), m) for m in _generic_places(page, trigger)]
    ranked = sorted(found, key=lambda pair: (pair[0], pair[1].start))
    return tuple(PlaceDraft(m, distance) for distance, m in ranked if distance < NOWHERE)


GENERIC = 2.0
"""How much farther than a name a generic noun ("the city") counts."""
NOWHERE = 90.0
"""The distance of a place name that is surely not the act's place."""


def _sentence_places(page: Page, trigger: Trigger) -> Iterator[Mention]:
    sentence = page.parse[trigger.head].sent
    for name in page.names:
        if name.kind == "place" and sentence.start <= name.start < sentence.end and not _outside(page, name):
            yield Mention(name.start, name.end, page.parse[name.start : name.end].root.i)


def _generic_places(page: Page, trigger: Trigger) -> Iterator[Mention]:
    """ "The city", "the Iraqi capital": nouns that take up a place told before and have no name of their own."""
    generic = lexicon.words("roles", "places.generic")
    for token in page.parse[trigger.head].sent:
        definite = any(c.lower_ in {"the", "this", "that", "its"} or c.dep_ == "poss" for c in token.lefts)
        named = any(t.i in page.name_at and page.name_at[t.i].kind == "place" for t in token.subtree if t.i > token.i)
        if token.lower_ in generic and definite and not named and token.dep_ != "compound":
            yield mention(token)


def _outside(page: Page, name: Name) -> bool:
    """In the dateline, or inside the words that name a speaker."""
    start = page.parse[name.start].idx
    if page.dateline is not None and page.dateline.start <= start < page.dateline.end:
        return True
    return any(s.speaker.mention is not None and s.speaker.mention.covers(name.start) for s in page.sayings)


def _distance(page: Page, trigger: Trigger, place: int) -> float:
    """How far a place (its head token) stands from being the act's: 0 = surely; 90 and more = it is not."""
    head, root = page.parse[trigger.head], page.parse[place]
    around = arguments(head)
    if any(root == t for t in around.patients):
        return 0
    if root in around.agents or _belongs_to_somebody(page, root):
        return NOWHERE
    if root.dep_ in {"nsubj", "nsubjpass"}:
        return 60
    if root.dep_ in {"compound", "amod", "nmod"} and any(c.lower_ == "of" for c in root.head.rights):
        return 30  # "the Idlib city of …": the unit before the town that is meant
    if _accompanies(root, head):
        return NOWHERE
    preposition = _preposition(root.i, page)
    steps = _steps(page, root.i, trigger.head)
    penalty = 0.0
    if preposition in lexicon.words("roles", "places.never") and not _moves(trigger.type, preposition):
        penalty += 20
    elif preposition not in lexicon.words("roles", "places.at"):
        penalty += 8
    if not any(t.i == root.i for t in clause_tokens(head)):
        penalty += 10
    return steps + penalty + abs(place - trigger.head) / 50


def _accompanies(root: Token, act: Token) -> bool:
    """A place under "with", "by", "despite" or "like" between it and the act tells who or what, not where.

    A place with a preposition of its own ("clashed with rebels in Belvik") is none of these, but under "despite" or "like".
    """
    own = root
    while own.dep_ in {"compound", "amod", "nmod", "poss", "conj", "appos"} and own.head != own:
        own = own.head
    located = own.dep_ == "pobj" and own.head.lower_ in {"in", "at", "near", "outside", "inside", "around", "on", "across"}
    apart = {"despite", "like", "than", "unlike"}
    for token in own.head.ancestors if located else root.ancestors:
        if token.i == act.i or token.is_ancestor(act):
            return False
        if token.dep_ in {"prep", "agent"} and token.lower_ in (apart if located else apart | {"with", "by"}):
            return True
    return False


def _belongs_to_somebody(page: Page, root: Token) -> bool:
    """A name before a noun that is no place ("the Pakistan army", "Iran-backed") tells whose, not where."""
    if root.dep_ == "poss" and root.head.lower_ in lexicon.words("roles", "places.generic"):
        return True  # "Velia's capital": the capital is the place
    before_noun = root.dep_ in {"compound", "amod", "nmod", "npadvmod", "poss"} and root.head.i > root.i
    return before_noun and not is_a(page, root.head, "settlement", "building") and root.head.i not in page.name_at


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
    """Time words that can date the act, best first: those in its own clause, then those of the sentence that no verb of saying owns.

    Words that date what came after or before the act ("rescue went on into Tuesday after the strike") are left out.
    """
    sentence = page.parse[trigger.head].sent
    ranked = [(_remoteness(page, trigger, mark), mark.start, mark) for mark in page.times if sentence.start <= mark.start < sentence.end]
    return tuple(mark for rank, _, mark in sorted(ranked, key=lambda r: r[:2]) if rank < NEVER)


NEVER = 100.0
"""The rank of time words that are surely not the act's."""


def _remoteness(page: Page, trigger: Trigger, mark: TimeMark) -> float:
    head, root = page.parse[trigger.head], page.parse[mark.start : mark.end].root
    if trigger.covers(mark.start) or _across(page, trigger.head, mark):
        return NEVER
    owner = clause_verb(root)
    rank = _steps(page, root.i, trigger.head) + abs(mark.start - trigger.head) / 100
    if owner.i != trigger.head and owner.i in {s.cue for s in page.sayings}:
        return rank + 15
    return rank if any(t.i == root.i for t in clause_tokens(head)) else rank + 6


def _across(page: Page, head: int, mark: TimeMark) -> bool:
    """Whether the words date something else: "after", "before" or "since" and a noun or verb stand between them and the act.

    So do words after "since" when the act is called the worst or the first: "the deadliest attack since 7 October".
    """
    root = page.parse[mark.start : mark.end].root
    act = page.parse[head]
    above_mark = [root, *root.ancestors]
    shared = {t.i for t in above_mark}
    for token in (act, *act.ancestors):
        if token.i in shared:
            break
        if _turns(token):
            return True
    if root.is_ancestor(act):
        return False  # "in 2016, when the army took …"
    side = [t for t in above_mark if not (t.i == head or t.is_ancestor(act))]
    if any(_turns(t) and root.head.i != t.i and t.i != root.i and not mark.covers(t.i) for t in side):
        return True
    since = page.parse[mark.start].lower_ == "since" or root.head.lower_ == "since"
    ranked = (*act.lefts, *(act.head.head.lefts if act.dep_ == "pobj" else ()))
    return since and any(t.tag_ in {"JJS", "RBS"} or t.lower_ == "first" for t in ranked)


def _turns(token: Token) -> bool:
    """A word that lays what is under it before or after what is above."""
    opener = token.lower_ if token.dep_ == "prep" else next((c.lower_ for c in token.lefts if c.dep_ == "mark"), "")
    return opener in TURNS


TURNS = {"after", "before", "since", "following", "until"}


def _strikes_typed(page: Page, told: Sequence[tuple[Trigger, Status]]) -> Iterator[tuple[Trigger, Status]]:
    """A bare "strike" is of the means told last before it, else of those the report names oftener: aircraft, or missiles and guns."""
    air, ground = (sum(page.lemmas[w] for w in lexicon.words("triggers", f"strikes.{means}")) for means in ("airstrike", "shelling"))
    means = "airstrike" if air > ground else "shelling"
    for trigger, status in told:
        if trigger.strong and trigger.type in {"airstrike", "shelling"}:
            means = trigger.type
        bare = not trigger.strong and page.parse[trigger.head].lemma_.lower() == "strike"
        yield (replace(trigger, type=means) if bare else trigger), status


def long_past(page: Page, head: int) -> bool:
    """Whether words lay years or months between the act and what the report is about: "three years after the bombing"."""
    for token in page.parse[head].ancestors:
        if token.dep_ in {"prep", "mark"} and token.lower_ in {"after", "since"}:
            before = page.parse[max(token.i - 2, 0) : token.i]
            return any(t.lemma_.lower() in {"year", "month", "decade"} for t in (*before, *token.lefts))
    return False


def _weapons(page: Page, trigger: Trigger) -> Iterator[WeaponDraft]:
    sentence = page.parse[trigger.head].sent
    clause = {t.i for t in clause_tokens(page.parse[trigger.head])}
    return (w for w in page.weapons if sentence.start <= w.start < sentence.end and (w.start in clause or trigger.covers(w.start)))


def share_tolls(page: Page, told: Sequence[tuple[Trigger, Status]]) -> dict[int, dict[int, float]]:
    """Index of a toll → trigger head → log-odds, likeliest first (`extracting.causes`); cumulative figures are of no act."""
    causes = Causes(page, told)
    return {k: causes.of(toll) for k, toll in enumerate(page.tolls) if not toll.cumulative}


def told_acts(page: Page, known: tuple[Trigger, ...]) -> list[tuple[Trigger, Status]]:
    """Every word that names an act, `known` to the lexicon or by the learned head, and how it is told, in text order; negated acts are
    none."""
    triggers = sorted((*known, *read_triggers(page, known)), key=lambda t: t.head)
    return [(t, status) for t in triggers if (status := reality(page.parse[t.head])) != "negated"]


def find_acts(page: Page) -> tuple[ActDraft, ...]:
    """Every telling of an act in the coded sentences, in text order, with the tolls shared out among them; negated acts are none."""
    known = find_triggers(page)
    told = told_acts(page, known)
    shared = share_tolls(page, told)
    found: list[ActDraft] = []
    for trigger, status in _strikes_typed(page, told):
        if status == "happened" and long_past(page, trigger.head):
            status = "historical"
        signs = find_signs(page, trigger, status) | ({} if trigger in known else {"head only": 1.0})
        own = tuple(page.tolls[k] for k, odds in shared.items() if next(iter(odds), None) == trigger.head)
        causes = {k: odds[trigger.head] for k, odds in shared.items() if trigger.head in odds}
        whole = replace(draft(page, trigger, status, own), signs=signs, causes=causes)
        found += by_place(page, whole)
    return tuple(found)
