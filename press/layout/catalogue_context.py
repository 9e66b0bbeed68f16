"""What templates see of an archive catalogue, as ``data``; these docstrings are the reference."""

from __future__ import annotations

from press.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class ItemView:
    """An item of the archive."""

    number: str
    """As the table has it."""
    anchor: str
    """The id of its entry."""
    title: str
    """What it is called."""
    kind: str
    """What it is, or empty."""
    date: str
    """As it is written, or empty."""
    people: tuple[str, ...]
    """Who it has to do with."""
    text: str
    """The description, or empty."""
    size: str
    """Its size, or empty."""
    medium: str
    """What it is made of, or empty."""
    origin: str
    """Where it comes from, or empty."""
    plate: str
    """``src`` of the plate, or empty."""
    small: str
    """``src`` of the thumbnail, or empty."""
    width: float
    """Of the plate in the entry, mm."""
    height: float
    """The same."""
    small_width: float
    """Of the thumbnail, mm."""
    small_height: float
    """The same."""
    full_width: float
    """Of the plate on a page of its own, mm; 0 where it has none."""
    full_height: float
    """The same."""


@dataclass(frozen=True, slots=True)
class ItemGroupView:
    """A group of items: ``data`` of ``catalogue-group``."""

    number: int
    """From 1."""
    name: str
    """Its name."""
    first: str
    """Number of its first item."""
    last: str
    """Of its last."""
    items: tuple[ItemView, ...]
    """In the order of the table."""


@dataclass(frozen=True, slots=True)
class ItemPageView:
    """A page of the catalogue."""

    items: tuple[ItemView, ...]
    """Entries, at most three; empty on a page that is one plate."""
    full: ItemView | None
    """The item whose plate takes the page, or none."""


@dataclass(frozen=True, slots=True)
class ItemPagesView:
    """Some pages of a group: ``data`` of ``catalogue-items``."""

    group: str
    """Name of the group."""
    pages: tuple[ItemPageView, ...]
    """In order."""


@dataclass(frozen=True, slots=True)
class ItemLineView:
    """A line of an index."""

    text: str
    """A date, a person or a kind; empty where it is that of the line before."""
    items: tuple[ItemView, ...]
    """The items under it."""


@dataclass(frozen=True, slots=True)
class ItemIndexGroupView:
    """Lines of an index under one head."""

    label: str
    """A decade, a letter, or empty."""
    lines: tuple[ItemLineView, ...]
    """In order."""


@dataclass(frozen=True, slots=True)
class ItemIndexView:
    """An index: ``data`` of ``catalogue-dates``, ``catalogue-people`` and ``catalogue-kinds``."""

    groups: tuple[ItemIndexGroupView, ...]
    """In order."""
