"""Feasts: the days of the church's and the Islamic year that move through the common calendar."""

from datetime import date, timedelta

_JULIAN = timedelta(13)
"""How far the Julian calendar is behind between 1900 and 2099."""
_EPOCH = date(622, 7, 19)
"""The first day of the tabular Islamic calendar in the common one."""
_CYCLE, _LEAPS = 30, 11
"""Years of the tabular calendar's cycle, and how many of them have one more day than 354."""


def easter(year: int, *, eastern: bool = False) -> date:
    """Easter Sunday of a year, of the western churches or (1900–2099) the eastern ones; Meeus's algorithms."""
    golden = year % 19
    if eastern:
        moon = (19 * golden + 15) % 30
        month, day = divmod(moon + (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7 + 114, 31)
        return date(year, month, day + 1) + _JULIAN
    century, rest = divmod(year, 100)
    leaps = century - century // 4 - (8 * century + 13) // 25
    moon = (19 * golden + leaps + 15) % 30
    moon -= (golden + 11 * moon) // 319
    sunday = (2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4 + 32) % 7
    month, day = divmod(moon + sunday + 90, 25)
    return date(year, month, (moon + sunday + month + 19) % 32)


def islamic(year: int, month: int, day: int) -> date:
    """The first time in a common year that a day of the Islamic year falls in it, by the tabular calendar: where the moon is sighted it may
    be a day off. Where none falls in the year, the one next after it."""
    first = (year - 622) * 33 // 32 - 1
    days = (_tabular(one, month, day) for one in range(first, first + 5))
    return next(found for found in days if found >= date(year, 1, 1))


def _tabular(year: int, month: int, day: int) -> date:
    before = (year - 1) * 354 + (3 + _LEAPS * year) // _CYCLE
    return _EPOCH + timedelta(before + 29 * (month - 1) + month // 2 + day - 1)
