"""The words of saying (`data/lexicons/en/speech.toml`), looked up once."""

from functools import cache

from tacitus.lexicon import words


@cache
def speech(key: str) -> frozenset[str]:
    """The word list at a dotted key of the speech lexicon; kept, because cues ask for it at every token."""
    return words("speech", key)
