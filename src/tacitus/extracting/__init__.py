"""Extracting: who says that who did what to whom, in words and positions only."""
