"""What the command's exit status says."""

from enum import IntEnum


class Exit(IntEnum):
    """Exit codes, the same for every verb."""

    GOOD = 0
    PROBLEMS = 1
    """Problems of severity error."""
    USAGE = 2
    """Wrong usage, or a book.toml that cannot be used."""
    MACHINE = 3
    """Something is missing on this machine."""
    BUG = 4
    """A fault of ours."""
