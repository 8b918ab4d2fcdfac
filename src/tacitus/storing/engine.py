"""Opening a database: SQLite in one file (the default) or PostgreSQL, made or checked to be of the form this version writes."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from tacitus.errors import StoreError

HEAD = "0002"
"""The migration this version of tacitus reads and writes."""
_TURN = text("SELECT pg_advisory_xact_lock(7431020101)")  # any fixed number of our own


def store_url(place: str) -> URL:
    """The URL of a store: a file name is SQLite, `postgresql://…` goes through psycopg. Raises `StoreError` for anything else."""
    if "://" not in place:
        return URL.create("sqlite", database=str(Path(place).expanduser()))
    try:
        url = make_url(place)
    except ArgumentError:
        raise StoreError(f"'{place}' is no database URL; write a file name or postgresql://user@host/database") from None
    if url.get_backend_name() not in {"sqlite", "postgresql"}:
        raise StoreError(f"a store is SQLite or PostgreSQL, not '{url.get_backend_name()}'")
    if url.get_backend_name() == "sqlite" and (url.database or ":memory:") == ":memory:":
        raise StoreError("a store is kept in a file; give a file name")
    return url.set(drivername="postgresql+psycopg") if url.get_backend_name() == "postgresql" else url


def open_engine(url: URL, *, make: bool = True) -> Engine:
    """An engine for the store, its tables made when the database is empty and `make` allows it.

    Raises `StoreError` when the database cannot be used, or is not there and may not be made.
    """
    must_be_there(url, make=make)
    engine = make_engine(url)
    with reading(engine) as connection:
        found = version(connection)
    if found is None and not make:
        engine.dispose()
        raise StoreError(f"{shown(url)} holds no store yet; `tacitus ingest` makes one")
    if found is None:
        with writing(engine) as connection:
            found = version(connection)  # another process may have been first
            if found is None:
                upgrade(connection)
    if found not in {None, HEAD}:
        engine.dispose()
        raise StoreError(f"the store {shown(url)} has form {found}, this version of tacitus writes {HEAD}; run `tacitus upgrade`")
    return engine


def must_be_there(url: URL, *, make: bool) -> None:
    """Raise `StoreError` for a SQLite file that is not there and may not be made, or whose folder is not there."""
    path = Path(url.database or "")
    if url.get_backend_name() != "sqlite" or path.exists():
        return
    if not make:
        raise StoreError(f"there is no store {path}; `tacitus ingest` makes one, --store or the setting 'store' names another")
    if not path.parent.is_dir():
        raise StoreError(f"the store {path} cannot be made: there is no folder {path.parent}")


def shown(url: URL) -> str:
    """A store as a person names it: the file, or the URL without its password."""
    return str(url.database) if url.get_backend_name() == "sqlite" else url.set(drivername="postgresql").render_as_string()


def upgrade_store(url: URL) -> tuple[str | None, str]:
    """Bring an existing store to the form of this version, in one transaction; (form before, form now)."""
    must_be_there(url, make=False)
    engine = make_engine(url)
    with writing(engine) as connection:
        found = version(connection)
        upgrade(connection)
    engine.dispose()
    return found, HEAD


def make_engine(url: URL) -> Engine:
    """An engine whose transactions are ours; nothing is looked at or made."""
    try:
        engine = create_engine(url)
    except (NoSuchModuleError, ImportError) as error:
        raise StoreError(f"PostgreSQL needs the package psycopg: pip install 'tacitus[postgresql]' ({error})") from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare)
        event.listen(engine, "begin", _begin)
    return engine


def version(connection: Connection) -> str | None:
    """The form of the tables, None for an empty database. Raises `StoreError` when the database holds something else."""
    tables = inspect(connection).get_table_names()
    if not tables:
        return None
    if "alembic_version" not in tables:
        raise StoreError(f"the database holds other tables ({', '.join(tables[:3])} …); give tacitus one of its own")
    return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one())


def upgrade(connection: Connection, to: str = HEAD) -> None:
    """Bring the tables to the form of this version, or an older one, in the transaction of the connection."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(files("tacitus.storing") / "migrations"))
    config.attributes["connection"] = connection
    command.upgrade(config, to)


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that may write. Writers take turns, on either database, so that what one has read still holds when it writes.

    Raises `StoreError` with what the database says when it refuses.
    """
    try:
        with engine.connect().execution_options(writes=True) as connection, connection.begin():
            if connection.dialect.name == "postgresql":
                connection.execute(_TURN)
            yield connection
    except DBAPIError as error:
        raise _refusal(engine, error) from error


STREAMED = {"yield_per": 200}
"""Execution options of a query whose rows are fetched as they are used."""


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that sees one state of the store throughout. Raises `StoreError` with what the database says when it refuses."""
    try:
        with engine.connect() as connection:
            if connection.dialect.name == "postgresql":
                connection = connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield connection
    except DBAPIError as error:
        raise _refusal(engine, error) from error


def _refusal(engine: Engine, error: DBAPIError) -> StoreError:
    """What the database says, and what to look at when it says too little."""
    hint = "; SQLite needs a folder it may write to" if "unable to open" in str(error.orig) else ""
    return StoreError(f"the store {shown(engine.url)} refuses: {error.orig}{hint}")


def _prepare(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # SQLAlchemy's own BEGIN below, not the driver's late one
    cursor = connection.cursor()
    for pragma in ("busy_timeout = 60000", "journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writes") else "BEGIN")
