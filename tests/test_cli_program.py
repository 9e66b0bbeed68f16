"""The command as a program: what it says and its exit code come out, whoever listens."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def command(*words: str) -> list[str]:
    return [sys.executable, str(ROOT / "build.py"), *words]


def test_what_is_said_comes_out_before_it_ends(tmp_path: Path) -> None:
    done = subprocess.run(command("doctor", "--json", "--output", str(tmp_path)), cwd=ROOT,
                          capture_output=True, text=True, check=False)
    assert done.stdout.endswith("}\n")
    done = subprocess.run(command("build", "no-such-book", "--output", str(tmp_path)), cwd=ROOT,
                          capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "no-such-book" in done.stderr


def test_nobody_need_listen(tmp_path: Path) -> None:
    with subprocess.Popen(command("doctor", "--json", "--output", str(tmp_path)), cwd=ROOT,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.close()
        said = process.stderr.read()
    assert "Traceback" not in said and "Exception" not in said
