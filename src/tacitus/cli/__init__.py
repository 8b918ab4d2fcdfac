"""The command line: thin, no logic. A command's module is loaded when the command is used, so that `code` does not wait for the desk.

Exit status: 0 done · 1 nothing could be read, or a check failed · 2 error of use · 3 a fault of tacitus itself.
"""

import sys
from collections.abc import Iterator, MutableMapping
from importlib import import_module
from importlib.metadata import version
from typing import Annotated, Any

import typer
from pydantic import ValidationError
from rich.markup import escape
from typer.core import TyperGroup
from typer.main import get_command

from tacitus.errors import SettingsError, TacitusError

REPORTS, EVENTS, STORE, DESK = "One report", "All reports together", "The store", "The desk"
COMMANDS: dict[str, tuple[str, str, str]] = {
    # command: its module, the extra whose packages the module needs, its panel in the help
    "code": ("code", "", REPORTS),
    "explain": ("explain", "", REPORTS),
    "demo": ("demo", "", REPORTS),
    "schema": ("code", "", REPORTS),
    "gazetteer": ("gazetteer", "", REPORTS),
    "score": ("score", "", REPORTS),
    "ingest": ("ingest", "store", STORE),
    "search": ("store", "store", STORE),
    "recode": ("store", "store", STORE),
    "diff": ("store", "store", STORE),
    "verify": ("store", "store", STORE),
    "audit": ("store", "store", STORE),
    "withdraw": ("store", "store", STORE),
    "mark": ("store", "store", STORE),
    "sources": ("store", "store", STORE),
    "upgrade": ("store", "store", STORE),
    "events": ("events", "store", EVENTS),
    "event": ("events", "store", EVENTS),
    "contradictions": ("events", "store", EVENTS),
    "changes": ("events", "store", EVENTS),
    "control": ("events", "store", EVENTS),
    "judge": ("judge", "store", EVENTS),
    "export": ("export", "store", EVENTS),
    "compare": ("export", "store", EVENTS),
    "import": ("export", "store", STORE),
    "serve": ("serve", "serve", DESK),
    "user": ("serve", "serve", DESK),
}
ALSO_LOADS = {"export": ("judge",)}
"""Modules that hang their commands on another's group: `import gold` is the judge's, `import coding` the export's."""

Command = Any
"""A command as typer makes it; the class is private to typer."""


class _Commands(MutableMapping[str, Command]):
    """The commands by name, each made when it is asked for; what typer itself adds stands beside them."""

    def __init__(self) -> None:
        self._made: dict[str, Command] = {}

    def __getitem__(self, name: str) -> Command:
        if name not in self._made:
            self._made[name] = _command(name, *COMMANDS[name])
        return self._made[name]

    def __setitem__(self, name: str, command: Command) -> None:
        self._made[name] = command

    def __delitem__(self, name: str) -> None:
        del self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys((*COMMANDS, *self._made)))

    def __len__(self) -> int:
        return len(set(COMMANDS) | set(self._made))


def _command(name: str, module: str, extra: str, panel: str) -> Command:
    try:
        group = get_command(_group(module))
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("tacitus"):
            raise
        return _missing(name, extra, panel, str(error))
    command = group.commands[name]  # type: ignore[attr-defined]  # a typer app with a callback is always a group
    command.rich_help_panel = panel
    return command


def _group(module: str) -> typer.Typer:
    group = typer.Typer(callback=lambda: None)
    for name in (*ALSO_LOADS.get(module, ()), module):
        import_module(f"tacitus.cli.{name}").register(group)
    return group


def _missing(name: str, extra: str, panel: str, reason: str) -> Command:
    """The command in place of one whose packages are not installed: it says how to get them."""
    group = typer.Typer(callback=lambda: None)
    settings = {"ignore_unknown_options": True, "allow_extra_args": True}

    @group.command(name, context_settings=settings, rich_help_panel=panel, help=escape(f"Not installed: pip install 'tacitus[{extra}]'"))
    def stand_in() -> None:
        raise SettingsError(f"'{name}' needs more packages: pip install 'tacitus[{extra}]' ({reason})")

    return get_command(group).commands[name]  # type: ignore[attr-defined]  # as above


class LazyGroup(TyperGroup):
    """A group whose commands are loaded one by one."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.commands = _Commands()

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002  # typer's signature
        """The names, in the order of `COMMANDS`."""
        return list(self.commands)


app = typer.Typer(
    name="tacitus",
    cls=LazyGroup,
    help="Reads conflict news the way a careful analyst does: who did what to whom, where, when, with which toll, and who says so.",
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    epilog="Exit status: 0 done · 1 nothing could be read, or a check failed · 2 error of use · 3 a fault of tacitus itself.",
)


@app.callback(invoke_without_command=True)
def _main(
    show_version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False,
    traceback: Annotated[bool, typer.Option("--traceback", help="Show where in the program an unforeseen error arose.")] = False,
) -> None:
    global _traceback
    _traceback = traceback
    if show_version:
        typer.echo(f"tacitus {version('tacitus')}")
        raise typer.Exit


_traceback = False


def main() -> None:
    """Run the command line; whatever goes wrong ends with one message and an exit status, never with a traceback."""
    try:
        app(prog_name="tacitus")
    except TacitusError as error:
        _end(str(error), 2)
    except (OSError, ValidationError) as error:
        _end(_plain(error), 2)
    except Exception as error:
        if _traceback:
            raise
        _end(f"a fault of tacitus itself, please report it: {type(error).__name__}: {error} (tacitus --traceback COMMAND shows where)", 3)


def _plain(error: OSError | ValidationError) -> str:
    if isinstance(error, OSError):
        return f"{error.strerror or error}{f': {error.filename}' if error.filename else ''}"
    faults = "; ".join(f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors()[:3])
    return f"a record is not of the form {error.title}: {faults}"


def _end(message: str, status: int) -> None:
    typer.secho(f"tacitus: {message}", err=True, fg="red")
    sys.exit(status)
