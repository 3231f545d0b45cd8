"""What a comparison is: facts in rows, and notes on them; no digits, widths or formats."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from attrs import frozen

from llamacards._cards import Fact, ModelCard
from llamacards._drawn import Recorded
from llamacards._licenses import License, Term
from llamacards._memory import Taken
from llamacards._rows import Restated, RowKey
from llamacards._scores import EvalSetup, Score, benchmark_named
from llamacards._sources import Source
from llamacards.errors import AmbiguousNameError, FieldError, UnknownNameError

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from llamacards._sheets import Sheet

Section = Literal["spec", "scores", "license", "memory"]
Record = Score | Fact | Term | Taken
SECTIONS: tuple[Section, ...] = ("spec", "scores", "license")
"""The sections that a comparison has unless it is told otherwise."""
ALL_SECTIONS: tuple[Section, ...] = (*SECTIONS, "memory")


class Cell(NamedTuple):
    """
    What one row holds of one card: exactly one record, or none.

    elsewhere: the card reports the benchmark, but under another setup ("≠"). difference: to the
    baseline, where both figures are of one publication; comparable is False where they are not.
    within_drift: the difference is smaller than the row's drift. best: no other figure of the
    row is better. (A tuple, as a wide table has very many.)
    """

    card: str
    record: Record | None = None
    elsewhere: bool = False
    difference: Decimal | None = None
    comparable: bool | None = None
    best: bool = False
    within_drift: bool = False

    @property
    def source(self) -> Source | None:
        """Where the record is from; a term is cited by its clause."""
        return getattr(self.record, "source", None)


@frozen(kw_only=True)
class Row:
    """
    One thing said of every card.

    what: a benchmark, a field of the specification, or a topic of licences. setup and key: of
    scores, how they were measured, and what all figures of the row share. records: what is said
    of each card, or None. elsewhere: the cards that report the benchmark only otherwise.
    baseline: the card that differences are taken to. drift: the figures that are furthest apart
    in the baseline's document and another, of any model of the catalog, under the setup of the
    row. best: whether the best is marked.
    """

    section: Section
    label: str
    what: str
    cards: tuple[str, ...]
    records: tuple[Record | None, ...]
    setup: EvalSetup | None = None
    key: RowKey | None = None
    elsewhere: frozenset[str] = frozenset()
    baseline: str | None = None
    drift: Restated | None = None
    best: bool = False

    def __iter__(self) -> Iterator[Cell]:
        """A cell for each card, made when it is asked for: a wide table has very many."""
        base, best = self.base, self.best_value
        marked = base is not None or best is not None
        for card, record in zip(self.cards, self.records, strict=True):
            if marked and isinstance(record, Score):
                cell = _scored(card, record, None if card == self.baseline else base, best)
                yield cell if self.drift is None else _marked_within(cell, self.drift)
            else:
                yield Cell(card, record, card in self.elsewhere)

    @property
    def cells(self) -> tuple[Cell, ...]:
        """A cell for each card."""
        return tuple(self)

    @property
    def filled(self) -> int:
        """How many cards the row says something of."""
        return sum(record is not None for record in self.records)

    @property
    def scores(self) -> list[Score]:
        """The scores that stand in the row."""
        return [record for record in self.records if isinstance(record, Score)]

    @property
    def sources(self) -> tuple[Source, ...]:
        """The documents that the scores of the row are from, left to right."""
        met = {id(score.source): score.source for score in self.scores}
        return tuple(dict.fromkeys(met.values()))

    @property
    def base(self) -> Score | None:
        """The figure that differences are taken to; None where there is none."""
        if self.baseline is None:
            return None
        base = self.records[self.cards.index(self.baseline)]
        return base if isinstance(base, Score) else None

    @property
    def best_value(self) -> Decimal | None:
        """The best of two values or more that agree on what is better, if it is to be marked."""
        scores = self.scores if self.best else []
        directions = {score.setup.lower_is_better for score in scores}
        if len(scores) < 2 or len(directions) > 1:
            return None
        return (min if True in directions else max)(score.value for score in scores)


def _scored(card: str, score: Score, base: Score | None, best: Decimal | None) -> Cell:
    """A score with its difference to the baseline's, and whether it is the best."""
    if base is None:
        return Cell(card, score, best=score.value == best)
    comparable = score.source == base.source
    return Cell(
        card,
        score,
        difference=score.value - base.value if comparable else None,
        comparable=comparable,
        best=score.value == best,
    )


def _marked_within(cell: Cell, drift: Restated) -> Cell:
    """A cell that says whether its difference is smaller than the drift of its row."""
    within = cell.difference is not None and abs(cell.difference) < drift.size
    return cell._replace(within_drift=within)


@frozen(kw_only=True)
class Note:
    """
    A remark on a comparison: texts, and sources that it cites.

    kind: "also stated", "unplaced", "status", "tuning", "superseded", "elsewhere", "equated",
    "drift", "within drift", "said", "derived", "doubtful", "withheld", "left out" or "memory".
    about: the card, benchmark or field that it is on.
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
        if not isinstance(place, tuple) or len(place) != 2:
            rule = "of a row and a card, such as comparison['MMLU', 'llama-3-8b']"
            raise FieldError("Comparison", "cell", rule, place)
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
                row
                for row in self.rows
                if folded in (row.what.casefold(), row.label.casefold().removesuffix(" †"))
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

    def plot(self, rows: str | Collection[str] | None = None, *, ax: Axes | None = None) -> Axes:
        """
        Bars of scores: a group for each row, in it a bar for each card; sources underneath.

        rows: labels or benchmarks; None is every row of scores. "≠" and blank mean what they do
        in a table; a model in training is hollow. Takes the extra `plot`.

        Raises ComparisonError where rows do not belong on one axis, saying why; UnknownNameError
        for no row of this comparison; MissingExtraError without matplotlib.
        """
        from llamacards import _plot

        if rows is None:
            return _plot.bars(self, [row for row in self.rows if row.setup is not None], ax)
        named = [rows] if isinstance(rows, str) else rows
        return _plot.bars(self, [row for what in named for row in self._rows(what)], ax)

    def plot_scaling(self, row: str, *, ax: Axes | None = None) -> Axes:
        """
        The scores of one row against the sizes of the models, on a log axis; sources underneath.

        row: a label or a benchmark. Sizes are the labels that cards are named by, "70B". A model
        in training is hollow. Takes the extra `plot`.

        Raises ComparisonError where that is no one row of scores, saying what tells them apart;
        UnknownNameError for no row of this comparison; MissingExtraError without matplotlib.
        """
        from llamacards import _plot

        return _plot.scaling(self, self._rows(row), ax)
