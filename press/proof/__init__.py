"""Copy check: the text of a manuscript in, what an editor should look at out.

1. ``lines``, ``inline``  a reading of Markdown of its own: which text is printed, where it stands
2. ``reading``            manuscript or CSV table → ``Document``, one string and a map back
3. the rules, a module a group: ``characters``, ``mojibake``, ``script`` (with the table
   ``standard``), ``width``, ``pairs``, ``punctuation``, ``numbers``, ``dates``, ``totals``,
   ``numbering``, ``repetition``, ``structure`` (and ``numerals``);
   ``finding`` makes rules out of expressions; ``rules`` lists them
4. ``lists``              names, exact wordings, terms and numbers of the book
5. ``ignores``            marks in the manuscript that take a rule off a line
6. ``check``              all of it for one file; ``fixing`` makes the changes that are safe

The rules are those of GB/T 15834 (punctuation), GB/T 15835 (figures), GB 3100 (units) and of
publishing practice; the number of each is kept in ``Rule``. Pure: no files, no settings of the
machine.
"""

from press.proof.check import Proofed, proof, proof_table, settled
from press.proof.document import Edit
from press.proof.fixing import apply, diff

__all__ = ["Edit", "Proofed", "apply", "diff", "proof", "proof_table", "settled"]
