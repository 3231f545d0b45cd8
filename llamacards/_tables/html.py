"""Tables in HTML: fragments for notebooks, and pages that stand alone."""

from __future__ import annotations

import os
from html import escape

from llamacards._tables.cells import (
    alignments,
    legend_text,
    marks_of,
    note_lead,
    note_text,
    one_line,
    title_and_address,
)
from llamacards._tables.sheet import Entry, Sheet, SheetRow
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
        shown = escape(one_line(text))
        if not isinstance(text, Entry):
            return shown
        bold = f"<b>{shown}</b>" if text.best else shown
        marks = escape(marks_of(text))
        return f"{bold}{marks} {link(text.source)}" if text.source is not None else bold + marks

    sides = alignments(sheet, "text-align:left", "text-align:right")
    head = "".join(
        f'<th scope="col" style="{side}">{cell(text.entry)}</th>'
        for side, text in zip(sides, sheet.head, strict=True)
    )
    rows: list[str] = []
    for section, members in sheet.sections:
        if section:
            span = len(sheet.head)
            rows.append(
                f'<tr><th scope="colgroup" colspan="{span}" style="text-align:left">'
                f"{_html(section)}</th></tr>"
            )
        rows += [
            f'<tr><th scope="row" style="{_row_style(row)}">{cell(row.entry)}</th>'
            + "".join(
                f'<td style="{side}{UNBROKEN if len(text) < BREAKABLE else ""}">{cell(text)}</td>'
                for side, text in zip(sides[1:], row.cells, strict=True)
            )
            + "</tr>"
            for row in members
        ]
    said = [sheet.summary, legend_text(sheet)]
    notes = [f"<p>{_html(text)}</p>" for text in said if text]
    notes += [
        f"<p>{_html(note_lead(note))}{note_text(sheet, note.parts, _html, link)}</p>"
        for note in sheet.notes
    ]
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


def _row_style(row: SheetRow) -> str:
    """A label at the left, not squeezed by its row, and indented where it is of a sub-row."""
    indent = f";padding-left:{2 * row.indent}em" if row.indent else ""
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
