"""Fusing: accounts of the same happening become one event that keeps every contradiction."""
