"""
What a field may hold: typed converters, and validators that name class, field, rule and value.

A converter passes on what it cannot read, and the validator of the field refuses it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import ROUND_HALF_EVEN, Context, Decimal
from functools import lru_cache
from typing import Any, TypeVar

from attrs import Attribute

from llamacards.errors import FieldError, UnknownOptionError

T = TypeVar("T")


Validator = Callable[[Any, "Attribute[Any]", Any], None]


MOST_DIGITS = 36
"""The most digits before or after the decimal point of a number that is not text."""


EXACT = Context(prec=200, rounding=ROUND_HALF_EVEN, traps=[])
"""What figures are added, multiplied and scaled in: nothing is rounded, whatever a caller set."""


QUOTIENT = Context(prec=28, rounding=ROUND_HALF_EVEN, traps=[])
"""What figures are divided in."""


def fixed_text(figure: Decimal, places: int) -> str:
    """A figure with so many decimal places."""
    return f"{figure.quantize(Decimal((0, (1,), -places)), context=EXACT):f}"


def exact_float(number: float) -> Decimal:
    """A float as it is; unlike the constructor, this is no error where a caller traps floats."""
    return Decimal.from_float(number)  # noqa: FURB164 - says why above


def read_date(value: object) -> date | None:
    """A date, also from ISO text; None for anything else."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return None
    return None


def read_decimal(value: object) -> Decimal | None:
    """
    A finite number as a Decimal with its digits as written; a float has those of its repr. None for
    booleans, NaN, "66,6", and numbers too large or too small for a figure.
    """
    if isinstance(value, str):
        return _parse_decimal(value)
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        return None
    written = repr(value) if isinstance(value, float) else ""
    number = _parse_decimal(written) or Decimal(written or value)
    if not is_number(number):
        return None
    # The context of the caller decides the case of the exponent.
    return Decimal(f"{number:f}") if "E" in str(number).upper() else number


@lru_cache(maxsize=4096)
def _parse_decimal(text: str) -> Decimal | None:
    """The number in a text; cached, as the same figures occur thousands of times."""
    return Decimal(text) if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", text) else None


def as_date(value: date | str | None) -> date | None:
    """Convert ISO text to a date."""
    if value is None:
        return None
    return read_date(value) or value  # type: ignore[return-value]


def as_decimal(value: Decimal | str | float | None) -> Decimal | None:
    """Convert a number to a Decimal that keeps its digits."""
    if value is None:
        return None
    number = read_decimal(value)
    return value if number is None else number  # type: ignore[return-value]


def as_texts(value: str | Iterable[str]) -> tuple[str, ...]:
    """Convert one text or several to a tuple."""
    return (value,) if isinstance(value, str) else to_tuple(value)


def to_tuple(values: Iterable[T]) -> tuple[T, ...]:
    """Convert any iterable to a tuple."""
    if type(values) is tuple:
        return values
    return tuple(values) if isinstance(values, Iterable) else values


def field_error(record: object, field: Attribute[Any], rule: str, value: object) -> FieldError:
    """The error that says what a field of a record must be."""
    return FieldError(type(record).__name__, field.name, rule, value)


def check_choice(kind: str, value: object, choices: Iterable[str]) -> None:
    """Refuse what is none of the choices, whatever it is."""
    if not isinstance(value, str) or value not in choices:
        raise UnknownOptionError(kind, value, choices)


def check_kind(call: str, field: str, kind: type, value: object) -> None:
    """Refuse an argument of another class than is asked for."""
    if not isinstance(value, kind):
        article = "an" if kind.__name__[0] in "AEIOU" else "a"
        raise FieldError(call, field, f"{article} {kind.__name__}", value)


def check_text(call: str, field: str, value: object) -> None:
    """Refuse an argument that is no text."""
    if not isinstance(value, str):
        raise FieldError(call, field, "a text", value)


def optional(validator: Validator) -> Validator:
    """Accepts None and whatever the validator accepts."""

    def validate(record: object, field: Attribute[Any], value: object) -> None:
        if value is not None:
            validator(record, field, value)

    return validate


def instance_of(kind: type, rule: str | None = None) -> Validator:
    """Accepts instances of a class, but no boolean as a number."""

    def validate(record: object, field: Attribute[Any], value: object) -> None:
        if not isinstance(value, kind) or isinstance(value, bool):
            raise field_error(record, field, rule or f"a {kind.__name__}", value)

    return validate


def tuple_of(kind: type) -> Validator:
    """Accepts a tuple of instances of a class."""

    def validate(record: object, field: Attribute[Any], value: object) -> None:
        if not isinstance(value, tuple) or not all(isinstance(item, kind) for item in value):
            raise field_error(record, field, f"a sequence of {kind.__name__}s", value)

    return validate


def one_of(*choices: object) -> Validator:
    """Accepts only these values; 1 does not count as True."""
    rule = " or ".join(map(repr, choices))
    kinds = {type(choice) for choice in choices}

    def validate(record: object, field: Attribute[Any], value: object) -> None:
        if type(value) not in kinds or value not in choices:
            raise field_error(record, field, rule, value)

    return validate


def matching(pattern: str, rule: str) -> Validator:
    """Accepts text that matches the whole regular expression."""

    def validate(record: object, field: Attribute[Any], value: object) -> None:
        if not isinstance(value, str) or not re.fullmatch(pattern, value):
            raise field_error(record, field, rule, value)

    return validate


boolean = one_of(*(True, False))


def a_text(record: object, field: Attribute[Any], value: object) -> None:
    """Accepts text that is not blank."""
    if not isinstance(value, str) or not value.strip():
        raise field_error(record, field, "a text that is not empty", value)


def a_day(record: object, field: Attribute[Any], value: object) -> None:
    """Accepts a date."""
    if read_date(value) is not value:
        raise field_error(record, field, "a date such as '2024-04-18'", value)


def is_number(value: object) -> bool:
    """Whether a value is a Decimal in the range of figures."""
    if not isinstance(value, Decimal) or not value.is_finite():
        return False
    # Its text has at least as many characters as digits, and takes a tenth of as_tuple().
    short = len(str(value)) <= 2 * MOST_DIGITS or len(value.as_tuple().digits) <= 2 * MOST_DIGITS
    return short and abs(value.adjusted()) <= MOST_DIGITS


def some_texts(record: object, field: Attribute[Any], value: object) -> None:
    """Accepts a tuple of nonempty texts."""
    if not isinstance(value, tuple) or not all(isinstance(t, str) and t.strip() for t in value):
        raise field_error(record, field, "one or more texts, none of them empty", value)


def positive(record: object, field: Attribute[Any], value: Any) -> None:
    """Accepts whole numbers from 1 up."""
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise field_error(record, field, "a whole number from 1 up", value)


def in_period(day: date | None, since: date | None, until: date | None) -> bool:
    """Whether a day is between `since` and `until`, both included; None is today."""
    if day is None:
        return until is None
    return (since is None or since <= day) and (until is None or day <= until)


def day_argument(asked: object) -> date:
    """The date given as an argument."""
    found = read_date(asked)
    if found is None:
        raise FieldError("as_of", "day", "a date such as '2024-04-18'", asked)
    return found


def tokens_argument(call: str, field: str, asked: object) -> int:
    """The number of tokens given as an argument."""
    if isinstance(asked, bool) or not isinstance(asked, int) or asked < 0:
        raise FieldError(call, field, "a whole number of tokens from 0 up", asked)
    return asked


def prompt_tokens(call: str, prompt: object, count: Callable[[str], int] | None) -> int:
    """The number of tokens in a prompt: a number, or text that `count` counts."""
    if not isinstance(prompt, str):
        return tokens_argument(call, "prompt", prompt)
    if not callable(count):
        rule = "a function that counts tokens, as the prompt is a text"
        raise FieldError(call, "count", rule, count)
    try:
        counted = count(prompt)
    except (TypeError, ValueError) as error:
        rule = "a function that counts the tokens of a text"
        raise FieldError(call, "count", rule, count) from error
    return tokens_argument(call, "count(prompt)", counted)
