"""Every code that preflight can give is given by a test."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
CODES = tomllib.loads((ROOT / "press/messages/preflight.toml").read_text("utf-8"))


def test_every_code_has_a_case() -> None:
    tests = "".join(path.read_text("utf-8") for path in Path(__file__).parent.glob(
        "test_preflight_*.py"))
    assert set(CODES) <= set(re.findall(r'"((?:pdf|text|booklet)-[a-z-]+)"', tests))


def test_every_code_is_in_use_and_every_used_one_is_known() -> None:
    sources = "".join(path.read_text("utf-8") for path in (ROOT / "press/preflight").glob("*.py"))
    assert set(re.findall(r'"((?:pdf|text|booklet)-[a-z-]+)"', sources)) == set(CODES)


def test_every_message_says_what_and_what_next_in_both_languages() -> None:
    for code, entry in CODES.items():
        assert entry["severity"] == "error", code
        for key in ("zh", "en", "zh_hint", "en_hint"):
            assert entry[key].strip(), (code, key)
        names = [set(re.findall(r"\{(\w+)\}", entry[lang])) for lang in ("zh", "en")]
        assert names[0] == names[1] or names[0] ^ names[1] <= {"pages"}, code
