"""Fixtures of ingesting."""

from small_stores import place, store

__all__ = ["place", "store"]
