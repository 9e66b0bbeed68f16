"""What a layout adds to a book, in the book's script: its words and its typefaces."""

from __future__ import annotations

from press.config.models import FontsConfig
from press.dataclass import replace
from press.layout import Layout
from press.script.books import own_words
from press.script.converter import Converter
from press.script.regions import Region, region, steps
from press.values import Conversion

_REGIONAL: dict[Region, str] = {"TW": "TC", "HK": "HK"}
_SIMPLIFIED = " CJK SC"
_KAI = "LXGW WenKai"


def layout_in(layout: Layout, lang: str) -> Layout:
    """``layout`` for a book in ``lang``: labels and cues converted, families of its region."""
    config = layout.config
    there = region(lang)
    if there is None or (there == "CN" and region(config.lang) in (None, "CN")):
        return layout
    changed: dict[str, object] = {"fonts": families_in(config.fonts, lang)}
    if steps(config.lang, lang):
        converter = Converter(Conversion(config.lang, lang))
        changed["labels"] = {key: own_words(text, converter, None)
                             for key, text in config.labels.items()}
        changed["cues"] = tuple(own_words(cue, converter, None) for cue in config.cues)
        changed["lang"] = lang
    return replace(layout, config=config.model_copy(update=changed))


def families_in(fonts: FontsConfig, lang: str) -> FontsConfig:
    """The lists of roles with the faces of the region before all others.

    Those for simplified Chinese, which draw the same characters as they are printed in mainland
    China, come last: what is in them alone is not lost, and it is told.
    """
    def of_region(names: tuple[str, ...]) -> tuple[str, ...]:
        own = [(name, regional(name, lang)) for name in names]
        return tuple(dict.fromkeys((*(there or name for name, there in own),
                                    *(name for name, there in own if there))))

    return FontsConfig(**{role: of_region(getattr(fonts, role))
                          for role in FontsConfig.model_fields})


def regional(family: str, lang: str) -> str:
    """The face of a Chinese family for the region of ``lang``; empty where there is no other."""
    suffix = _REGIONAL.get(region(lang) or "CN")
    if suffix is None:
        return ""
    if family.endswith(_SIMPLIFIED):
        return family.removesuffix(_SIMPLIFIED) + f" CJK {suffix}"
    return f"{family} (Hant)" if family == _KAI else ""
