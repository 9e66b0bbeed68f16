"""Somebody else's roster goes in, and all that comes out is counted, opened and read back.

1. ``roster``    500 lectures by chance from a fixed seed, wrong rows of many kinds among them
2. ``faults``    what is wrong with those rows, and what must be told of it
3. ``book``      a book with two topics, and the tables as CSV in GB 18030 or as xlsx
4. ``reading``   every file of the packets read back, against the roster (pypdf, csv, hashlib)
5. ``__main__``  all of it with the command: ``python -m bench.hostile``
"""
