"""What every picture has: paper, colors, fonts, names of cards, and notes."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from llamacards._catalog.uncertainty import Z_95
from llamacards._records.card import ModelCard
from llamacards._records.score import EvalSetup, Score
from llamacards._tables.cells import below
from llamacards._tables.sheet import Sheet
from llamacards._wording import inert_text
from llamacards.errors import FieldError, MissingExtraError

if TYPE_CHECKING:
    from matplotlib.axes import Axes


SMALL = 7
"""The size of small print, in points."""


MARKER = 6
"""The size of a marker, in points."""


INK = "#7d7d7d"
"""A gray that is readable on white (4.1 to 1) and on black (5.1 to 1), as a page may be either."""


COLORS = (
    "#0072b2",
    "#e69f00",
    "#009e73",
    "#d55e00",
    "#cc79a7",
    "#56b4e9",
    "#808080",
    "#f0e442",
)
"""The palette of Okabe and Ito, safe for color-blind readers, with gray in place of black."""


MARKERS = "osD^vPX<>*"
"""One for each of ten cards, so that color alone never distinguishes two."""


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
def paper(ax: Axes | None, width: float, height: float) -> Iterator[Axes]:
    """
    The given Axes, or those of a new figure of this size in inches, without a background.

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
        if ax is None:
            ax = plt.gcf().add_subplot()
            ax.spines[["top", "right"]].set_visible(False)
        ax.tick_params(axis="x", color=rcParams["xtick.color"], labelcolor=rcParams["xtick.color"])
        ax.tick_params(axis="y", color=rcParams["ytick.color"], labelcolor=rcParams["ytick.color"])
        yield ax


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


def paint_of(card: ModelCard, place: int) -> dict[str, Any]:
    """The marker of a card by its position, in its color; hollow for a model in training."""
    color = COLORS[place % len(COLORS)]
    return {
        "marker": MARKERS[place % len(MARKERS)],
        "markersize": MARKER,
        "color": color,
        "markerfacecolor": "none" if is_unfinished(card) else color,
        "linestyle": "none",
    }


def is_unfinished(card: ModelCard) -> bool:
    """Whether a model is in training."""
    return card.status not in (None, "released")


def whisker_of(score: Score) -> float | None:
    """Half the stated interval, else 1.96 times the stated standard error."""
    if score.interval is not None:
        return float(score.interval)
    return None if score.error is None else Z_95 * float(score.error)


def unit_name(setup: EvalSetup) -> str:
    """The label of an axis: its unit."""
    return setup.unit.capitalize() if setup.unit == "percent" else setup.unit


def name_cards(axes: Axes, cards: Sequence[ModelCard]) -> None:
    """The cards above the picture, in as many columns as fit."""
    from matplotlib.lines import Line2D

    figure: Any = axes.get_figure(root=True)
    handles = [Line2D([], [], **paint_of(card, place)) for place, card in enumerate(cards)]
    names = [textwrap.fill(drawable(card.title), 50) for card in cards]
    for columns in (3, 2, 1):
        legend = axes.legend(
            handles,
            names,
            loc="lower left",
            bbox_to_anchor=(0, 1),
            ncols=columns,
            frameon=False,
            fontsize=SMALL,
        )
        for text in legend.get_texts():
            text.set_parse_math(False)
        figure.draw_without_rendering()
        if legend.get_window_extent().x1 <= figure.bbox.x1:
            break


def write_below(axes: Axes, sheet: Sheet, *, own: bool) -> None:
    """
    Notes and sources under the picture, wrapped at the width of the figure.

    own: whether the figure is ours; it then grows to fit them, while that of a reader stays.
    """
    figure: Any = axes.get_figure(root=True)
    if own:
        text = figure.supxlabel("", x=0.01, ha="left", **PRINT)
        room = 0.96 * figure.bbox.width
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
        room = figure.bbox.x1 - axes.bbox.x0
    lines = _wrapped_lines(text, [drawable(line) for line in below(sheet)], room)
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
