"""Proofs (校样): what an editor reads, marks and signs before a book is printed.

1. ``rounds``        一校, 二校, 三校, 付印, and how their records are called
2. ``lines``         the lines of a document as a proof counts them
3. ``difference``    what differs between two texts; ``marks``, the lines that are marked for it
4. ``corrections``   核红: whether what was marked has been carried out
5. ``setting``       where everything stands on a proof (with ``breaking``, lines of notes)
6. ``words``         the sheets that go with it; ``views``, what templates see of all this
7. ``versions``      two versions of a document, page by page; ``leaves``, replacement pages
8. ``write``         pages on sheets, and replacement pages, as PDF

All but 8 is pure.
"""
