"""Settings: defaults < file (`tacitus.toml`) < environment (`TACITUS_…`) < arguments. An unknown key is an error."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from difflib import get_close_matches
from importlib.resources import files
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path

from tacitus.errors import SettingsError

ENVIRONMENT_PREFIX = "TACITUS_"


@dataclass(frozen=True, slots=True)
class Settings:
    """Each field is explained in `data/defaults.toml`; paths are given as text, empty = the default place."""

    model: str
    gazetteer: str
    overlay: str
    store: str
    archive: str
    head: bool
    language: str
    max_bytes: int

    @property
    def gazetteer_path(self) -> Path:
        """Where the gazetteer file is or will be built."""
        return Path(self.gazetteer) if self.gazetteer else user_cache_path("tacitus") / "gazetteer.sqlite"

    @property
    def overlay_path(self) -> Path | None:
        """The user's own places and actors, or None."""
        return Path(self.overlay) if self.overlay else None


def load(file: Path | None = None, environment: Mapping[str, str] | None = None, **arguments: Any) -> Settings:
    """Settings from all four places, the later winning; `None` arguments are left out.

    Without `file`, `tacitus.toml` in the working folder is read if it is there. Raises `SettingsError` for an unknown key
    or a value of the wrong type, naming the place it came from.
    """
    settings = Settings(**tomllib.loads(files("tacitus.data").joinpath("defaults.toml").read_text("utf-8")))
    path = file or Path("tacitus.toml")
    if file or path.exists():
        settings = _overlay(settings, _read(path), str(path))
    environment = os.environ if environment is None else environment
    given = {k.removeprefix(ENVIRONMENT_PREFIX).lower(): v for k, v in environment.items() if k.startswith(ENVIRONMENT_PREFIX)}
    settings = _overlay(settings, given, "the environment")
    return _overlay(settings, {k: v for k, v in arguments.items() if v is not None}, "the arguments")


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"cannot read settings from {path}: {error}") from error


def _overlay(settings: Settings, values: Mapping[str, Any], place: str) -> Settings:
    known = {field.name: field.type for field in fields(Settings)}
    for key in values:
        if key not in known:
            close = get_close_matches(key, known, 1)
            hint = f"; did you mean '{close[0]}'?" if close else f"; known are {', '.join(known)}"
            raise SettingsError(f"unknown setting '{key}' in {place}{hint}")
    return replace(settings, **{key: _typed(key, value, known[key], place) for key, value in values.items()})


def _typed(key: str, value: Any, kind: Any, place: str) -> Any:
    if isinstance(value, kind) and not (kind is int and isinstance(value, bool)):
        return value
    if kind is bool and str(value).lower() in {"true", "false", "1", "0"}:
        return str(value).lower() in {"true", "1"}
    if kind is int and isinstance(value, str) and value.isdigit():
        return int(value)
    if kind is str and isinstance(value, Path):
        return str(value)
    raise SettingsError(f"setting '{key}' in {place} must be {kind.__name__}, not {value!r}")
