"""Roster × handouts → packets: everything that a lecture team carries.

1. ``topics``    which handout a topic is; ``words``, what is filled in for a lecture
2. ``stock``     what is typeset once: handouts and forms, with stand-ins; what must be set apart
3. ``plan``      which pieces a lecture has; ``paper``, sheets and boxes
4. ``make``      the two files of a lecture, checked, in a worker; ``phone``, the phone edition
5. ``lists``     packing lists, print order, labels of boxes; ``notices``, what has changed;
                 ``totals``, what came of it
6. ``folder``    manifest, checksums, and the way into the output folder
7. ``run``       all of it for one book; ``issue``, with the ledger; ``numbered``, numbered copies
"""
