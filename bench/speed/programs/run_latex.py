"""XeLaTeX until what it writes for the next run (.aux, .toc, .out) is what it read: ``NAME``."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

MOST = 4


def main(name: str) -> None:
    """All passes but the last could leave out the PDF; they do."""
    for _ in range(MOST):
        before = _notes(name)
        _pass(name, "-no-pdf")
        if _notes(name) == before:
            break
    # The driver that the last pass would start; nothing is set again for it.
    subprocess.run(("xdvipdfmx", "-q", "-E", f"{name}.xdv"), check=True)


def _pass(name: str, *options: str) -> None:
    done = subprocess.run(("xelatex", "-interaction=batchmode", *options, name),
                          stdout=subprocess.DEVNULL, check=False)
    if done.returncode:
        log = Path(f"{name}.log").read_text("utf-8", errors="replace")
        sys.exit("\n".join(line for line in log.split("\n") if line.startswith("!"))[:2000])


def _notes(name: str) -> list[bytes]:
    files = (Path(f"{name}.{end}") for end in ("aux", "toc", "out"))
    return [file.read_bytes() if file.exists() else b"" for file in files]


if __name__ == "__main__":
    main(sys.argv[1])
