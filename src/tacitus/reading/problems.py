"""What could not be read: one value for each fault in the data, so that a run goes on and ends with a list."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReadProblem:
    """One fault of one source. `line` counts lines or rows from 1; None when the whole source is meant."""

    source: str
    line: int | None
    message: str

    def __str__(self) -> str:
        place = self.source if self.line is None else f"{self.source}:{self.line}"
        return f"{place}: {self.message}"
