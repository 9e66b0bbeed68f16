"""An ISBN as bars: the modules of the standard, and a reader that was written apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from press.config.isbn import check_digit
from press.cover import ean13, empty_symbol
from press.cover.barcode import BAR_HEIGHT, LEFT, MODULE, MODULES, RIGHT
from press.preflight.bars import PT_PER_MM, codes
from press.preflight.drawn import Filled, Ink

K: Ink = ("k", (0.0, 0.0, 0.0, 1.0))

# ISO/IEC 15420, table of number sets A and C; B is C read backwards.
A = ("0001101", "0011001", "0010011", "0111101", "0100011", "0110001", "0101111", "0111011",
     "0110111", "0001011")
C = tuple("".join("10"[int(m)] for m in code) for code in A)
B = tuple(code[::-1] for code in C)
PARITY = ("AAAAAA", "AABABB", "AABBAB", "AABBBA", "ABAABB", "ABBAAB", "ABBBAA", "ABABAB",
          "ABABBA", "ABBABA")


def modules_by_table(digits: str) -> str:
    left = "".join((A if kind == "A" else B)[int(d)]
                   for kind, d in zip(PARITY[int(digits[0])], digits[1:7], strict=True))
    return "101" + left + "01010" + "".join(C[int(d)] for d in digits[7:]) + "101"


def modules_of(digits: str) -> str:
    """The modules that the bars of our symbol cover."""
    row = ["0"] * MODULES
    for bar in ean13(digits).bars:
        first = round(bar.x / MODULE) - LEFT
        for at in range(first, first + round(bar.width / MODULE)):
            row[at] = "1"
    return "".join(row)


def drawn_bars(digits: str, left: float = 50.0, foot: float = 100.0) -> list[Filled]:
    """The bars as they are painted, pt."""
    head = foot + BAR_HEIGHT * PT_PER_MM
    return [Filled((left + bar.x * PT_PER_MM, head - bar.height * PT_PER_MM,
                    left + (bar.x + bar.width) * PT_PER_MM, head), K)
            for bar in ean13(digits).bars]


numbers = st.from_regex(r"97[89][0-9]{9}\Z", fullmatch=True).map(lambda d: d + check_digit(d))


@pytest.mark.parametrize(("twelve", "last"), [
    ("978030640615", "7"),  # ISO 2108, the example of the ISBN manual
    ("400638133393", "1"),  # the usual example of EAN-13
    ("400399415548", "6"),
])
def test_published_numbers_have_their_check_digit(twelve: str, last: str) -> None:
    assert check_digit(twelve) == last


@pytest.mark.parametrize("digits", ["9780306406157", "4006381333931", "4003994155486"])
def test_published_numbers_have_the_modules_of_the_standard(digits: str) -> None:
    assert modules_of(digits) == modules_by_table(digits)


@given(numbers)
def test_every_isbn_has_the_modules_of_the_standard(digits: str) -> None:
    assert modules_of(digits) == modules_by_table(digits)


@given(numbers, st.floats(-5, 500))
def test_what_is_drawn_is_read_back(digits: str, left: float) -> None:
    code, = codes(drawn_bars(digits, left))
    assert code.digits == digits
    assert abs(code.module / PT_PER_MM - MODULE) < 1e-4


@given(numbers, st.integers(0, 29), st.sampled_from([-1, 1]))
def test_a_bar_that_is_a_module_off_is_not_read_as_the_number(
        digits: str, which: int, by: int) -> None:
    bars = drawn_bars(digits)
    x0, low, x1, high = bars[which].box
    off = by * MODULE * PT_PER_MM
    bars[which] = Filled((x0 + off, low, x1 + off, high), K)
    assert digits not in [code.digits for code in codes(bars)]


def test_a_symbol_is_as_large_as_the_standard_has_it() -> None:
    symbol = ean13("9780306406157")
    assert 29.5 < symbol.width < 30.5 and 20.5 < symbol.height < 21.5
    assert symbol.bars[0].x == pytest.approx(LEFT * MODULE, abs=1e-3)
    last = symbol.bars[-1]
    assert symbol.width - (last.x + last.width) == pytest.approx(RIGHT * MODULE, abs=1e-3)
    guards = [bar for bar in symbol.bars if bar.height > BAR_HEIGHT]
    assert len(guards) == 6  # two left, two in the middle, two right
    assert "".join(d.text for d in symbol.digits) == "9780306406157"
    assert empty_symbol().width == symbol.width and not empty_symbol().bars


@pytest.mark.parametrize("digits", ["9780306406158", "978030640615",
                                    "97803064061570", "978x306406157"])
def test_what_is_no_number_is_refused(digits: str) -> None:
    with pytest.raises(ValueError, match=digits):
        ean13(digits)
