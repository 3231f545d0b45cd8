"""The rows of a comparison, and the cells in them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Literal, NamedTuple

from attrs import frozen

from llamacards._catalog.rows import PairedScores, RowKey
from llamacards._memory.memory_table import MemoryFigure
from llamacards._records.card import Fact
from llamacards._records.license import Term
from llamacards._records.score import EvalSetup, Score
from llamacards._values.source import Source

Section = Literal["spec", "scores", "license", "memory"]


Record = Score | Fact | Term | MemoryFigure


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
    drift: PairedScores | None = None
    best: bool = False

    @property
    def id(self) -> str:
        """What tells the row apart from every other."""
        return str(self.key) if self.key else f"{self.section}|{self.what}"

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
    def record_sources(self) -> tuple[Source | None, ...]:
        """Where each record is from; a term is cited by its clause, unless it names a source."""
        return tuple(getattr(record, "source", None) for record in self.records)

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


def _marked_within(cell: Cell, drift: PairedScores) -> Cell:
    """A cell that says whether its difference is smaller than the drift of its row."""
    within = cell.difference is not None and abs(cell.difference) < drift.size
    return cell._replace(within_drift=within)
