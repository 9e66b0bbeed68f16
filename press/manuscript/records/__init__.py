"""Tables that a document is made of: each row typed, each fault with file, line and column.

1. ``reader``   a file of the book and its columns → rows of typed values (``press.tables``)
2. one module a kind of document: its tables → one frozen value, what contradicts itself told
3. ``gather``   all that book.toml asks for → ``Records``
"""
