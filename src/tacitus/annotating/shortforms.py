"""Short forms: the acronyms and clipped names a report introduces, spelt out."""

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from itertools import pairwise

from spacy.tokens import Doc

from tacitus import lexicon
from tacitus.page import Name

_BODIES = frozenset({"actor", "organisation", "outlet"})


def spelt_out(doc: Doc, names: Iterable[Name]) -> list[Name]:
    """The names with acronyms and short forms mapped to the long form the report gives.

    "Northern Front (NF)" makes each later "NF" the Northern Front; "the Front" is the only longer body whose words include it; a
    surname is the only person who ends in it. A lone head word ("Council") that nothing spells out is no name.
    """
    names = list(names)
    acronyms = _acronyms(doc, names)
    names = [_as(n, acronyms[n.full]) if n.full in acronyms and acronyms[n.full].full != n.full else n for n in names]
    longer = [(n, _words(n.full)) for n in {n.full: n for n in names if " " in n.full or "-" in n.full}.values()]
    clipped = {n.full: _long_form(n, longer) for n in names if n.actor_id is None and n.full not in acronyms}
    names = [_as(n, long) if (long := clipped.get(n.full)) else n for n in names]
    return [n for n in names if n.actor_id or clipped.get(n.full) or n.full.casefold() not in _bare() or " " in n.full]


def _as(name: Name, long: Name) -> Name:
    return replace(name, full=long.full, kind=long.kind, actor_id=long.actor_id)


def _acronyms(doc: Doc, names: list[Name]) -> dict[str, Name]:
    """Acronym → long name, from "Long Name (LN)" and "LN (Long Name)"."""
    found: dict[str, Name] = {}
    for long, short in pairwise(names):
        between = doc[long.end : short.start].text.strip()
        if between not in {"(", ", or", '("', "(“"}:
            continue
        if _abbreviates(short.full, doc[long.start : long.end].text):
            found.setdefault(short.full, long)
        elif _abbreviates(long.full, doc[short.start : short.end].text):
            found.setdefault(long.full, short)
        elif _shortens(short.full) and long.kind in _BODIES and short.actor_id in {None, long.actor_id}:
            found.setdefault(short.full, long)
    return found


def _shortens(text: str) -> bool:
    return text.isupper() and 2 <= len(text) <= 6 and " " not in text


def _abbreviates(short: str, long: str) -> bool:
    """Whether the capitals of `short` appear in order at word starts of `long`, the first of them at its first word or the second."""
    letters = [c for c in short if c.isalpha()]
    if not 2 <= len(letters) <= 8 or " " in short or sum(c.isupper() for c in letters) < 2 or len(long) <= len(short):
        return False
    initials = [word[0].casefold() for word in re.findall(r"\w+", long)]
    rest = iter(initials)
    return all(letter.casefold() in rest for letter in letters if letter.isupper())


def _long_form(name: Name, longer: list[tuple[Name, list[str]]]) -> Name | None:
    """The one longer name of the report, each with its words, that `name` is a part of, by the rules for bodies and for persons."""
    words = _words(name.full)
    fitting = [x for x, its in longer if x.full != name.full and _is_part(words, its, x.kind) and _compatible(name, x)]
    return fitting[0] if len(fitting) == 1 else None


def _is_part(short: list[str], long: list[str], kind: str) -> bool:
    if len(short) >= len(long):
        return False
    if kind == "person":
        return long[-len(short) :] == short
    return kind in _BODIES and any(long[i : i + len(short)] == short for i in range(len(long)))


def _compatible(name: Name, long: Name) -> bool:
    if long.kind == "person":
        return name.kind in {"person", "other", "place", "organisation"} and name.label not in {"GPE", "NORP"}
    if name.full.casefold() in _bare():
        return True
    return name.kind not in {"demonym", "place"} and (name.kind != "person" or name.label != "PERSON")


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


@cache
def _bare() -> frozenset[str]:
    """Words that head names and are none alone."""
    table = lexicon.table("actors", "name_heads")
    titles = lexicon.table("actors", "titles")
    return frozenset(w for kind in table if kind != "outlet" for w in table[kind]) | frozenset(w for kind in titles for w in titles[kind])
