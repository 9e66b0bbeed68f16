"""Characters that came from another family than the wanted one: declared, or not."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from press.typeset.coverage import is_drawn
from press.typeset.faces import GENERIC, HAN, MIXED, Library, library_at
from press.typeset.sourcelines import SourceLines
from press.values import Place, Problem, problem

_SHOWN = 40
"""Characters that one message lists at most."""

Drawn = Mapping[tuple[tuple[str, ...], str], Mapping[str, Any]]


def fallbacks(drawn: Drawn, lines: SourceLines, source: str, folder: Path) -> tuple[Problem, ...]:
    """Problems of one part, in the order of its lines.

    ``drawn``: see ``weasy.fallbacks``; ``lines``: of its HTML; ``source``: its manuscript, if any;
    ``folder``: that of the library. Another family of the list is told once for each pair of
    families, one that is not in the list for each character.
    """
    library = library_at(folder)
    if library is None or not drawn:
        return ()
    declared: dict[tuple[str, str], dict[str, int | None]] = {}
    problems: list[Problem] = []
    unknown: dict[str, tuple[str, int | None]] = {}
    told: set[tuple[str, str]] = set()
    for (asked, used), characters in drawn.items():
        families = _known(asked, library)
        if not families:
            element = next(iter(characters.values()))
            unknown.setdefault(asked[0], (used, lines.of(element)))
            continue
        choices = _choices(families, library)
        for character, element in characters.items():
            wanted = choices[_script(character)]
            if used in wanted or not is_drawn(character):
                continue
            first = wanted[0]
            if character in library.dropped(first):
                continue
            line = lines.of(element)
            if used in families:
                declared.setdefault((first, used), {})[character] = line
            elif (first, character) not in told:
                told.add((first, character))
                problems.append(problem(
                    "font-undeclared", _place(source, line), family=shown(first),
                    character=character, codepoint=f"U+{ord(character):04X}", used=shown(used)))
    for (first, used), found in declared.items():
        line = min((n for n in found.values() if n is not None), default=None)
        names = "".join(found)
        problems.append(problem(
            "font-fallback", _place(source, line), family=shown(first), used=shown(used),
            characters=names[:_SHOWN] + ("…" if len(names) > _SHOWN else "")))
    problems += [problem("font-family-unknown", _place(source, line), family=family,
                         used=shown(used)) for family, (used, line) in unknown.items()]
    return tuple(sorted(problems, key=lambda p: (p.severity != "error", p.line or 0)))


def shown(family: str) -> str:
    """The name of a family as people know it."""
    return family.removesuffix(MIXED)


def _place(source: str, line: int | None) -> Place | None:
    return Place(source, line) if source else None


def _known(asked: tuple[str, ...], library: Library) -> tuple[str, ...]:
    """Those of the families in CSS that the library has, generic ones by name."""
    by_folded = {family.casefold(): family for family in library.families}
    names = (GENERIC.get(name.casefold(), name) for name in asked)
    return tuple(dict.fromkeys(by_folded[n.casefold()] for n in names if n.casefold() in by_folded))


def _choices(families: tuple[str, ...], library: Library) -> dict[str, tuple[str, ...]]:
    """Script → the families that its characters may come from without a word.

    A Latin family before a Chinese one is a choice of scripts and no fallback: Han belong to
    the first Chinese family, letters to the first of all, signs to either of them.
    """
    chinese = next((f for f in families if library.covers(f, HAN)), families[0])
    both = (families[0], chinese)
    return {"han": (chinese,), "latin": (families[0],),
            "sign": both[::-1] if families[0].endswith(MIXED) else both}


def _script(character: str) -> str:
    point = ord(character)
    if 0x2E80 <= point <= 0x9FFF or 0xF900 <= point <= 0xFAFF or 0xFF00 <= point <= 0xFFEF \
            or point >= 0x20000:
        return "han"
    if point < 0x80 or unicodedata.category(character)[0] in "LM":
        return "latin"
    return "sign"
