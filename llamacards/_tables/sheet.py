"""What is on a table: texts, the sources that they cite, and notes; in no format yet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Self

from attrs import evolve, field, frozen

from llamacards._values.source import Source


class Cited(str):
    """A text that cites a source, by its number."""

    __slots__ = ("number",)
    number: int

    def __new__(cls, text: str, number: int) -> Self:
        """The text with the number."""
        cited = super().__new__(cls, text)
        cited.number = number
        return cited


Line = Sequence[str | Source]
"""A note: texts, and sources that it cites."""


class Citations:
    """Sources, numbered as they appear."""

    def __init__(self) -> None:
        self.numbers: dict[Source, int] = {}

    def number(self, source: Source) -> int:
        """The number of a source."""
        return self.numbers.setdefault(source, len(self.numbers) + 1)

    def cite(self, text: str, source: Source | None) -> str:
        """The text, citing the source if there is one."""
        return text if source is None else Cited(text, self.number(source))

    def cite_if_different(self, text: str, source: Source | None, head: Source | None) -> str:
        """The text of a cell, citing its source where its column's head does not."""
        return text if source is head or source == head else self.cite(text, source)

    def number_all(self, notes: Iterable[Line]) -> None:
        """Number the sources that notes cite, after those of the table."""
        for line in notes:
            for part in line:
                if isinstance(part, Source):
                    self.number(part)


@frozen(kw_only=True)
class Sheet:
    """A table to be drawn: left are the columns of text; sub-rows start with two blanks."""

    title: str
    head: Sequence[str]
    body: Sequence[Sequence[str]]
    left: frozenset[int] = frozenset({0})
    notes: Sequence[Line] = ()
    citations: Citations = field(factory=Citations)

    def transposed(self) -> Sheet:
        """The table with its rows as columns."""
        head, *body = zip(self.head, *self.body, strict=True)
        return evolve(self, head=[*map(_flush, head)], body=body, left=frozenset({0}))

    def part(self, columns: Sequence[int]) -> Sheet:
        """The table with only these columns beside the first."""
        head, *body = ([row[0], *(row[n] for n in columns)] for row in (self.head, *self.body))
        left = frozenset({0} | {1 + at for at, n in enumerate(columns) if n in self.left})
        return evolve(self, head=head, body=body, left=left)


def _flush(label: str) -> str:
    """A label of a sub-row as the head of a column."""
    text = label.strip()
    return Cited(text, label.number) if isinstance(label, Cited) else text
