"""What a worker keeps while it makes files that have much in common."""

from __future__ import annotations


class Shelf:
    """Keeps pieces of work in memory."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def get(self, key: str) -> bytes | None:
        """What is kept under ``key``."""
        return self._kept.get(key)

    def put(self, key: str, body: bytes) -> None:
        """Keep ``body``."""
        self._kept[key] = body
