"""One type for a snippet, on the labels of CASE 2021 task 2, without training on them.

    python benchmarks/event_types.py types.jsonl [--errors] [--naive]

A row is {"id", "text", "type"} with one of 30 labels near ACLED's sub-events. Each label is mapped to one class of ours, once, in
`CLASS_OF`; a snippet's class is that of the account with the highest confidence (the first of equals), whatever its status, and `none`
without an account. Weighted F1 as the task defines it: F1 of each class, weighted by its share of the gold. Without an account the
telling the judge finds likeliest stands in (`likeliest`).
"""

import argparse
import json
from collections import Counter
from pathlib import Path

from coded import Row, coder, codings, document, rows

from tacitus.assembling.judging import Judge
from tacitus.assembling.telling import tell

CLASS_OF = {
    "ABDUCT_DISSAP": "abduction", "AGREEMENT": "agreement", "AIR_STRIKE": "airstrike", "ARMED_CLASH": "clash", "ARREST": "arrest",
    "ART_MISS_ATTACK": "shelling", "ATTACK": "attack", "ATTRIB": "accusation", "CHANGE_TO_GROUP_ACT": "deployment",
    "CHEM_WEAP": "chemical_attack", "DIPLO": "diplomacy", "DISR_WEAP": "interception", "FORCE_AGAINST_PROTEST": "protest_repressed",
    "GOV_REGAINS_TERIT": "capture", "GRENADE": "bombing", "HQ_ESTABLISHED": "deployment", "MAN_MADE_DISASTER": "none",
    "MOB_VIOL": "riot", "NATURAL_DISASTER": "none", "NON_STATE_ACTOR_OVERTAKES_TER": "capture", "NON_VIOL_TERRIT_TRANSFER": "transfer",
    "ORG_CRIME": "none", "OTHER": "none", "PEACE_PROTEST": "protest", "PROPERTY_DISTRUCT": "destruction",
    "PROTEST_WITH_INTER": "protest_repressed", "REM_EXPLOS": "bombing", "SEX_VIOL": "sexual_violence", "SUIC_BOMB": "suicide_bombing",
    "VIOL_DEMONSTR": "riot",
}  # fmt: skip
"""Label → class: an account type, or `diplomacy` (talks, sanction, threat, aid), or `none` for what the codebook leaves out."""
LEAST = 0.03
"""Odds below which a telling is no act even in a snippet."""
MERGED = {"talks": "diplomacy", "sanction": "diplomacy", "threat": "diplomacy", "aid": "diplomacy"}
"""Account types that no label tells apart."""


def class_of(type_: str | None) -> str:
    return MERGED.get(type_, type_) if type_ else "none"


def weighted_f1(pairs: list[tuple[str, str]]) -> float:
    """Pairs (gold, ours) → F1 of each gold class weighted by its count."""
    gold, ours, right = Counter(g for g, _ in pairs), Counter(o for _, o in pairs), Counter(g for g, o in pairs if g == o)
    return sum(2 * right[c] / (gold[c] + ours[c]) * n for c, n in gold.items()) / len(pairs)


def run(path: Path, errors: list[str] | None = None) -> dict[str, float]:
    pairs = []
    for row, coding in codings(rows(path)):
        best = max(coding.accounts, key=lambda a: a.confidence or 0, default=None)
        pairs.append((CLASS_OF[row["type"]], class_of(best.type if best else likeliest(row))))
        if errors is not None and pairs[-1][0] != pairs[-1][1]:
            shown = f"{best.trigger.text} {best.status} {best.confidence or 0:.2f}" if best else "-"
            errors.append("\t".join([row["id"], row["type"], *pairs[-1], shown, " ".join(row["text"].split())]))
    return _figures(pairs)


def naive(path: Path) -> dict[str, float]:
    """The floor: the type of the first trigger word, whatever stands around it."""
    from naive import types_told

    return _figures([(CLASS_OF[row["type"]], class_of(next(iter(types_told(row["text"])), None))) for row in rows(path)])


def likeliest(row: Row) -> str | None:
    """The type of the telling the judge finds likeliest, though too unlikely for an account: a snippet lacks the context it asks for."""
    page = coder().read_page(document(row))
    judge = Judge.load("head" if coder().head else "rules")
    told = [(judge.act_odds(telling), telling.draft.type) for telling in tell(page, coder().resolvers(page))]
    odds, kind = max(told, key=lambda pair: pair[0], default=(0.0, None))
    return kind if odds >= LEAST else None


def _figures(pairs: list[tuple[str, str]]) -> dict[str, float]:
    return {
        "snippets": len(pairs),
        "weighted_f1": round(weighted_f1(pairs), 3),
        "accuracy": round(sum(g == o for g, o in pairs) / len(pairs), 3),
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path)
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--naive", action="store_true")
    options = parser.parse_args()
    found: list[str] | None = [] if options.errors else None
    figures = naive(options.path) if options.naive else run(options.path, found)
    for line in found or ():
        print(line)
    print(json.dumps(figures))
