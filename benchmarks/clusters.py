"""Reports of the same incident in one cluster: B³ over whole reports, ours and TF-IDF with average linkage.

    python benchmarks/clusters.py clusters.jsonl [--peer]

A row is {"id", "cluster", "text"}. B³ (Bagga and Baldwin 1998): for each report the precision and recall of its cluster, averaged. Ours
is `tacitus.fusing.reports.cluster_reports`; the peer (scikit-learn) clusters by cosine distance of TF-IDF and is given the threshold that
is best on the gold."""

import argparse
import json
from collections import Counter
from collections.abc import Hashable, Sequence
from pathlib import Path
from typing import Any

from coded import document

from tacitus.fusing.reports import cluster_reports

Row = dict[str, Any]


def b_cubed(gold: Sequence[Hashable], ours: Sequence[Hashable]) -> dict[str, float]:
    together, golds, found = Counter(zip(gold, ours, strict=True)), Counter(gold), Counter(ours)
    p = sum(n * n / found[o] for (_, o), n in together.items()) / len(gold)
    r = sum(n * n / golds[g] for (g, _), n in together.items()) / len(gold)
    return {"p": round(p, 3), "r": round(r, 3), "b3_f1": round(2 * p * r / (p + r), 3)}


def rows(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line.strip()]


def run(path: Path) -> dict[str, float]:
    """Ours."""
    found = rows(path)
    labels = cluster_reports([document(row) for row in found])
    return {"reports": len(found), "clusters": len(set(labels)), **b_cubed([row["cluster"] for row in found], labels)}


def naive(path: Path) -> dict[str, float]:
    """The floor: every report an incident of its own."""
    found = rows(path)
    return {"reports": len(found), "clusters": len(found), **b_cubed([row["cluster"] for row in found], range(len(found)))}


def peer(path: Path) -> dict[str, float]:
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform
    from sklearn.feature_extraction.text import TfidfVectorizer

    found = rows(path)
    gold = [row["cluster"] for row in found]
    table = TfidfVectorizer(stop_words="english", sublinear_tf=True).fit_transform(row["text"] for row in found)
    distance = 1 - (table @ table.T).toarray()
    tree = linkage(squareform(distance.clip(0), checks=False), "average")
    tried = ((cut / 100, list(fcluster(tree, cut / 100, "distance"))) for cut in range(50, 100))
    return max(
        ({"threshold": cut, "clusters": len(set(labels)), **b_cubed(gold, labels)} for cut, labels in tried), key=lambda f: f["b3_f1"]
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path)
    parser.add_argument("--peer", action="store_true")
    options = parser.parse_args()
    print(json.dumps(peer(options.path) if options.peer else run(options.path)))
