"""Tables in HTML: fragments for notebooks, and pages that stand alone."""

from __future__ import annotations

import os
from html import escape

from llamacards._tables.cells import alignments, note_text, one_line, title_and_address
from llamacards._tables.sheet import Cited, Sheet
from llamacards._values.source import Source

BREAKABLE = 32


UNBROKEN = ";white-space:nowrap"
"""Figures with their marks stay on one line; from so many characters on, a text may break."""


def to_html(sheet: Sheet) -> str:
    """A fragment of HTML: a table that scrolls in its box, notes, and a list of sources."""
    anchor = f"llamacards-{os.urandom(6).hex()}"

    def link(number: int) -> str:
        return f'<a href="#{anchor}-{number}">[{number}]</a>'

    def cell(text: str) -> str:
        shown = escape(one_line(text.lstrip(" ")))
        return f"{shown} {link(text.number)}" if isinstance(text, Cited) else shown

    sides = alignments(sheet, "text-align:left", "text-align:right")
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
    notes = [f"<p>{note_text(sheet, line, _html, link)}</p>" for line in sheet.notes]
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
    return escape(one_line(text))


def _row_style(label: str) -> str:
    """A label at the left, not squeezed by its row, and indented where it is of a sub-row."""
    indent = ";padding-left:2em" if label.startswith(" ") else ""
    return f"text-align:left;min-width:9em{indent}"


def _html_source(source: Source) -> str:
    """A source with its address as a link."""
    said, address = title_and_address(source)
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
