"""Pictures of scores over the sizes of models."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import compress
from typing import TYPE_CHECKING, NamedTuple

from attrs import evolve

from llamacards._catalog.order import size_of
from llamacards._compare.layout import picture_sheet
from llamacards._compare.notes import Note
from llamacards._compare.plot import axis_title, only_cards, paint_of, whisker_of
from llamacards._compare.row import Row
from llamacards._records.card import ModelCard
from llamacards._records.score import EvalSetup, Score
from llamacards._tables.canvas import (
    WIDTH,
    drawable,
    join_marks,
    paper,
    write_below,
)
from llamacards._tables.labels import joint_label, write_labels
from llamacards._tables.sheet import Line, Sheet
from llamacards._wording import join_words
from llamacards.errors import ComparisonError

if TYPE_CHECKING:
    from matplotlib.axes import Axes


HEIGHT = 5.2


LEAST_PERCENT = 10
"""The percentage points along the axis at least, so that a trifle does not look like a leap."""


DODGE = 1.05
"""The distance, as a factor, between models of one size and several generations."""


class Point(NamedTuple):
    """A score of a card with a size, and where it is drawn."""

    card: ModelCard
    size: float
    score: Score
    label: str
    place: float

    @property
    def generation(self) -> tuple[str | None, str | None]:
        """The family and version of the model, which one line joins."""
        return self.card.family, self.card.version

    @property
    def mark(self) -> tuple[float, float]:
        """Where it is drawn."""
        return self.place, float(self.score.value)


def draw_scaling(
    cards: Sequence[ModelCard], rows: Sequence[Row], notes: Sequence[Note], ax: Axes | None
) -> Axes:
    """
    Draw the scores of one row over model size, on a log axis, with a line per generation.

    Raises ComparisonError for several rows, or if no size is known, FieldError for anything but
    Axes, or MissingExtraError.
    """
    setup = _one_setup(rows)
    (row,) = rows
    reporting, alone = _reporting(cards, row)
    sheet = picture_sheet(reporting, [alone], notes, None)
    points = _dodged(list(_scaling_points(reporting, alone, sheet)))
    if not points:
        raise ComparisonError(f"no model in {row.label!r} has a size")
    generations = dict.fromkeys(point.generation for point in points)
    groups = [[p for p in points if p.generation == generation] for generation in generations]
    dense = [[p for p in group if p.card.dense is not False] for group in groups]
    lowest = row.less_is_better is True
    lines = [_line_through(group, lowest=lowest) for group in dense]
    told = list(_absent(cards, row))
    if any(1 < len(line) < len(group) for line, group in zip(lines, dense, strict=True)):
        told.append([f"Lines join the {'lowest' if lowest else 'highest'} figure of each size."])
    sheet = evolve(sheet, notes=[*sheet.notes, *told])
    with paper(ax, WIDTH, HEIGHT) as (axes,):
        _scale_sizes(axes, [point.place for point in points])
        for number, (group, line) in enumerate(zip(groups, lines, strict=True)):
            if len(line) > 1:
                join_marks(axes, line, number)
            for point in group:
                whisker = whisker_of(point.score)
                axes.errorbar(*point.mark, yerr=whisker, **paint_of(point.card, number))
        axes.set_ylabel(drawable(f"{row.label}, {axis_title(row)}"), parse_math=False)
        if setup.unit == "percent":
            low, high = axes.get_ylim()
            air = max(0.0, LEAST_PERCENT - (high - low)) / 2
            least = min(0, *(float(point.score.value) for point in points))
            axes.set_ylim(max(least, low - air), min(100, high + air))
        write_below(axes, sheet, own=ax is None)
        write_labels(axes, [(point.label, point.mark) for point in points])
    return axes


def _one_setup(rows: Sequence[Row]) -> EvalSetup:
    """The setup of the only row; raises ComparisonError for several, or a row without scores."""
    if len(rows) > 1:
        labels = join_words([repr(row.label) for row in rows], "and")
        raise ComparisonError(
            f"a picture shows one setup, and {labels} differ in {_differing(rows)}; name one"
        )
    setup = rows[0].setup
    if setup is None:
        raise ComparisonError(f"{rows[0].label!r} is not a row of scores")
    return setup


def _differing(rows: Sequence[Row]) -> str:
    """How the setups of rows differ."""
    keys = [row.key for row in rows if row.key is not None]
    return join_words(
        dict.fromkeys(name for key in keys for name in keys[0].differs_from(key)), "and"
    )


def _reporting(cards: Sequence[ModelCard], row: Row) -> tuple[tuple[ModelCard, ...], Row]:
    """The cards with a figure in a row, and the row of only these, without marks."""
    filled = [record is not None for record in row.records]
    alone = evolve(only_cards(row, filled), elsewhere=frozenset(), baseline=None, best=False)
    return tuple(compress(cards, filled)), alone


def _scaling_points(cards: Sequence[ModelCard], row: Row, sheet: Sheet) -> Iterator[Point]:
    """The scores of models with a size, each labeled with its model and source."""
    for card, record in zip(cards, row.scores, strict=True):
        size = size_of(card)
        if size:
            label = joint_label([card.title], record.text, [record.source], sheet.citations)
            yield Point(card, float(size), record, label, float(size))


def _absent(cards: Sequence[ModelCard], row: Row) -> Iterator[Line]:
    """The models without a marker, and why; and those whose sizes are not comparable."""
    reporting = [card for card, record in zip(cards, row.records, strict=True) if record]
    why = {
        "reported under another setup": [card for card in cards if card.name in row.elsewhere],
        "size not stated": [card for card in reporting if not size_of(card)],
    }
    for reason, absent in why.items():
        if absent:
            yield [f"Not shown: {join_words([card.title for card in absent], 'and')} ({reason})."]
    sparse = [f"{card.title} at {size_of(card):,}" for card in reporting if card.dense is False]
    if sparse:
        yield [f"Not dense, so on another scale of sizes: {join_words(sparse, 'and')}."]


def _dodged(points: Sequence[Point]) -> list[Point]:
    """The points; those of one size and several generations are moved apart."""
    moved: list[Point] = []
    for point in points:
        beside = list(dict.fromkeys(p.generation for p in points if p.size == point.size))
        step = beside.index(point.generation) - (len(beside) - 1) / 2
        moved.append(point._replace(place=point.size * DODGE**step))
    return moved


def _line_through(points: Sequence[Point], *, lowest: bool) -> list[tuple[float, float]]:
    """The marks of the highest or lowest figures of each size, by size."""
    best: dict[float, tuple[float, float]] = {}
    for point in sorted(points, key=lambda p: p.score.value, reverse=not lowest):
        best.setdefault(point.size, point.mark)
    return [best[size] for size in sorted(best)]


def _scale_sizes(axes: Axes, sizes: Sequence[float]) -> None:
    """Sizes along a log axis, with room for labels at both ends, and at least a doubling."""
    from matplotlib.ticker import LogLocator, NullLocator

    axes.set_xscale("log")
    wide = max(sizes) > 20 * min(sizes)
    axes.xaxis.set_major_locator(LogLocator(subs=(1, 3) if wide else (1, 2, 3, 5, 7)))
    axes.xaxis.set_major_formatter(
        lambda size, _: f"{size / 10**9:g}B" if size < 10**12 else f"{size / 10**12:g}T"
    )
    axes.xaxis.set_minor_locator(NullLocator())
    axes.set_xlabel("Size (parameters)")
    # Not left to matplotlib, whose 3.10.0 goes astray on a log axis with whiskers.
    air = max(2.0, (max(sizes) / min(sizes)) ** 0.3)
    axes.set_xlim(min(sizes) / air, max(sizes) * air)
    axes.margins(y=0.2)
