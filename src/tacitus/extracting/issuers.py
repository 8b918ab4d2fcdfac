"""Issuers: who speaks in a text that is a side's own word and no outlet's report: a communiqué, a statement, an appeal."""

import re

from tacitus.extracting.casts import Cast
from tacitus.extracting.kinds import kind_of
from tacitus.extracting.speech import speech
from tacitus.lexicon import words
from tacitus.page import Mention, Page, SpeakerDraft

_SIGNED = 4
"""Words of the longest name that signs a text."""
_ENDS = (".", "?", "!", ":", "”", '"', ")")
_HEAD = 3
"""Lines of a text, its headline counted, in which it may say whose it is."""


def find_issuer(page: Page) -> SpeakerDraft | None:
    """Who issues a text; None for an outlet's report, which is the rule.

    It is who signs it: the name alone on its last line, title and office aside, where it says "we" or "I" outside quotations or calls
    itself a statement. Else whose statement its first lines say it is ("Statement of the Political Office of the Lom Front"), or the
    office that stands alone on its first line ("Press Office of the Lom Council").
    """
    lines = [line.strip() for line in page.document.full.split("\n") if line.strip()]
    if len(lines) < _HEAD:
        return None
    name = _signer(page, lines) or next((found for line in lines[:_HEAD] if (found := _headed(line))), None)
    name = name or (_office(lines[0]) or _office(lines[1]))
    return _draft(page, name) if name else None


def _signer(page: Page, lines: list[str]) -> str | None:
    name, _, _ = lines[-1].partition(",")
    kept = [word for word in name.split() if word.casefold().rstrip(".") not in speech("roles.person")]
    signed = 2 <= len(kept) <= _SIGNED and all(word[:1].isupper() for word in kept) and not lines[-1].endswith(_ENDS)
    return " ".join(kept) if signed and (_says_we(page) or any(_calls_itself(line) for line in lines[:_HEAD])) else None


def _says_we(page: Page) -> bool:
    quoted = {i for quote in page.quotes for i in range(quote.start, quote.end)}
    return any(t.lower_ in words("grammar", "first.signing") and t.i not in quoted for t in page.parse)


def _calls_itself(line: str) -> bool:
    """ "Statement to the people", "Press release: …"."""
    opening = line.casefold().split()[:2]
    return not speech("issued.papers").isdisjoint({opening[0].strip(":"), " ".join(opening).strip(":")})


def _headed(line: str) -> str | None:
    """The maker in "Statement No. 4 of the Lom Front on …", "Joint appeal by the Council of Tarn"; a sentence ("Appeal of Lom prisoners
    rejected") has none."""
    match = re.match(r"((?:\w+ )?\w+)(?: no\.? ?\d+)? (?:of|by|from) (?:the )?", line, re.IGNORECASE)
    if match is None or speech("issued.papers").isdisjoint({match[1].casefold(), match[1].casefold().split()[-1]}):
        return None
    name = re.split(r" (?:on|about|concerning|regarding|to|for|after|over|in) |[,:;.(–—]| - ", line[match.end() :])[0].strip()
    return name if _is_name(name) else None


def _office(line: str) -> str | None:
    """The body in "Press Office of the Lom Council" where this is all the line."""
    match = re.fullmatch(r"(?:\w+ )?(\w+) of (?:the )?([\w'’ -]+)", line)
    return line.removeprefix("The ") if match is not None and match[1].casefold() in speech("issued.desks") and _is_name(match[2]) else None


def _is_name(text: str) -> bool:
    """Whether all words have a capital or a figure but the small ones inside ("Movement for Renewal of the North", "Ansar al-Lom")."""
    parts = [re.split(r"['’-]", word) for word in text.split() if word not in speech("issued.small")]
    return text[:1].isupper() and all(any(part[:1].isupper() or part[:1].isdigit() for part in word) for word in parts)


def _draft(page: Page, name: str) -> SpeakerDraft:
    """The speaker by its name's first place in the text, with the words beside it telling the kind; a press office is no outlet."""
    start = page.document.full.find(name)
    span = page.parse.char_span(start, start + len(name), alignment_mode="expand") if start >= 0 else None
    if span is None:
        return SpeakerDraft(None, name, "unknown")
    sentence, head = page.sentences[page.sentence_of[span.start]], span.end - 1
    near = Mention(max(sentence.start, span.start - 3), min(sentence.end, span.end + 6), head)
    kind = kind_of(Cast(page), near, name)
    return SpeakerDraft(Mention(span.start, span.end, head), name, "organisation" if kind == "media" else kind)
