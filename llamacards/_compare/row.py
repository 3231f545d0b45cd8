"""The rows of a comparison, and the cells in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple

from attrs import frozen

from llamacards._catalog.benchmarks import benchmark_of
from llamacards._catalog.rows import PairedScores, RowKey
from llamacards._catalog.uncertainty import Verdict, verdict_on
from llamacards._records.benchmark import Benchmark
from llamacards._records.card import Fact
from llamacards._records.license import Term
from llamacards._records.score import EvalSetup, Score
from llamacards._values.source import Source
from llamacards._values.validation import EXACT
from llamacards._wording import brief_repr

if TYPE_CHECKING:
    from llamacards._memory.memory_table import MemoryFigure

    Record = Score | Fact | Term | MemoryFigure

Section = Literal["spec", "scores", "license", "memory"]


SECTIONS: tuple[Section, ...] = ("spec", "scores", "license")
"""The default sections of a comparison."""


ALL_SECTIONS: tuple[Section, ...] = (*SECTIONS, "memory")


LEAST_APART_FIRST: tuple[Verdict, ...] = ("within noise", "open", "apart")


class Cell(NamedTuple):
    """
    One row of one card: one record, or none. It is a tuple, as wide tables have very many cells.

    card: the name of the card.
    record: the fact, score or term, or None.
    elsewhere: whether the card reports the benchmark only under another setup ("≠").
    difference: the difference to the baseline, if both figures are from one publication.
    comparable: whether they are from one publication; None if there is nothing to compare.
    best: whether the figure is the best of the row, or not apart from the best.
    within_drift: whether the difference is smaller than the drift of the row.
    verdict: whether the figure is apart from the other of two cards, else from the baseline, else
    from the best of its row: "apart", "within noise", "open", or None if unknown.
    verdict_against: the name of the card that the verdict compares with; None without a verdict.
    unjudged: whether it differs from what it is compared with, and nothing tells by how much noise.
    """

    card: str
    record: Record | None = None
    elsewhere: bool = False
    difference: Decimal | None = None
    comparable: bool | None = None
    best: bool = False
    within_drift: bool = False
    verdict: Verdict | None = None
    verdict_against: str | None = None
    unjudged: bool = False

    def __repr__(self) -> str:
        """What it states, cut if it is long."""
        return brief_repr(self)

    @property
    def source(self) -> Source | None:
        """The source of the record; terms are cited by clause."""
        return getattr(self.record, "source", None)


@frozen(kw_only=True)
class Row:
    """
    One row of a comparison: one setup, field or topic, for every card.

    section: the section of the table.
    label: the label in tables.
    what: a benchmark, a field of the specification, or a topic of licenses.
    cards: the names of the cards, in order.
    records: the record of each card, or None.
    setup: for scores, how they were measured.
    key: for scores, what all figures of the row share.
    elsewhere: the cards that report the benchmark only under other setups.
    baseline: the card that differences refer to.
    drift: the two figures that are furthest apart in the document of the baseline and another, for
    any model of the catalog under the setup of the row.
    best: whether the best is marked.
    benchmarks: the benchmarks by which the figures are judged.
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
    benchmarks: tuple[Benchmark, ...] = ()

    __repr__ = brief_repr

    # Read many times for each table, so each is computed only once.
    @cached_property
    def id(self) -> str:
        """What distinguishes the row from all others."""
        return str(self.key) if self.key else f"{self.section}|{self.what}"

    def __iter__(self) -> Iterator[Cell]:
        """The cells, left to right."""
        return iter(self.cells)

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """A cell for each card, made only once."""
        return tuple(self._made_cells())

    def _made_cells(self) -> Iterator[Cell]:
        """A cell for each card, judged against the baseline, the other card or the best."""
        base, best = self.base, self.best_scores
        tops: dict[Source, list[Score]] = {}
        for score in best:
            tops.setdefault(score.source, []).append(score)
        pair = self.scores if len(self.cards) == 2 else ()
        for card, record in zip(self.cards, self.records, strict=True):
            if not isinstance(record, Score):
                yield Cell(card, record, card in self.elsewhere)
            elif not best:
                yield Cell(card, record)
            else:
                other = next((score for score in pair if score is not record), None)
                top = tops.get(record.source, ())
                yield self._scored_cell(card, record, base, other, top, best=best[0].value)

    def _scored_cell(
        self,
        card: str,
        score: Score,
        base: Score | None,
        other: Score | None,
        top: Sequence[Score],
        *,
        best: Decimal,
    ) -> Cell:
        """
        A score with its difference to the baseline, its verdict, and whether it is best.

        top: the best scores of the row from the same document, several if they tie; the weakest
        verdict on them counts. best: the value of the best scores.
        """
        beside = against = other or base
        verdict = self._verdict_on(score, beside)
        beside_top = None
        if top and self._can_be_judged(score):
            found = [verdict if one is beside else self._verdict_on(score, one) for one in top]
            beside_top = next((verdict for verdict in LEAST_APART_FIRST if verdict in found), None)
            if beside is None and beside_top:
                verdict, against = beside_top, top[found.index(beside_top)]
        is_best = score.value == best or beside_top in ("within noise", "open")
        cell = Cell(
            card,
            score,
            best=self.best and is_best,
            verdict=verdict,
            verdict_against=self._card_of(against) if verdict else None,
            unjudged=verdict is None and score.value != (best if beside is None else beside.value),
        )
        if base is None or card == self.baseline:
            return cell
        if score.source != base.source:
            return cell._replace(comparable=False, unjudged=False)
        difference = EXACT.subtract(score.value, base.value)
        within = self.drift is not None and difference.copy_abs() < self.drift.size
        return cell._replace(difference=difference, comparable=True, within_drift=within)

    def _card_of(self, score: Score | None) -> str:
        """The name of the card with this score."""
        return next(c for c, r in zip(self.cards, self.records, strict=True) if r is score)

    def _verdict_on(self, score: Score, other: Score | None) -> Verdict | None:
        """Whether a score of the row is apart from another; None if it is the same."""
        if other is None or other is score or not self._can_be_judged(score):
            return None
        return verdict_on(score, other, benchmark_of(score, self.benchmarks))

    def _can_be_judged(self, score: Score) -> bool:
        """Whether enough is known of a score to judge it."""
        return bool(self.benchmarks) or score.error is not None or score.interval is not None

    @property
    def filled(self) -> int:
        """The number of cards with a record in the row."""
        return sum(record is not None for record in self.records)

    @cached_property
    def scores(self) -> tuple[Score, ...]:
        """The scores in the row."""
        return tuple([record for record in self.records if isinstance(record, Score)])

    @property
    def record_sources(self) -> tuple[Source | None, ...]:
        """The source of each record; terms are cited by clause, unless they name a source."""
        return tuple(getattr(record, "source", None) for record in self.records)

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """The documents of the scores in the row, left to right."""
        met = {id(score.source): score.source for score in self.scores}
        return tuple(dict.fromkeys(met.values()))

    @property
    def base(self) -> Score | None:
        """The figure that differences refer to, or None."""
        if self.baseline is None:
            return None
        base = self.records[self.cards.index(self.baseline)]
        return base if isinstance(base, Score) else None

    @property
    def difference(self) -> Decimal | None:
        """For two cards, the second figure minus the first, or the other minus the baseline."""
        if len(self.cards) != 2 or len(self.scores) != 2 or len(self.sources) != 1:
            return None
        first, second = self.scores
        if self.baseline == self.cards[1]:
            first, second = second, first
        return EXACT.subtract(second.value, first.value)

    @cached_property
    def less_is_better(self) -> bool | None:
        """Whether lower figures are better; None if no source says so, or two disagree."""
        setups = {id(score.setup): score.setup for score in self.scores}
        directions = {setup.less_is_better for setup in setups.values()} - {None}
        return directions.pop() if len(directions) == 1 else None

    @cached_property
    def best_scores(self) -> tuple[Score, ...]:
        """The best of two or more scores of one direction; several if they tie."""
        scores = self.scores
        less = self.less_is_better
        if len(scores) < 2 or less is None:
            return ()
        best = (min if less else max)(score.value for score in scores)
        return tuple([score for score in scores if score.value == best])
