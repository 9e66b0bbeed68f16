"""The libraries of the system that WeasyPrint opens, found at once.

It tries several names for each, of which on Linux only the last is a file's; for every other one
``ctypes`` asks ldconfig, the compiler and the linker: half a second of every cold start.
"""

from __future__ import annotations

import ctypes.util
import sys
from threading import Lock

_LOCK = Lock()


def load_weasyprint() -> None:
    """Import it. Raises OSError where a library is missing, as its import does."""
    with _LOCK:
        if "weasyprint" in sys.modules or not sys.platform.startswith("linux"):
            import weasyprint
            return
        search = ctypes.util.find_library
        ctypes.util.find_library = _nowhere
        try:
            import weasyprint
            return
        except OSError:  # under an unusual name: let it search
            for name in [n for n in sys.modules if n.split(".")[0] == "weasyprint"]:
                del sys.modules[name]
        finally:
            ctypes.util.find_library = search
        import weasyprint  # noqa: F401


def _nowhere(name: str) -> str | None:  # noqa: ARG001
    return None
