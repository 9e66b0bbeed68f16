"""What is typeset: handouts and forms, each once with stand-ins, or for one lecture alone."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from markupsafe import Markup

from press.assembly.personal import CODE, Fitting, fields_of, fitting
from press.build.makers import Maker
from press.build.plan import Composition
from press.build.settle import settle, settle_apart
from press.build.workshop import Workshop
from press.config.layout_model import PieceConfig
from press.dataclass import dataclass, field, replace
from press.layout.filling import stand_ins, too_long, written
from press.layout.forms import Form, Forms
from press.ledger.codes import LETTERS
from press.packets.topics import Topic
from press.packets.values import SetKind, Stocked
from press.values import FaceUse, Pages, Part, Problem, has_errors

CODE_FIELD = CODE.removeprefix("field:")
ROWS = 20
"""Lines to sign on a sheet."""
SPARE = 2
"""Lines that are always free at the end."""


@dataclass(slots=True)
class Stock:
    """Everything typeset, by key; ``problems`` of it all."""

    shop: Workshop
    maker: Maker
    forms: Forms
    title: str
    lang: str
    date: dt.date | None
    items: dict[str, Stocked] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def ok(self) -> bool:
        """Whether no error was found."""
        return not has_errors(self.problems)

    def apart(self) -> Stock:
        """For what goes on beside: nothing in it yet, and nobody told how far it is."""
        return replace(self, items={}, problems=(),
                       shop=replace(self.shop, progress=lambda *_: None))

    def typeset(self, keyed: Sequence[tuple[str, Part, PieceConfig]],
                composition: Composition | None = None) -> None:
        """Typeset some parts: those of a handout as its ``composition``, forms each by itself."""
        parts = tuple(part for _, part, _ in keyed)
        base = composition or Composition((), (), "reader", self.title, self.lang, "", self.date)
        whole = replace(base, parts=parts)
        settled = (settle(whole, self.shop) if composition
                   else settle_apart(whole, self.shop, tree=False))
        self.problems += settled.problems
        if not self.ok():
            return
        for (key, _, piece), part, pages in zip(keyed, settled.parts, settled.pages, strict=True):
            self.items[key] = Stocked(part, pages, fields_of(pages), piece)

    def handout(self, topic: Topic, kind: SetKind, reader: Composition | None,
                values: Mapping[str, str] | None = None, suffix: str = "") -> tuple[str, ...]:
        """Typeset a handout, with stand-ins or for one lecture; the keys of its parts."""
        config = topic.layout.config.for_audience(kind)
        parts, found = topic.lay_out(kind, lambda piece: _filled(piece, values))
        self.problems += found
        if not self.ok():
            return ()
        document = dict(topic.documents)[kind]
        composition = replace(document.composition, parts=parts)
        if reader is not None:
            composition, lost = self.maker.with_reader_pages(composition, reader)
            self.problems += lost
        if not self.ok():
            return ()
        keyed = [(f"{topic.config.story}/{kind}/{part.key}{suffix}", part,
                  config.parts[part.key]) for part in composition.parts]
        self.typeset(keyed, composition)
        return tuple(key for key, _, _ in keyed)

    def form(self, pieces: Iterable[tuple[str, str, int, Mapping[str, str] | None]]) -> None:
        """Typeset forms: key, piece, rows, and the values of one lecture or none."""
        keyed: list[tuple[str, Part, PieceConfig]] = []
        for key, piece, rows, values in pieces:
            config = self.forms.layout.config.parts[piece]
            parts, found = self.forms.lay_out(Form(
                piece, piece, fields=_filled(config, values), rows=rows))
            self.problems += found
            keyed += [(key, replace(part, outline=()), config) for part in parts]
        if self.ok() and keyed:
            self.typeset(keyed)

    def fitting(self, key: str, values: Sequence[Mapping[str, str]]) -> Fitting:
        """What the values of some lectures ask of the fonts of one item."""
        by_name: defaultdict[str, dict[str, None]] = defaultdict(dict)
        item = self.items[key]
        for one in values:
            for name in item.piece.fields:
                if name != CODE_FIELD:
                    by_name[name][one[name]] = None
        by_name[CODE_FIELD] = {f"-{LETTERS}": None}
        return fitting(item.pages, item.fields, self.shop.library.by_name, by_name)

    def unfit(self, key: str, values: Mapping[str, str], fit: Fitting) -> bool:
        """Whether a lecture needs the item for itself alone."""
        piece = self.items[key].piece
        return bool(too_long(piece, {**values, CODE_FIELD: ""})) or any(
            (name, values[name]) in fit.unfit for name in piece.fields if name != CODE_FIELD)


def rows_for(copies: int) -> int:
    """Lines on the sign-in sheets of a lecture: whole sheets, some free at the end."""
    return -(-(copies + SPARE) // ROWS) * ROWS


def shared_uses(pages: Iterable[Pages], more: Sequence[FaceUse] = ()) -> tuple[FaceUse, ...]:
    """All that many documents use of their faces, so that they have the same fonts; ``more``: what
    is filled into their pages."""
    once = {id(one): one for one in pages}.values()
    return united([*(Fitting(one.faces, frozenset()) for one in once),
                   Fitting(tuple(more), frozenset())])


def united(fits: Iterable[Fitting]) -> tuple[FaceUse, ...]:
    """What several items ask, each face once."""
    widths: defaultdict[object, dict[int, int]] = defaultdict(dict)
    unicodes: defaultdict[object, dict[int, str]] = defaultdict(dict)
    some: dict[object, FaceUse] = {}
    for use in (use for fit in fits for use in fit.uses):
        some.setdefault(use.key, use)
        widths[use.key].update(use.widths)
        for glyph, text in use.unicodes:
            unicodes[use.key].setdefault(glyph, text)
    return tuple(replace(some[key], widths=tuple(sorted(widths[key].items())),
                         unicodes=tuple(sorted(unicodes[key].items()))) for key in some)


def _filled(piece: PieceConfig, values: Mapping[str, str] | None) -> Mapping[str, Markup]:
    late = stand_ins(piece)
    if values is None:
        return late
    said = written(piece, {**values, CODE_FIELD: ""})
    return {name: late[name] if name == CODE_FIELD else said[name] for name in said}
