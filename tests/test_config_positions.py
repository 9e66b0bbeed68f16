"""Positions of keys and values in TOML, held against tomllib."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from press.config.positions import KeyPath, Spot, scan

ODD = '''\
# a comment with = and [ in it
title = "书 # not a comment" # a comment
"quoted key" = 1
'literal.key' = 2
"esc\\u0041ped" = 3
a.b . "c d" = { x = 1, y.z = [1, 2, { w = 0 }], "q" = "}" }
multi = """
[not.a.table]
key = "no"
"""
raw = \'\'\'a ' b '' c\'\'\'\'\'
dates = [ 1979-05-27 07:32:00, 1979-05-27T07:32:00Z,   # comment ]
  07:32:00,

  1979-05-27, ]
numbers = [+1_000, 0xDEAD, -inf, nan, 1e-5, true]
empty = ""
tight=[[],[[]],{}]

[ table . "sub.one" ]
key	=	"tab"
  indented = 1
[table]
late = 1

[[parts]]
title = "一"
stories = [
    "a",
    'b',
]
[parts.inner]
deep = 1
[[parts.list]]
x = 1
[[parts.list]]
x = 2
[[parts]]
title = "二"
'''


def paths(data: Any, path: KeyPath = ()) -> Iterator[KeyPath]:
    items = data.items() if isinstance(data, dict) else \
        enumerate(data) if isinstance(data, list) else ()
    for key, value in items:
        yield (*path, key)
        yield from paths(value, (*path, key))


def at(text: str, spot: Spot) -> str:
    return text.split("\n")[spot.line - 1][spot.column - 1:]


def test_odd_toml_has_a_place_for_everything_tomllib_finds() -> None:
    data = tomllib.loads(ODD)
    positions = scan(ODD)
    assert set(paths(data)) == set(positions.keys) == set(positions.values)
    assert positions.duplicates == ()


@pytest.mark.parametrize(("path", "key", "value"), [
    (("title",), "title =", '"书 #'),
    (("quoted key",), '"quoted', "1"),
    (("literal.key",), "'literal", "2"),
    (("escAped",), '"esc', "3"),
    (("a", "b", "c d"), "a.b", "{ x"),
    (("a", "b", "c d", "y", "z", 2, "w"), "w = 0", "0 }"),
    (("a", "b", "c d", "q"), '"q"', '"}"'),
    (("dates", 0), "1979-05-27 07:32:00,", "1979"),
    (("dates", 2), "07:32:00,", "07"),
    (("dates", 3), "1979-05-27, ]", "1979"),
    (("tight", 1, 0), "[]],", "[]"),
    (("table", "sub.one"), "[ table", "[ table"),
    (("table", "sub.one", "key"), "key\t", '"tab"'),
    (("table", "sub.one", "indented"), "indented", "1"),
    (("table", "late"), "late", "1"),
    (("parts", 1), "[[parts]]", "[[parts]]"),
    (("parts", 0, "stories", 1), "'b',", "'b'"),
    (("parts", 0, "list", 1, "x"), "x = 2", "2"),
    (("parts", 1, "title"), "title", '"二"'),
])
def test_places(path: KeyPath, key: str, value: str) -> None:
    positions = scan(ODD)
    assert at(ODD, positions.keys[path]).startswith(key)
    assert at(ODD, positions.values[path]).startswith(value)


def test_an_unknown_path_has_the_place_of_the_table_around_it() -> None:
    positions = scan("x = 1\n[a]\nb = 1\n")
    assert positions.key(("a", "missing", "deep")) == Spot(2, 1)
    assert positions.value(("nothing",)) == Spot(1, 1)


def test_duplicates_and_their_first() -> None:
    found = scan("a = 1\n[t]\nb = 1\nb = { c = 2 }\n[t]\nx = { y = 1, y = 2 }\n").duplicates
    assert [(d.path, d.first, d.again) for d in found] == [
        (("t", "b"), Spot(3, 1), Spot(4, 1)),
        (("t",), Spot(2, 1), Spot(5, 1)),
        (("t", "x", "y"), Spot(6, 7), Spot(6, 14))]


@pytest.mark.parametrize("text", ["[[[[", "a = [" * 2000, "a = ", "= 1", "a = \"\n", "[a\n",
                                  "a = '''", "a.b. = 1", "a = 1 b = 2", '"\\q" = 1', "\ufeff"])
def test_what_is_no_toml_is_followed_as_far_as_it_goes(text: str) -> None:
    good = "first = 1\n"
    assert scan(good + text).keys[("first",)] == Spot(1, 1)


keys = st.one_of(st.text("abc-_1", min_size=1, max_size=3).map(lambda k: (k, k)),
                 st.text("a.é #]=", min_size=1, max_size=3).map(lambda k: (f'"{k}"', k)))
atoms = st.sampled_from(['"x"', "'y#'", "1", "-2.5e3", "true", "1979-05-27", '"""m\n]"""',
                         "'''[\nx'''", "07:32:00", '"\\"]"'])
gaps = st.sampled_from(["", " ", "\n", " # c ]\n", "\t"])
values = st.recursive(
    atoms, lambda inner: st.one_of(
        st.lists(st.tuples(gaps, inner, gaps), max_size=3).map(
            lambda items: "[" + ",".join("".join(i) for i in items) + "]"),
        st.dictionaries(keys, inner, max_size=3).map(
            lambda d: "{" + ", ".join(f"{k[0]} = {v}" for k, v in d.items()) + "}")),
    max_leaves=6)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.lists(keys, min_size=1, max_size=2), values), max_size=5),
       st.sampled_from(["", "[t]\n", "[[t.u]]\n", "[t.'x.y']\n"]))
def test_any_toml_has_a_place_for_everything(
        pairs: list[tuple[list[tuple[str, str]], str]], header: str) -> None:
    text = header + "".join(f"{'.'.join(k[0] for k in path)}= {value} # end\n"
                            for path, value in pairs)
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        scan(text)  # must not fail
        return
    positions = scan(text)
    assert set(paths(data)) <= set(positions.keys)
    assert not positions.duplicates
