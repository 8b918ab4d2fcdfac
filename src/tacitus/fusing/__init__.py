"""Fusing: accounts of many reports into events that keep every contradiction."""

from tacitus.fusing.building import Difference, Fusion, fuse
from tacitus.fusing.event import Event
from tacitus.fusing.kin import kin_of
from tacitus.fusing.merging import policies, under

__all__ = ["Difference", "Event", "Fusion", "fuse", "kin_of", "policies", "under"]
