"""Reports with the gold marked in their text, as they are written by hand in `training/reports/*.txt`, turned into documents and gold.

    python training/marked.py training/reports/*.txt --out FOLDER     writes FOLDER/marked.docs.jsonl and marked.gold.jsonl
    python training/marked.py training/reports/ports.txt              checks alone: what is wrong, in which report, or the counts
    python training/marked.py training/wars/kerenua.txt --out FOLDER   the same of a whole war, with `incident_of`

A file holds reports one after the other:

    === p-001
    title: Shells {e1+ hit} market in {e1.w Orvat}
    published: 2031-10-03
    publisher: Orvat Daily
    style: agency
    ---
    At least {e1.k {e1.v 12 people} were killed} {e1.d on Thursday} when {e1.i government artillery} {e1! shelled} a market in Orvat.
    ---
    e1 shelling happened | 2031-10-02 | Orvat, Ruvania, town
    i Ruvanian military = state_forces
    v people = civilians
    k killed victim_group 12 -

A mark is `{KEY.LETTER words}`; marks may nest. `!` the words of the trigger (once), `+` another telling's, `i` `t` `v` the words of
initiator, target and victim group, `w` place, `d` date, `k` toll, `c` claim, `o` words that only make their sentence evidence. A digit
counts (`i2`, `k2`, `c3`): the second line of that letter in the table. An account's evidence is every sentence that holds a mark of it;
a sentence ends at a line break or at `.`, `!`, `?` and closing quotes before a space and a capital or a quote.

The gold holds beside the usual keys `told`: where in title, blank line and text the words stand that tell the act (`!`, `+`, `o`, `k`).

The table: `KEY TYPE STATUS [background] | DATE or START..END or - [~ inferred] | PLACE, COUNTRY, PRECISION or - [| INCIDENT]`, then in the
order of their numbers `i|t|v NAME = KIND`, `k HARM GROUP MIN MAX [approx|vague] [@ SPEAKER]` (`-` for an open end; without a speaker it is
the outlet's) and `c FIELD STANCE KIND NAME`.

INCIDENT (`i07`) is what the account tells in a war of many reports; the gold's `incident_of` lists it, account by account, None for one
that has none. A war's places stand beside it in NAME.world.json; they give the gold its points.
"""

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args

from tacitus import codebook, model

ROLES = {"i": "initiator", "t": "target", "v": "victim_group", "s": "supporter", "m": "mediator"}
MARK = re.compile(r"\{([a-z]+\d+)(?:\.([itvsmwdkco]\d?)|([!+])) |(\})")
ACT = re.compile(
    r"(?P<key>[a-z]+\d+) (?P<type>\w+) (?P<status>\w+)(?P<core> background)? \| "
    r"(?P<start>-|\d{4}-\d\d-\d\d)(?:\.\.(?P<end>\d{4}-\d\d-\d\d))?(?P<inferred> ~)? \| (?P<place>[^|]+?)(?: \| (?P<incident>i\d\d))?"
)
TOLL = re.compile(r"(?P<harm>\w+) (?P<group>\w+) (?P<low>\d+|-) (?P<high>\d+|-)(?: (?P<qualifier>approx|vague))?(?: @ (?P<speaker>.+))?")
END = re.compile(r"\n+|(?<=[.!?\u201d\"'’])\s+(?=[\"“‘'A-Z])")
SHORT = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|St|Gen|Col|Maj|Capt|Lt|Sgt|Gov|No|U\.S|U\.N|[A-Z]))\.$")


class MarkError(Exception):
    """What a report gets wrong."""


@dataclass
class Marked:
    """A text without its marks, and for each account the stretches of each letter."""

    text: str
    marks: dict[str, dict[str, list[tuple[int, int]]]] = field(default_factory=dict)


def unmark(text: str) -> Marked:
    """The text with its marks taken out; MarkError for a mark that does not close or a brace that opens none."""
    found = Marked("")
    stack: list[tuple[str, str, int]] = []
    at = 0
    for mark in MARK.finditer(text):
        found.text += text[at : mark.start()]
        at = mark.end()
        if mark[4]:
            if not stack:
                raise MarkError(f"a closing brace without a mark after …{found.text[-40:]!r}")
            key, letter, start = stack.pop()
            found.marks.setdefault(key, {}).setdefault(letter, []).append((start, len(found.text)))
        else:
            stack.append((mark[1], mark[2] or mark[3], len(found.text)))
    found.text += text[at:]
    if stack or "{" in found.text:
        raise MarkError(f"a mark that is not closed or not known: {stack or found.text[max(0, found.text.find('{') - 10) :][:60]!r}")
    return found


def sentences(text: str) -> list[tuple[int, int]]:
    """The stretches of the sentences."""
    cuts = [m for m in END.finditer(text) if "\n" in m[0] or not SHORT.search(text[: m.start()])]
    starts, ends = [0, *(m.end() for m in cuts)], [*(m.start() for m in cuts), len(text)]
    return [(a, b) for a, b in zip(starts, ends, strict=True) if text[a:b].strip()]


def _check(name: str, value: str, allowed: Any) -> str:
    choices = get_args(allowed) or tuple(allowed)
    if value not in choices:
        raise MarkError(f"{name} {value!r} is none of {', '.join(map(str, choices))}")
    return value


def _numbered(rows: list[str], letter: str) -> list[str]:
    return [r.split(" ", 1)[1].strip() for r in rows if r.split(" ", 1)[0] == letter]


def _when(act: re.Match[str], words: str | None) -> dict[str, Any]:
    start, end = act["start"], act["end"] or act["start"]
    if start == "-":
        return {"start": None, "end": None, "precision": "unknown", "words": words, "inferred": False}
    days = (model.date.fromisoformat(end) - model.date.fromisoformat(start)).days
    precision = next(p for p, most in (("day", 0), ("days", 6), ("week", 7), ("month", 31), ("year", 10**6)) if days <= most)
    return {"start": start, "end": end, "precision": precision, "words": words, "inferred": bool(act["inferred"])}


def _where(place: str, words: str | None) -> dict[str, Any]:
    blank = {"name": None, "words": words, "country": None, "admin1": None, "lat": None, "lon": None, "precision": "unknown"}
    if place.strip() == "-":
        return blank
    parts = [p.strip() for p in place.split(",")]
    if len(parts) != 3:
        raise MarkError(f"place {place!r} is not NAME, COUNTRY, PRECISION")
    return blank | {"name": parts[0], "country": parts[1], "precision": _check("precision", parts[2], model.PlacePrecision)}


def _claim(row: str, words: list[str]) -> dict[str, Any]:
    about, stance, kind, name = row.split(" ", 3)
    return {
        "field": _check("claim field", about, model.ClaimField), "speaker": name,
        "speaker_kind": _check("speaker kind", kind, model.SpeakerKind),
        "stance": _check("stance", stance, model.Stance), "words": words[0] if words else None,
    }  # fmt: skip


def _toll(row: str, words: list[str]) -> dict[str, Any]:
    told = TOLL.fullmatch(row)
    if told is None:
        raise MarkError(f"toll {row!r} is not HARM GROUP MIN MAX [approx|vague] [@ SPEAKER]")
    low, high = (None if told[end] == "-" else int(told[end]) for end in ("low", "high"))
    found = {
        "harm": _check("harm", told["harm"], model.Harm), "group": _check("group", told["group"], model.Group),
        "min": low, "max": high, "words": words[0] if words else None,
    }  # fmt: skip
    return found | ({told["qualifier"]: True} if told["qualifier"] else {}) | ({"speaker": told["speaker"]} if told["speaker"] else {})


def account(rows: list[str], marked: Marked) -> dict[str, Any]:
    """One account of the table, with the words of its marks."""
    act = ACT.fullmatch(rows[0])
    if act is None:
        raise MarkError(f"not a line of an account: {rows[0]!r}")
    marks = marked.marks.pop(act["key"], {})
    if len(marks.get("!", [])) != 1:
        raise MarkError(f"{act['key']}: needs exactly one trigger mark {{{act['key']}! …}}, has {len(marks.get('!', []))}")

    def words(letter: str, number: int) -> list[str]:
        names = [letter, f"{letter}1"] if number == 1 else [f"{letter}{number}"]
        return [marked.text[a:b] for n in names for a, b in marks.pop(n, [])]

    trigger = marks.pop("!")[0]
    stretches = [trigger, *(span for spans in marks.values() for span in spans)]
    evidence = [marked.text[a:b] for a, b in sentences(marked.text) if any(a <= s < b for s, _ in stretches)]
    told = sorted([trigger, *marks.pop("+", []), *marks.pop("o", []), *(span for n in marks if n[0] == "k" for span in marks[n])])
    actors = [
        {"role": role, "name": name.strip(), "words": words(letter, n), "kind": _check("actor kind", kind.strip(), model.ActorKind)}
        for letter, role in ROLES.items()
        for n, row in enumerate(_numbered(rows[1:], letter), 1)
        for name, _, kind in [row.rpartition("=")]
    ]
    day, place = next(iter(words("d", 1)), None), next(iter(words("w", 1)), None)
    found = {
        "type": _check("type", act["type"], codebook.types()), "status": _check("status", act["status"], model.Status),
        "trigger": marked.text[slice(*trigger)], "evidence": evidence, "told": told,
        "when": _when(act, day), "where": _where(act["place"], place), "actors": actors,
        "tolls": [_toll(r, words("k", n)) for n, r in enumerate(_numbered(rows[1:], "k"), 1)],
        "claims": [_claim(r, words("c", n)) for n, r in enumerate(_numbered(rows[1:], "c"), 1)],
        "core": not act["core"],
    }  # fmt: skip
    if marks:
        raise MarkError(f"{act['key']}: marks without a line in the table: {', '.join(marks)}")
    return found


def report(block: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """One report's document and gold."""
    parts = re.split(r"^---\n", block, flags=re.MULTILINE)
    if len(parts) != 3:
        raise MarkError("needs head, text and table, parted by two lines ---")
    name, *lines = parts[0].strip().split("\n")
    document = {"id": name.strip()} | {k: v.strip() for k, _, v in (line.partition(":") for line in lines)} | {"licence": "CC0-1.0"}
    model.date.fromisoformat(document["published"])
    marked = unmark(f"{document['title']}\n\n{parts[1].strip()}")
    document["title"], _, document["text"] = marked.text.partition("\n\n")
    rows = [r.strip() for r in parts[2].strip().split("\n") if r.strip()]
    starts = [n for n, r in enumerate(rows) if "|" in r] + [len(rows)]
    accounts = [account(rows[a:b], marked) for a, b in pairwise(starts)]
    incidents = [act["incident"] if (act := ACT.fullmatch(rows[n])) else None for n in starts[:-1]]
    if marked.marks:
        raise MarkError(f"marks without an account: {', '.join(marked.marks)}")
    gold = {"id": document["id"], "accounts": accounts, "incident_of": incidents, "control": [], "aggregates": [], "notes": ""}
    return document, gold


def points(war: Path) -> dict[str, dict[str, Any]]:
    """Name → province and point of the places of the world beside a war; none for a file of single reports."""
    world = war.with_suffix(".world.json")
    places = json.loads(world.read_text("utf-8"))["places"] if world.exists() else []
    return {place["name"]: {key: place[key] for key in ("admin1", "lat", "lon")} for place in places}


def reports(path: Path) -> Iterator[tuple[dict[str, Any], dict[str, Any]] | MarkError]:
    """Document and gold of each report of a file, or what is wrong with it, named by file and report."""
    known = points(path)
    for block in re.split(r"^=== ", path.read_text("utf-8"), flags=re.MULTILINE)[1:]:
        try:
            document, gold = report(block)
            for where in (a["where"] for a in gold["accounts"] if known and a["where"]["name"]):
                where |= known[where["name"]]
            yield document, gold
        except (MarkError, ValueError, KeyError) as error:
            yield MarkError(f"{path}: {block.split(chr(10))[0]}: {error}")


def main() -> None:
    """Check the files, and write them with --out."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    good, wrong = [], 0
    for found in (f for path in args.files for f in reports(path)):
        if isinstance(found, MarkError):
            wrong += 1
            print(found, file=sys.stderr)
        else:
            good.append(found)
    accounts = [a for _, g in good for a in g["accounts"]]
    print(f"{len(good)} reports, {sum(len(d['text'].split()) for d, _ in good)} words, {len(accounts)} accounts, {wrong} reports wrong")
    for key in ("type", "status"):
        print(key, dict(Counter(a[key] for a in accounts).most_common()))
    print("sentences of evidence", dict(sorted(Counter(len(a["evidence"]) for a in accounts).items())))
    if args.out:
        for n, name in enumerate(("docs", "gold")):
            lines = [json.dumps(pair[n], ensure_ascii=False) + "\n" for pair in good]
            (args.out / f"marked.{name}.jsonl").write_text("".join(lines), "utf-8")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
