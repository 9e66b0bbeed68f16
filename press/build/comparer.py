"""The process of ``comparing``: two files as JSON in, their differences as JSON out."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from press.build.comparing import Compared, ComparedPage, Comparison
from press.build.limited import keep_within
from press.dataclass import asdict
from press.galley.leaves import replacement
from press.galley.versions import PageText, align, words_changed
from press.preflight.versions import EncryptedError, UnreadableError, Version, places
from press.values import Place, Problem, has_errors, problem


def main() -> None:
    """Read what is asked, compare, and say."""
    asked = Comparison(**json.load(sys.stdin))
    keep_within(asked.seconds, asked.memory)
    found = compared(asked)
    json.dump({**asdict(found), "problems": [asdict(one) for one in found.problems]}, sys.stdout)


def compared(asked: Comparison) -> Compared:
    """Both files; nothing but problems where one of them cannot be compared."""
    problems: list[Problem] = []
    files: list[bytes] = []
    versions: list[Version] = []
    texts: list[list[PageText]] = []
    for name in (asked.old, asked.new):
        pdf, version, pages, found = _opened(name)
        problems += found
        if version is not None:
            files.append(pdf)
            versions.append(version)
            texts.append(pages)
    if has_errors(problems):
        return Compared(tuple(problems))
    old, new = versions
    pairs = align(*texts)
    found_pages = [_pair(old, new, texts, a, b, asked.dpi) for a, b in pairs]
    swap = replacement(pairs, [page.kind == "same" for page in found_pages], old.count, new.count)
    put = swap.pages(new.count)
    if asked.replacement and put:
        problems += _written(asked, files[1], put)
    return Compared(
        tuple(problems), tuple(found_pages), (old.count, new.count),
        tuple(page + 1 for leaf in swap.out for page in (2 * leaf, 2 * leaf + 1)
              if page < old.count),
        tuple(page + 1 for page in put))


def _opened(name: str) -> tuple[bytes, Version | None, list[PageText], list[Problem]]:
    place = Place(name)
    try:
        pdf = Path(name).read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or type(error).__name__
        return b"", None, [], [problem("inspection-file", place, reason=reason)]
    try:
        version = Version(pdf)
        if not version.count:
            raise UnreadableError("no pages")
        pages = [PageText(page.text, page.look, (page.width, page.height))
                 for page in version.pages()]
    except EncryptedError:
        return pdf, None, [], [problem("compare-encrypted", place)]
    except UnreadableError as error:
        return pdf, None, [], [problem("compare-unreadable", place, reason=str(error)[:160])]
    from press.witness import damage

    # What can be seen of a damaged file is compared, but never said to be the same.
    return pdf, version, pages, [problem("compare-damaged", place, detail=detail)
                                 for detail in damage(pdf)[:1]]


def _pair(old: Version, new: Version, texts: Sequence[Sequence[PageText]], a: int | None,
          b: int | None, dpi: float) -> ComparedPage:
    if a is None or b is None:
        return ComparedPage(None if a is None else a + 1, None if b is None else b + 1,
                            "added" if a is None else "removed")
    here, there = texts[0][a], texts[1][b]
    words = words_changed(here.text, there.text) if here.text != there.text else ()
    where = tuple((p.left, p.top, p.width, p.height) for p in places(
        old.picture(a, dpi), new.picture(b, dpi), dpi))
    sizes = None if max(abs(x - y) for x, y in zip(here.size, there.size, strict=True)) <= 0.2 \
        else (here.size, there.size)
    return ComparedPage(a + 1, b + 1, "changed" if words or where or sizes else "same", words,
                        where, sizes)


def _written(asked: Comparison, pdf: bytes, put: Sequence[int]) -> list[Problem]:
    from press.build.writing import write_atomically
    from press.galley.write import DamagedError, chosen_pages

    target = Path(asked.replacement)
    try:
        write_atomically(target, chosen_pages(pdf, put, target.stem))
    except DamagedError as error:
        return [problem("compare-unreadable", Place(asked.new), reason=str(error)[:160])]
    except OSError as error:
        return [problem("output-unwritable", folder=target.parent,
                        reason=error.strerror or type(error).__name__)]
    return []


if __name__ == "__main__":
    main()
