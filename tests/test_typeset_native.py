"""WeasyPrint is loaded without asking ldconfig, the compiler or the linker for anything."""

from __future__ import annotations

import subprocess
import sys

import pytest

ALONE = """
import ctypes.util, subprocess
search = ctypes.util.find_library
def nothing(*_, **__): raise AssertionError("a program was asked")
subprocess.Popen = nothing
from press.typeset.native import load_weasyprint
load_weasyprint()
assert ctypes.util.find_library is search
import weasyprint
print(weasyprint.__version__)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere names are searched")
def test_no_program_is_asked_and_the_search_is_as_before() -> None:
    done = subprocess.run([sys.executable, "-c", ALONE], capture_output=True, text=True,
                          check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("70")
