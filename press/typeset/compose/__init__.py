"""Lines of Chinese, composed: where they break and where every glyph stands.

Pure: lists of numbers and characters in, lines with positions out. WeasyPrint is not known here.

1. ``classes``   what a character is to a line (clreq, section 3.1)
2. ``rules``     the house style: kinsoku, widths of marks, gaps
3. ``units``     a paragraph as units and the gaps between them
4. ``edges``     what stands at the sides of units: box edges, readings, hyphens
5. ``breaking``  the breaks of least badness over the paragraph
6. ``spacing``   the slack of a line given to its gaps, in their order
"""
