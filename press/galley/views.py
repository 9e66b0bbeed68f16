"""What the templates of proofs see. Lengths are mm on the sheet, from its left and its top."""

from __future__ import annotations

from press.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class LineNumber:
    """The number of a line."""

    top: float
    """Of the line that it stands beside."""
    height: float
    """Of that line."""
    label: str
    """The number."""
    strong: bool
    """Every fifth."""


@dataclass(frozen=True, slots=True)
class ChangeBar:
    """A bar beside lines that have changed since the last proof or printing."""

    top: float
    """Where it begins."""
    height: float
    """How long it is."""
    kind: str
    """``changed``; ``cut``: only letters are gone."""


@dataclass(frozen=True, slots=True)
class SpotFrame:
    """A frame around what a note is about."""

    left: float
    """Its edge."""
    top: float
    """Its edge."""
    width: float
    """Across."""
    height: float
    """Down."""


@dataclass(frozen=True, slots=True)
class SpotNumber:
    """The number of a note, in the margin beside the line that it is about."""

    left: float
    """Where it stands."""
    top: float
    """Of that line."""
    height: float
    """Of that line."""
    label: str
    """The number."""
    kind: str
    """``error``, ``warning``, ``note`` or ``waived``."""


@dataclass(frozen=True, slots=True)
class MarginNote:
    """A note in the margin; its lines are broken already."""

    label: str
    """Its number; empty for a line that is no note."""
    top: float
    """Where it begins."""
    kind: str
    """As of its number."""
    lines: tuple[str, ...]
    """What it says."""


@dataclass(frozen=True, slots=True)
class Galley:
    """A page of a document on its sheet, and all that is written around it."""

    left: float
    """Of the trimmed page."""
    top: float
    """Of the trimmed page."""
    width: float
    """Of the trimmed page."""
    height: float
    """Of the trimmed page."""
    head: tuple[str, str, str]
    """The heading: left, middle, right."""
    foot: tuple[str, str]
    """Left: what the marks mean; right: the version."""
    numbers_right: float
    """Where line numbers end."""
    numbers: tuple[LineNumber, ...]
    """Of all lines."""
    bars_left: float
    """Where bars stand."""
    bars: tuple[ChangeBar, ...]
    """Of changed lines."""
    frames: tuple[SpotFrame, ...]
    """Around what notes are about."""
    spots: tuple[SpotNumber, ...]
    """Numbers of the notes, beside their lines."""
    notes_left: float
    """Where notes begin."""
    notes_width: float
    """How wide they are."""
    notes: tuple[MarginNote, ...]
    """From top to bottom."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and its value; a blank to be filled in where that is empty."""

    label: str
    """Such as 书名."""
    value: str
    """As it is printed."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row of a table."""

    cells: tuple[str, ...]
    """As many as its head has."""
    kind: str
    """``blank``, ``note``; of a correction ``done``, ``open``, ``doubtful`` or ``kept``."""


@dataclass(frozen=True, slots=True)
class SheetTable:
    """A table of a sheet."""

    name: str
    """By which the style knows it."""
    title: str
    """Above it."""
    head: tuple[str, ...]
    """Of its columns."""
    rows: tuple[SheetRow, ...]
    """Below the head."""


@dataclass(frozen=True, slots=True)
class ProofSheet:
    """A sheet to be filled in: corrections, check list, sign-off."""

    name: str
    """``corrections``, ``checklist`` or ``signoff``."""
    heading: str
    """Such as 核红单."""
    title: str
    """Of the book."""
    subtitle: str
    """Round, date, version."""
    notice: str
    """A line that must be seen; or empty."""
    facts: tuple[Fact, ...]
    """Of the book and the version."""
    tables: tuple[SheetTable, ...]
    """In their order."""
    remarks: tuple[str, ...]
    """How to fill it in."""
    signed: tuple[str, ...]
    """Labels of the signatures."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What one part of a proof is made of: pages, or one sheet."""

    width: float
    """Of the paper of ``galleys``, mm."""
    height: float
    """Of that paper, mm."""
    size: float
    """Of the type of margin notes, pt."""
    pitch: float
    """Of their lines, mm."""
    galleys: tuple[Galley, ...]
    """The pages; empty for a sheet."""
    sheet: ProofSheet | None
    """The sheet; None for pages."""
