"""What was made last, for a process that stays and makes most of it again."""

from __future__ import annotations

from typing import Generic, TypeVar

Value = TypeVar("Value")


class Recent(Generic[Value]):
    """Values by key, those that were asked for last."""

    def __init__(self, most: int) -> None:
        """``most``: how many are kept."""
        self._most = most
        self._known: dict[str, Value] = {}

    def get(self, key: str) -> Value | None:
        """The value under ``key``, if it is still there."""
        value = self._known.get(key)
        return None if value is None else self.put(key, value)

    def put(self, key: str, value: Value) -> Value:
        """Keep ``value``, and give it back."""
        # Taken out and put in again: what stands first was asked for longest ago.
        self._known.pop(key, None)
        self._known[key] = value
        while len(self._known) > self._most:
            self._known.pop(next(iter(self._known)), None)
        return value
