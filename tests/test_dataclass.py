"""What ``press.dataclass`` makes is, to all who use it, what the standard library would make."""

from __future__ import annotations

import dataclasses
import pickle
from collections.abc import Callable
from copy import deepcopy
from functools import cached_property
from typing import Any

import pytest

import press.dataclass as ours


def made(library: Any) -> dict[str, type]:
    """The same classes, written with each library."""

    @library.dataclass(frozen=True, slots=True)
    class Point:
        """A place."""

        x: float
        y: float = 0.0
        """Upwards."""

    @library.dataclass(frozen=True, slots=True)
    class Row:
        name: str
        points: tuple[Point, ...] = ()
        line: int = library.field(default=0, compare=False)
        more: dict[str, list[Point]] = library.field(default_factory=dict, compare=False)

        def first(self) -> Point:
            return self.points[0]

        @property
        def shown(self) -> str:
            return self.name.upper()

    @library.dataclass(slots=True)
    class Tally:
        count: int = 0
        seen: list[str] = library.field(default_factory=list)

    @library.dataclass(frozen=True, slots=True, order=True)
    class Version:
        major: int
        minor: int

    @library.dataclass(frozen=True, eq=False)
    class Font:
        width: int

        @cached_property
        def double(self) -> int:
            return 2 * self.width

    @library.dataclass(frozen=True, slots=True)
    class Checked:
        size: int

        def __post_init__(self) -> None:
            if self.size < 0:
                raise ValueError("negative")

    return {one.__name__: one for one in (Point, Row, Tally, Version, Font, Checked)}


@pytest.fixture(params=[dataclasses, ours], ids=["standard library", "ours"])
def library(request: pytest.FixtureRequest) -> Any:
    return request.param


def test_equal_where_all_that_is_compared_is(library: Any) -> None:
    kinds = made(library)
    row, point = kinds["Row"], kinds["Point"]
    one = row("a", (point(1.0),), 3)
    assert one == row("a", (point(1.0, 0.0),), 4, {"k": []})
    assert hash(one) == hash(row("a", (point(1.0),), 5))
    assert one != row("b", (point(1.0),), 3)
    assert one != row("a", (point(2.0),), 3)
    assert len({one, row("a", (point(1.0),), 9), row("c")}) == 2
    assert point(1.0, 2.0) != (1.0, 2.0)
    assert kinds["Version"](1, 2) != point(1, 2)


def test_two_that_have_the_same_names_only_are_not_equal(library: Any) -> None:
    one, other = made(library)["Row"], made(library)["Row"]
    assert one("a") != other("a")


def test_frozen_ones_stay(library: Any) -> None:
    point = made(library)["Point"](1.0)
    for name in ("x", "z"):
        with pytest.raises((AttributeError, TypeError)):
            setattr(point, name, 2.0)
    with pytest.raises(AttributeError):
        del point.x
    assert point.x == 1.0


def test_others_change_and_share_nothing(library: Any) -> None:
    tally = made(library)["Tally"]
    one, other = tally(), tally()
    one.count += 1
    one.seen.append("a")
    assert (one.count, one.seen, other.count, other.seen) == (1, ["a"], 0, [])
    with pytest.raises(AttributeError):
        one.unknown = 1
    with pytest.raises(TypeError, match="unhashable"):
        hash(one)


def test_in_order_where_asked_for(library: Any) -> None:
    kinds = made(library)
    version = kinds["Version"]
    assert sorted([version(2, 0), version(1, 9)]) == [version(1, 9), version(2, 0)]
    with pytest.raises(TypeError):
        kinds["Point"](1) < kinds["Point"](2)  # noqa: B015


def test_each_is_itself_where_nothing_is_compared(library: Any) -> None:
    font = made(library)["Font"]
    one = font(4)
    assert one != font(4)
    assert len({one, font(4)}) == 2
    assert one.double == 8 and one.__dict__["double"] == 8


def test_made_wrongly(library: Any) -> None:
    kinds = made(library)
    for wrong in (lambda: kinds["Point"](), lambda: kinds["Point"](1, 2, 3),
                  lambda: kinds["Point"](1, z=2)):
        with pytest.raises(TypeError):
            wrong()
    with pytest.raises(ValueError, match="negative"):
        kinds["Checked"](-1)


def test_with_changes(library: Any) -> None:
    kinds = made(library)
    row = kinds["Row"]("a", (), 7)
    changed = library.replace(row, name="b")
    assert (changed.name, changed.line, row.name) == ("b", 7, "a")
    assert type(changed) is kinds["Row"]
    with pytest.raises(TypeError):
        library.replace(row, unknown=1)


def test_as_plain_values(library: Any) -> None:
    kinds = made(library)
    point = kinds["Point"]
    row = kinds["Row"]("a", (point(1.0),), 2, {"k": [point(3.0, 4.0)]})
    assert library.asdict(row) == {
        "name": "a", "points": ({"x": 1.0, "y": 0.0},), "line": 2,
        "more": {"k": [{"x": 3.0, "y": 4.0}]}}
    assert library.astuple(row) == ("a", ((1.0, 0.0),), 2, {"k": [(3.0, 4.0)]})
    assert library.asdict(row)["more"] is not row.more


def test_shown_and_documented(library: Any) -> None:
    kinds = made(library)
    assert repr(kinds["Point"](1.0)).endswith("Point(x=1.0, y=0.0)")
    assert kinds["Point"].__doc__ == "A place."
    assert kinds["Point"].__module__ == __name__
    assert kinds["Row"]("a").shown == "A"
    match kinds["Point"](1.0, 2.0):
        case kind if isinstance(kind, kinds["Point"]):
            assert type(kind).__match_args__ == ("x", "y")


@ours.dataclass(frozen=True, slots=True)
class Sent:
    """At the top of a module, so that it can be sent to a worker."""

    name: str
    inner: tuple[Sent, ...] = ()
    apart: int = ours.field(default=0, compare=False)


@pytest.mark.parametrize("way", [lambda one: pickle.loads(pickle.dumps(one)), deepcopy])
def test_sent_to_a_worker(way: Callable[[Sent], Sent]) -> None:
    one = Sent("a", (Sent("b", apart=3),), apart=2)
    again = way(one)
    assert again == one and again is not one
    assert (again.apart, again.inner[0].apart) == (2, 3)


def test_names_of_fields() -> None:
    assert ours.names_of(Sent) == ours.names_of(Sent("a")) == ("name", "inner", "apart")
    assert ours.is_dataclass(Sent) and not ours.is_dataclass(str) and not ours.names_of(str)
