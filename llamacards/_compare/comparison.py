"""A comparison: facts in rows, and notes on them, without digits, widths or formats."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING

from attrs import frozen

from llamacards._catalog.benchmarks import benchmark_of
from llamacards._catalog.flatten import Flattener
from llamacards._compare.layout import comparison_sheet
from llamacards._compare.notes import Note
from llamacards._compare.row import SECTIONS, Cell, Row, Section
from llamacards._compare.summary import summary_of
from llamacards._records.benchmark import benchmark_named
from llamacards._records.card import Fact, ModelCard
from llamacards._records.license import License, Term
from llamacards._records.score import Score
from llamacards._tables.displayable import Exportable
from llamacards._tables.flat import FlatParts
from llamacards._tables.sheet import Sheet
from llamacards.errors import AmbiguousNameError, FieldError, UnknownNameError

if TYPE_CHECKING:
    from matplotlib.axes import Axes


@frozen(kw_only=True, repr=False, str=False)
class Comparison(Exportable):
    """
    Cards in columns, what is stated of them in rows, and notes for the reader.

    comparison["MMLU", "llama-3-8b"] is a cell; rows are found by label, benchmark, field or topic.

    cards: the columns. rows: what is stated of them, section by section.
    notes: what a reader must know about the rows. licenses: the license of each card, with its
    terms if known.
    baseline: the name of the card that differences refer to. sections: the requested sections.
    """

    cards: tuple[ModelCard, ...]
    rows: tuple[Row, ...]
    notes: tuple[Note, ...]
    licenses: tuple[License | None, ...] = ()
    baseline: str | None = None
    sections: tuple[Section, ...] = SECTIONS

    def __getitem__(self, place: tuple[str, str]) -> Cell:
        if not isinstance(place, tuple) or len(place) != 2:
            rule = "of a row and a card, such as comparison['MMLU', 'llama-3-8b']"
            raise FieldError("Comparison", "cell", rule, place)
        what, card = place
        names = [card.name for card in self.cards]
        if card not in names:
            raise UnknownNameError("compared card", card, names)
        cells = [row.cells[names.index(card)] for row in self._rows_named(what)]
        filled = [cell for cell in cells if cell.record is not None] or cells[:1]
        if len(filled) > 1:
            labels = [row.label for row in self._rows_named(what)]
            raise AmbiguousNameError("row", what, labels)
        return filled[0]

    def _rows_named(self, what: str) -> list[Row]:
        """The rows with this label, else those of this benchmark, field or topic."""
        rows = [row for row in self.rows if row.label == what]
        if not rows and isinstance(what, str):
            folded = benchmark_named(what).casefold()
            rows = [
                row
                for row in self.rows
                if folded in (row.what.casefold(), row.label.casefold().removesuffix(" †"))
            ]
        if not rows:
            raise UnknownNameError("row", what, [row.label for row in self.rows])
        return rows

    @property
    def summary(self) -> str:
        """Which model is better in how many rows, in a sentence; "" if nothing is compared."""
        if "scores" not in self.sections:
            return ""
        return summary_of(self.cards, [row for row in self.rows if row.section == "scores"])

    def __repr__(self) -> str:
        names = ", ".join(repr(card.name) for card in self.cards[:6])
        more = ", ..." if len(self.cards) > 6 else ""
        return f"<Comparison of {names}{more}: {len(self.rows)} rows, {len(self.notes)} notes>"

    def _sheet(self) -> Sheet:
        return comparison_sheet(
            self.cards, self.rows, self.notes, self.baseline, summary=self.summary
        )

    def _record_parts(self) -> Iterator[FlatParts]:
        """What each cell states, row by row, with its verdict."""
        cards = {card.name: card for card in self.cards}
        licenses = dict(zip(cards, self.licenses, strict=True))
        flattener = Flattener()
        for row in self.rows:
            for cell in row:
                if cell.record is None:
                    continue
                card = cards[cell.card]
                if not isinstance(cell.record, (Score, Fact, Term)):
                    yield cell.record.to_record(), {"model": card.name, "tuning": card.tuning}
                    continue
                benchmark = None
                if isinstance(cell.record, Score):
                    benchmark = benchmark_of(cell.record, row.benchmarks)
                shared, own = flattener.parts_of(card, cell.record, licenses[cell.card], benchmark)
                judged = {"verdict": cell.verdict, "verdict_against": cell.verdict_against}
                yield shared, own | judged

    def plot(self, rows: str | Collection[str] | None = None, *, ax: Axes | None = None) -> Axes:
        """
        Draw the scores of rows, or context windows over time, with sources below.

        Two cards are joined dots with their difference at the right; up to ten are bars in the
        colors of their generations; more are a heat table. "Context window" on its own is drawn
        over time. Dots on several scales have one Axes per scale; the first is returned.

        rows: labels or benchmarks; None is the rows that two cards share.

        A model in training is hollow or hatched. Without `ax`, the figure has no background and
        gray text, for light and dark pages. Needs the extra `plot`. Raises ComparisonError if no
        row has scores to draw, UnknownNameError if the comparison has no such row, and
        MissingExtraError without matplotlib.
        """
        from llamacards._compare.plot import draw_rows
        from llamacards._compare.window_plot import draw_windows

        if rows is None:
            chosen = [row for row in self.rows if row.setup is not None]
        else:
            wanted = rows if isinstance(rows, Iterable) and not isinstance(rows, str) else [rows]
            chosen = [row for what in wanted for row in self._rows_named(what)]
            if [row.what for row in chosen] == ["budget.context"]:
                return draw_windows(self.cards, chosen[0], self.notes, ax)
        named = rows is not None
        return draw_rows(self.cards, chosen, self.notes, self.baseline, ax, named=named)

    def plot_scaling(self, row: str, *, ax: Axes | None = None) -> Axes:
        """
        Draw the scores of one row over model size, on a log axis, with a line per generation.

        row: a label or a benchmark. Sizes are those in the names of the cards, such as "70B". A
        model in training is hollow. Needs the extra `plot`. Raises ComparisonError if this is not a
        single row of scores, saying how the rows differ, UnknownNameError if the comparison has no
        such row, and MissingExtraError without matplotlib.
        """
        from llamacards._compare.scaling_plot import draw_scaling

        return draw_scaling(self.cards, self._rows_named(row), self.notes, ax)
