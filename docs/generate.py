"""The generated pages of the documentation: CLI reference, JSON Schema, pictures of the sample reports.

    python docs/generate.py             writes them all (make docs)

tests/test_docs.py and tests/test_schema.py fail when the CLI reference or the schema is not what this writes. The pictures are real
output; they change with the coder and are looked at, not compared.
"""

import io
import json
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from rich.console import Console
from typer.cli import get_docs_for_click
from typer.main import get_command

from tacitus.cli import app
from tacitus.model import Coding
from tacitus.pipeline import Coder
from tacitus.reading import read
from tacitus.settings import load
from tacitus.showing import chosen, show

DOCS = Path(__file__).parent
WIDTH = 112


def cli_reference() -> str:
    """Every command with its options, from the program's own help."""
    command = get_command(app)
    text = get_docs_for_click(obj=command, ctx=command.make_context("tacitus", ["--version"], resilient_parsing=True), name="tacitus")
    return "<!-- written by docs/generate.py from the program's own help -->\n" + "\n".join(map(str.rstrip, text.splitlines())) + "\n"


def schema() -> str:
    """The JSON Schema of the printed form, as `tacitus schema` prints it."""
    return json.dumps(Coding.json_schema(), ensure_ascii=False, indent=1) + "\n"


def pictures() -> Iterator[tuple[str, str]]:
    """Name and SVG of each sample report with what is made of it."""
    folder = files("tacitus.data") / "demo"
    coder = Coder(load(environment={}, overlay=str(folder / "world.json")))
    for document in read([str(folder / "reports.jsonl")]):
        console = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True)
        coding = coder.code(document)
        show(console, document, coding, chosen(coding, "default"))
        yield f"{document.ref}.svg", console.export_svg(title=f"tacitus demo: {document.ref}", unique_id=document.ref)


def main() -> None:
    """Write all pages."""
    (DOCS / "cli.md").write_text(cli_reference(), "utf-8")
    (DOCS / "schema" / "tacitus-1.json").write_text(schema(), "utf-8")
    for name, svg in pictures():
        (DOCS / "img" / name).write_text(svg, "utf-8")


if __name__ == "__main__":
    main()
