"""Build a book: what depends on what, run on any executor, kept by content.

1. ``run``        one book, from its folder to its files and manifest
2. ``plan``       which documents, and of which parts
3. ``settle``     typeset the parts until page numbers and sides hold still
4. ``work``       what happens to one part, in a worker
5. ``make``       the files of a document: join, impose, check
6. ``cache``      results by the digest of all that they depend on; ``digests`` of what
7. ``store``      files and manifest into the output folder, whole or not at all
"""
