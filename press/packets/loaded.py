"""Imported before workers of packets are forked: so none of them imports it for itself."""

from __future__ import annotations

import press.packets.binding
import press.packets.make  # noqa: F401
