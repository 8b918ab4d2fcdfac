"""Fusing, measured: incidents of a war against `incident_of`, whole reports into clusters, shared events of clusters, and scale.

    python benchmarks/fusing.py DOCS GOLD INCIDENTS WORLD [--coded FILE]   a war: from gold accounts, then from the coder's own
    python benchmarks/fusing.py --clusters DOCS GOLD                       document pairs of one `cluster` that share an event
    python benchmarks/fusing.py --reports FILE [--coded FILE]              whole reports (`cluster`), B³, and the events of their accounts
    python benchmarks/fusing.py --scale 1000 10000 100000                  time, memory and exponent of growth on made-up accounts

Pairwise and B³ figures are over the gold accounts that have an incident; one the coder missed is a cluster of its own, so that misses
count. With `--coded` the codings are read from a file (`tacitus code --format jsonl`) and not made anew. A toll is found when an event
that holds an account of the incident has it by report, harm and bounds; a denial by report, stance and field (`same speaker` asks the
speaker too); a contradiction when the event has one on its field (or, for places and dates, which may only be told more exactly, a second
reading) and all its figures among the counts.
"""

import argparse
import json
import re
import resource
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import log
from pathlib import Path
from typing import Any

from fusing_scale import made_up

from tacitus.fusing import Event, fuse, kin_of
from tacitus.fusing.independence import speaker_key
from tacitus.fusing.reports import cluster_reports
from tacitus.golden import GoldReader, align, read_gold
from tacitus.knowledge.actors import ActorList
from tacitus.knowledge.gazetteer import Gazetteer
from tacitus.model import Coding, Document
from tacitus.pipeline import Coder
from tacitus.reading import read
from tacitus.settings import load

Key = tuple[str, str]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, metavar="DOCS GOLD INCIDENTS WORLD")
    parser.add_argument("--coded", type=Path)
    parser.add_argument("--clusters", nargs=2, type=Path, metavar=("DOCS", "GOLD"))
    parser.add_argument("--reports", type=Path)
    parser.add_argument("--scale", nargs="+", type=int)
    parser.add_argument("--errors", action="store_true", help="list what was joined or split wrongly, and what was not found")
    given = parser.parse_args()
    if len(given.files) == 4:
        war(*given.files, coded=given.coded, errors=given.errors)
    if given.clusters:
        clusters(*given.clusters, errors=given.errors, coded=given.coded)
    if given.reports:
        reports(given.reports, coded=given.coded, errors=given.errors)
    if given.scale:
        scale(given.scale)


def war(docs: Path, gold: Path, incidents: Path, world: Path, *, coded: Path | None = None, errors: bool = False) -> None:
    """Both tables of a war."""
    documents = read_documents(docs)
    actors = ActorList.load(world)
    reader = GoldReader(Gazetteer.open(load().gazetteer_path).with_overlay(world), actors)
    golden = [coding for _, coding in read_gold(documents, gold, reader)]
    truth = incidents_of(golden, gold)
    expected = json.loads(incidents.read_text("utf-8"))
    own = {key: key for key in truth}
    measure("gold accounts", fuse(documents, golden, kin=kin_of(actors)), truth, own, expected, errors=errors)
    codings = read_codings(coded) if coded else list(Coder(load(overlay=str(world))).code_many(documents))
    by_id = {c.document.id: c for c in golden}
    found = {(c.document.id, ours): (c.document.id, theirs) for c in codings for ours, theirs in align(by_id[c.document.id], c).items()}
    measure("coded accounts", fuse(documents, codings, kin=kin_of(actors)), truth, found, expected, errors=errors)


def read_documents(path: Path) -> list[Document]:
    return [d for d in read([str(path)]) if isinstance(d, Document)]


def read_codings(path: Path) -> list[Coding]:
    return [Coding.model_validate_json(line) for line in path.read_text("utf-8").splitlines()]


def incidents_of(golden: Iterable[Coding], gold: Path) -> dict[Key, str | None]:
    """(document id, gold account id) → its incident."""
    rows = {row["id"]: row["incident_of"] for row in map(json.loads, gold.read_text("utf-8").splitlines())}
    return {(c.document.id, a.id): i for c in golden for a, i in zip(c.accounts, rows[c.document.ref], strict=True)}


def measure(
    title: str,
    events: Sequence[Event],
    truth: Mapping[Key, str | None],
    aligned: Mapping[Key, Key],
    expected: Mapping[str, Any],
    *,
    errors: bool,
) -> dict[str, float]:
    """Print the table of one run and give it back."""
    of = {aligned[m.document_id, m.account]: e.id for e in events for m in e.accounts if (m.document_id, m.account) in aligned}
    keys = [key for key, incident in truth.items() if incident]
    predicted = [of.get(key, f"missed {n}") for n, key in enumerate(keys)]
    actual = [str(truth[key]) for key in keys]
    figures = {"accounts found": sum(key in of for key in keys) / len(keys)}
    figures |= {f"pairwise {k}": v for k, v in zip(("P", "R", "F1"), pairwise(predicted, actual), strict=True)}
    figures |= {f"B³ {k}": v for k, v in zip(("P", "R", "F1"), b_cubed(predicted, actual), strict=True)}
    present = [n for n, key in enumerate(keys) if key in of]
    figures["pairwise F1 of accounts found"] = pairwise([predicted[n] for n in present], [actual[n] for n in present])[2]
    held = defaultdict(list)
    for e in events:
        for incident in {truth.get(aligned.get((m.document_id, m.account), ("", ""))) for m in e.accounts} - {None}:
            held[str(incident)].append(e)
    whole = [i for i in set(actual) if len({p for p, a in zip(predicted, actual, strict=True) if a == i}) == 1]
    figures["incidents in one event"] = len(whole) / len(set(actual))
    figures["events over two incidents"] = float(sum(1 for n in Counter(e.id for es in held.values() for e in es).values() if n > 1))
    missing: list[str] = []
    figures |= expectations(held, expected, missing)
    print(f"\n{title}")
    for name, value in figures.items():
        print(f"  {name:32} {value:.3f}")
    if errors:
        splits(predicted, actual, keys, events)
        print("\n".join(f"  not found: {line}" for line in missing))
    return figures


def splits(predicted: Sequence[str], actual: Sequence[str], keys: Sequence[Key], events: Sequence[Event]) -> None:
    refs = {m.document_id: m.document for e in events for m in e.accounts}
    for incident in sorted(set(actual)):
        parts = defaultdict(list)
        for p, a, key in zip(predicted, actual, keys, strict=True):
            if a == incident:
                parts[p].append(refs.get(key[0], "?"))
        if len(parts) > 1:
            print(f"  split {incident}: {list(parts.values())}")
    for p in sorted(set(predicted)):
        inside = {a for q, a in zip(predicted, actual, strict=True) if q == p}
        if len(inside) > 1:
            print(f"  mixed {sorted(inside)}")


def expectations(held: Mapping[str, Sequence[Event]], expected: Mapping[str, Any], missing: list[str]) -> dict[str, float]:
    """Share of the expected tolls, denials and contradictions that the events of each incident show."""
    hits: dict[str, list[bool]] = defaultdict(list)
    for incident in expected["incidents"]:
        events, fused = held.get(incident["id"], ()), incident["fused"]
        for row in (*fused["killed_by_speaker_over_time"], *fused["other_tolls_over_time"]):
            said = [t for e in events for t in e.tolls if _is_toll(t, row)]
            _note(
                hits["tolls"],
                bool(said),
                missing,
                f"{incident['id']} {row['report']} {row['harm']} {row['min']}–{row['max']} {row['speaker']}",
            )
            hits["tolls with speaker"].append(any(_same(t.voice.speaker.name, t.voice.outlet, row) for t in said))
        for row in fused["denials_confirmations_retractions"]:
            said = [d for e in events for d in e.denials if d.voice.document == row["report"] and d.claim.stance == row["stance"]]
            exact = [d for d in said if d.claim.field == row["field"]]
            _note(
                hits["denials"], bool(exact), missing, f"{incident['id']} {row['report']} {row['speaker']} {row['stance']} {row['field']}"
            )
            hits["denials with speaker, any field"].append(any(_same(d.claim.speaker.name, d.voice.outlet, row) for d in said))
        for text in incident["contradictions"]:
            if (seen := shown(text, events)) is not None:
                _note(hits["contradictions"], seen, missing, f"{incident['id']} {text}")
    return {f"{name} shown": sum(found) / max(1, len(found)) for name, found in hits.items()}


def _note(hits: list[bool], found: bool, missing: list[str], text: str) -> None:
    hits.append(found)
    if not found:
        missing.append(text)


def _is_toll(toll: Any, row: Mapping[str, Any]) -> bool:
    return (toll.voice.document, toll.harm, toll.min, toll.max) == (row["report"], row["harm"], row["min"], row["max"])


def _same(speaker: str, outlet: str | None, row: Mapping[str, Any]) -> bool:
    wanted = set(speaker_key(row["speaker"]).split())
    return (
        speaker_key(speaker) == speaker_key(row["speaker"])
        or row["speaker"] in {speaker, outlet}
        or bool(wanted & set(speaker_key(speaker).split()))
    )


_FIELDS = (
    ("type", r"\btype\b|told as"), ("where", r"\bplace\b"), ("when", r"\bdate\b"), ("target", r"\btarget\b|\bwho:|convoy"),
    ("initiator", r"culprit|who began|blames the other|attribut"),
    ("toll", r"killed|dead|die|drowned|wounded|hurt|prisoners|abducted|detained|children|counts|thousands|soldiers|miners"),
    ("denial", r"den(?:y|ies|ied)|retract|withdr|agreement|blames|no damage|no victims|damage shows"),
)  # fmt: skip


def shown(text: str, events: Sequence[Event]) -> bool | None:
    """Whether the events show what one line of `contradictions` says; None when the line says that nothing contradicts."""
    if re.search(r"not a contradiction|: agree|near-copy|not new deaths|date words", text):
        return None
    plain = re.sub(
        r"w1-\d+(?:/\d+)*|\b[a-z]\d\d\b|\d+(?:[–-]\d+)? (?:September|Sep|October|Oct)\b|\(\d+(?: and \d+)? Sep\)|\b2[0-9]th\b", " ", text
    )
    field = next((name for name, cue in _FIELDS if re.search(cue, plain)), "denial")
    if field == "toll":
        numbers = {int(n.replace(",", "")) for n in re.findall(r"\d[\d,]*", plain)}
        told = {n for e in events for t in e.tolls for n in (t.min, t.max, (t.min or 0) - 1)}
        return numbers <= told and bool(events)
    kinds = {(c.kind, c.field) for e in events for c in e.contradictions}
    if field == "denial":
        return any(kind in {"denial", "retraction"} for kind, _ in kinds) or any(f in {"type", "initiator", "act"} for _, f in kinds)
    several = field in {"when", "where"} and any((c := e.fields.get(field)) and c.rivals for e in events)
    return several or any(f == field for _, f in kinds)


def pairwise(predicted: Sequence[str], actual: Sequence[str]) -> tuple[float, float, float]:
    """Precision, recall and F1 over pairs of one cluster."""

    def pairs(labels: Iterable[Any]) -> int:
        return sum(n * (n - 1) // 2 for n in Counter(labels).values())

    both = pairs(zip(predicted, actual, strict=True))
    return _prf(both / max(1, pairs(predicted)), both / max(1, pairs(actual)))


def b_cubed(predicted: Sequence[str], actual: Sequence[str]) -> tuple[float, float, float]:
    """B³ precision, recall and F1."""
    both, ours, theirs = Counter(zip(predicted, actual, strict=True)), Counter(predicted), Counter(actual)
    n = max(1, len(actual))
    precision = sum(both[p, a] / ours[p] for p, a in zip(predicted, actual, strict=True)) / n
    return _prf(precision, sum(both[p, a] / theirs[a] for p, a in zip(predicted, actual, strict=True)) / n)


def _prf(precision: float, recall: float) -> tuple[float, float, float]:
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def clusters(docs: Path, gold: Path, *, errors: bool, coded: Path | None = None) -> None:
    """Share of the document pairs of a `cluster` that share an event, and the events that join documents of different ones."""
    documents = read_documents(docs)
    label = {row["id"]: row.get("cluster") for row in map(json.loads, docs.read_text("utf-8").splitlines())}
    actors = ActorList.load()
    reader = GoldReader(Gazetteer.open(load().gazetteer_path), actors)
    golden = [coding for _, coding in read_gold(documents, gold, reader)]
    runs = {"gold accounts": golden, "coded accounts": read_codings(coded) if coded else []}
    for title, codings in runs.items():
        if not codings:
            continue
        shared: dict[tuple[str, str], list[Event]] = defaultdict(list)
        for e in fuse(documents, codings, kin=kin_of(actors)):
            refs = sorted({m.document for m in e.accounts})
            for n, a in enumerate(refs):
                for b in refs[n + 1 :]:
                    shared[a, b].append(e)
        refs = sorted(label)
        wanted = [(a, b) for n, a in enumerate(refs) for b in refs[n + 1 :] if label[a] and label[a] == label[b]]
        wrong = {pair: es for pair, es in shared.items() if pair not in set(wanted)}
        fresh = sum(_fresh(es) for es in wrong.values())
        print(f"\n{title}")
        print(f"  document pairs of a cluster sharing an event {sum(p in shared for p in wanted)}/{len(wanted)}")
        print(f"  document pairs of no cluster sharing an event {len(wrong)}, of them beside background {fresh}")
        if errors:
            print("\n".join(f"  not shared: {p}" for p in wanted if p not in shared))
            for pair, es in wrong.items():
                for e in es:
                    told = [(m.document, m.status, str(m.when.start), m.where.name, m.trigger.text) for m in e.accounts]
                    print(f"  wrongly shared: {pair} {e.type} {told}")


def _fresh(events: Sequence[Event]) -> bool:
    return any(all(m.status != "historical" for m in e.accounts) for e in events)


def reports(path: Path, *, coded: Path | None = None, errors: bool = False) -> None:
    """B³ of whole reports into the file's clusters, and how many groups mix clusters; from coded accounts, how many events do."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    documents = [Document(text=row["text"], ref=row["id"], title=row.get("title")) for row in rows]
    cluster = {row["id"]: row["cluster"] for row in rows}
    started = time.perf_counter()
    predicted = [str(label) for label in cluster_reports(documents)]
    took = time.perf_counter() - started
    actual = list(cluster.values())
    precision, recall, f1 = b_cubed(predicted, actual)
    print(f"\nreports  B³ P {precision:.3f} R {recall:.3f} F1 {f1:.3f}  clusters {len(set(predicted))} of {len(set(actual))}  {took:.1f} s")
    mixed = [p for p in set(predicted) if len({a for q, a in zip(predicted, actual, strict=True) if q == p}) > 1]
    print(f"  clusters that mix incidents: {len(mixed)}")
    if coded:
        joined = [e for e in fuse(documents, read_codings(coded)) if len({m.document for m in e.accounts}) > 1]
        across = [e for e in joined if len({cluster[m.document] for m in e.accounts}) > 1]
        print(f"  events over several reports: {len(joined)}, over several clusters: {len(across)}")
        if errors:
            print("\n".join(f"  {e.type} {[(m.document, m.trigger.start, m.trigger.text) for m in e.accounts]}" for e in across))


def scale(sizes: Sequence[int]) -> None:
    """Seconds, peak memory and events at each size, and the exponent between the first and the last."""
    seconds = []
    for size in sizes:
        documents, codings = made_up(size)
        started = time.process_time()
        events = fuse(documents, codings)
        seconds.append(time.process_time() - started)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"  {size:>8,} accounts {seconds[-1]:8.1f} CPU s {peak:8.0f} MB {len(events):>8,} events", flush=True)
    if len(sizes) > 1:
        print(f"  exponent {log(seconds[-1] / seconds[0]) / log(sizes[-1] / sizes[0]):.2f}")


if __name__ == "__main__":
    main()
