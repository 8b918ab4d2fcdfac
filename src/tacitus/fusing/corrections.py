"""Corrections: what a report says in its own words that it had told wrongly at first ("in the camp, not the village as first written")."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files

from spacy.lang.en.lex_attrs import like_num

from tacitus.fusing.event import Contradiction, Side
from tacitus.fusing.voices import Account
from tacitus.model import ClaimField, Span


@cache
def cues() -> Mapping[str, tuple[str, ...]]:
    """The lists of `data/contradictions.toml`."""
    found = tomllib.loads(files("tacitus.data").joinpath("contradictions.toml").read_text("utf-8"))
    return {name: tuple(words) for name, words in found.items()}


def own_corrections(accounts: Sequence[Account]) -> Iterator[Contradiction]:
    """A retraction for each place, day or figure that the outlet takes back so, beside what it tells now; settled by the outlet itself.

    What is taken back is a figure when it holds a number, a day when it holds a weekday or month, a place when it holds another name;
    anything else says nothing about a field. What the account has as a claim already is not told again.
    """
    for account in accounts:
        claimed = {c.field for c in account.claims if c.stance == "retracts"}
        for words, what in _taken_back(account.sketch.account.evidence):
            field = _field(what)
            if field and field not in claimed:
                back = account.voice(None, words, "retracts")
                sides = (Side(value=f"taken back: {what}", voices=(back,)), *_now(account, field))
                yield Contradiction(
                    kind="retraction", field=field, sides=sides, since=back.day, status="resolved",
                    resolved_by=f"{back.speaker.name}, {back.day}", reason=words.text,
                )  # fmt: skip


def _taken_back(evidence: Sequence[Span]) -> Iterator[tuple[Span, str]]:
    for span in evidence:
        for found in _pattern().finditer(span.text):
            words = Span(start=span.start + found.start(), end=span.start + found.end(), text=found.group())
            yield words, found["what"].strip(" ,")


@cache
def _pattern() -> re.Pattern[str]:
    phrases = "|".join(map(re.escape, cues()["at_first"]))
    return re.compile(rf"\bnot (?P<what>[^.;:()\n]{{2,80}}?),? as (?:\w+ ){{0,2}}(?:{phrases})\b")


def _field(what: str) -> ClaimField | None:
    words = re.findall(r"\w+", what)
    if any(w in cues()["calendar"] for w in words):
        return "when"
    if any(like_num(w) for w in words):  # type: ignore[no-untyped-call]
        return "toll"
    return "where" if any(w[:1].isupper() for w in words) else None


def _now(account: Account, field: ClaimField) -> tuple[Side, ...]:
    """What the account tells instead, with the outlet's voice; nothing for figures, which stand in the tolls."""
    told = account.sketch.account
    value = told.where.name if field == "where" else str(told.when.start) if field == "when" and told.when.start else None
    words = told.where.words if field == "where" else told.when.words
    return (Side(value=value, voices=(account.voice(None, words),)),) if value else ()
