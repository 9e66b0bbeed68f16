"""What was printed and given out: when, for whom, from which digest. Kept beside the book.

1. ``codes``   short codes out of digests, that a person can read over the telephone
2. ``records`` what is kept of a distribution
3. ``schema``  the tables, by version; ``ledger``, reading and writing them, with a copy before
               each change
"""

from press.ledger.codes import code_of, plain_code
from press.ledger.ledger import BACKUPS, FOLDER, NAME, Found, Ledger, open_ledger
from press.ledger.records import Distribution, Kept, Run

__all__ = ["BACKUPS", "FOLDER", "NAME", "Distribution", "Found", "Kept", "Ledger", "Run", "code_of",
           "open_ledger", "plain_code"]
