"""How sentences are made: lists, counts and values in words."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any


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


REPR_WIDTH = 120
"""No repr is longer."""


def brief_repr(record: Any) -> str:
    """The record with what it states, cut where it is long: the repr of every record."""
    fields = [field.name for field in getattr(record, "__attrs_attrs__", ())]
    stated = (f"{name}={_cut(getattr(record, name), 40)}" for name in fields or record._fields)
    empty = ("=None", "=()", "=''", "=False")
    inside = ", ".join(text for text in stated if not text.endswith(empty))
    whole = f"{type(record).__name__}({inside})"
    return whole if len(whole) <= REPR_WIDTH else f"{whole[: REPR_WIDTH - 4]}...)"


def _cut(value: object, width: int) -> str:
    """A value on one line; of a collection, how many it holds."""
    if isinstance(value, tuple) and len(value) > 2:
        return f"<{len(value)}>"
    text = repr(value)
    return text if len(text) <= width else f"{text[: width - 3]}..."
