"""Dates of acts, in words only: which time words of a sentence can tell when an act was."""

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Span as Words
from spacy.tokens import Token

from tacitus import codebook, lexicon
from tacitus.extracting.clauses import clause_tokens
from tacitus.extracting.distances import steps, told_clause
from tacitus.extracting.entries import entry_of
from tacitus.extracting.items import bracketed, in_brackets
from tacitus.extracting.reckoned import (
    before_it,
    contrasted,
    ends_it,
    led_to,
    opens,
    puts_right,
    since_then,
    told_on,
    took_place,
    turned,
    went_on,
)
from tacitus.extracting.rules import names_act
from tacitus.extracting.triggers import Trigger
from tacitus.page import Page, TimeMark
from tacitus.timex import Age, CalendarDate, Edge, Nth, Range, Reference, Shift, Since, Span, TimeExpression, WeekOf


def find_times(page: Page, trigger: Trigger) -> tuple[TimeMark, ...]:
    """Time words that can date the act, best first: those in its own clause, then those of the sentence that no verb of saying owns.

    Left out are words that date what came after or before the act ("rescue went on into Tuesday after the strike"), somebody or
    something told of beside it ("the mayor, who has ruled since 2019", "a town shelled last year"), and the time over which the act
    is the worst or the first ("the deadliest attack in recent years"). A sentence without time words has those at the head of its
    entry (`entries`), else those of a sentence after it that says when the act happened (`took_place`).
    """
    sentence = page.sentence_at(trigger.head)
    within = _marks_in(page, sentence)
    if puts_right(page, trigger.head):
        return ()
    beside = bracketed(page, trigger, within)
    dating = [m for m in within if m == beside or beside is None or not in_brackets(page, m)]
    ranked = sorted(((_remoteness(page, trigger, m) * (m != beside), m.start, m) for m in dating), key=lambda r: r[:2])
    marks = [mark for rank, _, mark in ranked if rank < NEVER]
    said = marks if trigger.type in codebook.in_time("said") else (told_on(page, mark, told_clause(_root(page, mark))) for mark in marks)
    own = tuple(turned(page, trigger, mark) for mark in said)
    leaning = (*before_it(page, trigger, within), *since_then(page, trigger, within))
    if within or leaning:
        return (*leaning, *own)
    later = took_place(page, trigger.head)
    return entry_of(page, trigger.head).times[:1] or (_marks_in(page, later)[:1] if later is not None else ())


def _root(page: Page, mark: TimeMark) -> Token:
    return page.parse[mark.start : mark.end].root


def _marks_in(page: Page, sentence: Words) -> tuple[TimeMark, ...]:
    return tuple(mark for mark in page.times if sentence.start <= mark.start < sentence.end)


FINITE = {"VBD", "VBZ", "VBP", "MD"}


NEVER = 100.0
"""The rank of time words that are surely not the act's."""


def _remoteness(page: Page, trigger: Trigger, mark: TimeMark) -> float:
    head, root = page.parse[trigger.head], page.parse[mark.start : mark.end].root
    if trigger.covers(mark.start):
        return 0.0 if tells_day(mark.expression) else NEVER  # "the Sunday attack", "the 2011 war"
    if contrasted(page, mark.start) or _is_agreed(trigger, head, root) or ends_it(page, trigger, mark):
        return NEVER
    if _across(page, trigger.head, mark) or (_compares(page, mark) and not went_on(page, trigger, mark)):
        return NEVER
    if _is_description(head) and not head.is_ancestor(root):
        return NEVER
    beside = _beside(page, trigger.head, mark)
    if beside and not tells_day(mark.expression):
        return NEVER
    owner = told_clause(root)
    rank = steps(page, root.i, trigger.head) + abs(mark.start - trigger.head) / 100 + BESIDE * beside + APART * _parted(page, trigger, mark)
    if _begins_another(page, trigger, mark):
        rank += 4
    if isinstance(mark.expression, Shift) and mark.expression.named and not tells_day(mark.expression):
        rank += APART  # "a year after the coup police on Monday fired …"
    if head.pos_ == "NOUN" and _follows(page, head, mark):
        return rank / 10
    if owner.i != trigger.head and owner.i in {s.cue for s in page.sayings}:
        return rank + 15
    return rank if owner == told_clause(head) or any(t.i == root.i for t in clause_tokens(head)) else rank + 6


BESIDE = 20.0
"""What a day told of somebody or something beside the act loses: it dates the act only where no other words do."""


APART = 10.0
"""What time words lose for a semicolon between them and the act."""


def _parted(page: Page, trigger: Trigger, mark: TimeMark) -> bool:
    first, last = sorted((mark.start, trigger.head))
    return any(token.text == ";" for token in page.parse[first:last])


def _begins_another(page: Page, trigger: Trigger, mark: TimeMark) -> bool:
    """Whether the words come right after "and" or "but" behind the act: "took Arda and the next day shot eight men"."""
    at = mark.start - 1
    while at > trigger.head and (page.parse[at].text == "," or page.parse[at].tag_ == "IN"):
        at -= 1
    return at > trigger.head and page.parse[at].tag_ == "CC"


def _follows(page: Page, noun: Token, mark: TimeMark) -> bool:
    """Whether only the place stands between an act's noun and the words: "wounds from an attack in Arda on Friday"."""
    between = page.parse[noun.i + 1 : mark.start]
    return 0 < len(between) <= REACH // 2 and all(t.pos_ in {"ADP", "PROPN", "DET"} for t in between)


def _is_agreed(trigger: Trigger, act: Token, time: Token) -> bool:
    """Whether the words date what is agreed or threatened and not the word given ("agreed to stop the fighting from Friday on")."""
    if trigger.type not in codebook.in_time("promises") or act.pos_ != "VERB":
        return False
    return any(t.dep_ in {"xcomp", "ccomp"} and t.head == act for t in (time, *time.ancestors))


def tells_day(expression: TimeExpression) -> bool:
    """Whether time words tell a day or a time of one, and not a week, a month, a year or a stretch of time."""
    if isinstance(expression, CalendarDate):
        return expression.day is not None or expression.weekday is not None
    if isinstance(expression, Range):
        return tells_day(expression.first.expression)
    if isinstance(expression, Nth):
        return expression.weekday is not None or expression.unit in {"day", "weekend"}
    if isinstance(expression, Shift):
        return expression.unit in {"day", "hour", "minute", "weekend"}
    return not isinstance(expression, (Span, Since, Edge, WeekOf, Age, Reference))


def _across(page: Page, head: int, mark: TimeMark) -> bool:
    """Whether the words date something else: "after", "before" or "since" and a noun or verb stand between them and the act, or
    "according to", which tells whose word it is.
    """
    root = page.parse[mark.start : mark.end].root
    if mark.expression == Reference("then") or led_to(page, mark, head):
        return False  # "back then, after months of siege, …": all of it was then
    act = page.parse[head]
    above_mark = [root, *root.ancestors]
    shared = {t.i for t in above_mark}
    for token in (act, *act.ancestors):
        if any(mark.covers(c.i) and c.lower_ in {"after", "before"} and opens(token, c) for c in (token, *token.lefts)):
            return True  # "two months after rebels seized …"
        if token.i in shared:
            break
        if _turns(token):
            return True
    if root.is_ancestor(act):
        return False  # "in 2016, when the army took …"
    side = [t for t in above_mark if not (t.i == head or t.is_ancestor(act))]
    if any(t.lower_ == "according" for t in side):
        return True
    return any(_turns(t) and root.head.i != t.i and t.i != root.i and not mark.covers(t.i) for t in side)


def _is_description(act: Token) -> bool:
    """Whether a participle tells the act of a noun in another's clause ("regained a town taken by rebels"), whose day is not its."""
    misread = any(c.dep_ == "dobj" for c in act.rights)  # "mobs armed with knives killed six": the main verb
    return act.dep_ == "acl" and act.tag_ == "VBN" and not misread and any(t.tag_ in FINITE for t in act.head.ancestors)


def _beside(page: Page, head: int, mark: TimeMark) -> bool:
    """Whether the words stand in a relative clause, a participle or an apposition of a noun that is no happening and not the act's own
    clause: they date what is told of that noun. "An attack launched on Monday" is told with its own day.
    """
    act, root = page.parse[head], page.parse[mark.start : mark.end].root
    for token in (root, *root.ancestors):
        if token == act or token.is_ancestor(act):
            return False
        if _describes(token) and not _of_a_happening(page, token):
            return True
        if token.lower_ in lexicon.words("places", "distances.words"):
            continue  # "took Arda, 40 km from Belin, on Friday"
        if token.dep_ == "appos" and not happens(token) and not happens(token.head) and token != root:
            return True
    return False


def _describes(verb: Token) -> bool:
    """Whether a verb tells of a noun beside it. A participle that has an object is a main verb misread ("gunmen killed 37 people in …,
    and a truck struck …"), an infinitive says what the noun is ("an attempt to seize the fort in 2017").
    """
    past, below = verb.tag_ in {"VBN", "VBD"}, {c.dep_ for c in verb.children}
    if verb.dep_ == "acl":
        return verb.tag_ != "VB" and not (past and "dobj" in below)
    if verb.dep_ == "advcl":
        return past and not below & {"nsubj", "nsubjpass", "mark", "dobj", "aux", "advmod"}  # "shot a man, wanted since 2016 over a raid"
    return verb.dep_ == "relcl"


def _of_a_happening(page: Page, verb: Token) -> bool:
    """Whether a relative clause or participle is told of a happening; one that tells a toll is, though the parser hangs it on a nearer
    noun ("strikes on clinics that killed 31 people last week").
    """
    noun = verb.head
    if noun.pos_ in {"VERB", "AUX"}:
        return False
    if any(verb.i == toll.harm_token for toll in page.tolls):
        while not happens(noun) and noun.dep_ in {"pobj", "compound", "nmod"} and noun.head != noun:
            noun = noun.head.head if noun.dep_ == "pobj" else noun.head
    return happens(noun)


def _compares(page: Page, mark: TimeMark) -> bool:
    """Whether the words tell over which time something is the worst, the first or the like, and not when it was: "the deadliest attack
    in recent years", "the third such raid this month", "for the first time since 2016". "The deadliest attack in 2016" was in 2016.
    """
    if not _tells_stretch(mark.expression):
        return False
    for token in _before(page, mark):
        if _ranks(token):
            return isinstance(mark.expression, Since) or _ranks_a_happening(token)
    return False


def _tells_stretch(expression: TimeExpression) -> bool:
    """Whether the words tell a stretch up to now: "since March", "recent years", "this year"."""
    this = isinstance(expression, Shift) and expression.whole and not expression.count and not tells_day(expression)
    return this or isinstance(expression, (Since, Span))


def _before(page: Page, mark: TimeMark) -> Iterator[Token]:
    """The words before the mark back to a finite verb or the mark of a clause's end; the mark's own first, for "since"."""
    first = page.sentence_at(mark.start).start
    for i in range(mark.start - 1, max(first, mark.start - REACH) - 1, -1):
        token = page.parse[i]
        if token.tag_ in FINITE or token.text in {";", ":", "."} or token.lower_ in lexicon.words("grammar", "relative.subject"):
            return
        yield token


REACH = 12
"""How many words before a stretch of time the superlative it limits may stand."""


def _ranks(token: Token) -> bool:
    """A superlative or an ordinal: "deadliest", "most violent", "first", "third"."""
    if token.lower_ in _words("not_ranking"):
        return False
    superlative = token.tag_ in {"JJS", "RBS"} and (token.lower_ != "most" or token.head.pos_ == "ADJ")
    return superlative or token.lower_.endswith("iest") or token.lower_ in lexicon.table("times", "ordinals")


def _ranks_a_happening(token: Token) -> bool:
    """What the superlative ranks is an act, a time of it or not said at all ("the worst in years")."""
    noun = token.head if token.head.pos_ == "ADJ" and token.lower_ == "most" else token
    noun = noun.head if noun.dep_ in {"amod", "advmod", "nummod", "compound"} else noun
    return (noun.pos_ != "NOUN" and noun.pos_ != "PROPN") or happens(noun)


def happens(noun: Token) -> bool:
    """Whether a noun names something that happens and so has a date of its own: an act's noun, or "toll", "day", "time"."""
    lemma = noun.lemma_.lower()
    return lemma in _words("more") or (lemma not in _words("things") and names_act(lemma))


@cache
def _words(kind: str) -> frozenset[str]:
    return lexicon.words("times", f"happenings.{kind}")


def _turns(token: Token) -> bool:
    """A word that lays what is under it before or after what is above."""
    opener = token.lower_ if token.dep_ == "prep" else next((c.lower_ for c in token.lefts if c.dep_ == "mark"), "")
    return opener in lexicon.words("grammar", "conjunctions.turning")
