"""Who did it to whom, sentence by sentence: the PLOVER gold standard, or PETRARCH2's validation sentences.

    python benchmarks/sentences.py sentences.jsonl [--errors]

A row of PLOVER has "text", "source" and "target" (lists of {"actorText"}); it is right when every source and every target told has its
words among ours. A row of PETRARCH2 has "text" and "codings" ({"sourcecode", "targetcode", "eventcode"}, CAMEO); we print no CAMEO
codes, so it is right when one of ours on either side begins like a code told for it (ARN: Arnor) or is the country with that code; rows
without an event are left out.

PLOVER codes a sentence's main event, and most of its events (demand, reject, support …) are no account of ours. So source and target
are read at the main verb, with the coder's names, classes of nouns and grammar of arguments."""

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pycountry
from coded import Row, coder, document, rows
from spacy.tokens import Token

from tacitus.extracting.classes import is_a
from tacitus.extracting.clauses import PASSIVE, SUBJECT, arguments, conjuncts, mention
from tacitus.page import Page

Sides = tuple[list[str], list[str]]


def run(path: Path, errors: list[str] | None = None) -> dict[str, float]:
    found = rows(path)
    return _petrarch(found, errors) if "codings" in found[0] else _plover(found, errors)


def _plover(found: Sequence[Row], errors: list[str] | None) -> dict[str, float]:
    count: Counter[str] = Counter()
    for row in found:
        sides = main_sides(coder().read_page(document(row)))
        gold = _texts(row.get("source")), _texts(row.get("target"))
        source, target = _right(gold, sides)
        count.update(source=source, target=target, right=source and target)
        if errors is not None and not (source and target):
            errors.append(f"{row['event']}\t{gold}\t{sides}\t{row['text']}")
    return {"sentences": len(found)} | {key: round(count[key] / len(found), 3) for key in ("right", "source", "target")}


def _right(gold: Sides, ours: Sides) -> tuple[bool, bool]:
    source, target = (all(any(_same(g, o) for o in found) for g in golds) for golds, found in zip(gold, ours, strict=True))
    return source, target


def _texts(sides: object) -> list[str]:
    """The words of a side; the corpus writes it as a list of objects, one object, or a string."""
    if isinstance(sides, str):
        return [sides]
    listed = [sides] if isinstance(sides, dict) else list(sides) if isinstance(sides, list) else []
    return [text for side in listed if (text := side if isinstance(side, str) else side.get("actorText"))]


def _normal(text: str) -> str:
    return " ".join(re.findall(r"[\w]+", re.sub(r"^\s*(in|the|a|an) ", "", text.casefold())))


def _same(gold: str, ours: str) -> bool:
    """Equal, or one holds the other as whole words."""
    one, two = f" {_normal(gold)} ", f" {_normal(ours)} "
    return bool(one.strip() and two.strip()) and (one in two or two in one)


def main_sides(page: Page) -> Sides:
    """Source and target at the main verb: who acts there, and the nearest actor or place below it that is not in the subject.

    Passives with an agent turn round; without one the place of the act stands for who did it. Nearest is by depth, then by order.
    """
    verb = _main_verb(next(iter(page.parse.sents)).root)
    around = arguments(verb)
    subjects = [c for c in verb.children if c.dep_ in SUBJECT | PASSIVE] or list(around.agents)
    inside = {t.i for s in subjects for t in s.subtree}
    below = [t for t in _outward(verb) if t.i not in inside and is_party(page, t)]
    if not around.passive:
        return [_words(t) for t in around.agents], _group(below)
    agents = [t for t in around.agents if is_party(page, t)]
    return _group(agents or below), [_words(t) for s in subjects for t in conjuncts(s)]


SAYING = {"say", "announce", "report", "declare", "state", "tell", "add"}


def _main_verb(root: Token) -> Token:
    """The verb of what is told: under a verb of saying whose subject speaks of others, the verb of the speech."""
    speech = [c for c in root.children if c.dep_ == "ccomp" and c.pos_ in {"VERB", "AUX"}]
    if root.lemma_ in SAYING and speech and (speech[0].i < root.i or not _says_of_itself(speech[0])):
        return _main_verb(speech[0])
    return root


def _says_of_itself(verb: Token) -> bool:
    return any(c.dep_ in SUBJECT | PASSIVE and c.lower_ in {"it", "he", "she", "they", "we"} for c in verb.children)


def is_party(page: Page, token: Token) -> bool:
    name = page.name_at.get(token.i)
    if name is not None:
        return name.kind in {"place", "actor", "person", "organisation", "demonym"}
    return is_a(page, token, "armed", "soldierly", "crowd", "civilian")


def _outward(verb: Token) -> Iterator[Token]:
    level = [verb]
    while level:
        level = [c for t in level for c in t.children if c.dep_ not in {"punct", "mark"}]
        yield from level


def _group(found: Sequence[Token]) -> list[str]:
    return [_words(t) for t in conjuncts(found[0])] if found else []


def _words(head: Token) -> str:
    span = mention(head)
    return head.doc[span.start : span.end].text


def _petrarch(found: Sequence[Row], errors: list[str] | None) -> dict[str, float]:
    coded = [row for row in found if any(c["sourcecode"] for c in row["codings"])]
    count: Counter[str] = Counter()
    for row in coded:
        sides = main_sides(coder().read_page(document(row)))
        codes = tuple({c[side] for c in row["codings"] if c[side]} for side in ("sourcecode", "targetcode"))
        source, target = (any(_stands_for(code, text) for code in golds for text in ours) for golds, ours in zip(codes, sides, strict=True))
        count.update(source=source, target=target, right=source and target)
        if errors is not None and not (source and target):
            errors.append(f"{row['category']}\t{codes}\t{sides}\t{row['text']}")
    return {"sentences": len(coded)} | {key: round(count[key] / len(coded), 3) for key in ("right", "source", "target")}


def _stands_for(code: str, text: str) -> bool:
    """A word that begins with the code's first three letters, or a country whose ISO code they are."""
    country = pycountry.countries.get(alpha_3=code[:3])
    names = {country.name.casefold()} if country else set()
    return any(w.startswith(code[:3].casefold()) for w in text.casefold().split()) or any(n in text.casefold() for n in names)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path)
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    listed: list[str] | None = [] if options.errors else None
    figures = run(options.path, listed)
    print(*(listed or ()), sep="\n")
    print(json.dumps(figures))
