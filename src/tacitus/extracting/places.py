"""Places of acts: which of the places a sentence names can be where the act was (codebook 5, where, rule 1)."""

from collections.abc import Iterator

from spacy.tokens import Span as Sentence
from spacy.tokens import Token

from tacitus import lexicon
from tacitus.extracting.clauses import mention
from tacitus.extracting.distances import NOWHERE, distance_of, preposition_of
from tacitus.extracting.entries import entry_of
from tacitus.extracting.items import bracketed
from tacitus.extracting.reckoned import puts_right, took_place
from tacitus.extracting.triggers import Trigger
from tacitus.page import Mention, Name, Page, PlaceDraft


def find_places(page: Page, trigger: Trigger) -> tuple[PlaceDraft, ...]:
    """Place names that can be where the act was, best first.

    Best is a place under a preposition of place of the act itself or the thing acted on, then one in the clause, then the
    nearest in the sentence. A place that stands for a state which acts or speaks, the seat of a speaker, and the place
    something came from or goes to, are left out (codebook 5, where, rule 1). The places at the head of an entry come before what only
    stands in the sentence, and hold for its sentences until another place is told.
    """
    if puts_right(page, trigger.head):
        return ()
    entry = entry_of(page, trigger.head)
    named = (m for m in _sentence_places(page, trigger) if m.start >= entry.end)
    found = [(distance_of(page, trigger, m.head) + ORIGIN * _is_origin(page.parse[m.head]), m) for m in named]
    if not _told_between(page, entry.end, trigger.head):
        found += [(HEAD, m) for m in entry.places]
    found += [(GENERIC + distance_of(page, trigger, m.head), m) for m in _generic_places(page, trigger)]
    if (day := bracketed(page, trigger, page.times)) is not None:
        found = [(0.0 if trigger.head < m.start < day.start else distance, m) for distance, m in found]
    if not found and (later := took_place(page, trigger.head)) is not None:
        found = [(HEAD, m) for m in _places_in(page, later) if preposition_of(page.parse[m.head]) in lexicon.words("roles", "places.at")]
    found = list(_inner_first(page, found))
    ranked = sorted(found, key=lambda pair: (pair[0], pair[1].start))
    return tuple(PlaceDraft(m, distance) for distance, m in ranked if distance < NOWHERE)


def _inner_first(page: Page, found: list[tuple[float, Mention]]) -> Iterator[tuple[float, Mention]]:
    """The places with their distances, one that only tells in or beside what the place before it lies behind that one: "in a part of Arda,
    a town in Belin", "at the Arda base, north of Belin"."""
    before: tuple[float, Mention] | None = None
    last: tuple[float, Mention] | None = None
    for distance, mention_ in sorted(found, key=lambda pair: pair[1].start):
        if last is not None and last[1].end <= mention_.start:
            before = last  # "the Arda region" and "Arda" are one place
        if before is not None and before[0] < NEARER and _lies_in(page, before[1], mention_):
            distance = max(distance, before[0] + STEP)
        yield distance, mention_
        last = distance, mention_


def _lies_in(page: Page, one: Mention, other: Mention) -> bool:
    """Whether the words between two places say that the first lies in or beside the second and nothing else."""
    between = page.parse[one.end : other.start]
    if not 0 < len(between) <= BETWEEN or page.sentence_of[one.start] != page.sentence_of[other.start]:
        return False
    comma = next((t.i for t in between if t.text == ","), -1)
    opened = between[0].lower_ == "in" or (
        0 <= comma - one.end <= 2 and all(t.pos_ in {"NOUN", "PROPN"} for t in page.parse[one.end : comma])
    )
    acts = any(t.tag_ in {"VBD", "VBZ", "VBP", "MD"} or t.pos_ == "CCONJ" or t.text in {";", ":"} for t in between)
    return opened and not acts and any(t.pos_ == "ADP" or t.lower_ in lexicon.words("places", "directions.words") for t in between)


BETWEEN = 12
"""Tokens that may stand between a place and the one that it is said to lie in."""
NEARER = 30.0
"""The distance up to which a place can be the act's before one that it lies in."""
STEP = 0.5
"""How much farther than a place the one counts that it lies in."""


def _is_origin(place: Token) -> bool:
    """Whether a place, or the first of its row, says where strangers come from ("citizens of Arda and Belin")."""
    while place.dep_ == "conj":
        place = place.head
    if place.dep_ != "pobj" or place.head.lower_ not in {"of", "from"}:
        return False
    return place.head.head.lemma_.lower() in lexicon.words("places", "origins.strangers")


ORIGIN = 25.0
"""How much farther where somebody comes from counts: it is the place only where no other is told."""


def _told_between(page: Page, start: int, act: int) -> bool:
    """Whether a sentence between the head of an entry and the act's names a place that the head does not."""
    first = page.sentence_at(act).start
    head = page.parse[max(0, start - TITLE) : start].text.lower()
    return any(name.kind == "place" and start <= name.start < first and name.full.lower() not in head for name in page.names)


TITLE = 12
"""Tokens before the end of a head in which its places stand."""
HEAD = 11.0
"""The distance of a place at the head of the act's entry."""
GENERIC = 2.0
"""How much farther than a name a generic noun ("the city") counts."""


def _sentence_places(page: Page, trigger: Trigger) -> Iterator[Mention]:
    return _places_in(page, page.sentence_at(trigger.head))


def _places_in(page: Page, sentence: Sentence) -> Iterator[Mention]:
    for name in page.names:
        if name.kind == "place" and sentence.start <= name.start < sentence.end and not _outside(page, name):
            yield Mention(name.start, name.end, page.parse[name.start : name.end].root.i)


def _generic_places(page: Page, trigger: Trigger) -> Iterator[Mention]:
    """ "The city", "the Iraqi capital", "the north": nouns that take up a place told before and have no name of their own."""
    generic, soil = lexicon.words("roles", "places.generic"), lexicon.words("places", "soil.words")
    for token in page.sentence_at(trigger.head):
        land = token.lower_ in soil and _of_country(page, token)
        side = token.text in lexicon.words("places", "directions.words") and token.dep_ == "pobj"
        told = land or _is_here(page, token) or ((token.lower_ in generic or side) and _is_definite(token))
        if told and not _is_named(page, token) and token.dep_ != "compound":
            yield mention(token)


def _is_definite(noun: Token) -> bool:
    return any(c.lower_ in lexicon.words("grammar", "determiners.place") or c.dep_ == "poss" for c in noun.lefts)


def _is_here(page: Page, token: Token) -> bool:
    """ "Here" of an act, in a report with a dateline; not that of who speaks ("officials here said", "told reporters here")."""
    if token.lower_ != "here" or page.dateline is None or not page.dateline.place:
        return False
    return not any(
        s.cue in {token.head.i, token.head.head.i} or (s.speaker.mention or Mention(0, 0, 0)).covers(token.i) for s in page.sayings
    )


def _is_named(page: Page, noun: Token) -> bool:
    """Whether a place name hangs on the noun ("the city of Belvik"): the name is the place then."""
    return any(t.i in page.name_at and page.name_at[t.i].kind == "place" for t in noun.subtree if t.i > noun.i)


def _of_country(page: Page, noun: Token) -> bool:
    """Whether a country's adjective stands before the noun ("inside Velmarian territory")."""
    return any(c.i in page.name_at and page.name_at[c.i].kind == "demonym" for c in noun.lefts)


def _outside(page: Page, name: Name) -> bool:
    """In the dateline, or inside the words that name a speaker."""
    start = page.parse[name.start].idx
    if page.dateline is not None and page.dateline.start <= start < page.dateline.end:
        return True
    return any(s.speaker.mention is not None and s.speaker.mention.covers(name.start) for s in page.sayings)
