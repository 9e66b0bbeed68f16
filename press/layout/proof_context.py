"""What the templates of proofs see."""

from __future__ import annotations

from collections.abc import Mapping

from press.dataclass import dataclass
from press.galley.views import Proof
from press.layout.context import FontsView, PageView


@dataclass(frozen=True, slots=True)
class ProofContext:
    """The variables of a layout of the kind ``proof``, and of its style sheets."""

    lang: str
    """Language tag of the words."""
    anchor: str
    """The id that the template gives to its root element."""
    page: PageView
    """Page and grid of the sheets to be filled in."""
    fonts: FontsView
    """Typefaces by role."""
    labels: Mapping[str, str]
    """From ``[labels]`` in layout.toml."""
    proof: Proof
    """Pages or a sheet, in words and mm: see ``press.galley.views``."""
