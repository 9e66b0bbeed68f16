"""All that touches the insides of WeasyPrint, pinned to one version of it.

1. ``hooks``   puts them into WeasyPrint while a part is set; fails on another version
   (``patching`` says what a hook is); ``fontconfig`` does the same for the fonts
2. ``margin``  margin boxes: artifacts, and folios that bind late; ``flow`` refuses them elsewhere
3. ``drawing`` text: page references that bind late; a second font where a glyph is two characters
4. ``links``   one area for each link, as high as its words
5. ``tagging`` the tag tree as PDF/UA-1 wants it
6. ``fonts``   pages without font programs
7. ``notes``   a footnote stays on the page of its mark, or begins there; ``notearea`` cuts a long
   one, ``numbering`` counts notes on every page
8. ``pages``   pages as WeasyPrint makes them, with notes that go on (``recompile`` changes its
   functions); ``level`` makes page bottoms meet (``again`` makes a page anew); ``faults`` tells
   what remains
9. ``styles``, ``sizes``, ``writing``  the same answers, found sooner
10. ``lines``   lines of Chinese are ours: ``tokens`` and ``gathering`` take boxes apart,
   ``paragraph`` composes them, ``linebox`` and ``ruby`` make boxes of a line, ``glyphs`` draws it
   and ``marks`` what belongs below it
11. ``properties`` what a style sheet can say of all this, and WeasyPrint does not know
"""
