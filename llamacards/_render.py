"""Drawing sheets: text, Markdown, HTML and LaTeX. The one module that imports tabulate."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable, Iterable
from html import escape

from llamacards._sheets import Cited, Line, Sheet
from llamacards._sources import Source
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
    widths = _Widths()
    lines = below(sheet)
    if width is None:
        grids = [_grid(sheet, draw, widths)]
    else:
        grids = _fitting(sheet, lambda part: _grid(part, draw, widths), _columns_of(width))
        lines = [broken for line in widths.held(lines) for broken in _broken(line, width)]
    return widths.release("\n\n".join([*grids, "\n".join(lines)] if lines else grids))


def _columns_of(width: object) -> int:
    if type(width) is not int or width < 1:
        raise FieldError("to_text", "width", "a number of columns from 1 up", width)
    return width


def _grid(sheet: Sheet, draw: Draw, widths: _Widths) -> str:
    """The cells of a sheet, drawn with stand-ins."""
    head, *body = map(widths.held, (sheet.head, *sheet.body))
    return draw(head, body, _aligned(sheet, "left", "right"))


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


def below(sheet: Sheet) -> list[str]:
    """The notes and sources of a sheet, a line each."""
    notes = [_line(sheet, line, plain, _numbered) for line in sheet.notes]
    return notes + [f"[{n}] {plain(str(source))}" for source, n in sheet.citations.numbers.items()]


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
    return _tabulated(style)


def _tabulated(style: str) -> Draw:
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


def _aligned(sheet: Sheet, left: str, right: str) -> list[str]:
    return [left if column in sheet.left else right for column in range(len(sheet.head))]


def _numbered(number: int) -> str:
    return f"[{number}]"


def cited(text: str) -> str:
    """A text with the number of the source that it cites."""
    return f"{text} [{text.number}]" if isinstance(text, Cited) else text


def _line(
    sheet: Sheet, line: Line, said: Callable[[str], str], number: Callable[[int], str]
) -> str:
    """A note, its texts and the numbers of its sources written as a format does."""
    parts = (
        number(sheet.citations.number(part)) if isinstance(part, Source) else said(part)
        for part in line
    )
    return "".join(parts)


_CONTROL = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)


def plain(text: str) -> str:
    """Text on one line: line breaks and tabs are blanks, other control characters are shown."""
    if text.isprintable():
        return text
    return _CONTROL.sub("\ufffd", re.sub(r"[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+", " ", text))


class _Widths:
    """
    Stand-ins of the right width for whatever is not one column wide, while a table is drawn.

    Each cluster of characters (a wide one, one with combining marks, an emoji sequence) becomes
    as many private-use characters as it takes columns, and is put back afterwards, so that
    layouts are the same whether or not wcwidth is installed.
    """

    INDENT = "\U0010fffd"
    FILL = "\U0010fffc"
    _WIDE = re.compile(r"[^\x00-\u02ff\u2010-\u2027\u2030-\u205e\u2190-\u22ff]")
    _CLUSTER = re.compile(
        r".(?:[\u0300-\u036f\ufe00-\ufe0f\U0001f3fb-\U0001f3ff]|\u200d.)*", re.DOTALL
    )

    _STAND_IN = re.compile("[\U000f0000-\U0010ffff]")

    def __init__(self) -> None:
        self._held: dict[str, str] = {}

    def held(self, row: Iterable[str]) -> list[str]:
        """The texts of a row, citations written out, with stand-ins."""
        texts = list(map(cited, row))
        together = "".join(texts)
        if not together.isprintable() or self._WIDE.search(together):
            return list(map(self._hold, texts))
        return [self._hold(texts[0]), *texts[1:]]

    def _hold(self, text: str) -> str:
        text = self.INDENT * (len(text) - len(text.lstrip(" "))) + plain(text.lstrip(" "))
        if not self._WIDE.search(text.lstrip(self.INDENT)):
            return text
        return self._CLUSTER.sub(self._stand_in, text)

    def _stand_in(self, cluster: re.Match[str]) -> str:
        held = cluster[0]
        if held == self.INDENT or (len(held) == 1 and not self._WIDE.match(held)):
            return held
        first = self._held.setdefault(held, chr(0xF0000 + len(self._held)))
        return first + self.FILL * (_columns(held) - 1)

    def release(self, drawn: str) -> str:
        """The drawn text with what the stand-ins stand for."""
        originals = {stand_in: held for held, stand_in in self._held.items()}
        originals |= {self.INDENT: " ", self.FILL: ""}
        return self._STAND_IN.sub(lambda found: originals[found[0]], drawn)


def _columns(cluster: str) -> int:
    """Columns that a cluster takes in a terminal."""
    wide = unicodedata.east_asian_width(cluster[0]) in "WF" or "\ufe0f" in cluster
    return 2 if wide else 1


_MARKDOWN = str.maketrans(
    {character: f"\\{character}" for character in "\\`*_[]<~$"} | {"|": "&#124;", "&": "&amp;"}
)


def to_markdown(sheet: Sheet) -> str:
    """A table as GitHub has it, notes as paragraphs, sources as a numbered list."""
    head, *body = (list(map(_markdown_cell, row)) for row in (sheet.head, *sheet.body))
    rows = [head, _aligned(sheet, ":--", "--:"), *body]
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    notes = [_paragraph(_line(sheet, line, _markdown, _numbered)) for line in sheet.notes]
    sources = [f"{n}. {_markdown_source(s)}" for s, n in sheet.citations.numbers.items()]
    return "\n\n".join(filter(None, [table, *notes, "\n".join(sources)]))


def _markdown(text: str) -> str:
    return plain(text).translate(_MARKDOWN)


def _markdown_source(source: Source) -> str:
    """A source with its address as a link."""
    said, address = _said_and_address(source)
    said = _paragraph(_markdown(said))
    return f"{said}, <{address}>" if address else said


def _paragraph(text: str) -> str:
    """Markdown whose start makes no heading and no list of it."""
    return re.sub(r"^([0-9]*)(?=[#+=.)-])", r"\1\\", text.lstrip())


def _said_and_address(source: Source) -> tuple[str, str | None]:
    """A source as text, and its address apart where a browser may follow it."""
    if source.url is None or not re.fullmatch(r"https?://[^\s<>\x00-\x1f]+", source.url):
        return str(source), None
    return str(source).removesuffix(f", {source.url}"), source.url


def _markdown_cell(text: str) -> str:
    indent = "&nbsp;" * (len(text) - len(text.lstrip(" ")))
    said = indent + _markdown(text.lstrip(" "))
    return f"{said} [{text.number}]" if isinstance(text, Cited) else said


BREAKABLE = 32
UNBROKEN = ";white-space:nowrap"
"""Figures with their marks stay on one line; from so many characters on, a text may break."""


def to_html(sheet: Sheet) -> str:
    """A fragment of HTML: a table that scrolls in its box, notes, and a list of sources."""
    anchor = f"llamacards-{os.urandom(6).hex()}"

    def link(number: int) -> str:
        return f'<a href="#{anchor}-{number}">[{number}]</a>'

    def cell(text: str) -> str:
        shown = escape(plain(text.lstrip(" ")))
        return f"{shown} {link(text.number)}" if isinstance(text, Cited) else shown

    sides = _aligned(sheet, "text-align:left", "text-align:right")
    head = "".join(
        f'<th scope="col" style="{side}">{cell(text)}</th>'
        for side, text in zip(sides, sheet.head, strict=True)
    )
    rows = [
        f'<tr><th scope="row" style="{_row_style(row[0])}">{cell(row[0])}</th>'
        + "".join(
            f'<td style="{side}{UNBROKEN if len(text) < BREAKABLE else ""}">{cell(text)}</td>'
            for side, text in zip(sides[1:], row[1:], strict=True)
        )
        + "</tr>"
        for row in sheet.body
    ]
    notes = [f"<p>{_line(sheet, line, _html, link)}</p>" for line in sheet.notes]
    sources = [
        f'<li id="{anchor}-{n}">{_html_source(source)}</li>'
        for source, n in sheet.citations.numbers.items()
    ]
    listing = ["<ol>", *sources, "</ol>"] if sources else []
    return "\n".join(
        [
            '<div style="overflow-x:auto">',
            "<table>",
            f'<caption style="text-align:left">{_html(sheet.title)}</caption>',
            f"<thead><tr>{head}</tr></thead>",
            "<tbody>",
            *rows,
            "</tbody>",
            "</table>",
            "</div>",
            *notes,
            *listing,
        ]
    )


def _html(text: str) -> str:
    return escape(plain(text))


def _row_style(label: str) -> str:
    """A label at the left, not squeezed by its row, and indented where it is of a sub-row."""
    indent = ";padding-left:2em" if label.startswith(" ") else ""
    return f"text-align:left;min-width:9em{indent}"


def _html_source(source: Source) -> str:
    """A source with its address as a link."""
    said, address = _said_and_address(source)
    if address is None:
        return _html(said)
    return f'{_html(said)}, <a href="{_html(address)}">{_html(address)}</a>'


PAGE_STYLE = """
body { font-family: system-ui, sans-serif; font-variant-numeric: tabular-nums; line-height: 1.4 }
table { border-collapse: collapse }
caption { font-weight: bold; margin-bottom: 0.5em }
th, td { padding: 0.1em 0.6em; vertical-align: top }
thead { border-bottom: thin solid }
a { overflow-wrap: anywhere }
p, li { max-width: 60em; margin-block: 0.4em }
@media print {
  body { font-size: 9pt }
  div { overflow: visible !important }
  tr, p, li { break-inside: avoid }
}
"""


def to_page(sheet: Sheet) -> str:
    """A page of HTML that stands alone, at home on light and dark screens."""
    return "\n".join(
        [
            "<!DOCTYPE html>",
            '<html lang="en">',
            "<head>",
            '<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width">',
            '<meta name="color-scheme" content="light dark">',
            f"<title>{_html(sheet.title)}</title>",
            f"<style>{PAGE_STYLE}</style>",
            "</head>",
            "<body>",
            to_html(sheet),
            "</body>",
            "</html>",
        ]
    )


_LATEX = str.maketrans(
    {character: f"\\{character}" for character in "&%$#_{}"}
    | {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
    | {"<": r"\textless{}", ">": r"\textgreater{}", "|": r"\textbar{}"}
    | {"≠": r"$\neq$", "≤": r"$\leq$", "§": r"\S{}"}
)


def to_latex(sheet: Sheet) -> str:
    """A tabular, and under it notes and sources in small print."""
    head, *body = (
        [_latex_label(row[0]), *map(_latex_cell, row[1:])] for row in (sheet.head, *sheet.body)
    )
    table = _tabulated("latex_raw")(head, body, _aligned(sheet, "left", "right"))
    below = [_line(sheet, line, _latex, lambda n: _latex(_numbered(n))) for line in sheet.notes]
    below += [_latex(f"[{n}] {source}") for source, n in sheet.citations.numbers.items()]
    if not below:
        return table
    return "\n".join(
        [table, "", r"\begin{flushleft}\footnotesize", *_paragraphs(below), r"\end{flushleft}"]
    )


def _paragraphs(texts: Iterable[str]) -> list[str]:
    return [rf"{text}\par" for text in texts]


def _latex(text: str) -> str:
    return plain(text).translate(_LATEX)


def _latex_cell(text: str) -> str:
    return _latex(cited(text))


def _latex_label(text: str) -> str:
    """The first cell of a row, whose bracket must not be taken for an option of the line break."""
    label = _latex_cell(text)
    if label.startswith(" "):
        return rf"\quad {label.lstrip(' ')}"
    return f"{{[}}{label[1:]}" if label.startswith("[") else label
