"""Dates: time words → interval (`start/end`, one day alone) by the rules of codebook 5 and 11. Published on Wednesday 2019-05-15."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from tacitus.annotating.times import find_times
from tacitus.model import Document, When
from tacitus.page import Page
from tacitus.resolving.dates import DateResolver, story_date
from tacitus.resolving.timex3 import timexes

WEDNESDAY = date(2019, 5, 15)


def page_of(nlp: Language, text: str, published: date | None = WEDNESDAY) -> Page:
    parse = nlp(text)
    return Page(Document(text=text, published=published), parse, times=find_times(parse))


def shown(when: When) -> str:
    if when.start is None:
        return "unknown"
    return str(when.start) if when.start == when.end else f"{when.start}/{when.end}"


def resolved(nlp: Language, text: str, published: date | None = WEDNESDAY) -> str:
    page = page_of(nlp, text, published)
    resolver = DateResolver(page)
    return " ".join(shown(resolver.resolve(mark)[0]) for mark in page.times)


DATES = [
    # absolute
    ("The bridge fell on 3 June 2014.", "2014-06-03"),
    ("The bridge fell on 27.08.2014.", "2014-08-27"),
    ("The bridge fell on 3/5/2014.", "2014-03-05"),  # read month first
    ("The bridge fell on 13/5/2014.", "2014-05-13"),
    ("The bridge fell in May 2014.", "2014-05-01/2014-05-31"),
    ("The bridge fell in 2016.", "2016-01-01/2016-12-31"),
    ("The fort was built in the 1990s.", "1990-01-01/1999-12-31"),
    ("The fort fell in the spring of 2016.", "2016-03-01/2016-05-31"),
    ("The fort fell in late April.", "2019-04-21/2019-04-30"),
    ("The fort fell in early 2011.", "2011-01-01/2011-04-30"),
    ("The fort fell on Christmas Day.", "2018-12-25"),
    ("The fort fell on Good Friday.", "2019-04-19"),
    ("The fort fell on Easter Sunday 1998.", "1998-04-12"),
    ("The fort fell on Orthodox Easter.", "2019-04-28"),
    ("The fort fell over the Easter weekend.", "2019-04-19/2019-04-22"),
    ("The fort fell on Eid al-Fitr.", "2018-06-14/2018-06-15"),  # the moon decides which of the two
    ("The fort fell on the eve of Palm Sunday.", "2019-04-13"),
    ("The fort fell in clashes from 30 April-2 May.", "2019-04-30/2019-05-02"),
    ("Nine men died on 3, 4 and 5 May.", "2019-05-03/2019-05-05"),
    ("Nine men died in the week to 5 May.", "2019-04-29/2019-05-05"),
    ("Nine men died in the 24 hours to Sunday morning.", "2019-05-11/2019-05-12"),
    # no year: the tense decides
    ("The fort fell on June 3.", "2018-06-03"),
    ("The council will meet on June 3.", "2019-06-03"),
    ("The council will meet in June.", "2019-06-01/2019-06-30"),
    ("The fort fell in December.", "2018-12-01/2018-12-31"),
    ("The fort fell on the 1st.", "2019-05-01"),
    ("The fort fell in October last year.", "2018-10-01/2018-10-31"),
    ("The fort fell last October.", "2018-10-01/2018-10-31"),
    ("The fort fell last April.", "2018-04-01/2018-04-30"),
    ("The court summoned him to testify on June 3.", "2019-06-03"),  # a purpose may lie ahead
    ("He will stay if the case is heard in July.", "2019-07-01/2019-07-31"),
    ("The council planned a rally on Friday.", "2019-05-17"),
    ("The fort fell on Election Day.", "2018-11-06"),  # the Tuesday after the first Monday of November
    # what the words count from
    ("Shells fell a few hours after talks on Tuesday.", "2019-05-14 2019-05-14"),
    ("Troops fired on Monday. Jets struck days after a warning.", "2019-05-13 unknown"),
    (
        "A judge was shot on May 3. Shells fell on Monday, and a week after the shooting rebels left.",
        "2019-05-03 2019-05-13 2019-05-06/2019-05-12",
    ),
    (
        "A judge was shot on May 3. Talks began on Monday. Troops came two days before the judge was killed.",
        "2019-05-03 2019-05-13 2019-05-01",
    ),
    ("A judge was shot on May 3. They fled the day after his death.", "2019-05-03 2019-05-04"),
    ("A judge was shot on May 3. They burned farms in the week before the shooting.", "2019-05-03 2019-04-26/2019-05-02"),
    ("A judge was shot on May 3. Two days after a shooting in Arda, they left.", "2019-05-03 unknown"),  # a new act
    ("Shells fell on Monday. Rebels left later in the day.", "2019-05-13 2019-05-13"),
    ("On Friday, at noon, the prisoners were freed.", "2019-05-10 2019-05-10"),
    ("They ruled in the post-2003 years.", "unknown"),  # an age
    # weekdays
    ("Troops fired on Wednesday.", "2019-05-15"),  # agency copy: that day included
    ("Troops fired on Tuesday.", "2019-05-14"),
    ("Troops fired on Thursday.", "2019-05-09"),
    ("Troops will leave on Friday.", "2019-05-17"),
    ("Troops plan to leave on Friday.", "2019-05-17"),
    ("A meeting is scheduled for Friday.", "2019-05-17"),
    ("Troops began to leave on Friday.", "2019-05-10"),
    ("They have until Friday to leave.", "2019-05-17"),
    ("Troops fired last Tuesday.", "2019-05-14"),
    ("Troops fired last Wednesday.", "2019-05-08"),
    ("Troops fired on Thursday of last week.", "2019-05-09"),
    ("Monday's attack killed nine.", "2019-05-13"),
    # parts of a day
    ("Troops fired on Monday night.", "2019-05-13/2019-05-14"),
    ("Troops fired late on Monday.", "2019-05-13"),
    ("Troops fired early on Monday.", "2019-05-13"),
    ("Troops fired in the early hours of Monday.", "2019-05-13"),
    ("Troops fired overnight.", "2019-05-14/2019-05-15"),
    ("Troops fired overnight to Tuesday.", "2019-05-13/2019-05-14"),
    ("Troops fired last night.", "2019-05-14/2019-05-15"),
    ("Troops fired this morning.", "2019-05-15"),
    ("Troops fired on the night of 3 to 4 May.", "2019-05-03/2019-05-04"),
    ("Troops fired at 10:35 a.m. on Monday.", "2019-05-13"),
    # from now
    ("They left yesterday.", "2019-05-14"),
    ("They left two days ago.", "2019-05-13"),
    ("They left about ten days ago.", "2019-05-05"),
    ("They left almost two hours ago.", "2019-05-14/2019-05-15"),  # the hour of writing is not known
    ("They left two weeks ago.", "2019-04-29/2019-05-05"),
    ("They left three years ago.", "2016-01-01/2016-12-31"),
    ("They left last week.", "2019-05-06/2019-05-12"),
    ("They left this week.", "2019-05-13/2019-05-15"),
    ("They left earlier this month.", "2019-05-01/2019-05-15"),
    ("They left last month.", "2019-04-01/2019-04-30"),
    ("They left this spring.", "2019-03-01/2019-05-15"),
    ("They left last autumn.", "2018-09-01/2018-11-30"),
    ("They left over the weekend.", "2019-05-11/2019-05-12"),
    ("They left in recent days.", "2019-05-08/2019-05-14"),
    ("They shelled it in the past two months.", "2019-03-15/2019-05-15"),
    ("They shelled it in the last 24 hours.", "2019-05-14/2019-05-15"),
    # intervals
    ("It has burned since Friday.", "2019-05-10/2019-05-15"),
    ("It has burned since March.", "2019-03-01/2019-05-15"),
    ("It burned from 3 to 5 May.", "2019-05-03/2019-05-05"),
    ("It burned from Friday to Monday.", "2019-05-10/2019-05-13"),
    ("It burned between 1991 and 1997.", "1991-01-01/1997-12-31"),
    ("It burned on April 24 and 25.", "2019-04-24/2019-04-25"),
    ("It burned from midnight to noon on Monday.", "2019-05-13"),
    ("It burned from 28 December to 2 January.", "2018-12-28/2019-01-02"),
    # from another act
    ("Shells fell on Friday. The following day planes came.", "2019-05-10 2019-05-11"),
    ("Shells fell on Friday. Two days earlier the truce had ended.", "2019-05-10 2019-05-08"),
    ("Shells fell on Friday. The next morning they left.", "2019-05-10 2019-05-11"),
    ("Shells fell on Friday. That night they left.", "2019-05-10 2019-05-10/2019-05-11"),
    ("They left the day before last Tuesday.", "2019-05-13"),
    ("They had left the day before.", "unknown"),
    ("Shells fell on Friday. The Tuesday before, planes had come.", "2019-05-10 2019-05-07"),
    ("Shells fell on 1 May. The following Sunday planes came.", "2019-05-01 2019-05-05"),
    ("Shells fell on Friday. On the previous Monday planes had come.", "2019-05-10 2019-05-06"),
    ("The previous day, shells had fallen. On Monday planes came.", "2019-05-12 2019-05-13"),  # no act before to count from
    ("Rebels took a fort on Monday. The attack came a day after jets hit Arda.", "2019-05-13 2019-05-13"),  # the attack is the taking
    # what goes on until a day is past, a term set is ahead
    ("Rebels held the fort until Friday.", "2019-05-10"),
    ("Fighting went on until Monday night.", "2019-05-13/2019-05-14"),
    ("Rebels had held the fort until Friday, when troops came.", "2019-05-10"),
    ("The mayor closed the bridge until Friday.", "2019-05-17"),
    ("The mayor ordered schools shut until Friday.", "2019-05-17"),
    ("The truce will hold until Friday.", "2019-05-17"),
    # parts counted off
    ("They left in the first week of May.", "2019-05-01/2019-05-07"),
    ("They left in the second half of April.", "2019-04-16/2019-04-30"),
    ("They left in the last days of April.", "2019-04-26/2019-04-30"),
    ("They left in the final week of 2018.", "2018-12-25/2018-12-31"),
    ("They left on the last day of March.", "2019-03-31"),
    ("They left on the first Sunday of May.", "2019-05-05"),
    ("They left on the last Friday in April.", "2019-04-26"),
    ("They left on the first weekend of May.", "2019-05-04/2019-05-05"),
    ("They left in the first three months of 2018.", "2018-01-01/2018-03-31"),
    ("They left in the second half of last year.", "2018-07-01/2018-12-31"),
    ("They left in the fifth week of February.", "unknown"),  # it had four
    ("They left in the first week of the war.", ""),
    # one after the other
    ("It burned on Friday and Saturday.", "2019-05-10/2019-05-11"),
    ("It burned on Friday and Monday.", "2019-05-10 2019-05-13"),
    ("It burned in March and April.", "2019-03-01/2019-04-30"),
    ("It burned for three days from 9 May.", "2019-05-09/2019-05-11"),
    ("Two years ago today the fort fell.", "2017-05-15"),
    ("The fort fell on Tuesday a week ago.", "2019-05-07"),
    # weekday and day of the month
    ("It fell on Tuesday, May 14.", "2019-05-14"),
    ("It fell on Monday, May 14.", "2018-05-14"),  # agrees a year earlier
    ("It fell on Tuesday (June 5).", "2018-06-05"),
]


@pytest.mark.parametrize(("text", "expected"), DATES)
def test_time_words_are_laid_on_the_calendar(nlp: Language, text: str, expected: str) -> None:
    assert resolved(nlp, text) == expected


UNDATED = [
    (
        "The war began in 2020. On Sunday (December 1) jets struck.",
        "2024-12-01",
        "weekday and day agree in 2019, 2024; the text knows 2020 as past; latest that fits",
    ),
    (
        "The war began in 2012. On Tuesday, 3 June, jets struck.",
        "2014-06-03",
        "weekday and day agree in 2014; the text knows 2012 as past; latest that fits",
    ),
    ("On Sunday (December 1) jets struck.", "unknown", "the text names none"),
    ("Jets struck on Friday.", "unknown", "not known"),
    ("Jets struck in June.", "unknown", "not known"),
    ("Jets struck on 3 June 2014. They returned on Friday.", "2014-05-30", "the latest day the text names in full"),
    ("Jets struck in the first week of June 2014.", "2014-06-01/2014-06-07", "the part of it told"),
]


@pytest.mark.parametrize(("text", "expected", "rule"), UNDATED)
def test_without_publication_the_year_is_reasoned(nlp: Language, text: str, expected: str, rule: str) -> None:
    page = page_of(nlp, text, None)
    when, _ = DateResolver(page).resolve(page.times[-1])
    assert shown(when) == expected
    assert rule in when.rule


CONFLICTS = ["It fell on Friday, 3 June 2014.", "It fell on Friday, May 14.", "It fell on 30 February 2014."]


@pytest.mark.parametrize("text", CONFLICTS)
def test_a_contradiction_is_a_problem_and_no_guess(nlp: Language, text: str) -> None:
    page = page_of(nlp, text)
    when, problems = DateResolver(page).resolve(page.times[0])
    assert when.start is None
    assert when.words is not None
    assert [p.kind for p in problems] == ["date_conflict"]


def test_no_words_mean_the_day_of_publication_or_the_day_before(nlp: Language) -> None:
    when, _ = DateResolver(page_of(nlp, "Shells fell.")).resolve(None)
    assert (shown(when), when.precision, when.inferred) == ("2019-05-14/2019-05-15", "days", True)


def test_no_words_and_no_publication_mean_unknown(nlp: Language) -> None:
    when, _ = DateResolver(page_of(nlp, "Shells fell.", None)).resolve(None)
    assert (when.start, when.precision) == (None, "unknown")


def test_the_act_leant_on_is_given_and_named(nlp: Language) -> None:
    page = page_of(nlp, "Shells fell on Friday. The following day planes came.")
    resolver = DateResolver(page)
    act = When(start=date(2019, 5, 3), end=date(2019, 5, 3), precision="day", rule="given")
    when, _ = resolver.resolve(page.times[1], anchor=act)
    assert shown(when) == "2019-05-04"
    assert "2019-05-03" in when.rule


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Shells fell on Friday. Rebels left in the early afternoon.", "2019-05-10"),
        ("Shells fell on Friday. Two days later rebels left.", "2019-05-12"),
        ("Shells fell. Rebels left in the early afternoon.", "2019-05-14/2019-05-15"),
        ("Shells fell. Two days later rebels left.", "2019-05-16/2019-05-17"),
    ],
)
def test_an_act_whose_date_is_inferred_is_leant_on_last(nlp: Language, text: str, expected: str) -> None:
    page = page_of(nlp, text)
    resolver = DateResolver(page)
    guess = resolver.resolve(None)[0]
    assert shown(resolver.resolve(page.times[-1], anchor=guess)[0]) == expected


def test_the_verb_given_decides_the_direction(nlp: Language) -> None:
    page = page_of(nlp, "Rebels will attack. On Friday, troops.")
    verb = next(t for t in page.parse if t.text == "attack")
    assert shown(DateResolver(page).resolve(page.times[0], verb=verb)[0]) == "2019-05-17"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They left yesterday.", "day"),
        ("They left overnight.", "days"),
        ("They left last week.", "week"),
        ("They left last month.", "month"),
        ("They left in 2014.", "year"),
    ],
)
def test_precision_follows_the_length(nlp: Language, text: str, expected: str) -> None:
    page = page_of(nlp, text)
    assert DateResolver(page).resolve(page.times[0])[0].precision == expected


def test_the_story_is_of_the_first_day_told_near_the_writing(nlp: Language) -> None:
    page = page_of(nlp, "Shells fell on Monday. The town was taken in March. A truce ended on 5 May.")
    assert story_date(page) == date(2019, 5, 13)


VALUES = [
    ("Troops fired on Friday.", "2019-05-10"),
    ("Troops fired on Friday night.", "2019-05-10TNI"),
    ("Troops fired at 9 a.m. Tuesday.", "2019-05-14T09:00"),
    ("They left last week.", "2019-W19"),
    ("They left last month.", "2019-04"),
    ("They left last year.", "2018"),
    ("They left last autumn.", "2018-FA"),
    ("They left a decade ago.", "2009"),
    ("They left two months ago.", "2019-03"),
    ("It was built in the 1990s.", "199X"),
    ("They now rule.", "PRESENT_REF"),
    ("It has burned since Friday.", "2019-05-10"),
    ("It burned from 1991 to 1997.", "1991 1997"),
    ("It burned on April 24 and 25.", "2019-04-24 2019-04-25"),
    ("It fell last weekend.", "2019-W19-WE"),
    ("It fell in early March.", "2019-03"),
    ("A judge was shot on May 3. He was seen at 6 a.m. ten days before the shooting.", "2019-05-03 2019-04-23T06:00"),
    ("A judge was shot on May 3. They bought arms in the days before the shooting.", "2019-05-03 2019-05"),
    ("A judge was shot on May 3. They left two days after a raid.", "2019-05-03 P2D"),
    ("Shells fell on Monday. Rebels left later in the day.", "2019-05-13 2019-05-13"),
    ("The post-2003 governments fell.", "2003"),
    ("He lives with his current wife.", "PRESENT_REF"),
]


@pytest.mark.parametrize(("text", "expected"), VALUES)
def test_timex3_values(nlp: Language, text: str, expected: str) -> None:
    parse = nlp(text)
    assert " ".join(t.value for t in timexes(parse, find_times(parse), WEDNESDAY)) == expected


SHIFTING = "Shells fell on Monday night. The following day, troops left, a week after last Tuesday. They will return on Friday or tomorrow."


@settings(max_examples=40, deadline=None)
@given(weeks=st.integers(min_value=-2000, max_value=2000))
def test_a_later_week_of_publication_moves_relative_dates_by_as_much(nlp: Language, weeks: int) -> None:
    here, there = page_of(nlp, SHIFTING), page_of(nlp, SHIFTING, WEDNESDAY + timedelta(7 * weeks))
    for first, second in zip(here.times, there.times, strict=True):
        a, b = DateResolver(here).resolve(first)[0], DateResolver(there).resolve(second)[0]
        assert a.start is not None
        assert b.start == a.start + timedelta(7 * weeks)
        assert (b.end, b.precision) == (a.end and a.end + timedelta(7 * weeks), a.precision)
