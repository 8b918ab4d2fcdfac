"""What the dossiers of a war must show: the rows of its incidents that stand in the gold, gathered anew beside those written by hand.

    python training/incidents.py training/wars/kerenua.txt     rewrites training/wars/kerenua.incidents.json

Written by hand stay title, truth, true values, contradictions, what must not be merged, status and best reading. Gathered are `reports`,
`independent_outlets` (a copy counts to the outlet it copies) and, under `fused`, every toll, denial, confirmation and retraction of the
incident's accounts, by report. A toll without a speaker is the outlet's own. The form is that of `tests/fusing/war/incidents.json`, which
`benchmarks/fusing.py` reads.
"""

import argparse
import json
from pathlib import Path
from typing import Any

import marked

Row = dict[str, Any]
_TOLD = {"denies", "confirms", "retracts"}


def gathered(war: Path, by_hand: Row) -> Row:
    """The incidents with what the gold of the marked reports says of each. KeyError for an incident that nobody wrote by hand."""
    incidents = {i["id"]: i | {"reports": [], "fused": i["fused"] | _empty()} for i in by_hand["incidents"]}
    outlet_of: dict[str, str] = {}
    for found in marked.reports(war):
        if isinstance(found, marked.MarkError):
            raise found
        document, gold = found
        outlet_of[document["id"]] = document["publisher"]
        for index, (account, incident) in enumerate(zip(gold["accounts"], gold["incident_of"], strict=True)):
            if incident:
                _add(incidents[incident], document, account, index)
    for incident in incidents.values():
        origins = {by_hand["copies"].get(r["report"], r["report"]) for r in incident["reports"]}
        incident["independent_outlets"] = len({outlet_of[origin] for origin in origins})
    return by_hand | {"incidents": list(incidents.values())}


def _empty() -> Row:
    return {"killed_by_speaker_over_time": [], "other_tolls_over_time": [], "denials_confirmations_retractions": []}


def _add(incident: Row, document: Row, account: Row, index: int) -> None:
    head = {"report": document["id"], "published": document["published"], "outlet": document["publisher"]}
    told = {"index": index, "type": account["type"], "status": account["status"], "core": account["core"]}
    mine = [r for r in incident["reports"] if r["report"] == document["id"]]
    if mine:
        mine[0]["accounts"].append(told)
    else:
        incident["reports"].append(head | {"accounts": [told]})
    for toll in account["tolls"]:
        place = "killed_by_speaker_over_time" if toll["harm"] == "killed" else "other_tolls_over_time"
        row = {k: toll[k] for k in ("harm", "group", "min", "max", "words")}
        incident["fused"][place].append(head | {"speaker": toll.get("speaker") or document["publisher"]} | row)
    incident["fused"]["denials_confirmations_retractions"].extend(
        head | {"field": c["field"], "speaker": c["speaker"], "stance": c["stance"], "words": c["words"]}
        for c in account["claims"]
        if c["stance"] in _TOLD
    )


def path_of(war: Path) -> Path:
    """The incidents that stand beside a war's reports."""
    return war.with_suffix(".incidents.json")


def main() -> None:
    """Rewrite the incidents of one war."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("war", type=Path)
    war = parser.parse_args().war
    rows = gathered(war, json.loads(path_of(war).read_text("utf-8")))
    path_of(war).write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", "utf-8")
    print(f"{len(rows['incidents'])} incidents, {sum(len(i['reports']) for i in rows['incidents'])} tellings by a report")


if __name__ == "__main__":
    main()
