"""One work, in this process: ``python -m bench.packets.run WORK OUT``."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from bench.packets.letters import CSS, FIELDS, html, letters, typst


def fields(out: Path) -> None:
    """A file for each letter, out of one that is typeset once."""
    from press.assembly.personal import fields_of, fitting
    from press.assembly.placing import place
    from press.assembly.series import Series
    from press.assembly.style import Style
    from press.typeset.engine import typeset
    from press.typeset.faces import library_folder, load_library

    library = load_library(library_folder())
    assert library is not None
    late = {name: f'<span data-late="field:{name}">某</span>' for name in FIELDS}
    part = _part(html(late, flowing=False), "letter")
    pages = typeset(part, "recto", library.fontconfig)
    every = letters()
    fit = fitting(pages, fields_of(pages), library.by_name,
                  {name: [one[name] for one in every] for name in FIELDS})
    assert not fit.unfit
    series = Series([part], [pages], place([(part, 1)]),
                    Style("讲课通知", "zh-Hans", "", None, screen=False), library.by_name, fit.uses)
    out.mkdir()
    for number, one in enumerate(every, 1):
        made = series.document(one)
        with (out / f"{number:03}.pdf").open("wb") as file:
            file.write(made.beginning)
            file.write(made.own)


def flow(out: Path) -> None:
    """Every letter laid out, by two processes; a file for each half."""
    from concurrent.futures import ProcessPoolExecutor

    every = letters()
    half = len(every) // 2
    out.mkdir()
    with ProcessPoolExecutor(2) as pool:
        list(pool.map(_set, (every[:half], every[half:]), (out / "1.pdf", out / "2.pdf")))


def _set(chosen: Sequence[dict[str, str]], out: Path) -> None:
    from press.typeset import to_pdf

    out.write_bytes(to_pdf("".join(html(one, flowing=True) for one in chosen), css=CSS))


def typst_fields(out: Path, *, flowing: bool = False) -> None:
    """The same letters as one document of Typst."""
    import typst as engine

    out.mkdir()
    source = out / "letters.typ"
    source.write_text(typst(flowing=flowing), "utf-8")
    (out / "letters.pdf").write_bytes(engine.compile(source))


def typst_flow(out: Path) -> None:
    """With fields in the text."""
    typst_fields(out, flowing=True)


def _part(body: str, key: str):  # type: ignore[no-untyped-def]
    from press.values import Part

    page = ('<!DOCTYPE html><html lang="zh-Hans"><meta charset="utf-8"><title>讲课通知</title>'
            f"<body>{body}</body></html>")
    return Part(key, page, (CSS,), (), "recto", "none", (), "")


WORKS = {"fields": fields, "typst-fields": typst_fields, "flow": flow, "typst-flow": typst_flow}

if __name__ == "__main__":
    gc.disable()  # as the workers of the press have it: see ``press.build.loaded``
    WORKS[sys.argv[1]](Path(sys.argv[2]))
    os._exit(0)  # as the press ends, see ``press.cli.run``; so do the others here
