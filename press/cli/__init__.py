"""The command: verbs, progress and exit codes. Everything that is done lives in other rooms."""

from press.cli.app import main

__all__ = ["main"]
