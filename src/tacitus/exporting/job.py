"""A job: what a format's function is given beside the incidents."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from tacitus.exporting.about import Tally
from tacitus.knowledge.gazetteer import Gazetteer


@dataclass(frozen=True, slots=True)
class Outlet:
    """A publisher as a person registered it: the country it is of (alpha-2) and what kind of outlet it is."""

    country: str | None = None
    kind: str | None = None


@dataclass(frozen=True)
class Job:
    """The tally to count in, the gazetteer (None: points of provinces are not known) and the options of single formats.

    `vague` gives places coarser than a province to ACLED's form too, at the capital of the country; `inter` writes codes or names of the
    kinds of actors; `hxl` puts a row of HXL tags under the header of a CSV. `outlets` is the register of publishers, by name.
    """

    tally: Tally = field(default_factory=lambda: Tally("", ""))
    places: Gazetteer | None = None
    vague: bool = False
    inter: Literal["code", "name"] = "code"
    hxl: bool = False
    outlets: Mapping[str, Outlet] = field(default_factory=dict)
