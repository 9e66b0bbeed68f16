"""Functions of WeasyPrint compiled anew with a few decisions changed.

For what is decided in the midst of a long function: the rest of it stays WeasyPrint's own, and a
source that is not the known one is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from textwrap import indent
from types import ModuleType
from typing import Any


def recompiled(module: ModuleType, name: str, changes: Iterable[tuple[str, str]],
               ours: Mapping[str, Any]) -> Any:
    """The function ``name`` of ``module`` with each old text replaced by the new one.

    Every old text must stand in it once. ``ours`` are names that the new texts use; all others
    are looked up in the module, when the function runs. RuntimeError for another source than
    the known one.
    """
    source = _source(module, name)
    for old, new in changes:
        if source.count(old) != 1:
            raise RuntimeError(f"{module.__name__}.{name} is not the known one: {old!r}")
        source = source.replace(old, new)
    # Under another name: where it calls itself, it calls what stands in the module.
    source = source.replace(f"def {name}(", "def anew(", 1)
    factory = f"def factory({', '.join(ours)}):\n{indent(source, '    ')}\n    return anew\n"
    made: dict[str, Any] = {}
    exec(compile(factory, str(module.__file__), "exec"), module.__dict__, made)
    return made["factory"](**ours)


def _source(module: ModuleType, name: str) -> str:
    """The source of a function of a module: all lines up to the next that is not indented.
    ``inspect`` reads it token by token, which takes longer than to compile it."""
    start = getattr(module, name).__code__.co_firstlineno - 1
    lines = Path(str(module.__file__)).read_text("utf-8").splitlines(keepends=True)[start:]
    end = next((n for n, line in enumerate(lines) if n and line.strip() and line[0] not in " )"),
               len(lines))
    return "".join(lines[:end])
