"""How fast many documents for many readers are made: ``python -m bench.packets``.

1. ``letters``   500 letters of one page: who, where, when; their words for each side
2. ``tour``      a book with packets whose handouts are as long as the targets say
3. ``run``       one work in a fresh process: ``python -m bench.packets.run WORK OUT``
4. ``results``   the table in docs
5. ``__main__``  every work by turns: seconds, processor seconds, memory, bytes
"""
