"""What words of time mean before any calendar is looked at: the small algebra between `annotating.times` and `resolving.dates`."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Base of all meanings of time words."""
