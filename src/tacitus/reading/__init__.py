"""Reading: files, tables and pages become documents."""

from tacitus.reading.problems import ReadProblem
from tacitus.reading.sources import read

__all__ = ["ReadProblem", "read"]
