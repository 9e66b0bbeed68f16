"""The table of book.toml for the cover of a printed book."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from press.config.tables import Line, StoryPath, Table, Text


class CoverConfig(Table):
    """``[cover]``: the cover on one sheet, for a book whose ``documents`` have ``cover``. Number
    and price come from ``[imprint]``, the width of the spine from the finished pages and
    ``[printing]``."""

    binding: Literal["left", "right"] = "left"
    """The side that the book is bound at: ``right`` (右翻) mirrors the sheet."""
    flaps: Annotated[float, Field(ge=0, le=200, allow_inf_nan=False)] = 0
    """Width of each flap (勒口) in mm; 0 for none."""
    colour: Literal["red", "blue", "green", "brown", "grey"] | None = None
    """Its one colour; that of the layout where none is given."""
    picture: StoryPath = ""
    """A picture for the front, by its path in the folder of the book."""
    spine_text: Annotated[tuple[Line, ...], Field(max_length=3)] = ()
    """Text down the spine: title, author, publisher, of which each may be empty; by default those
    of the book."""
    back: Text = ""
    """Text on the back, plain; an empty line parts paragraphs."""
    front_flap: Text = ""
    """Text on the flap of the front."""
    back_flap: Text = ""
    """Text on the flap of the back."""
