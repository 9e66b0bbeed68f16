"""The pictures of a manuscript: which file is meant, and figures with caption and credit."""

from __future__ import annotations

import json
import posixpath
import re
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote

from lxml import etree

from press.config.suggestions import nearest_file
from press.config.textfile import is_inside, read_bytes
from press.contents import file_digest
from press.dataclass import replace as with_changes
from press.manuscript.headings import Anchors
from press.manuscript.images import MAX_BYTES, read_image
from press.manuscript.source import Source
from press.manuscript.trees import line_of_element, replace, take
from press.values import Asset, Place, Problem, Store, problem

SVG = "image/svg+xml"
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_WIDTH = re.compile(r"(\d{1,3}(?:\.\d{1,2})?)(%|mm)$")


class Pictures:
    """Reads each picture of a book once, and tells each fault of a file once."""

    def __init__(self, root: Path, store: Store | None = None) -> None:
        self.root = root
        self.store = store
        self._read: dict[str, Asset | None] = {}

    def asset(self, address: str, source: Source, place: Place) -> tuple[
            Asset | None, tuple[Problem, ...]]:
        """The picture at ``address`` as ``source`` writes it."""
        name, code = self._name(address, source)
        if name is None:
            return None, (problem(code, place, name=address[:80]),)
        if name in self._read:
            return self._read[name], ()
        self._read[name], problems = self._image(name, place)
        if any(p.code == "image-missing" for p in problems):
            similar = self._similar(name)
            if similar:
                problems = (problem("image-misspelt", place, name=name, similar=similar),)
        return self._read[name], problems

    def read(self, name: str, place: Place) -> tuple[Asset | None, tuple[Problem, ...]]:
        """The picture of that path in the book, asked for at ``place``."""
        if name in self._read:
            return self._read[name], ()
        self._read[name], problems = self._image(name, place)
        return self._read[name], problems

    def plate(self, name: str, place: Place) -> tuple[Asset | None, tuple[Problem, ...]]:
        """The same; of a raster that is known to be good nothing is read (see ``Asset.file``)."""
        self.unread(name)
        return self.read(name, place)

    def unread(self, name: str) -> Asset | None:
        """A raster that is known to be good, without its data; None for any other."""
        if name not in self._read:
            known = self._unread(name)
            if known is None:
                return None
            self._read[name] = known
        return self._read[name]

    def _unread(self, name: str) -> Asset | None:
        path = self.root / name
        if self.store is None or not is_inside(self.root, path) or not path.is_file():
            return None
        try:
            digest = file_digest(path)
        except OSError:  # told where it is read
            return None
        lead, _, turned = (self.store.get(_image_key(digest)) or b"").partition(b"\n")
        if not lead or turned:
            return None
        media_type, width, height, line_art = json.loads(lead)
        if media_type == SVG:
            return None
        return Asset(name, media_type, b"", width, height, line_art, digest=digest,
                     file=str(path.absolute()))

    def again(self, name: str) -> Asset | None:
        """The picture ``name``, which was good when it was read before; None if it is no more."""
        if name not in self._read:
            asset, problems = self._image(name, Place(name))
            if problems:  # told when the manuscript is read
                return None
            self._read[name] = asset
        return self._read[name]

    def _image(self, name: str, place: Place) -> tuple[Asset | None, tuple[Problem, ...]]:
        """As ``read_image``; of what the store knows to be good only the bytes are read."""
        if self.store is None:
            return read_image(self.root, name, place)
        data, _ = read_bytes(self.root, self.root / name, MAX_BYTES)
        digest = "" if data is None else sha256(data).hexdigest()
        key = digest and _image_key(digest)
        known = self.store.get(key) if key else None
        if known is not None and data is not None:
            lead, _, turned = known.partition(b"\n")
            media_type, width, height, line_art = json.loads(lead)
            return _known(Asset(name, media_type, turned or data, width, height, line_art),
                          data, digest), ()
        asset, problems = read_image(self.root, name, place)
        if asset is not None and not problems:
            self.store.put(key, json.dumps(
                [asset.media_type, asset.width, asset.height, asset.line_art]).encode() + b"\n"
                           + (b"" if asset.data == data else asset.data))
        return asset and _known(asset, data or b"", digest), problems

    def _name(self, address: str, source: Source) -> tuple[str | None, str]:
        """The path in the book that ``address`` means, from its root or from the manuscript."""
        path = address.strip().replace("\\", "/")
        if _SCHEME.match(path) or path.startswith("//"):
            return None, "image-remote"
        if path.startswith("/") or "\0" in path:
            return None, "image-outside"
        folder = posixpath.dirname(source.path)
        candidates = []
        for written in dict.fromkeys((path, unquote(path))):
            for base in ("", folder):
                name = posixpath.normpath(posixpath.join(base, written))
                if not name.startswith("..") and name not in candidates:
                    candidates.append(name)
        if not candidates or not path:
            return None, "image-outside" if path else "image-empty"
        for name in candidates:
            # Asked before it is looked at: not even its existence is told from outside.
            if is_inside(self.root, self.root / name) and (self.root / name).is_file():
                return name, ""
        return candidates[0], ""

    def _similar(self, name: str) -> str:
        folder = self.root / posixpath.dirname(name)
        if not is_inside(self.root, folder) or not folder.is_dir():
            return ""
        names = [f.name for f in folder.iterdir() if not f.name.startswith(".")]
        found = nearest_file(name, names)
        return posixpath.join(posixpath.dirname(name), found) if found else ""


def with_data(asset: Asset) -> Asset:
    """``asset`` with its data; with none where the file is no more what it was."""
    if not asset.file or asset.data:
        return asset
    try:
        data = Path(asset.file).read_bytes()
    except OSError:
        data = b""
    return with_changes(asset, data=data if sha256(data).hexdigest() == asset.digest else b"",
                        file="")


def _image_key(digest: str) -> str:
    return sha256(f"image {digest}".encode()).hexdigest()


def _known(asset: Asset, data: bytes, digest: str) -> Asset:
    """``asset`` with the digest of its file, where it is a raster that is kept as it stands."""
    if asset.media_type == SVG or asset.data != data:
        return asset
    return with_changes(asset, digest=digest)


def set_pictures(root: etree._Element, source: Source, pictures: Pictures,
                 anchors: Anchors) -> tuple[tuple[Asset, ...], list[Problem]]:
    """Point every ``img`` under ``root`` to its asset; one alone in a paragraph is a figure."""
    assets: dict[str, Asset] = {}
    problems: list[Problem] = []
    number = 0
    for image in list(root.iter("img")):
        address = take(image, "data-src")
        line = line_of_element(image)
        take(image, "data-line")
        place = source.find(address or "]()", line, opening="![")
        asset, faults = pictures.asset(address, source, place)
        problems += faults
        if asset is not None:
            assets[asset.name] = asset
            image.set("src", f"press-asset:{asset.name}")
        if not image.get("alt", "").strip():
            image.set("alt", "")
            problems.append(problem("image-alt", place, name=address[:80]))
        width = _width(image, place, problems)
        title = take(image, "title")
        paragraph = image.getparent()
        if paragraph is not None and paragraph.tag == "p" and _is_alone(image, paragraph):
            number += 1
            replace(paragraph, _figure(image, paragraph, title, width, place, number, anchors))
        else:
            if width:
                image.set("style", f"width:{width}")
            if title:
                problems.append(problem("image-caption", place, name=address[:80]))
    return tuple(assets[name] for name in sorted(assets)), problems


def _is_alone(image: etree._Element, paragraph: etree._Element) -> bool:
    return len(paragraph) == 1 and not (paragraph.text or "").strip() \
        and not (image.tail or "").strip()


def _width(image: etree._Element, place: Place, problems: list[Problem]) -> str:
    written = take(image, "width")
    if not written:
        return ""
    match = _WIDTH.match(written.strip())
    if match and 0 < float(match[1]) <= (100 if match[2] == "%" else 500):
        return match[0]
    problems.append(problem("image-width", place, width=written[:40]))
    return ""


def _figure(image: etree._Element, paragraph: etree._Element, title: str, width: str,
            place: Place, number: int, anchors: Anchors) -> etree._Element:
    """``<figure>`` with caption and credit out of ``title``: ``caption | credit``."""
    figure = etree.Element("figure")
    own = take(image, "id") or paragraph.get("id")
    figure.set("id", f"fig-{anchors.key.removeprefix('s-')}-{number}")
    if own is not None:  # what the writer called it leads to the figure
        for name, anchor in anchors.ids.items():
            if anchor == own:
                anchors.ids[name] = figure.get("id", "")
    classes = " ".join(filter(None, (paragraph.get("class"), take(image, "class"))))
    if classes:
        figure.set("class", classes)
    figure.set("data-line", str(place.line or 1))
    if width:
        figure.set("style", f"width:{width}")
    image.tail = None
    figure.append(image)
    caption, _, credit = title.partition("|")
    if title.strip():
        words = etree.SubElement(figure, "figcaption", {"data-line": str(place.line or 1)})
        for name, text in (("caption", caption.strip()), ("credit", credit.strip())):
            if text:
                etree.SubElement(words, "span", {"class": name}).text = text
    return figure
