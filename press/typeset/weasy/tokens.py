"""The text of one inline box → tokens, each shaped once for its style."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Any

import pyphen  # type: ignore[import-untyped]
from weasyprint.text.fonts import font_features

from press.dataclass import dataclass, field
from press.typeset.compose.classes import Kind, kind_of
from press.typeset.shaping import FontBook, Shaped

FEATURES = ("font_kerning", "font_variant_ligatures", "font_variant_position",
            "font_variant_caps", "font_variant_numeric", "font_variant_alternates",
            "font_variant_east_asian", "font_feature_settings")
"""Properties that ask for features of a font, as ``font_features`` takes them."""
_MARKS = "\u0300-\u036f\u3099\u309a\u200d\ufe00-\ufe0f\U000e0100-\U000e01ef"
_WORD = (r"[!-#&-.0-~\u00a1-\u00a2\u00a4\u00a6-\u00af\u00b1-\u00b6\u00b8-\u10ff"
         r"\u1200-\u1fff\u2116\u2190-\u245f]")
_TOKEN = re.compile(rf"——|(?:{_WORD}[{_MARKS}]*)+|.[{_MARKS}]*", re.DOTALL)
_LONG = 18
"""A word of more characters may be broken where an address has a mark, or anywhere."""
_PIECES = re.compile(r"[^/._?&=-]{0,7}[/._?&=-]+|[^/._?&=-]{1,8}")
_LONG_PENALTY = 400.0
_HYPHEN_PENALTY = 120.0
_SOFT = "\xad"
_LETTERS = re.compile(r"[^\W\d_]+")
_OTHER_WAY = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\u0900-\u0dff\u0e00-\u0fff]")
"""Scripts that run the other way or are shaped beyond words: left to Pango."""


class Declined(Exception):
    """The paragraph is left to WeasyPrint."""


@dataclass(slots=True)
class Setting:
    """What shaping depends on, of a style."""

    families: tuple[str, ...]
    weight: int
    italic: bool
    features: dict[str, int]
    lang: str
    tokens: dict[str, Shaped]
    parted: dict[str, tuple[str, ...]]
    """Words that no face has whole."""


@dataclass(slots=True)
class Tokens:
    """A text, taken apart."""

    text: list[str]
    shaped: list[Shaped]
    penalties: dict[int, float] = field(default_factory=dict)
    """Badness of a break behind a token, inside a word."""
    hyphens: dict[int, Shaped] = field(default_factory=dict)
    """What is drawn behind a token where a line ends."""


def tokens_of(text: str, style: Any, book: FontBook) -> Tokens:
    """The tokens of ``text``; Declined for what is not ours to set."""
    if "\t" in text or _OTHER_WAY.search(text) or style["font_size"] < 1e-6 \
            or style["word_spacing"]:
        raise Declined
    setting = _setting(style, book)
    tokens = _TOKEN.findall(text)
    if len(tokens) == len(text) and _SOFT not in text:  # all of one character
        result = Tokens(tokens, [])
    else:
        result = Tokens(_in_faces(tokens, setting, book), [])
        if max(map(len, result.text)) > 2 or _SOFT in text:
            _divide(result, style, setting, book)
    known = setting.tokens
    for token in set(result.text).difference(known):  # ``-`` would go through all that is known
        known[token] = _shape(token, setting, book)
    result.shaped = [known[token] for token in result.text]
    return result


def _in_faces(tokens: list[str], setting: Setting, book: FontBook) -> list[str]:
    """``tokens``, and those that no face has whole in pieces of one face each."""
    for token in tokens:
        if len(token) > 1 and token not in setting.tokens and token not in setting.parted:
            parts = _of_one_face(token, setting, book)
            if len(parts) > 1:
                setting.parted[token] = parts
    if not setting.parted:
        return tokens
    return [part for token in tokens for part in setting.parted.get(token, (token,))]


def _of_one_face(token: str, setting: Setting, book: FontBook) -> tuple[str, ...]:
    faces: list[int] = []
    for character in token:
        marks = faces and (character == _SOFT or unicodedata.category(character)[0] == "M")
        faces.append(faces[-1] if marks else book.face_for(
            setting.families, setting.weight, setting.italic, character))
    starts = [i for i in range(len(token)) if not i or faces[i] != faces[i - 1]]
    return tuple(token[a:b] for a, b in zip(starts, [*starts[1:], len(token)], strict=True))


def _divide(result: Tokens, style: Any, setting: Setting, book: FontBook) -> None:
    """Part words behind hyphens, where they may be hyphenated, and long ones anywhere."""
    whole = style["white_space"] in ("nowrap", "pre")
    # Two letters can be parted where somebody asks for that.
    hyphenates = style["hyphens"] == "auto" and style["hyphenate_limit_chars"][0] < 3
    pieces: list[str] = []
    hyphen = None
    for token in result.text:
        if whole or (len(token) < 3 and _SOFT not in token and not hyphenates):
            pieces.append(token)  # nearly all: a character of its own
            continue
        parts, badness, hyphenated = _parts(token, style)
        for part in parts[:-1]:
            pieces.append(part)
            if badness:
                result.penalties[len(pieces) - 1] = badness
            if hyphenated:
                if hyphen is None:
                    hyphen = _shape(style["hyphenate_character"], setting, book)
                result.hyphens[len(pieces) - 1] = hyphen
        pieces.append(parts[-1])
    result.text = pieces


def _parts(token: str, style: Any) -> tuple[list[str], float, bool]:
    """The parts of a word, the badness of a break between them, and whether it has a hyphen."""
    if _SOFT in token:
        if style["hyphens"] == "none":
            return [token], 0.0, False
        parts = re.findall(f"[^{_SOFT}]*{_SOFT}+|[^{_SOFT}]+", token)
        return parts, _HYPHEN_PENALTY, True
    if style["hyphens"] == "auto":
        parts = _hyphenated(token, style["lang"] or "", *style["hyphenate_limit_chars"])
        if len(parts) > 1:
            return parts, _HYPHEN_PENALTY, True
    if len(token) > _LONG and "".join(pieces := _PIECES.findall(token)) == token:
        return pieces, _LONG_PENALTY, False
    if "-" in token[1:-1]:
        return re.findall(r"[^-]*-+|[^-]+", token), 0.0, False
    return [token], 0.0, False


@lru_cache(maxsize=8192)
def _hyphenated(token: str, lang: str, total: int, left: int, right: int) -> list[str]:
    """The parts of a word by the dictionary of its language, as WeasyPrint asks for it."""
    dictionary = _dictionary(lang, left, right)
    if dictionary is None:
        return [token]
    cuts = [0]
    for word in _LETTERS.finditer(token):
        if len(word[0]) >= total:
            cuts += [word.start() + at for at in dictionary.positions(word[0])]
    return [token[a:b] for a, b in zip(cuts, [*cuts[1:], len(token)], strict=True)]


@lru_cache(maxsize=32)
def _dictionary(lang: str, left: int, right: int) -> Any:
    known = pyphen.language_fallback(lang) if lang else None
    return pyphen.Pyphen(lang=known, left=left, right=right) if known else None


def _shape(token: str, setting: Setting, book: FontBook) -> Shaped:
    kind = kind_of(token[0])
    token = token.replace(_SOFT, "")
    if kind in (Kind.BREAK, Kind.ZERO) or not token:
        return Shaped(token, 0, (), 0.0, kind if token else Kind.ZERO)
    features = setting.features
    if token[0] == "—":
        # Two of them are one stroke; the proportional form is too short for Chinese.
        features = {**features, "fwid": 1}
    face = book.face_for(setting.families, setting.weight, setting.italic, token[0])
    return book.shape(token, face, features, setting.lang, kind)


_settings: dict[tuple[Any, ...], Setting] = {}


def _setting(style: Any, book: FontBook) -> Setting:
    found: Setting | None = style.__dict__.get("press_setting")
    if found is not None:
        return found
    names = {name: style[name] for name in FEATURES}
    key = (book.library.folder, tuple(style["font_family"]), style["font_weight"],
           style["font_style"], style["lang"], str(names))
    found = _settings.get(key)
    if found is None:
        found = _settings[key] = Setting(
            key[1], key[2], key[3] != "normal", font_features(**names), key[4] or "", {}, {})
    style.__dict__["press_setting"] = found
    return found
