"""Which words tell a time: spans as text, `|` between marks. What they mean is tested in tests/resolving/test_dates.py."""

from itertools import pairwise

import pytest
from spacy.language import Language

from tacitus.annotating.times import find_times

FOUND = [
    # absolute dates in any order
    ("The bridge fell on 3 June 2014.", "3 June 2014"),
    ("The bridge fell on June 3, 2014, police said.", "June 3, 2014"),
    ("The bridge fell on June 3.", "June 3"),
    ("The bridge fell on the 3rd of June.", "the 3rd of June"),
    ("The bridge fell on June the 3rd.", "June the 3rd"),
    ("The bridge fell on Sept. 3.", "Sept. 3"),
    ("The bridge fell on Aug.6, 2019.", "Aug.6, 2019"),
    ("The bridge fell on 2014-06-03.", "2014-06-03"),
    ("The bridge fell on 27.08.2014.", "27.08.2014"),
    ("The bridge fell on 3/5/2014.", "3/5/2014"),
    ("The bridge fell on Tuesday, 3 June 2014.", "Tuesday, 3 June 2014"),
    ("The bridge fell on Sunday (December 1).", "Sunday (December 1)"),
    ("The bridge fell on 3 June (Tuesday).", "3 June (Tuesday)"),
    ("Mon 6 June: two shells hit the depot.", "Mon 6 June"),
    ("The bridge fell on the 1st.", "the 1st"),
    ("The bridge fell in May 2014.", "May 2014"),
    ("The bridge fell in May.", "May"),
    ("On 7 May the bridge fell.", "7 May"),
    ("The bridge fell in 2016.", "2016"),
    ("The town fell in 1994, 1995 and 1997.", "1994|1995|1997"),
    ("The 2012 election was calm.", "2012"),
    ("The fort was built in the 1990s.", "1990s"),
    ("The fort was built in the early nineties.", "the early nineties"),
    ("The town fell in October last year.", "October last year"),
    ("The town fell in the spring of 2016.", "the spring of 2016"),
    ("The town fell last summer.", "last summer"),
    ("Shells fell on Christmas Day.", "Christmas Day"),
    ("Shells fell on Good Friday.", "Good Friday"),
    ("Shells fell over the Easter weekend.", "Easter weekend"),
    ("Shells fell on the eve of Eid al-Fitr.", "the eve of Eid al-Fitr"),
    ("Shells fell from 30 April-2 May in Arda.", "30 April-2 May"),
    ("Shells fell on 3, 4 and 5 May.", "3, 4 and 5 May"),
    ("Nine men died in the week to 5 May.", "the week to 5 May"),
    ("Nine men died in the 24 hours to Sunday morning.", "the 24 hours to Sunday morning"),
    # weekdays and parts of a day
    ("Troops fired on Friday.", "Friday"),
    ("Troops fired on Friday, the first attack of the year.", "Friday"),
    ("Troops fired on Friday the 13th.", "Friday the 13th"),
    ("Troops fired on Tuesday's march.", "Tuesday"),
    ("Troops fired last Thursday.", "last Thursday"),
    ("Troops fired on Thursday of last week.", "Thursday of last week"),
    ("Troops fired on Friday night.", "Friday night"),
    ("Troops fired early on Monday.", "early on Monday"),
    ("Troops fired late Monday.", "late Monday"),
    ("Troops fired in the early hours of Monday.", "the early hours of Monday"),
    ("Troops fired before dawn on Monday.", "dawn on Monday"),
    ("Troops fired on the night of 3 to 4 May.", "the night of 3 to 4 May"),
    ("Troops fired overnight.", "overnight"),
    ("Troops fired overnight to Wednesday.", "overnight to Wednesday"),
    ("Troops fired at 10:35 a.m. on Friday.", "10:35 a.m. on Friday"),
    ("Troops fired at 9 a.m. EST Tuesday.", "9 a.m. EST Tuesday"),
    ("Troops fired at 10:35 p.m. (2035 GMT).", "10:35 p.m. (2035 GMT)"),
    ("Troops fired at 0210 local time.", "0210 local time"),
    ("Troops fired at 4 in the morning.", "4 in the morning"),
    # from now
    ("They left yesterday.", "yesterday"),
    ("They left today and return tomorrow.", "today|tomorrow"),
    ("They left the day before yesterday.", "the day before yesterday"),
    ("They left last night.", "last night"),
    ("They left this morning.", "this morning"),
    ("They left last week.", "last week"),
    ("They left earlier this month.", "earlier this month"),
    ("They left over the weekend.", "the weekend"),
    ("They left two days ago.", "two days ago"),
    ("They left almost two hours ago.", "almost two hours ago"),
    ("They left more than a decade ago.", "more than a decade ago"),
    ("They left in recent days.", "recent days"),
    ("They shelled it in the past two months.", "the past two months"),
    ("They left at the end of the month.", "the end of the month"),
    # from an act
    ("They returned the following day.", "the following day"),
    ("They returned the next morning.", "the next morning"),
    ("They had left two days earlier.", "two days earlier"),
    ("They returned a week later.", "a week later"),
    ("They returned that night.", "that night"),
    ("They had left the day before.", "the day before"),
    ("They left the day before last Tuesday.", "the day before last Tuesday"),
    # intervals
    ("It has burned since Friday.", "since Friday"),
    ("It burned from 3 to 5 May.", "from 3 to 5 May"),
    ("It burned from Monday to Wednesday.", "from Monday to Wednesday"),
    ("It burned between Monday and Wednesday.", "between Monday and Wednesday"),
    ("It burned on April 24 and 25.", "April 24 and 25"),
    ("It burned on 3–5 May.", "3–5 May"),
    ("It burned in late April.", "late April"),
    ("It burned in mid-2014.", "mid-2014"),
    ("It burned in the week of March 6.", "the week of March 6"),
    # no times
    ("The 24-year-old was shot.", ""),
    ("She was 42 years old.", ""),
    ("The fort sold for $2,000.", ""),
    ("About 2000 soldiers marched.", ""),
    ("In May 14 people died.", "May"),  # the figure counts the people
    ("Rovers won 3-1.", ""),
    ("The 7th Brigade advanced.", ""),
    ("The village lies 12 km away.", ""),
    ("Guards may fire.", ""),
    ("Jan Kolar fled.", ""),
    ("Crowds march on the palace.", ""),
    ("The Sunday Times reported it.", ""),
    ("It burned for two days.", ""),
    ("Resolution 1701 was passed.", ""),
    ("They took route 2014.", ""),
    ("Gunmen fled in a 2004 Toyota pickup.", ""),  # the year of a make
    ("They govern today's youth.", ""),  # of this age
    ("They govern today's Karsova.", ""),
    ("Today's raid killed nine.", "Today"),
    ("The post-2003 governments fell.", "post-2003"),
    ("The pre-1967 border is closed.", "pre-1967"),
    ("Shells fell on Friday, a day after the truce ended.", "Friday"),  # the same day again
    ("Shells fell on Friday. A day after the truce ended they stopped.", "Friday|A day after"),
    ("Shells fell on Friday, hours after the truce ended.", "Friday|hours after"),
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_words_of_time_are_marked(nlp: Language, text: str, expected: str) -> None:
    parse = nlp(text)
    assert "|".join(parse[m.start : m.end].text for m in find_times(parse)).lower() == expected.lower()


def test_a_paragraph_break_ends_a_time(nlp: Language) -> None:
    parse = nlp("It began on Friday\n\n3 June was calm.")
    assert [parse[m.start : m.end].text for m in find_times(parse)] == ["Friday", "3 June"]


def test_marks_are_in_order_and_do_not_overlap(nlp: Language) -> None:
    parse = nlp(" ".join(text for text, _ in FOUND))
    marks = find_times(parse)
    assert all(a.end <= b.start for a, b in pairwise(marks))
    assert len(marks) > 60
