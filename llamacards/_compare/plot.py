"""Pictures of comparisons: dots for a pair, bars for up to ten cards, a heat table for more."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from itertools import compress, groupby
from typing import TYPE_CHECKING, Any

from attrs import evolve

from llamacards._catalog.order import generations_of
from llamacards._catalog.uncertainty import Z_95
from llamacards._compare.layout import picture_sheet, verdict_mark
from llamacards._compare.notes import Note
from llamacards._compare.row import Row
from llamacards._records.card import ModelCard, is_unfinished
from llamacards._records.score import EvalSetup, Score
from llamacards._tables.canvas import (
    COLORS,
    INK,
    PRINT,
    SMALL,
    WIDTH,
    drawable,
    name_marks,
    paint,
    paper,
    write_below,
)
from llamacards._tables.cells import cited
from llamacards._tables.sheet import Line, Sheet, SheetRow
from llamacards._wording import counted, join_words
from llamacards.errors import ComparisonError

if TYPE_CHECKING:
    from matplotlib.axes import Axes


BARS = 10
"""The most cards that are drawn as bars; more make a heat table."""


HEIGHT = 4.0
"""Inches down a figure, until it is known what is in it."""


LINE = 0.2
"""Inches of a card in a figure of ours, unless its title takes more than one line."""


LABEL = 34
"""Characters of a label on a line."""


HEADS = 80
"""Characters of the heads side by side over panels of bars."""


STYLES = {"apart": "-", "within noise": ":", "open": "--", None: "-"}
"""The line style between two dots, by their verdict."""


def draw_rows(
    cards: Sequence[ModelCard],
    rows: Sequence[Row],
    notes: Sequence[Note],
    baseline: str | None,
    ax: Axes | None,
    *,
    named: bool,
) -> Axes:
    """
    Two cards as dots joined in each row, up to ten as bars, more as a heat table.

    named: whether the rows were named; otherwise those of most cards are drawn.

    Raises ComparisonError if no row has scores, FieldError for anything but Axes, or
    MissingExtraError.
    """
    kept, said = _chosen_rows(cards, rows, named=named)
    seen = [
        any(cell.record or cell.elsewhere for cell in cells)
        for cells in zip(*(row.cells for row in kept), strict=True)
    ]
    if not all(seen):
        empty = [card.title for card, shown in zip(cards, seen, strict=True) if not shown]
        said.append([f"Without a figure in these rows: {join_words(empty, 'and')}."])
        cards, kept = [*compress(cards, seen)], [only_cards(row, seen) for row in kept]
        baseline = kept[0].baseline
    draw, unfinished = _draw_heat, "Hatched"
    if len(cards) < 3:
        draw, unfinished = _draw_dots, "Hollow"
        kept, others = _by_scale(kept, one=ax is not None)
        said = [*_joint_notes(cards, kept, baseline), *others, *said]
    elif len(cards) <= BARS:
        draw = _draw_bars
        said.insert(0, ["Shaded: up to 100 percent, or to the greatest figure in another unit."])
    else:
        said.insert(0, ["Brighter: better, from 0 to 100 percent or from the worst to the best."])
    if draw != _draw_heat and any(whisker_of(score) for row in kept for score in row.scores):
        said.insert(0, ["Whiskers: the stated interval, or 1.96 standard errors."])
    sheet = picture_sheet(cards, kept, notes, baseline, unfinished)
    return draw(cards, kept, evolve(sheet, notes=[*sheet.notes, *said]), ax)


def _chosen_rows(
    cards: Sequence[ModelCard], rows: Sequence[Row], *, named: bool
) -> tuple[list[Row], list[Line]]:
    """
    The rows to draw, and notes on the others.

    Raises ComparisonError if there are none.
    """
    other = next((row for row in rows if row.setup is None), None)
    if other is not None:
        raise ComparisonError(f"{other.label!r} is not a row of scores")
    kept = [row for row in rows if len(row.scores) >= (1 if named else min(2, len(cards)))]
    if not kept:
        raise ComparisonError("there is not a row of scores that two of the models share")
    most = 24 if len(cards) < 3 else 12
    if named or len(kept) <= most:
        return kept, []
    fullest = sorted(kept, key=lambda row: -len(row.scores))[:most]
    more = counted(len(kept) - most, "more row")
    told = f"Drawn are the {most} rows that most models fill; {more} can be named."
    return [row for row in kept if row in fullest], [[told]]


def only_cards(row: Row, keep: Sequence[bool]) -> Row:
    """A row with some of its cards."""
    cards = tuple(compress(row.cards, keep))
    return evolve(
        row,
        cards=cards,
        records=tuple(compress(row.records, keep)),
        baseline=row.baseline if row.baseline in cards else None,
    )


def _by_scale(rows: Sequence[Row], *, one: bool) -> tuple[list[Row], list[Line]]:
    """The rows scale by scale; for one scale those that most rows have, and what is left out."""
    scales = [axis_title(row) for row in rows]
    ordered = sorted(rows, key=lambda row: scales.index(axis_title(row)))
    most = max(scales, key=scales.count)
    others = [row.label for row in rows if one and axis_title(row) != most]
    if not others:
        return ordered, []
    told = f"Not drawn on the one Axes, as on another scale: {join_words(others, 'and')}."
    return [row for row in rows if axis_title(row) == most], [[told]]


def _draw_dots(
    cards: Sequence[ModelCard], rows: Sequence[Row], sheet: Sheet, ax: Axes | None
) -> Axes:
    """One line per row, shared by the cards; each scale has its own Axes."""
    drawn = zip(rows, sheet.body, strict=True)
    scales = [[*panel] for _, panel in groupby(drawn, key=lambda pair: axis_title(pair[0]))]
    height = 0.6 + 0.36 * len(rows) + 0.6 * len(scales)
    with paper(ax, WIDTH, height, [len(panel) + 0.2 for panel in scales]) as panels:
        for axes, panel in zip(panels, scales, strict=True):
            for middle, (row, line) in enumerate(panel):
                _draw_pair(axes, middle, row, line, cards)
            labels = [textwrap.fill(drawable(row.label), LABEL) for row, _ in panel]
            axes.set_yticks(range(len(panel)), labels, parse_math=False)
            axes.tick_params(axis="y", length=0, pad=50)
            axes.spines["left"].set_visible(False)  # figures near 0 stand across it
            axes.set_ylim(len(panel) - 0.4, -0.6)
            axes.set_xlabel(drawable(axis_title(panel[0][0])), parse_math=False)
            axes.margins(x=0.25)
            if _setup_of(panel[0][0]).unit == "percent":
                axes.set_xlim(0, 100)
        name_marks(panels[0], [(card.title, paint_of(card, n)) for n, card in enumerate(cards)])
        write_below(panels[0], sheet, own=ax is None)
    return panels[0]


def _setup_of(row: Row) -> EvalSetup:
    setup = row.setup
    assert setup is not None  # noqa: S101 - rows without one were refused
    return setup


def axis_title(row: Row) -> str:
    """The unit of the axis of a row, and that lower is better if so."""
    setup = _setup_of(row)
    unit = setup.unit.capitalize() if setup.unit == "percent" else setup.unit
    return f"{unit}, lower is better" if row.less_is_better else unit


def paint_of(card: ModelCard, place: int) -> dict[str, Any]:
    """The marker of a card; one in training is hollow."""
    return paint(place, hollow=is_unfinished(card))


def whisker_of(score: Score) -> float | None:
    """Half the stated interval, else 1.96 times the stated standard error."""
    if score.interval is not None:
        return float(score.interval)
    return None if score.error is None else Z_95 * float(score.error)


def _joint_notes(
    cards: Sequence[ModelCard], rows: Sequence[Row], baseline: str | None
) -> Iterator[Line]:
    """What the lines between dots and the figures at the right mean, if there are any."""
    if any(row.difference is not None for row in rows):
        first, second = cards if baseline != cards[1].name else reversed(cards)
        yield [f"At the right: {second.title} minus {first.title}, if one document states both."]
    met = {row.cells[1].verdict for row in rows if len(row.scores) == 2}
    words = {
        "within noise": "dotted (=): within noise",
        "open": "dashed (?): open whether more than noise",
    }
    told = [text for verdict, text in words.items() if verdict in met]
    if told:
        yield [f"Joint {join_words(told, 'and')}."]
    if any(row.difference is not None and row.cells[1].unjudged for row in rows):
        yield ["°: no verdict, as its noise is unknown."]


def _draw_pair(
    axes: Axes, middle: int, row: Row, line: SheetRow, cards: Sequence[ModelCard]
) -> None:
    """The dots of a row with their figures, their joint, and the difference at the right."""
    beside: dict[str, Any] = {
        "textcoords": "offset points",
        "va": "center",
        "annotation_clip": False,
    }
    ends = [float(score.value) for score in row.scores]
    lower = ends.index(min(ends)) if len(ends) == 2 else None
    if len(ends) == 2:
        style = STYLES[row.cells[1].verdict]
        axes.plot(ends, [middle, middle], color=INK, linestyle=style, linewidth=1.5, zorder=1)
    if row.difference is not None:
        mark = verdict_mark(row.cells[1])
        at = axes.get_yaxis_transform()
        text = f"{row.difference:+f}{mark}"
        axes.annotate(text, (1, middle), (58, 0), xycoords=at, **beside, **PRINT)
    for place, (card, cell, entry) in enumerate(zip(cards, row.cells, line.cells, strict=True)):
        end, reach, side = 0.0, 0.0, 1
        if isinstance(cell.record, Score):
            end, reach = float(cell.record.value), whisker_of(cell.record) or 0.0
            dot: Any = axes.errorbar(end, middle, xerr=reach or None, **paint_of(card, place))
            dot.lines[0].set_clip_on(False)
            side = -1 if place == lower else 1
        axes.annotate(
            drawable(cited(entry)),
            (end + side * reach, middle),
            (side * 7, 0),
            ha="right" if side < 0 else "left",
            weight="bold" if cell.best else "normal",
            **beside,
            **PRINT,
        )


def _spans_of(rows: Sequence[Row]) -> dict[str, tuple[float, float]]:
    """The least and greatest figure by unit: 0 and 100 percent, else those that are shown."""
    values: dict[str, list[float]] = {}
    for row in rows:
        values.setdefault(_setup_of(row).unit, []).extend(float(s.value) for s in row.scores)
    return {
        unit: (0.0, 100.0) if unit == "percent" else (min(shown), max(shown))
        for unit, shown in values.items()
    }


def _draw_bars(
    cards: Sequence[ModelCard], rows: Sequence[Row], sheet: Sheet, ax: Axes | None
) -> Axes:
    """One panel per row, with one bar per card in the color of its generation."""
    across = min(len(rows), 4 if rows[0].baseline is None else 3)
    long = 0.5 if rows[0].baseline is None else 0.42
    spans, generations = _spans_of(rows), generations_of(cards)
    with paper(ax, WIDTH, HEIGHT) as (axes,):
        heads = [textwrap.fill(drawable(row.label), HEADS // across) for row in rows]
        gap = 0.8 + 0.7 * max(head.count("\n") + 1 for head in heads)
        deep, banks = len(cards) + gap, -(-len(rows) // across)
        for number, (row, line) in enumerate(zip(rows, sheet.body, strict=True)):
            bank, column = divmod(number, across)
            top = bank * deep
            axes.text(
                column, top - 0.8, heads[number], va="bottom", **{**PRINT, "fontsize": SMALL + 1}
            )
            axes.plot([column, column], [top - 0.6, top + len(cards) - 0.4], color=INK, lw=0.8)
            low, high = spans[_setup_of(row).unit]
            low, high = min(low, 0), max(high, 0)
            part = long / (high - low or 1)
            start = column - low * part
            cells = enumerate(zip(cards, row.cells, line.cells, strict=True))
            for place, (card, cell, entry) in cells:
                end, reach = start, 0.0
                if isinstance(cell.record, Score):
                    end = start + float(cell.record.value) * part
                    reach = (whisker_of(cell.record) or 0.0) * part
                    axes.barh(top + place, long, left=column, color=INK, alpha=0.12, height=0.76)
                    color = COLORS[generations[card.name] % len(COLORS)]
                    fill = _hatched(card, color, color)
                    axes.barh(top + place, end - start, left=start, height=0.76, **fill)
                if reach:
                    axes.errorbar(end, top + place, xerr=reach, color=INK, linewidth=1)
                axes.annotate(
                    drawable(cited(entry)),
                    (max(column + long, end + reach), top + place),
                    (3, 0),
                    textcoords="offset points",
                    va="center",
                    annotation_clip=False,
                    weight="bold" if cell.best else "normal",
                    **PRINT,
                )
        tall = _name_lines(axes, cards, [bank * deep for bank in range(banks)])
        axes.set_xticks([])
        axes.set_xlim(-0.02, across)
        axes.set_ylim(banks * deep - gap - 0.3, -gap)
        figure: Any = axes.figure
        if ax is None:
            figure.set_figheight(0.4 + tall * deep * banks)
        write_below(axes, sheet, own=ax is None)
    return axes


def _hatched(card: ModelCard, color: Any, edge: Any) -> dict[str, Any]:
    """The fill of a bar or cell: hatched for a model in training."""
    if not is_unfinished(card):
        return {"facecolor": color, "linewidth": 0}
    return {"facecolor": "none" if color == edge else color, "edgecolor": edge, "hatch": "////"}


def _name_lines(axes: Axes, cards: Sequence[ModelCard], tops: Sequence[float]) -> float:
    """Write the titles of cards at the left, from each top down; the inches that each needs."""
    places = [top + n for top in tops for n in range(len(cards))]
    names = [textwrap.fill(drawable(card.title), LABEL) for card in cards]
    axes.set_yticks(places, names * len(tops), fontsize=SMALL, parse_math=False)
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    return LINE * max(1, 0.7 * max(name.count("\n") + 1 for name in names))


def _draw_heat(
    cards: Sequence[ModelCard], rows: Sequence[Row], sheet: Sheet, ax: Axes | None
) -> Axes:
    """One line per card, one column per row, colored by figure."""
    from matplotlib import colormaps
    from matplotlib.patches import Rectangle

    spans = _spans_of(rows)
    with paper(ax, 2.5 + 0.72 * len(rows), HEIGHT) as (axes,):
        for column, (row, line) in enumerate(zip(rows, sheet.body, strict=True)):
            setup = _setup_of(row)
            low, high = spans[setup.unit]
            cells = enumerate(zip(cards, row.cells, line.cells, strict=True))
            for place, (card, cell, entry) in cells:
                style: dict[str, Any] = {}
                if isinstance(cell.record, Score):
                    share = (float(cell.record.value) - low) / (high - low or 1)
                    share = 1 - share if row.less_is_better else share
                    fill = _hatched(card, colormaps["cividis"](share), (1, 1, 1, 0.4))
                    axes.add_patch(Rectangle((column - 0.5, place - 0.5), 1, 1, **fill))
                    style["color"] = "black" if share > 0.5 else "white"
                    style["bbox"] = {"facecolor": fill["facecolor"], "linewidth": 0, "pad": 1}
                axes.text(
                    column,
                    place,
                    drawable(cited(entry)),
                    ha="center",
                    va="center",
                    weight="bold" if cell.best else "normal",
                    **PRINT,
                    **style,
                )
        heads = [textwrap.fill(drawable(row.label), LABEL) for row in rows]
        axes.set_xticks(range(len(rows)), heads, rotation=90, fontsize=SMALL, parse_math=False)
        axes.tick_params(labelbottom=False, labeltop=True)
        tall = _name_lines(axes, cards, [0])
        axes.set_xlim(-0.5, len(rows) - 0.5)
        axes.set_ylim(len(cards) - 0.5, -0.5)
        figure: Any = axes.figure
        if ax is None:
            figure.set_figheight(2.2 + tall * len(cards))
        write_below(axes, sheet, own=ax is None)
    return axes
