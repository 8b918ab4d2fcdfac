"""Annotating: marks names, times, numbers, quotations and cues on one parsed text."""
