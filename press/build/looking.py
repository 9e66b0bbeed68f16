"""Some sections of a finished file, looked at in a worker. Brings no more with it than ``work``
does, so that no worker loads what only the parent needs."""

from __future__ import annotations

import gc
from collections.abc import Sequence

from press.preflight import DocumentJob, checked_sections


def look(pdf: bytes, job: DocumentJob, sections: Sequence[int]) -> dict[str, bytes]:
    """What is found in these sections, to be kept."""
    try:
        return checked_sections(pdf, job, sections)
    finally:
        if not gc.isenabled():  # a worker has no collector (see ``loaded``)
            gc.collect()
