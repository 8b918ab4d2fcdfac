"""Kinds of speakers: what a phrase tells about who speaks (codebook 5)."""

import re
from collections.abc import Mapping
from functools import cache
from typing import cast, get_args

from tacitus.extracting.casts import Cast
from tacitus.extracting.mentions import aside_end
from tacitus.lexicon import labels
from tacitus.model import SpeakerKind
from tacitus.page import Mention

_NAME_KINDS: Mapping[str, SpeakerKind] = {"outlet": "media", "place": "government", "demonym": "government", "organisation": "organisation"}
GUESSED: frozenset[str] = frozenset({"unknown", "organisation"})
_ENTITY_KINDS: Mapping[str, SpeakerKind] = {"GPE": "government", "NORP": "government", "ORG": "organisation"}


def kind_of(cast: Cast, mention: Mention, name: str) -> SpeakerKind:
    """What kind of speaker a phrase tells (codebook 5): its own words first, then what `Page.names` or the parser holds the name for."""
    text = f"{text_of(cast, mention.start, mention.end)} | {name}".lower()
    if "anonymity" in cast.parse[mention.start : mention.end + 12].text:
        return "anonymous"
    for kind, pattern in _kind_patterns():
        if pattern.search(text):
            return kind
    for token in cast.parse[mention.start : mention.end]:
        known = cast.name_at.get(token.i)
        if known and known.kind in _NAME_KINDS:
            return _NAME_KINDS[known.kind]
    return _ENTITY_KINDS.get(cast.parse[mention.head].ent_type_, "unknown")


def kind_of_person(cast: Cast, name: str) -> SpeakerKind:
    """The kind told by the titles and asides of a person anywhere in the text ("Foreign Minister Ada Verk", "Verk, a trader,")."""
    surname = name.split()[-1]
    for token in cast.same_words(surname):
        if token.dep_ != "compound" or token.head.text == surname:
            start = max(token.left_edge.i, token.i - 10)
            head = token.head if token.dep_ == "appos" else token
            kind = kind_of(cast, Mention(min(start, head.i), max(token.i + 1, aside_end(token)), token.i), "")
            if kind not in GUESSED:
                return kind
    return "unknown"


@cache
def speaker_kinds() -> frozenset[str]:
    """All kinds of speakers the codebook knows."""
    return frozenset(get_args(SpeakerKind))


@cache
def _kind_patterns() -> tuple[tuple[SpeakerKind, re.Pattern[str]], ...]:
    by_kind: dict[str, list[str]] = {}
    for word, kind in labels("speech", "kinds", speaker_kinds()).items():
        by_kind.setdefault(kind, []).append(re.escape(word))
    return tuple(
        (cast(SpeakerKind, kind), re.compile(r"(?<!\w)(?:" + "|".join(sorted(found, key=len, reverse=True)) + r")(?!\w)"))
        for kind, found in by_kind.items()
    )


def text_of(cast: Cast, start: int, end: int) -> str:
    """The words of a token range with white space folded."""
    return " ".join(cast.parse[start:end].text.split())
