"""What ``impose`` can be told: each option, and the job that comes of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from press.cli.arguments import Misuse, Option, WrongValueError, choice
from press.dataclass import replace
from press.imposition.creep import Creep
from press.imposition.job import MARK_KINDS, SCHEMES, Job
from press.imposition.presets import PRESETS

_NUMBER = re.compile(r"[0-9]{1,5}(\.[0-9]{1,4})?")
_MOST_PAGES = 100_000
"""In a list of pages; a slip of the pen must not fill the memory."""


def length(word: str) -> float:
    """mm, not negative; ``3mm`` is 3, too."""
    word = word.lower().removesuffix("mm").strip()
    if not _NUMBER.fullmatch(word):
        raise WrongValueError(word)
    return float(word)


def count(word: str) -> int:
    if not re.fullmatch(r"[1-9][0-9]{0,4}", word):
        raise WrongValueError(word)
    return int(word)


def size(word: str) -> tuple[float, float]:
    """``148x210``, also with × or *."""
    edges = re.split(r"[x×*]", word.lower().removesuffix("mm"))
    if len(edges) != 2:
        raise WrongValueError(word)
    width, height = map(length, edges)
    if not width or not height:
        raise WrongValueError(word)
    return width, height


def gutter(word: str) -> tuple[float, float]:
    """One width for both directions, or two: between columns, between rows."""
    return size_or_zero(word) if re.search(r"[x×*]", word) else (length(word), length(word))


def size_or_zero(word: str) -> tuple[float, float]:
    edges = re.split(r"[x×*]", word.lower().removesuffix("mm"))
    if len(edges) != 2:
        raise WrongValueError(word)
    return length(edges[0]), length(edges[1])


def grid(word: str) -> tuple[int, int]:
    """``2x4``: columns and rows."""
    edges = re.split(r"[x×*]", word.lower())
    if len(edges) != 2:
        raise WrongValueError(word)
    return count(edges[0]), count(edges[1])


def pages(word: str) -> tuple[int, ...]:
    """``1-12,15``; ``12-1`` counts down; Chinese commas and dashes do as well."""
    found: list[int] = []
    for part in re.split(r"[,，、]", word.replace(" ", "")):
        match = re.fullmatch(r"([0-9]{1,6})(?:[-–—~～]([0-9]{1,6}))?", part)
        if not match:
            raise WrongValueError(word)
        first = int(match[1])
        last = int(match[2]) if match[2] else first
        if abs(last - first) + len(found) > _MOST_PAGES:
            raise WrongValueError(word)
        found += range(first, last + 1) if first <= last else range(first, last - 1, -1)
    return tuple(found)


def scale(word: str) -> str | float:
    """A word, or a factor as ``70.7%`` or ``0.707``."""
    if word.lower() in ("actual", "shrink", "fill"):
        return word.lower()
    factor = round(length(word.removesuffix("%")) / (100.0 if word.endswith("%") else 1.0), 6)
    if not 0.01 <= factor <= 10.0:
        raise WrongValueError(word)
    return factor


def marks(word: str) -> tuple[str, ...]:
    kinds = tuple(dict.fromkeys(re.split(r"[,，、]", word.lower().replace(" ", ""))))
    if kinds == ("all",):
        return MARK_KINDS
    if any(kind not in MARK_KINDS for kind in kinds):
        raise WrongValueError(word)
    return kinds


def _choice(name: str, *known: str) -> Option:
    return Option(name, f"impose-help-{name.lstrip('-')}", "|".join(known), choice(*known),
                  "impose-takes-choice", settings={"known": ", ".join(known)})


def _value(name: str, metavar: str, read: Any, takes: str) -> Option:
    return Option(name, f"impose-help-{name.lstrip('-')}", metavar, read, f"impose-takes-{takes}",
                  settings={"known": ", ".join(MARK_KINDS)} if takes == "marks" else None)


def _switch(name: str) -> Option:
    return Option(name, f"impose-help-{name.lstrip('-')}")


GROUPS: Final[tuple[tuple[str, tuple[Option, ...]], ...]] = (
    ("what", (
        Option("--output", "impose-help-output", "OUT", short="-o"),
        _choice("--scheme", *SCHEMES),
        _choice("--preset", *PRESETS),
        _value("--pages", "1-12,15", pages, "pages"))),
    ("paper", (
        _value("--sheet", "A4|148x210|…", str, "sheet"),
        _value("--trim", "148x210", size, "size"),
        _value("--scale", "actual|shrink|fill|70%", scale, "scale"),
        _value("--bleed", "MM", length, "length"),
        _value("--gutter", "MM|MMxMM", gutter, "gutter"),
        _value("--unprintable", "MM", length, "length"),
        _value("--gripper", "MM", length, "length"))),
    ("binding", (
        _choice("--binding", "left", "right"),
        _switch("--no-back-cover"),
        _value("--signature", "4|8|16|32", count, "count"),
        _value("--folded", "4|8|16|32", count, "count"),
        _choice("--closed", "head", "foot"),
        _value("--milling", "MM", length, "length"),
        _value("--fold-trim", "MM", length, "length"),
        _value("--creep", "MM", length, "length"),
        _value("--k", "1.2", length, "length"),
        _choice("--anchor", "outermost", "innermost"))),
    ("places", (
        _value("--up", "2|4|8", count, "count"),
        _value("--grid", "2x4", grid, "grid"),
        _choice("--order", "rows", "columns"),
        _choice("--together", "copies", "stack"))),
    ("printer", (
        _choice("--flip", "short", "long"),
        _switch("--single-sided"),
        _choice("--passes", "duplex", "fronts-backs", "two-files", "fronts", "backs"),
        _choice("--backs", "reversed", "same"),
        _choice("--turn", "sheetwise", "work-and-turn", "work-and-tumble"))),
    ("marks", (
        _value("--marks", "crop,fold,…", marks, "marks"),
        _switch("--no-marks"),
        _value("--slug", "TEXT", str, "text"))),
    ("papers", (
        _switch("--dummy"), _switch("--instructions"), _switch("--flip-test"))),
    ("common", (
        _switch("--json"), _switch("--quiet"),
        _choice("--lang", "zh", "en"),
        Option("--help", "impose-help-help", short="-h"))),
)
"""The options in groups, as the help shows them."""
OPTIONS: Final = tuple(option for _, group in GROUPS for option in group)

_FIELDS: Final = {
    "--scheme": "scheme", "--sheet": "sheet", "--pages": "pages", "--trim": "trim",
    "--scale": "scale", "--bleed": "bleed", "--binding": "binding", "--signature": "signature",
    "--folded": "folded", "--closed": "closed", "--milling": "milling",
    "--fold-trim": "fold_trim", "--grid": "grid", "--up": "up", "--gutter": "gutter",
    "--order": "order", "--together": "together", "--flip": "flip", "--turn": "turn",
    "--passes": "passes", "--backs": "backs", "--gripper": "gripper",
    "--unprintable": "unprintable", "--marks": "marks", "--slug": "slug"}

_FOLDED = frozenset({"saddle", "signature"})
_APART = frozenset({"nup", "stack", "repeat", "cards"})
_ONLY: Final[dict[str, frozenset[str]]] = {
    "--no-back-cover": _FOLDED, "--signature": frozenset({"signature"}), "--folded": _FOLDED,
    "--closed": _FOLDED, "--milling": frozenset({"signature"}), "--fold-trim": _FOLDED,
    "--creep": _FOLDED, "--k": _FOLDED, "--anchor": _FOLDED, "--together": _FOLDED,
    "--up": _APART, "--order": frozenset({"nup"}), "--single-sided": _APART}
"""Options that mean something to some schemes only: for another they are most likely a slip."""
_TOGETHER: Final = (("--k", "--creep"), ("--anchor", "--creep"), ("--backs", "--passes"))
"""The first says something only beside the second."""
_AGAINST: Final = (("--marks", "--no-marks"), ("--slug", "--no-marks"), ("--up", "--grid"),
                   ("--passes", "--single-sided"), ("--flip-test", "--single-sided"))


def job_of(values: Mapping[str, Any]) -> tuple[Job, Misuse | None]:
    """The job that the options ask for, or what contradicts itself in them."""
    job = PRESETS[values["--preset"]] if "--preset" in values else Job()
    scheme = values.get("--scheme", job.scheme)
    for option, schemes in _ONLY.items():
        if option in values and scheme not in schemes:
            return job, ("impose-misplaced", {"option": option, "scheme": scheme,
                                              "known": ", ".join(sorted(schemes))})
    for option, other in _TOGETHER:
        if option in values and other not in values:
            return job, ("impose-lonely", {"option": option, "other": other})
    for option, other in _AGAINST:
        if option in values and other in values:
            return job, ("impose-against", {"option": option, "other": other})
    fields = {field: values[option] for option, field in _FIELDS.items() if option in values}
    if fields.get("passes") == "two-files":
        fields["passes"] = "fronts"
    if "--no-back-cover" in values:
        fields["back_cover"] = False
    if "--single-sided" in values:
        fields["sides"] = 1
    if "--creep" in values:
        fields["creep"] = Creep(values["--creep"], values.get("--k", 1.0),
                                values.get("--anchor", "outermost"))
    if "--no-marks" in values:
        fields["marks"] = ()
    elif "--slug" in values:
        kinds = fields.get("marks", replace(job, scheme=scheme).mark_kinds)
        fields["marks"] = tuple(dict.fromkeys((*kinds, "slug")))
    return replace(job, **fields), None
