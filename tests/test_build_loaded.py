"""What worker processes are forked from has loaded all that a part needs."""

from __future__ import annotations

import subprocess
import sys

from press.messages import catalogue
from press.proof.rules import PREFIX, codes

ALONE = """
import gc, sys
from pathlib import Path
import press.build.loaded
from press.build.work import work
from press.build.values import Task
from press.typeset.faces import library_folder, load_library
from press.values import Part
from cffi.cparser import Parser

assert not gc.isenabled()
library = load_library(library_folder())
here = set(sys.modules)
asked, parse = [], Parser.parse_type
Parser.parse_type = lambda self, name: asked.append(name) or parse(self, name)
page = ('<!DOCTYPE html><html lang="zh-Hans"><meta charset="utf-8"><title>书</title>'
        "<body><h1>标题</h1><p>一段文字，100 字。</p></body></html>")
css = 'body { font: 12pt/18pt "Noto Serif CJK SC" }'
part = Part("story/s-01", page, (css,), (), "recto", "none", (), "")
done = work(Task(part, "recto", library.fontconfig, "reader", None, 60.0))
assert done.pages is not None and done.pages.count == 1, done.problems
print(asked, sorted(set(sys.modules) - here))
"""


def test_a_part_makes_a_worker_load_and_parse_nothing() -> None:
    done = subprocess.run([sys.executable, "-c", ALONE], capture_output=True, text=True,
                          check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[] []"


def test_codes_of_the_copy_check_lie_in_its_own_file() -> None:
    assert [code for code in codes() if code.startswith(PREFIX)] == [
        code for code in catalogue() if code.startswith(PREFIX)]
