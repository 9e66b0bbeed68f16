"""Typst once (``run_typst.py IN OUT``), or warm (``typst_run.py IN OUT --warm``): then it compiles,
says so, and for each line that it is told compiles again. Only the files of ./fonts are looked at.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import typst


def main(source: str, out: str, *, warm: bool, tags: bool) -> None:
    """See above. When warm, each compilation gives one line: its seconds."""
    compiler = typst.Compiler(source, root=".", font_paths=["fonts"], ignore_system_fonts=True)
    while True:
        started = time.perf_counter()
        pdf = compiler.compile(pdf_tags=tags)
        assert isinstance(pdf, bytes)  # a list would be of pictures
        Path(out).write_bytes(pdf)
        if not warm:
            return
        sys.stdout.write(f"{time.perf_counter() - started:.4f}\n")
        sys.stdout.flush()
        if not sys.stdin.readline():
            return


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], warm="--warm" in sys.argv, tags="--bare" not in sys.argv)
