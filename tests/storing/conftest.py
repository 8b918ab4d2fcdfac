"""Fixtures of the store."""

from small_stores import place, store

__all__ = ["place", "store"]
