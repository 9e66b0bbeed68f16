"""The lecture tour of ``sources/``, with handouts as long as the targets say: a listener's of 4
pages, a speaker's of 8 to 10. ``python -m bench.packets.tour FOLDER`` writes the book down."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from bench.packets.letters import TEXT

SAMPLE = Path(__file__).resolve().parents[2] / "sources/lecture-tour"
STORY = "01-jiu-tuzhi"
READ, SPOKEN = (18, 18, 18), (1, 1, 1)
"""Paragraphs more of each story: for everybody, and for who speaks."""


def write_tour(folder: Path) -> Path:
    """The book in ``folder``, which must not be there yet."""
    shutil.copytree(SAMPLE, folder)
    for path, read, spoken in zip(sorted((folder / "stories").glob("*.md")), READ, SPOKEN,
                                  strict=True):
        words = "".join(f"\n{text}\n" for text in _paragraphs(read))
        notes = "".join(f"\n::: 讲者\n{text}\n:::\n" for text in _paragraphs(spoken))
        path.write_text(f"{path.read_text('utf-8')}\n## 讲课须知\n{words}{notes}", "utf-8")
    return folder


def _paragraphs(count: int) -> list[str]:
    return [f"{TEXT[n % len(TEXT)]}（第{n + 1}条）" for n in range(count)]


if __name__ == "__main__":
    write_tour(Path(sys.argv[1]))
