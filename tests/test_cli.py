"""The command line: forms, exit status, and one clear message for whatever is wrong."""

import csv
import io
import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from tacitus import cli
from tacitus.cli import COMMANDS
from tacitus.cli.serve import address_of

STORY = "Gunmen killed three people in Kano, Nigeria, on Monday, police said. The mayor [/red] thanked [bold]them[/bold]."
FRENCH = "Les rebelles ont pris la ville dimanche, tuant au moins sept personnes selon des témoins qui ont parlé à la radio nationale. " * 3
JSONL = (
    '{"id": "a", "text": "Gunmen killed three people in Kano on Monday.", "published": "2024-05-07"}\n'
    "{broken\n"
    '{"id": "c", "text": 5}\n'
    '{"id": "d", "titel": "x"}\n'
    '{"id": "e", "text": "Gunmen killed four people in Kano on Monday.", "published": "7th of Nowhere"}\n'
)

Run = Callable[..., SimpleNamespace]


@pytest.fixture
def run(gazetteer_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the program in a folder of its own, as its entry point does; give status, out and err."""
    monkeypatch.chdir(tmp_path)
    for name in [n for n in os.environ if n.startswith("TACITUS_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("TACITUS_GAZETTEER", str(gazetteer_file))
    monkeypatch.setenv("TACITUS_HEAD", "false")
    monkeypatch.setenv("COLUMNS", "200")
    (tmp_path / "story.txt").write_text(STORY)

    def run(*words: str) -> SimpleNamespace:
        monkeypatch.setattr(sys, "argv", ["tacitus", *words])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        captured = capsys.readouterr()
        assert "Traceback" not in captured.err
        return SimpleNamespace(status=ended.value.code or 0, out=captured.out, err=captured.err)

    return run


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("empty.txt", b"", "empty.txt: is empty"),
        ("binary.txt", bytes(range(256)) * 20, "binary.txt: is binary"),
        ("french.txt", FRENCH.encode(), "french.txt: "),
        ("page.html", b"<html><head><title>x</title></head><body><nav>Home</nav></body></html>", "page.html: the page holds no article"),
        ("table.csv", b"id,body\n1,Rebels shelled a town\n", "table.csv:1: no column 'text'"),
        ("rows.jsonl", b"{broken\n", "rows.jsonl:1: not JSON"),
        ("broken.parquet", b"PAR1 and no more", "broken.parquet: "),
    ],
)
def test_what_cannot_be_read_gets_one_line_and_status_1(run: Run, tmp_path: Path, name: str, content: bytes, message: str) -> None:
    (tmp_path / name).write_bytes(content)
    ended = run("code", name)
    assert (ended.status, len(ended.err.splitlines())) == (1, 1), ended.err
    assert f"tacitus: {message}" in ended.err


def test_a_larger_file_than_allowed_is_refused(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TACITUS_MAX_BYTES", "50")
    ended = run("code", "story.txt")
    assert ended.status == 1
    assert "larger than 50 bytes; raise the setting 'max_bytes'" in ended.err


def test_bad_lines_do_not_stop_the_others(run: Run, tmp_path: Path) -> None:
    (tmp_path / "rows.jsonl").write_text(JSONL)
    ended = run("code", "missing.txt", "rows.jsonl", "story.txt", "--format", "jsonl")
    assert ended.status == 0
    assert [json.loads(line)["document"]["ref"] for line in ended.out.splitlines()] == ["a", "e", "story.txt"]
    for part in (
        "missing.txt: no such file",
        "rows.jsonl:2: not JSON",
        "rows.jsonl:3: 'text'",
        "rows.jsonl:4: no 'text'",
        "rows.jsonl:5: unreadable date",
    ):
        assert part in ended.err


def test_a_fault_with_one_report_does_not_stop_the_others(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "rows.jsonl").write_text(JSONL)
    code = cli.import_module("tacitus.pipeline").Coder.code

    def faulty(self, document):
        if document.ref == "a":
            raise KeyError("unforeseen")
        return code(self, document)

    monkeypatch.setattr("tacitus.pipeline.Coder.code", faulty)
    ended = run("code", "rows.jsonl", "--format", "jsonl")
    assert "a: not coded, a fault of tacitus itself: KeyError" in ended.err
    assert [json.loads(line)["document"]["ref"] for line in ended.out.splitlines()] == ["e"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("code", "story.txt", "--status", "done"), "'done' is no status"),
        (("code", "story.txt", "--published", "1.1.2024"), "'1.1.2024' is no day; write it as 2024-12-31"),
        (("events", "--store", "none.db"), "there is no store none.db; `tacitus ingest` makes one"),
        (("search", "Kano"), "there is no store tacitus.db"),
        (("upgrade", "--store", "none.db"), "there is no store none.db"),
        (("ingest", "story.txt", "--store", "nowhere/x.db"), "cannot be made: there is no folder nowhere"),
        (("events", "--status", "hapened"), "'hapened' is not known; known are happened"),
        (("contradictions", "--field", "wher"), "'wher' is not known; known are act"),
        (("changes", "--since", "2024-13-01"), "'2024-13-01' is no day"),
        (("mark", "sha256:0", "secret"), "'secret' is not known; known are public"),
        (("mark", "sha256:0", "public", "--field", "wher"), "'wher' is not known; known are when"),
        (("code", "story.txt", "--overlay", "none.json"), "cannot read the overlay none.json"),
        (("code", "story.txt", "--overlay", "story.txt"), "story.txt"),
        (("code", "story.txt", "--format", "xml"), "xml"),
        (("cod", "story.txt"), "Did you mean 'code'"),
        (("explain", "story.txt", "9.when"), "there is no account '9'"),
        (("explain", "story.txt", "1.whem"), "there is no field 'whem'"),
        (("events", "--coded", "story.txt"), "not a coding"),
        (("events", "--store", "story.txt"), "file is not a database"),
        (("score", "none.jsonl", "story.txt"), "cannot read none.jsonl"),
        (("gazetteer", "build", "--geonames", "."), "story.txt"),
    ],
)
def test_errors_of_use_end_with_status_2_and_say_what(run: Run, words: tuple[str, ...], message: str) -> None:
    ended = run(*words)
    assert ended.status == 2, ended
    assert message in ended.err


def test_a_name_that_no_user_can_have_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DESK_PASSWORD", "long enough a password")
    ended = run("user", "add", "two words")
    assert (ended.status, ended.err) == (
        2,
        "tacitus: 'two words' cannot be a user's name: take letters, digits and . _ @ - without a space\n",
    )


def test_no_option_takes_a_variable_that_would_be_an_unknown_setting() -> None:
    assert "env var: TACITUS_" not in (Path(__file__).parents[1] / "docs" / "cli.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("export", "csv", "-o", "nowhere/x.csv"), "cannot write nowhere/x.csv: No such file or directory"),
        (("sources", "none.toml"), "none.toml: cannot be read as a register of sources: No such file or directory"),
        (("compare", "none.csv", "none.csv"), "cannot read none.csv: No such file or directory"),
        (("score", "--template", "nowhere/gold.jsonl"), "cannot write the template nowhere/gold.jsonl: No such file or directory"),
        (("user", "add", "rana", "--users", "nowhere/users.json"), "cannot write the users to nowhere/users.json"),
        (("ingest", "--watch", "none.toml"), "none.toml: cannot be read as a list of feeds: No such file or directory"),
    ],
)
def test_a_file_that_cannot_be_used_is_named_once(run: Run, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], message: str) -> None:
    run("ingest", "story.txt")
    run("events")
    monkeypatch.setenv("DESK_PASSWORD", "long enough a password")
    ended = run(*words)
    assert (ended.status, len(ended.err.splitlines())) == (2, 1), ended.err
    assert message in ended.err
    assert "Errno" not in ended.err


def test_a_command_that_reads_makes_no_store(run: Run, tmp_path: Path) -> None:
    run("events")
    assert list(tmp_path.glob("tacitus.*")) == []


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("events",), "no events: no report tells of an act"),
        (("contradictions",), "no contradiction is open"),
        (("contradictions", "--field", "killed"), "no contradiction passes these filters"),
        (("changes", "--since", "2024-01-01"), "nothing is new since 2024-01-01"),
    ],
)
def test_an_empty_list_says_so(run: Run, tmp_path: Path, words: tuple[str, ...], told: str) -> None:
    (tmp_path / "dull.txt").write_text("The committee met on Monday and discussed the school roof. It will meet again.")
    assert run("ingest", "dull.txt").status == 0
    ended = run(*words)
    assert (ended.status, ended.out) == (0, "")
    assert told in ended.err


def test_filters_that_leave_nothing_say_how_much_there_is(run: Run) -> None:
    run("ingest", "story.txt")
    assert "no event passes these filters; without them: 1" in run("events", "--type", "airstrike", "--status", "all").err
    assert "1 report of 1 origin" in run("events").out


def test_a_port_that_is_taken_is_told_before_the_address(run: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        ended = run("serve", "--port", str(taken.getsockname()[1]))
    assert (ended.status, ended.out) == (2, "")
    assert "another program uses it; --port 0 takes any free one" in ended.err


@pytest.mark.parametrize(
    ("name", "https", "address"),
    [
        ("127.0.0.1", False, "http://127.0.0.1:8765/"),
        ("::1", False, "http://[::1]:8765/"),
        ("desk.example.org", True, "https://desk.example.org/"),  # the proxy's port, not ours
    ],
)
def test_the_address_of_the_desk_can_be_opened(name: str, https: bool, address: str) -> None:
    assert address_of(name, 8765, https) == address


@pytest.mark.parametrize(
    ("variable", "value", "message"),
    [
        ("TACITUS_GAZETTEER", "none.sqlite", "run `tacitus gazetteer build`"),
        ("TACITUS_GAZETTEER", "story.txt", "story.txt"),
        ("TACITUS_MODEL", "xx_none", "no spaCy pipeline 'xx_none' is installed"),
        ("TACITUS_OVERLAI", "x", "did you mean 'overlay'"),
        ("TACITUS_HEAD", "maybe", "must be bool"),
    ],
)
def test_wrong_settings_end_with_status_2(run: Run, monkeypatch: pytest.MonkeyPatch, variable: str, value: str, message: str) -> None:
    monkeypatch.setenv(variable, value)
    ended = run("code", "story.txt")
    assert ended.status == 2
    assert message in ended.err


@pytest.mark.parametrize("error", [KeyError("unforeseen"), ValueError("unforeseen")])
def test_a_fault_of_the_program_is_one_line_and_status_3(run: Run, monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def faulty(*_, **__):
        raise error

    monkeypatch.setattr("tacitus.cli.code.load_settings", faulty)
    ended = run("code", "story.txt")
    assert ended.status == 3
    assert "please report it" in ended.err
    assert len(ended.err.splitlines()) == 1


def test_the_text_form_shows_the_report_as_it_is(run: Run) -> None:
    out = run("code", "story.txt", "--published", "2024-05-07").out
    assert "The mayor [/red] thanked [bold]them[/bold]." in out  # no markup of ours is read into a report
    assert "\x1b[" not in out  # not to a terminal: no colour
    for part in ("killed[1]", "2024-05-06", "Kano", "NG", "police"):
        assert part in out


def test_json_is_one_array_and_csv_has_a_header(run: Run) -> None:
    assert [c["schema"] for c in json.loads(run("code", "story.txt", "--format", "json").out)] == ["tacitus/1"]
    rows = list(csv.DictReader(io.StringIO(run("code", "story.txt", "--format", "csv").out)))
    assert [(r["type"], r["killed_min"], r["country"]) for r in rows] == [("attack", "3", "NG")]


def test_standard_input_is_read(gazetteer_file: Path) -> None:
    environment = {**os.environ, "TACITUS_GAZETTEER": str(gazetteer_file), "TACITUS_HEAD": "false"}
    command = [sys.executable, "-c", "from tacitus.cli import main; main()", "code", "--format", "jsonl"]
    done = subprocess.run(command, input=STORY, capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    assert [a["type"] for a in json.loads(done.stdout)["accounts"]] == ["attack"]


def test_the_demo_codes_its_reports(run: Run) -> None:
    codings = [json.loads(line) for line in run("demo", "--format", "jsonl").out.splitlines()]
    accounts = {c["document"]["ref"]: [a for a in c["accounts"] if a["status"] in {"happened", "disputed"}] for c in codings}
    assert list(accounts) == ["talvinar", "border", "market", "football"]
    assert accounts["football"] == []
    assert all(accounts[ref] for ref in ("talvinar", "border", "market"))
    assert {a["where"]["country"] for a in accounts["talvinar"]} == {"XD"}


def test_the_schema_is_printed(run: Run) -> None:
    assert json.loads(run("schema").out)["title"] == "Coding"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(run: Run, name: str) -> None:
    ended = run(name, "--help")
    assert ended.status == 0
    assert "Usage: tacitus" in ended.out


def test_a_command_without_its_packages_says_how_to_get_them(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    load = cli.import_module

    def without_web(name: str):
        if name == "tacitus.cli.serve":
            raise ModuleNotFoundError("No module named 'fastapi'", name="fastapi")
        return load(name)

    monkeypatch.setattr(cli, "import_module", without_web)
    assert "pip install 'tacitus[serve]'" in run("--help").out
    ended = run("serve", "--port", "0")
    assert ended.status == 2
    assert "'serve' needs more packages: pip install 'tacitus[serve]' (No module named 'fastapi')" in ended.err


def test_version(run: Run) -> None:
    assert run("--version").out.startswith("tacitus 0.")
