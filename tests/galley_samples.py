"""A small book whose proofs are made, round by round, for tests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from build_samples import TEMPLATES, workshop, write_book

from press.build.galleys import ProofsResult, make_proofs
from press.build.run import build_book
from press.build.values import BuildResult
from press.galley.rounds import round_name

TOML = 'title = "小书"\ndate = 2021-07-01\ndocuments = ["print"]\n'
STORY = """# 山里的一天

说起那年的兵工厂，山沟里的总排在前面：它办得最早，规模也最大。这句话很短，容易一眼滑过去。

今天有一门体验课，名字就叫工厂的一天，请老兵工到场来讲。只取一天，切得巧。一年太长，讲着讲着就成了大事记。

窗也要看。老车间的窗开得又高又密，为的是借光；哪一面窗最大，哪一面多半就做最精细的活。
"""
HEAD = "页,行,错,对,谁,处理\n"


def book(folder: Path, toml: str = TOML, story: str = STORY) -> Path:
    return write_book(folder, {"01": story}, toml)


def built(folder: Path, output: Path) -> BuildResult:
    return build_book(folder, output, TEMPLATES, workshop(output / ".cache"), {})


def proofs(folder: Path, output: Path, made: str | None = None,
           documents: Sequence[str] = ()) -> ProofsResult:
    result = built(folder, output)
    assert result.good, result.problems
    return make_proofs(folder, output, TEMPLATES, workshop(output / ".cache"), result,
                       round_name(made) if made else None, documents)


def change(folder: Path, old: str, new: str, name: str = "stories/01.md") -> None:
    path = folder / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def carry_out(folder: Path, output: Path, steps: Sequence[Mapping[str, Any]]
              ) -> ProofsResult | BuildResult:
    """The steps of a case: ``round``; ``table`` (of a proof) with ``rows``; ``write`` a file;
    ``change`` a manuscript; ``build``. What the last one told."""
    result: ProofsResult | BuildResult | None = None
    for step in steps:
        if "round" in step:
            result = proofs(folder, output, step["round"] or None, step.get("documents", ()))
        elif "table" in step:
            (folder / "proofs" / f"{step['table']}.csv").write_text(
                HEAD + "\n".join(step["rows"]) + "\n", "utf-8")
        elif "write" in step:
            path = folder / step["write"]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(step["text"], "utf-8")
        elif "change" in step:
            change(folder, *step["change"])
        else:
            result = built(folder, output)
    assert result is not None
    return result
