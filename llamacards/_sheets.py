"""What is on a table: texts, the sources that they cite, and notes; in no format yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Self

from attrs import evolve, field, frozen

from llamacards._comparison import Cell, Comparison, Note, Record, Row
from llamacards._licenses import TOPICS
from llamacards._notes import said
from llamacards._scores import printed
from llamacards._sources import Source
from llamacards.errors import listed

OTHER_STATEMENTS_PRINTED = 5


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

    def beside(self, text: str, record: Record | None, head: Source | None) -> str:
        """The text of a cell, citing its record's source where its column's head does not."""
        source = getattr(record, "source", None)
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


def comparison_sheet(comparison: Comparison) -> Sheet:
    """The table of a comparison."""
    citations = Citations()
    heads = [card.source for card in comparison.cards]
    head = ["", *(citations.cite(card.title, card.source) for card in comparison.cards)]
    body = [
        [_label(row), *map(citations.beside, _texts(row), row.records, heads)]
        for row in comparison.rows
    ]
    notes = [*_legend(comparison), *_note_lines(comparison.notes)]
    citations.number_all(notes)
    titles = listed([card.title for card in comparison.cards], "and")
    return Sheet(title=titles, head=head, body=body, notes=notes, citations=citations)


def _label(row: Row) -> str:
    return f"  {row.label}" if row.section == "license" and row.what in TOPICS else row.label


def _texts(row: Row) -> Iterable[str]:
    """The texts of a row's cells, with differences and the mark of the best."""
    if row.baseline is not None or row.best:
        return map(_marked, row)
    return (
        record.text if record is not None else "≠" if card in row.elsewhere else ""
        for card, record in zip(row.cards, row.records, strict=True)
    )


def _marked(cell: Cell) -> str:
    if cell.record is None:
        return "≠" if cell.elsewhere else ""
    within = ", within drift" if cell.within_drift else ""
    difference = "" if cell.difference is None else f" ({_signed(cell.difference)}{within})"
    refused = " (n/c)" if cell.comparable is False else ""
    return f"{cell.record.text}{difference}{refused}{' *' if cell.best else ''}"


def _signed(difference: Decimal) -> str:
    return f"{'' if difference.is_signed() else '+'}{printed(difference)}"


def _legend(comparison: Comparison) -> Iterator[Line]:
    """What the signs of the table mean, as far as they occur."""
    signs = []
    setups = [row.setup for row in comparison.rows if row.setup is not None]
    if setups:
        lower = dict.fromkeys(s.benchmark for s in setups if s.lower_is_better)
        but = f", but lower for {listed(lower, 'and')}" if lower else ""
        percent = all(setup.unit == "percent" for setup in setups)
        scale = "Percent" if percent else "Percent where no unit is given"
        signs.append(f"{scale}, higher is better{but}.")
    if any(len(row.records) - row.filled > len(row.elsewhere) for row in comparison.rows):
        signs.append("Blank: not reported.")
    elsewhere = [str(note) for note in comparison.notes if note.kind == "elsewhere"]
    if elsewhere:
        signs.append(f"≠: reported under another setup, which differs for {'; '.join(elsewhere)}.")
    if comparison.baseline is not None:
        title = next(card.title for card in comparison.cards if card.name == comparison.baseline)
        signs.append(
            f"In brackets: difference to {title} inside one publication; n/c: not comparable."
        )
    if any(row.best_value is not None for row in comparison.rows):
        signs.append("*: best of its row.")
    if signs:
        yield [" ".join(signs)]


def _note_lines(notes: Iterable[Note]) -> Iterator[Line]:
    """The notes of each kind on lines of their own; of what is also stated, the first few."""
    kinds: dict[str, list[Note]] = {}
    for note in notes:
        kinds.setdefault(note.kind, []).append(note)
    for kind, group in kinds.items():
        if kind == "also stated":
            yield from _also_stated(group)
        elif kind in ("said", "derived", "drift", "within drift"):
            yield [part for note in group for part in (*note.parts, " ")][:-1]
        elif kind != "elsewhere":
            yield from (list(note.parts) for note in group)


def _also_stated(notes: Sequence[Note]) -> Iterator[Line]:
    by_card: dict[str, list[Note]] = {}
    for note in notes[:OTHER_STATEMENTS_PRINTED]:
        by_card.setdefault(note.about or "", []).append(note)
    for title, group in by_card.items():
        line: list[str | Source] = [f"Also stated for {title}: "]
        line += [part for note in group for part in (*note.parts, ", ")][:-1]
        yield [*line, "."]
    if len(notes) > OTHER_STATEMENTS_PRINTED:
        yield [f"Also stated, but closer: {len(notes) - OTHER_STATEMENTS_PRINTED} more in .notes."]


def picture_sheet(comparison: Comparison, rows: Sequence[Row]) -> Sheet:
    """Rows of scores, each figure citing its source, with the notes that a picture needs."""
    citations = Citations()
    body = [
        [
            row.label,
            *(
                citations.beside(text, record, None)
                for text, record in zip(_texts(row), row.records, strict=True)
            ),
        ]
        for row in rows
    ]
    notes = [note for note in comparison.notes if _pictured(note, comparison, rows, citations)]
    shown = evolve(comparison, rows=tuple(rows), notes=(*said(comparison.cards, rows), *notes))
    lines = [*_legend(shown), *_note_lines(shown.notes)]
    if any(note.kind == "status" for note in notes):
        lines.append(["Hollow: a model in training."])
    return Sheet(
        title="",
        head=["", *(card.title for card in comparison.cards)],
        body=body,
        notes=lines,
        citations=citations,
    )


def _pictured(
    note: Note, comparison: Comparison, rows: Sequence[Row], citations: Citations
) -> bool:
    """Whether a note is on what a picture of these rows shows."""
    records = zip(*(row.records for row in rows), strict=True)
    shown = [card for card, cells in zip(comparison.cards, records, strict=True) if any(cells)]
    if note.kind == "elsewhere":
        return note.about in {row.what for row in rows if row.elsewhere}
    if note.kind == "status":
        return note.about in {card.title for card in shown}
    if note.kind == "tuning":
        return len({card.tuned for card in shown}) > 1
    cited = {part for part in note.parts if isinstance(part, Source)}
    return note.kind == "drift" and cited <= citations.numbers.keys()
