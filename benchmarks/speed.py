"""How fast, how big, and how both grow: CPU time over bare spaCy, one short report from start to finish, peak memory, growth with
length.

    python benchmarks/speed.py [FOLDER] [--json] [--quick]

Texts are the reports of FOLDER/gold/dev (default ../shared), else of our own gold. CPU time, not wall time, so that a busy machine
counts less; each report is read bare and whole in turn. `exponent` is the slope of log CPU over log length from 0.1 to 1 MB (1 =
linear); `--quick` leaves it out. Exit status 1 beyond a limit.
"""

import argparse
import json
import math
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from coded import coder, document, rows

from tacitus.model import Document
from tacitus.pipeline import Coder
from tacitus.settings import load

HERE = Path(__file__).parent
DATA = HERE.parent / "src/tacitus/data"
LIMITS = {"cpu_ratio": 1.7, "cpu_ratio_head": 2.5, "start_seconds": 3.5, "peak_mb": 600.0, "exponent": 1.15}
"""The most each figure may be. The exponent leaves room for noise above 1."""
SIZES = (100_000, 300_000, 1_000_000)
SHORT = "SALTAVOR, Dashqar, Sept 3 (TPA) - A jet dropped two bombs on the market of Ishbara on Wednesday, killing nine people, medics said."


def ratio(documents: Sequence[Document], *, head: bool) -> float:
    """CPU time of coding over CPU time of the bare parser on the same texts, after one report has loaded everything."""
    one = Coder(load(head=head))
    one.code(documents[0])
    bare = whole = 0.0
    for report in documents:
        begun = time.process_time()
        one.nlp(report.full)
        between = time.process_time()
        one.code(report)
        bare, whole = bare + between - begun, whole + time.process_time() - between
    return round(whole / bare, 2)


def start_to_finish() -> tuple[float, float]:
    """(CPU seconds, peak megabytes) of `tacitus code` on one short report, in a process of its own."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
        file.write(SHORT)
        file.flush()
        order = [str(Path(sys.executable).with_name("tacitus")), "code", file.name, "--format", "jsonl"]
        child = subprocess.Popen(order, stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(child.pid, 0)
    if status:
        sys.exit(f"{' '.join(order)} ended with status {os.waitstatus_to_exitcode(status)}")
    return round(usage.ru_utime + usage.ru_stime, 2), round(usage.ru_maxrss / 1024, 1)


def growth(texts: Sequence[str]) -> dict[str, float]:
    """CPU seconds for reports of each size made of the texts one after another, and the slope of their logarithms."""
    seconds = {}
    for size in SIZES:
        text = "\n\n".join(texts * (1 + size // sum(map(len, texts))))[:size]
        begun = time.process_time()
        coder().code(Document(text=text))
        seconds[size] = time.process_time() - begun
    points = [(math.log(size), math.log(cpu)) for size, cpu in seconds.items()]
    x, y = (sum(p) / len(points) for p in zip(*points, strict=True))
    slope = sum((a - x) * (b - y) for a, b in points) / sum((a - x) ** 2 for a, _ in points)
    return {"exponent": round(slope, 3)} | {f"cpu_{size // 1000}k": round(cpu, 1) for size, cpu in seconds.items()}


def measure(folder: Path, *, quick: bool) -> dict[str, float]:
    """All figures; memory is the greater of the short report's and, when length is measured, of this process."""
    dev = folder / "gold/dev.docs.jsonl"
    documents = [document(row) for row in rows(dev if dev.exists() else HERE.parent / "gold/reports.docs.jsonl")[:60]]
    figures: dict[str, float] = {"reports": len(documents), "cpu_ratio": ratio(documents, head=False)}
    if all((DATA / part).exists() for part in ("head/model.onnx", "judge/head.json")):
        figures["cpu_ratio_head"] = ratio(documents, head=True)
    figures["start_seconds"], figures["peak_mb"] = start_to_finish()
    if not quick:
        figures |= growth([report.text for report in documents])
        figures["peak_mb_1mb"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)
    return figures


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=HERE.parent.parent / "shared")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args()
    figures = measure(options.folder, quick=options.quick)
    beyond = {name: limit for name, limit in LIMITS.items() if figures.get(name, 0) > limit}
    if options.json:
        print(json.dumps(figures))
    else:
        for name, value in figures.items():
            print(f"{name:<16}{value:>10}{f'   at most {LIMITS[name]}' if name in LIMITS else ''}{'   BEYOND' if name in beyond else ''}")
    return int(bool(beyond))


if __name__ == "__main__":
    sys.exit(main())
