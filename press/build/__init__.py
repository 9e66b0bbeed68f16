"""Build a book: what depends on what, run on any executor, kept by content.

1. ``run``      one book, from its folder to its files and manifest
2. ``intake``   all that is read, and every fault of it at once
3. ``plan``     which documents, and of which parts
4. ``makers``   each document: from the cache (``cache``, ``codec``, ``digests``), or
5. ``settle``   typeset its parts until page numbers and sides hold still (``settled``): those that
                the cache does not have (``typesetting``) in the workers of ``pool``, each of which
                does ``work`` within its time (``timing``); few are joined while they are still
                compared (``begun``)
6. ``make``     its files: join, impose, check
7. ``store``    files and manifest into the output folder, whole or not at all (``writing``)

What all of them work with is a ``workshop``.
"""
