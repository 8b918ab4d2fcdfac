"""`tacitus serve` and `tacitus user`: the desk, and who may use it."""

import errno
import logging
import socket
import webbrowser
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from tacitus.cli.opening import open_store
from tacitus.cli.options import Archive, Person, StorePlace, one_of
from tacitus.errors import SettingsError
from tacitus.settings import load as load_settings

users_app = typer.Typer(help="Who may use a desk that others can reach.", no_args_is_help=True)
UsersFile = Annotated[Path, typer.Option("--users", help="The file of users; it holds password hashes, keep it out of the store's folder.")]
USERS = Path("tacitus-users.json")
EVERYWHERE = {"0.0.0.0", "::"}
"""Addresses that stand for all of a machine's, and name none."""


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("serve")(serve)
    app.add_typer(users_app, name="user")


def serve(
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="0 = any free one.", min=0, max=65535)] = 8765,
    host_name: Annotated[list[str] | None, typer.Option(help="A name the desk is reached by; may be given several times.")] = None,
    users: UsersFile = USERS,
    proxy_header: Annotated[str | None, typer.Option(help="The header in which a reverse proxy passes the log-in name.")] = None,
    proxy: Annotated[list[str] | None, typer.Option(help="Address of that proxy; default: this machine.")] = None,
    https: Annotated[
        bool, typer.Option("--https/--no-https", help="People reach it over https: cookies are sent over nothing else.")
    ] = False,
    open_browser: Annotated[bool, typer.Option("--open/--no-open", help="Open the desk in the browser.")] = False,
    store: StorePlace = None,
    archive: Archive = None,
    person: Person = None,
) -> None:
    """Open the review desk. Without users it is for this machine only and prints an address with a token."""
    uvicorn = _uvicorn()
    from tacitus.serving.app import create_app
    from tacitus.serving.desk import Desk
    from tacitus.serving.security import Access, is_loopback
    from tacitus.serving.users import Users

    people = Users(users)
    if not people and not is_loopback(host):
        raise SettingsError(f"{host} can be reached by others, and {users} names no users; add one with `tacitus user add`")
    names = (*(host_name or ()), "127.0.0.1", "localhost", "[::1]", *(() if host in EVERYWHERE else (host,)))
    access = Access(hosts=names, header=proxy_header, proxies=tuple(proxy or ("127.0.0.1", "::1")), https=https)
    with open_store(store, archive, person, make=True) as opened:
        listening = _listening(host, port)
        desk = Desk(opened, load_settings(), opened.person)
        desk.catch_up()
        server = uvicorn.Server(uvicorn.Config(create_app(desk, access, people), log_level="warning", server_header=False))
        name = host_name[0] if host_name else "localhost" if host in EVERYWHERE else host
        address = address_of(name, listening.getsockname()[1], https and bool(host_name)) + ("" if people else f"?token={access.token}")
        typer.echo(f"tacitus: the desk is at {address}\ntacitus: press Ctrl-C to close it")
        if open_browser:
            webbrowser.open(address)
        server.run([listening])


def _listening(host: str, port: int) -> socket.socket:
    """A socket at the address, so that a port that is taken is told before anything else is."""
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        reason = "another program uses it; --port 0 takes any free one" if error.errno == errno.EADDRINUSE else error.strerror or str(error)
        raise SettingsError(f"the desk cannot listen on {host} port {port}: {reason}") from error


def address_of(name: str, port: int, https: bool) -> str:
    """Where people find the desk: behind a proxy that ends TLS at its usual port, else at ours."""
    return f"https://{name}/" if https else f"http://{f'[{name}]' if ':' in name else name}:{port}/"


def _uvicorn() -> Any:
    try:
        import fastapi  # noqa: F401  # asked for here to say what is missing
        import uvicorn
    except ImportError as error:
        raise SettingsError(f"the desk needs more packages: pip install 'tacitus[serve]' ({error})") from error
    logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
    return uvicorn


@users_app.command()
def add(
    name: str,
    role: Annotated[str, typer.Option(help="reader, reviewer or admin.")] = "reader",
    clearance: Annotated[
        str, typer.Option(help="The most sensitive level the person may see: public, restricted, confidential.")
    ] = "restricted",
    password: Annotated[
        str,
        typer.Option(
            prompt=True,
            hide_input=True,
            confirmation_prompt=True,
            help="Asked for when not given.",
            envvar="DESK_PASSWORD",
            show_default=False,
        ),
    ] = "",
    users: UsersFile = USERS,
) -> None:
    """Add a person, or change role, clearance and password of one; open sessions end."""
    _uvicorn()
    from tacitus.serving.users import ROLES, Users, new_user
    from tacitus.storing.records import LEVELS

    one_of(role, ROLES, "--role")
    one_of(clearance, LEVELS, "--clearance")
    Users(users).put(new_user(name, role, clearance), password)


@users_app.command("list")
def list_users(users: UsersFile = USERS) -> None:
    """Show who may use the desk."""
    _uvicorn()
    from tacitus.serving.users import Users

    table = Table("name", "role", "clearance")
    for user in Users(users):
        table.add_row(user.name, user.role, user.clearance)
    Console().print(table)


@users_app.command()
def remove(name: str, users: UsersFile = USERS) -> None:
    """Take a person's access away; what the person decided stays."""
    _uvicorn()
    from tacitus.serving.users import Users

    Users(users).remove(name)
