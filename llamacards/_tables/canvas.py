"""What every picture has: paper, colors, fonts, labels beside markers, and notes."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from itertools import product, takewhile
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

from llamacards._tables.cells import below
from llamacards._tables.sheet import Citations, Line, Sheet
from llamacards._values.source import Source
from llamacards._wording import abbreviate, inert_text
from llamacards.errors import FieldError, MissingExtraError

if TYPE_CHECKING:
    from matplotlib.axes import Axes


WIDTH = 8.0
"""Inches across a figure of ours."""


SMALL = 7
"""The size of small print, in points."""


MARKER = 6
"""The size of a marker, in points."""


INK = "#7d7d7d"
"""A gray that is readable on white (4.1 to 1) and on black (5.1 to 1), as a page may be either."""


COLORS = ("#0072b2", "#e69f00", "#009e73", "#d55e00", "#cc79a7", "#56b4e9", "#808080")
"""Okabe and Ito's, which the color-blind tell apart; gray for black, no yellow as pale."""


MARKERS = "osD^vPX<>*"
"""Ten beside seven colors: no pair of both occurs twice among seventy."""


DASHES = ("-", "--", "-.", ":")
"""Four beside seven colors, so that a line that runs along another is seen through it."""


DISTANCES = range(7, 127, 6)
"""The points between a marker and its label, nearest first."""


COMPASS = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, 1), (1, -1), (-1, -1))
"""The directions of labels, best first."""


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


def joint_title(titles: Sequence[str]) -> str:
    """One title for models that share a marker: "Llama 3 8B, 8B Instruct and 2 more"."""
    words = [title.split() for title in titles]
    heads = zip(*(each[:-1] for each in words), strict=False)
    shared = len([*takewhile(lambda head: len({*head}) == 1, heads)])
    return " ".join([*words[0][:shared], abbreviate([" ".join(each[shared:]) for each in words])])


def joint_label(
    titles: Sequence[str], text: str, sources: Iterable[Source | None], citations: Citations
) -> str:
    """The models that share a marker, with their figure and its sources."""
    cited = dict.fromkeys(source for source in sources if source)
    cites = "".join(f" [{citations.number(source)}]" for source in cited)
    return drawable(f"{joint_title(titles)}: {text}{cites}")


def unfinished_notes(looks: Iterable[bool], look: str = "Hollow") -> list[Line]:
    """What a marker that looks otherwise means, if there is one."""
    return [[f"{look}: a model in training."]] if any(looks) else []


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


def write_labels(axes: Axes, labels: Sequence[tuple[str, tuple[float, float]]]) -> None:
    """Write a label near each point, overlapping nothing, with a line to it from a distance."""
    import numpy as np
    from matplotlib.text import Text
    from matplotlib.transforms import Bbox

    figure: Any = axes.get_figure(root=True)
    figure.draw_without_rendering()
    pixels = figure.dpi / 72
    frame = axes.get_window_extent()
    taken = [Text.get_window_extent(text) for text in axes.texts]
    marks = axes.transData.transform([place for _, place in labels])
    taken += [Bbox([mark, mark]).padded(MARKER * pixels) for mark in marks]
    lines = [line.get_transform().transform_path(line.get_path()) for line in axes.lines]

    def faults(spot: Bbox, mark: Any) -> tuple[int, int]:
        """What is wrong with a spot: overlaps, then lines or other points that confuse."""
        outside = not (frame.contains(*spot.min) and frame.contains(*spot.max))
        crossed = any(line.intersects_bbox(spot, filled=False) for line in lines)
        gaps = np.linalg.norm(np.maximum(0, [spot.min - marks, marks - spot.max]).max(0), axis=1)
        nearer = gaps.min() < gaps[(marks == mark).all(1)].min()
        return spot.count_overlaps(taken) + outside, crossed + 2 * nearer

    for (label, place), mark in zip(labels, marks, strict=True):
        text = axes.annotate(
            label,
            place,
            (0, 0),
            textcoords="offset points",
            arrowprops={
                "arrowstyle": "-",
                "color": INK,
                "linewidth": 0.5,
                "shrinkA": 0,
                "shrinkB": MARKER / 2,
            },
            **PRINT,
        )
        size = np.array(Text.get_window_extent(text).size)
        ways = [*product(DISTANCES, COMPASS)]
        corners = [
            mark + np.multiply(way, far * pixels) - size * (1 - np.array(way)) / 2
            for far, way in ways
        ]
        spots = [Bbox([corner, corner + size]) for corner in corners]
        found = [faults(spot, mark) for spot in spots]
        best = found.index(min(found))
        far, (right, up) = ways[best]
        text.xyann = right * far, up * far
        # Aligned away from the mark, as texts are wider where few dots make an inch.
        text.set(ha=("center", "left", "right")[right], va=("center", "bottom", "top")[up])
        arrow: Any = text.arrow_patch
        arrow.set_visible(best >= len(COMPASS))
        taken.append(spots[best])


def write_texts(
    axes: Axes,
    labels: Sequence[tuple[str, tuple[float, float]]],
    notes: Sequence[Line],
    citations: Citations,
    *,
    own: bool,
) -> None:
    """Write notes and sources under a picture, and labels beside its points."""
    sheet = Sheet(title="", head=[], body=[], notes=notes, citations=citations)
    write_below(axes, sheet, own=own)
    write_labels(axes, labels)


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
