"""What an editor must look through when a book was converted, as problems."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from press.config import FILE_NAME, ConversionConfig, Positions
from press.config.positions import KeyPath
from press.dataclass import replace
from press.script.converter import Converter, Doubt
from press.script.doubtful import forms
from press.values import Place, Problem, problem

_MARKS = re.compile(r"[*_`\[\]]|\{[^{}]*\}")
"""What can stand within a word in a manuscript and is not printed."""
_SHOWN = 8
"""Words that one note lists at most."""


def review(converters: Sequence[Converter], config: ConversionConfig, positions: Positions,
           sources: Mapping[str, str], *, whole: bool) -> Iterator[Problem]:
    """Notes on what was converted, for all editions together.

    ``positions``: those of book.toml. ``sources``: manuscripts as written, by path. ``whole``:
    whether all editions were made, so that an exception that none of them used has no use.
    """
    if whole or converters:
        yield from _exceptions(converters, config, positions, whole=whole)
    told = set(config.reviewed)
    for converter in converters:
        conversion = converter.conversion
        plain = Converter(replace(conversion, words=()))
        for character, doubt in converter.findings.doubts.items():
            if character in told:
                continue
            told.add(character)
            each = forms(character, conversion.source, conversion.target)
            printed = plain.text(character, None)
            words = [word if count == 1 else f"{word}×{count}"
                     for word, count in doubt.around.most_common(_SHOWN)]
            more = "、…" if len(doubt.around) > _SHOWN else ""
            yield problem(
                "conversion-doubtful", _exact(character, doubt, sources),
                character=character, printed=printed,
                others="、".join(f for f in each if f != printed), count=doubt.around.total(),
                words="、".join(words) + more)


def _exact(character: str, doubt: Doubt, sources: Mapping[str, str]) -> Place:
    """Line and column of the first place, which is at or behind the beginning of its block."""
    place, word = doubt.place, next(iter(doubt.around))
    lines = sources.get(place.path, "").split("\n")
    at = word.index(character)
    for part in dict.fromkeys((word, word[at:], word[:at + 1])):  # a line may end in the word
        for number, line in enumerate(lines[(place.line or 1) - 1:], place.line or 1):
            if len(part) > 1 and (column := line.find(part)) >= 0:
                return Place(place.path, number, column + part.index(character) + 1)
            if len(part) > 1 and part in _MARKS.sub("", line):
                return Place(place.path, number)
    return place


def _exceptions(converters: Sequence[Converter], config: ConversionConfig,
                positions: Positions, *, whole: bool) -> Iterator[Problem]:
    listed: list[tuple[str, str, KeyPath]] = [
        *((word, word, ("conversion", "keep", n)) for n, word in enumerate(config.keep)),
        *((word, to, ("conversion", "words", word)) for word, to in config.words.items())]
    for word, becomes, path in listed:
        count = sum(c.findings.used[word] for c in converters)
        spot = positions.value(path)
        place = Place(FILE_NAME, spot.line, spot.column)
        if count:
            yield problem("conversion-used", place, word=word, printed=becomes, count=count)
        elif whole:
            yield problem("conversion-unused", place, word=word)
