"""What every picture has: paper, colors, fonts and notes."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

from llamacards._tables.cells import below
from llamacards._tables.sheet import Line, Sheet
from llamacards._wording import inert_text, join_words
from llamacards.errors import FieldError, MissingExtraError

if TYPE_CHECKING:
    from matplotlib.axes import Axes


WIDTH = 8.0
"""Inches across a figure of ours."""


SMALL = 8
"""The size of small print, in points."""


MARKER = 6
"""The size of a marker, in points."""


INK = "#767676"
"""A gray that is readable on white and on black (4.5 to 1), as a page may be either."""


COLORS = ("#0072b2", "#e69f00", "#009e73", "#d55e00", "#cc79a7", "#56b4e9", "#808080")
"""Okabe and Ito's, which the color-blind tell apart; gray for black, no yellow as pale."""


MARKERS = "osD^vPX<>*"
"""Ten beside seven colors: no pair of both occurs twice among seventy."""


DASHES = ("-", "--", "-.", ":")
"""Four beside seven colors, so that a line that runs along another is seen through it."""


PRINT: Mapping[str, Any] = MappingProxyType({"fontsize": SMALL, "parse_math": False})
"""The settings of a text that may hold anything."""


FALLBACK_FONTS = (
    "Noto Sans CJK",
    "Noto Sans SC",
    "Source Han Sans",
    "PingFang",
    "Hiragino Sans",
    "Microsoft YaHei",
    "Yu Gothic",
    "Malgun Gothic",
    "SimHei",
    "WenQuanYi",
    "Noto Serif CJK",
)
"""How the names of fonts with Chinese, Japanese and Korean begin."""


def import_pyplot() -> Any:
    """Matplotlib's pyplot; raises MissingExtraError if it is not installed."""
    try:
        import matplotlib.pyplot as plt
    except ImportError:
        raise MissingExtraError("plot", "matplotlib") from None
    return plt


@contextmanager
def paper(
    ax: Axes | None, width: float, height: float, panels: Sequence[float] = (1,)
) -> Iterator[list[Axes]]:
    """
    The given Axes, or those of a new figure of this size in inches, without a background.

    panels: the relative heights of the Axes of a new figure.

    Texts are gray unless the reader has set a color, and have fonts for other scripts.

    Raises FieldError for anything but Axes, or MissingExtraError.
    """
    plt = import_pyplot()
    from matplotlib import axes, rcParams, rcParamsDefault

    if ax is not None and not isinstance(ax, axes.Axes):
        raise FieldError("plot", "ax", "Axes of matplotlib", ax)
    style: dict[str, Any] = {"font.family": [*rcParams["font.family"], *_fallback_families()]}
    if ax is None:
        # Outside the style, as the first figure starts the backend, which sets lasting parameters.
        plt.figure(figsize=(width, height), layout="constrained", facecolor="none")
        style["axes.facecolor"] = "none"
    params: Any = rcParams
    defaults: Any = rcParamsDefault
    names = ("text.color", "axes.labelcolor", "axes.edgecolor", "xtick.color", "ytick.color")
    style |= {name: INK for name in names if params[name] == defaults[name]}
    with plt.rc_context(style):
        drawn = [ax] if ax is not None else []
        if ax is None:
            grid = plt.gcf().add_gridspec(len(panels), 1, height_ratios=panels)
            drawn = [plt.gcf().add_subplot(grid[n]) for n in range(len(panels))]
        for one in drawn:
            if ax is None:
                one.spines[["top", "right"]].set_visible(False)
            for axis in ("x", "y"):  # the style does not reach the ticks of given Axes
                color = params[f"{axis}tick.color"]
                one.tick_params(axis=axis, color=color, labelcolor=color)
        yield drawn


@cache
def _fallback_families() -> tuple[str, ...]:
    """The preferred installed font for Chinese, Japanese and Korean, if any."""
    from matplotlib import font_manager

    found = _first_fallback(font_manager.fontManager.get_font_names())
    if not found:  # matplotlib's list of fonts may be older than the fonts
        for path in font_manager.findSystemFonts():
            if _first_fallback([Path(path).stem.replace(" ", "")], blank=""):
                font_manager.fontManager.addfont(path)
        found = _first_fallback(font_manager.fontManager.get_font_names())
    return found


def _first_fallback(names: Iterable[str], *, blank: str = " ") -> tuple[str, ...]:
    """The first choice among names of fonts, or of their files, which have no blanks."""
    starts = [start.replace(" ", blank) for start in FALLBACK_FONTS]
    installed = sorted(set(names))
    return tuple(name for start in starts for name in installed if name.startswith(start))[:1]


@cache
def _known_characters(families: tuple[str, ...]) -> frozenset[int]:
    """The characters that the fonts of these families have."""
    from matplotlib.font_manager import FontProperties, fontManager, get_font

    paths = [fontManager.findfont(FontProperties(family=[family])) for family in families]
    return frozenset().union(*(get_font(path).get_charmap() for path in paths))


def drawable(text: str) -> str:
    """Text on one line; a character without a font is shown as its number, not as a box."""
    text = inert_text(text)
    if text.isascii():
        return text
    from matplotlib import rcParams

    known = _known_characters(tuple(rcParams["font.family"]))
    return "".join(c if ord(c) in known else f"<U+{ord(c):04X}>" for c in text)


def paint(place: int, *, hollow: bool = False) -> dict[str, Any]:
    """The marker and color of a position, without a line; hollow for a model in training."""
    color = COLORS[place % len(COLORS)]
    return {
        "marker": MARKERS[place % len(MARKERS)],
        "markersize": MARKER,
        "color": color,
        "markerfacecolor": "none" if hollow else color,
        "linestyle": "none",
    }


def join_marks(axes: Axes, places: Sequence[tuple[float, float]], place: int) -> None:
    """Draw a line through points, in the color and dashes of a position."""
    color, dashes = COLORS[place % len(COLORS)], DASHES[place % len(DASHES)]
    axes.plot(*zip(*places, strict=True), color=color, linestyle=dashes, linewidth=1.2, zorder=1)


def scale_doublings(axes: Axes, name: Literal["x", "y"], title: str) -> None:
    """Make an axis logarithmic, with numbers of doublings at its ticks."""
    from matplotlib.ticker import NullLocator

    axis = axes.xaxis if name == "x" else axes.yaxis
    (axes.set_xscale if name == "x" else axes.set_yscale)("log", base=2)
    axis.set_major_formatter(lambda number, _: f"{number:,.0f}" if number >= 1 else f"{number:g}")
    axis.set_minor_locator(NullLocator())
    axis.set_label_text(title)


def unfinished_notes(states: Iterable[str | None], look: str = "Hollow") -> list[Line]:
    """What a look means that shows the states of unfinished models, if there are any."""
    met = dict.fromkeys(state for state in states if state)
    return [[f"{look}: {join_words(met, 'or')}."]] if met else []


def name_marks(axes: Axes, names: Sequence[tuple[str, dict[str, Any]]]) -> None:
    """Write the names of marker styles above the picture, one per line."""
    from matplotlib.lines import Line2D

    legend = axes.legend(
        [Line2D([], [], **style) for _, style in names],
        [textwrap.fill(drawable(name), 50) for name, _ in names],
        loc="lower left",
        bbox_to_anchor=(0, 1),
        frameon=False,
        fontsize=SMALL,
    )
    for text in legend.get_texts():
        text.set_parse_math(False)


def write_below(axes: Axes, sheet: Sheet, *, own: bool) -> None:
    """
    Notes and sources under the picture, wrapped at the width of the figure.

    own: whether the figure is ours; it then grows to fit them, while that of a reader stays.
    """
    figure: Any = axes.get_figure(root=True)
    if own:
        text = figure.supxlabel("", x=0.01, ha="left", **PRINT)
        room = figure.bbox.width
    else:
        figure.draw_without_rendering()
        text = axes.annotate(
            "",
            (0, 0),
            (0, -SMALL),
            xycoords=("axes fraction", axes.xaxis.label),
            textcoords="offset points",
            va="top",
            **PRINT,
        )
        alone = len(figure.axes) == 1
        room = (figure.bbox.x1 if alone else axes.bbox.x1) - axes.bbox.x0
    # Less than the room, as hinting widens texts where few dots make an inch.
    lines = _wrapped_lines(text, [drawable(line) for line in below(sheet)], 0.92 * room)
    text.set_text("\n".join(lines))
    if own:
        width, height = figure.get_size_inches()
        figure.set_size_inches(width, height + 1.3 * SMALL / 72 * len(lines))


def _wrapped_lines(text: Any, paragraphs: Sequence[str], room: float) -> list[str]:
    """Paragraphs broken into lines that fit the width as drawn."""
    from matplotlib.text import Text

    columns = max(map(len, paragraphs), default=1)
    while True:
        lines = [
            line
            for paragraph in paragraphs
            for line in textwrap.wrap(paragraph, columns, break_on_hyphens=False)
        ]
        text.set_text("\n".join(lines))
        width = Text.get_window_extent(text).width
        if width <= room or columns <= 20:
            return lines
        columns = max(20, min(columns - 1, int(columns * room / width)))
