"""Acts that time words lean on by name: "two days after the shooting" counts from the day on which somebody is told to have been shot."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from spacy.tokens import Doc, Token

from tacitus import lexicon
from tacitus.page import TimeMark
from tacitus.resolving.calendar import Interval
from tacitus.resolving.tense import verb_over
from tacitus.timex import CalendarDate, Holiday, Shift, TimeExpression, TimeOfDay

Reckoner = Callable[[TimeMark], Interval | None]
"""Time words → their days, None where nothing decides."""


def leaning_shift(expression: TimeExpression) -> Shift | None:
    """The distance from an act that the words go on to name, also inside a time of day; None for anything else."""
    inner = expression.day if isinstance(expression, TimeOfDay) else expression
    return inner if isinstance(inner, Shift) and inner.named else None


def leans_back(expression: TimeExpression) -> bool:
    """Whether the words count back from an act that they do not name: "the previous day", "two days earlier"."""
    inner = expression.day if isinstance(expression, TimeOfDay) else expression
    return isinstance(inner, Shift) and inner.origin == "act" and inner.direction < 0 and inner.unit == "day" and not inner.named


def act_named(parse: Doc, marks: Sequence[TimeMark], mark: TimeMark, reckoned: Reckoner) -> tuple[TimeMark, Interval] | None:
    """The day told of the act that the words name: of the nearest words before, else after, that tell a single day over which a verb or
    noun of the same kind stands (`times.toml`, [kin]). None for a new act ("days after a warning") and when no day of it is told.
    """
    if not (kinds := next(_kinds_after(parse, mark), frozenset())):
        return None
    before = [m for m in reversed(marks) if m.end <= mark.start]
    for other in (*before, *(m for m in marks if m.start >= mark.end)):
        if is_named_day(other.expression) and kinds & _kinds_over(parse, other) and (day := reckoned(other)) and day.days <= 2:
            return other, day
    return None


def told_on_from(mark: TimeMark) -> TimeMark:
    """A bare weekday as the next one after the act told before: without a day of publication a story is told on from act to act."""
    expression = mark.expression
    if not isinstance(expression, CalendarDate) or expression != CalendarDate(weekday=expression.weekday):
        return mark
    return replace(mark, expression=replace(expression, which="next", origin="act"))


def says_which(parse: Doc, mark: TimeMark) -> bool:
    """Whether the words only say what the act told before came after: "the attack came two days after jets bombed Arda", where the other
    act's day is not told."""
    verb = parse[max(mark.start - 1, 0)]
    if leaning_shift(mark.expression) is None or verb.lemma_ not in {"come", "follow"}:
        return False
    subject = next((c for c in verb.lefts if c.dep_ == "nsubj"), None)
    return subject is not None and (subject.pos_ == "PRON" or any(c.lower_ in {"the", "this", "that"} for c in subject.lefts))


def day_beside(parse: Doc, marks: Sequence[TimeMark], mark: TimeMark) -> TimeMark | None:
    """The day that the same verb has for a bare time of day: "at 6 a.m. shells hit Arda on Friday"."""
    expression = mark.expression
    if not isinstance(expression, TimeOfDay) or expression.day is not None or (verb := verb_over(parse, mark.start, mark.end)) is None:
        return None
    near = [m for m in marks if m != mark and verb.sent.start <= m.start < verb.sent.end and verb_over(parse, m.start, m.end) == verb]
    return next((m for m in near if is_named_day(m.expression) or leaning_shift(m.expression)), None)


def with_day(mark: TimeMark, beside: TimeMark) -> TimeMark:
    """A bare time of day with the day that stands beside it."""
    assert isinstance(mark.expression, TimeOfDay)  # nothing else has a day beside it
    day = beside.expression.day if isinstance(beside.expression, TimeOfDay) else beside.expression
    return replace(mark, expression=replace(mark.expression, day=day))


def is_named_day(expression: TimeExpression) -> bool:
    """Whether the words tell one day that needs no act to count from: a weekday, a day of a month, a feast, "yesterday"."""
    inner = expression.day if isinstance(expression, TimeOfDay) else expression
    if isinstance(inner, CalendarDate):
        return inner.day is not None or inner.weekday is not None
    return isinstance(inner, Holiday) or (isinstance(inner, Shift) and inner.origin == "now" and inner.unit == "day")


def _kinds_after(parse: Doc, mark: TimeMark) -> Iterator[frozenset[str]]:
    """What the words after the mark name, up to the clause's end; a noun under "a" is a new act, one with a name some other act."""
    for i in range(mark.end, min(mark.end + _REACH, len(parse))):
        token = parse[i]
        if token.is_punct:
            return
        if kinds := _kinds(token):
            other = token.pos_ == "NOUN" and any(c.lower_ in {"a", "an", "another"} or c.pos_ == "PROPN" for c in token.lefts)
            yield frozenset() if other else kinds
            return


_REACH = 8


def _kinds_over(parse: Doc, mark: TimeMark) -> frozenset[str]:
    root = parse[mark.start : mark.end].root
    return frozenset(kind for token in root.ancestors for kind in _kinds(token))


def _kinds(token: Token) -> frozenset[str]:
    return _kin().get(token.lemma_.lower(), frozenset()) if token.pos_ in {"NOUN", "VERB", "PROPN"} else frozenset()


@cache
def _kin() -> dict[str, frozenset[str]]:
    table = lexicon.table("times", "kin")
    words = {word for kind in table for word in lexicon.words("times", f"kin.{kind}")}
    return {word: frozenset(kind for kind in table if word in lexicon.words("times", f"kin.{kind}")) for word in words}
