"""Marking: a report cut into paragraphs, sentences and pieces, each piece knowing which values its words stand for."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import get_args

import spacy
from spacy.language import Language

from tacitus.model import Account, Document, Harm, Problem, Role, Span
from tacitus.serving.wording import when_words, where_words
from tacitus.showing import actor_text, claim_text, toll_text

FIELDS = ("trigger", "when", "where", "initiator", "target", "toll", "weapon", "claim", "problem")
"""What words can stand for, in the order of the legend; of two on the same words the earlier gives the look."""


@dataclass(frozen=True, slots=True)
class Row:
    """One value of an account as the page shows it. `ref` ties it to its words; `words` are empty when a rule alone made it."""

    ref: str
    field: str
    label: str
    value: str
    words: tuple[Span, ...]
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters with the same marks. `ends` are the numbers of the accounts whose trigger ends here."""

    text: str
    look: str = ""
    refs: tuple[str, ...] = ()
    first: tuple[str, ...] = ()
    ends: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence; `n` counts through the report from 1; `accounts` are those it is evidence of."""

    n: int
    pieces: tuple[Piece, ...]
    accounts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `heading` when it is the title; `skipped` when it was not coded."""

    sentences: tuple[Sentence, ...]
    heading: bool = False
    skipped: bool = False


def rows(number: int, account: Account) -> Iterator[Row]:
    """Every value of an account, numbered so that a reference is unique in the page."""
    yield Row(f"{number}-act", "trigger", "Act", account.type.replace("_", " "), (account.trigger,))
    when, where = account.when, account.where
    yield Row(f"{number}-when", "when", "When", when_words(when), _some(when.words), when.rule)
    yield Row(f"{number}-where", "where", "Where", where_words(where), _some(where.words), where.rule)
    for n, actor in sorted(enumerate(account.actors), key=lambda pair: get_args(Role).index(pair[1].role)):
        look = "initiator" if actor.role in {"initiator", "supporter", "mediator"} else "target"
        label = actor.role.replace("_", " ").capitalize()
        yield Row(f"{number}-actor{n}", look, label, actor_text(actor), actor.words, actor.rule or "")
    for n, toll in sorted(enumerate(account.tolls), key=lambda pair: get_args(Harm).index(pair[1].harm)):
        yield Row(f"{number}-toll{n}", "toll", toll.harm.capitalize(), toll_text(toll), (toll.words,))
    for n, weapon in enumerate(account.weapons):
        yield Row(f"{number}-weapon{n}", "weapon", "Means", weapon.class_.replace("_", " "), (weapon.words,))
    for n, claim in enumerate(account.claims):
        yield Row(f"{number}-claim{n}", "claim", "Says", claim_text(claim), (claim.speaker.words or claim.evidence,))


def _some(span: Span | None) -> tuple[Span, ...]:
    return (span,) if span else ()


Numbered = Sequence[tuple[int, Account]]
"""Accounts with their numbers in the whole coding, so that a number means the same whatever is shown."""


def marked(document: Document, accounts: Numbered, problems: Sequence[Problem]) -> tuple[Paragraph, ...]:
    """The report with its marks. Offsets are those of `Document.full`; no character is lost or added."""
    marks: list[tuple[int, int, str, str]] = []
    for number, account in accounts:
        marks += [(s.start, s.end, row.field, row.ref) for row in rows(number, account) for s in row.words]
    marks += [(p.span.start, p.span.end, "problem", f"p{n}") for n, p in enumerate(problems, 1) if p.span]
    return tuple(_paragraphs(document, accounts, marks))


def _paragraphs(document: Document, accounts: Numbered, marks: Sequence[tuple[int, int, str, str]]) -> Iterator[Paragraph]:
    full, start, number, seen = document.full, 0, 0, set[str]()
    for block in full.split("\n"):
        end = start + len(block)
        if block.strip():
            sentences = []
            for first, last in _sentences(full, start, end):
                number += 1
                told = tuple(n for n, a in accounts if any(s.start < last and s.end > first for s in a.evidence))
                sentences.append(Sentence(number, tuple(_pieces(full, (first, last), marks, accounts, seen)), told))
            skipped = any(s.start <= start and s.end >= end for s in document.boilerplate)
            yield Paragraph(tuple(sentences), bool(document.title) and start == 0, skipped)
        start = end + 1


@cache
def _splitter() -> Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    return nlp


def _sentences(full: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Sentences of a paragraph, for reading and keys only: where they end decides nothing else."""
    bounds = [start + s.start_char for s in _splitter()(full[start:end]).sents]
    yield from zip([start, *bounds[1:]], [*bounds[1:], end], strict=True)


def _pieces(
    full: str, bounds: tuple[int, int], marks: Sequence[tuple[int, int, str, str]], accounts: Numbered, seen: set[str]
) -> Iterator[Piece]:
    first, last = bounds
    here = [m for m in marks if m[0] < last and m[1] > first]
    ends = defaultdict[int, list[int]](list)
    for number, account in accounts:
        if first < account.trigger.end <= last:
            ends[account.trigger.end].append(number)
    cuts = sorted({first, last, *(max(first, m[0]) for m in here), *(min(last, m[1]) for m in here)})
    for start, end in pairwise(cuts):
        on = [m for m in here if m[0] <= start and m[1] >= end]
        look = min((m[2] for m in on), key=FIELDS.index, default="")
        refs = tuple(dict.fromkeys(m[3] for m in on))
        fresh = tuple(r for r in refs if r not in seen)
        seen.update(fresh)
        yield Piece(full[start:end], look, refs, fresh, tuple(ends.get(end, ())))
