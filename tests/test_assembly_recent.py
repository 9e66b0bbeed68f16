"""What was asked for last is kept, and no more than so many."""

from __future__ import annotations

from press.assembly.recent import Recent


def test_what_was_asked_for_longest_ago_goes_first() -> None:
    kept: Recent[str] = Recent(2)
    assert kept.get("a") is None
    assert kept.put("a", "one") == "one"
    kept.put("b", "two")
    assert kept.get("a") == "one"
    kept.put("c", "three")
    assert [kept.get(key) for key in "abc"] == ["one", None, "three"]
    kept.put("a", "four")
    kept.put("d", "five")
    assert [kept.get(key) for key in "acd"] == ["four", None, "five"]
