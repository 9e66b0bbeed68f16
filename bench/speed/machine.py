"""On what, with what and when it was measured."""

from __future__ import annotations

import datetime as dt
import os
import platform
import re
from importlib import metadata
from pathlib import Path


def machine() -> dict[str, str]:
    """Processor, cores, memory, system, and the libraries that the press is made of."""
    return {"processor": _processor(), "cores": str(_cores()), "memory": _memory(),
            "system": f"{platform.system()} {platform.release()}, {_distribution()}",
            "python": platform.python_version(), "weasyprint": metadata.version("weasyprint"),
            "pango": _pango(), "pikepdf": metadata.version("pikepdf"),
            "pypdf": metadata.version("pypdf")}


def today() -> str:
    """Of the run."""
    return dt.datetime.now(dt.UTC).date().isoformat()


def load() -> float:
    """How many programs wanted a core, on the mean of the last minute; 0 where nobody knows."""
    return os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0


def _cores() -> int:
    allowed = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed else os.cpu_count() or 1


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    found = re.search(r"^model name\s*:\s*(.+)$", info.read_text("utf-8", "replace"), re.M) \
        if info.exists() else None
    return found[1].strip() if found else platform.processor() or platform.machine()


def _memory() -> str:
    info = Path("/proc/meminfo")
    found = re.search(r"^MemTotal:\s*(\d+) kB", info.read_text("utf-8")) if info.exists() else None
    return f"{int(found[1]) * 1024 / 1e9:.0f} GB" if found else ""


def _distribution() -> str:
    try:
        return platform.freedesktop_os_release().get("PRETTY_NAME", "")
    except OSError:
        return ""


def _pango() -> str:
    from weasyprint.text.ffi import pango

    number = pango.pango_version()
    return f"{number // 10000}.{number // 100 % 100}.{number % 100}"
