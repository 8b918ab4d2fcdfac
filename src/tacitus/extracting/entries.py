"""Entries: what stands at the head of a list item, a log line or an entry of a tally tells where and when it all was.

"L-31-047. Eshtal camp. 12 Sept., 18:35. Four mortar bombs. Killed: 13." · "14:20 – Gorun crossing: two guards were shot" · "• Sevna: …" ·
a line of its own ("6 September", "Sevna Province") over the items below it, and over prose where several such lines tell different
days: a chronicle.
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from tacitus import lexicon
from tacitus.page import CLOSERS, Mention, Page, TimeMark
from tacitus.timex import TimeOfDay

BULLETS = frozenset({"•", "◦", "‣", "▪", "·", "*", "-", "–", "—"})
"""What an item of a list begins with."""
TITLE = 8
"""Words up to which a line without a full stop is a title of what stands below it."""
LINES = 12
"""Lines below a title for which it holds."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A head: its places and times in order, and the token after it (the line's end where the head is a whole line)."""

    places: tuple[Mention, ...] = ()
    times: tuple[TimeMark, ...] = ()
    end: int = 0


def entry_of(page: Page, token: int) -> Entry:
    """The head of the entry in which a token stands; the head of its line, what that lacks from the title over the line.

    A head holds nothing but names of places, times, codes and their signs; a dateline is none. What a title tells holds for the items of
    a list below it up to the next title, and at most for `LINES` lines; over prose it may be the name of a newspaper or the day of print.
    """
    start, end = _line(page, token)
    own, _ = _head(page, start, end)
    if (own.places and own.times) or page.parse[start].text not in BULLETS:
        return own if own.times else Entry(own.places, _chapter(page, start), own.end)
    over = _title_over(page, start)
    return Entry(own.places or over.places, own.times or over.times, own.end)


def _chapter(page: Page, start: int) -> tuple[TimeMark, ...]:
    """The day that the last line above tells that is nothing but a day; none unless two such lines tell different days."""
    days = page.day_lines
    if len({mark.expression for mark in days}) < 2:
        return ()
    above = bisect_right(days, start, key=lambda mark: mark.end)
    return days[above - 1 : above] if above else ()


def _line(page: Page, token: int) -> tuple[int, int]:
    """The tokens [start, end) of the line a token stands in."""
    after = bisect_left(page.breaks, token)
    start = page.breaks[after - 1] + 1 if after else 0
    return start, page.breaks[after] if after < len(page.breaks) else len(page.parse)


def _title_over(page: Page, start: int) -> Entry:
    at = start - 1
    for _ in range(LINES):
        if at <= 0:
            break
        first, last = _line(page, at - 1)
        if last - first <= TITLE and page.parse[last - 1].text not in {".", "!", "?", "”", '"', ":"}:
            found, whole = _head(page, first, last)
            return found if whole else Entry()
        at = first - 1
    return Entry()


def _head(page: Page, start: int, end: int) -> tuple[Entry, bool]:
    """The head at the beginning of a line, and whether the whole line is one."""
    if page.dateline is not None and page.dateline.start <= page.parse[start].idx < page.dateline.end:
        return Entry(), False
    places: list[Mention] = []
    times: list[TimeMark] = []
    sure, at = (0, 0, start), start
    while at < end:
        token = page.parse[at]
        if mark := _time_at(page, at):
            times.append(mark)
            closed = page.parse[mark.end - 1].text.endswith(".") or (sure[:2] == (0, 0) and _is_clock(mark))
            sure = (len(places), len(times), mark.end) if closed else sure
            at = mark.end
        elif place := _place_at(page, at, end) or (_named_only(page, at, end) if not places and at > start else None):
            places.append(place)
            at = place.end
        elif _closes(token):
            at += 1
            sure = (len(places), len(times), at)
        elif token.text == "(" and places:
            at = next((t.i + 1 for t in page.parse[at : min(at + 15, end)] if t.text.startswith(")")), at + 1)
            sure = (len(places), len(times), at) if page.parse[at - 1].text == "):" else sure
        elif token.is_punct or token.is_digit or any(c.isdigit() for c in token.text) or token.lower_ in _plain():
            at += 1
        else:
            return Entry(tuple(places[: sure[0]]), tuple(times[: sure[1]]), sure[2]), False
    return Entry(tuple(places), tuple(times), end), bool(places or times)


def _is_clock(mark: TimeMark) -> bool:
    """Whether the words tell an hour and no day: a line of a log may begin with it and no sign behind."""
    return isinstance(mark.expression, TimeOfDay) and mark.expression.day is None and mark.expression.hour is not None


def _closes(token: Token) -> bool:
    """Whether a sign ends a piece; a hyphen inside a word or code does not."""
    return token.text in CLOSERS and (token.text not in {"-", "–"} or bool(token.whitespace_))


def _time_at(page: Page, at: int) -> TimeMark | None:
    index = bisect_left(page.times, at, key=lambda mark: mark.start)
    return page.times[index] if index < len(page.times) and page.times[index].start == at else None


def _place_at(page: Page, at: int, end: int) -> Mention | None:
    """A place name with the generic word behind it, or capitalised words that such a word makes a place ("Eshtal camp")."""
    name = page.name_at.get(at)
    stop = name.end if name is not None else at
    while name is None and stop < end and page.parse[stop].is_title and page.parse[stop].is_alpha:
        stop += 1
    generic = stop
    while generic < min(end, stop + 3) and page.parse[generic].lower_ in _place_words():
        generic += 1
    if stop == at or (generic == stop and (name is None or name.kind != "place")) or (name is not None and name.kind == "actor"):
        return None
    return Mention(at, generic, stop - 1)


def _named_only(page: Page, at: int, end: int) -> Mention | None:
    """Capitalised words that stand alone between two signs ("14:20 – Mbelaya: shells fell") and are no heading ("14:20 – UPDATE: …")."""
    stop = at
    while stop < end and page.parse[stop].is_alpha and page.parse[stop].text[0].isupper() and page.parse[stop].pos_ == "PROPN":
        stop += 1
    known = {name.kind for i in range(at, stop) if (name := page.name_at.get(i))}
    words = {token.lower_ for token in page.parse[at:stop]}
    if stop == at or known - {"place", "other", "person"} or words & lexicon.words("reading", "dateline.not_places"):
        return None
    return Mention(at, stop, stop - 1) if stop < end and stop - at <= NAME and _closes(page.parse[stop]) else None


NAME = 3
"""Words of a name of a place that nothing marks as one."""


@cache
def _place_words() -> frozenset[str]:
    keys = ("sites.words", "towns.words", "units.province", "units.district", "areas.words")
    return frozenset().union(*(lexicon.words("places", key) for key in keys))


@cache
def _plain() -> frozenset[str]:
    return lexicon.words("places", "entries.words") | lexicon.words("places", "directions.words")
