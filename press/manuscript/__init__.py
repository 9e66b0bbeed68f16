"""Files → ``Book``: manuscripts read, checked and made safe HTML that knows its lines.

In the order in which a manuscript walks through:

1. ``read``          which files, in which order; all problems of all files
2. ``story``         one manuscript from text to ``Story``
3. ``frontmatter``   title, author and the like in YAML; ``characters`` what no text should hold
4. ``directives``    the fences of colons; ``limits`` what would keep Markdown too long
5. ``sourcemap``     marks on the lines; ``convert`` Python-Markdown, with ``directive_blocks``
                     and ``notes`` as its extensions
6. ``sanitise``      a tree of what is allowed, by nh3
7. ``placing``       marks → ``data-line``
8. ``notes_html``, ``directive_html``, ``lists``, ``flow``, ``headings``, ``pictures`` (with
   ``images`` and ``svg``), ``links``   the shape of the HTML contract

``Story.html`` is well-formed XML as well as HTML. This room alone knows Markdown, nh3 and YAML.
"""

from press.manuscript.book import Book
from press.manuscript.characters import characters
from press.manuscript.directives import KINDS
from press.manuscript.read import read_book

__all__ = ["KINDS", "Book", "characters", "read_book"]
