"""Every table that book.toml asks for, read: ``Records``."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from press.config import FILE_NAME, BookConfig, load_toml
from press.dataclass import dataclass
from press.manuscript.pictures import Pictures
from press.values import Place, Problem

if TYPE_CHECKING:
    from press.manuscript.records.actions import Actions
    from press.manuscript.records.catalogue import Catalogue
    from press.manuscript.records.course import Course
    from press.manuscript.records.guide import Guide
    from press.manuscript.records.handbook import Handbook
    from press.manuscript.records.planner import Planner
    from press.manuscript.records.visits import Visits

KINDS = ("guide", "course", "actions", "planner", "handbook", "visits", "catalogue")
"""Tables of book.toml, each a kind of document."""


@dataclass(frozen=True, slots=True)
class Records:
    """What the tables of a book hold; nothing for a kind that it does not ask for."""

    guide: Guide | None = None
    course: Course | None = None
    actions: Actions | None = None
    planner: Planner | None = None
    handbook: Handbook | None = None
    visits: Visits | None = None
    catalogue: Catalogue | None = None
    files: tuple[tuple[str, str], ...] = ()
    """Path in the book and decoded text of each table, by path."""

    @property
    def empty(self) -> bool:
        """Whether the book asks for none."""
        return not any(getattr(self, kind) is not None for kind in KINDS)


def asks_for_records(config: BookConfig) -> bool:
    """Whether book.toml asks for a document that is made of tables."""
    return any(getattr(config, kind) is not None for kind in KINDS)


def read_records(folder: Path, config: BookConfig, stories: Collection[str],
                 pictures: Pictures) -> tuple[Records, tuple[Problem, ...]]:
    """All that book.toml asks for; problems table by table, in a table by line."""
    if not asks_for_records(config):
        return Records(), ()
    # Only here: most books ask for none, and none for all of them.
    from press.manuscript.records.actions import read_actions
    from press.manuscript.records.catalogue import read_catalogue
    from press.manuscript.records.course import read_course
    from press.manuscript.records.guide import read_guide
    from press.manuscript.records.handbook import read_handbook
    from press.manuscript.records.planner import read_planner
    from press.manuscript.records.reader import Reader
    from press.manuscript.records.visits import read_visits

    _, positions, _ = load_toml(folder / FILE_NAME)

    def asked(path: tuple[str, ...]) -> Place:
        spot = positions.value(path)
        return Place(FILE_NAME, spot.line, spot.column)

    reader = Reader(folder, asked)
    records = Records(
        guide=read_guide(config.guide, reader, stories) if config.guide else None,
        course=read_course(config.course, reader, pictures) if config.course else None,
        actions=read_actions(config.actions, reader) if config.actions else None,
        planner=read_planner(config.planner, reader) if config.planner else None,
        handbook=read_handbook(config.handbook, reader) if config.handbook else None,
        visits=read_visits(config.visits, reader) if config.visits else None,
        catalogue=(read_catalogue(config.catalogue, reader, pictures) if config.catalogue
                   else None),
        files=tuple(sorted(reader.files.items())))
    return records, tuple(dict.fromkeys(reader.problems))
