"""What every table of book.toml and of its sisters is made of."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict

from press.config import rules

Line = Annotated[str, AfterValidator(rules.line)]
"""One line of text; may be empty."""
Title = Annotated[str, AfterValidator(rules.title)]
"""One line of text; must not be empty."""
Text = Annotated[str, AfterValidator(rules.text)]
"""Text of one or several lines."""
Name = Annotated[str, AfterValidator(rules.name)]
"""The name of a file without its ending, or of a folder: never a path."""
EditionName = Annotated[str, AfterValidator(rules.edition)]
"""The name of an edition: letters (also Chinese), digits, ``-`` and ``_``; at most 30."""
StoryPath = Annotated[str, AfterValidator(rules.path)]
"""The name of a story, or its path from the folder of the book."""


class Table(BaseModel):
    """A table of book.toml: unknown keys and values of another type are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)
