"""Documents that are made of tables: a book's ``Records`` → pieces of the layout.

``extra`` is what they have in common; one module a kind; ``makers`` knows which piece is whose.
"""
