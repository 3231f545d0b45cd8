"""How sentences are made: lists, counts and values in words, and text that is safe to print."""

from __future__ import annotations

import re
import reprlib
import unicodedata
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

LONGEST_SENTENCE = 400
"""The most characters shown of an error; its attributes hold everything."""


_SHOWN_AS_BLANK = r"[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+"


_INVISIBLE = (
    "[\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0]+|[\ufe00-\ufe0f\U000e0100-\U000e01ef]{2,}"
)
"""
Variation selectors in a row, and invisible fillers and joiners anywhere.

Compiled only when needed: few programs need it, and it costs more than the rest of the module.
"""


_JOINERS = "\u200c\u200d"


def inert_text(text: str) -> str:
    """
    The text on one line, without anything that acts or hides.

    Line breaks and tabs are blanks. Controls, marks of direction, zero-width and tag characters
    are shown as U+FFFD. A joiner stays between two characters beyond ASCII, where scripts and
    emoji need it.
    """
    if text.isascii() and text.isprintable():
        return text
    text = re.sub(_INVISIBLE, "\ufffd", re.sub(_SHOWN_AS_BLANK, " ", text))
    if text.isprintable():
        return text
    return "".join(
        character if character.isprintable() or _is_harmless(text, at) else "\ufffd"
        for at, character in enumerate(text)
    )


def _is_harmless(text: str, at: int) -> bool:
    """Whether an unprintable character is harmless: blanks, private use, joiners."""
    if text[at] in _JOINERS:
        sides = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
        return all(side > "\x7f" and side not in _JOINERS for side in sides)
    return unicodedata.category(text[at]) in ("Zs", "Co", "Cn")


def bounded_text(text: str, most: int = LONGEST_SENTENCE) -> str:
    """The text, inert, and cut if it is too long."""
    text = inert_text(text[: most + 1])
    return text if len(text) <= most else f"{text[: most - 3]}..."


def join_words(items: Iterable[str], conjunction: str) -> str:
    """The items as a list in a sentence: "a, b and c"."""
    *most, last = items
    return f"{', '.join(most)} {conjunction} {last}" if most else last


def list_some(items: Iterable[str], conjunction: str, room: int) -> str:
    """As many items as fit, listed by join_words(), and the number of the rest."""
    items = list(items)
    length, many = 0, 0
    while many < len(items) and length + len(items[many]) + 2 <= room:
        length += len(items[many]) + 2
        many += 1
    if many == len(items):
        return join_words(items, conjunction)
    return join_words(
        [*items[:many], f"{len(items) - many:,} more"], "and" if many else conjunction
    )


class _ShortRepr(reprlib.Repr):
    """The repr of any value; it never fails and is fast for huge values."""

    def __init__(self) -> None:
        super().__init__()
        self.maxlist = self.maxtuple = self.maxdict = self.maxset = self.maxfrozenset = 40
        self.maxother = self.maxstring = self.maxlong = 1000

    def repr_int(self, x: int, level: int) -> str:
        """The number, or its length if it is too long to print."""
        if x.bit_length() > 256:
            return f"an integer of {x.bit_length()} bits"
        return repr(x)

    def repr_str(self, x: str, level: int) -> str:
        """The text in quotes; only the part that is shown is read."""
        return repr(x[:_LONGEST_VALUE])

    def repr_bytes(self, x: bytes, level: int) -> str:
        """The bytes in quotes; only the part that is shown is read."""
        return repr(x[:_LONGEST_VALUE])


_LONGEST_VALUE = 80


_SHORT_REPR = _ShortRepr()


def short_repr(value: object) -> str:
    """The value as errors show it, cut if it is long."""
    text = str(value) if isinstance(value, Decimal) else _SHORT_REPR.repr(value)
    return bounded_text(text, _LONGEST_VALUE)


def counted(number: int, noun: str) -> str:
    """A number with its noun: "1 row", "2 rows"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def abbreviate(titles: list[str]) -> str:
    """The titles, or the first two and the number of the rest."""
    return join_words(
        titles if len(titles) <= 3 else [*titles[:2], f"{len(titles) - 2} more"], "and"
    )


REPR_WIDTH = 120
"""No repr is longer."""


def brief_repr(record: Any) -> str:
    """The record with the fields that it states, cut if it is long; the repr of every record."""
    fields = [field.name for field in getattr(record, "__attrs_attrs__", ())]
    stated = (
        f"{name}={_cut_value(getattr(record, name), 40)}" for name in fields or record._fields
    )
    empty = ("=None", "=()", "=''", "=False")
    inside = ", ".join(text for text in stated if not text.endswith(empty))
    whole = f"{type(record).__name__}({inside})"
    return whole if len(whole) <= REPR_WIDTH else f"{whole[: REPR_WIDTH - 4]}...)"


def _cut_value(value: object, width: int) -> str:
    """A value on one line; for a collection, its size."""
    if isinstance(value, tuple) and len(value) > 2:
        return f"<{len(value)}>"
    text = repr(value)
    return text if len(text) <= width else f"{text[: width - 3]}..."
