"""Reading the text files of a book: UTF-8 from inside the folder, or a problem that helps.

The one place where book.toml, layouts and manuscripts are opened. Nothing outside the root
is read: a link is followed only where it ends inside. Text is handed out with its byte order
mark gone and its line ends as ``\\n``.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from press.values import Place, Problem, problem

TEXT_LIMIT = 8_000_000
"""Bytes. A story of 2,500 characters has 7,500; this is a library in one file."""

_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_UTF8_MARK = b"\xef\xbb\xbf"
_HAN = range(0x4E00, 0xA000)


def relative_name(root: Path, path: Path) -> str:
    """The name of ``path`` as people see it: inside ``root``, with forward slashes."""
    try:
        return path.relative_to(root).as_posix()
    except ValueError:
        return path.as_posix()


def is_inside(root: Path, path: Path) -> bool:
    """Whether ``path``, links followed, lies in ``root``."""
    if _without_links(os.fspath(root), os.fspath(path)):
        return True
    try:
        # By hand: ``Path.resolve`` takes thrice as long, and every file of a book comes by here.
        end, top = os.path.realpath(path), os.path.realpath(root)
        loop = Path(end).is_symlink()
        return not loop and (end == top or end.startswith(top.rstrip(os.sep) + os.sep))
    except (OSError, ValueError):  # a NUL in the name
        return False


def _without_links(root: str, path: str) -> bool:
    """Whether ``path`` is there, below ``root`` by its very name, and nothing on the way from there
    is a link: then it is inside, wherever ``root`` may lie. Most files are so, and few questions
    tell it."""
    top = root.rstrip(os.sep) + os.sep
    names = path[len(top):].split(os.sep)  # noqa: PTH206 (a Path takes its time)
    if not path.startswith(top) or os.pardir in names:
        return False
    try:
        for name in names:
            top = f"{top}{name}"
            if stat.S_ISLNK(os.lstat(top).st_mode):
                return False
            top += os.sep
    except (OSError, ValueError):
        return False
    return True


def read_bytes(root: Path, path: Path, limit: int) -> tuple[bytes | None, tuple[Problem, ...]]:
    """The bytes of a regular file inside ``root`` of at most ``limit`` bytes, or why not."""
    name = relative_name(root, path)
    place = Place(name)
    if not is_inside(root, path):
        return None, (problem("file-outside", place, name=name),)
    try:
        # Not blocking: opening a named pipe would otherwise wait for ever.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except FileNotFoundError:
        return None, (problem("file-missing", place, name=name),)
    except (OSError, ValueError) as error:
        return None, (problem("file-unreadable", place, name=name, detail=_reason(error)),)
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            return None, (problem("file-not-a-file", place, name=name),)
        with open(handle, "rb", closefd=False) as file:
            data = file.read(limit + 1)
    except OSError as error:
        return None, (problem("file-unreadable", place, name=name, detail=_reason(error)),)
    finally:
        os.close(handle)
    if len(data) > limit:
        return None, (problem("file-too-large", place, name=name,
                              limit=limit // 1_000_000, size=_megabytes(status.st_size)),)
    return data, ()


def read_text(root: Path, path: Path) -> tuple[str | None, tuple[Problem, ...]]:
    """The text of a UTF-8 file inside ``root``, or the problems that prevent it."""
    data, problems = read_bytes(root, path, TEXT_LIMIT)
    if data is None:
        return None, problems
    return decode(data, relative_name(root, path))


def decode(data: bytes, name: str) -> tuple[str | None, tuple[Problem, ...]]:
    """``data`` as text; a wrong encoding is named by its first bad byte (counted from 0)."""
    if data.startswith(_UTF16):
        return None, (problem("file-utf16", Place(name, 1, 1), name=name),)
    offset = data.find(b"\0")
    if offset >= 0:
        return None, (problem("file-binary", _place(data, offset, name), name=name,
                              offset=offset),)
    mark = len(_UTF8_MARK) if data.startswith(_UTF8_MARK) else 0
    try:
        text = data[mark:].decode("utf-8")
    except UnicodeDecodeError as error:
        offset = error.start + mark
        code = "file-gbk" if _is_gbk(data) else "file-not-utf8"
        return None, (problem(code, _place(data, offset, name), name=name, offset=offset),)
    return text.replace("\r\n", "\n").replace("\r", "\n"), ()


def _is_gbk(data: bytes) -> bool:
    """Whether the bytes read well as GB 18030: mostly Han where they are not ASCII."""
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return False
    foreign = [c for c in text if ord(c) > 0x7F]
    han = sum(ord(c) in _HAN or 0x3000 <= ord(c) < 0x3040 or ord(c) >= 0xFF00 for c in foreign)
    return 10 * han >= 7 * len(foreign)


def _place(data: bytes, offset: int, name: str) -> Place:
    before = data[:offset].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    start = before.rfind(b"\n") + 1
    column = len(before[start:].removeprefix(_UTF8_MARK).decode("utf-8", "replace")) + 1
    return Place(name, before.count(b"\n") + 1, column)


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f}"
