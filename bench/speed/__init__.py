"""How fast the press is, beside others: ``python -m bench.speed``.

1. ``manuscript``  a generated book as values, ``plates`` its pictures, in a fixed seed
2. ``sides``       each way to make a PDF of it, and what each writes it down as
3. ``clock``       one command in a fresh process: seconds, memory
4. ``works``       what is measured, by turns; ``watching`` a press that stays open
5. ``results``     numbers kept in docs/performance.json, ``targets`` what they shall be
6. ``tables``, ``chart``, ``pages``  the terminal, docs/performance*.md and its picture
"""
