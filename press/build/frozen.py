"""Whether a book is still what was released to the press (付印后有改动)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from press.build.galley_record import (
    FOLDER,
    changed_sources,
    read_records,
    source_digests,
)
from press.build.ticket_order import ticket_lang
from press.config.suggestions import listed
from press.dataclass import replace
from press.messages import text
from press.values import Place, Problem, problem


def changes_since_release(folder: Path, now: Mapping[str, str], book_lang: str,
                          *, whole: bool = True) -> tuple[Problem, ...]:
    """A warning where files are no longer what was released last; none while the next printing is
    being proofed.

    ``now``: names and SHA-256. ``whole``: of all files of the book, so that one that is missing is
    gone, and another one new; else only those count that were released.
    """
    if not (folder / FOLDER).is_dir():
        return ()
    records, found = read_records(folder)
    # No book need wait for its old proofs to be mended.
    problems = tuple(replace(p, severity="warning") for p in found)
    if not records or records[-1].round.name != "press":
        return problems
    last, lang = records[-1], ticket_lang(book_lang)
    was = {f.file: f.sha256 for f in last.files}
    names = [*was, *now] if whole else [name for name in now if name in was]
    other = [name for name in dict.fromkeys(names) if was.get(name) != now.get(name)]
    if not other:
        return problems
    sources = changed_sources(last, source_digests(folder))
    what = text("proofs-changed-sources", lang, names=listed(sources)) if sources \
        else text("proofs-changed-program", lang)
    return (*problems, problem("proofs-changed", Place(last.path), documents=listed(other),
                               printing=last.round.printing, what=what))
