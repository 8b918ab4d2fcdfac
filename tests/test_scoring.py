"""Scoring: figures of made cases by hand, and equal to the referee's."""

import json
import runpy
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tacitus.cli import app
from tacitus.errors import InputError
from tacitus.scoring import CLASSES, Texts, load_codings, load_texts, score, template
from tacitus.scoring.comparing import right_claims, right_slots, same_actor, same_place, same_when, slots, toll

SHARED = Path(__file__).parents[2] / "shared"
TEXT = (
    "Jets bombed Oru on Monday, killing nine people, medics said. The army of Belen denied it. "
    "Rebels took Tamsin on Tuesday. In 2009 shells fell on Oru. Talks are planned. Police held two men in Kesh."
)


def account(type_="airstrike", trigger="bombed", evidence="Jets bombed Oru on Monday, killing nine people, medics said.", **fields):
    base = {
        "type": type_,
        "status": "happened",
        "trigger": trigger,
        "evidence": [evidence],
        "when": {},
        "where": {},
        "actors": [],
        "tolls": [],
    }
    return base | {"claims": [], "core": True} | fields


def town(name="Oru", country="Belen", **fields):
    return {"name": name, "country": country, "precision": "town", **fields}


def when(start, end=None):
    return {"start": start, "end": end or start, "precision": "day"}


def actor(role, name, *words):
    return {"role": role, "name": name, "words": list(words), "kind": "unknown"}


def killed(low, high):
    return {"harm": "killed", "group": "unspecified", "min": low, "max": high, "words": "killing"}


def claim(speaker, stance="asserts", kind="medics"):
    return {"field": "act", "speaker": speaker, "speaker_kind": kind, "stance": stance, "words": ""}


STRIKE = account(
    where=town(), when=when("2031-09-01"),
    actors=[actor("initiator", "Belen air force", "Jets"), actor("victim_group", "civilians", "nine people")],
    tolls=[killed(9, 9)], claims=[claim("medics"), claim("army of Belen", "denies", "state_forces")],
)  # fmt: skip
CAPTURE = account("capture", "took", "Rebels took Tamsin on Tuesday.", where=town("Tamsin"), when=when("2031-09-02"))
OLD = account(
    "shelling", "shells fell", "In 2009 shells fell on Oru.", status="historical", where=town(), when=when("2009-01-01", "2009-12-31")
)
ARREST = account("arrest", "held", "Police held two men in Kesh.", core=False, where=town("Kesh"))


@pytest.mark.parametrize(
    ("gold", "coded", "same"),
    [
        ({}, {}, True),
        ({}, town(), False),
        (town(), town("the Oru"), True),
        (town(), town(country="Ossa"), False),
        (town(), town(country=None), True),  # a country left open contradicts nothing
        (town(lat=10, lon=10), town("Oro", lat=10.2, lon=10), True),  # 22 km
        (town(lat=10, lon=10), town("Oro", lat=10.3, lon=10), False),  # 33 km
        (town(lat=10, lon=10), town("Oro", lat=10, lon=10, precision="province"), False),  # a province is no town
        (town(lat=10, lon=10, precision="province"), town("Oro", lat=10.8, lon=10, precision="region"), True),  # 89 km
        (town(lat=10, lon=10), town("Oro"), False),
    ],
)
def test_places_are_compared(gold, coded, same):
    assert same_place(gold, coded) is same


@pytest.mark.parametrize(
    ("gold", "coded", "same"),
    [
        ({}, {}, True),
        (when("2031-09-01"), {}, False),
        (when("2031-09-01"), when("2031-09-01", "2031-09-02"), True),
        (when("2031-09-01"), when("2031-09-02"), False),  # neither lies in the other
        (when("2031-09-01"), when("2031-08-30", "2031-09-01"), False),  # two days early
        (when("2031-09-01", "2031-09-30"), when("2031-09-03", "2031-09-28"), True),  # a tenth of a month is two days
        (when("2031-09-01", "2031-09-30"), when("2031-09-04", "2031-09-30"), False),
    ],
)
def test_dates_are_compared(gold, coded, same):
    assert same_when(gold, coded) is same


@pytest.mark.parametrize(
    ("gold", "coded", "same"),
    [
        (actor("target", "The army"), actor("target", "army"), True),
        (actor("target", "Belen army"), actor("target", "army"), False),  # four letters are too few for a part
        (actor("target", "Belen army"), actor("target", "unknown", "Belen army's jets"), True),
        (actor("target", "rebels", "the Front"), actor("target", "Oru Front", {"text": "the Front"}), True),
        (actor("target", ""), actor("target", ""), False),
    ],
)
def test_actors_are_compared(gold, coded, same):
    assert same_actor(gold, coded) is same


@pytest.mark.parametrize(
    ("tolls", "expected"),
    [([], None), ([killed(3, 3), killed(9, None)], (9, None)), ([killed(None, 20), killed(9, 9)], (None, 20)), ([killed(0, 0)], (0, 0))],
)
def test_the_largest_toll_counts(tolls, expected):
    assert toll(account(tolls=tolls), "killed") == expected


def test_each_told_field_is_a_slot():
    assert slots(STRIKE) == [("type", 0), ("when", 0), ("where", 0), ("initiator", 0), ("target", 0), ("killed", 0)]


def test_a_coded_actor_answers_for_one_gold_actor():
    gold = account(actors=[actor("target", "Oru Front"), actor("target", "Oru Front wing")])
    assert right_slots(gold, account(actors=[actor("target", "Oru Front")])) == {"type": 1, "target": 1}


def test_claims_need_speaker_and_stance_and_leave_out_the_outlet():
    coded = account(claims=[claim("Medics"), claim("army of Belen", "asserts"), claim("The Herald", kind="outlet")])
    right, missed, extra = right_claims(STRIKE, coded)
    assert (right, [c["stance"] for c in missed], [c["speaker"] for c in extra]) == (1, ["denies"], ["army of Belen"])


CASES = {
    "all right": ([STRIKE, CAPTURE, OLD], [STRIKE, CAPTURE, OLD], "account 1.0 slots 1.0 claims 1.0 status 1.0", ""),
    "nothing coded": ([STRIKE], [], "account 0.0 slots 0.0 claims 0.0 status None", "missed"),
    "nothing told": ([], [CAPTURE], "account 0.0 slots 0.0 claims 0.0 status None", "spurious"),
    "alike type": ([CAPTURE], [CAPTURE | {"type": "clash"}], "account 1.0 slots 0.667 claims 0.0 status 1.0", "wrong type"),
    "other type": ([CAPTURE], [CAPTURE | {"type": "arrest"}], "account 0.0 slots 0.0 claims 0.0 status None", "missed, spurious"),
    "background as news": (
        [OLD], [OLD | {"status": "happened"}], "account 0.0 slots 0.0 claims 0.0 status 0.0", "leaked background, wrong status",
    ),
    "news as background": (
        [CAPTURE], [CAPTURE | {"status": "historical"}], "account 0.0 slots 0.0 claims 0.0 status 0.0", "missed, wrong status",
    ),
    "arguable and coded": ([ARREST], [ARREST], "account 0.0 slots 0.0 claims 0.0 status 1.0", ""),
    "arguable and left out": ([ARREST], [], "account 0.0 slots 0.0 claims 0.0 status None", ""),
    "wrong place and date": (
        [CAPTURE], [CAPTURE | {"where": town("Oru"), "when": when("2031-10-02")}],
        "account 1.0 slots 0.333 claims 0.0 status 1.0", "wrong date, wrong place",
    ),
    "told twice": ([CAPTURE], [CAPTURE, CAPTURE], "account 0.667 slots 0.667 claims 0.0 status 1.0", "spurious"),
    "wrong toll and actors": (
        [STRIKE], [STRIKE | {"tolls": [killed(9, None)], "actors": []}],
        "account 1.0 slots 0.6 claims 1.0 status 1.0", "wrong actor, wrong actor, wrong toll",
    ),
    "spans as the coder prints them": (
        [CAPTURE], [CAPTURE | {"trigger": {"text": "took"}, "evidence": [{"text": "Rebels took Tamsin on Tuesday."}]}],
        "account 1.0 slots 1.0 claims 0.0 status 1.0", "",
    ),
    "diplomatic acts": ([account("talks", "Talks", "Talks are planned.")], [], "account 0.0 slots 0.0 claims 0.0 status None", ""),
}  # fmt: skip


def scored(gold, coded, full=TEXT):
    return score({"r": {"accounts": gold}}, {"r": {"accounts": coded}}, Texts({"r": full} if full else {}, {}))


@pytest.mark.parametrize("name", CASES)
def test_made_cases_give_the_figures_and_mistakes_counted_by_hand(name):
    gold, coded, expected, mistakes = CASES[name]
    result = scored(gold, coded)
    found = result.figures()
    shown = f"account {found['account']['f1']} slots {found['slots']['f1']} claims {found['claims']['f1']} status {found['status']}"
    assert (shown, ", ".join(sorted(m.kind for m in result.tallies[0].mistakes))) == (
        expected,
        ", ".join(sorted(filter(None, mistakes.split(", ")))),
    )


def test_a_document_without_coding_counts_as_one_without_accounts():
    assert score({"r": {"accounts": [CAPTURE]}}, {}).errors()["missed"] == 1


def test_intervals_hold_the_figure_and_are_the_same_twice():
    gold = {str(n): {"accounts": [CAPTURE]} for n in range(12)}
    coded = {str(n): {"accounts": [CAPTURE] if n % 3 else []} for n in range(12)}
    result = score(gold, coded)
    low, high = result.intervals()["account"]
    assert result.intervals() == result.intervals()
    assert low < result.figures()["account"]["f1"] == 0.8 < high


def test_tables_go_by_type_and_by_conflict():
    texts = Texts({"a": TEXT, "b": TEXT}, {"a": "Oru war", "b": ""})
    result = score({"a": {"accounts": [CAPTURE]}, "b": {"accounts": [STRIKE]}}, {"a": {"accounts": [CAPTURE]}}, texts)
    assert {k: v["account"]["f1"] for k, v in result.by_conflict().items()} == {"Oru war": 1.0, "–": 0.0}
    assert {k: v["account"]["f1"] for k, v in result.by_type().items()} == {"capture": 1.0, "airstrike": 0.0}


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "line 1: no JSON"),
        ("[]", "line 1: list instead of an object"),
        ('{"accounts": []}', "neither 'id' nor 'document.ref'"),
        ('{"id": "r"}', "no list 'accounts'"),
        ('{"id": "r", "accounts": []}\n{"id": "r", "accounts": []}', "line 2: report 'r' stands there for the second time"),
        ('{"id": "r", "accounts": [{"type": "raid", "status": "happened"}]}', "account 1: type is 'raid'; known are clash"),
        ('{"id": "r", "accounts": [{"type": "clash", "status": "happend"}]}', "account 1: status is 'happend'"),
        ("", "holds no report"),
    ],
)
def test_faults_of_a_file_are_told_with_their_line(tmp_path, line, message):
    path = tmp_path / "gold.jsonl"
    path.write_text(line, "utf-8")
    with pytest.raises(InputError, match=message.replace("[", r"\[")):
        load_codings(path)


def write(path, *rows):
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return str(path)


def test_the_command_prints_tables_json_and_mistakes(tmp_path):
    gold = write(tmp_path / "gold.jsonl", {"id": "r", "accounts": [CAPTURE, STRIKE]})
    coded = write(tmp_path / "coded.jsonl", {"document": {"ref": "r"}, "accounts": [CAPTURE]})
    docs = write(tmp_path / "docs.jsonl", {"id": "r", "text": TEXT, "world": "Oru war"})
    shown = CliRunner().invoke(app, ["score", gold, coded, "--docs", docs, "--errors"]).output
    assert "1 documents" in shown
    assert "Oru war" in shown
    assert "r\tmissed\tairstrike\tbombed\t" in shown
    figures = json.loads(CliRunner().invoke(app, ["score", gold, coded, "--json"]).output)
    assert figures["account"] == {"p": 1.0, "r": 0.5, "f1": 0.667, "tp": 1, "pred": 1, "gold": 2}
    assert list(figures["errors"]) == list(CLASSES)


def test_the_template_names_the_reports_and_is_not_overwritten(tmp_path):
    docs, path = write(tmp_path / "docs.jsonl", {"id": "a", "text": ""}, {"id": "b", "text": ""}), tmp_path / "gold.jsonl"
    assert CliRunner().invoke(app, ["score", "--template", str(path), "--docs", docs]).exit_code == 0
    assert list(load_codings(path)) == ["a", "b"]
    assert "File exists" in str(CliRunner().invoke(app, ["score", "--template", str(path)]).exception)


def test_the_template_shows_every_key_and_choice():
    shown = json.loads(next(template()))["accounts"][0]
    assert "airstrike | " in shown["type"]
    assert set(shown) == set(STRIKE)


def referee():
    if not (SHARED / "gold/score.py").exists():
        pytest.skip("no shared gold")
    return runpy.run_path(str(SHARED / "gold/score.py"))


@pytest.mark.shared
@pytest.mark.parametrize("full", [TEXT, ""])
@pytest.mark.parametrize("name", CASES)
def test_made_cases_give_the_referees_figures(name, full):
    gold, coded, *_ = CASES[name]
    theirs = referee()["score"]({"r": {"accounts": gold}}, {"r": {"accounts": coded}}, {"r": full} if full else {})
    assert scored(gold, coded, full).figures() == theirs


@pytest.mark.shared
def test_one_real_report_taken_for_another_gives_the_referees_figures():
    """Gold against the gold of the next report but with its id: many odd pairs, without a coding that changes from day to day."""
    theirs, path = referee(), SHARED / "gold/dev.gold.jsonl"
    gold, texts = load_codings(path), load_texts(SHARED / "gold/dev.docs.jsonl")
    ids = list(gold)
    for step in (0, 1, 5):
        coded = {key: gold[ids[(n + step) % len(ids)]] for n, key in enumerate(ids)}
        assert score(gold, coded, texts).figures() == theirs["score"](gold, coded, dict(texts.full))
