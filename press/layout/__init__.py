"""A book and a layout become parts: HTML and CSS that can be typeset apart.

1. ``folders``   finds the folders of a layout and joins their layout.toml files
2. ``files``     reads templates and style sheets into a ``Layout``
3. ``body``      cuts a manuscript to its audience and dresses it (``figures``, ``tables``,
                ``titles``)
4. ``views``     makes the typed values that templates see (``context``)
5. ``rendering`` runs the templates in a sandbox
6. ``parts``     lays out a reader, ``handout`` a lecture handout

``variables`` writes the reference of what templates see.
"""

from press.layout.files import Layout, load_layout
from press.layout.handout import lay_out_handout
from press.layout.parts import lay_out

__all__ = ["Layout", "lay_out", "lay_out_handout", "load_layout"]
