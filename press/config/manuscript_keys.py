"""What the head of a manuscript may say.

The room that reads manuscripts knows these keys by their names; here they are declared, so that
the reference has them.
"""

from __future__ import annotations

from press.config.models import Line, Table


class FrontMatter(Table):
    """The head of a manuscript: lines between two lines of ``---`` before ``# Title``.

    A manuscript needs none of it.
    """

    title: Line = ""
    """Title, in place of the ``# Title`` of the text; one of the two is needed."""
    subtitle: Line = ""
    """Subtitle, under the title."""
    author: Line = ""
    """Author, for the page and the contents."""
    summary: Line = ""
    """A few words about the story, for contents and handouts."""
    editions: Line = ""
    """The editions that have it: names separated by blanks, commas or 、 (also written
    ``版本``); without it, all."""
