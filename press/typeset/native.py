"""WeasyPrint, imported without what takes long and serves nothing.

Of the libraries of the system that it opens it tries several names each, of which on Linux only
the last is a file's; for every other one ``ctypes`` asks ldconfig, the compiler and the linker:
half a second of every cold start. And it brings all of fontTools that cuts fonts down, a tenth of
a second, where parts are written without font programs: that comes when it is called.
"""

from __future__ import annotations

import ctypes.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from threading import Lock
from types import ModuleType
from typing import Any

_LOCK = Lock()
_LATER = ("fontTools.varLib", "fontTools.varLib.instancer", "fontTools.subset")


def load_weasyprint() -> None:
    """Import it. Raises OSError where a library is missing, as its import does."""
    with _LOCK:
        if "weasyprint" in sys.modules or not sys.platform.startswith("linux"):
            import weasyprint
            return
        search = ctypes.util.find_library
        ctypes.util.find_library = _nowhere
        try:
            with _later():
                import weasyprint
            return
        except OSError:  # under an unusual name: let it search
            for name in [n for n in sys.modules if n.split(".")[0] == "weasyprint"]:
                del sys.modules[name]
        finally:
            ctypes.util.find_library = search
        import weasyprint  # noqa: F401


@contextmanager
def _later() -> Iterator[None]:
    """Inside, the modules of ``_LATER`` that are not there yet are stood for by others, which
    import them when something of them is called."""
    stood = [name for name in _LATER if name not in sys.modules]
    sys.modules |= {name: _StandIn(name) for name in stood}
    try:
        yield
    finally:
        for name in stood:
            del sys.modules[name]


class _StandIn(ModuleType):
    """Stands for a module until it is needed."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.__path__ = []

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)

        def call(*args: Any, **named: Any) -> Any:
            return getattr(import_module(self.__name__), name)(*args, **named)

        return call


def _nowhere(name: str) -> str | None:  # noqa: ARG001
    return None
