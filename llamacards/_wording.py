"""How sentences are made: lists, counts and values in words."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal


def join_words(items: Iterable[str], conjunction: str) -> str:
    """The items as a sentence lists them: "a, b and c"."""
    *most, last = items
    return f"{', '.join(most)} {conjunction} {last}" if most else last


def short_repr(value: object) -> str:
    """The value as an error shows it, cut where it is long."""
    if isinstance(value, int) and value.bit_length() > 256:
        return f"an integer of {value.bit_length()} bits"
    text = str(value) if isinstance(value, Decimal) else repr(value)
    return text if len(text) <= 80 else f"{text[:77]}..."


def counted(number: int, noun: str) -> str:
    """A number with its noun: "1 row", "2 rows"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def abbreviate(titles: list[str]) -> str:
    """The titles, or the first two and how many more."""
    return join_words(
        titles if len(titles) <= 3 else [*titles[:2], f"{len(titles) - 2} more"], "and"
    )
