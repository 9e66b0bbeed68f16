"""A book and a layout become parts: HTML and CSS that can be typeset apart.

1. ``folders``   finds the folders of a layout and joins their layout.toml files
2. ``files``     reads templates and style sheets into a ``Layout`` (``soundness``)
3. ``body``      dresses a manuscript: cut to its edition and audience (``cutting``), what lists
                need is taken down (``gathering``, ``marks``), then ``numbering``, ``speaking``,
                ``figures``, ``tables``, ``lines``, ``titles``
4. ``lists``     figures, chronology, glossary and ``index``, in the order of ``sorting``
5. ``views``     makes the typed values that templates see (``context``); ``contents``, ``fonts``
6. ``pieces``    puts them through the templates, in a sandbox (``rendering``, ``css``)
7. ``parts``     lays out a reader, ``handout`` a lecture handout, ``cover`` the cover on one
                sheet; ``imprint`` is the copyright page; ``ticket`` a job ticket; ``proof`` a
                proof; ``kinds`` what is made of tables, ``cards`` cards of them

``variables`` writes the reference of what templates see.
"""

from press.layout.cards import lay_out_cards
from press.layout.files import Layout, load_layout
from press.layout.handout import lay_out_handout
from press.layout.imprint import incomplete_imprint
from press.layout.index import index_problems
from press.layout.parts import lay_out
from press.layout.proof import lay_out_proof
from press.layout.ticket import lay_out_ticket

__all__ = [
    "Layout",
    "incomplete_imprint",
    "index_problems",
    "lay_out",
    "lay_out_cards",
    "lay_out_handout",
    "lay_out_proof",
    "lay_out_ticket",
    "load_layout",
]
