"""Languages: is a text written in the language we read?"""

from functools import cache
from typing import Any

from py3langid.langid import MODEL_FILE, LanguageIdentifier

LEAST_LETTERS = 200
"""Below this many letters the identifier is not asked: names outweigh words."""
SAMPLE = 600
"""Characters that are looked at."""
SURE = 0.8
"""Least probability to believe. On 2,062 English reports no other language reached 0.4; passages of about 200 characters in
Spanish, French, German, Portuguese, Russian, Dutch and Indonesian reached 0.86 and more."""


def other_language(text: str, expected: str) -> str | None:
    """The ISO 639-1 code of the language the text is surely written in, when that is not `expected`; None otherwise."""
    sample = text[:SAMPLE]
    if sum(map(str.isalpha, sample)) < LEAST_LETTERS:
        return None
    language, probability = _identifier().classify(sample)
    return str(language) if language != expected and probability >= SURE else None


@cache
def _identifier() -> Any:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
