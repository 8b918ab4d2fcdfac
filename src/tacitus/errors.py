"""Errors of use: what a person did that tacitus cannot carry out. Each message says what, which value, where, what to do.

    TacitusError
    ├── SettingsError     an unknown or ill-typed setting
    ├── InputError        a source that cannot be read (file, line, column)
    ├── LexiconError      a lexicon or actor file with a fault (file, entry)
    ├── GazetteerError    no gazetteer, or one of another build
    ├── PipelineError     steps in an order in which one lacks what it needs
    └── StoreError        a store that cannot be opened or that refuses a write

Errors in *data* never raise: they become `Problem` values and the run goes on.
"""


class TacitusError(Exception):
    """Base of all errors of use."""


def cause(error: Exception) -> str:
    """What an error says, for a message that names the file itself: of an `OSError` neither number nor file name."""
    return error.strerror or str(error) if isinstance(error, OSError) else str(error)


class SettingsError(TacitusError):
    """A setting that does not exist or has the wrong type."""


class InputError(TacitusError):
    """A source that cannot be read; names file and, where there is one, line or column."""


class LexiconError(TacitusError):
    """A lexicon or actor file with a fault; names file and entry."""


class GazetteerError(TacitusError):
    """The gazetteer is missing, of another build, or asked for something it cannot hold."""


class PipelineError(TacitusError):
    """Steps put in an order in which one lacks what it needs."""


class StoreError(TacitusError):
    """The store cannot be opened, or refuses a write."""
