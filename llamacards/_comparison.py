"""What a comparison is: facts in rows, and notes on them; no digits, widths or formats."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

from attrs import frozen

from llamacards._cards import Fact, ModelCard
from llamacards._drawn import Recorded
from llamacards._licenses import License, Term
from llamacards._rows import RowKey
from llamacards._scores import EvalSetup, Score, benchmark_named
from llamacards._sources import Source
from llamacards.errors import AmbiguousNameError, UnknownNameError

if TYPE_CHECKING:
    from llamacards._sheets import Sheet

Section = Literal["spec", "scores", "license"]
SECTIONS: tuple[Section, ...] = ("spec", "scores", "license")


@frozen(kw_only=True)
class Cell:
    """
    What one row holds of one card: exactly one record, or none.

    elsewhere: the card reports the benchmark, but under another setup ("≠"). difference: to the
    baseline, where both figures are of one publication; comparable is False where they are not.
    best: no other figure of the row is better.
    """

    card: str
    record: Score | Fact | Term | None = None
    elsewhere: bool = False
    difference: Decimal | None = None
    comparable: bool | None = None
    best: bool = False

    @property
    def source(self) -> Source | None:
        """Where the record is from; a term is cited by its clause."""
        return None if self.record is None or isinstance(self.record, Term) else self.record.source

    @property
    def note(self) -> str | None:
        """What its publication remarks on the record."""
        return None if self.record is None or isinstance(self.record, Term) else self.record.note


@frozen(kw_only=True)
class Row:
    """
    One thing said of every card.

    what: a benchmark, a field of the specification, or a topic of licences. setup and key: of
    scores, how they were measured, and what all figures of the row share.
    """

    section: Section
    label: str
    what: str
    setup: EvalSetup | None = None
    key: RowKey | None = None
    cells: tuple[Cell, ...]


@frozen(kw_only=True)
class Note:
    """
    A remark on a comparison: texts, and sources that it cites.

    kind: "also stated", "unplaced", "status", "tuning", "superseded", "elsewhere", "drift",
    "said", "withheld" or "left out". about: the card or benchmark that it is on.
    """

    kind: str
    parts: tuple[str | Source, ...]
    about: str | None = None

    def __str__(self) -> str:
        """The note with its sources by title."""
        return "".join(p if isinstance(p, str) else f"[{p.title}]" for p in self.parts)


@frozen(kw_only=True, repr=False, str=False)
class Comparison(Recorded):
    """
    Cards in columns, what is stated of them in rows, and notes on what a reader must know.

    comparison["MMLU", "llama-3-8b"] is a cell; a row goes by its label, its benchmark, its
    field or its topic.
    """

    cards: tuple[ModelCard, ...]
    rows: tuple[Row, ...]
    notes: tuple[Note, ...]
    licenses: tuple[License | None, ...] = ()
    baseline: str | None = None

    def __getitem__(self, place: tuple[str, str]) -> Cell:
        what, card = place
        names = [card.name for card in self.cards]
        if card not in names:
            raise UnknownNameError("compared card", card, names)
        cells = [row.cells[names.index(card)] for row in self._rows(what)]
        filled = [cell for cell in cells if cell.record is not None] or cells[:1]
        if len(filled) > 1:
            labels = [row.label for row in self._rows(what)]
            raise AmbiguousNameError("row", what, labels)
        return filled[0]

    def _rows(self, what: str) -> list[Row]:
        """The rows of a label, else those of a benchmark, a field or a topic."""
        rows = [row for row in self.rows if row.label == what]
        if not rows:
            folded = benchmark_named(what).casefold()
            rows = [
                row for row in self.rows if folded in (row.what.casefold(), row.label.casefold())
            ]
        if not rows:
            raise UnknownNameError("row", what, [row.label for row in self.rows])
        return rows

    def __repr__(self) -> str:
        names = ", ".join(repr(card.name) for card in self.cards[:6])
        more = ", ..." if len(self.cards) > 6 else ""
        return f"<Comparison of {names}{more}: {len(self.rows)} rows, {len(self.notes)} notes>"

    def _sheet(self) -> Sheet:
        from llamacards._sheets import comparison_sheet

        return comparison_sheet(self)

    def to_records(self) -> list[dict[str, Any]]:
        """One flat dict for each stated fact of the table; row_key carries the law of rows."""
        from llamacards._records import comparison_records

        return comparison_records(self)
