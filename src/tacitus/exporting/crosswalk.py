"""Crosswalks: the tables of `data/export` by which our values become those of other data sets."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import pycountry

from tacitus.knowledge.gazetteer import Gazetteer


@cache
def table(name: str) -> dict[str, Any]:
    """The file `data/export/<name>.toml`; its header explains the keys."""
    return tomllib.loads(files("tacitus.data").joinpath("export", f"{name}.toml").read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class Country:
    """A country as other data sets name it; a number or region that none gives is None."""

    code: str
    name: str
    alpha3: str
    numeric: int | None = None
    gw: int | None = None
    cow: int | None = None
    acled: str | None = None
    ucdp: str | None = None


@cache
def country(code: str | None, places: Gazetteer | None = None) -> Country | None:
    """The country of an alpha-2 code; one that ISO does not know (an overlay's) has the gazetteer's name and no numbers."""
    if not code:
        return None
    iso, row = pycountry.countries.get(alpha_2=code), table("countries").get(code, {})
    found = places.country(code) if places else None
    name = found.name if found else getattr(iso, "common_name", None) or (iso.name if iso else code)
    numbers = {"gw": row.get("gw"), "cow": row.get("cow", row.get("gw"))}
    return Country(
        code, name, iso.alpha_3 if iso else code, int(iso.numeric) if iso else None, acled=row.get("acled"), ucdp=row.get("ucdp"), **numbers
    )
