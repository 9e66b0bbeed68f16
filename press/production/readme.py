"""The papers that go with the files to a shop: what is what, and which pages have colour."""

from __future__ import annotations

from collections.abc import Sequence

from press.messages import Lang, text
from press.production.binding import page_ranges
from press.production.quantities import number_text
from press.production.ticket import Ticket, spelled

LINE = "\r\n"
"""Shops open text files on Windows."""


def readme(ticket: Ticket, names: Sequence[tuple[str, str]], lang: Lang) -> bytes:
    """What each file is and what is asked of the shop. ``names``: files and what they are, by the
    codes ``handover-file-…``."""
    job, wishes, made = ticket.job, ticket.job.wishes, ticket.format

    def say(code: str, **args: object) -> str:
        return text(f"handover-{code}", lang, **args)

    def printed(code: str, **args: object) -> str:
        return text(f"ticket-{code}", lang, **args)

    def noted(value: str, note: str) -> str:
        return say("noted", value=value, note=note) if note else value

    facts = [
        (printed("copies"), printed("copies-value", copies=wishes.copies)
         if wishes.copies else printed("open")),
        (printed("trim"), noted(printed("mm", size=spelled(job.trim)), made.text if made else "")),
        (printed("pages"), noted(
            printed("pages-value", pages=ticket.pages),
            printed("sheets-value", sheets=number_text(ticket.sheets)) if ticket.sheets else "")),
        (printed("colour"), printed("colour-value", count=len(ticket.colour))
         if ticket.colour else printed("colour-none")),
        (say("text-paper"), ticket.text.paper or printed("paper-open")),
        *([(say("cover-paper"), ticket.cover.paper or printed("paper-open"))]
          if ticket.cover else []),
        (printed("binding"), printed(f"binding-{ticket.advice.binding}")),
    ]
    lines = [job.title, *filter(None, [("　" if lang == "zh" else " · ").join(filter(None, (
        job.edition, wishes.edition, wishes.printing))), job.notice]), "",
        say("facts"), *(f"  {label}  {value}" for label, value in facts), "",
        say("files"), *(f"  {name}  {say(f'file-{what}')}" for name, what in names), "",
        say("asked")]
    asked = ["single", *(["spine"] if ticket.cover and ticket.advice.binding != "stitch" else []),
             *(["cover-inside"] if ticket.cover and not any(
                 f.kind == "cover" for f in job.files) else []), "paper", "proof", "sums"]
    lines += [f"  {n}. " + say(f"ask-{what}", bleed=f"{job.bleed:g}")
              for n, what in enumerate(asked, 1)]
    return _windows(lines)


def colour_list(ticket: Ticket, lang: Lang) -> bytes:
    """The pages with colour, and those in black alone."""
    job = ticket.job
    comma = "、" if lang == "zh" else ", "
    name = next((f.name for f in job.files if f.kind == "print"), "")
    black = sorted(set(range(1, job.pages + 1)) - set(job.colour))

    def say(code: str, **args: object) -> str:
        return text(f"handover-{code}", lang, **args)

    return _windows([
        job.title, "", say("colour-file", name=name, pages=job.pages),
        say("colour-pages", count=len(job.colour)),
        page_ranges(job.colour, comma) or "—", "",
        say("black-pages", count=len(black)), page_ranges(black, comma) or "—"])


def _windows(lines: Sequence[str]) -> bytes:
    return LINE.join([*lines, ""]).encode("utf-8-sig")
