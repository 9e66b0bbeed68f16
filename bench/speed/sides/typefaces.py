"""The installed font files that the book needs, in one folder (links): for programs that would
otherwise look through all that are installed."""

from __future__ import annotations

import subprocess
from functools import cache
from pathlib import Path

PATTERNS = ("Noto Serif CJK SC", "Noto Serif CJK SC:bold", "Noto Sans CJK SC:bold",
            "LXGW WenKai:style=Regular")


@cache
def files() -> tuple[Path, ...]:
    """What fontconfig finds for each."""
    return tuple(dict.fromkeys(Path(subprocess.run(
        ["fc-match", "-f", "%{file}", pattern], capture_output=True, text=True, check=True
    ).stdout) for pattern in PATTERNS))


def gather(folder: Path) -> None:
    """Link them into ``folder``, which need not exist."""
    folder.mkdir(parents=True, exist_ok=True)
    for file in files():
        (folder / file.name).unlink(missing_ok=True)
        (folder / file.name).symlink_to(file)
