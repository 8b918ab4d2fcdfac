"""Runs of capitals: the stretches of a parse that may be proper names, before anybody asks what they name."""

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Sentence

from tacitus import lexicon
from tacitus.annotating.rows import leads_to_places
from tacitus.page import Mark

_DATED = frozenset({"DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL"})
_HYPHENS = frozenset("-‐‑–")
_TITLE_CASE = 0.7
"""A sentence of which more than this share of the longer words are capitalised is a headline in title case: capitals mean nothing there."""


@cache
def joiners(kind: str) -> frozenset[str]:
    """The small words that may stand inside a name (`inside`), or those that do so only on further evidence (`loose`)."""
    return lexicon.words("actors", f"joiners.{kind}")


def capital_runs(doc: Doc) -> Iterator[Mark]:
    """Longest stretches of capitalised words, one sentence each, joined by hyphens and particles ("Hayat Tahrir al-Sham").

    "of", "for", "the", "in" and "and" join only below a name head ("Army of Conquest") or inside one entity of the parser. A capital
    at the start of a sentence counts when the tagger or the entity recogniser sees a name, or when the word is a capital elsewhere.
    """
    sentences = [(sentence, _in_title_case(sentence)) for sentence in doc.sents]
    known = {t.text for sentence, titled in sentences if not titled for t in sentence if not t.is_sent_start and _capital(t)}
    for sentence, titled in sentences:
        start = sentence.start
        while start < sentence.end:
            if not _starts(doc, start, sentence.end) or not _is_name_part(doc[_body(doc, start)], titled, known):
                start += 1
                continue
            end = _end(doc, start, sentence.end, titled, known)
            yield Mark(start, end)
            start = end


def _body(doc: Doc, i: int) -> int:
    """The capital a run that starts at `i` is about: `i`, or the word after "al-"."""
    return i + 2 if doc[i].lower_ in joiners("inside") and i + 2 < len(doc) and doc[i + 1].text in _HYPHENS else i


def _starts(doc: Doc, i: int, end: int) -> bool:
    body = _body(doc, i)
    return body < end and _capital(doc[body])


def _end(doc: Doc, start: int, stop: int, titled: bool, known: set[str]) -> int:
    """Where the run ends: each step takes one more word, over joiners where they may stand."""
    end = _body(doc, start) + 1
    while end < stop:
        following = _next_part(doc, end, stop)
        if following is None or not _is_name_part(doc[following], titled, known):
            break
        if not _may_join(doc, start, end, following):
            break
        end = following + 1
    return end


def _next_part(doc: Doc, end: int, stop: int) -> int | None:
    """The next capital after hyphens and small words that touch the run; None when something else comes first."""
    for i in range(end, min(end + 5, stop)):
        token = doc[i]
        if _capital(token):
            return i
        touching = token.text in _HYPHENS and not doc[i - 1].whitespace_
        if not touching and not _joins(doc, i):
            return None
    return None


def _joins(doc: Doc, i: int) -> bool:
    word = doc[i].lower_
    beside = {doc[i - 1].text, doc[i + 1].text if i + 1 < len(doc) else ""}
    return word in joiners("inside") and (word not in joiners("hyphened") or bool(beside & _HYPHENS))


def _may_join(doc: Doc, start: int, end: int, following: int) -> bool:
    """Runs side by side on a line are one name; those around a loose word ("for", "and") where the parser takes them for one entity or a
    head tells a body's name. "And" joins no places of a row ("in Arda and Belin"), "in" no place with the larger one ("at Arda in Belin").
    """
    between = {doc[i].lower_ for i in range(end, following)} & joiners("loose")
    if not between:
        return "\n" not in doc[end - 1 : following].text
    if between == {"of"} and doc[end - 1].lower_ in lexicon.words("actors", "name_parts.waters"):
        return True
    if "in" in between and doc[following].ent_type_ in {"FAC", "GPE", "LOC"}:
        return False
    if _same_entity(doc[end - 1], doc[following]):
        return between.isdisjoint({"and", "in"}) or not leads_to_places(doc, Mark(start, end))
    return "and" not in between and any(doc[i].lower_ in _heads() for i in range(start, end))


@cache
def _heads() -> frozenset[str]:
    table = lexicon.table("actors", "name_heads")
    bodies = {word for kind in table if kind not in {"place", "other", "outlet"} for word in table[kind]}
    return frozenset(bodies) | lexicon.words("actors", "name_parts.bodies")


def _same_entity(left: Token, right: Token) -> bool:
    return left.ent_type_ not in _DATED | {""} and all(token.ent_iob_ == "I" for token in left.doc[left.i + 1 : right.i + 1])


def _capital(token: Token) -> bool:
    text = token.text
    prefix = token.lower_ in lexicon.words("actors", "prefixes.all") and token.i + 1 < len(token.doc) and token.nbor().text in _HYPHENS
    return text[:1].isupper() and text != "I" and not prefix and token.pos_ not in {"PRON", "DET"} and token.ent_type_ not in _DATED


def _is_name_part(token: Token, titled: bool, known: set[str]) -> bool:
    if token.pos_ == "PROPN" or (token.ent_type_ and token.ent_type_ not in _DATED):
        return True
    if titled or (token.is_sent_start and token.text not in known):
        return False
    return token.pos_ in {"NOUN", "ADJ", "X", "VERB", "NUM"} or _is_small_word(token)


def _is_small_word(token: Token) -> bool:
    """Whether a capital on a small word inside a sentence makes it part of a name: "the In Amenas field", "near Mo So"."""
    if (
        token.pos_ not in {"ADP", "SCONJ", "CCONJ", "ADV", "INTJ", "PART"}
        or token.i == 0
        or token.i + 1 == len(token.doc)
        or token.is_upper
    ):
        return False
    before, after = token.nbor(-1), token.nbor()
    plain = not before.is_punct and not before.is_space and not token.is_sent_start
    return plain and token.is_alpha and (before.text.istitle() or (after.is_title and after.pos_ == "PROPN"))


def _in_title_case(sentence: Sentence) -> bool:
    words = [t for t in sentence if t.is_alpha and len(t) > 3]
    return len(words) > 3 and sum(t.text[0].isupper() for t in words) > _TITLE_CASE * len(words)
