"""The documentation is true: links lead somewhere, commands and settings are documented, generated pages are up to date."""

import importlib.util
import re
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

import tacitus
from tacitus import codebook, lexicon
from tacitus.cli import COMMANDS
from tacitus.errors import TacitusError

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
LINK = re.compile(r"\]\(([^)\s]+)\)")
FENCE = re.compile(r"```.*?```", re.DOTALL)


def generated():
    spec = importlib.util.spec_from_file_location("generate", DOCS / "generate.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_cli_reference_is_what_the_program_says() -> None:
    assert (DOCS / "cli.md").read_text("utf-8") == generated().cli_reference(), "run make docs"


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    targets = [t.split("#")[0] for t in LINK.findall(FENCE.sub("", page.read_text("utf-8"))) if "://" not in t and not t.startswith("#")]
    assert [t for t in targets if not (page.parent / t).exists()] == []


@pytest.mark.parametrize("page", sorted(DOCS.glob("*.md")), ids=lambda p: p.name)
def test_every_page_is_in_the_index(page: Path) -> None:
    assert page.name == "README.md" or f"({page.name})" in (DOCS / "README.md").read_text("utf-8")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_documented(command: str) -> None:
    assert f"## `tacitus {command}`" in (DOCS / "cli.md").read_text("utf-8")


def test_every_type_of_act_is_in_the_codebook_page() -> None:
    page = (DOCS / "codebook.md").read_text("utf-8")
    assert [code for code in codebook.types() if f"| `{code}` |" not in page] == []


def test_every_lexicon_is_in_the_guide() -> None:
    page = (DOCS / "lexicons.md").read_text("utf-8")
    assert [name for name in lexicon.names() if f"`{name}.toml`" not in page] == []


def test_every_setting_is_explained() -> None:
    text = (files("tacitus.data") / "defaults.toml").read_text("utf-8")
    for key in tomllib.loads(text):
        assert re.search(rf"^#[^\n]*\n{key} =", text, re.MULTILINE), key


def test_every_extra_is_in_the_deployment_page() -> None:
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    page = (DOCS / "deployment.md").read_text("utf-8")
    assert [extra for extra in extras if extra not in {"dev", "browser", "readers"} and f"`{extra}`" not in page] == []


def test_every_part_of_the_package_is_in_the_architecture_page() -> None:
    package = Path(tacitus.__file__).parent
    parts = {p.stem for p in package.iterdir() if (p.suffix == ".py" or (p / "__init__.py").exists()) and not p.name.startswith("_")} - {
        "data"
    }
    page = (DOCS / "architecture.md").read_text("utf-8")
    assert [part for part in sorted(parts) if f"`{part}`" not in page] == []


def test_the_tree_of_errors_is_whole() -> None:
    names = {c.__name__ for c in TacitusError.__subclasses__()}
    drawn = set(re.findall(r"[├└]── (\w+)", importlib.import_module("tacitus.errors").__doc__))
    assert names == drawn


def test_public_names_exist_and_are_sorted() -> None:
    assert tacitus.__all__ == sorted(tacitus.__all__)
    assert all(getattr(tacitus, name).__doc__ for name in tacitus.__all__)
    with pytest.raises(AttributeError, match="no attribute 'Codr'"):
        tacitus.Codr  # noqa: B018  # the access is what is tested


def test_the_example_of_the_readme_runs(coder, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    example = re.search(r"```python\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL).group(1)
    monkeypatch.setattr("tacitus.pipeline.load_settings", lambda: coder.settings)
    exec(example, {})
    assert capsys.readouterr().out.split() == ["attack", "2024-05-06", "Kano", "[3]"]


def test_no_machine_or_registry_is_named() -> None:
    words = re.compile(r"/(?:work|root|home|tmp)/\w|\bpypi\.org|\bregistry\.npmjs|files\.pythonhosted|localhost:\d|/opt/pypi")
    names = [*PAGES, ROOT / "Makefile", ROOT / "pyproject.toml", *ROOT.glob("*.lock"), *(ROOT / ".ci").iterdir()]
    assert [(str(p.relative_to(ROOT)), m.group()) for p in names for m in words.finditer(p.read_text("utf-8"))] == []
