"""Pages for a printing shop, but for their own content (``plates``): all that they draw."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from pikepdf import Dictionary, Name, Pdf

from press.assembly.gradients import ForeignGradientError, recolour
from press.assembly.images import ForeignImageError, separate_image
from press.assembly.plates import MARK, ForeignColourError, print_content
from press.assembly.resources import Shown, images, shadings, walk
from press.assembly.separation import Separator
from press.assembly.standards import PrintColour
from press.values import Problem, problem

Tell = Callable[[Problem], None]
"""Told of what cannot be made CMYK."""

_RGB = re.compile(rb"^(-?[\d.]+) (-?[\d.]+) (-?[\d.]+) (rg|RG)$", re.MULTILINE)


def separate(pdf: Pdf, pages: Sequence[Any], colour: PrintColour | None,
             clean: Callable[[bytes], bytes], tell: Tell) -> None:
    """Forms, patterns, gradients and images of ``pages`` become CMYK, in place; without a
    ``colour`` images stay as they are.

    ``clean`` rewrites the content of forms and patterns before (tags go). What cannot be made
    CMYK is told, with its page, and stays as it is.
    """
    limit = colour.ink_limit / 100 if colour else 4.0
    separator = Separator(colour) if colour else None
    done: set[tuple[int, int]] = set()
    for one in walk(pages):
        if not one.is_page:
            content = clean(one.content.read_bytes())
            try:
                one.content.write(_in_grey(content) if one.in_mask
                                  else print_content(content, limit, page=False))
            except ForeignColourError as error:
                tell(_refused("print-colour", one, error))
            group = one.content.get("/Group")
            if group is not None and "/CS" in group:
                group.CS = Name.DeviceGray if one.in_mask else Name.DeviceCMYK
        for shading in shadings(one):
            try:
                recolour(pdf, shading, limit, grey=one.in_mask)
            except ForeignGradientError as error:
                tell(_refused("print-colour", one, error))
        for _, image in images(one):
            if separator and image.objgen not in done:
                done.add(image.objgen)
                try:
                    separate_image(image, separator, grey=one.in_mask)
                except ForeignImageError as error:
                    tell(_refused("print-image", one, error))
        # No content uses Lab or profiles any more.
        if "/ColorSpace" in one.resources:
            del one.resources["/ColorSpace"]


def _refused(code: str, one: Shown, error: Exception) -> Problem:
    return problem(code, page=one.page + 1, number=one.page + 1, what=str(error))


def _in_grey(content: bytes) -> bytes:
    """The content of a soft mask, where colours stand for their lightness."""
    def lightness(match: re.Match[bytes]) -> bytes:
        red, green, blue = (float(match[i]) for i in (1, 2, 3))
        value = 0.3 * red + 0.59 * green + 0.11 * blue
        return b"%.4f %s" % (value, b"g" if match[4] == b"rg" else b"G")

    return _RGB.sub(lightness, content)


def overprint_states(pdf: Pdf, pages: Sequence[Any]) -> None:
    """Give every content that ``print_content`` wrote the states that it uses."""
    states = [pdf.make_indirect(Dictionary(
        Type=Name.ExtGState, OP=bool(flags & 2), op=bool(flags & 1), OPM=1))
        for flags in range(4)]
    for one in walk(pages):
        if one.content is None or one.in_mask:
            continue
        content = one.content.read_bytes()
        used = [flags for flags in range(4) if MARK + b"%d gs" % flags in content]
        if not used:
            continue
        if "/ExtGState" not in one.resources:
            one.resources.ExtGState = Dictionary()
        for flags in used:
            one.resources.ExtGState[f"/Ov{flags}"] = states[flags]
