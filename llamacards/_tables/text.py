"""Tables as text, in a style of our own or of tabulate's."""

from __future__ import annotations

from collections.abc import Callable

from llamacards._tables.cells import alignments, below
from llamacards._tables.sheet import Sheet
from llamacards._tables.width import MaskedWidths
from llamacards.errors import FieldError, UnknownOptionError

Cells = list[str]


Draw = Callable[[Cells, list[Cells], list[str]], str]


PIPED = frozenset({"pipe", "github"})
"""Styles of Markdown, in which a bar in a text would part its cell."""


NO_TEXT_STYLES = frozenset({"html", "unsafehtml", "latex_raw", "tsv"})


def to_text(sheet: Sheet, style: str = "simple", width: int | None = None) -> str:
    """
    Text in a style of tabulate's, notes and sources under it.

    The simple style, which is the default, is drawn here: tabulate makes every column two wider
    than its head, and its import costs more than all the rest of a first table.

    width: the columns of a terminal. A table that is wider is turned, or else drawn in parts of
    as many columns as fit; notes break between words.

    Raises UnknownOptionError for a style that is no text, FieldError for what is no width.
    """
    draw = _ruled if style == "simple" else _in_style(style)
    widths = MaskedWidths()
    lines = below(sheet)
    if width is None:
        grids = [_grid(sheet, draw, widths)]
    else:
        grids = _fitting(sheet, lambda part: _grid(part, draw, widths), check_width(width))
        lines = [broken for line in widths.mask(lines) for broken in _broken(line, width)]
    return widths.unmask("\n\n".join([*grids, "\n".join(lines)] if lines else grids))


def check_width(width: object) -> int:
    if type(width) is not int or width < 1:
        raise FieldError("to_text", "width", "a number of columns from 1 up", width)
    return width


def _grid(sheet: Sheet, draw: Draw, widths: MaskedWidths) -> str:
    """The cells of a sheet, drawn with stand-ins."""
    head, *body = map(widths.mask, (sheet.head, *sheet.body))
    return draw(head, body, alignments(sheet, "left", "right"))


def _fitting(sheet: Sheet, drawn: Callable[[Sheet], str], width: int) -> list[str]:
    """The table if it fits, else turned if that does, else in parts that do, or of one column."""
    for whole in (sheet, sheet.transposed()):
        grid = drawn(whole)
        if _width(grid) <= width:
            return [grid]
    parts: list[str] = []
    columns = range(1, len(sheet.head))
    while columns:
        many = 1
        grid = drawn(sheet.part(columns[:1]))
        while many < len(columns):
            wider = drawn(sheet.part(columns[: many + 1]))
            if _width(wider) > width:
                break
            many, grid = many + 1, wider
        parts.append(grid)
        columns = columns[many:]
    return parts


def _width(grid: str) -> int:
    return max(map(len, grid.split("\n")))


def _broken(line: str, width: int) -> list[str]:
    import textwrap

    return textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False)


def _ruled(head: Cells, body: list[Cells], align: list[str]) -> str:
    """Columns under a head and a ruler, as narrow as their texts."""
    widths = [max(map(len, column)) for column in zip(head, *body, strict=True)]
    pads = [str.ljust if side == "left" else str.rjust for side in align]
    rows = [head, ["-" * width for width in widths], *body]
    return "\n".join(
        "  ".join(
            pad(text, width) for pad, text, width in zip(pads, row, widths, strict=True)
        ).rstrip()
        for row in rows
    )


def _in_style(style: str) -> Draw:
    from tabulate import tabulate_formats

    styles = sorted({*tabulate_formats} - NO_TEXT_STYLES)
    if style not in styles:
        raise UnknownOptionError("text style", style, styles)
    return tabulated(style)


def tabulated(style: str) -> Draw:
    """What tabulate draws, with no number or alignment of its own finding."""
    from tabulate import tabulate

    def safe(row: Cells) -> Cells:
        return [text.replace("|", "&#124;") for text in row] if style in PIPED else row

    return lambda head, body, align: tabulate(
        list(map(safe, body)),
        headers=safe(head),
        tablefmt=style,
        disable_numparse=True,
        colalign=align if body else None,
    )
