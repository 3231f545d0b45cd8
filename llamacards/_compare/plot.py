"""Pictures of comparisons: dots for each row, or a heat table for many cards."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from attrs import evolve

from llamacards._compare.canvas import (
    INK,
    PRINT,
    SMALL,
    drawable,
    is_unfinished,
    name_cards,
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
from llamacards._tables.cells import cited
from llamacards._tables.sheet import Line, Sheet
from llamacards._wording import counted, join_words
from llamacards.errors import ComparisonError

if TYPE_CHECKING:
    from matplotlib.axes import Axes


WIDTH = 8.0
"""The width of our figures, in inches."""


DOTS = 10
"""The most cards that are drawn as dots; more make a heat table."""


PLACES = 72
"""About how many dots are drawn if no rows are named."""


HEAT_ROWS = 20
"""The most columns of a heat table if no rows are named."""


LABEL = 34
"""The most characters on a line of a row label."""


HEAT_SIGNS = PictureSigns(best="Bold: best of its column", unfinished="Hatched")
"""A heat table has a column for each row, and no stars."""


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
    Two cards as dots joined in each row, up to ten as dots, more as a heat table.

    All rows have the unit and direction of most of them; the others are named below.

    named: whether the rows were named; otherwise those of most cards are drawn.

    Raises ComparisonError if no row has scores, FieldError for anything but Axes, or
    MissingExtraError.
    """
    kept, left_out = _on_one_scale(cards, rows, named=named)
    heat = len(cards) > DOTS
    sheet = picture_sheet(cards, kept, notes, baseline, HEAT_SIGNS if heat else PictureSigns())
    more = [
        *(() if heat else _whisker_note(kept)),
        *_joint_notes(cards, kept, baseline),
        *left_out,
    ]
    sheet = evolve(sheet, notes=[*sheet.notes, *more])
    width, height = _figure_size(cards, kept)
    with paper(ax, width, height) as axes:
        if heat:
            _draw_heat(axes, cards, kept, sheet)
        else:
            _draw_dots(axes, cards, kept, sheet)
        write_below(axes, sheet, own=ax is None)
    return axes


def _figure_size(cards: Sequence[ModelCard], rows: Sequence[Row]) -> tuple[float, float]:
    if len(cards) > DOTS:
        return 3 + 0.62 * len(rows), 2.2 + 0.2 * len(cards)
    return WIDTH, 1 + 0.12 * len(cards) + len(rows) * (
        0.36 if len(cards) < 3 else 0.16 * (len(cards) + 1)
    )


def _on_one_scale(
    cards: Sequence[ModelCard], rows: Sequence[Row], *, named: bool
) -> tuple[list[Row], list[Line]]:
    """
    The rows to draw, and notes on the others.

    Raises ComparisonError if there are none.
    """
    other = next((row for row in rows if row.setup is None), None)
    if other is not None:
        raise ComparisonError(f"{other.label!r} is not a row of scores")
    filled = [row for row in rows if len(row.scores) >= (1 if named else min(2, len(cards)))]
    if not filled:
        raise ComparisonError("there is not a row of scores that two of the models share")
    scale, _ = Counter(map(_scale_of, filled)).most_common(1)[0]
    kept = [row for row in filled if _scale_of(row) == scale]
    said: list[Line] = []
    others = [row.label for row in filled if row not in kept]
    if others:
        said.append([f"Not drawn, as on another scale: {join_words(others, 'and')}."])
    most = HEAT_ROWS if len(cards) > DOTS else PLACES // max(3, len(cards))
    if not named and len(kept) > most:
        fullest = sorted(kept, key=lambda row: -len(row.scores))[:most]
        more = counted(len(kept) - most, "more row")
        said.append([f"Drawn are the {most} rows that most models fill; {more} can be named."])
        kept = [row for row in kept if row in fullest]
    return kept, said


def _scale_of(row: Row) -> tuple[str, bool | None]:
    setup = _setup_of(row)
    return setup.unit, setup.less_is_better


def _setup_of(row: Row) -> EvalSetup:
    setup = row.setup
    assert setup is not None  # noqa: S101 - rows without one were refused
    return setup


def _whisker_note(rows: Sequence[Row]) -> Iterator[Line]:
    """What whiskers mean, if there are any."""
    if any(whisker_of(score) for row in rows for score in row.scores):
        yield ["Whiskers: the interval that the source states, or 1.96 of its standard errors."]


def _joint_notes(
    cards: Sequence[ModelCard], rows: Sequence[Row], baseline: str | None
) -> Iterator[Line]:
    """What the lines between dots and the figures at the right mean, if there are any."""
    if len(cards) != 2:
        return
    if any(row.difference is not None for row in rows):
        first, second = cards if baseline != cards[1].name else reversed(cards)
        yield [f"At the right: {second.title} minus {first.title}, if one document states both."]
    met = {row.cells[1].verdict for row in rows if len(row.scores) == 2}
    words = {"within noise": "dotted: within noise", "open": "dashed: open whether more than noise"}
    told = [text for verdict, text in words.items() if verdict in met]
    if told:
        yield [f"Joint {join_words(told, 'and')}."]


def _draw_dots(axes: Axes, cards: Sequence[ModelCard], rows: Sequence[Row], sheet: Sheet) -> None:
    """One line per row; two cards share it, and more have a place each."""
    pair = len(cards) == 2
    step = 0.0 if pair else 0.8 / len(cards)
    for middle, row in enumerate(rows):
        line = sheet.body[middle]
        if pair:
            _join_pair(axes, middle, row)
        else:
            axes.axhspan(middle - 0.45, middle + 0.45, color=INK, alpha=0.07 * (middle % 2), lw=0)
        for place, (card, record, text) in enumerate(
            zip(cards, row.records, line.cells, strict=True)
        ):
            height = middle + (place - (len(cards) - 1) / 2) * step
            end = 0.0
            if isinstance(record, Score):
                end = float(record.value)
                dot: Any = axes.errorbar(
                    end, height, xerr=whisker_of(record), **paint_of(card, place)
                )
                dot.lines[0].set_clip_on(False)
            lower = pair and record is not None and record is _lower_of(row)
            _write_figure(axes, (end, height), cited(text), record, lower=lower)
    labels = [textwrap.fill(drawable(row.label), LABEL) for row in rows]
    axes.set_yticks(range(len(rows)), labels, parse_math=False)
    axes.tick_params(axis="y", length=0, pad=42 if pair else 4)
    axes.set_ylim(len(rows) - 0.4, -0.6)
    setup = _setup_of(rows[0])
    axes.set_xlabel(drawable(unit_name(setup)), parse_math=False)
    if setup.unit == "percent":
        axes.set_xlim(0, 100)
    name_cards(axes, cards)


def _lower_of(row: Row) -> Score | None:
    """The lower of two scores, whose figure is written at its left."""
    scores = row.scores
    if len(scores) < 2:
        return None
    return scores[0] if scores[0].value < scores[1].value else scores[1]


def _join_pair(axes: Axes, middle: float, row: Row) -> None:
    """The line between two dots, in the style of the verdict, and the difference at the right."""
    if len(row.scores) < 2:
        return
    ends = [float(score.value) for score in row.scores]
    style = STYLES[row.cells[1].verdict]
    axes.plot(ends, [middle, middle], color=INK, linestyle=style, linewidth=1.5, zorder=1)
    if row.difference is not None:
        mark = " ?" if row.cells[1].verdict == "open" else ""
        axes.annotate(
            f"{row.difference:+f}{mark}",
            (1, middle),
            (58, 0),
            xycoords=axes.get_yaxis_transform(),
            textcoords="offset points",
            va="center",
            **PRINT,
        )


def _write_figure(
    axes: Axes, place: tuple[float, float], text: str, record: object, *, lower: bool
) -> None:
    """Write a figure beside its dot, beyond its whisker."""
    reach = (whisker_of(record) or 0.0) if isinstance(record, Score) else 0.0
    side = -1 if lower else 1
    axes.annotate(
        drawable(text),
        (place[0] + side * reach, place[1]),
        (side * 7, 0),
        textcoords="offset points",
        ha="right" if lower else "left",
        va="center",
        annotation_clip=False,
        **PRINT,
    )


def _draw_heat(axes: Axes, cards: Sequence[ModelCard], rows: Sequence[Row], sheet: Sheet) -> None:
    """One line per card, one column per row, colored by figure."""
    from matplotlib import colormaps
    from matplotlib.colors import Normalize
    from matplotlib.patches import Rectangle

    values = [float(score.value) for row in rows for score in row.scores]
    percent = _setup_of(rows[0]).unit == "percent"
    norm = Normalize(0, 100) if percent else Normalize(min(values), max(values))
    for column, row in enumerate(rows):
        for line, (card, cell) in enumerate(zip(cards, row.cells, strict=True)):
            text, color = "≠" if cell.elsewhere else "", None
            if isinstance(cell.record, Score):
                fill: Any = colormaps["cividis"](norm(float(cell.record.value)))
                hatch = "////" if is_unfinished(card) else None
                edge = (1, 1, 1, 0.4)
                axes.add_patch(
                    Rectangle(
                        (column, line), 1, 1, facecolor=fill, hatch=hatch, edgecolor=edge, lw=0
                    )
                )
                color = "black" if norm(float(cell.record.value)) > 0.5 else "white"
                text = f"{cell.record.text} [{sheet.citations.number(cell.record.source)}]"
            style: dict[str, Any] = {"color": color} if color else {}
            axes.text(
                column + 0.5,
                line + 0.5,
                drawable(text),
                ha="center",
                va="center",
                weight="bold" if cell.best else "normal",
                fontsize=SMALL - 1,
                parse_math=False,
                **style,
            )
    labels = [textwrap.fill(drawable(row.label), LABEL) for row in rows]
    places = [column + 0.5 for column in range(len(rows))]
    axes.set_xticks(places, labels, rotation=90, fontsize=SMALL, parse_math=False)
    names = [textwrap.fill(drawable(card.title), LABEL) for card in cards]
    axes.set_yticks([n + 0.5 for n in range(len(cards))], names, fontsize=SMALL, parse_math=False)
    axes.tick_params(length=0, labelbottom=False, labeltop=True)
    axes.set_xlim(0, len(rows))
    axes.set_ylim(len(cards), 0)
    axes.spines[:].set_visible(False)
