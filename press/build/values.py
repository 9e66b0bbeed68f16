"""What the build hands about."""

from __future__ import annotations

from hashlib import sha256
from typing import Literal

from press.dataclass import dataclass, field
from press.values import (
    Audience,
    Conversion,
    Pages,
    Part,
    Place,
    Problem,
    Side,
    has_errors,
    problem,
)

Kind = Literal["reading", "print", "booklet", "handout", "archive", "cover", "ticket",
               "cards", "proof"]


@dataclass(frozen=True, slots=True)
class Source:
    """The manuscript that a part must show whole."""

    text: str
    path: str
    role: str
    edition: str = ""
    """The edition that it is shown in; empty for none in particular."""
    files: tuple[tuple[str, str], ...] = ()
    """Tables that it prints: path in the book and text."""
    conversion: Conversion | None = None
    """How its words were converted, where it is printed in another script."""


@dataclass(frozen=True, slots=True)
class Task:
    """One part to typeset and to compare with its manuscript; good for any process."""

    part: Part
    side: Side
    fontconfig: str
    audience: Audience
    source: Source | None
    seconds: float
    """It may take so long; 0 for no limit."""
    tree: bool = True
    """Whether it may go into a document with tags."""


@dataclass(frozen=True, slots=True)
class Typeset:
    """A task done."""

    pages: Pages
    problems: tuple[Problem, ...]
    """Of typesetting and of the comparison; those of severity error stop the document."""
    printed: bytes = b""
    """What the pages show, for the check of the finished document: see ``preflight.printed``."""
    pictures: tuple[tuple[str, bytes], ...] = field(default=(), compare=False)
    """Pictures that were made ready to be printed: see ``manuscript.rasters``, key and what is to
    be kept. They are kept apart."""


def failed(task: Task, code: str, **args: str) -> Typeset:
    """What stands for a part that could not be typeset: no pages, and a problem that names it."""
    place = Place(task.part.source) if task.part.source else None
    return nothing(task, problem(code, place, page=None, part=task.part.key, **args))


def nothing(task: Task, reason: Problem) -> Typeset:
    """No pages, for a reason that is not the part's."""
    return Typeset(Pages(task.part.key, b"", 0, (0, 0), 0, (), (), ()), (reason,))


@dataclass(frozen=True, slots=True)
class File:
    """A finished file."""

    name: str
    """Its name in the book's output folder."""
    edition: str
    kind: Kind
    pages: int
    """Pages of the document in it (not sides of sheets)."""
    sheets: int
    """Sheets of paper, printed as the file is meant to be."""
    trim: tuple[float, float]
    """mm."""
    data: bytes
    digest: str = field(default="", compare=False)
    """SHA-256 of ``data`` in hex, where it is known."""

    @property
    def sha256(self) -> str:
        """The same, reckoned now where it is not known."""
        return self.digest or sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class Made:
    """The files of a document, and all problems that checks found in them."""

    files: tuple[File, ...]
    problems: tuple[Problem, ...]
    refused: tuple[File, ...] = ()
    """Files with errors, which nobody gets, but who looks for the errors may want to see."""


@dataclass(frozen=True, slots=True)
class Artefact:
    """A file as the manifest lists it."""

    path: str
    """Relative to the manifest."""
    document: str
    edition: str
    kind: Kind
    pages: int
    sheets: int
    trim: tuple[float, float]
    sha256: str
    problems: int
    size: int
    """Bytes."""
    seconds: float
    """Spent on its document in this build; 0 where it came from the cache. Not in the manifest."""


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What became of one book."""

    book: str
    artefacts: tuple[Artefact, ...]
    """What the book now consists of; nothing where an error was found."""
    problems: tuple[Problem, ...]
    """Paths are relative to the folder of the book, or name a file of the output folder."""
    files: tuple[File, ...] = ()
    """What was made now, also what was refused."""

    @property
    def good(self) -> bool:
        """Whether nothing of severity error was found."""
        return not has_errors(self.problems)
