"""Dates that name a calendar unit: days, weekdays, months, seasons, years, decades, holidays, in any order they are written."""

import re
from dataclasses import replace

from tacitus import lexicon
from tacitus.annotating.time_words import Found, Words, longest, vocabulary
from tacitus.timex import CalendarDate, Holiday, TimeExpression

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:T[\d:.]+Z?)?")
_NUMERIC = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})")
_GLUED_MONTH = re.compile(r"([a-z]{3,9})\.?(\d{1,2})")
_GLUED_DAY = re.compile(r"(\d{1,2})([a-z]{3,9})\.?")
_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?")


def calendar_date(words: Words, i: int) -> Found:
    """The longest date at i: with or without weekday, day, month and year; in figures; a season, a decade, a named day."""
    return longest(
        _numeric(words, i),
        _weekday_first(words, i),
        _with_weekday_after(words, _day_and_month(words, i)),
        _month(words, i),
        _season(words, i),
        _decade(words, i),
        holiday(words, i),
        _quarter(words, i),
        _nth_alone(words, i),
        _bare_year(words, i),
    )


def weekday(words: Words, i: int) -> tuple[int, int] | None:
    """(end, weekday) of a weekday's full name, or of its short form before a day of the month."""
    tables, names = vocabulary(), vocabulary()["names"]
    if not words.capital(i):
        return None
    if words.low(i) in tables["weekdays"]:
        named = words.low(i + 1) in names["after_weekday"] and words.capital(i + 1)
        return None if named or words.low(i - 1) in names["before_weekday"] else (i + 1, tables["weekdays"][words.low(i)])
    short = tables["weekdays_short"].get(words.bare(i))
    after = words.one_of(i + 1, ",", ".")
    if short is not None and (_day_and_month(words, after) or _day_number(words, after)):
        return after, short
    return None


def month(words: Words, i: int) -> tuple[int, int] | None:
    """(end, month) of a month's name with a capital; "May" and "March" only where the sentence has room for a month."""
    number = vocabulary()["months"].get(words.bare(i))
    if number is None or not words.capital(i):
        return None
    if words.bare(i) in ("may", "march", "mar", "sept", "dec") and not _is_month(words, i):
        return None
    if (
        len(words.bare(i)) < 5
        and words.bare(i) not in ("may", "june", "july")
        and not words.low(i).endswith(".")
        and not _beside_number(words, i)
    ):
        return None
    stopped = words.low(i + 1) == "." and words.low(i + 2)[:1].isdigit() and words.bare(i) not in ("may", "june", "july")
    return i + (2 if stopped else 1), number


def _beside_number(words: Words, i: int) -> bool:
    """ "Jan" without a full stop is a month next to a figure only ("12 Jan", "Jan 2014"), else a first name."""
    return words.low(i + 1)[:1].isdigit() or words.low(i - 1)[:1].isdigit() or words.low(i + 1) == "."


def _is_month(words: Words, i: int) -> bool:
    if (
        words.bare(i) == "march"
        and words.low(i - 1) not in ("in", "since", "last", "early", "late")
        and words.low(i + 1) in ("of", "for", "on")
    ):
        return False
    beside = re.compile(r"\d{1,2}(st|nd|rd|th)?|\d{4}|\d{1,2}[-–/]\d{1,2}")
    if words.low(i - 1) in vocabulary()["before"]["month"] or beside.fullmatch(words.low(i - 1)) or beside.fullmatch(words.low(i + 1)):
        return True
    token = words.token(i)
    return words.bare(i) != "may" and token is not None and token.tag_ == "NNP" and not token.is_sent_start


def year(words: Words, i: int) -> tuple[int, int] | None:
    """(end, year) of a four-digit year, or of a short one ("'13")."""
    if re.fullmatch(r"1[0-9]\d\d|20\d\d", words.low(i)):
        return i + 1, int(words.low(i))
    if words.low(i) in ("'", "‘") and re.fullmatch(r"\d\d", words.low(i + 1)):
        return i + 2, _century(int(words.low(i + 1)))
    if match := re.fullmatch(r"['‘](\d\d)", words.low(i)):
        return i + 1, _century(int(match[1]))
    return None


def _century(two_digits: int) -> int:
    return two_digits + (2000 if two_digits < 50 else 1900)


def _day_number(words: Words, i: int) -> tuple[int, int] | None:
    match = _DAY.fullmatch(words.low(i))
    if match and 1 <= int(match[1]) <= 31:
        return i + 1, int(match[1])
    return None


def _with_year(words: Words, end: int, date: CalendarDate) -> tuple[int, CalendarDate]:
    """Add the year that follows: ", 2014", "of 2014", "last year"."""
    after = words.one_of(end, ",", "of", "in")
    if found := year(words, after):
        if after == end or words.low(end) != "in" or date.day is None:
            closed = words.one_of(found[0])
            return closed, replace(date, year=found[1])
    elif offset := _year_offset(words, words.one_of(end, "of")):
        return offset[0], replace(date, year_offset=offset[1])
    return end, date


def _year_offset(words: Words, i: int) -> tuple[int, int] | None:
    offsets = {"last": -1, "this": 0, "next": 1}
    if words.low(i) in offsets and words.low(i + 1) == "year":
        return i + 2, offsets[words.low(i)]
    return None


def _day_and_month(words: Words, i: int) -> Found:
    """ "3 June", "the third of June", "June 3", "June the 3rd", "Aug.6", each with the year if it follows."""
    start = words.one_of(i, "the")
    if (day := words.ordinal(start) or _day_number(words, start)) and (named := month(words, words.one_of(day[0], "of", "-"))):
        return _with_year(words, words.one_of(named[0], "-"), CalendarDate(month=named[1], day=day[1]))
    if named := month(words, i):
        at = words.one_of(named[0], "the", "-")
        followed = words.ordinal(at) or _day_number(words, at)
        if followed and not _counts_people(words, i, followed[0]):
            return _with_year(words, followed[0], CalendarDate(month=named[1], day=followed[1]))
    return _glued(words, i)


def _glued(words: Words, i: int) -> Found:
    months, word = vocabulary()["months"], words.low(i)
    if (match := _GLUED_MONTH.fullmatch(word)) and match[1] in months and words.capital(i) and 1 <= int(match[2]) <= 31:
        return _with_year(words, i + 1, CalendarDate(month=months[match[1]], day=int(match[2])))
    if (match := _GLUED_DAY.fullmatch(word)) and match[2] in months and 1 <= int(match[1]) <= 31:
        return _with_year(words, i + 1, CalendarDate(month=months[match[2]], day=int(match[1])))
    return None


def _counts_people(words: Words, i: int, after: int) -> bool:
    """In "in May 14 people died" the figure counts the people: "in" goes with a month, "on" with a day."""
    token = words.token(after)
    return words.low(i - 1) == "in" and token is not None and token.tag_ in ("NNS", "NNPS", "JJ") and not year(words, after)


def _weekday_first(words: Words, i: int) -> Found:
    """ "Friday", "Friday 3 June", "Sunday (December 1)", "Friday the 13th", "Friday, 03/06/2016"."""
    named = weekday(words, i)
    if not named:
        return None
    end, number = named
    alone: Found = (end, CalendarDate(weekday=number))
    opened = words.low(end) == "("
    at = words.one_of(end, ",", "(", ".")
    at = words.one_of(at, "on") if at > end else at
    spelt = at > end and words.low(at + 1)[:1].isalpha()  # "Monday, the first attack of the year"
    follows = longest(_numeric(words, at), _day_and_month(words, at), None if spelt else _the_nth(words, at))
    if follows and isinstance(follows[1], CalendarDate):
        closed = words.one_of(follows[0], ")") if opened else follows[0]
        return (closed, replace(follows[1], weekday=number)) if not opened or closed > follows[0] else alone
    if (after := words.phrase(end, "a week ago")) > 0 or (after := words.phrase(end, "week ago")) > 0:
        return after, CalendarDate(weekday=number, week_offset=-1)
    for which, weeks in (("last", -1), ("this", 0), ("next", 1)):
        if (after := words.phrase(end, f"of {which} week")) > 0 or (after := words.phrase(end, f"{which} week")) > 0:
            return after, CalendarDate(weekday=number, week_offset=weeks)
    return alone


def _with_weekday_after(words: Words, found: Found) -> Found:
    """ "3 June (Friday)"."""
    if not found or not isinstance(found[1], CalendarDate) or words.low(found[0]) != "(":
        return found
    named = weekday(words, found[0] + 1)
    if named and words.low(named[0]) == ")":
        return named[0] + 1, replace(found[1], weekday=named[1])
    return found


def _the_nth(words: Words, i: int) -> Found:
    if words.low(i) != "the" or not (nth := words.ordinal(i + 1)):
        return None
    return nth[0], CalendarDate(day=nth[1])


def _nth_alone(words: Words, i: int) -> Found:
    """ "on the 1st": in figures, after a preposition, and not the number of something ("the 1st Brigade")."""
    found = _the_nth(words, i)
    if not found or not words.low(i + 1)[0].isdigit() or words.low(i - 1) not in vocabulary()["before"]["day"]:
        return None
    token = words.token(found[0])
    return None if token is not None and token.pos_ in ("NOUN", "PROPN", "ADJ", "NUM") else found


def _month(words: Words, i: int) -> Found:
    named = month(words, i)
    return _with_year(words, named[0], CalendarDate(month=named[1])) if named else None


def _season(words: Words, i: int) -> Found:
    """ "summer 2014", "the spring of 2016", "in the fall", "in winter"; the bare word is often no season."""
    at = words.one_of(i, "the")
    season = vocabulary()["seasons"].get(words.low(at))
    if not season:
        return None
    end, date = _with_year(words, at + 1, CalendarDate(season=season))
    token = words.token(at)
    noun = token is not None and token.pos_ in ("NOUN", "PROPN")
    follows = words.token(end)
    named = follows is not None and follows.pos_ in ("NOUN", "PROPN", "ADP") and follows.lower_ in ("of", "offensive", "rolls", "school")
    told = date.year or date.year_offset is not None
    placed = words.low(i - 1) in lexicon.words("grammar", "times.before_season")
    return (end, date) if told or (noun and placed and not named) else None


def _decade(words: Words, i: int) -> Found:
    """ "the 1990s", "the '90s", "the nineties"; the article stays outside the words."""
    text = words.low(i)
    if match := re.fullmatch(r"(1\d|20)(\d0)'?s", text):
        return i + 1, CalendarDate(year=int(match[1] + match[2]), decade=True)
    at = words.one_of(i, "'", "‘")
    told = words.low(i - 1) in lexicon.words("grammar", "times.before_decade")
    if (at > i or told) and (match := re.fullmatch(r"['‘]?(\d0)s", words.low(at))):
        return at + 1, CalendarDate(year=1900 + int(match[1]), decade=True)
    tens = vocabulary()["decades"].get(text)
    if tens is not None and told:
        token = words.token(i - 2)
        return None if token is not None and token.lower_ == "his" else (i + 1, CalendarDate(year=1900 + tens, decade=True))
    return None


def holiday(words: Words, i: int) -> Found:
    """A named day of `times.toml`, with the year if it follows."""
    if not words.capital(i):
        return None
    best: tuple[int, TimeExpression] | None = None
    for name, rule in vocabulary()["holidays"].items():
        end = words.phrase(i, name.replace("'s", " 's").replace("-", " - "))
        if end > 0 and (best is None or end > best[0]):
            told = year(words, words.one_of(end, ","))
            best = (told[0], Holiday(name, year=told[1], **rule)) if told else (end, Holiday(name, **rule))
    return best


def _quarter(words: Words, i: int) -> Found:
    """ "the first quarter", "the third quarter of 2013"."""
    at = words.one_of(i, "the")
    if at > i and (nth := words.ordinal(at)) and nth[1] <= 4 and words.low(nth[0]) == "quarter":
        return _with_year(words, nth[0] + 1, CalendarDate(quarter=nth[1]))
    return None


def _bare_year(words: Words, i: int) -> Found:
    """A four-digit number alone is a year after a preposition of time, or before the noun it dates ("the 2012 election")."""
    found = year(words, i)
    names = vocabulary()["names"]
    if not found or words.low(i) in ("'", "‘") or words.low(i - 1) in names["before_year"] or words.low(i + 1) in names["after_year"]:
        return None
    token, after = words.token(i), words.token(i + 1)
    if token is None or (words.low(i + 1) in ("-", "/", ":") and not token.whitespace_ and not _span_of_years(words, i)):
        return None
    placed = words.low(i - 1) in vocabulary()["before"]["year"] or _in_list(words, i)
    counted = after is not None and after.tag_ in ("NNS", "NNPS")
    if placed and (not counted or (found[1] >= 1900 and words.low(i - 1) in ("in", "since", "during"))):
        return found[0], CalendarDate(year=found[1])
    dates_noun = words.low(i - 1) in lexicon.words("grammar", "times.before_dated") and after is not None
    if dates_noun and after is not None and after.pos_ in ("NOUN", "PROPN", "ADJ", "VERB") and found[1] >= 1800:
        return found[0], CalendarDate(year=found[1])
    return None


def _span_of_years(words: Words, i: int) -> bool:
    return bool(re.fullmatch(r"\d{4}|\d\d", words.low(i + 2)))


def _in_list(words: Words, i: int) -> bool:
    """ "in 1994, 1995 and 1997": the year before it is one."""
    return words.low(i - 1) in (",", "and", "or", "-", "–") and year(words, i - 2) is not None and words.low(i - 2) not in ("'", "‘")


def numeric_date(text: str) -> CalendarDate | None:
    """A date in figures: ISO, or three numbers parted by the same sign, month first unless the first is over twelve or dots part it."""
    if match := _ISO.fullmatch(text):
        year_, month_, day_ = (int(match[k]) for k in (1, 2, 3))
        return CalendarDate(year=year_, month=month_, day=day_) if 1 <= month_ <= 12 and 1 <= day_ <= 31 else None
    if not (match := _NUMERIC.fullmatch(text)):
        return None
    first, second = int(match[1]), int(match[3])
    full = int(match[4]) if len(match[4]) == 4 else _century(int(match[4]))
    if first > 31 or second > 31 or min(first, second) > 12 or not first or not second or (len(match[4]) == 2 and match[2] != "/"):
        return None
    day_first = first > 12 or (match[2] == "." and second <= 12)
    month_, day_ = (second, first) if day_first else (first, second)
    return CalendarDate(year=full, month=month_, day=day_, swappable=max(first, second) <= 12 and match[2] != ".")


def _numeric(words: Words, i: int) -> Found:
    for end, text in words.glued(i):
        if date := numeric_date(text.rstrip(",")):
            return end, date
    return None
