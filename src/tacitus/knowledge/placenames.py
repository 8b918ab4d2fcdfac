"""Names of places as keys: how spellings of one name are brought together before they are looked up.

Two keys are made of a name. The *strong* key folds case, accents and hyphens only. The *weak* key also drops generic words
("Province", "Oblast"), Arabic articles and spaces, so that "Deir al-Zor Governorate" meets "Dayr az Zawr"'s variant "Deir ez-Zor".
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache

from tacitus.lexicon import words

_LETTERS = str.maketrans(
    {
        **dict.fromkeys("'’‘ʼʻ`´ʿʾ′ʹ″", None),
        "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i", "ħ": "h", "ŋ": "n",
        "ə": "a", "ɛ": "e", "ɔ": "o", "ƙ": "k", "ɓ": "b", "ɗ": "d",
    }
)  # fmt: skip
_NOT_WORD = re.compile(r"[^\w]+|_")
_TRANSLITERATION = tuple(
    (re.compile(pattern), letter)
    for pattern, letter in (
        ("ou|oo", "u"), ("ee|ie|ei|ey|ay|ai|iy|yi", "i"), ("gh", "g"), ("kh", "h"), ("dh|th", "d"), ("q|ck", "k"), ("ph", "f"), ("w", "v"),
        ("o", "u"), ("e(?=.)", "i"), (r"[aie]?h\b|[aei]\b", "a"), (r"(.)\1", r"\1"),
    )
)  # fmt: skip


@lru_cache(maxsize=100_000)
def strong_key(name: str) -> str:
    """Case, accents, apostrophes folded; hyphens and all other signs are one space. "Mocímboa-da Praia" → "mocimboa da praia"."""
    if not name.isascii():
        letters = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
        name = "".join(c for c in letters if not unicodedata.combining(c)).translate(_LETTERS)
    else:
        name = name.casefold().replace("'", "").replace("`", "")
    return _NOT_WORD.sub(" ", name).strip()


@lru_cache(maxsize=100_000)
def weak_key(name: str) -> str:
    """The strong key without generic words, Arabic articles and spaces; never empty: a name of generic words only keeps them."""
    return _bare(strong_key(name))


def _bare(key: str) -> str:
    if " " not in key:
        return key
    bare = _generic().sub(" ", f" {key} ").strip() or key if not _generic_parts().isdisjoint(key.split()) else key
    parts = bare.split()
    kept = [part for i, part in enumerate(parts) if part not in _articles() or i == len(parts) - 1]
    return "".join(kept)


def short_key(name: str) -> str:
    """The key of an abbreviated unit: the strong key and its full stop ("Calif." → "calif."), which no other key has."""
    return f"{strong_key(name)}."


@lru_cache(maxsize=20_000)
def sound_key(name: str) -> str:
    """The weak key with the vowels and digraphs folded in which transliterations differ ("Mastouma", "Mastumah" → "mastuma")."""
    key = weak_key(name)
    for pattern, letter in _TRANSLITERATION:
        key = pattern.sub(letter, key)
    return key


def sound_keys(keys: Sequence[str]) -> list[tuple[str, str]]:
    """(sound key, weak key) of many strong keys, folded in one go: a country has ten thousand names."""
    weak = [_bare(key.removesuffix(".")) for key in keys]
    folded = "\n".join(weak)
    for pattern, letter in _TRANSLITERATION:
        folded = pattern.sub(letter, folded)
    return list(zip(folded.split("\n"), weak, strict=True)) if weak else []


@cache
def _generic() -> re.Pattern[str]:
    lists = (words("places", f"units.{key}") for key in ("province", "district", "foreign"))
    generic = {strong_key(word) for one in lists for word in one} | {"city", "town", "village"}
    return re.compile(r"(?<= )(?:" + "|".join(sorted(generic, key=lambda w: (-len(w), w))) + r")(?= )")


@cache
def _generic_parts() -> frozenset[str]:
    lists = (words("places", f"units.{key}") for key in ("province", "district", "foreign"))
    return frozenset(part for one in lists for word in one for part in strong_key(word).split()) | {"city", "town", "village"}


@cache
def _articles() -> frozenset[str]:
    return words("places", "articles.arabic")
