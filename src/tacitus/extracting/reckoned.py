"""Times that the words around an act's own turn: "since 2016, when …" is 2016, "two days after …" is two days before."""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from spacy.tokens import Span as Sentence
from spacy.tokens import Token

from tacitus import codebook, lexicon
from tacitus.extracting.clauses import clause_verb
from tacitus.extracting.rules import names_act
from tacitus.extracting.triggers import Trigger
from tacitus.page import Page, TimeMark
from tacitus.timex import CalendarDate, Offset, Origin, Piece, Range, Reference, Shift, Since, TimeOfDay, Unit


def ends_it(page: Page, trigger: Trigger, mark: TimeMark) -> bool:
    """Whether "until" and the words tell the end of something that is not the act: of what an act that takes no time led to ("agreed to a
    truce until Sunday"), or of what somebody was before it (", until Monday his allies,")."""
    opener, parse = mark.start - 1, page.parse
    if opener < 0 or parse[opener].lower_ not in _lasting() or parse[max(opener - 1, 0)].lower_ == "not":
        return False
    over = clause_verb(parse[opener])
    if trigger.type == "agreement" or (trigger.type in codebook.in_time("at_once") and over.i == trigger.head):
        return True
    if opener and parse[opener - 1].text == ",":
        described = next((k for k in range(mark.end, min(mark.end + 8, len(parse))) if parse[k].is_punct), mark.end)
        return described > mark.end and not any(t.tag_ in {"VBD", "VBZ", "VBP"} for t in parse[mark.end : described])
    return parse[opener].head.pos_ in {"NOUN", "PROPN"} and parse[opener].head.i != trigger.head


def turned(page: Page, trigger: Trigger, mark: TimeMark) -> TimeMark:
    """The mark as it dates the act. "Since 2016, when rebels took Arda" and "held since 2016" tell the year of the taking."""
    if not isinstance(mark.expression, Since):
        return mark
    if went_on(page, trigger, mark) or trigger.type in codebook.in_time("begun"):
        return replace(mark, expression=mark.expression.base.expression)
    return mark


def went_on(page: Page, trigger: Trigger, mark: TimeMark) -> bool:
    """Whether the act is told in a clause of the words' own: "the worst riots since 2016, when rebels took Arda"."""
    when = next((t for t in page.parse[mark.end : mark.end + 2] if t.lower_ == "when"), None)
    act = page.parse[trigger.head]
    return when is not None and act.i > when.i and (when.head == act or when.head.is_ancestor(act))


def led_to(page: Page, mark: TimeMark, act: int) -> bool:
    """Whether the act ended what went on until the words: "held the bridge until Monday, when …", "until Monday before the army came"."""
    before, after = page.parse[mark.start - 1].lower_ if mark.start else "", page.parse[mark.end : mark.end + 2]
    return before in _lasting() and act >= mark.end and any(t.lower_ in {"before", "when"} for t in after)


def _lasting() -> frozenset[str]:
    return lexicon.words("grammar", "conjunctions.lasting")


def opens(token: Token, opener: Token) -> bool:
    """Whether "before" or "after" opens what is at or under the token; with a noun of its own or none it does not: "two days before the
    vote gunmen killed …", "the Monday before, gunmen killed …" date the killing."""
    return opener == token or (opener.dep_ != "advmod" and not any(c.dep_ == "pobj" for c in opener.rights))


def told_on(page: Page, mark: TimeMark, cue: Token) -> TimeMark:
    """The mark, of the clause of the verb `cue`, as it dates what was said then: "said in a post on Monday", "on Monday the army denied …"
    tell that it was on Tuesday or the day before. Between the day and the verb of saying stands only who said it, to whom and how.
    """
    between = page.parse[mark.end : cue.i] if mark.end <= cue.i else page.parse[cue.i + 1 : mark.start]
    beside = len(between) <= WORDS_OF_SAYING and not any(_tells_more(t) for t in between)
    if not beside or not _is_day(mark) or cue.i not in {s.cue for s in page.sayings}:
        return mark
    said = Piece(mark.start, mark.end, mark.expression)
    return replace(mark, expression=Range(Piece(mark.start, mark.end, Offset(1, "day", -1, said)), said))


WORDS_OF_SAYING = 10
"""Words up to which who said it, to whom and how may stand between a verb of saying and its day."""


def _tells_more(token: Token) -> bool:
    """Whether a word between a verb of saying and a day may tell the act: a verb, a noun of an act, a conjunction or a clause's sign."""
    act = token.pos_ == "NOUN" and names_act(token.lemma_.lower()) and token.lemma_.lower() not in lexicon.words("times", "saying.nouns")
    return act or token.pos_ in {"VERB", "SCONJ"} or token.tag_ in {"CC", "IN/that"} or token.text in {";", ":", "“", "”", '"', "–", "—"}


def before_it(page: Page, trigger: Trigger, marks: tuple[TimeMark, ...]) -> Iterator[TimeMark]:
    """The time of an act that another is told to have followed: "left on Monday, two days after jets bombed Arda" is two days before
    Monday. The other act's time is the nearest day in the sentence that is not the act's; "it came a day after …" leans on the act told
    before; in the present it is now. Months and years after are told from now.
    """
    act = page.parse[trigger.head]
    after = next(
        (c for t in (act, *act.ancestors) for c in _openers(t) if c.lower_ in {"after", "since"} and c.i < act.i and opens(t, c)), None
    )
    after = after if after is not None else _came_after(page, trigger, marks)
    shift = _counted(page, after) if after is not None else None
    if after is None or shift is None or any(act.is_ancestor(page.parse[m.start]) for m in marks if _is_day(m)):
        return
    under = {t.i for t in after.subtree} | {t.i for t in (after.head if after.dep_ == "mark" else after).subtree}
    words = (after.i - 2, after.i + 1)
    days = [m for m in marks if m.start not in under and _is_day(m) and m.end <= after.i]
    if shift.unit != "day":
        yield TimeMark(*words, replace(shift, direction=-1, origin="now"))
    elif days:
        base = days[-1]
        yield TimeMark(base.start, base.end, Offset(shift.count or 0, shift.unit, -1, Piece(base.start, base.end, base.expression)))
    else:
        over = clause_verb(after.head if after.dep_ != "mark" else after.head.head)
        it = any(c.lower_ in {"it", "this", "that"} and c.dep_ == "nsubj" for c in over.lefts)
        origin: Origin = "now" if _is_present(over) and not it else "act"
        yield TimeMark(*words, replace(shift, direction=-1, origin=origin))


def _came_after(page: Page, trigger: Trigger, marks: tuple[TimeMark, ...]) -> Token | None:
    """The "after" of "the raid came a day after …", wherever the parser hangs what stands behind it."""
    for mark in marks:
        named = isinstance(mark.expression, Shift) and mark.expression.named and page.parse[mark.end - 1].lower_ == "after"
        if named and mark.end <= trigger.head and page.parse[mark.start - 1].lemma_ in {"come", "follow"}:
            return page.parse[mark.end - 1]
    return None


def _is_present(verb: Token) -> bool:
    helpers = [c for c in verb.lefts if c.dep_ in {"aux", "auxpass"}]
    return any(t.tag_ in {"VBZ", "VBP"} for t in (verb, *helpers)) and not any(t.lemma_ == "have" for t in helpers)


def _openers(token: Token) -> Iterator[Token]:
    """The word that lays what is under it after something else: the token itself as a preposition, or the mark of its clause."""
    if token.dep_ in {"prep", "mark", "pcomp"}:
        yield token
    yield from (c for c in token.lefts if c.dep_ in {"mark", "prep"})


def _counted(page: Page, after: Token) -> Shift | None:
    """ "Two days" before "after"; hours leave the day as it is; None for vague counts and none at all."""
    if after.i < 2:
        return None
    unit = lexicon.table("times", "units").get(page.parse[after.i - 1].lower_)
    if unit in {"hour", "minute"}:
        return Shift(0, "day", origin="act")
    told = page.parse[after.i - 2]
    numbers = lexicon.table("times", "numbers")
    count = 1 if told.lower_ in {"a", "one", "the"} else numbers.get(told.lower_) or (int(told.text) if told.text.isdigit() else None)
    if unit == "week" and count:
        count, unit = 7 * count, "day"  # counted from a day it is a day
    long: tuple[Unit, ...] = ("day", "month", "year")
    return Shift(count, unit, origin="act") if unit in long and count else None


def _is_day(mark: TimeMark) -> bool:
    inner = mark.expression.day if isinstance(mark.expression, TimeOfDay) else mark.expression
    if isinstance(inner, CalendarDate):
        return inner.day is not None or inner.weekday is not None
    return isinstance(inner, Shift) and inner.origin == "now" and inner.unit == "day"


def since_then(page: Page, trigger: Trigger, marks: tuple[TimeMark, ...]) -> Iterator[TimeMark]:
    """The stretch of an act that goes on: "have since fled" from the act told before, "have fled since a dam burst on 2 May" from that
    day, both up to now."""
    for token in clause_verb(page.parse[trigger.head]).children:
        opener = next((c for c in token.lefts if c.lower_ == "since" and c.dep_ == "mark"), None)
        if opener is not None and (inside := [m for m in marks if m.start in {t.i for t in token.subtree} and _is_day(m)]):
            yield replace(inside[0], expression=Since(Piece(inside[0].start, inside[0].end, inside[0].expression)))
        elif token.lower_ == "since" and token.dep_ == "advmod":
            yield TimeMark(token.i, token.i + 1, Since(Piece(token.i, token.i + 1, Reference("then"))))


def contrasted(page: Page, start: int) -> bool:
    """Whether words are told only to be put right: "on Monday, not on Tuesday", "in Arda and not Belvik", "rather than in Arda"."""
    first = page.sentence_at(start).start
    at = start - 1
    between = lexicon.words("times", "corrections.between")
    while at > first and page.parse[at].lower_ in between:
        at -= 1
    if at <= first:
        return False
    pair = page.parse[at - 1].lower_, page.parse[at].lower_
    return (pair[1] == "not" and pair[0] in {",", "and", "but", "("}) or pair in {("rather", "than"), ("instead", "of")}


def puts_right(page: Page, token: int) -> bool:
    """Whether the sentence tells what an earlier version of the report said: its times and places are the wrong ones."""
    return _speaks_of_versions(page.document.full) and _speaks_of_versions(page.sentence_at(token).text)


@lru_cache(maxsize=8)
def _speaks_of_versions(text: str) -> bool:
    low = text.lower()
    return any(phrase in low for phrase in lexicon.words("times", "corrections.phrases"))


def took_place(page: Page, act: int) -> Sentence | None:
    """The sentence after an act's that goes on to say when or where it was: "The incident happened on Monday near Arda", "It took place
    at dawn", told of nothing but the act before it; None when neither of the next two does."""
    here = page.sentence_of[act]
    for sentence in page.sentences[here + 1 : here + 1 + SOON]:
        if any(_happened(token) for token in sentence):
            return sentence
        if any(token.tag_ == "VBD" and token.dep_ == "ROOT" for token in sentence):
            return None
    return None


SOON = 2
"""Sentences after an act's in which its place and time may still be told."""


def _happened(verb: Token) -> bool:
    """Whether a verb says of a happening told before that it happened."""
    lemma = verb.lemma_.lower()
    takes_place = lemma == "take" and any(c.lower_ == "place" and c.dep_ == "dobj" for c in verb.children)
    if lemma not in lexicon.words("times", "happening.verbs") and not takes_place:
        return False
    subject = next((c for c in verb.lefts if c.dep_ in {"nsubj", "nsubjpass"}), None)
    if subject is None:
        return False
    definite = any(c.lower_ in lexicon.words("grammar", "determiners.singular") for c in subject.lefts)
    return subject.lower_ in {"it", "this"} or (definite and subject.lemma_.lower() in lexicon.words("times", "happening.nouns"))
