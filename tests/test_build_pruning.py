"""The cache is bounded; what was used least lately goes first, and time has no say."""

from __future__ import annotations

import os
from pathlib import Path

from press.build.cache import SHELVES, Cache
from press.build.digests import digest
from press.build.pruning import LISTS, USES, prune, record

BODY = bytes(1000)


def keys(count: int) -> list[str]:
    return [digest("key", number) for number in range(count)]


def build(folder: Path, *used: str, most: int = 10 ** 9) -> None:
    """A build that uses entries, and makes those that are not there."""
    cache = Cache(folder, most)
    for key in used:
        if cache.get("parts", key) is None:
            cache.put("parts", key, BODY)
    cache.tidy()


def kept(folder: Path, among: list[str]) -> list[int]:
    cache = Cache(folder)
    return [number for number, key in enumerate(among) if cache.get("parts", key) is not None]


def test_what_was_used_least_lately_goes_first(tmp_path: Path) -> None:
    a, b, c, d, e = keys(5)
    build(tmp_path, a, b, c)
    build(tmp_path, a, d)
    # All stamps say the contrary: they count for nothing.
    for number, key in enumerate((d, a, c, b)):
        os.utime(tmp_path / "parts" / key[:2] / key[2:], (number, number))
    build(tmp_path, e, most=4500)  # five entries of 1065 bytes; three are within 0.8 of that
    assert kept(tmp_path, [a, b, c, d, e]) == [0, 3, 4]


def test_within_bounds_nothing_is_taken(tmp_path: Path) -> None:
    build(tmp_path, *keys(5))
    assert prune(tmp_path, SHELVES, 5 * 1065) == 0
    assert prune(tmp_path, SHELVES, 5 * 1065 - 1) == 2


def test_what_no_list_names_is_the_oldest(tmp_path: Path) -> None:
    a, b, c = keys(3)
    build(tmp_path, a)
    killed = Cache(tmp_path)
    killed.put("parts", b, BODY)
    build(tmp_path, c, most=3000)
    assert kept(tmp_path, [a, b, c]) == [0, 2]


def test_a_build_that_makes_nothing_leaves_no_list(tmp_path: Path) -> None:
    build(tmp_path, *keys(2))
    build(tmp_path, *keys(2))
    assert len(list((tmp_path / USES).iterdir())) == 1


def test_lists_of_long_ago_are_thrown_away(tmp_path: Path) -> None:
    for number in range(LISTS + 5):
        record(tmp_path, [f"parts/{number}"])
    names = sorted(path.name for path in (tmp_path / USES).iterdir())
    assert len(names) == LISTS
    assert (names[0], names[-1]) == ("000006", f"{LISTS + 5:06}")


def test_strange_things_in_the_folder_do_no_harm(tmp_path: Path) -> None:
    build(tmp_path, *keys(3))
    (tmp_path / "parts" / "stray").write_bytes(b"x")
    (tmp_path / USES / "notes.txt").write_bytes(b"x")
    (tmp_path / USES / "000009").write_bytes(b"\xff\xfe")
    build(tmp_path, digest("other"), most=2000)
    assert kept(tmp_path, [*keys(3), digest("other")]) == [3]
    assert (tmp_path / USES / "000010").exists()


def test_a_folder_that_cannot_be_written_is_no_reason_to_fail(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    cache = Cache(tmp_path / "file")
    cache.put("parts", digest("key"), BODY)
    cache.tidy()
    assert (tmp_path / "file").read_bytes() == b""
