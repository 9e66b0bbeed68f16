"""Imported before worker processes are forked: so none of them imports the engine for itself."""

from __future__ import annotations

from contextlib import suppress

import press.build.work  # noqa: F401

with suppress(Exception):  # a library that is missing is told of by the part that needs it
    from press.typeset.weasy import hooks

    hooks.load()
