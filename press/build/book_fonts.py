"""The typefaces of a book: what book.toml and its layouts name, found in fonts/ or in the house."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from press.config import FILE_NAME, BookConfig, load_toml
from press.config.models import FontsConfig
from press.config.suggestions import listed, nearest
from press.config.textfile import is_inside, read_bytes
from press.dataclass import dataclass, field, replace
from press.layout import Layout
from press.layout.fonts import ROLES, role_lists
from press.script.layouts import regional
from press.typeset.faces import HAN, MIXED, Library
from press.typeset.selection import library_of
from press.values import Face, Place, Problem, problem

if TYPE_CHECKING:  # fonts are read with libraries that a book without any of its own spares
    from press.typeset.fontfile import OwnFace

FOLDER = "fonts"
_SUFFIXES = (".ttf", ".otf", ".ttc", ".otc", ".woff", ".woff2", ".pfb", ".pfa")
_MAX_FILES = 100
_WITH_LATIN = ("song", "kai", "fangsong", "biaosong")
"""Roles whose letters and figures come from ``latin`` in a Chinese layout; 黑 has its own."""


@dataclass(frozen=True, slots=True)
class BookFonts:
    """The typefaces of a book, ready for use."""

    library: Library
    """All families that the book may use, and no others."""
    layouts: Mapping[str, Layout]
    """The layouts, their ``[fonts]`` being families of the library: with what book.toml says."""


def book_fonts(folder: Path, config: BookConfig, layouts: Mapping[str, Layout],
               house: Library) -> tuple[BookFonts, tuple[Problem, ...]]:
    """Find every family that is named, prepare those that the book in ``folder`` brings."""
    search = _Search(folder, house)
    named = {key: role_lists(config.fonts, layout.config.fonts)
             for key, layout in layouts.items()}
    families: dict[str, str] = {}
    problems: list[Problem] = []
    for name, place in _names(folder, config, layouts, named):
        family, found = search.family(name, place)
        problems += found
        families[name] = family or name
    own, found = _prepared(search.faces(), house)
    everything = Library(house.folder, (*house.faces, *own))
    lists = {key: _for_language(_renamed(named[key], families), layout.config.lang, everything)
             for key, layout in layouts.items()}
    used = {family for one in lists.values() for role in ROLES for family in getattr(one, role)}
    faces, missing = _regional(config, used, house)
    library, unwritten = _library(house, used | {f.family for f in faces}, (*own, *faces))
    laid = {key: replace(layout, config=layout.config.model_copy(update={"fonts": lists[key]}))
            for key, layout in layouts.items()}
    return BookFonts(library, laid), tuple(dict.fromkeys(
        (*problems, *found, *missing, *unwritten)))


def _regional(config: BookConfig, used: set[str], house: Library) -> tuple[
        tuple[Face, ...], tuple[Problem, ...]]:
    """The faces for the scripts that the book and its editions are printed in."""
    langs = {config.lang, *(e.script for e in config.editions if e.script)}
    wanted = {family for lang in langs for name in used if (family := regional(name, lang))}
    if not wanted:
        return (), ()
    from press.typeset.regional import regional_faces

    try:
        return regional_faces(wanted, house)
    except OSError as error:
        return (), (_unwritable(house, error),)


def _prepared(faces: tuple[tuple[OwnFace, str], ...],
              house: Library) -> tuple[tuple[Face, ...], tuple[Problem, ...]]:
    if not faces:
        return (), ()
    from press.typeset.own import own_faces

    try:
        return own_faces(faces, house)
    except OSError as error:
        return (), (_unwritable(house, error),)


def _library(house: Library, families: set[str], own: tuple[Face, ...]) -> tuple[
        Library, tuple[Problem, ...]]:
    try:
        return library_of(house, families, own), ()
    except OSError as error:
        return house, (_unwritable(house, error),)


def _unwritable(house: Library, error: OSError) -> Problem:
    return problem("fonts-unwritable", folder=house.folder,
                   reason=error.strerror or type(error).__name__)


def _names(folder: Path, config: BookConfig, layouts: Mapping[str, Layout],
           named: Mapping[str, FontsConfig]) -> Iterator[tuple[str, Place]]:
    """Every name once, with the first place where it stands."""
    seen: set[str] = set()
    _, positions, _ = load_toml(folder / FILE_NAME)
    for role in ROLES:
        for index, name in enumerate(getattr(config.fonts, role)):
            if name not in seen:
                seen.add(name)
                spot = positions.value(("fonts", role, index))
                yield name, Place(FILE_NAME, spot.line, spot.column)
    for key, lists in named.items():
        for role in ROLES:
            for name in getattr(lists, role):
                if name not in seen:
                    seen.add(name)
                    yield name, Place(f"{layouts[key].name}/layout.toml")


def _renamed(lists: FontsConfig, families: Mapping[str, str]) -> FontsConfig:
    return FontsConfig(**{role: tuple(dict.fromkeys(
        families.get(name, name) for name in getattr(lists, role))) for role in ROLES})


def _for_language(lists: FontsConfig, lang: str, library: Library) -> FontsConfig:
    """Within Chinese a Latin family gives letters, figures and ASCII signs, and no quotes or
    dashes; and that of the role ``latin`` stands before the text roles."""
    if not lang.startswith("zh"):
        return lists

    def within(names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(name + MIXED if name + MIXED in library.families
                     and not library.covers(name, HAN) else name for name in names)

    found: dict[str, tuple[str, ...]] = {"latin": lists.latin}
    for role in ROLES:
        if role != "latin":
            before = lists.latin if role in _WITH_LATIN else ()
            found[role] = within((*before, *getattr(lists, role)))
    return FontsConfig(**found)


@dataclass(slots=True)
class _Search:
    """Looks for names among the families of the house and the files in the book's fonts/."""

    folder: Path
    house: Library
    _read: dict[str, tuple[tuple[OwnFace, ...], tuple[Problem, ...]]] = field(
        default_factory=dict)
    _listed: tuple[str, ...] | None = None
    _chosen: dict[str, list[OwnFace]] = field(default_factory=dict)
    """Family in the library → its faces, those that were named by their file first."""

    def family(self, name: str, place: Place) -> tuple[str | None, tuple[Problem, ...]]:
        """The family in the library that ``name`` means."""
        house = {f.casefold(): f for f in self.house.families if not f.endswith(MIXED)}
        if name.casefold() in house:
            return house[name.casefold()], ()
        files = [f for f in self._files() if _folded(name) in (
            _folded(f), _folded(f.rpartition(".")[0]))]
        if files:
            return self._of_file(files[0], place)
        found = [face for face in self._all() if name.casefold() in map(str.casefold, face.names)]
        if found:
            return self._choose(found[0].names[0], found), ()
        damaged = tuple(p for _, faults in self._read.values() for p in faults)
        known = (*self._files(), *house.values())
        similar = nearest(name, known)
        if similar:
            return None, (problem("font-misspelt", place, name=name, similar=similar),)
        return None, (problem("font-unknown", place, name=name, known=listed(known)), *damaged)

    def faces(self) -> tuple[tuple[OwnFace, str], ...]:
        """The faces that are to be prepared, each with its family in the library."""
        chosen: list[tuple[OwnFace, str]] = []
        for family, faces in self._chosen.items():
            primary = faces[0].names[0]
            styles: dict[tuple[int, bool], OwnFace] = {}
            # Other weights of the family lie in other files, which nobody need name.
            siblings = [f for f in self._all() if f.names[0] == primary]
            for face in (*faces, *siblings):
                styles.setdefault((face.weight, face.italic), face)
            chosen += [(face, family) for _, face in sorted(styles.items())]
        return tuple(chosen)

    def _of_file(self, name: str, place: Place) -> tuple[str | None, tuple[Problem, ...]]:
        faces, faults = self._look(name)
        if faults:
            # Of a file that cannot even be read the file is the place.
            return None, tuple(replace(p, line=place.line, column=place.column, path=place.path)
                               if p.code.startswith("font-") else p for p in faults)
        names = tuple(dict.fromkeys(face.names[0] for face in faces))
        if len(names) > 1:
            return None, (problem("font-collection", place, name=faces[0].file.path,
                                  families=listed(names)),)
        return self._choose(names[0], list(faces)), ()

    def _choose(self, primary: str, faces: list[OwnFace]) -> str:
        taken = {f.casefold() for f in self.house.families}
        label = primary if primary.casefold() not in taken else f"{primary} ({FOLDER})"
        before = self._chosen.get(label)
        if before and before[0].file.path != faces[0].file.path and (
                before[0].weight, before[0].italic) == (faces[0].weight, faces[0].italic):
            label = f"{primary} ({faces[0].file.stem})"  # two files that call themselves the same
        self._chosen.setdefault(label, []).extend(faces)
        return label

    def _files(self) -> tuple[str, ...]:
        """Names in fonts/, sorted; links that lead out of the book too, so that it is told."""
        if self._listed is None:
            inside = is_inside(self.folder, self.folder / FOLDER)
            try:
                names = sorted(f.name for f in (self.folder / FOLDER).iterdir()) if inside else []
            except OSError:  # there is no such folder
                names = []
            self._listed = tuple(n for n in names if not n.startswith("."))[:_MAX_FILES]
        return self._listed

    def _all(self) -> Iterator[OwnFace]:
        for name in self._files():
            if name.lower().endswith(_SUFFIXES):
                yield from self._look(name)[0]

    def _look(self, name: str) -> tuple[tuple[OwnFace, ...], tuple[Problem, ...]]:
        from press.typeset.fontfile import MAX_BYTES, FontFile, look_into

        if name not in self._read:
            data, faults = read_bytes(self.folder, self.folder / FOLDER / name, MAX_BYTES)
            self._read[name] = ((), faults) if data is None else look_into(
                FontFile(f"{FOLDER}/{name}", data))
        return self._read[name]


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
