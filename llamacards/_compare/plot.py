"""Pictures of comparisons. The one module that imports matplotlib."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import compress, product
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from attrs import evolve

from llamacards._catalog.order import size_of
from llamacards._compare.layout import picture_sheet
from llamacards._compare.notes import Note
from llamacards._compare.row import Row
from llamacards._records.card import ModelCard
from llamacards._records.score import EvalSetup, Score
from llamacards._tables.cells import below, cited, one_line
from llamacards._tables.sheet import Line, Sheet
from llamacards._wording import join_words
from llamacards.errors import ComparisonError, FieldError, MissingExtraError

if TYPE_CHECKING:
    from matplotlib.axes import Axes


WIDTH = 8.0


BAR = 0.2
"""Inches across a figure of ours, and of a bar with its gap."""


SMALL = 7


COLUMNS = 120
"""Points of the small print, and characters of its lines."""


MARKERS = "os^DvP*X<>"


MARKER = 6
"""Points across a marker."""


DISTANCES = range(6, 126, 6)


COMPASS = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, 1), (1, -1), (-1, -1))
"""Where a label may stand: points from its marker, and which way."""


PRINT: Mapping[str, Any] = MappingProxyType({"fontsize": SMALL, "parse_math": False})
"""How a text that may hold anything is written."""


Box = tuple[float, float, float, float]
"""Left, lower, right and upper edge, in pixels."""


class Point(NamedTuple):
    """A score of a card of a size."""

    card: ModelCard
    size: float
    score: Score
    label: str


def bars(
    cards: Sequence[ModelCard],
    rows: Sequence[Row],
    notes: Sequence[Note],
    baseline: str | None,
    ax: Axes | None,
) -> Axes:
    """
    A group of bars for each row, from top to bottom, with a place in it for each card.

    Raises ComparisonError where the rows do not belong on one axis, FieldError for no Axes, or
    MissingExtraError.
    """
    setup = _on_one_axis(rows)
    sheet = picture_sheet(cards, rows, notes, baseline)
    group = len(cards) + 1
    axes = _axes(ax, 1 + BAR * group * len(rows), sheet)
    for start, row, line in zip(range(0, group * len(rows), group), rows, sheet.body, strict=True):
        for place, (card, record, text) in enumerate(
            zip(cards, row.records, line.cells, strict=True)
        ):
            _bar(axes, start + place, record, text, _paint(card, place))
    middles = [start + group / 2 - 1 for start in range(0, group * len(rows), group)]
    axes.set_yticks(middles, [one_line(row.label) for row in rows], parse_math=False)
    axes.set_ylim(group * len(rows) - 1, -1)
    _scale(axes, setup)
    _name(axes, cards)
    _write_below(axes, sheet)
    return axes


def scaling(
    cards: Sequence[ModelCard], rows: Sequence[Row], notes: Sequence[Note], ax: Axes | None
) -> Axes:
    """
    The scores of one row against the sizes of the models, on a log axis.

    Raises ComparisonError for several rows, or where no size is known, FieldError for no Axes,
    or MissingExtraError.
    """
    setup = _one_setup(rows)
    (row,) = rows
    reporting, alone = _reporting(cards, row)
    sheet = picture_sheet(reporting, [alone], notes, None)
    points = list(_points(reporting, alone, sheet))
    if not points:
        raise ComparisonError(f"no model in {row.label!r} has a size")
    sheet = evolve(sheet, notes=[*sheet.notes, *_absent(cards, row)])
    axes = _axes(ax, 0.6 * WIDTH, sheet)
    versions = list(dict.fromkeys((point.card.family, point.card.version) for point in points))
    for point in points:
        _mark(axes, point, versions.index((point.card.family, point.card.version)))
    _scale_sizes(axes)
    axes.set_ylabel(one_line(f"{row.label}, {_unit(setup)}"), parse_math=False)
    _write_below(axes, sheet)
    _write_labels(axes, points)
    return axes


def _on_one_axis(rows: Sequence[Row]) -> EvalSetup:
    """
    The setup whose unit and direction all rows have; no benchmark may be in two of them.

    Raises ComparisonError, saying what differs.
    """
    setups = [row.setup for row in rows if row.setup is not None]
    if not setups or len(setups) < len(rows):
        other = next((f"{row.label!r} is" for row in rows if row.setup is None), "there is")
        raise ComparisonError(f"{other} no row of scores")
    axis = setups[0]
    measured: dict[str, Row] = {}
    for row, setup in zip(rows, setups, strict=True):
        if setup.unit != axis.unit:
            raise _apart(rows[0], row, "unit")
        if setup.lower_is_better != axis.lower_is_better:
            raise _apart(rows[0], row, "what is better")
        first = measured.setdefault(setup.name.casefold(), row)
        if first is not row:
            raise _apart(first, row, _differing([first, row]))
    return axis


def _one_setup(rows: Sequence[Row]) -> EvalSetup:
    if len(rows) > 1:
        labels = join_words([repr(row.label) for row in rows], "and")
        raise ComparisonError(
            f"a picture shows one setup, and {labels} differ in {_differing(rows)}; name one"
        )
    return _on_one_axis(rows)


def _apart(one: Row, other: Row, why: str) -> ComparisonError:
    return ComparisonError(
        f"{one.label!r} and {other.label!r} differ in {why}, and bars side by side would be held "
        "against each other; name fewer rows"
    )


def _differing(rows: Sequence[Row]) -> str:
    """What tells the setups of rows apart."""
    keys = [row.key for row in rows if row.key is not None]
    return join_words(
        dict.fromkeys(name for key in keys for name in keys[0].differs_from(key)), "and"
    )


def _axes(ax: Axes | None, height: float, sheet: Sheet) -> Axes:
    """The Axes that were given, or those of a new figure with room for what stands below."""
    try:
        import matplotlib.pyplot as plt
        from matplotlib import axes
    except ImportError:
        raise MissingExtraError("plot", "matplotlib") from None
    if ax is None:
        print_height = 1.3 * SMALL / 72 * len(_lines(sheet))
        _, ax = plt.subplots(figsize=(WIDTH, height + print_height), layout="constrained")
    if not isinstance(ax, axes.Axes):
        raise FieldError("plot", "ax", "Axes of matplotlib", ax)
    return ax


def _paint(card: ModelCard, place: int) -> dict[str, Any]:
    """The color of a place; a model in training is hollow."""
    color = f"C{place}"
    return {"edgecolor": color, "facecolor": "none" if _unfinished(card) else color}


def _unfinished(card: ModelCard) -> bool:
    return card.status != "released"


def _bar(axes: Axes, place: float, record: object, text: str, paint: dict[str, Any]) -> None:
    """A bar with its figure at the end; without a figure, what the table has in its place."""
    end = 0.0
    if isinstance(record, Score):
        error = _error(record)
        end = float(record.value) + (error or 0)
        axes.barh(place, float(record.value), 0.8, xerr=error, **paint)
    axes.annotate(
        one_line(cited(text)),
        (end, place),
        (3, 0),
        textcoords="offset points",
        va="center",
        **PRINT,
    )


def _error(score: Score) -> float | None:
    return None if score.error is None else float(score.error)


def _unit(setup: EvalSetup) -> str:
    return setup.unit.capitalize() if setup.unit == "percent" else setup.unit


def _scale(axes: Axes, setup: EvalSetup) -> None:
    """From 0, as the length of a bar is its figure, with room for the figures at the ends."""
    axes.set_xlabel(one_line(_unit(setup)), parse_math=False)
    axes.margins(x=0.2)
    if setup.unit == "percent":
        axes.set_xlim(0, 120)
        axes.set_xticks(range(0, 101, 20))


def _name(axes: Axes, cards: Sequence[ModelCard]) -> None:
    """The cards above the picture, in the order of the bars."""
    from matplotlib.patches import Patch

    legend = axes.legend(
        [Patch(**_paint(card, place)) for place, card in enumerate(cards)],
        [one_line(card.title) for card in cards],
        loc="lower left",
        bbox_to_anchor=(0, 1),
        ncols=3,
        frameon=False,
        fontsize=SMALL,
    )
    for text in legend.get_texts():
        text.set_parse_math(False)


def _reporting(cards: Sequence[ModelCard], row: Row) -> tuple[tuple[ModelCard, ...], Row]:
    """The cards that have a figure in a row, and the row of these alone, without marks."""
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
    """The scores whose models have a size; each is labeled with its model and its source."""
    for card, record in zip(cards, row.scores, strict=True):
        size = size_of(card)
        if size:
            figure = "" if record.bound == "exactly" else f" {record.text}"
            label = f"{card.title}{figure} [{sheet.citations.number(record.source)}]"
            yield Point(card, float(size), record, one_line(label))


def _absent(cards: Sequence[ModelCard], row: Row) -> Iterator[Line]:
    """The models without a marker, and why; and those whose size is of another kind."""
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
        yield [f"Not dense, so of another scale: {join_words(sparse, 'and')}."]


def _mark(axes: Axes, point: Point, version: int) -> None:
    """A marker for each version; a model in training is hollow."""
    color = f"C{version}"
    axes.errorbar(
        point.size,
        float(point.score.value),
        yerr=_error(point.score),
        marker=MARKERS[version % len(MARKERS)],
        markersize=MARKER,
        color=color,
        markerfacecolor="none" if _unfinished(point.card) else color,
        linestyle="none",
    )


def _scale_sizes(axes: Axes) -> None:
    from matplotlib.ticker import LogLocator, NullLocator

    axes.set_xscale("log")
    axes.xaxis.set_major_locator(LogLocator(subs=(1, 3)))
    axes.xaxis.set_major_formatter(lambda size, _: f"{size / 10**9:g}B")
    axes.xaxis.set_minor_locator(NullLocator())
    axes.set_xlabel("Size (parameters)")
    axes.margins(0.2)


def _lines(sheet: Sheet) -> list[str]:
    """What stands below a picture: notes and sources, broken into lines."""
    return [line for text in below(sheet) for line in _wrapped(text)]


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, COLUMNS, break_on_hyphens=False)


def _write_below(axes: Axes, sheet: Sheet) -> None:
    axes.annotate(
        "\n".join(_lines(sheet)),
        (0, 0),
        (0, -SMALL),
        xycoords=("axes fraction", axes.xaxis.label),
        textcoords="offset points",
        va="top",
        **PRINT,
    )


def _write_labels(axes: Axes, points: Sequence[Point]) -> None:
    """A label beside each marker, where it is nearest to it and on no other, with a line to it."""
    from matplotlib.text import Text

    figure: Any = axes.get_figure(root=True)
    figure.draw_without_rendering()
    pixels = figure.dpi / 72
    frame = axes.get_window_extent().extents
    reach = MARKER * pixels
    places = axes.transData.transform([(p.size, float(p.score.value)) for p in points])
    taken: list[Box] = [(x - reach, y - reach, x + reach, y + reach) for x, y in places]
    for point, (x, y) in zip(points, places, strict=True):
        text = axes.annotate(
            point.label,
            (point.size, float(point.score.value)),
            (0, 0),
            textcoords="offset points",
            zorder=1,
            arrowprops={"arrowstyle": "-", "linewidth": 0.5, "shrinkA": 0, "shrinkB": MARKER / 2},
            **PRINT,
        )
        size = Text.get_window_extent(text).size
        spots = [
            _spot((x, y), size, distance * pixels, way)
            for distance, way in product(DISTANCES, COMPASS)
        ]
        best = min(spots, key=lambda spot: _crossed(spot, taken) + _outside(spot, frame))
        text.xyann = ((best[0] - x) / pixels, (best[1] - y) / pixels)
        taken.append(best)


def _spot(
    place: tuple[float, float], size: tuple[float, float], distance: float, way: tuple[int, int]
) -> Box:
    """Where a text of a size stands so far from a place, and this way of it."""
    left, lower = (
        at + toward * distance - extent * (1 - toward) / 2
        for at, extent, toward in zip(place, size, way, strict=True)
    )
    return left, lower, left + size[0], lower + size[1]


def _crossed(spot: Box, taken: Iterable[Box]) -> int:
    """How many boxes it would stand on."""
    left, lower, right, upper = spot
    return sum(left < b[2] and b[0] < right and lower < b[3] and b[1] < upper for b in taken)


def _outside(spot: Box, frame: Box) -> bool:
    """Whether it would leave the frame."""
    return spot[0] < frame[0] or spot[1] < frame[1] or spot[2] > frame[2] or spot[3] > frame[3]
