"""Preflight: what a finished PDF really holds, against what was ordered.

It trusts no writer and shares no code with one: it reads the bytes with pypdf, and the
manuscript with a reader of its own. A check that cannot be carried out has failed.

1. ``access``, ``operators``, ``outlines``, ``fonts``: a PDF's objects, streams and fonts, read;
2. ``shown``, ``content`` (with ``marks``, ``paint`` and ``positions``), ``tree``, ``facts``: what
   pages show, how it is tagged, where links lead;
3. ``opening``, ``boxes``, ``outside``, ``typefaces``, ``metadata``, ``tags``, ``navigation``,
   ``folios``, ``colour`` (with ``plates``, ``inks`` and ``samples``), ``standards`` (with
   ``xmp``): the checks, each against a ``job``; ``document`` runs them, those of pages by
   ``sections`` (``section``), of which only the changed are looked at again (``dependence``),
   and not those of which only page numbers have changed (``renumbered``);
4. ``plaintext``: the words of a manuscript, out of ``frontmatter``, ``runs`` (with ``fences``,
   ``html_blocks`` and ``csv_tables``), ``definitions``, ``blocks`` (with ``pipe_tables``) and
   ``inline`` (with ``spans``), as ``passages``; ``text``: the words of a part; ``compare`` and
   ``numbers``: their difference; ``part`` runs them in a worker; ``depth``: how full its last page;
5. ``placed``, ``booklet``: imposed sheets, folded in simulation;
6. ``drawn``, ``bars``, ``covers``: cover sheets; ``imprints``: copyright pages;
7. ``painted``, ``boxed``: boxes of all else that is painted; ``edges``, ``sizes``, ``letters``,
   ``blanks``: the checks of those; ``printed`` (with ``thumbnails``) and ``unaltered``: what
   parts showed, and whether the document still shows it;
8. ``profiles`` (with ``foreign``, ``structure``): any PDF, held to what it is for;
9. ``colour_pages`` (with ``hues``): the pages that print in colour; ``pictures``: pages as JPEG.
"""

from press.preflight.booklet import check_booklet, check_sheets, source_faces
from press.preflight.compare import compare_text
from press.preflight.depth import last_page_lines
from press.preflight.document import check_document, checked_sections
from press.preflight.job import (
    BookletJob,
    CoverJob,
    DocumentJob,
    ImprintJob,
    OutlineLine,
    PageReference,
    PartPrint,
    Section,
)
from press.preflight.part import check_part, examine_part
from press.preflight.placed import PageFace
from press.preflight.plaintext import ExpectedText, expected_text
from press.preflight.printed import recorded
from press.preflight.text import PartText, part_text
from press.preflight.warm import Warm

__all__ = [
    "BookletJob",
    "CoverJob",
    "DocumentJob",
    "ExpectedText",
    "ImprintJob",
    "OutlineLine",
    "PageFace",
    "PageReference",
    "PartPrint",
    "PartText",
    "Section",
    "Warm",
    "check_booklet",
    "check_document",
    "check_part",
    "check_sheets",
    "checked_sections",
    "compare_text",
    "examine_part",
    "expected_text",
    "last_page_lines",
    "part_text",
    "recorded",
    "source_faces",
]
