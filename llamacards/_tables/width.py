"""Stand-ins for characters that are not one column wide, so that tables line up."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from attrs import frozen

from llamacards._wording import inert_text


@frozen(kw_only=True, eq=False, repr=False)
class Column:
    """The smallest and largest width of a column."""

    least: int
    most: int


AnyColumn = TypeVar("AnyColumn", bound=Column)


def pack_columns(columns: Sequence[AnyColumn], room: int, gap: int) -> Iterator[list[AnyColumn]]:
    """Columns in parts that fit the room, each starting with the first column."""
    first, *others = columns
    part, taken = [first], first.least
    for column in others:
        if len(part) > 1 and taken + gap + column.least > room:
            yield part
            part, taken = [first], first.least
        part.append(column)
        taken += gap + column.least
    yield part


def fit_widths(columns: Sequence[Column], room: int) -> list[int]:
    """The widths of columns in this much room; the widest are narrowed first."""

    def fitted(cap: int) -> list[int]:
        return [max(column.least, min(column.most, cap)) for column in columns]

    low, high = 1, max(column.most for column in columns)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if sum(fitted(middle)) <= room else (low, middle - 1)
    return fitted(low)


MOST_CLUSTERS = 0x1FFFC
"""Clusters of one table that have stand-ins, which are private-use characters."""


class MaskedWidths:
    """
    Stand-ins of the right width for whatever is not one column wide, while a table is drawn.

    Each cluster of characters (a wide one, one with combining marks, an emoji sequence) becomes as
    many private-use characters as it has columns, and is put back afterward, so that layouts do not
    depend on whether wcwidth is installed.
    """

    BLANK = "\U0010fffd"
    """A blank that is never stripped."""

    FILL = "\U0010fffc"
    _WIDE = re.compile(r"[^\x00-\u02ff\u2010-\u2027\u2030-\u205e\u2190-\u22ff]")
    _CLUSTER = re.compile(
        r".(?:[\u0300-\u036f\ufe00-\ufe0f\U0001f3fb-\U0001f3ff]|\u200d.)*", re.DOTALL
    )

    _STAND_IN = re.compile("[\U000f0000-\U0010ffff]")

    def __init__(self) -> None:
        self._held: dict[str, str] = {}

    def mask(self, row: Iterable[str]) -> list[str]:
        """The texts of a row, each on one line, with stand-ins."""
        texts = list(row)
        together = "".join(texts)
        if together.isprintable() and not self._WIDE.search(together):
            return texts
        return list(map(self._mask_wide, texts))

    def _mask_wide(self, text: str) -> str:
        text = inert_text(text)
        return self._CLUSTER.sub(self._stand_in, text) if self._WIDE.search(text) else text

    def _stand_in(self, cluster: re.Match[str]) -> str:
        held = cluster[0]
        if len(held) == 1 and not self._WIDE.match(held):
            return held
        first = self._held.get(held)
        if first is None:
            if len(self._held) == MOST_CLUSTERS:
                return self._STAND_IN.sub("\ufffd", held)
            first = self._held[held] = chr(0xF0000 + len(self._held))
        return first + self.FILL * (columns_of(held) - 1)

    def unmask(self, drawn: str) -> str:
        """The drawn text with the original characters put back."""
        drawn = drawn.replace(self.BLANK, " ").replace(self.FILL, "")
        originals = {stand_in: held for held, stand_in in self._held.items()}
        return self._STAND_IN.sub(lambda found: originals[found[0]], drawn)


def columns_of(cluster: str) -> int:
    """The columns that a cluster takes in a terminal."""
    wide = unicodedata.east_asian_width(cluster[0]) in "WF" or "\ufe0f" in cluster
    return 2 if wide else 1


def wrap_words(text: str, width: int) -> list[str]:
    """The text in lines of at most this many columns; wider words are cut, except addresses."""
    if len(text) <= width:
        return [text]
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        if line and len(line) + 1 + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
        while len(line) > width and "://" not in line:
            cut = width - 1 if line[width] == MaskedWidths.FILL and width > 1 else width
            lines.append(line[:cut])
            line = line[cut:]
    return [*lines, line] if line or not lines else lines
