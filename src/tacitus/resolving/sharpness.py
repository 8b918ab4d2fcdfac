"""Sharpness: how exact a place of the gazetteer is, and the record made of it."""

from tacitus.knowledge.gazetteer import Place
from tacitus.model import PlacePrecision, Span, Where

PRECISION: dict[str, PlacePrecision] = {
    "country": "country", "region": "region", "admin1": "province", "admin2": "district", "town": "town", "village": "town",
    "camp": "site", "crossing": "site", "base": "site", "site": "site",
}  # fmt: skip
UNLISTED = "not in the gazetteer"
"""How the rule of a place begins whose point is another's: it has no id."""


def filled(place: Place | None, name: str, precision: PlacePrecision, rule: str, *, words_: Span) -> Where:
    """The record of a place under the name told; without a place only what the words say."""
    if place is None:
        return Where(name=name, words=words_, precision=precision, rule=rule)
    return Where(
        name=name,
        words=words_,
        place_id=None if rule.startswith(UNLISTED) else place.id or None,
        country=place.country,
        admin1=place.admin1,
        admin2=place.admin2,
        lat=place.lat,
        lon=place.lon,
        precision=precision,
        rule=rule,
    )
