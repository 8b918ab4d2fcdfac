"""The register of publishers as a file: `sources.toml`, one `[[source]]` a publisher."""

import tomllib
from pathlib import Path

from pydantic import ValidationError

from tacitus.errors import InputError, cause
from tacitus.storing.records import Source


def read_sources(path: Path) -> tuple[Source, ...]:
    """The publishers of a file, in its order.

    A grade of reliability comes from this file and from nowhere else: no machine sets one. Raises `InputError` with file, entry and
    key for a fault, and for a name that stands twice.
    """
    try:
        entries = tomllib.loads(path.read_text("utf-8")).get("source", [])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(f"{path}: cannot be read as a register of sources: {cause(error)}") from error
    if not isinstance(entries, list) or not entries:
        raise InputError(f"{path}: no [[source]] in it; write one for each publisher")
    found: dict[str, Source] = {}
    for number, entry in enumerate(entries, 1):
        try:
            source = Source.model_validate(entry)
        except ValidationError as error:
            fault = error.errors()[0]
            raise InputError(f"{path}: source {number}: {'.'.join(map(str, fault['loc']))}: {fault['msg']}") from error
        if source.name in found:
            raise InputError(f"{path}: source {number}: '{source.name}' stands twice")
        found[source.name] = source
    return tuple(found.values())
