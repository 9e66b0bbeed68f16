"""The words of a manuscript, by a reader of our Markdown that shares nothing with the writer.

1. ``frontmatter``, then ``runs``: code, raw HTML (``html_blocks``), fences of colons
   (``fences``) and the tables that they name (``csv_tables``);
2. ``definitions`` of notes, links and abbreviations, which print elsewhere or nowhere;
3. blocks (``blocks``, ``pipe_tables``) and inline marks (``inline``, ``spans``).
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from press.dataclass import dataclass, replace
from press.preflight.blocks import BlockReader
from press.preflight.definitions import Definitions
from press.preflight.frontmatter import front_matter
from press.preflight.inline import SILENT
from press.preflight.passages import Line, Passage, Words, unmarked
from press.preflight.runs import Run, Wanted, resolved, runs
from press.preflight.script import in_script
from press.preflight.tag_marks import Tags
from press.values import Audience, Conversion

_TAG = re.compile(r"<(?:!--.*?--|/?[A-Za-z][^<>]*)>", re.DOTALL)
_LIST_TAG = re.compile(r"<(?:ol|li)\b", re.IGNORECASE)
_MARKDOWN = ("text", "verse")
"""Runs in which notes, links and abbreviations are defined."""
_SILENT = re.compile(rf"<({SILENT})\b.*?(?:</\1\s*>|$)", re.DOTALL | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ExpectedText:
    """What a part must show of its manuscript."""

    title: Passage | None
    body: tuple[Passage, ...]
    notes: tuple[Passage, ...]
    """In the order of their calls; what is called twice is printed twice."""
    captions: tuple[Passage, ...]
    """Caption and credit of each figure, and of each table that stands in a file."""
    alts: tuple[Passage, ...]
    optional: tuple[Passage, ...]
    """Front matter: a layout may print it before or after the body, or not."""
    numbers: tuple[Passage, ...] | None = ()
    """Of ordered lists, as typed; None where raw HTML has lists, which are not counted."""


def expected_text(source: str, role: str = "story", audience: Audience = "reader", *,
                  edition: str = "", files: Mapping[str, str] = MappingProxyType({}),
                  path: str = "", conversion: Conversion | None = None) -> ExpectedText:
    """The words of a manuscript as they must be in print for ``audience`` in ``edition``.

    ``role`` (story, dedication, appendix, …) changes nothing: all manuscripts are read alike.
    ``files``: tables (CSV) by their paths in the book; ``path``: the manuscript's own, from
    whose folder it may name them. ``conversion``: how they are printed in another script.
    """
    del role
    lines = [Line(number, text.expandtabs(4) if text.strip() else "")
             for number, text in enumerate(source.removeprefix("\ufeff").splitlines(), 1)]
    fields, lines = front_matter(lines)
    found = Definitions()
    wanted = Wanted(audience, edition, files, path)
    parts = [replace(run, lines=found.taken_out(run.lines)) if run.kind in _MARKDOWN else run
             for run in resolved(runs(lines), wanted)]
    words = Words()
    _read([part for part in parts if part.shown], BlockReader(found.notes, found.links, words),
          words)
    printed = Words(body=[Passage("", 0)])  # not empty: a heading in a note is no title
    for label in words.calls:
        BlockReader(found.notes, found.links, printed).read(found.notes[label])

    def done(passages: Iterable[Passage]) -> tuple[Passage, ...]:
        return tuple(unmarked(in_script(p, conversion) if conversion else p) for p in passages)

    title = words.title or fields.pop("title", None)
    return ExpectedText(next(iter(done([title] if title else [])), None), done(words.body),
                        done(printed.body[1:]), done(words.captions),
                        done(words.alts + printed.alts),
                        done(value for key, value in fields.items() if key != "title"),
                        None if _LIST_TAG.search(source) else tuple(words.numbers))


def _read(parts: list[Run], reader: BlockReader, words: Words) -> None:
    for run in parts:
        lines = list(run.lines)
        if run.kind == "text":
            reader.read(lines, run.first)
        elif run.kind == "verse":
            reader.verse(lines)
        elif run.kind == "span":
            reader.running(lines)
        elif run.kind == "code":
            reader.literal(lines)
        elif run.kind == "words":
            words.body += [Passage(line.text, line.number) for line in lines]
        elif run.kind == "caption":
            words.captions += [Passage(line.text, line.number) for line in lines]
        else:
            text = _SILENT.sub("", "\n".join(line.text for line in lines))
            tags = Tags()
            marked = _TAG.sub(tags.marked, text)
            words.body.append(Passage(html.unescape(marked), lines[0].number))
