"""tacitus reads conflict news the way a careful analyst does.

    from tacitus import Coder, Document

    coding = Coder().code(Document(text="Rebels shelled the town of …"))

The public names are loaded when they are used, so that importing the package costs nothing and needs no optional library.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tacitus.frames import Store
    from tacitus.fusing import Event, fuse
    from tacitus.model import Account, Document
    from tacitus.pipeline import Coder
    from tacitus.reading import read

__all__ = ["Account", "Coder", "Document", "Event", "Store", "fuse", "read"]

_HOMES = {
    "Account": "model", "Coder": "pipeline", "Document": "model", "Event": "fusing",
    "Store": "frames", "fuse": "fusing", "read": "reading",
}  # fmt: skip


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f"tacitus.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'tacitus' has no attribute '{name}'")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
