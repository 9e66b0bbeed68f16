"""All that touches the insides of WeasyPrint, pinned to one version of it.

1. ``hooks``   puts them into WeasyPrint, once a process; fails on another version
2. ``margin``  margin boxes: artifacts, and folios that bind late
3. ``drawing`` text: page references that bind late; a second font where a glyph is two characters
4. ``tagging`` the tag tree as PDF/UA-1 wants it
5. ``fonts``   pages without font programs
6. ``notes``   a footnote stays on the page of its mark
"""
