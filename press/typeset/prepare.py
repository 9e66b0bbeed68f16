"""Prepare the fonts of the house, once for a machine: one face a file, compact, known by digest.

WeasyPrint unpacks and copies the whole file of every face it meets; a face of its own without
Hangul and without hints is read in a few milliseconds. Glyph numbers (and so CIDs) stay those
of the source: a renumbered CID font shows blank pages in some viewers.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

import uharfbuzz as hb
from fontTools.ttLib import TTFont

from press.typeset.coverage import BODY
from press.typeset.faces import SOURCES, Library, Source, load_library
from press.values import Problem, problem

RECIPE = "3"
"""Change it when this module makes other files out of the same fonts."""

FOLDERS = (
    Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".local/share/fonts",
    Path.home() / ".fonts", Path.home() / "Library/Fonts", Path("/Library/Fonts"),
)

_HANGUL = ((0x1100, 0x11FF), (0x3130, 0x318F), (0xA960, 0xA97F), (0xAC00, 0xD7FF))
_CONFIG = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>{folder}</dir>
  <cachedir>{folder}/cache</cachedir>
  <alias binding="same"><family>sans-serif</family>
    <prefer><family>Noto Sans CJK SC</family></prefer></alias>
  <alias binding="same"><family>monospace</family>
    <prefer><family>Noto Sans CJK SC</family></prefer></alias>
  <match target="pattern">
    <edit name="family" mode="append_last"><string>{body}</string></edit>
  </match>
</fontconfig>
"""
"""Only the folder's own faces; the body face for ``serif``, unknown families and lost glyphs."""


def prepare(folder: Path, search: Iterable[Path] = FOLDERS) -> tuple[
        Library | None, tuple[Problem, ...]]:
    """Make ``folder`` hold the house faces; quick where it already does.

    Whether it does is decided by the digests of the installed fonts, not by their dates.
    """
    found = {source.file: _find(source.file, search) for source in SOURCES}
    missing = tuple(problem("font-missing", name=name)
                    for name, path in found.items() if path is None)
    if missing:
        return None, missing
    paths = {name: path for name, path in found.items() if path is not None}
    key = _key(paths)
    library = load_library(folder)
    if library and _recorded_key(folder) == key:
        return library, ()
    folder.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        records = [_make(source, paths[source.file], work) for source in SOURCES]
        (work / "fonts.conf").write_text(_CONFIG.format(folder=folder, body=BODY), "utf-8")
        (work / "faces.json").write_text(
            json.dumps({"key": key, "faces": records}, ensure_ascii=False), "utf-8")
        _replace(work, folder)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return load_library(folder), ()


def _replace(work: Path, folder: Path) -> None:
    """Put ``work`` in the place of ``folder``: two builds at once may both try."""
    if folder.exists():
        old = Path(tempfile.mkdtemp(prefix=f".{folder.name}-old-", dir=folder.parent))
        folder.replace(old / "fonts")
        work.replace(folder)
        shutil.rmtree(old, ignore_errors=True)
    else:
        work.replace(folder)


def _find(name: str, search: Iterable[Path]) -> Path | None:
    for base in search:
        if base.is_dir():
            for path in sorted(base.rglob(name)):
                return path
    return None


def _key(paths: dict[str, Path]) -> str:
    digest = hashlib.sha256(f"{RECIPE} {hb.version_string()} {SOURCES}".encode())
    for name in sorted(paths):
        with paths[name].open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()


def _recorded_key(folder: Path) -> str:
    return str(json.loads((folder / "faces.json").read_text("utf-8")).get("key", ""))


def _make(source: Source, path: Path, work: Path) -> dict[str, object]:
    """Write one face into ``work``; its record for faces.json."""
    with TTFont(path, fontNumber=source.index if path.suffix == ".ttc" else -1,
                lazy=True) as font:
        mapped = set(font.getBestCmap())
        head, hhea, italic = font["head"], font["hhea"], font["post"].italicAngle != 0
        units, box = head.unitsPerEm, (head.xMin, head.yMin, head.xMax, head.yMax)
        ascent, descent = hhea.ascent, hhea.descent
    kept = sorted(c for c in mapped if chr(c) not in source.drop
                  and not any(a <= c <= b for a, b in _HANGUL))
    wanted = hb.SubsetInput()
    wanted.unicode_set.update(kept)
    # Beside the features that HarfBuzz keeps by default: spacing and half-width digits.
    wanted.layout_feature_tag_set.update(
        map(_tag, ("halt", "palt", "hwid", "pwid", "fwid", "ruby")))
    wanted.flags = hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.NO_HINTING
    wanted.drop_table_tag_set.update(map(_tag, ("DSIG", "VORG", "vhea", "vmtx", "BASE")))
    face = hb.subset(hb.Face(hb.Blob.from_file_path(str(path)), source.index), wanted)
    data = bytes(face.blob.data)
    digest = hashlib.sha256(data).hexdigest()
    suffix = "otf" if data[:4] == b"OTTO" else "ttf"
    name = f"{source.family.replace(' ', '')}-{source.weight}-{digest[:12]}.{suffix}"
    (work / name).write_bytes(data)
    return {"family": source.family, "weight": source.weight, "file": name, "digest": digest,
            "units": units, "ascent": ascent, "descent": descent, "box": box,
            "italic": italic, "coverage": _ranges(kept)}


def _tag(name: str) -> int:
    return int.from_bytes(name.encode().ljust(4), "big")


def _ranges(points: list[int]) -> list[tuple[int, int]]:
    ranges: list[tuple[int, int]] = []
    for point in points:
        if ranges and ranges[-1][1] == point - 1:
            ranges[-1] = (ranges[-1][0], point)
        else:
            ranges.append((point, point))
    return ranges
