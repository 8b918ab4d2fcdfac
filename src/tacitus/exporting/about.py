"""What every export carries beside its rows: who coded, under which policy, from which sources, what was left out."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from importlib.metadata import version
from typing import Any, TypeVar

from tacitus.exporting.crosswalk import table
from tacitus.exporting.incident import Incident
from tacitus.model import Document, DocumentInfo

D = TypeVar("D", Document, DocumentInfo)

NOT_THEIRS = {
    "acled": "This file has ACLED's form. It is not ACLED data and was not made, checked or endorsed by ACLED.",
    "ucdp": "This file has the form of UCDP GED. It is not UCDP data; ids of conflicts, dyads and actors are left empty.",
    "polecat": "This file has POLECAT's form. It is not POLECAT data.",
}


@dataclass
class Coverage:
    """What was read of one publisher, and how many accounts of it went into the export. `read` is 0 where nobody counted."""

    read: int = 0
    used: int = 0
    first: date | None = None
    last: date | None = None


@dataclass
class Tally:
    """What passes through one export, counted on the way; memory grows with publishers and coders, not with rows."""

    form: str
    policy: str
    filters: dict[str, str] = field(default_factory=dict)
    privacy: dict[str, str] = field(default_factory=dict)
    sensitivity: str = "restricted"
    rows: int = 0
    events: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    coders: set[str] = field(default_factory=set)
    sources: dict[str, "Coverage"] = field(default_factory=dict)

    def counted(self, incidents: Iterable[Incident]) -> Iterator[Incident]:
        """The same incidents; their sources and coders are noted."""
        for incident in incidents:
            self.events += 1
            self.coders.update(t.coder.model_dump_json() for t in incident.tellings)
            for document in incident.documents:
                self._cover(document.publisher, document.published).used += 1
            yield incident

    def reading(self, documents: Iterable[D]) -> Iterator[D]:
        """The same documents, or infos of them; they count as read, whether an event is told in them or not."""
        for document in documents:
            self._cover(document.publisher, document.published).read += 1
            yield document

    def _cover(self, publisher: str | None, day: date | None) -> "Coverage":
        seen = self.sources.setdefault(publisher or "", Coverage())
        if day:
            seen.first, seen.last = min(seen.first or day, day), max(seen.last or day, day)
        return seen

    def drop(self, reason: str) -> None:
        """Count an event that this form cannot hold or that was held back."""
        self.left_out[reason] += 1

    def about(self) -> dict[str, Any]:
        """The record of the export, as it stands by now; the same input gives the same record."""
        coverage = [
            {
                "publisher": name or None, "reports_read": c.read or None, "accounts_used": c.used,
                "first": str(c.first) if c.first else None, "last": str(c.last) if c.last else None,
            }
            for name, c in sorted(self.sources.items())
        ]  # fmt: skip
        note = NOT_THEIRS.get(self.form)
        return {
            "made_by": f"tacitus {version('tacitus')}", "form": self.form, **({"note": note} if note else {}),
            "policy": self.policy, "filters": self.filters, "privacy": self.privacy, "sensitivity": self.sensitivity,
            "licence": table("wording")["licence"], "events": self.events, "rows": self.rows,
            "left_out": dict(sorted(self.left_out.items())), "coders": [json.loads(c) for c in sorted(self.coders)], "coverage": coverage,
        }  # fmt: skip

    def messages(self) -> Iterator[str]:
        """What a person should be told after the export."""
        yield f"{self.rows:,} rows of {self.events:,} events under the policy '{self.policy}'"
        for reason, count in sorted(self.left_out.items()):
            yield f"{count:,} left out: {reason}"
        if note := NOT_THEIRS.get(self.form):
            yield note
