"""Pictures of scores over the sizes of models."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import compress, pairwise, product
from typing import TYPE_CHECKING, Any, NamedTuple

from attrs import evolve

from llamacards._catalog.order import size_of
from llamacards._compare.canvas import (
    COLORS,
    INK,
    MARKER,
    PRINT,
    drawable,
    paint_of,
    paper,
    unit_name,
    whisker_of,
    write_below,
)
from llamacards._compare.layout import PictureSigns, picture_sheet
from llamacards._compare.notes import Note
from llamacards._compare.row import Row
from llamacards._records.card import ModelCard
from llamacards._records.score import EvalSetup, Score
from llamacards._tables.sheet import Line, Sheet
from llamacards._wording import join_words
from llamacards.errors import ComparisonError

if TYPE_CHECKING:
    from matplotlib.axes import Axes


WIDTH, HEIGHT = 8.0, 4.8


DODGE = 1.05
"""The distance, as a factor, between models of one size and several generations."""


DASHES = ("-", "--", "-.", ":")
"""The opacity of lines of generations, so that overlapping lines show."""


DISTANCES = range(6, 126, 6)


COMPASS = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, 1), (1, -1), (-1, -1))
"""Where a label may be: points from its marker, and alignment."""


STEPS = 40
"""The number of parts of a line that labels try to avoid."""


Box = tuple[float, float, float, float]
"""Left, lower, right and upper edge, in pixels."""


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
    sheet = picture_sheet(reporting, [alone], notes, None, PictureSigns())
    points = _dodged(list(_points(reporting, alone, sheet)))
    if not points:
        raise ComparisonError(f"no model in {row.label!r} has a size")
    sheet = evolve(sheet, notes=[*sheet.notes, *_absent(cards, row)])
    with paper(ax, WIDTH, HEIGHT) as axes:
        _scale_sizes(axes)
        for number, generation in enumerate(dict.fromkeys(p.generation for p in points)):
            _draw_generation(axes, [p for p in points if p.generation == generation], number)
        axes.set_ylabel(drawable(f"{row.label}, {unit_name(setup)}"), parse_math=False)
        if setup.unit == "percent":
            axes.set_ylim(top=min(100, axes.get_ylim()[1]))
        write_below(axes, sheet, own=ax is None)
        _write_labels(axes, points)
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
    alone = evolve(
        row,
        cards=tuple(compress(row.cards, filled)),
        records=tuple(compress(row.records, filled)),
        elsewhere=frozenset(),
        baseline=None,
        best=False,
    )
    return tuple(compress(cards, filled)), alone


def _points(cards: Sequence[ModelCard], row: Row, sheet: Sheet) -> Iterator[Point]:
    """The scores of models with a size, each labeled with its model and source."""
    for card, record in zip(cards, row.scores, strict=True):
        size = size_of(card)
        if size:
            figure = "" if record.bound == "exactly" else f" {record.text}"
            label = f"{card.title}{figure} [{sheet.citations.number(record.source)}]"
            yield Point(card, float(size), record, drawable(label), float(size))


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


def _draw_generation(axes: Axes, points: Sequence[Point], number: int) -> None:
    """Draw a line through the dense models of a generation; one in training is hollow."""
    color = COLORS[number % len(COLORS)]
    dense = sorted((p for p in points if p.card.dense is not False), key=lambda p: p.size)
    if len(dense) > 1:
        axes.plot(
            [p.place for p in dense],
            [float(p.score.value) for p in dense],
            color=color,
            linestyle=DASHES[number % len(DASHES)],
            linewidth=1.2,
            zorder=1,
        )
    for point in points:
        axes.errorbar(
            point.place,
            float(point.score.value),
            yerr=whisker_of(point.score),
            **paint_of(point.card, number),
        )


def _scale_sizes(axes: Axes) -> None:
    from matplotlib.ticker import LogLocator, NullLocator

    axes.set_xscale("log")
    axes.xaxis.set_major_locator(LogLocator(subs=(1, 3)))
    axes.xaxis.set_major_formatter(lambda size, _: f"{size / 10**9:g}B")
    axes.xaxis.set_minor_locator(NullLocator())
    axes.set_xlabel("Size (parameters)")
    axes.margins(0.2)


def _write_labels(axes: Axes, points: Sequence[Point]) -> None:
    """Write a label near each marker, overlapping nothing, with a line to the marker."""
    from matplotlib.text import Text

    figure: Any = axes.get_figure(root=True)
    figure.draw_without_rendering()
    pixels = figure.dpi / 72
    frame = axes.get_window_extent().extents
    reach = MARKER * pixels
    places = axes.transData.transform([(p.place, float(p.score.value)) for p in points])
    taken: list[Box] = [(x - reach, y - reach, x + reach, y + reach) for x, y in places]
    lines = list(_line_boxes(axes))
    for point, (x, y) in zip(points, places, strict=True):
        text = axes.annotate(
            point.label,
            (point.place, float(point.score.value)),
            (0, 0),
            textcoords="offset points",
            zorder=1,
            arrowprops={
                "arrowstyle": "-",
                "color": INK,
                "linewidth": 0.5,
                "shrinkA": 0,
                "shrinkB": MARKER / 2,
            },
            **PRINT,
        )
        size = Text.get_window_extent(text).size
        spots = [
            _spot((x, y), size, distance * pixels, way)
            for distance, way in product(DISTANCES, COMPASS)
        ]
        best = min(
            spots,
            key=lambda spot: (
                _crossed(spot, taken) + _outside(spot, frame),
                _crossed(spot, lines) > 0,
            ),
        )
        text.xyann = ((best[0] - x) / pixels, (best[1] - y) / pixels)
        taken.append(best)


def _line_boxes(axes: Axes) -> Iterator[Box]:
    """Small boxes along the lines of generations, which labels should avoid."""
    for line in axes.lines:
        corners = axes.transData.transform(line.get_xydata())
        for (x, y), (to_x, to_y) in pairwise(corners):
            for part in range(1, STEPS):
                at_x, at_y = (
                    start + (end - start) * part / STEPS for start, end in ((x, to_x), (y, to_y))
                )
                yield at_x - 2, at_y - 2, at_x + 2, at_y + 2


def _spot(
    place: tuple[float, float], size: tuple[float, float], distance: float, way: tuple[int, int]
) -> Box:
    """The box of a text of this size at an offset from a place."""
    left, lower = (
        at + toward * distance - extent * (1 - toward) / 2
        for at, extent, toward in zip(place, size, way, strict=True)
    )
    return left, lower, left + size[0], lower + size[1]


def _crossed(spot: Box, taken: Iterable[Box]) -> int:
    """How many boxes a box overlaps."""
    left, lower, right, upper = spot
    return sum(left < b[2] and b[0] < right and lower < b[3] and b[1] < upper for b in taken)


def _outside(spot: Box, frame: Box) -> bool:
    """Whether a box leaves the frame."""
    return spot[0] < frame[0] or spot[1] < frame[1] or spot[2] > frame[2] or spot[3] > frame[3]
