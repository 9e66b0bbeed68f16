"""What is wrong with a command, in sentences of our own: Typer's are in English only."""

from __future__ import annotations

from typing import Any


def misuse(error: Any) -> tuple[str, dict[str, str]]:
    """The code of the sentence and its values, for any of Typer's faults of usage.

    They are told apart by name, since Typer does not export them.
    """
    kind = type(error).__name__
    if kind == "NoSuchOption":
        similar = ", ".join(sorted(error.possibilities or ()))
        code = "usage-option-misspelt" if similar else "usage-option"
        return code, {"option": error.option_name, "similar": similar}
    if kind == "MissingParameter":
        return "usage-missing", {"option": _named(error)}
    if kind == "BadOptionUsage":
        return "usage-option-value", {"option": error.option_name}
    if kind == "BadParameter":
        return "usage-value", {"option": _named(error)}
    return "usage-words", {}


def _named(error: Any) -> str:
    """The option or argument, as it is written."""
    if error.param_hint:
        hint = error.param_hint
        return hint if isinstance(hint, str) else " / ".join(hint)
    if error.param is None:
        return "?"
    if error.param.param_type_name == "option":
        return str(max(error.param.opts, key=len))
    return str(error.param.metavar or error.param.name.upper())
