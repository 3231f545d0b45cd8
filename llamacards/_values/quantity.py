"""Numbers as stated: "15T+", "~85", 131072."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any, Literal, Self

from attrs import Attribute, field, frozen

from llamacards._values.validation import (
    EXACT,
    a_text,
    as_decimal,
    exact_float,
    field_error,
    instance_of,
    is_number,
    one_of,
    optional,
)
from llamacards.errors import FieldError

Bound = Literal["exactly", "about", "at least", "at most"]


BOUNDS: tuple[Bound, ...] = ("exactly", "about", "at least", "at most")


_PREFIXES: dict[str, Bound] = {
    "~": "about",
    "about": "about",
    "around": "about",
    "up to": "at most",
    "at most": "at most",
    "at least": "at least",
    "over": "at least",
}


_STATED_FORM = re.compile(
    rf"(?:({'|'.join(_PREFIXES)})\s*)?"
    r"([0-9]{1,15}|[0-9]{1,3}(?:,[0-9]{3}){1,4})(\.[0-9]{1,6})?\s?([KMBT])?(\+)?",
    re.IGNORECASE,
)


_FORM = "a quantity such as '405B', '15T+', '~85', 'up to 9T' or 131072"


LARGEST_QUANTITY = Decimal(10) ** 36


@frozen(kw_only=True, order=False)
class Quantity:
    """
    A number with its bound, as the source states it.

    Two quantities are equal if their values and bounds are, however they were written.

    value: the number, with its digits as written.
    bound: "exactly", "about", "at least" or "at most".
    stated: the text that it was read from ("15T+"); None if it was given as a number.

    >>> Quantity.parse("15T+").bound
    'at least'
    >>> print(Quantity.parse("15T+"), Quantity.parse(131072))
    15T+ 131,072
    """

    value: Decimal = field(converter=as_decimal)
    bound: Bound = field(default="exactly", validator=one_of(*BOUNDS))
    stated: str | None = field(default=None, eq=False, validator=optional(a_text))

    @value.validator
    def _check_value(self, attribute: Attribute[Decimal], value: Decimal) -> None:
        if not is_number(value) or not 0 <= value < LARGEST_QUANTITY:
            raise field_error(self, attribute, "a number from 0 up and below 10^36", value)

    @classmethod
    def parse(cls, stated: str | int | Decimal | Quantity, *, kilo: int = 1000) -> Self:
        """
        Read a number as people write it.

        K is `kilo`: 1,000, but 1,024 for a context window. M, B and T are powers of 1,000. A
        quantity is returned unchanged. Raises FieldError for anything else.
        """
        quantity = read_quantity(stated, kilo)
        if quantity is None:
            raise FieldError("Quantity", "stated", _FORM, stated)
        return quantity  # type: ignore[return-value]

    def __int__(self) -> int:
        """The number, without its bound."""
        return int(self.value)

    def __lt__(self, other: Quantity | float | Decimal) -> bool:
        """Whether the number is smaller than another; bounds are ignored."""
        return self.value < _number_of(other)

    def __le__(self, other: Quantity | float | Decimal) -> bool:
        """Whether the number is not larger."""
        return self.value <= _number_of(other)

    def __gt__(self, other: Quantity | float | Decimal) -> bool:
        """Whether the number is larger."""
        return self.value > _number_of(other)

    def __ge__(self, other: Quantity | float | Decimal) -> bool:
        """Whether the number is not smaller."""
        return self.value >= _number_of(other)

    def __str__(self) -> str:
        """The quantity as stated, or in the shortest exact form."""
        if self.stated is not None:
            return self.stated
        return format_bound(self.bound, _shortest_text(self.value))


def _number_of(other: object) -> Decimal:
    """The number of a quantity; a number is returned as it is."""
    if isinstance(other, Quantity):
        return other.value
    if isinstance(other, (int, float, Decimal)) and not isinstance(other, bool):
        number = exact_float(other) if isinstance(other, float) else Decimal(other)
        if not number.is_nan():
            return number
    raise FieldError("Quantity", "comparison", "with a number or a quantity", other)


def read_quantity(stated: Any, kilo: int = 1000) -> Quantity | None:
    """The quantity that a text or number states; None if it states none."""
    if isinstance(stated, Quantity):
        return stated
    if isinstance(stated, (int, Decimal)) and not isinstance(stated, bool):
        fits = is_number(Decimal(stated)) and 0 <= stated < LARGEST_QUANTITY
        return Quantity(value=Decimal(stated)) if fits else None
    found = _STATED_FORM.fullmatch(stated.strip()) if isinstance(stated, str) else None
    if found is None or (found[1] and found[5]):
        return None
    value = Decimal(found[2].replace(",", "") + (found[3] or ""))
    if found[4]:
        power = "KMBT".index(found[4].upper())
        factor = Decimal(1000 ** (power + 1) if power else kilo)
        value = EXACT.multiply(value, factor).normalize(EXACT)
    bound = "at least" if found[5] else _PREFIXES[found[1].lower()] if found[1] else "exactly"
    return Quantity(value=Decimal(f"{value:f}"), bound=bound, stated=stated.strip())


a_quantity = instance_of(Quantity, _FORM)


def a_window(record: object, attribute: Attribute[Any], value: object) -> None:
    """Accepts a whole number of tokens."""
    if not isinstance(value, Quantity) or read_window(value) is None:
        rule = "a number of tokens from 1 up, such as '8k' (8,192) or 131072"
        raise field_error(record, attribute, rule, value)


def read_window(stated: Any) -> Quantity | None:
    """A number of tokens from 1 up: "8k" is 8,192, "1M" a million; None if it cannot be read."""
    window = read_quantity(stated, 1024)
    whole = window is not None and window.value == window.value.to_integral_value()
    return window if window is not None and whole and window.value >= 1 else None


def as_quantity(value: Quantity | str | int | Decimal | None) -> Quantity | None:
    """Convert to a quantity whatever states one."""
    return value if value is None else read_quantity(value) or value  # type: ignore[return-value]


def as_window(value: Quantity | str | int | Decimal | None) -> Quantity | None:
    """Convert to a number of tokens whatever states one."""
    return read_window(value) or value  # type: ignore[return-value]


def _shortest_text(value: Decimal) -> str:
    """The number as text, short only if nothing is lost: 70B, 15.6T, 8,030,261,248."""
    for power, letter in ((4, "T"), (3, "B"), (2, "M")):
        scaled = value.scaleb(-3 * power, EXACT).normalize(EXACT)
        if 1 <= scaled < 1000 and int(scaled.as_tuple().exponent) >= -1:
            return f"{scaled:f}{letter}"
    return f"{value:,f}"


def format_bound(bound: Bound, number: str) -> str:
    """A number with its bound, as tables show it: "15T+", "~85", "up to 9T"."""
    if bound == "at least":
        return f"{number}+"
    return {"exactly": "", "about": "~", "at most": "up to "}[bound] + number


def bound_in_words(bound: Bound, number: str) -> str:
    """A number with its bound, as sentences have it: "about 85"."""
    return number if bound == "exactly" else f"{bound} {number}"
