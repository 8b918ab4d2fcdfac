"""Fusing: accounts of many reports into events that keep every contradiction."""

from tacitus.fusing.building import fuse, kin_of
from tacitus.fusing.event import Event
from tacitus.fusing.merging import policies, under

__all__ = ["Event", "fuse", "kin_of", "policies", "under"]
