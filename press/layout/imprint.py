"""The copyright page: what book.toml says for it, as templates see it, and what it lacks."""

from __future__ import annotations

from collections.abc import Iterator

from press.config import FILE_NAME, BookConfig, ImprintConfig, Positions
from press.config.isbn import printed_isbn
from press.layout.context import ImprintView, StaffView
from press.manuscript.book import Book
from press.values import Place, Problem, problem

PUBLISHED = ("publisher", "address", "printer", "distributor", "isbn", "price", "cip")
"""What the copyright page of a published book must have (GB/T 12450), by its keys in [imprint]."""
PRINTED = ("edition", "printing")
"""The same by its keys in [printing]."""


def imprint_view(book: Book) -> ImprintView | None:
    """The facts of the copyright page; None where book.toml asks for none."""
    config, imprint = book.config, book.config.imprint
    if imprint is None:
        return None
    return ImprintView(
        imprint.kind, imprint.permit, imprint.audience,
        publisher_of(config) if imprint.kind == "published" else "",
        imprint.address, imprint.distributor,
        tuple(StaffView(role, name) for role, name in imprint.staff.items()),
        printed_isbn(imprint.isbn), imprint.price, groups(imprint.cip), imprint.printer,
        imprint.print_date, config.printing.edition, config.printing.printing,
        imprint.copies or (str(config.printing.copies) if config.printing.copies else ""),
        imprint.lines)


def publisher_of(config: BookConfig) -> str:
    """出版者 or 编印单位."""
    return (config.imprint.publisher if config.imprint else "") or config.publisher


def groups(lines: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Lines that empty ones part."""
    found: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            found[-1].append(line)
        elif found[-1]:
            found.append([])
    return tuple(tuple(group) for group in found if group)


def incomplete_imprint(config: BookConfig, positions: Positions) -> Iterator[Problem]:
    """What the copyright page of a published book lacks (print.md, check 44): one problem."""
    imprint = config.imprint
    if imprint is None or imprint.kind != "published":
        return
    missing = list(_missing(config, imprint))
    if missing:
        spot = positions.value(("imprint", "kind"))
        yield problem("imprint-incomplete", Place(FILE_NAME, spot.line, spot.column),
                      names=", ".join(missing))


def _missing(config: BookConfig, imprint: ImprintConfig) -> Iterator[str]:
    for key in PUBLISHED:
        value = publisher_of(config) if key == "publisher" else getattr(imprint, key)
        if not value:
            yield key
    if not (imprint.copies or config.printing.copies):
        yield "copies"
    yield from (f"printing.{key}" for key in PRINTED if not getattr(config.printing, key))
    if not (config.author or config.compiler):
        yield "author"
