"""``[proof]`` of book.toml: what the copy check is told by the book."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from press.config import rules

SWITCHED = ("heading-skipped", "image-alt")
"""Codes of what the reading of manuscripts tells and a book, or a mark in a manuscript, can take
off. The others are no matter of taste: what they are about cannot be printed."""

Title = Annotated[str, AfterValidator(rules.title)]
Line = Annotated[str, AfterValidator(rules.line)]
Code = Annotated[str, AfterValidator(rules.title), AfterValidator(rules.copy_code)]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class NameConfig(_Table):
    """``[[proof.names]]``: a person of the book, with what the person is called."""

    name: Title
    """The name, as it must be written."""
    offices: tuple[Title, ...] = ()
    """Offices and descriptions that may stand directly before the name."""
    wrong: tuple[Title, ...] = ()
    """Spellings that are wrong wherever they stand."""


class PhraseConfig(_Table):
    """``[[proof.phrases]]``: words that must be exactly these (提法)."""

    exact: Title
    """The exact wording."""
    wrong: tuple[Title, ...] = ()
    """Wordings that are wrong wherever they stand."""
    near: bool = True
    """Whether what differs in one or two characters is told, too."""


class ProofTermConfig(_Table):
    """``[[proof.terms]]``: a term and what must not be written for it."""

    term: Title
    """The term."""
    wrong: Annotated[tuple[Title, ...], Field(min_length=1)]
    """What must not be written instead."""


class TotalConfig(_Table):
    """``[[proof.totals]]``: a number that the book gives for something."""

    what: Title
    """What is counted, as the manuscripts call it."""
    number: Annotated[int, Field(ge=0)]
    """How many there are."""
    unit: Title
    """The measure word, such as 件."""


class ProofConfig(_Table):
    """``[proof]``: the copy check of the manuscripts."""

    off: Annotated[tuple[Code, ...], AfterValidator(rules.unique)] = ()
    """Rules that this book does not keep, by their codes."""
    severity: dict[Code, Literal["error", "warning", "note"]] = Field(default_factory=dict)
    """Other severities than the usual: ``"copy-dash" = "error"``."""
    names: tuple[NameConfig, ...] = ()
    """Persons with their offices."""
    phrases: tuple[PhraseConfig, ...] = ()
    """Exact wordings."""
    terms: tuple[ProofTermConfig, ...] = ()
    """Terms."""
    totals: tuple[TotalConfig, ...] = ()
    """Numbers that must be the same throughout."""
