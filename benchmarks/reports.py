"""Incidents of a whole report: the templates of MUC-3/4 (Latin America, 1988–1991, upper case).

    python benchmarks/reports.py reports.muc4.jsonl [--truecase]

A row has "docid", "text" and "templates". Compared are the string slots a coder of ours can fill: incident type, country, perpetrator
(individual or organisation), human target; a template's slot is right when one of its alternatives shares whole words with ours.
Templates and accounts of a report are paired one to one, best first; a pair needs the type. Optional templates are not missed. Accounts
of types MUC does not know are left out. `--truecase` first gives the text small letters (names by the gazetteer and actor lists); the
product itself reads text as it stands."""

import argparse
import json
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from coded import Row, coder, document, rows

from tacitus.model import Account

TYPES = {
    "attack": "ATTACK", "clash": "ATTACK", "airstrike": "ATTACK", "shelling": "ATTACK", "bombing": "BOMBING", "suicide_bombing": "BOMBING",
    "abduction": "KIDNAPPING", "destruction": "ARSON",
}  # fmt: skip
SLOTS = ("type", "country", "perpetrator", "target")
COUNTED = {"happened", "disputed", "threatened", "failed", "planned"}


def run(path: Path, *, truecase: bool = False) -> dict[str, float]:
    count: Counter[str] = Counter()
    for row in rows(path):
        text = truecased(row["text"]) if truecase else row["text"]
        accounts = coder().code(document(row | {"text": text})).accounts
        _count(count, row["templates"], [filled(a) for a in accounts if a.type in TYPES and a.status in COUNTED])
    figures = {"documents": len(rows(path)), "templates": count["gold type"], "accounts": count["ours type"]}
    return figures | {f"{name}_f1": _f1(count, [name]) for name in SLOTS} | {"slots_f1": _f1(count, SLOTS)}


def _f1(count: Counter[str], names: Sequence[str]) -> float:
    right, ours, gold = (sum(count[f"{what} {name}"] for name in names) for what in ("right", "ours", "gold"))
    return round(2 * right / max(1, ours + gold), 3)


def filled(account: Account) -> dict[str, list[str]]:
    """An account as slot → texts."""

    def texts(*roles: str) -> list[str]:
        return [t for a in account.having(*roles) for t in (a.name, *(w.text for w in a.words))]  # type: ignore[arg-type]

    country = account.where.country
    return {
        "type": [TYPES[account.type]],
        "country": [country] if country else [],
        "perpetrator": texts("initiator"),
        "target": texts("target", "victim_group"),
    }


def wanted(template: Row) -> dict[str, list[str]]:
    """A template as slot → alternatives; an empty slot asks for nothing."""
    people = [*template["PERP: INDIVIDUAL ID"], *template["PERP: ORGANIZATION ID"]]
    targets = [*template["HUM TGT: NAME"], *(d.split('": "')[0] for d in template["HUM TGT: DESCRIPTION"])]
    places = [re.split(r"[:(]", p.strip("( "))[0].strip() for p in template["INCIDENT: LOCATION"]]
    codes = [place.country for p in places for place in coder().gazetteer.bare(p.title()) if place.kind == "country"]
    return {
        "type": re.split(" / ", template["INCIDENT: TYPE"][0]),
        "country": codes,
        "perpetrator": _quoted(people),
        "target": _quoted(targets),
    }


def _quoted(texts: Sequence[str]) -> list[str]:
    return [part.strip(' "?') for text in texts for part in re.split(r'" / "|": "', text)]


def _same(one: str, two: str) -> bool:
    a, b = (f" {' '.join(re.findall(r'[a-z0-9]+', t.casefold()))} " for t in (one, two))
    return bool(a.strip() and b.strip()) and (a in b or b in a)


def _count(count: Counter[str], templates: Sequence[Row], ours: list[dict[str, list[str]]]) -> None:
    left = list(ours)
    for template in sorted(templates, key=lambda t: bool(t["OPTIONAL"])):
        gold = wanted(template)
        best = max(left, key=lambda a: (any(map(_agrees(gold, a), ["type"])), sum(map(_agrees(gold, a), SLOTS))), default=None)
        found = best is not None and _agrees(gold, best)("type")
        if not found and template["OPTIONAL"]:
            continue
        for name in SLOTS:
            count[f"gold {name}"] += bool(gold[name])
            if found and best is not None:
                count[f"ours {name}"] += bool(best[name])
                count[f"right {name}"] += _agrees(gold, best)(name)
        if found and best is not None:
            left.remove(best)
    for spare in left:
        for name in SLOTS:
            count[f"ours {name}"] += bool(spare[name])


def _agrees(gold: dict[str, list[str]], ours: dict[str, list[str]]):  # type: ignore[no-untyped-def]  # slot name → bool
    return lambda name: any(_same(g, o) for g in gold[name] for o in ours[name])


def truecased(text: str) -> str:
    """Small letters, but for sentence beginnings and words that only names hold."""
    known = coder().gazetteer

    def case(match: re.Match[str]) -> str:
        word = match.group()
        return word.title() if len(word) > 3 and any(p.population > 20_000 or p.is_unit for p in known.bare(word.title())) else word.lower()

    lowered = re.sub(r"[A-Z][A-Z'’-]+", case, re.sub(r"(?<=\w)\n(?=\w)", " ", text))
    return re.sub(r"(^|[.!?]\s+|\n\s*)([a-z])", lambda m: m.group(1) + m.group(2).upper(), lowered)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path)
    parser.add_argument("--truecase", action="store_true")
    options = parser.parse_args()
    print(json.dumps(run(options.path, truecase=options.truecase)))
