"""The closed lists of the codebook and their crosswalks, read from `data/codebook.toml`."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class AccountType:
    """One account type and its images in ACLED, PLOVER and UCDP (codebook 3); an empty image means none exists there."""

    code: str
    says: str
    family: str
    acled: tuple[str, ...]
    plover: tuple[str, ...]
    ucdp: str

    @property
    def material(self) -> bool:
        """True unless the type is diplomatic; figures of accuracy are for material accounts."""
        return self.family == "material"


@cache
def _file() -> dict[str, Any]:
    return tomllib.loads(files("tacitus.data").joinpath("codebook.toml").read_text("utf-8"))


@cache
def types() -> dict[str, AccountType]:
    """All account types by code, in the codebook's order."""
    return {
        code: AccountType(code, row["says"], row["family"], tuple(row["acled"]), tuple(row["plover"]), row["ucdp"])
        for code, row in _file()["types"].items()
    }


@cache
def alike(first: str, second: str) -> float:
    """How far two types may name one act: 1.0 equal, 0.5 alike (codebook 8 and 10), 0.0 never."""
    if first == second:
        return 1.0
    return 0.5 if any(first in group and second in group for group in _file()["alike"]) else 0.0


@cache
def precedence(code: str) -> int:
    """Rank of a type when one act fits several: the lower wins; types outside the list share the last rank."""
    order: list[str] = _file()["precedence"]
    return order.index(code) if code in order else len(order)


@cache
def takes_in(code: str) -> frozenset[str]:
    """The types of what belongs to an act of this type and is no account of its own when told with it (codebook 2 and 3)."""
    return frozenset(_file()["takes_in"].get(code, ()))


@cache
def in_time(kind: str) -> frozenset[str]:
    """The types whose acts lie in time in one way: `begun`, `at_once`, `promises` or `said` (told in `data/codebook.toml`)."""
    return frozenset(_file()["in_time"][kind])
