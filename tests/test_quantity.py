"""Numbers as they were stated."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llamacards import Quantity, TokenBudget
from llamacards.errors import FieldError


@pytest.mark.parametrize(
    ("stated", "value", "bound"),
    [
        ("405B", "405000000000", "exactly"),
        ("15T+", "15000000000000", "at least"),
        ("~85", "85", "about"),
        ("about 85", "85", "about"),
        ("up to 9T", "9000000000000", "at most"),
        ("over 15T", "15000000000000", "at least"),
        ("82.0", "82.0", "exactly"),
        ("2,040", "2040", "exactly"),
        ("1.46M", "1460000", "exactly"),
        ("15 t", "15000000000000", "exactly"),
        (" 15T+ ", "15000000000000", "at least"),
        (131072, "131072", "exactly"),
        (Decimal("31.22"), "31.22", "exactly"),
    ],
)
def test_parse(stated: str | int | Decimal, value: str, bound: str) -> None:
    """A statement gives its value, digits kept, and its bound."""
    quantity = Quantity.parse(stated)
    assert (str(quantity.value), quantity.bound) == (value, bound)


@pytest.mark.parametrize("stated", ["405B", "15T+", "~85", "up to 9T", "184320", "2,040"])
def test_printed_as_stated(stated: str) -> None:
    """A quantity prints as it was stated, without the blanks around it."""
    assert str(Quantity.parse(stated)) == stated
    assert str(Quantity.parse(f" {stated} ")) == stated


def test_order() -> None:
    """Quantities are ordered by their numbers, beside each other and beside plain numbers."""
    for stated in (Quantity.parse("8+"), 8, 8.0, Decimal(8)):
        eight = Quantity.parse("8")
        assert (eight < stated, eight <= stated, eight > stated, eight >= stated) == (
            *(False, True, False, True),
        )


@pytest.mark.parametrize(
    ("value", "bound", "printed"),
    [
        (70_000_000_000, "exactly", "70B"),
        (15_600_000_000_000, "about", "~15.6T"),
        (15_000_000_000_000, "at least", "15T+"),
        (9_000_000, "at most", "up to 9M"),
        (8_030_261_248, "exactly", "8,030,261,248"),
        (131_072, "exactly", "131,072"),
        (0, "exactly", "0"),
    ],
)
def test_printed_from_a_number(value: int, bound: str, printed: str) -> None:
    """A quantity that nobody wrote prints in the shortest form that loses nothing."""
    assert str(Quantity(value=Decimal(value), bound=bound)) == printed  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("stated", "tokens"), [("1", 1), ("8k", 8192), ("128K", 131072), ("10M", 10000000)]
)
def test_window(stated: str, tokens: int) -> None:
    """In a context window, k is 1,024."""
    assert Quantity.parse(stated, kilo=1024).value == tokens
    window = TokenBudget(context=stated).context
    assert window is not None
    assert window.value == tokens


def test_equality() -> None:
    """Quantities are equal if value and bound are, however they were written."""
    assert Quantity.parse("15T+") == Quantity(value=Decimal(15 * 10**12), bound="at least")


def test_quantity_stays() -> None:
    """Parsing a quantity gives it back."""
    quantity = Quantity.parse("8B")
    assert Quantity.parse(quantity) is quantity


@pytest.mark.parametrize(
    "stated",
    [
        *("15Q", "-5", "", "T", "1e3", "8_000", "~15T+", "15+T", "1,00", "١٥T", "9" * 40),
        *(-5, True, None, 1.5, 10**36),
    ],
)
def test_refused(stated: object) -> None:
    """What is no quantity is refused with the form that one takes."""
    with pytest.raises(FieldError, match="a quantity such as '405B', '15T\\+'"):
        Quantity.parse(stated)  # type: ignore[arg-type]


@pytest.mark.parametrize("value", [Decimal(-1), Decimal("NaN"), Decimal(10) ** 36, "x"])
def test_value_refused(value: object) -> None:
    """A value must be a number from 0 up, and finite."""
    with pytest.raises(FieldError, match="Quantity.value must be a number from 0"):
        Quantity(value=value)  # type: ignore[arg-type]


@given(
    st.integers(min_value=0, max_value=10**26), st.sampled_from(["exactly", "about", "at least"])
)
def test_round_trip(value: int, bound: str) -> None:
    """Whatever a quantity prints reads back as itself."""
    quantity = Quantity(value=Decimal(value), bound=bound)  # type: ignore[arg-type]
    if value < 10**15:
        assert Quantity.parse(str(quantity)) == quantity


def test_compared_with_numbers() -> None:
    """A quantity compares with numbers and other quantities, and gives an int."""
    window = Quantity.parse("8k", kilo=1024)
    assert (window > 8000, window >= 8192, window < 8192.5, window <= Decimal(1)) == (
        True,
        True,
        True,
        False,
    )
    assert window > Quantity.parse(5)
    assert int(window) == 8192
    with pytest.raises(FieldError, match="comparison must be with a number or a quantity"):
        assert window > "8k"  # type: ignore[operator]
