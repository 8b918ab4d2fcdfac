"""Exporting: events as the files that other people's tools read, one module a form (docs/exports.md)."""

from tacitus.exporting.about import Tally
from tacitus.exporting.formats import FORMATS, Format, export, format_of
from tacitus.exporting.incident import Incident, Share, Telling
from tacitus.exporting.job import Job
from tacitus.exporting.privacy import Privacy

__all__ = ["FORMATS", "Format", "Incident", "Job", "Privacy", "Share", "Tally", "Telling", "export", "format_of"]
