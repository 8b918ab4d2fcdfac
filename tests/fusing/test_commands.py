"""The commands of fusing as a user types them, on codings in a file and on a store."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from fusing.making import Report, report
from tacitus.cli import app
from tacitus.cli.explain import is_event
from tacitus.storing import Arrival, Capture, Store

REPORTS = [
    report("a", {"by": ["army"], "killed": [(9, 9, "civilians", "City Hospital")], "text": "Jets hit the fish market, killing nine."}),
    report(
        "b",
        {"by": ["rebels"], "killed": [(14, 14, "civilians", "North Hospital")], "text": "Shells fell on traders."},
        {"type": "capture", "by": ["rebels"], "day": "6", "place": "Dorst", "text": "Rebels took the lighthouse."},
        published=7,
    ),
]


@pytest.fixture
def coded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "coded.jsonl"
    path.write_text("".join(coding.to_json() + "\n" for _, coding in REPORTS), "utf-8")
    return path


def run(*arguments: str, code: int = 0) -> str:
    result = CliRunner().invoke(app, list(arguments))
    assert result.exit_code == code, result.output
    return result.output


def save(place: Path, reports: list[Report]) -> None:
    with Store(place, person="Ana") as store:
        for document, coding in reports:
            capture = Capture(kind="file", locator=document.ref, raw_sha256=store.archive.put(document.text.encode()), text_id=document.id)
            store.save(Arrival(capture, document, coding))


def test_events_are_printed_for_programs(coded):
    events = [json.loads(line) for line in run("events", "--coded", str(coded), "--format", "jsonl").splitlines()]
    market, lighthouse = events
    assert [(a["document"], a["id"], a["trigger"]) for a in market["accounts"]] == [
        ("a", "acc:a:0", "Jets hit the fish market, killing nine."),
        ("b", "acc:b:0", "Shells fell on traders."),
    ]
    assert market["fields"]["killed"].keys() >= {"chosen", "rivals", "rule"}
    assert {c["field"] for c in market["contradictions"]} == {"initiator", "killed civilians"}
    assert lighthouse["type"] == "capture"


@pytest.mark.parametrize(
    ("options", "types"),
    [
        ((), ["airstrike", "capture"]),
        (("--place", "dorst"), ["capture"]),
        (("--place", "XV"), ["airstrike", "capture"]),
        (("--actor", "army"), ["airstrike"]),
        (("--type", "capture"), ["capture"]),
        (("--since", "2031-05-05"), ["capture"]),
        (("--until", "2031-05-05"), ["airstrike"]),
        (("--status", "denied"), []),
    ],
)
def test_events_are_filtered(coded, options, types):
    lines = run("events", "--coded", str(coded), "--format", "jsonl", *options).splitlines()
    assert [json.loads(line)["type"] for line in lines] == types


def test_the_dossier_names_rivals_speakers_and_rules(coded):
    first = json.loads(run("events", "--coded", str(coded), "--format", "jsonl").splitlines()[0])["id"]
    text = run("event", first[:9], "--coded", str(coded))
    assert "North Hospital" in text
    assert "left open" in text.replace("\n", " ")
    explained = run("event", first, "--explain", "killed", "--coded", str(coded))
    assert "rule:" in explained
    assert "“Jets hit the fish market, killing nine.”" in explained.replace("\n", "")
    assert run("explain", first[:9], "killed", "--coded", str(coded)) == explained
    assert run("explain", first.removeprefix("ev:")[:8], "killed", "--coded", str(coded)) == explained
    refused = CliRunner().invoke(app, ["explain", first, "motive", "--coded", str(coded)])
    assert "has no field 'motive'" in str(refused.exception)


@pytest.mark.parametrize(
    ("subject", "event"),
    [("ev:3f2a", True), ("3f2a91", True), ("report.txt", False), ("-", False), ("facade", False), ("decade", True), ("3f", False)],
)
def test_an_event_and_a_report_to_explain_are_told_apart(tmp_path, monkeypatch, subject, event):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "facade").write_text("A report in a file whose name could be an id.", "utf-8")
    assert is_event(subject) is event


def test_lists_of_contradictions_changes_and_control(coded):
    assert "rival initiator" in run("contradictions", "--coded", str(coded))
    assert "capture, Dorst" in run("changes", "--since", "2031-05-06", "--coded", str(coded))
    assert "rebels: full, claimed" in run("control", "Dorst", "--coded", str(coded))
    (feature,) = json.loads(run("control", "--geojson", "2031-05-30", "--coded", str(coded)))["features"]
    assert feature["properties"]["place"] == "Dorst"
    run("control", "Arda", "--coded", str(coded), code=1)  # nobody says who holds it


def test_a_decision_changes_the_events_and_its_undoing_brings_them_back(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    save(tmp_path / "tacitus.db", REPORTS)
    before = run("events", "--format", "jsonl")
    decided = run("judge", "split", "acc:b:0", "--reason", "another market", "--as", "Ana").strip()
    assert len(run("events", "--format", "jsonl").splitlines()) == 3
    run("judge", "undo", decided, "--as", "Ana")
    assert run("events", "--format", "jsonl") == before
    with Store(tmp_path / "tacitus.db") as store:
        assert len(list(store.events())) == 2


def test_what_cannot_be_decided_is_refused(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    save(tmp_path / "tacitus.db", REPORTS)
    run("judge", "guess", "acc:b:0", code=2)
    assert CliRunner().invoke(app, ["judge", "choose", "acc:b:0"]).exit_code != 0  # no field
    assert CliRunner().invoke(app, ["judge", "split", "nothing"]).exit_code != 0
