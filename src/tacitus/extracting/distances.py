"""Distances of places: how far a place a sentence names stands from being the act's (codebook 5, where, rule 1)."""

from collections.abc import Iterator
from functools import cache
from itertools import takewhile

from spacy.tokens import Token

from tacitus import codebook, lexicon
from tacitus.extracting.classes import is_a
from tacitus.extracting.clauses import arguments, clause_tokens, clause_verb
from tacitus.extracting.reckoned import contrasted
from tacitus.extracting.rules import names_act
from tacitus.extracting.triggers import Trigger
from tacitus.page import Page

NOWHERE = 90.0
"""The distance of a place name that is surely not the act's place."""
BARE = 8.0
"""How much farther a place counts that no preposition of place governs."""
ALONG = 5.0
"""The distance of what is struck from what the same stroke does: "a bomb hit Belvik, killing nine"."""
FOLLOWED = 30.0
"""The distance of a unit before the town that is meant ("the Idlib city of …")."""
BEFORE = 0.5
"""How much nearer the place that a noun is called after counts than what is told with the noun."""
SUBJECT = 60.0
"""The distance of a place that is the subject of a clause."""
OWNER = 50.0
"""The distance of a place whose thing is acted on: "strikes on Velia's power stations" are most likely in Velia."""
BESIDE = 1.0
"""The distance of a place after which the act is called."""
AWAY = 12.0
"""How much farther a place counts that a verb coordinated with the act's acts on."""
LOOSE = 40.0
"""How much farther a place counts whose preposition tells something else than where ("from", "with", "between" two sides)."""


def distance_of(page: Page, trigger: Trigger, place: int) -> float:
    """How far a place (its head token) stands from being the act's: 0 or less = surely; 90 and more = it is not."""
    head, root = page.parse[trigger.head], page.parse[place]
    around = arguments(head)
    if root in around.patients or (root.dep_ == "appos" and root.head in around.patients):
        return 0 if codebook.types()[trigger.type].material else NOWHERE  # who is accused or threatened is a party
    if _changes_hands(trigger, root, head) or _is_struck_with(root, head) or _suffers(root, head):
        return -1 if root.dep_ == "nsubj" else ALONG
    if root in around.agents or _is_speakers(page, root, head):
        return NOWHERE
    if _names_the_act(root, head):
        return BESIDE
    if (called := _called(page, trigger, root)) is not None:
        return called
    if _belongs_to_somebody(page, root):
        return OWNER if root.dep_ == "poss" and root.head in around.patients else NOWHERE
    if root.dep_ in {"nsubj", "nsubjpass"}:
        return SUBJECT
    if _accompanies(root, head) or _is_reference(page, root) or contrasted(page, root.left_edge.i):
        return NOWHERE
    if _is_relative_place(root, head):
        return 1
    return _walked(page, trigger, root)


def _suffers(root: Token, act: Token) -> bool:
    """Whether the place comes under the act: "Belvik came under fire", "Belvik has been under attack"."""
    if root.dep_ != "nsubj" or root.head.lemma_ not in {"come", "be", "remain"}:
        return False
    under = next((c for c in root.head.rights if c.lower_ == "under"), None)
    return under is not None and (act == root.head or under.is_ancestor(act))


def _is_struck_with(root: Token, act: Token) -> bool:
    """Whether the act is what the stroke on the place does ("a bomb hit Belvik, killing nine")."""
    return act.dep_ == "advcl" and act.tag_ == "VBG" and root in arguments(act.head).patients


def _called(page: Page, trigger: Trigger, root: Token) -> float | None:
    """The distance of a place after which a noun for places is called: that of the noun; None for any other place.

    Of "the Lisk city of Belvik" the town behind is meant, of "the Belvik area of Lisk" and "the Belvik camp near Lisk" the first.
    """
    noun = root.head
    if root.dep_ not in {"compound", "amod", "nmod"} or noun.i < root.i or noun.i in page.name_at:
        return None
    inside = [t for t in noun.subtree if t.i > noun.i and t.i in page.name_at and page.name_at[t.i].kind == "place"]
    part_of = any(c.lower_ == "of" for c in noun.rights)
    if part_of and (noun.lower_ in lexicon.words("places", "towns.words") or not inside):
        return FOLLOWED
    narrow = noun.lower_ in lexicon.words("places", "called.words")
    if not narrow and not (inside and noun.lower_ in lexicon.words("places", "called.units")):
        return FOLLOWED if part_of else None
    walked = _walked(page, trigger, noun) - (BARE if noun.dep_ == "dobj" else 0)
    return min(distance_of(page, trigger, noun.i), walked) - BEFORE


def _walked(page: Page, trigger: Trigger, root: Token) -> float:
    """The steps in the tree to a place that nothing else decides, more for another clause or a preposition that tells no place."""
    head, preposition = page.parse[trigger.head], preposition_of(root)
    if trigger.type in lexicon.words("roles", "places.from_afar") and (preposition == "from" or _comes_from(root, head)):
        return NOWHERE  # where it was fired, or they came from
    same_clause = any(t.i == root.i for t in clause_tokens(head)) or _first_verb(root) == _first_verb(head)
    elsewhere = AWAY if _is_acted_on(root, head) or _describes_somebody(root, head) else 0
    on_the_way = preposition == "between" and _top(root).head.head.lower_ in _ways()
    penalty = (0 if on_the_way else _penalty(preposition, trigger.type)) + (0 if same_clause else 10) + elsewhere
    return steps(page, root.i, head.i) + penalty + abs(root.i - head.i) / 50


def _changes_hands(trigger: Trigger, root: Token, act: Token) -> bool:
    """Whether a place is told to fall, as the subject of a verb that takes nothing: "Belvik fell to the rebels", "Belvik changed hands"."""
    objects = [c for c in act.children if c.dep_ == "dobj" and c.lower_ != "hands"]
    return trigger.type in {"capture", "transfer"} and root.dep_ == "nsubj" and root.head == act and act.pos_ == "VERB" and not objects


def _is_speakers(page: Page, root: Token, act: Token) -> bool:
    """Whether a place tells from where somebody speaks ("…, she said by telephone from Dornia")."""
    owner = clause_verb(root)
    if owner == act or owner.i >= root.i:
        return False
    from_there = any(t.lower_ == "from" and t.dep_ == "prep" and owner.is_ancestor(t) for t in root.ancestors)
    return from_there and any(s.cue == owner.i and not s.says(root.i) and s.says(act.i) for s in page.sayings)


def _comes_from(root: Token, act: Token) -> bool:
    """Whether a place is told under "from" ("fire from lines at Belvik", "shells came from the hills above Belvik")."""
    return any(token.lower_ == "from" and token.dep_ == "prep" for token in _up_to(root, act))


def _is_acted_on(root: Token, act: Token) -> bool:
    """Whether a place is what a verb coordinated with the act's acts on ("attacked in Arda and took Belvik"): there it is at home."""
    thing = root.head if root.dep_ == "appos" else root
    verb = clause_verb(act)
    return thing.dep_ == "dobj" and thing.head not in {act, verb} and (thing.head.head == verb or verb.head == thing.head)


def _is_reference(page: Page, root: Token) -> bool:
    """Whether a place only tells how far off another lies ("in Belvik, 40 km north of Dornia")."""
    thing = root
    while thing.dep_ in {"compound", "appos", "nmod"} and thing.head != thing:
        thing = thing.head
    before = page.parse[max(root.sent.start, thing.i - REACH) : thing.i]
    unit = next((t.i for t in before if t.lower_ in lexicon.words("places", "distances.words")), 0)
    between = {"of", "from", "the", "city", "town"} | lexicon.words("places", "directions.words")
    told = any(i in page.name_at and page.name_at[i].kind == "place" for i in range(before.start, unit))
    return (told and before[-1].lower_ in between) or _is_beside(page, thing)


def _is_beside(page: Page, thing: Token) -> bool:
    """Whether a place only tells beside what another lies ("in Belvik, on the outskirts of Dornia", "in Belvik, south of Dornia")."""
    start = page.name_at[thing.i].start if thing.i in page.name_at else thing.i
    at = start - 1
    beside = lexicon.words("places", "beside.words") | lexicon.words("places", "directions.words")
    while at > thing.sent.start and page.parse[at].lower_ in beside | lexicon.words("places", "beside.between"):
        at -= 1
    between = page.parse[at + 1 : start]
    told = at + 1 < start and at in page.name_at and page.name_at[at].kind == "place"
    return told and between[0].text == "," and any(t.lower_ in beside for t in between)


REACH = 12
"""Tokens before a place among which another may stand that it only tells the way from."""


def _is_relative_place(root: Token, act: Token) -> bool:
    """Whether the act stands in a clause that "where" hangs on the place ("went on to Belvik, where they killed two")."""
    verb = clause_verb(act)
    while verb.dep_ in {"conj", "xcomp"} and verb.head.pos_ == "VERB":
        verb = verb.head
    where = next((t for t in verb.lefts if t.lower_ == "where"), None)
    return where is not None and ((verb.dep_ == "relcl" and verb.head == root) or _stands_before(where, root))


def _stands_before(where: Token, root: Token) -> bool:
    """Whether a name stands right before "where", but for what is said of it in brackets ("Belvik (Lisk), where …")."""
    at, doc = where.i - 1, where.doc
    while at > root.i and doc[at].text in {",", ")"}:
        opened = next((i for i in range(at, root.i, -1) if doc[i].text == "("), at) if doc[at].text == ")" else at
        at = opened - 1
    return at == root.i


def _describes_somebody(root: Token, act: Token) -> bool:
    """Whether a participle that describes somebody stands between ("killed a man linked to attacks in Belvik")."""
    return any(token.dep_ == "acl" and token.tag_ == "VBN" for token in _up_to(root, act))


def _up_to(root: Token, act: Token) -> Iterator[Token]:
    """What a place hangs on, up to what the act hangs on too."""
    return takewhile(lambda token: token != act and not token.is_ancestor(act), root.ancestors)


def _penalty(preposition: str, type_: str) -> float:
    """How much farther a place counts for what stands before it."""
    if preposition in lexicon.words("roles", "places.never") and not _moves(type_, preposition):
        return LOOSE
    if preposition == "between" and type_ in lexicon.words("roles", "sides.types"):
        return LOOSE  # "talks between Moscow and Kyiv": the sides
    return 0 if preposition in lexicon.words("roles", "places.at") else BARE


def told_clause(token: Token) -> Token:
    """The verb of the token's clause. Words between what is told and who tells it ("… killed nine in Arda, the ministry said") belong to
    what is told, though the parser hangs them on the verb of saying."""
    verb = clause_verb(token)
    told = next((c for c in verb.lefts if c.dep_ == "ccomp" and c.i < token.i < verb.i), None)
    return verb if told is None or any(c.i < token.i and c.dep_ == "nsubj" for c in verb.lefts) else told


def _first_verb(token: Token) -> Token:
    """The verb of the token's clause; of coordinated verbs with one subject the first ("killed nine and wounded twelve in Belvik")."""
    verb = told_clause(token)
    while verb.dep_ == "conj" and not any(c.dep_ in {"nsubj", "nsubjpass"} for c in verb.lefts):
        verb = clause_verb(verb.head)
    return verb


def _accompanies(root: Token, act: Token) -> bool:
    """A place under "with", "by", "despite" or "like" between it and the act tells who or what, not where.

    A place with a preposition of its own ("clashed with rebels in Belvik") is none of these, but under "despite" or "like", or where
    another act is on it ("took a hill, with nine men lost in the assault on Belvik").
    """
    own = _top(root)
    if own.dep_ == "pobj" and own.head.lower_ == "of" and own.head.head.lower_ in _parts_of_land():
        own = _top(own.head.head)  # "in the city of Belvik"
    located = own.dep_ == "pobj" and own.head.lower_ in lexicon.words("grammar", "prepositions.place")
    taker = own.head.head
    located = located and (own.head.lower_ != "on" or taker == act or taker.pos_ != "NOUN" or not names_act(taker.lemma_.lower()))
    apart = {"despite", "like", "than", "unlike"}
    for token in own.head.ancestors if located else root.ancestors:
        if token.i == act.i or token.is_ancestor(act):
            return False
        if token.dep_ in {"prep", "agent"} and token.lower_ in (apart if located else apart | {"with", "by"}):
            return True
    return False


def _names_the_act(root: Token, act: Token) -> bool:
    """Whether an act is called after its place ("the Belvik bombing", "the Arda massacre")."""
    return act.pos_ == "NOUN" and root.head == act and root.dep_ in {"compound", "nmod"} and root.i == act.i - 1


def _belongs_to_somebody(page: Page, root: Token) -> bool:
    """A name before a noun that is no place ("the Pakistan army", "Iran-backed") tells whose, not where."""
    if root.dep_ == "poss" and root.head.lower_ in _parts_of_land():
        return True  # "Velia's capital", "Velia's northern region of Arda": that is the place
    if root.dep_ == "poss" and root.head.lower_ in lexicon.words("places", "streets.words"):
        return False
    before_noun = root.dep_ in {"compound", "amod", "nmod", "npadvmod", "poss"} and root.head.i > root.i
    return (
        before_noun
        and root.head.lower_ not in _units()
        and not is_a(page, root.head, "settlement", "building")
        and root.head.i not in page.name_at
    )


@cache
def _units() -> frozenset[str]:
    return lexicon.words("places", "units.province") | lexicon.words("places", "units.district")


@cache
def _ways() -> frozenset[str]:
    """Nouns that lie between two places: "the road between Arda and Belvik"."""
    return lexicon.words("places", "streets.words") | lexicon.words("places", "areas.words")


@cache
def _parts_of_land() -> frozenset[str]:
    return lexicon.words("roles", "places.generic") | lexicon.words("places", "units.province")


def _moves(type_: str, preposition: str) -> bool:
    leaving, arriving = lexicon.words("roles", "places.leaving"), lexicon.words("roles", "places.arriving")
    return (preposition == "from" and type_ in leaving) or (preposition in {"to", "toward", "towards"} and type_ in arriving)


def preposition_of(root: Token) -> str:
    """The preposition that governs the phrase a place stands in; "" for none."""
    top = _top(root)
    return top.head.lower_ if top.dep_ == "pobj" else ""


def _top(token: Token) -> Token:
    """The head of the whole phrase: up through compounds, modifiers, owners, what is joined and what stands beside."""
    while token.dep_ in {"compound", "amod", "nmod", "poss", "conj", "appos"} and token.head != token:
        token = token.head
    return token


def steps(page: Page, start: int, goal: int) -> float:
    """Steps in the tree between two tokens."""
    up = [start, *(t.i for t in page.parse[start].ancestors)]
    down = [goal, *(t.i for t in page.parse[goal].ancestors)]
    meet = next((i for i in up if i in down), None)
    return up.index(meet) + down.index(meet) if meet is not None else 30
