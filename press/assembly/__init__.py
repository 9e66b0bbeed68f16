"""Typeset parts become one PDF.

1. ``placing``  where each part falls, what its pages are called (pure)
2. ``join``     the steps in order; ``copying`` takes pages over
3. ``late``     folios and page references into the pages
4. ``plates``   for a printing shop: content in CMYK, by ``inks``, black that overprints; ``marks``
                takes tags off; ``separating`` does the rest of what pages draw (``resources``):
                ``gradients`` and ``images``, whose pixels ``separation`` makes
5. ``fonts``    one subset a face
6. ``tags``, ``links``, ``metadata``  the tag tree, names and outline, what the file says of itself
7. ``sheets``   bleed, boxes and crop marks
8. ``claims``   PDF/X and PDF/A (``standards``, ``profiles``): output intents, attachments;
                ``transparency``
"""
