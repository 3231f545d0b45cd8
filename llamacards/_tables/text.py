"""Tables as text, in a style of our own or of tabulate."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from attrs import frozen

from llamacards._tables.below import lines_below
from llamacards._tables.cells import alignments, cited, figure_pieces, marks_behind
from llamacards._tables.sheet import Entry, Sheet
from llamacards._tables.width import (
    Column,
    MaskedWidths,
    fit_widths,
    pack_columns,
    wrap_words,
)
from llamacards.errors import FieldError, UnknownOptionError

Cells = list[str]


Draw = Callable[[Cells, list[Cells], list[str]], str]


PIPED = frozenset({"pipe", "github"})
"""Styles of Markdown, in which a bar in a text would split its cell."""


NO_TEXT_STYLES = frozenset({"html", "unsafehtml", "latex_raw", "tsv"})


GAP = "  "


LEAST_LABEL = 22
"""The least width of a column of labels."""


LEAST_TEXT = 16
"""Other columns of text never get too narrow for words of this many letters."""


NARROWEST = 20
"""Nothing is laid out for fewer columns, in which words would fall apart."""


READABLE = 100
"""What is under a table is as wide as the table, but at least this wide."""


def to_text(
    sheet: Sheet,
    style: str = "simple",
    width: int | None = None,
    notes: str = "few",
    *,
    addresses: bool = False,
) -> str:
    """
    A table in a style of tabulate, with a summary, notes and sources below it.

    The default style, simple, is drawn here: it aligns decimals, wraps heads, labels and texts, and
    takes less time than importing tabulate.

    width: the columns of a terminal; a wider table is drawn in parts of as many columns as fit, or
    transposed if that takes fewer lines.
    notes: "few" (those that must be read) or "all".
    addresses: each source on a line with its address.

    Raises UnknownOptionError for an unknown style, and FieldError for an invalid width.
    """
    widths = MaskedWidths()
    if width is not None:
        width = max(check_width(width), NARROWEST)
    grids = (
        _ruled_grids(sheet, widths, width)
        if style == "simple"
        else _styled_grids(sheet, widths, width, _in_style(style))
    )
    room = max(READABLE, *map(_grid_width, grids)) if width is None else width
    lines = lines_below(sheet, room, notes, widths, addresses=addresses)
    return widths.unmask("\n\n".join([*grids, "\n".join(lines)] if lines else grids))


def check_width(width: object) -> int:
    """Check a number of columns; raises FieldError for anything else."""
    if type(width) is not int or width < 1:
        raise FieldError("to_text", "width", "a number of columns from 1 up", width)
    return width


def _grid_width(grid: str) -> int:
    return max(map(len, grid.split("\n")))


@frozen(kw_only=True, eq=False, repr=False)
class _TextColumn(Column):
    """A column with stand-ins: head and texts, with figures padded to one width."""

    head: list[str]
    texts: list[str]
    left: bool

    def head_lines(self, width: int) -> list[str]:
        """The head in lines, wrapped between its parts."""
        lines: list[str] = []
        for part in self.head:
            if lines and len(lines[-1]) + 1 + len(part) <= width:
                lines[-1] += f" {part}"
            else:
                lines += wrap_words(part, width)
        return lines

    def pad(self, text: str, width: int) -> str:
        """The text, aligned to its side of the column."""
        return text.ljust(width) if self.left else text.rjust(width)


def _head_parts(sheet: Sheet, place: int, widths: MaskedWidths) -> list[str]:
    head = sheet.head[place]
    behind = cited(Entry("", source=head.source, letters=head.letters)).split()
    return [part for part in widths.mask((*head.parts, *behind)) if part]


def _label_column(sheet: Sheet, widths: MaskedWidths) -> _TextColumn:
    """The column of row names, with their indents."""
    blank = widths.BLANK
    names = widths.mask(row.name + marks_behind(row.label) for row in sheet.body)
    texts = [
        blank * (2 * row.indent + 2 * bool(row.section)) + name
        for row, name in zip(sheet.body, names, strict=True)
    ]
    head = _head_parts(sheet, 0, widths)
    most = max(map(len, (*texts, *head)), default=0)
    least = max([min(most, LEAST_LABEL), *map(len, head)])
    return _TextColumn(head=head, texts=texts, left=True, least=least, most=most)


def _value_column(sheet: Sheet, place: int, widths: MaskedWidths) -> _TextColumn:
    """A column of values, with figures aligned at their decimal points."""
    head = _head_parts(sheet, place, widths)
    texts = _align_figures([row.cells[place - 1] for row in sheet.body], widths)
    different = set(texts)
    words = {word for text in different for word in text.split(" ")}
    left = place in sheet.left
    cap = LEAST_TEXT if left else 2 * LEAST_TEXT
    heads = max(map(len, head), default=0)
    return _TextColumn(
        head=head,
        texts=texts,
        left=left,
        least=max([heads, *(min(len(word), cap) for word in words)]),
        most=max([heads, *map(len, different)]),
    )


def _align_figures(cells: Sequence[str], widths: MaskedWidths) -> list[str]:
    """The texts of a column; its figures have one width, with decimal points aligned."""
    pieces = {
        id(cell): figure_pieces(cell) for cell in cells if isinstance(cell, Entry) and cell.figure
    }
    wholes, fractions, marks, sources = (
        max(map(len, side), default=0)
        for side in (zip(*pieces.values(), strict=True) if pieces else ((), (), (), ()))
    )
    blank = widths.BLANK
    padded = {
        key: (
            whole.rjust(wholes)
            + fraction.ljust(fractions)
            + mark.ljust(marks)
            + source.ljust(sources)
        ).replace(" ", blank)
        for key, (whole, fraction, mark, source) in pieces.items()
    }
    plain = widths.mask("" if id(cell) in padded else cell + marks_behind(cell) for cell in cells)
    return [padded.get(id(cell)) or text for cell, text in zip(cells, plain, strict=True)]


def _ruled_grids(sheet: Sheet, widths: MaskedWidths, width: int | None) -> list[str]:
    """The table under a ruler; if it is too wide, in parts, or transposed if that is shorter."""
    grids = _ruled_parts(sheet, widths, width)
    if len(grids) > 1 and sheet.body:
        turned = _ruled_parts(sheet.transposed(), widths, width)
        if len(turned) == 1 and turned[0].count("\n") < sum(g.count("\n") + 2 for g in grids):
            return turned
    return grids


def _ruled_parts(sheet: Sheet, widths: MaskedWidths, width: int | None) -> list[str]:
    label = _label_column(sheet, widths)
    columns = [_value_column(sheet, place, widths) for place in range(1, len(sheet.head))]
    if width is None:
        return [_ruled_text(sheet, [label, *columns], [label.most, *(c.most for c in columns)])]
    return [
        _ruled_text(sheet, part, fit_widths(part, width - len(GAP) * (len(part) - 1)), width)
        for part in pack_columns([label, *columns], width, len(GAP))
    ]


def _ruled_text(
    sheet: Sheet, columns: Sequence[_TextColumn], sizes: Sequence[int], width: int | None = None
) -> str:
    """Columns under a head and a ruler, each section under its name."""
    whole = sum(sizes) + len(GAP) * (len(sizes) - 1)
    ruler = "─" * (whole if width is None else min(whole, width))
    heads = [column.head_lines(size) for column, size in zip(columns, sizes, strict=True)]
    height = max(map(len, heads))
    lines = [
        _join_cells(
            columns,
            sizes,
            [
                head[line - height + len(head)] if line >= height - len(head) else ""
                for head in heads
            ],
        )
        for line in range(height)
    ]
    lines.append(ruler)
    section = ""
    first, *others = columns
    for at, row in enumerate(sheet.body):
        if row.section != section:
            section = row.section
            lines += [*([""] if at else []), *wrap_words(section, len(ruler))]
        cells = [_hang_label(first.texts[at], sizes[0])]
        cells += [
            [column.texts[at]]
            if len(column.texts[at]) <= size
            else wrap_words(column.texts[at], size)
            for column, size in zip(others, sizes[1:], strict=True)
        ]
        for line in range(max(map(len, cells))):
            texts = [cell[line] if line < len(cell) else "" for cell in cells]
            lines.append(_join_cells(columns, sizes, texts))
    return "\n".join(lines)


def _join_cells(columns: Sequence[_TextColumn], sizes: Sequence[int], texts: Sequence[str]) -> str:
    return GAP.join(
        column.pad(text, size) for column, size, text in zip(columns, sizes, texts, strict=True)
    ).rstrip(f" {MaskedWidths.BLANK}")


def _hang_label(label: str, width: int) -> list[str]:
    """A label in lines, indented by two from the second line on."""
    if len(label) <= width:
        return [label]
    blank = MaskedWidths.BLANK
    indent = len(label) - len(label.lstrip(blank))
    first = wrap_words(label, width)[0]
    rest = label[len(first) :].lstrip(" ")
    hang = blank * (indent + 2)
    return [first, *(hang + line for line in wrap_words(rest, max(1, width - len(hang))))]


def _styled_grids(sheet: Sheet, widths: MaskedWidths, width: int | None, draw: Draw) -> list[str]:
    """The table in a style of tabulate; if it is too wide, transposed or in parts."""
    if width is None:
        return [_styled_text(sheet, widths, draw)]
    for whole in (sheet, sheet.transposed()):
        grid = _styled_text(whole, widths, draw)
        if _grid_width(grid) <= width:
            return [grid]
    parts: list[str] = []
    columns = range(1, len(sheet.head))
    while columns:
        many = 1
        grid = _styled_text(sheet.part(columns[:1]), widths, draw)
        while many < len(columns):
            wider = _styled_text(sheet.part(columns[: many + 1]), widths, draw)
            if _grid_width(wider) > width:
                break
            many, grid = many + 1, wider
        parts.append(grid)
        columns = columns[many:]
    return parts


def _styled_text(sheet: Sheet, widths: MaskedWidths, draw: Draw) -> str:
    columns = [_label_column(sheet, widths)]
    columns += [_value_column(sheet, place, widths) for place in range(1, len(sheet.head))]
    head = [" ".join(column.head) for column in columns]
    body: list[Cells] = []
    section = ""
    for at, row in enumerate(sheet.body):
        if row.section != section:
            section = row.section
            body.append([*widths.mask([section]), *[""] * (len(columns) - 1)])
        body.append([column.texts[at] for column in columns])
    return draw(head, body, alignments(sheet, "left", "right"))


def _in_style(style: str) -> Draw:
    from tabulate import tabulate_formats

    styles = sorted({*tabulate_formats} - NO_TEXT_STYLES)
    if style not in styles:
        raise UnknownOptionError("text style", style, styles)
    return tabulated(style)


def tabulated(style: str) -> Draw:
    """What tabulate draws, without guessing numbers or alignment."""
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
