"""Victims: how many people a noun phrase stands for, and of which group."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import Literal, get_args

from spacy.tokens import Token

from tacitus import lexicon
from tacitus.extracting.listings import conjuncts, first_list, listed_above, listed_after, listed_before, sides
from tacitus.model import Group
from tacitus.page import Mention, NumberMark, Page

PEOPLE_SUFFIXES = ("man", "woman", "ist", "er", "or", "ian", "boy", "girl", "ese")
CHILDLIKE = frozenset({"civilians", "children", "women", "journalists", "medics", "aid_workers"})
ADULT = 18
PAIRS = {"couple": 2, "pair": 2, "duo": 2, "trio": 3}
"""People told as one noun with their number."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_AGE = re.compile(r"\b(\d{1,2})[-\s](?:year|month)|\bof (\d{1,2})\b|, (\d{1,2}),|\((\d{1,2})\)")


@dataclass(frozen=True, slots=True)
class Count:
    """A counted group of people: bounds as in `NumberMark`; `parts` are the coordinated phrases of a sum."""

    mention: Mention
    min: int | None
    max: int | None
    qualifier: Literal["approx", "vague"] | None
    group: Group
    parts: tuple["Count", ...] = ()


@dataclass(frozen=True)
class Counter:
    """Counts the noun phrases of one page."""

    page: Page

    @cached_property
    def numbers(self) -> dict[int, NumberMark]:
        """Token → the number that covers it; figures that belong to a date, time, price or share are left out."""
        return self._numbers({"DATE", "TIME", "MONEY", "PERCENT"})

    @cached_property
    def stated(self) -> dict[int, NumberMark]:
        """As `numbers`, with figures that only the parser's entities take for a date: a verb of counting before them says more."""
        return self._numbers({"MONEY", "PERCENT"})

    def _numbers(self, entities: set[str]) -> dict[int, NumberMark]:
        left_out = {i for time in self.page.times for i in range(time.start, time.end)}
        left_out |= {token.i for token in self.page.parse if token.ent_type_ in entities and not _counts_people(token)}
        return {i: mark for mark in self.page.numbers if mark.end - 1 not in left_out for i in range(mark.start, mark.end)}

    def counts(self, head: Token) -> tuple[Count, ...]:
        """The people a noun phrase stands for. Coordinated phrases that are all counted make one sum ("two soldiers and a policeman" is 3).

        Where one of them is people without a figure, or they are fighters of two sides, no sum is told: each counted one stands alone.
        """
        if len(apart := self._apart(head)) > 1:
            return apart
        heads = sorted([h for h in (*conjuncts(head), *self._listed(head)) if h == head or not self.is_thing(h)], key=lambda h: h.i)
        heads = list(first_list(heads))
        found = [(h, self.one(h)) for h in heads]
        counted = [(h, c) for h, c in found if c]
        if len(counted) < 2 or len(counted) < len(found) or any(c.max == 0 for _, c in counted):
            return tuple(c for _, c in counted)
        if not any(t.pos_ == "CCONJ" for t in self.page.parse[heads[0].i : heads[-1].i]):
            return tuple(c for _, c in counted)  # "3 soldiers, 9 rebels killed"
        return tuple(_together([c for h, c in counted if h in side]) for side in sides([h for h, _ in counted]))

    def _apart(self, head: Token) -> tuple[Count, ...]:
        """The counts of "two Turkish and three Syrian soldiers", each with its adjective."""
        figures = [c for c in head.lefts if c.dep_ == "nummod" and c.i in self.numbers]
        marks = [self.numbers[c.i] for c in figures]
        if len({mark.start for mark in marks}) < 2 or self.is_thing(head) or not any(c.pos_ == "CCONJ" for c in head.subtree):
            return ()
        return tuple(
            Count(Mention(m.start, m.end, f.i), m.min, m.max, m.qualifier, group_of(head)) for f, m in zip(figures, marks, strict=True)
        )

    def joined(self, counts: tuple[Count, ...], companions: Iterable[Token]) -> tuple[Count, ...]:
        """Counts with those told beside them; one sum where each has a figure and the first tells one whole."""
        beside = [c for noun in companions if not self.is_thing(noun) and (c := self.one(noun)) is not None]
        if len(counts) != 1 or not beside or any(c.max == 0 for c in (*counts, *beside)):
            return counts
        whole = _together(sorted([*(counts[0].parts or counts), *beside], key=lambda c: c.mention.start))
        return (replace(whole, mention=replace(whole.mention, head=counts[0].mention.head)),)

    def _listed(self, head: Token) -> Iterator[Token]:
        """The others of a list that the parse lays out otherwise: "a guard, two drivers and a cook", "3 soldiers, 9 rebels killed"."""
        first = self.one(head)
        if first is None or first.max == 0:
            return
        before = listed_before(head) or listed_above(head)
        if before is not None and self.one(before) is not None:
            yield from (h for h in conjuncts(before) if h != head and self.one(h) is not None)
        for apposed in listed_after(head):
            others = [(h, self.one(h)) for h in conjuncts(apposed)]
            counts = [c for _, c in others if c is not None]
            if len(counts) == len(others) and not _retells(head, first, counts):
                yield from (h for h, _ in others)

    def one(self, head: Token) -> Count | None:
        """The count of one noun phrase, its coordination aside; None when it has no figure or is no people."""
        mark = self.numbers.get(head.i) or self._modifying(head) or self._following(head)
        noun = self._noun(head, mark)
        if noun is not None and self.is_thing(noun):
            return None
        if mark is None:
            return self._single(head)
        start, end = min(mark.start, head.i), max(mark.end, head.i + 1, (noun.i + 1) if noun is not None else 0)
        mention = Mention(min(start, *(c.i for c in head.lefts), head.i), end, head.i)
        group = group_of(noun) if noun is not None else "unspecified"
        return Count(replace(mention, start=min(start, head.i)), mark.min, mark.max, mark.qualifier, group)

    def figure(self, token: Token) -> Count:
        """The count that a figure alone tells, with the people it stands before, if any ("31", "31 people").

        "From 12 to 19" after a verb of counting is no range: the later figure holds.
        """
        mark = self.stated[token.i]
        if self.page.parse[mark.start].lower_ == "from" and mark.max is not None:
            mark = replace(mark, min=mark.max)
        last = self.page.parse[mark.end - 1]
        follows = last.head if last.dep_ in {"nummod", "quantmod"} and last.head.i == mark.end and last.head.pos_ == "NOUN" else None
        if follows is not None and not self.is_thing(follows):
            return Count(Mention(mark.start, follows.i + 1, follows.i), mark.min, mark.max, mark.qualifier, group_of(follows))
        return Count(Mention(mark.start, mark.end, last.i), mark.min, mark.max, mark.qualifier, "unspecified")

    def is_thing(self, noun: Token) -> bool:
        """Whether the noun is something that is not people; unknown plural nouns and bare numbers count as people."""
        return noun.lemma_.lower() in _things() and self.page.parse[noun.i].pos_ in {"NOUN", "PROPN"}

    def is_person(self, noun: Token) -> bool:
        """Whether a singular noun or name stands for one person."""
        name = self.page.name_at.get(noun.i)
        if is_compatriot(noun):
            return True
        if noun.pos_ == "PROPN":
            known = any(t.lower_ in _people() for t in noun.lefts)
            return name.kind == "person" if name else noun.ent_type_ == "PERSON" or known
        word = noun.lemma_.lower()
        if word in _things() or noun.dep_ == "compound" or noun.tag_ != "NN" or word in lexicon.words("harm", "collectives.words"):
            return False
        return word in _people() or word.endswith(PEOPLE_SUFFIXES)

    def _modifying(self, head: Token) -> NumberMark | None:
        for i in range(head.i - 1, head.left_edge.i - 1, -1):
            token = self.page.parse[i]
            if i in self.numbers and (head in token.ancestors or token.head == head):
                return self.numbers[i]
            if token.pos_ in {"VERB", "SCONJ"} and token.dep_ not in {"amod", "compound"}:
                return None
        return None

    def _following(self, head: Token) -> NumberMark | None:
        """The figure of "a family of five"."""
        if head.lemma_.lower() not in lexicon.words("harm", "collectives.words") or head.tag_ != "NN":
            return None
        inner = [g for c in head.children if c.lower_ == "of" for g in c.children]
        return next((self.numbers[g.i] for g in inner if g.i in self.numbers), None)

    def _noun(self, head: Token, mark: NumberMark | None) -> Token | None:
        """The noun that says who is counted: the head, or what stands after "of" when the head is the number."""
        if mark is None or not mark.covers(head.i):
            return head
        inner = [g for c in head.children if c.lower_ == "of" for g in c.children if g.dep_ == "pobj"]
        return next((g for g in inner if g.pos_ in {"NOUN", "PROPN"}), head if head.pos_ == "NOUN" and mark.max != 0 else None)

    def _single(self, head: Token) -> Count | None:
        if (years := years_of(head)) is not None:
            child = int(years.text) < ADULT
            return Count(Mention(years.i, years.i + 5, years.i), 1, 1, None, "children" if child else "unspecified")
        if head.lower_ in lexicon.words("grammar", "third.victim") and head.pos_ == "PRON":
            return Count(Mention(head.i, head.i + 1, head.i), 1, 1, None, "unspecified")
        if head.lower_ in PAIRS and any(c.dep_ in {"det", "poss"} for c in head.lefts):
            return Count(Mention(head.left_edge.i, head.i + 1, head.i), PAIRS[head.lower_], PAIRS[head.lower_], None, group_of(head))
        if head.lower_ == "another" and (head.dep_ in {"nsubj", "nsubjpass", "dobj"} or head.nbor().pos_ in {"ADV", "VERB"}):
            return Count(Mention(head.i, head.i + 1, head.i), 1, 1, None, "unspecified")
        if not self.is_person(head):
            return None
        start = min((c.i for c in head.lefts if c.dep_ in {"det", "poss", "amod", "compound", "nmod"}), default=head.i)
        return Count(Mention(start, head.i + 1, head.i), 1, 1, None, group_of(head))


def is_compatriot(noun: Token) -> bool:
    """Whether a capitalised noun with an article stands for one person by where they are from: "a Palestinian", "a Dane"."""
    if noun.tag_ not in {"NN", "NNP"} or not noun.text[0].isupper() or noun.dep_ == "compound" or noun.i == noun.sent.start:
        return False
    one = any(c.lower_ in {"a", "an", "another"} for c in noun.lefts) and all(c.dep_ in {"det", "amod"} for c in noun.lefts)
    return one and (noun.ent_type_ == "NORP" or (noun.tag_ == "NN" and not noun.ent_type_ and noun.lower_ not in _things()))


def years_of(head: Token) -> Token | None:
    """The figure of "a 19-year-old" that stands for a person, with no noun behind it."""
    old = head if head.lower_ == "old" else next((c for c in head.lefts if c.lower_ == "old" and head.pos_ == "ADV"), None)
    if old is None or old.i < 5 or old.nbor(-2).lower_ != "year" or not old.nbor(-4).text.isdigit():
        return None
    after = old.nbor() if old.i + 1 < old.sent.end else None
    alone = after is None or after.pos_ not in {"NOUN", "PROPN", "ADJ"}
    return old.nbor(-4) if alone and old.nbor(-5).lower_ in {"a", "an", "the", "another"} else None


def is_people_word(noun: Token, *, fighters: bool = True) -> bool:
    """Whether a noun, or what stands after its "of", is a word for people; `fighters` whether those who fight count as such."""
    inner = [g for c in noun.children if c.lower_ == "of" for g in c.children]
    words = [t for t in (noun, *inner) if not (t.lemma_ == "head" and any(c.like_num for c in noun.children))]  # "300 head of cattle"
    groups = {_people().get(t.lemma_.lower()) for t in words} - {None}
    return bool(groups) and (fighters or groups != {"combatants"})


def group_of(noun: Token) -> Group:
    """The group of a counted noun: by its word, a two-word name ("aid worker"), a modifier ("civilian deaths") or an age under 18."""
    word = noun.lemma_.lower()
    before = noun.nbor(-1).lemma_.lower() if noun.i else ""
    group = _people().get(f"{before} {word}") or _people().get(word, "unspecified")
    if group in {"unspecified", "civilians", "women"} and _age(noun) < ADULT:
        return "children"
    if group in {"unspecified", "combatants"}:
        modifiers = [_people().get(c.lemma_.lower()) for c in noun.lefts if c.dep_ in {"amod", "compound"}]
        group = next((m for m in modifiers if m and m != "unspecified"), group)
    found: Group = group  # type: ignore[assignment]  # labels() admits the groups of the codebook only
    return found


def _age(noun: Token) -> float:
    text = noun.doc[max(0, noun.i - 6) : min(len(noun.doc), noun.i + 4)].text
    own = noun.doc[noun.left_edge.i : noun.i + 1].text
    match = _AGE.search(own) or (noun.tag_ != "NNS" and re.search(rf"{re.escape(noun.text)}(?:, | of | \()(\d{{1,2}})(?!\d| of\b)", text))
    return float(next(g for g in match.groups() if g)) if match else ADULT


def _together(counts: list[Count]) -> Count:
    """The sum of counts that stand side by side."""
    if len(counts) == 1:
        return counts[0]
    groups = {c.group for c in counts}
    group: Group = groups.pop() if len(groups) == 1 else "civilians" if groups <= CHILDLIKE else "unspecified"
    whole = Mention(counts[0].mention.start, counts[-1].mention.end, counts[0].mention.head)
    qualifier = next((c.qualifier for c in counts if c.qualifier), None)
    return Count(whole, _sum([c.min for c in counts]), _sum([c.max for c in counts]), qualifier, group, tuple(counts))


def _retells(head: Token, first: Count, counts: list[Count]) -> bool:
    """Whether what follows in apposition tells the same people: "two brothers, a clerk and a cook", "nine people, seven of them …"."""
    if first.min == _sum([c.min for c in counts]) and head.i > head.head.i:
        return True  # before its verb a comma would close it
    few = (_sum([c.min for c in counts]) or 0) < (first.min or 0)
    return few and (head.lemma_.lower() in lexicon.words("harm", "lists.wholes") or {c.group for c in counts} <= CHILDLIKE - {"civilians"})


def _counts_people(figure: Token) -> bool:
    """Whether a figure that the parser takes for a date stands before people: "between 30 and 40 peasants"."""
    noun = figure.head.head if figure.dep_ == "conj" else figure.head
    if figure.ent_type_ not in {"DATE", "TIME"} or noun.tag_ != "NNS" or noun.ent_type_ in {"DATE", "TIME"} or noun.i < figure.i:
        return False
    return not _YEAR.fullmatch(figure.text) and is_people_word(noun)


def _sum(bounds: list[int | None]) -> int | None:
    return None if any(b is None for b in bounds) else sum(b for b in bounds if b is not None)


@cache
def _people() -> dict[str, str]:
    return dict(lexicon.labels("harm", "people", get_args(Group)))


@cache
def _things() -> frozenset[str]:
    return lexicon.words("harm", "things.words")
