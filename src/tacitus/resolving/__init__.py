"""Resolving: words become dates, places and actors, each with the rule that decided."""
