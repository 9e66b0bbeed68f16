"""Checks 20, 23 and 24 of print.md: faces that were not meant, and characters that look alike."""

from __future__ import annotations

import re
from collections.abc import Iterator

from press.preflight import access
from press.preflight.facts import Facts
from press.preflight.findings import Finding, found, within
from press.preflight.job import DocumentJob

ALIKE = re.compile("[\u2e80-\u2fdf\uf900-\ufa0d\ufa10\ufa12\ufa15-\ufa1e\ufa20\ufa22\ufa25\ufa26"
                   "\ufa2a-\ufaff\U0002f800-\U0002fa1f]")
"""Radicals, and compatibility ideographs without the twelve that are characters of their own."""
_REGION = re.compile(r"(?:CJK|Han(?:Serif|Sans|Mono)?|Noto(?:Serif|Sans)|Song|Ming|Hei|Gothic"
                     r"|Mincho)[- ]?"
                     r"(SC|TC|HC|HK|JP|KR|CN|TW|J|K|sc|tc|hc|hk|jp|kr)(?=[^A-Za-z]|$)")
_SCRIPTS = {"SC": "Hans", "CN": "Hans", "TC": "Hant", "TW": "Hant", "HC": "Hant", "HK": "Hant",
            "JP": "Jpan", "J": "Jpan", "KR": "Kore", "K": "Kore"}
_KNOWN = {
    "Hant": ("MingLiU", "PMingLiU", "MicrosoftJhengHei", "DFKai", "BiauKai", "LiSong", "LiHei",
             "PingFangTC", "PingFangHK", "STHeitiTC", "SongtiTC", "KaitiTC"),
    "Jpan": ("MS-Mincho", "MS-PMincho", "MS-Gothic", "MS-PGothic", "Meiryo", "YuMincho",
             "YuGothic", "Hira", "KozMin", "KozGo", "Ryumin", "IPAex", "TakaoMincho"),
    "Kore": ("Batang", "Gulim", "Dotum", "Gungsuh", "Malgun", "AppleMyungjo", "AppleGothic",
             "AppleSDGothic", "Nanum", "HYSMyeongJo", "HYGoThic")}
"""Beginnings of names that do not say their region."""


def drawn_fonts(facts: Facts, job: DocumentJob) -> Iterator[Finding]:
    """No Type 3 fonts, which print coarse and cannot be searched in."""
    if not job.sizes:
        return
    for index, content in enumerate(facts.contents, facts.first):
        for name in sorted({piece.font.name for piece in content.pieces
                            if piece.font is not None and piece.font.drawn}):
            yield found("preflight-type3", index, name=name)


def regional_faces(facts: Facts, job: DocumentJob) -> Iterator[Finding]:
    """A face for one region is not used for the language of another."""
    lang = job.lang or access.text(facts.catalog, "/Lang") or ""
    wanted = script_of(lang)
    if not wanted:
        return
    for index, (page, content) in enumerate(
            zip(facts.pages, facts.contents, strict=True), facts.first):
        told: set[str] = set()
        for piece in content.pieces:
            if piece.font is None or piece.font.name in told:
                continue
            told.add(piece.font.name)
            script = script_of_face(piece.font.name)
            if script and script != wanted:
                box = piece.box()
                yield found("preflight-region", index, name=piece.font.name.split("+")[-1],
                            language=lang, spot=box and within(page, box))


def characters_alike(facts: Facts, job: DocumentJob) -> Iterator[Finding]:
    """No radicals and compatibility ideographs in the place of the characters they look like."""
    if not job.alike:
        return
    for index, (page, content) in enumerate(
            zip(facts.pages, facts.contents, strict=True), facts.first):
        if not ALIKE.search("".join([piece.text() for piece in content.pieces])):
            continue
        for piece in content.pieces:
            odd = ALIKE.search(piece.text())
            if odd:
                box = piece.box()
                yield found("preflight-alike", index, text=odd.group(),
                            number=f"U+{ord(odd.group()):04X}", spot=box and within(page, box))
                break


def script_of_face(name: str) -> str:
    """The script of the region that a font (by its PostScript name) is made for; empty where
    the name does not tell."""
    bare = name.split("+")[-1]
    region = _REGION.search(bare)
    if region:
        return _SCRIPTS[region[1].upper()]
    return next((script for script, names in _KNOWN.items() if bare.startswith(names)), "")


def script_of(lang: str) -> str:
    """The script of a language tag; empty where it is none of China, Japan and Korea."""
    parts = lang.lower().split("-")
    if parts[0] in ("ja", "ko"):
        return "Jpan" if parts[0] == "ja" else "Kore"
    if parts[0] != "zh":
        return ""
    if "hant" in parts or (not {"hans"} & set(parts) and {"tw", "hk", "mo"} & set(parts)):
        return "Hant"
    return "Hans"
