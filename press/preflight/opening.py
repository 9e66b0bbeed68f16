"""Checks 2 and 3 of print.md: nothing hidden, nothing that acts by itself, nothing attached."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from press.preflight import access
from press.preflight.facts import Facts
from press.preflight.findings import Finding, found
from press.preflight.job import DocumentJob

_QUIET = ("URI", "GoTo")
"""Actions that only lead somewhere, and only when a reader asks."""
_INSIDE = ("GoTo",)
"""Those of them that may be done as a file opens, unasked."""


def nothing_active(facts: Facts, job: DocumentJob) -> Iterator[Finding]:
    """No JavaScript, no actions but links, no forms, no media; no embedded files but those of
    the job (``standards`` looks at them)."""
    catalog = facts.catalog
    opening = access.entry(catalog, "/OpenAction")
    if isinstance(opening, dict):
        yield from _action(opening, "OpenAction", None, _INSIDE)
    if "/AA" in catalog:
        yield found("pdf-action", name="AA")
    if "/AcroForm" in catalog:
        yield found("pdf-action", name="AcroForm")
    names = access.dictionary(catalog, "/Names")
    for key, _ in access.raw_entries(names):
        if key == "/JavaScript":
            yield found("pdf-action", name="JavaScript")
        if key == "/EmbeddedFiles" and not job.attachments:
            yield found("pdf-attachment")
    if "/AF" in catalog and not job.attachments:
        yield found("pdf-attachment")
    item = access.dictionary(access.dictionary(catalog, "/Outlines"), "/First")
    yield from _outline_actions(item, 0)


def no_page_acts(facts: Facts, job: DocumentJob) -> Iterator[Finding]:
    """On no page an action but links, no embedded files, no media."""
    del job
    for index, page in enumerate(facts.pages, facts.first):
        if "/AA" in page:
            yield found("pdf-action", index, name="AA")
        for raw in access.items(page, "/Annots"):
            annotation = access.resolved(raw)
            kind = access.text(annotation, "/Subtype") or "?"
            if kind == "FileAttachment":
                yield found("pdf-attachment", index)
            elif kind != "Link":
                yield found("pdf-action", index, name=kind)
            if "/AA" in annotation:
                yield found("pdf-action", index, name="AA")
            yield from _action(access.dictionary(annotation, "/A"), kind, index)


def _outline_actions(item: Any, count: int) -> Iterator[Finding]:
    while item is not None and count < 100_000:  # facts.outline reports circles
        yield from _action(access.dictionary(item, "/A"), "Outlines", None)
        yield from _outline_actions(access.dictionary(item, "/First"), count + 1)
        item, count = access.dictionary(item, "/Next"), count + 1


def _action(action: Any, place: str, page: int | None, quiet: tuple[str, ...] = _QUIET
            ) -> Iterator[Finding]:
    if action is None:
        return
    kind = access.text(action, "/S") or "?"
    if kind not in quiet:
        yield found("pdf-action", page, name=f"{place}: {kind}")
    elif "/Next" in action:
        yield found("pdf-action", page, name=f"{place}: Next")
