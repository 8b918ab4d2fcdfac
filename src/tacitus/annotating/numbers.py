"""Numbers and the words that bound them: "at least seven", "7 to 10", "dozens of" (codebook section 5, table of tolls)."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from spacy.tokens import Doc, Token

from tacitus import lexicon
from tacitus.errors import LexiconError
from tacitus.page import NumberMark

BOUNDS = frozenset({"least", "over", "most", "under", "approx"})
_FIGURE = r"\d{1,3}(?:[, ]\d{3})+(?!\d)|\d+(?:\.\d+(?=\s+\S*(?:illion|housand|rore|akh)))?"
_DASH = r"\s*[-–—]\s*"
_YEAR = re.compile(r"(?:19|20)\d\d")
WINDOW = 45
"""How many characters before and after a number are looked at for words that bound or exclude it."""


@dataclass(frozen=True, slots=True)
class _Amount:
    """A number without its bound words, as characters of the text."""

    start: int
    end: int
    min: int | None
    max: int | None
    qualifier: Literal["approx", "vague"] | None = None


def find_numbers(parse: Doc) -> tuple[NumberMark, ...]:
    """All numbers of a text with their bounds by the codebook's table, in order, none overlapping.

    A bound word joins the number it stands next to: "more than 6" has the least value 7, "fewer than 10" the greatest 9. Vague
    words keep the table's interval; "at least dozens" drops its upper end. Not numbers: ages, percentages, prices, measures, clock times,
    ordinals, decimals without a scale word, figures that are part of a name ("T-72", "Resolution 242"). "a man" is left to tolls.
    """
    text = parse.text  # put together anew at each call
    found = sorted([*_amounts(text), *_somes(parse)], key=lambda amount: amount.start)
    return tuple(_marks(parse, (_bounded(text, amount) for amount in _joined(text, found))))


def _marks(parse: Doc, amounts: Iterable[_Amount]) -> Iterator[NumberMark]:
    last = 0
    for amount in amounts:
        piece = parse.char_span(amount.start, amount.end, alignment_mode="expand")
        if piece is not None and piece.start >= last:
            last = piece.end
            yield NumberMark(piece.start, piece.end, amount.min, amount.max, amount.qualifier)


def _amounts(text: str) -> Iterator[_Amount]:
    for match in _pattern().finditer(text):
        amount = _amount(match)
        if amount and not _excluded(text, amount, figure=match.lastgroup == "figure"):
            yield amount


def _somes(parse: Doc) -> Iterator[_Amount]:
    """The "some" that means a few: before a plural noun or "of"; before a figure it is a bound word."""
    least, most = lexicon.load("numbers")["several"]["several"]
    for token in parse[:-1]:
        if token.lower_ == "some" and (token.nbor().lower_ == "of" or (token.head.tag_ in {"NNS", "NNPS"} and not _counted(token.nbor()))):
            yield _Amount(token.idx, token.idx + 4, least, most, "vague")


def _counted(token: Token) -> bool:
    return token.like_num or token.lower_ in lexicon.load("numbers")["scales"]


def _amount(match: re.Match[str]) -> _Amount | None:
    start, end = match.span()
    words = " ".join(match.group().lower().split())
    if match.lastgroup == "vague":
        least, most = lexicon.load("numbers")["vague"][words]
        return _Amount(start, end, least, most, "vague")
    if match.lastgroup == "several":
        return _several(match.group("amount"), match.group("times"), start, end)
    if match.lastgroup == "zero":
        return _Amount(start, end, 0, 0)
    phrase = lexicon.load("numbers")["phrases"].get(words)
    value = phrase if phrase is not None else _value(words)
    return None if value is None else _Amount(start, end, value, value)


def _several(amount: str, times: str | None, start: int, end: int) -> _Amount:
    least, most = lexicon.load("numbers")["several"][" ".join(amount.lower().split())]
    if not times:
        return _Amount(start, end, least, most, "vague")
    scale: int = lexicon.load("numbers")["scales"][times.lower()]
    return _Amount(start, end, least * scale, 99 if scale < 100 else 10 * scale - 1, "vague")


def _value(words: str) -> int | None:
    """The value of figures or number words: "1,200", "1.5 million", "a hundred and five", "twenty-one"."""
    cardinals, scales = lexicon.load("numbers")["cardinals"], lexicon.load("numbers")["scales"]
    total, part = 0.0, 0.0
    for word in re.split(r"[\s-]+", re.sub(r"(?<=\d)[, ](?=\d{3})", "", words)):
        if word in scales:
            part = (part or 1) * scales[word]
            if scales[word] >= 1000:
                total, part = total + part, 0
        elif word in cardinals:
            part += cardinals[word]
        elif re.fullmatch(r"\d+(\.\d+)?", word):
            part += float(word)
        elif word not in {"and", "a", "an"}:
            return None
    return round(total + part)


def _excluded(text: str, amount: _Amount, *, figure: bool) -> bool:
    """Whether the signs or words around make it no count: a price, a measure, an age, a clock time, part of a name."""
    before, after = text[max(0, amount.start - WINDOW) : amount.start], text[amount.end : amount.end + WINDOW]
    if re.match(r"-(?!odd\b)[^\W\d]|\s+years?[\s-]old|\s*[%°]|[:/]\d|\.\d|(st|nd|rd|th)\b|\w", after):
        return True
    if figure and re.search(r"[\w$€£#][-.:/,]?$|[-–]$", before) and not re.search(r"\d[-–]$", before):
        return True
    if _age_pattern().search(before):
        return True
    word_before = re.search(r"(\S+)\s+$", before)
    word_after = re.match(r"\s*([^\s,;]+)", after)
    return (figure and word_before is not None and word_before.group(1).lower() in _excluding("not_before")) or (
        word_after is not None and word_after.group(1).lower().rstrip(".,;:)") in _excluding("not_after")
    )


@cache
def _age_pattern() -> re.Pattern[str]:
    """What stands before the years of somebody's age ("aged six", "aged between 6 and 12")."""
    return re.compile(rf"\b(?:{_any(_excluding('ages'))})\s+(?:(?:between|from)\s+)?(?:[\w-]+\s+(?:and|to|or)\s+)?$", re.IGNORECASE)


def _joined(text: str, amounts: list[_Amount]) -> Iterator[_Amount]:
    """Ranges put together: "7 to 10", "7-10", "between 7 and 10", "two or three"."""
    index = 0
    while index < len(amounts):
        first = amounts[index]
        second = amounts[index + 1] if index + 1 < len(amounts) else None
        joined = _range(text, first, second) if second else None
        yield joined or first
        index += 2 if joined else 1


def _range(text: str, first: _Amount, second: _Amount) -> _Amount | None:
    if first.qualifier or second.qualifier or first.min is None or second.max is None or not 0 < first.min < second.max:
        return None
    between, before = text[first.end : second.start], text[max(0, first.start - WINDOW) : first.start]
    both = re.search(r"\bbetween\s+$", before, re.I)
    if both and re.fullmatch(r"\s+and\s+", between):
        return _Amount(first.start - len(both.group()), second.end, first.min, second.max)
    if _at_most_pattern().fullmatch(between):
        least = re.search(r"\bat least\s+$", before, re.I)
        return _Amount(first.start - len(least.group()) if least else first.start, second.end, first.min, second.max)
    lead = re.search(r"\bfrom\s+$", before, re.I)
    if "—" in between or (re.search(r"[-–]", between) and text[first.start].isdigit() != text[second.start].isdigit()):
        return None  # "March 8 — Sixty-two people"
    near = second.max <= 10 * first.min and not _YEAR.fullmatch(text[first.start : first.end])
    if near and re.fullmatch(rf"\s+(?:to|or)\s+|{_DASH}", between):
        return _Amount(first.start - len(lead.group()) if lead else first.start, second.end, first.min, second.max)
    return None


@cache
def _at_most_pattern() -> re.Pattern[str]:
    """What stands between the least and the greatest ("at least 10 and perhaps as many as 25")."""
    return re.compile(rf"\s*,?\s+(?:and|or|but)\s+(?:(?:{_any(_excluding('perhaps'))})\s+)?(?:as many as|up to)\s+", re.IGNORECASE)


def _bounded(text: str, amount: _Amount) -> _Amount:
    """The amount with the bound words before or after it taken in."""
    before = _bound_pattern("bounds", r"(?<!\w)(?:{})\s+(?:the\s+|another\s+|further\s+)?[\"“']?$").search(
        text[max(0, amount.start - WINDOW) : amount.start]
    )
    if before and not _ends_verb(before.string[: before.start()], before.group("bound")):
        amount = _apply(_bound("bounds", before), replace(amount, start=amount.start - (len(before.group()))))
        further = _bound_pattern("bounds", r"(?<!\w)(?:{})\s+$").search(text[max(0, amount.start - WINDOW) : amount.start])
        if further and _bound("bounds", further) == "approx":
            amount = replace(amount, start=amount.start - len(further.group()))
    after = _bound_pattern("afters", r"^(?:\s+|(?=-))(?:{})\b").match(text[amount.end : amount.end + WINDOW])
    return _apply(_bound("afters", after), replace(amount, end=amount.end + after.end())) if after else amount


def _ends_verb(text: str, bound: str) -> bool:
    """Whether the bound word belongs to the verb that ends the text before it: "handed over three captives"."""
    verb = text.lower().split()[-1:]
    return bound.lower() in lexicon.words("numbers", "particles.words") and not lexicon.words("numbers", "particles.verbs").isdisjoint(verb)


def _apply(bound: str, amount: _Amount) -> _Amount:
    if amount.min == 0:
        return amount
    least, most = amount.min, amount.max
    vague = amount.qualifier
    step = 0 if vague else 1
    if bound == "least":
        return replace(amount, max=None, min=least)
    if bound == "over":
        return replace(amount, min=None if least is None else least + step, max=None)
    if bound == "most":
        return replace(amount, min=None)
    if bound == "under":
        return replace(amount, min=None, max=None if most is None else (least or most) - 1 if vague else most - step)
    return replace(amount, qualifier=vague or "approx")


def _bound(key: str, match: re.Match[str]) -> str:
    return _bound_words(key)[" ".join(match.group("bound").lower().split())]


@cache
def _bound_words(key: str) -> Mapping[str, str]:
    return lexicon.labels("numbers", key, BOUNDS)


@cache
def _bound_pattern(key: str, shape: str) -> re.Pattern[str]:
    return re.compile(shape.format(rf"(?P<bound>{_any(_bound_words(key))})"), re.IGNORECASE)


@cache
def _excluding(key: str) -> frozenset[str]:
    return lexicon.words("numbers", f"{key}.words")


@cache
def _pattern() -> re.Pattern[str]:
    """One pattern for every number without its bounds; the named group that matched says which kind it is."""
    numbers = lexicon.load("numbers")
    word, scale = _any(numbers["cardinals"]), _any(numbers["scales"])
    joined = rf"(?:\s+and\s+(?=(?:{word})\b)|[\s-]+)"
    spelt = (
        rf"(?:{word}|an?\s+(?=(?:hundred|thousand|million|billion|lakh|crore)\b)|(?:hundred|thousand)\b)(?:{joined}?(?:{word}|{scale})\b)*"
    )
    kinds = (
        rf"(?P<phrase>(?:{_any(numbers['phrases'])})\b)",
        rf"(?P<zero>(?:{_any(lexicon.words('numbers', 'zero.words'))})\b"
        rf"|no(?=\s+(?!(?:{_any(_excluding('not_zero'))})\b)[a-z]))",
        rf"(?P<vague>(?:{_any(numbers['vague'])})\b)",
        rf"(?P<several>(?P<amount>{_any(numbers['several'])})\b(?:\s+(?P<times>{scale})\b)?)",
        rf"(?P<figure>(?:{_FIGURE})(?:\s+(?:{scale})\b)*)",
        rf"(?P<spelt>{spelt})",
    )
    return re.compile(rf"(?<![\w.])(?:{'|'.join(kinds)})", re.IGNORECASE)


def _any(words: Iterable[str]) -> str:
    """Alternatives, longest first, blanks matching any white space."""
    escaped = sorted(words, key=lambda word: (-len(word), word))
    if not escaped:
        raise LexiconError("lexicons/en/numbers.toml: a list of words is empty")
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in escaped)
