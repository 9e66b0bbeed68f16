"""What a hook is."""

from typing import Any

Patch = tuple[Any, str, Any]
"""An object, the name of an attribute of it, and what to put there."""
