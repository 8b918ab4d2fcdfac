"""The commands of the store, from ingest to audit, as a user types them."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from ingesting.server import STORY, Site
from tacitus.cli import app
from tacitus.errors import InputError, StoreError
from tacitus.storing import Store

Command = Callable[..., Result]


@pytest.fixture
def command(gazetteer: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Run a command in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TACITUS_GAZETTEER", str(gazetteer))
    monkeypatch.setenv("TACITUS_HEAD", "false")
    monkeypatch.setenv("COLUMNS", "200")

    def run(*words: str, status: int = 0) -> Result:
        result = CliRunner().invoke(app, list(words))
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        assert result.exit_code == status, result.output
        return result

    return run


def test_a_day_with_a_store(command: Command, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("\n".join(STORY))
    (tmp_path / "none.txt").write_text("")
    assert "would be stored" in command("ingest", "a.txt", "--dry-run").stdout
    assert not (tmp_path / "tacitus.db").exists()
    first = command("ingest", "a.txt", "none.txt", "--as", "ann", "--published", "2024-03-05")
    assert re.search(r"new reports\W+1", first.stdout)
    assert "none.txt: is empty" in first.stderr
    assert re.search(r"known already\W+1", command("ingest", "a.txt", "--published", "2024-03-05").stdout)
    assert "1 documents, 1 captures, 1 codings" in command("verify").stdout
    assert "the [market] of Ostrel" in command("search", "market", "--since", "2024-02-01", "--type", "airstrike").stdout
    command("search", "peace", status=1)
    assert "0 reports coded again" in command("recode").stdout
    document = next(iter(Store(tmp_path / "tacitus.db").documents())).id
    assert command("diff", document, document).stdout == ""
    command("mark", document, "restricted", "--reason", "names of witnesses")
    (tmp_path / "sources.toml").write_text('[[source]]\nname = "The Vale Post"\nreliability = "B"\n')
    assert "1 source new" in command("sources", "sources.toml").stdout
    assert "The Vale Post" in command("sources").stdout
    command("withdraw", document, "--reason", "asked to")
    command("search", "market", status=1)
    log = command("audit").stdout
    assert "ann" in log.splitlines()[0]
    assert "withdrawn" in log.splitlines()[-1]
    assert json.loads(command("audit", "--export").stdout.splitlines()[-1])["rows"] == len(log.splitlines())
    assert "has form 0002 already" in command("upgrade").stdout


def test_verify_ends_with_1_when_something_is_wrong(command: Command, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("\n".join(STORY))
    command("ingest", "a.txt")
    (path,) = (tmp_path / "tacitus.archive").glob("??/*.zst")
    path.write_bytes(path.read_bytes()[:-1])
    result = command("verify", status=1)
    assert result.stdout.startswith("archive: cap:")
    assert "1 finding" in result.stderr


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (["ingest"], 2),
        (["ingest", "a.txt", "--watch", "feeds.toml"], 2),
        (["ingest", "none.txt"], 1),
        (["search", "x", "--type", "war"], 2),
        (["search", "x", "--status", "maybe"], 2),
    ],
)
def test_errors_of_use(command: Command, words: list[str], status: int) -> None:
    command(*words, status=status)


@pytest.mark.parametrize("words", [["withdraw", "sha256:0", "--reason", "r"], ["mark", "sha256:0", "public"], ["diff", "cod:0", "cod:1"]])
def test_what_is_not_in_the_store_is_an_error(command: Command, tmp_path: Path, words: list[str]) -> None:
    Store(tmp_path / "tacitus.db").close()
    with pytest.raises(StoreError, match="in the store"):
        command(*words)


def test_watching_polls_until_it_is_stopped(command: Command, site: Site, tmp_path: Path) -> None:
    """In a process of its own, stopped as a service manager would."""
    item = f"<item><title>Strike</title><guid>s1</guid><description>&lt;p&gt;{STORY[0]}&lt;/p&gt;</description></item>"
    site.page("/feed", f"<rss><channel><title>Post</title>{item}</channel></rss>".encode(), Content_Type="application/rss+xml")
    (tmp_path / "feeds.toml").write_text(f'[[feed]]\nurl = "{site.url}/feed"\nevery = "60s"\n')
    program = "from tacitus.cli import main; main()"
    words = [sys.executable, "-c", program, "ingest", "--watch", "feeds.toml", "--delay", "0"]
    process = subprocess.Popen(words, cwd=tmp_path, env=os.environ.copy(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    lines = []
    while line := process.stderr.readline():
        lines.append(line)
        if "/feed:" in line:
            break
    time.sleep(0.2)
    process.send_signal(signal.SIGTERM)
    out, _ = process.communicate(timeout=120)
    assert "1 kept, 1 new" in lines[-1], lines
    assert process.returncode == 0
    assert re.search(r"new reports\W+1", out)
    with Store(tmp_path / "tacitus.db") as store:
        assert store.counts()["documents"] == 1


def test_a_run_stopped_by_the_user_ends_with_130_and_goes_on_later(command: Command, tmp_path: Path) -> None:
    rows = "".join(f"Gunmen killed {n + 2} soldiers near post {n} on day {n * 3}.\n" for n in range(400))
    (tmp_path / "reports.csv").write_text("text\n" + rows)
    heeding = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"  # a shell's background jobs ignore it
    words = [sys.executable, "-c", f"{heeding}; from tacitus.cli import main; main()", "ingest", "reports.csv"]
    process = subprocess.Popen(words, cwd=tmp_path, env=os.environ.copy(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    while _documents(tmp_path / "tacitus.db") < 5:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=120)
    assert (process.returncode, "goes on from here" in err) == (130, True), err
    done = _documents(tmp_path / "tacitus.db")
    assert re.search(rf"new reports\W+{done}\b", out)
    assert 5 <= done < 400
    assert "all is as it was written" in command("verify").stdout
    (tmp_path / "reports.csv").write_text("text\n" + "".join(rows.splitlines(keepends=True)[: done + 3]))
    assert re.search(rf"new reports\W+3\W+known already\W+{done}\b", command("ingest", "reports.csv").stdout)


def _documents(path: Path) -> int:
    if not path.exists():
        return 0
    with Store(path) as store:
        return store.counts()["documents"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "no .*feed"),
        ('[[feed]]\nurl = "vale.example"', "feed 1: url"),
        ('[[feed]]\nurl = "http://vale.example"\nevery = "5s"', "too often"),
        ('[[feed]]\nurl = "http://vale.example"\nevery = "often"', "feed 1: every"),
        ("[[feed", "cannot be read"),
    ],
)
def test_a_faulty_schedule_is_refused(command: Command, tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "feeds.toml").write_text(text)
    with pytest.raises(InputError, match=message):
        command("ingest", "--watch", "feeds.toml")
