"""Dates of acts: the words that tell when, laid on the calendar by the rules of codebook 5 and 11."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property

from spacy.tokens import Token

from tacitus import lexicon
from tacitus.model import Problem, Span, When
from tacitus.page import Page, TimeMark
from tacitus.resolving.calendar import Interval
from tacitus.resolving.leaning import act_named, day_beside, is_named_day, leaning_shift, leans_back, says_which, told_on_from, with_day
from tacitus.resolving.reckoning import counts_in_long_units, precision_of, reckon
from tacitus.resolving.setting import Reckoned, Setting
from tacitus.resolving.tense import tense_at
from tacitus.resolving.years import Pair, agreeing_year, years_named
from tacitus.timex import CalendarDate, Reference, Since, TimeOfDay, inner_pieces

BACKGROUND = timedelta(14)
"""Acts older than this before the report's main date are background (codebook 11)."""


class DateResolver:
    """Resolves the time words of one page.

    The day of writing is the dateline's date when it lies within three days of `published`, else `published`, else what the
    text's own weekdays with days of the month give (`years.agreeing_year`). The clock of the machine is never read.
    """

    def __init__(self, page: Page) -> None:
        self._page = page
        self._starts = [mark.start for mark in page.times]
        self._memo: dict[int, Reckoned] = {}

    @cached_property
    def published(self) -> date | None:
        """The day of publication: the document's, else the dateline's date when it has a year."""
        given = self._page.document.published
        return given or next((d for d in self._dateline_dates(None)), None)

    @cached_property
    def written(self) -> date | None:
        """The day that "today" and weekdays count from; None when neither publication nor the text tells it."""
        if self.published:
            near = (d for d in self._dateline_dates(self.published) if timedelta(0) <= self.published - d <= timedelta(3))
            return next(near, self.published)
        return self._from_the_text[0]

    @cached_property
    def _years(self) -> tuple[int, ...]:
        return years_named(mark.expression for mark in self._page.times)

    @cached_property
    def _from_the_text(self) -> tuple[date | None, str]:
        """Without publication: the latest day that weekday and day of the month fix, and the rule that fixed its year."""
        pairs = [Pair(e.weekday, e.month, e.day) for e in self._dates() if e.weekday is not None and e.month and e.day and not e.year]
        found = agreeing_year(pairs, self._years) if pairs else None
        full = [d for e in self._dates() if e.year and e.month and e.day and (d := _full(e))]
        if found and found.latest:
            return found.latest, found.rule
        if found or not full:
            return None, found.rule if found else ""
        return max(full), "no publication date; the latest day the text names in full stands for it"

    def _dates(self) -> Iterator[CalendarDate]:
        for mark in self._page.times:
            inner = mark.expression.day if isinstance(mark.expression, TimeOfDay) else mark.expression
            for expression in (inner, *(piece.expression for piece in inner_pieces(inner))) if inner else ():
                if isinstance(expression, CalendarDate):
                    yield expression

    def _dateline_dates(self, published: date | None) -> Iterator[date]:
        line = self._page.dateline
        for mark in self._page.times if line and line.date_words else ():
            span = self._page.span(mark)
            if line and line.start <= span.start < line.end:
                interval = reckon(mark.expression, Setting(published, "past")).interval
                if interval and interval.days == 1:
                    yield interval.start

    @cached_property
    def _log(self) -> frozenset[int]:
        """Where the hours stand that begin the lines of a live page: two or more, below no line that is a date."""
        starts = [m for m in self._page.times if self._begins_line(m)]
        hours = [
            m.start for m in starts if isinstance(m.expression, TimeOfDay) and m.expression.day is None and m.expression.hour is not None
        ]
        dated = any(isinstance(m.expression, CalendarDate) and self._page.parse[m.end : m.end + 1].text.startswith("\n") for m in starts)
        return frozenset(hours if len(hours) > 1 and not dated else ())

    def _begins_line(self, mark: TimeMark) -> bool:
        at = mark.start - 1
        while at >= 0 and self._page.parse[at].is_punct:
            at -= 1
        return at < 0 or "\n" in self._page.parse[at].text

    def resolve(self, mark: TimeMark | None, *, verb: Token | None = None, anchor: When | None = None) -> tuple[When, tuple[Problem, ...]]:
        """The `When` of an act told with these time words, and what is wrong with them.

        `verb` tells the tense (without it the verb over the words does); `anchor` is the `When` of the act leant on. No words:
        [published − 1, published], inferred; unknown without publication. A weekday and a day that disagree give no date but
        a `date_conflict`.
        """
        if mark is None:
            return self._without_words(), ()
        words = self._page.span(mark)
        found = self._reckon(mark, verb, anchor)
        if found.interval is None:
            problems = (Problem(kind="date_conflict", message=f"“{words.text}”: {found.rule}", span=words),) if found.conflict else ()
            return When(words=words, rule=found.rule), problems
        return self._when(found, found.interval, words), ()

    def _when(self, found: Reckoned, interval: Interval, words: Span) -> When:
        return When(
            start=interval.start,
            end=interval.end,
            precision=precision_of(interval),
            inferred=found.inferred,
            words=words,
            rule=found.rule,
        )

    def _without_words(self) -> When:
        if self.published is None:
            return When(inferred=True)
        start = self.published - timedelta(1)
        return When(
            start=start, end=self.published, precision="days", inferred=True, rule="no date words: the day of publication or the day before"
        )

    def _reckon(self, mark: TimeMark, verb: Token | None, anchor: When | None) -> Reckoned:
        if beside := day_beside(self._page.parse, self._page.times, mark):
            mark = with_day(mark, beside)
        named = self._act_named(mark)
        act, name = named or self._act_of(mark, anchor)
        if act and named is None and says_which(self._page.parse, mark):
            return Reckoned(act, f"the words tell only what it followed; {name or 'the act told before'}")
        if self.published is None and act and anchor and not anchor.inferred:
            mark = told_on_from(mark)
        setting = Setting(
            written=self.written,
            tense=tense_at(self._page.parse, mark.start, mark.end, verb),
            act=act,
            act_name=name,
            told=act.start if act else None,
            guessed=anchor is None and named is None,
            years=self._years,
        )
        found = reckon(mark.expression, setting)
        return self._in_year_of_the_text(mark, found) if self.published is None else found

    def _in_year_of_the_text(self, mark: TimeMark, found: Reckoned) -> Reckoned:
        """Name the reasoning that gave the year when no publication date did."""
        year, rule = self._from_the_text
        expression = mark.expression.day if isinstance(mark.expression, TimeOfDay) and mark.expression.day else mark.expression
        absolute = isinstance(expression, CalendarDate) and expression.year is not None
        if not rule or absolute or (found.interval is None and not found.conflict and year is not None):
            return found
        fixed = isinstance(expression, CalendarDate) and expression.weekday is not None and expression.day is not None
        return replace(
            found, rule=rule if fixed and found.interval else f"{found.rule}; {rule}" if found.interval or year is None else found.rule
        )

    def _act_of(self, mark: TimeMark, anchor: When | None) -> tuple[Interval | None, str]:
        """The act leant on: none when the words name a new one ("days after a warning"), else the anchor given, else the last day told
        before the mark; for an hour of a live page the day of writing. An anchor whose date is inferred comes last, and a bare time of
        day does without it."""
        after = self._page.parse[mark.end : mark.end + 1].text.lower()
        if leaning_shift(mark.expression) and after in lexicon.words("grammar", "determiners.indefinite"):
            return None, ""
        if mark.start in self._log and self.written:
            return Interval(self.written, self.written), f"the day of the live page ({self.written})"
        given: tuple[Interval | None, str] = None, ""
        if anchor and anchor.start and anchor.end:
            told = f"“{anchor.words.text}”" if anchor.words else "the act told before"
            given = Interval(anchor.start, anchor.end), f"{told} ({anchor.start})"
            if not anchor.inferred:
                return given
        for index in range(bisect_left(self._starts, mark.start) - 1, -1, -1):
            before = self._page.times[index]
            if isinstance(before.expression, Reference):
                continue
            interval = self._remembered(index, before).interval
            if isinstance(before.expression, Since) and interval:
                interval = reckon(before.expression.base.expression, Setting(self.written, "past")).interval
            if interval and (interval.days <= 2 or counts_in_long_units(mark.expression)) and self._may_lean(mark, interval):
                return interval, f"“{self._page.span(before).text}” ({interval.start})"
        if leans_back(mark.expression) and anchor is None and (ahead := self._first_day_after(mark)):
            return ahead
        return (None, "") if isinstance(mark.expression, TimeOfDay) else given

    def _first_day_after(self, mark: TimeMark) -> tuple[Interval, str] | None:
        """The day told next, for words that lean back where no act is told before: "The previous day …. On Friday …"."""
        for other in self._page.times[bisect_left(self._starts, mark.end) :][:2]:
            if is_named_day(other.expression) and (interval := self._days_of(other)) and interval.days == 1:
                return interval, f"“{self._page.span(other).text}” ({interval.start})"
        return None

    def _day_named(self, mark: TimeMark) -> tuple[Interval, str] | None:
        """The day told under the words' own "after" or "before"."""
        opener = self._page.parse[mark.end - 1]
        under = {token.i for token in (opener.head if opener.dep_ == "mark" else opener).subtree}
        for other in self._page.times[bisect_left(self._starts, mark.end) :]:
            told = other.expression.day if isinstance(other.expression, TimeOfDay) else other.expression
            if other.start in under and isinstance(told, CalendarDate):
                interval = reckon(told, Setting(self.written, "past", years=self._years)).interval
                return (interval, f"“{self._page.span(other).text}” ({interval.start})") if interval and interval.days == 1 else None
        return None

    def _act_named(self, mark: TimeMark) -> tuple[Interval, str] | None:
        """The day of the act that the words name, told with it or elsewhere: "hours after talks on Tuesday", "a day after the shooting"."""
        if leaning_shift(mark.expression) is None:
            return None
        if told := self._day_named(mark):
            return told
        found = act_named(self._page.parse, self._page.times, mark, self._days_of)
        return (found[1], f"“{self._page.span(found[0]).text}” ({found[1].start})") if found else None

    def _days_of(self, mark: TimeMark) -> Interval | None:
        tense = tense_at(self._page.parse, mark.start, mark.end)
        return reckon(mark.expression, Setting(self.written, tense, years=self._years)).interval

    def _may_lean(self, mark: TimeMark, told: Interval) -> bool:
        """A time without a day ("at 5 a.m.") is told of the running story: an older day told before it is not taken."""
        bare = isinstance(mark.expression, TimeOfDay) and mark.expression.day is None
        return not bare or self.written is None or abs(self.written - told.start) <= BACKGROUND

    def _remembered(self, index: int, mark: TimeMark) -> Reckoned:
        if index not in self._memo:
            self._memo[index] = self._reckon(mark, None, None)
        return self._memo[index]

    def told_days(self) -> Iterator[tuple[int, Interval]]:
        """(sentence index, interval) of each past time of at most two days, in order."""
        for index, mark in enumerate(self._page.times):
            interval = self._remembered(index, mark).interval
            if interval and interval.days <= 2:
                yield self._page.sentence_of[mark.start], interval


def _full(when: CalendarDate) -> date | None:
    interval = reckon(when, Setting(None)).interval
    return interval.start if interval else None


def story_date(page: Page, resolver: DateResolver | None = None) -> date | None:
    """The report's main date: the first day told in its first five sentences that lies within two weeks before writing.

    Without such a day the day of writing; None when that is not known either.
    """
    resolver = resolver or DateResolver(page)
    written = resolver.written
    if written is None:
        return None
    early = (interval.start for sentence, interval in resolver.told_days() if sentence < 5)
    return next((day for day in early if timedelta(0) <= written - day <= BACKGROUND), written)
