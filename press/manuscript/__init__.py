"""Files → ``Book``: manuscripts read, checked and made safe HTML that knows its lines.

In the order in which a manuscript walks through:

1. ``read``          which files, in which order; all problems of all files
2. ``glossary``      glossary.toml; ``facts`` what manuscripts must know of their book
3. ``story``         one manuscript from text to ``Story``; ``kept`` and ``again`` what was read
                     before
4. ``frontmatter``   title, author and the like in YAML; ``characters`` what no text should hold
5. ``directives``    the fences of colons, by ``directive_kinds``; ``fullwidth`` and
                     ``apart`` marks that are none; ``limits`` what would keep Markdown too long
6. ``sourcemap``     marks on the lines; ``convert`` Python-Markdown, with ``directive_blocks``,
                     ``notes`` and ``spans_inline`` as its extensions
7. ``sanitise``      a tree of what is allowed, by nh3
8. ``placing``       marks → ``data-line``
9. the shape of the HTML contract: ``spans_html`` (what ``spans`` lists; ``spans_places``,
   ``spans_ruby``), ``notes_html``, ``directive_html`` (with ``blocks``, ``tables``, ``dates``),
   ``lists``, ``flow``, ``headings``, ``pictures`` (``images``, ``svg``), ``spans_text``,
   ``index_marks``, ``links``
10. ``editions``     the book as one edition has it; ``unseen`` what none of them has

``Story.html`` is well-formed XML as well as HTML. This room alone knows Markdown, nh3 and YAML.
"""

from press.manuscript.book import Book
from press.manuscript.characters import characters, printed_characters
from press.manuscript.directives import KINDS
from press.manuscript.editions import for_edition
from press.manuscript.read import manuscript_paths, read_book, story_problems
from press.manuscript.reread import Reread, with_story
from press.manuscript.spans import SPANS

__all__ = ["KINDS", "SPANS", "Book", "Reread", "characters", "for_edition", "manuscript_paths",
           "printed_characters", "read_book", "story_problems", "with_story"]
