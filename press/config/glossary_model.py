"""What glossary.toml may say."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from press.config import rules
from press.config.models import Line, Table, Text, Title


def _filled(text: str) -> str:
    if not text.strip():
        raise PydanticCustomError("config-empty", "must not be empty")
    return text


class TermConfig(Table):
    """``[[terms]]``: an entry of the glossary."""

    term: Title
    """The term, as it is printed."""
    text: Annotated[Text, AfterValidator(_filled)]
    """Its explanation, one paragraph; emphasis, https links, code and spans as in a manuscript."""
    reading: Line = ""
    """Its pinyin, by which it is sorted, where the usual reading is wrong."""
    see: Annotated[tuple[Title, ...], AfterValidator(rules.unique)] = ()
    """Other terms of the glossary that the reader is sent to."""


class GlossaryFile(Table):
    """A whole glossary.toml."""

    terms: tuple[TermConfig, ...] = ()
    """The terms, in any order: the layout sorts them."""
