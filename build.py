#!/usr/bin/env python3
"""The command for everything; `make` sets up what it needs. The verbs live in press/cli."""

import os
import sys
from pathlib import Path

VENV = Path(__file__).resolve().parent / ".venv"

if __name__ == "__main__":
    if Path(sys.prefix).resolve() != VENV.resolve() and (VENV / "bin/python").exists():
        os.execv(str(VENV / "bin/python"), [str(VENV / "bin/python"), *sys.argv])
    lack = "" if sys.version_info >= (3, 11) else "Python 3.11"
    try:
        if not lack:
            from press.cli import run
    except ModuleNotFoundError as error:
        lack = error.name or ""
        if lack.startswith("press"):
            raise  # a fault of ours, not of this machine
    if lack:
        print(f"缺少 {lack}：请先运行 make。/ {lack} is missing: run make first.",  # noqa: T201
              file=sys.stderr)
        sys.exit(3)
    run()
