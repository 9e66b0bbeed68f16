"""Entries of an index or glossary in the order that readers look them up in.

1. ``readings``  pinyin of Han characters (pypinyin), or as an editor gives it
2. ``strokes``   how many strokes a character has (Unicode's counts)
3. ``units``     a text as a row of units that can be compared
4. ``groups``    sorted entries under A, B, … or 一画, 二画, …
"""

from press.layout.sorting.groups import Group, Sorting, grouped
from press.layout.sorting.strokes import strokes_known

__all__ = ["Group", "Sorting", "grouped", "strokes_known"]
