"""From Markdown stories to printed readers. A book walks through the rooms in this order:

1. ``press.cli`` — the verbs, progress, exit codes.
2. ``press.config`` — book.toml and layout.toml → frozen models, every fault with its place.
3. ``press.manuscript`` — files → ``Book``; Markdown → safe HTML with a source map.
4. ``press.layout`` — ``Book`` + layout → ``Part``: one HTML document a story (Jinja).
5. ``press.typeset`` — ``Part`` → pages (WeasyPrint), with fonts prepared once.
6. ``press.build`` — what depends on what, cache by content, on any executor.
7. ``press.assembly`` — pages of all parts → one PDF: fonts, folios, links, tags.
8. ``press.imposition`` — pages → sheets to fold.
9. ``press.preflight`` — the finished PDF, read back: problems.
10. ``press.report`` — problems and manifest → terminal, JSON.

``press.values`` holds what flows between them, ``press.messages`` every sentence a person reads.
"""
