"""Serving: the review desk and its API."""
