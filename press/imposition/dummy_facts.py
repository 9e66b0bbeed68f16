"""A job in a few words, for pictures and instructions: pages, sheets, paper, how it is turned."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from press.imposition.dummy_folds import within
from press.imposition.sheets import Imposition, Slot
from press.imposition.sizes import SHEETS, sheet_size, spell
from press.messages import Lang, text


def facts(imposition: Imposition, lang: Lang) -> list[tuple[str, str]]:
    """Pairs of name and value."""
    shown = {slot.page for slot in slots_of(imposition)} - {None}
    binding = text(f"dummy-binding-{imposition.binding}", lang)
    scheme = text(f"dummy-scheme-{imposition.scheme}", lang)
    bound = imposition.folds or imposition.scheme == "stack"
    rows = [("scheme", f"{scheme}{text('dummy-comma', lang)}{binding}" if bound else scheme)]
    pages = text("dummy-pages-count", lang, pages=len(shown))
    if imposition.blanks:
        pages += text("dummy-pages-blank", lang, blanks=imposition.blanks)
    rows.append(("pages", pages))
    if imposition.folds:
        count = len(pages_of(imposition))
        if count > 1:
            rows.append(("sections", text("dummy-sections-count", lang, sections=count,
                                          folded=imposition.folded)))
    rows.append(("paper", text("dummy-paper-count", lang, sheets=len(imposition.sheets),
                               sheet=sheet_name(imposition))))
    trim = f"{spell(imposition.trim)} mm"
    if abs(imposition.scale - 1.0) > 0.0005:
        trim += text("dummy-scaled", lang, percent=f"{100 * imposition.scale:.1f}")
    rows.append(("trim", trim))
    rows.append(("turning", turning(imposition, lang)))
    creep = imposition.creep
    if creep is not None:
        pairs = layers_of(imposition) * imposition.folded // 4
        most = max(abs(creep.shift(pair, pairs)) for pair in (1, pairs))
        rows.append(("creep", text("dummy-creep-value", lang, caliper=f"{creep.caliper:g}",
                                   k=f"{creep.k:g}", most=f"{most:.2f}")))
    return [(text(f"dummy-{name}", lang), value) for name, value in rows]


def turning(imposition: Imposition, lang: Lang) -> str:
    """How the sheet is turned for its back."""
    if imposition.sides == 1:
        return text("dummy-single", lang)
    if imposition.turning != "sheetwise":
        return text(f"dummy-{imposition.turning}", lang)
    edge = text(f"dummy-flip-{imposition.flip}", lang)
    over = text(f"dummy-over-{imposition.turn}", lang)
    return f"{edge}{text('dummy-comma', lang)}{over}"


def sheet_name(imposition: Imposition) -> str:
    """``A4 (297×210 mm)``, or the size alone where it has no name."""
    size = imposition.sheet_size
    names = (*SHEETS, *(sheet + part for sheet in ("正度", "大度")
                        for part in ("", "对开", "四开", "八开")))
    known = next((name for name in names
                  if (one := sheet_size(name)) and abs(one[0] - min(size)) < 0.01
                  and abs(one[1] - max(size)) < 0.01), "")
    return f"{known} ({spell(size)} mm)" if known else f"{spell(size)} mm"


def pages_of(imposition: Imposition) -> dict[int, list[int]]:
    """Signature → pages of the document in it, sorted, each once."""
    found: dict[int, set[int]] = {}
    for sheet in imposition.sheets:
        for piece in sheet.pieces(imposition.sheet_size):
            if piece is None:
                continue
            back = piece.area.over(imposition.turn, imposition.sheet_size)
            pages = found.setdefault(piece.signature, set())
            pages |= {slot.page for area, side in ((piece.area, sheet.front), (back, sheet.back))
                      for slot in side.slots if slot.page and within(slot, area)}
    return {signature: sorted(pages) for signature, pages in sorted(found.items())}


def layers_of(imposition: Imposition) -> int:
    """How many sheets (or pieces of cut ones) lie inside each other in a section, at most."""
    return max(piece.position for sheet in imposition.sheets
               for piece in sheet.pieces(imposition.sheet_size) if piece is not None)


def slots_of(imposition: Imposition) -> Iterable[Slot]:
    """Every place of every side."""
    return (slot for sheet in imposition.sheets for side in (sheet.front, sheet.back)
            for slot in side.slots)


def spell_ranges(pages: list[int]) -> str:
    """``1–16, 20``."""
    if not pages:
        return "–"
    starts = [pages[0], *(b for a, b in pairwise(pages) if b != a + 1)]
    ends = [*(a for a, b in pairwise(pages) if b != a + 1), pages[-1]]
    return ", ".join(f"{a}–{b}" if a != b else str(a) for a, b in zip(starts, ends, strict=True))
