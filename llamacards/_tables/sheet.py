"""The content of a table, before any format: heads, rows in sections, marks, summary and notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Literal, Self

from attrs import evolve, field, frozen

from llamacards._values.source import Source

State = Literal["", "not reported", "elsewhere"]


class Entry(str):
    """
    The text of a cell, with everything that a format may mark.

    source: the number of its source.
    figure: whether it aligns at its decimal point.
    best: whether it is the best of its row.
    state: why there is no figure: "not reported", or "elsewhere" for another setup.
    hover: more about it, such as the figure behind "≠".
    row: the id of the row with that figure.
    mark: its uncertainty, such as "?" for an open difference.
    letters: the notes on it.
    """

    __slots__ = ("best", "figure", "hover", "letters", "mark", "row", "source", "state")
    source: int | None
    figure: bool
    best: bool
    state: State
    hover: str
    row: str
    mark: str
    letters: tuple[str, ...]

    def __new__(
        cls,
        text: str,
        *,
        source: int | None = None,
        figure: bool = False,
        best: bool = False,
        state: State = "",
        hover: str = "",
        row: str = "",
        mark: str = "",
        letters: tuple[str, ...] = (),
    ) -> Self:
        """The text with its marks."""
        entry = super().__new__(cls, text)
        entry.source, entry.figure, entry.best, entry.state = source, figure, best, state
        entry.hover, entry.row, entry.mark, entry.letters = hover, row, mark, letters
        return entry


class Option(str):
    """How to ask for more: in Python, and in `shell` for the command line."""

    __slots__ = ("shell",)
    shell: str

    def __new__(cls, python: str, shell: str) -> Self:
        """The words for Python, with those for the command line."""
        option = super().__new__(cls, python)
        option.shell = shell
        return option


Line = Sequence[str | Source]
"""A note: texts, options, and sources that it cites."""


class Citations:
    """Sources, numbered in order of appearance."""

    def __init__(self) -> None:
        self.numbers: dict[Source, int] = {}

    def number(self, source: Source) -> int:
        """The number of a source."""
        return self.numbers.setdefault(source, len(self.numbers) + 1)

    def cite(self, text: str, source: Source | None) -> str:
        """The text, citing the source if there is one."""
        return text if source is None else Entry(text, source=self.number(source))

    def number_all(self, notes: Iterable[Line]) -> None:
        """Number the sources that notes cite, after those of the table."""
        for line in notes:
            for part in line:
                if isinstance(part, Source):
                    self.number(part)


@frozen(kw_only=True, eq=False, repr=False)
class Head:
    """
    The head of a column.

    parts: texts between which it may wrap, such as family, size and tuning.
    last_apart: whether the last part is read apart from the others, and may stand below them.
    source: the number of its source.
    letters: the notes on the column.
    """

    parts: tuple[str, ...]
    last_apart: bool = False
    source: int | None = None
    letters: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The parts on one line."""
        return " ".join(self.parts)

    @property
    def entry(self) -> Entry:
        """The head as the text of a cell."""
        return Entry(self.text, source=self.source, letters=self.letters)


@frozen(kw_only=True, eq=False, repr=False)
class SheetRow:
    """
    A row of a table.

    label: its subject ("MMLU").
    details: how that was measured ("5-shot, CoT").
    indent: its depth below the row above.
    section: the head of its group of rows; "" is none.
    id: a unique name, for links to it.
    """

    label: str
    cells: tuple[str, ...]
    details: str = ""
    indent: int = 0
    section: str = ""
    id: str = ""

    @property
    def name(self) -> str:
        """Label and details as one text."""
        return f"{self.label} ({self.details})" if self.details else str(self.label)

    @property
    def entry(self) -> Entry:
        """The name as the text of a cell, with the source of the label."""
        return evolve_entry(self.label, self.name)


@frozen(kw_only=True, eq=False, repr=False)
class SheetNote:
    """
    A note under a table.

    kind: the kind of note.
    letter: its mark in the table.
    must_read: whether it is shown even where other notes are only counted.
    """

    parts: Line
    kind: str = ""
    letter: str = ""
    must_read: bool = True


def evolve_entry(text: str, changed: str) -> Entry:
    """Another text with the source and letters of an entry."""
    if isinstance(text, Entry):
        return Entry(changed, source=text.source, letters=text.letters)
    return Entry(changed)


def as_heads(heads: Iterable[Head | str]) -> tuple[Head, ...]:
    """Convert texts to heads, which wrap between words."""
    return tuple(head if isinstance(head, Head) else _head_of(head) for head in heads)


def _head_of(text: str) -> Head:
    entry = evolve_entry(text, text)
    return Head(parts=tuple(text.split(" ")), source=entry.source, letters=entry.letters)


def as_rows(rows: Iterable[SheetRow | Sequence[str]]) -> tuple[SheetRow, ...]:
    """Convert texts to rows; two leading blanks indent a row."""
    return tuple(row if isinstance(row, SheetRow) else _row_of(row) for row in rows)


def _row_of(texts: Sequence[str]) -> SheetRow:
    label = texts[0].lstrip(" ")
    indent = (len(texts[0]) - len(label)) // 2
    return SheetRow(label=evolve_entry(texts[0], label), cells=tuple(texts[1:]), indent=indent)


def as_notes(notes: Iterable[SheetNote | Line]) -> tuple[SheetNote, ...]:
    """Convert lines to notes that must be read."""
    return tuple(n if isinstance(n, SheetNote) else SheetNote(parts=tuple(n)) for n in notes)


@frozen(kw_only=True, eq=False, repr=False)
class Sheet:
    """
    A table to be drawn.

    head: the heads of all columns, labels first.
    body: the rows, section by section.
    left: the columns of text, which are aligned left.
    summary: a sentence that sums up the table.
    legend: signs with their meanings; a sign is "best", a state, a mark, or printed text.
    in_shell: whether options are named as on the command line.
    """

    title: str
    head: tuple[Head, ...] = field(converter=as_heads)
    body: tuple[SheetRow, ...] = field(converter=as_rows)
    left: frozenset[int] = frozenset({0})
    summary: str = ""
    legend: tuple[tuple[str, str], ...] = ()
    notes: tuple[SheetNote, ...] = field(default=(), converter=as_notes)
    citations: Citations = field(factory=Citations)
    in_shell: bool = False

    @property
    def sections(self) -> Iterator[tuple[str, list[SheetRow]]]:
        """Each section with its rows; rows without a section are under ""."""
        for section, rows in groupby(self.body, key=lambda row: row.section):
            yield section, list(rows)

    def transposed(self) -> Sheet:
        """The table with its rows as columns, without sections."""
        heads = [
            Head(
                parts=(*row.label.split(" "), *([f"({row.details})"] if row.details else [])),
                last_apart=bool(row.details),
                source=row.entry.source,
                letters=row.entry.letters,
            )
            for row in self.body
        ]
        columns = zip(*(row.cells for row in self.body), strict=True)
        body = [
            SheetRow(label=head.entry, cells=cells)
            for head, cells in zip(self.head[1:], columns, strict=False)
        ]
        return evolve(self, head=[self.head[0], *heads], body=body, left=frozenset({0}))

    def part(self, columns: Sequence[int]) -> Sheet:
        """The table with only the first column and these."""
        left = frozenset({0} | {1 + at for at, n in enumerate(columns) if n in self.left})
        body = [evolve(row, cells=tuple(row.cells[n - 1] for n in columns)) for row in self.body]
        return evolve(
            self, head=[self.head[0], *(self.head[n] for n in columns)], body=body, left=left
        )
