"""Times told from now or from another act: "yesterday", "last week", "two days earlier", "in recent days", "that night"."""

from dataclasses import replace
from typing import Literal

from tacitus.annotating.time_calendar import holiday, month, weekday, year
from tacitus.annotating.time_clock import part_of_day
from tacitus.annotating.time_words import Found, Words, longest, vocabulary
from tacitus.timex import CalendarDate, Holiday, Offset, Piece, Reference, Shift, Span, TimeOfDay, Unit, WeekOf, Which

Direction = Literal[-1, 1]
_WHICH: dict[str, tuple[Which, int]] = {"gone": ("last", -1), "here": ("this", 0), "coming": ("next", 1)}


def relative_time(words: Words, i: int) -> Found:
    """The longest time at i that needs another time to count from."""
    return longest(
        _named_day(words, i),
        _which(words, i),
        _leaning(words, i),
        _weekday_beside(words, i),
        _counted(words, i),
        _stretch(words, i),
        _weekend(words, i),
        _reference(words, i),
    )


def _named_day(words: Words, i: int) -> Found:
    days = vocabulary()["days"]
    for lead, direction in (("the day before yesterday", -1), ("the day after tomorrow", 1), ("the night before last", -1)):
        at = lead if words.low(i) == "the" else lead.removeprefix("the ")
        if (end := words.phrase(i, at)) > 0:
            day = Shift(2, "day", -1 if direction < 0 else 1, whole=True)
            return end, TimeOfDay(day, part="night") if "night" in lead else day
    if words.low(i) == "tonight":
        return i + 1, TimeOfDay(Shift(0, "day", whole=True), part="night")
    if words.low(i) not in days or (words.low(i + 1) == "-" and words.low(i + 2) in ("show", "program")):
        return None
    if words.low(i) == "today" and words.low(i + 1) == "'s" and _is_of_the_age(words, i + 2):
        return None
    day = Shift(abs(days[words.low(i)]), "day", 1 if days[words.low(i)] > 0 else -1, whole=True)
    return i + 1, day


def _is_of_the_age(words: Words, i: int) -> bool:
    """ "today's youth", "today's Karsova", "today's world": of this age, not of this day."""
    token = words.token(i)
    return token is not None and (token.pos_ == "PROPN" or token.lemma_.lower() in vocabulary()["names"]["of_an_age"])


def _which(words: Words, i: int) -> Found:
    """ "last week", "this past Friday", "next April", "this summer", "last night", "this morning": counted from now."""
    lists = vocabulary()["which"]
    group = next((g for g in ("here", "gone", "coming") if words.low(i) in lists[g]), None)
    if not group:
        return None
    which, step = _WHICH[group]
    at = i + 1
    if group == "here" and (second := next((g for g in ("gone", "coming") if words.low(at) in lists[g]), None)):
        which, step = _WHICH[second]
        at += 1
    elif words.low(i) in ("past", "current", "coming", "upcoming") and words.low(i - 1) not in ("the", "this", "on"):
        return None
    leaning = words.low(i - 1) == "the" and words.low(i) == "next"
    return None if leaning else longest(_which_unit(words, at, step), _which_name(words, at, which))


def _which_unit(words: Words, at: int, step: int) -> Found:
    direction: Direction = 1 if step > 0 else -1
    unit = vocabulary()["units"].get(words.low(at))
    singular = unit is not None and not words.low(at).endswith("s")
    if unit and singular and unit not in ("minute", "hour", "day") and words.low(at + 1) != "-":
        return at + 1, Shift(abs(step), unit, direction, whole=True)
    part = part_of_day(words, at)
    if part and (step == 0 or words.low(at) == "night"):
        return part[0], TimeOfDay(Shift(abs(step), "day", direction, whole=True), part=part[1])
    if unit == "day" and singular and step == 0 and words.low(at - 1) == "this":
        return at + 1, Shift(0, "day", whole=True)
    return None


def _which_name(words: Words, at: int, which: Which) -> Found:
    if named := weekday(words, at):
        return named[0], CalendarDate(weekday=named[1], which=which)
    if named := month(words, at):
        nth = words.number(named[0])
        if nth and nth[1] <= 31 and words.low(named[0]).isdigit():
            return nth[0], CalendarDate(month=named[1], day=nth[1], which=which)
        return named[0], CalendarDate(month=named[1], which=which)
    season = vocabulary()["seasons"].get(words.low(at))
    if season:
        told = year(words, words.one_of(at + 1, "of"))
        return (told[0], CalendarDate(season=season, year=told[1])) if told else (at + 1, CalendarDate(season=season, which=which))
    if (found := holiday(words, at)) and isinstance(found[1], Holiday):
        return found[0], replace(found[1], which=which)
    return None


def _leaning(words: Words, i: int) -> Found:
    """ "the following day", "the next morning", "the previous night", "that evening", "the same day": counted from an act."""
    lists = vocabulary()["which"]
    at = words.one_of(i, "the")
    step = next((s for group, s in (("after", 1), ("before", -1), ("same", 0)) if words.low(at) in lists[group]), None)
    if step is None or (at == i and step != 0 and words.low(at) not in ("following",)):
        return None
    at += 1
    at = words.one_of(at, "same") if step == 0 else at
    unit = vocabulary()["units"].get(words.low(at))
    direction: Direction = 1 if step > 0 else -1
    if unit and not words.low(at).endswith("s") and unit not in ("minute", "hour"):
        part = part_of_day(words, at + 1) if unit == "day" else None
        day = Shift(abs(step), unit, direction, "act", whole=True)
        return (part[0], TimeOfDay(day, part=part[1])) if part else (at + 1, day)
    if part := part_of_day(words, at):
        later: Shift = Shift(abs(step), "day", direction, "act", whole=True)
        return part[0], TimeOfDay(later, part=part[1])
    if named := weekday(words, at):
        return named[0], CalendarDate(weekday=named[1], which="next" if step > 0 else "last", origin="act")
    return None


def _weekday_beside(words: Words, i: int) -> Found:
    """ "the Wednesday before", "the Friday after": next to the act told before. What goes on to name its act is left alone."""
    named = weekday(words, i + 1) if words.low(i) == "the" else None
    side = words.low(named[0]) if named else ""
    if named is None or side not in ("before", "after", "previous") or _names_an_act(words, named[0] + 1):
        return None
    return named[0] + 1, CalendarDate(weekday=named[1], which="next" if side == "after" else "last", origin="act")


def _approx(words: Words, i: int) -> int:
    """The position after "about", "more than" and their like."""
    vague = vocabulary()["vague"]
    for pair in vague["approx_pairs"]:
        if (end := words.phrase(i, pair)) > 0:
            return end
    return words.one_of(i, *vague["approx"])


def _count_and_unit(words: Words, i: int) -> tuple[int, int | None, Unit, bool] | None:
    """(end, count, unit, approx) of "two days", "almost two hours", "a few weeks", "two and a half years", "days"."""
    units, vague = vocabulary()["units"], vocabulary()["vague"]["counts"]
    at = _approx(words, i)
    approx = at > i
    count: int | None = None
    after_article = words.one_of(at, "a", "the")
    if words.low(after_article) in vague:
        at = words.one_of(after_article + 1, "of")
        count = 2 if words.low(after_article) == "couple" else None
    elif number := words.number(at):
        at, count = number
        if (half := words.phrase(at, "and a half")) > 0:
            at, approx = half, True
    elif not words.low(at).endswith("s"):
        return None
    at = words.one_of(at, "-", "more", "full", "whole", "long", "short")
    unit = units.get(words.low(at))
    return (at + 1, count, unit, approx) if unit and unit != "weekend" else None


def _counted(words: Words, i: int) -> Found:
    """ "two days ago", "three weeks from now" from now; "two days earlier", "a week later", "the night before" from an act."""
    article = words.one_of(i, "the")
    if article > i and words.low(article) in ("day", "night", "week", "month", "year", "evening", "morning"):
        return _day_before(words, article)
    found = _count_and_unit(words, i)
    if not found:
        return None
    end, count, unit, approx = found
    follows = words.low(end)
    if follows in ("ago", "back"):
        return _to_the_day(words, end + 1, Shift(count, unit, approx=approx)) if follows == "ago" else None
    if words.phrase(end, "from now") > 0:
        return end + 2, Shift(count, unit, 1, approx=approx)
    if follows in ("earlier", "previously", "later", "afterward", "afterwards", "beforehand", "prior"):
        direction: Direction = 1 if follows in ("later", "afterward", "afterwards") else -1
        return end + 1, Shift(count, unit, direction, "act", approx=approx)
    if follows in ("after", "before") and unit not in ("minute",):
        return end + 1, Shift(count, unit, 1 if follows == "after" else -1, "act", approx=approx, named=_names_an_act(words, end + 1))
    return None


def _to_the_day(words: Words, end: int, shift: Shift) -> Found:
    """ "Two years ago", to the day or week where "today" or "this week" goes on."""
    day = words.one_of(end, "today", "yesterday")
    after = day if day > end else max(words.phrase(end, "this week"), end)
    first = words.token(end)
    if after == end or first is None or shift.count is None or shift.unit not in ("week", "month", "year", "decade"):
        return end, shift
    now = Shift(vocabulary()["days"].get(words.low(end), 0) * -1, "day", whole=True)
    piece = Piece(first.i, first.i + after - end, now)
    moved = Offset(shift.count, shift.unit, -1, piece)
    return after, moved if day > end else WeekOf(replace(piece, expression=moved))


def _names_an_act(words: Words, i: int) -> bool:
    token = words.token(i)
    return token is not None and (token.is_alpha or token.is_digit)


def _day_before(words: Words, at: int) -> Found:
    word, side = words.low(at), words.low(at + 1)
    if side not in ("before", "after"):
        return None
    direction: Direction = 1 if side == "after" else -1
    part = vocabulary()["parts"].get(word)
    if part:
        return at + 2, TimeOfDay(Shift(1 if direction < 0 else 0, "day", direction, "act", whole=True), part=part)
    return at + 2, Shift(1, vocabulary()["units"][word], direction, "act", whole=True, named=_names_an_act(words, at + 2))


def _stretch(words: Words, i: int) -> Found:
    """ "the past two months", "the last 24 hours", "recent days", "the coming weeks": an interval that ends or begins now."""
    lists = vocabulary()["which"]
    at = words.one_of(i, "the", "these")
    word = words.low(at)
    units = vocabulary()["units"]
    if word in ("recent", "coming") and words.low(at + 1) in units and words.low(at + 1).endswith("s"):
        return at + 2, Span(None, units[words.low(at + 1)], -1 if word == "recent" else 1)
    direction: Direction | None = -1 if word in lists["gone"] else 1 if word in lists["coming"] else None
    if direction is None or (at == i and word != "last"):
        return None
    found = _count_and_unit(words, at + 1)
    if found and words.low(at + 1) not in ("a", "an"):
        return found[0], Span(found[1], found[2], direction)
    unit = units.get(words.low(at + 1))
    if at > i and unit and word in lists["gone"] and not words.low(at + 1).endswith("s") and unit != "weekend":
        return at + 2, Span(1, unit, direction)
    return None


def _weekend(words: Words, i: int) -> Found:
    """ "the weekend", "over the weekend": the latest one that has begun."""
    if words.low(i) == "the" and words.low(i + 1) == "weekend":
        return i + 2, Shift(0, "weekend", whole=True)
    return None


def _reference(words: Words, i: int) -> Found:
    if words.low(i - 1) == "a":
        return None  # "a future in which …" is no time
    for kind, phrases in vocabulary()["references"].items():
        for phrase in phrases:
            if (end := words.phrase(i, phrase)) > 0 and not _runs_on(words, end, phrase):
                return end, Reference(kind)
    return None


def _runs_on(words: Words, end: int, phrase: str) -> bool:
    """ "the past" and "the future" are times only when no noun or count follows."""
    token = words.token(end)
    return phrase.startswith("the ") and token is not None and token.pos_ in ("NOUN", "NUM", "ADJ", "PROPN")
