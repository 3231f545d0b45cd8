"""
Tables in HTML: fragments for notebooks, and pages that stand alone.

A fragment has one style sheet, by class. Alignment and scrolling are inline, as notebooks that are
not trusted lose style sheets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256
from html import escape

from llamacards._tables.cells import (
    EAST_ASIAN,
    SIGNS,
    language_of,
    note_text,
    title_and_address,
)
from llamacards._tables.sheet import Entry, Head, Sheet, SheetNote, SheetRow
from llamacards._values.source import Source
from llamacards._wording import counted, inert_text

STYLE = """
.llamacards { margin: 0; font-variant-numeric: tabular-nums; line-height: 1.35;
  --paper: var(--jp-layout-color0, var(--vscode-editor-background, Canvas)) }
.llamacards figcaption { margin-bottom: .5em }
.llamacards .box { overflow: auto; max-height: 90vh; container-type: inline-size;
  scroll-padding: 4em 0 0 min(26em, 42%) }
.llamacards table { border-collapse: separate; border-spacing: 0; margin: 0 }
.llamacards th, .llamacards td { padding: .15em .6em; vertical-align: top; font-weight: normal;
  border-bottom: 1px solid color-mix(in srgb, currentColor 18%, transparent) }
.llamacards thead th, .llamacards thead td { position: sticky; top: 0; z-index: 2;
  background: var(--paper); vertical-align: bottom; border-bottom: 2px solid }
.llamacards thead th { font-weight: bold }
.llamacards thead span, .llamacards thead a { font-weight: normal }
.llamacards tr > :first-child { position: sticky; left: 0; z-index: 1;
  background: var(--paper); min-width: min(11em, 30cqw); max-width: min(26em, 42cqw) }
.llamacards thead tr > :first-child { z-index: 3 }
.llamacards .section th { font-weight: bold; padding-top: .9em; max-width: none }
.llamacards .section span { position: sticky; left: .35em; display: inline-block;
  max-width: calc(100cqw - 1em) }
.llamacards td { overflow-wrap: break-word }
.llamacards .long { min-width: min(14em, 56cqw); overflow-wrap: anywhere }
.llamacards .figure, .llamacards .short { white-space: nowrap }
.llamacards .slot { display: inline-block; text-align: left; white-space: pre }
.llamacards .best { font-weight: bold; background: color-mix(in srgb, #2a9d5c 22%, transparent) }
.llamacards a { color: inherit; text-underline-offset: .15em }
.llamacards td [title]:focus-visible { position: relative }
.llamacards td [title]:focus-visible::after { content: attr(title); position: absolute; right: 0;
  top: 1.6em; z-index: 4; width: max-content; max-width: min(20em, 50cqw); padding: .3em .5em;
  border: 1px solid; background: var(--paper); white-space: normal; text-align: left;
  font-weight: normal; text-indent: 0 }
.llamacards sup, .llamacards .slot, .llamacards .details { font-size: .8em }
.llamacards p, .llamacards li { max-width: 60em; margin-block: .3em; overflow-wrap: anywhere }
@container (max-width: 32em) { .llamacards th, .llamacards td { padding-inline: .35em } }
"""

PAGE_STYLE = """
:root { color-scheme: light dark }
body { font-family: system-ui, sans-serif; margin: 1em; background: Canvas; color: CanvasText }
h1 { font-size: 1.25em; margin: 0 0 .4em }
.blocks { display: none }
@page { size: landscape; margin: 12mm }
@media print {
  body { font-size: 8.5pt; margin: 0 }
  .llamacards .box { overflow: visible; max-height: none }
  .llamacards tr > * { position: static }
  .llamacards .figure, .llamacards .short, .llamacards .slot { white-space: normal }
  .llamacards tr, .llamacards p, .llamacards li { break-inside: avoid }
  .wide { display: none }
  .blocks { display: block }
  .blocks table { break-after: auto; margin-bottom: 2em }
}
"""

PRINTED_COLUMNS = 6
"""A table with more columns than this is printed in blocks of this many."""

BREAKABLE = 32
"""Texts of at least this many characters may wrap."""

BREAKABLE_AT_LEFT = 20
"""The same in columns of texts, so that a narrow screen shows theirs."""

_HYPHENED = re.compile(r"\(?\w+-\w+[,)]*")

_FOREIGN = re.compile(f"[{EAST_ASIAN}](?:.*[{EAST_ASIAN}])?")


def to_html(sheet: Sheet) -> str:
    """A fragment of HTML: a figure with a caption, a scrolling table, notes and sources."""
    drawing = _Drawing(sheet)
    caption = [f"<b>{_text(sheet.title)}</b>", drawing.legend()]
    return "\n".join(
        [
            f'<figure class="llamacards" id="{drawing.anchor}">',
            f"<style>{STYLE}</style>",
            f"<figcaption>{'<br>'.join(filter(None, caption))}</figcaption>",
            *drawing.table(sheet),
            *drawing.below(),
            "</figure>",
        ]
    )


def to_page(sheet: Sheet) -> str:
    """A standalone page of HTML for light and dark screens, which prints in full."""
    drawing, on_paper = _Drawing(sheet), _Drawing(sheet, printed=True)
    columns = range(1, len(sheet.head))
    wide = len(columns) > PRINTED_COLUMNS
    table = "\n".join(drawing.table(sheet))
    blocks = [
        line
        for start in range(0, len(columns) if wide else 0, PRINTED_COLUMNS)
        for line in on_paper.table(sheet.part(columns[start : start + PRINTED_COLUMNS]))
    ]
    return "\n".join(
        [
            "<!DOCTYPE html>",
            '<html lang="en">',
            "<head>",
            '<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width">',
            f"<title>{escape(inert_text(sheet.title))}</title>",
            f"<style>{STYLE}{PAGE_STYLE}</style>",
            "</head>",
            "<body>",
            "<main>",
            f"<h1>{_text(sheet.title)}</h1>",
            f'<figure class="llamacards" id="{drawing.anchor}">',
            f"<figcaption>{drawing.legend()}</figcaption>",
            f'<div class="wide">{table}</div>' if wide else table,
            *(['<div class="blocks" aria-hidden="true">', *blocks, "</div>"] if wide else []),
            *drawing.below(),
            "</figure>",
            "</main>",
            "</body>",
            "</html>",
        ]
    )


class _Drawing:
    """
    One sheet on one page: its links and its ids, which follow from its content.

    printed: a copy for paper, without ids and links.
    """

    def __init__(self, sheet: Sheet, *, printed: bool = False) -> None:
        self.sheet, self.printed = sheet, printed
        cells = [[head.text for head in sheet.head]]
        cells += [[row.name, *map(str, row.cells)] for row in sheet.body]
        digest = sha256(repr((sheet.title, cells)).encode("utf-8", "replace")).hexdigest()
        self.anchor = f"llamacards-{digest[:10]}"
        self.sources = {number: source for source, number in sheet.citations.numbers.items()}
        self.citations: dict[int, str] = {}

    def legend(self) -> str:
        """The signs of the table with their meanings."""
        signs = []
        for sign, said in self.sheet.legend:
            shown = escape(SIGNS.get(sign, sign))
            if sign == "best":
                shown = '<span class="best">bold</span>'
            signs.append(f"{shown}&nbsp;{_text(said)}")
        return f'<span class="details">{" &ensp; ".join(signs)}</span>' if signs else ""

    def table(self, sheet: Sheet) -> Iterator[str]:
        """The table in a scrolling box; its head and first column stay in view."""
        label = escape(inert_text(sheet.title), quote=True)
        focus = "" if self.printed else f' tabindex="0" role="region" aria-label="{label}"'
        yield f'<div class="box" style="overflow-x:auto"{focus}>'
        yield "<table>"
        sides = ["left" if n in sheet.left else "right" for n in range(len(sheet.head))]
        heads = [self._head(h, side) for h, side in zip(sheet.head, sides, strict=True)]
        yield f"<thead><tr>{''.join(heads)}</tr></thead>"
        slots = [_slot_width(sheet, column) for column in range(1, len(sheet.head))]
        places = [_decimals(sheet, column) for column in range(1, len(sheet.head))]
        for section, rows in sheet.sections:
            yield "<tbody>"
            if section:
                yield (
                    f'<tr class="section"><th scope="rowgroup" colspan="{len(sheet.head)}" '
                    f'style="text-align:left"><span>{_text(section)}</span></th></tr>'
                )
            for row in rows:
                cells = "".join(
                    self._cell(text, side, slot, most)
                    for text, side, slot, most in zip(
                        row.cells, sides[1:], slots, places, strict=True
                    )
                )
                yield f"<tr{self._id(row.id)}>{self._row_head(row)}{cells}</tr>"
            yield "</tbody>"
        yield "</table>"
        yield "</div>"

    def below(self) -> Iterator[str]:
        """Summary, notes and sources; notes that need not be read are folded away."""
        sheet = self.sheet
        if sheet.summary:
            yield f"<p><b>{_text(sheet.summary)}</b></p>"
        yield from (self._note(note) for note in sheet.notes if note.must_read)
        folded = [note for note in sheet.notes if not note.must_read]
        if folded:
            count = counted(len(folded), "more note")
            yield f"<details><summary>{count}</summary>"
            yield from map(self._note, folded)
            yield "</details>"
        if self.sources:
            yield '<ol class="details">'
            for number, source in self.sources.items():
                back = f'<a href="#{self.anchor}" aria-label="back to the table">↑</a>'
                yield f"<li{self._id(f's{number}')}>{_source(source)} {back}</li>"
            yield "</ol>"

    def _head(self, head: Head, side: str) -> str:
        if not head.text:
            return f'<td style="text-align:{side}"></td>'
        slot = self._slot(head.entry, None)
        parts = list(map(_text, head.parts))
        if head.last_apart:
            parts[-1] = f"<br><span>{parts[-1]}</span>"
        short = _class("short" if len(head.text) < BREAKABLE else "")
        return f'<th scope="col"{short} style="text-align:{side}">{" ".join(parts)}{slot}</th>'

    def _row_head(self, row: SheetRow) -> str:
        indent = f";padding-left:{0.6 + 1.2 * row.indent}em" if row.indent else ""
        details = ""
        if row.details:
            # "5-shot" stays whole, which would break at its hyphen.
            said = _HYPHENED.sub(r'<span class="short">\g<0></span>', _text(f"({row.details})"))
            details = f' <span class="details">{said}</span>'
        slot = self._slot(row.entry, None)
        label = f"{_text(row.label)}{details}{slot}".replace(" †", "&nbsp;†")
        if not label:
            return '<td style="text-align:left"></td>'  # a head without a name is none
        return f'<th scope="row" style="text-align:left{indent}">{label}</th>'

    def _cell(self, text: str, side: str, slot: float, most: int) -> str:
        style = f"text-align:{side}"
        kind = _breaks(text, side)
        if not isinstance(text, Entry):
            return f'<td{_class(kind)} style="{style}">{_text(text)}</td>'
        classes = _class("figure" if text.figure else kind, "best" if text.best else "")
        hover = f' title="{escape(inert_text(text.hover), quote=True)}"' if text.hover else ""
        shown = self._elsewhere(text) if text.state == "elsewhere" else _text(text)
        if text.state == "not reported":
            shown = escape(SIGNS[text.state])
        if text.figure and not text.state:
            missing = most - _decimals_of(text)
            pad = f' style="padding-right:{missing}ch"' if missing > 0 else ""
            shown = f"<span{pad}>{shown}</span>"
        return f'<td{classes} style="{style}"{hover}>{shown}{self._slot(text, slot)}</td>'

    def _elsewhere(self, text: Entry) -> str:
        """The sign for another setup, linked to the row of that setup."""
        sign = escape(SIGNS["elsewhere"])
        told = escape(inert_text(text.hover or "reported under another setup"), quote=True)
        if text.row and not self.printed:
            where = self._place(text.row)
            return f'<a href="#{where}" title="{told}" aria-label="{told}">{sign}</a>'
        return f'<abbr title="{told}" tabindex="0">{sign}</abbr>'

    def _slot(self, entry: Entry, width: float | None) -> str:
        """What follows a text: marks, letters and its source, in a slot of fixed width."""
        inside = " "
        if entry.mark or entry.letters or entry.source is not None:
            letters = ",".join(
                letter if self.printed else f'<a href="#{self._place(f"n{letter}")}">{letter}</a>'
                for letter in entry.letters
            )
            noted = f"<sup>{letters}</sup>" if letters else ""
            parts = [escape(entry.mark.strip()), noted, self._citation(entry.source)]
            gap = " " if entry.mark[:1] in ("", " ") else ""
            inside = gap + " ".join(filter(None, parts))
        if width is None:
            return inside.rstrip()
        return f'<span class="slot" style="width:{width:g}em">{inside}</span>' if width else ""

    def _citation(self, number: int | None) -> str:
        if number is None:
            return ""
        if self.printed or number not in self.sources:
            return f"[{number}]"
        if number not in self.citations:
            title = escape(inert_text(str(self.sources[number])), quote=True)
            link = f'<a href="#{self._place(f"s{number}")}" title="{title}"'
            self.citations[number] = f'{link} aria-label="source {number}">[{number}]</a>'
        return self.citations[number]

    def _note(self, note: SheetNote) -> str:
        letter = f"<sup>{_text(note.letter)}</sup> " if note.letter else ""
        where = self._id(f"n{note.letter}") if note.letter else ""
        said = note_text(self.sheet, note.parts, _text, self._citation)
        return f"<p{where}>{letter}{said}</p>"

    def _place(self, name: str) -> str:
        """The id for a name on this page: letters, digits and hyphens."""
        return f"{self.anchor}-{re.sub(r'[^A-Za-z0-9]+', '-', name)}"

    def _id(self, name: str) -> str:
        return f' id="{self._place(name)}"' if name and not self.printed else ""


def _class(*names: str) -> str:
    named = " ".join(filter(None, names))
    return f' class="{named}"' if named else ""


def _breaks(text: str, side: str) -> str:
    """The class of a text by how it breaks: not at all, or to a width that one can read."""
    if len(text) < (BREAKABLE_AT_LEFT if side == "left" else BREAKABLE):
        return "short" if text else ""
    return "long" if len(text) >= 2 * BREAKABLE else ""


def _text(text: str) -> str:
    """A text, safe in HTML; Chinese, Japanese and Korean are marked as such."""
    shown = escape(inert_text(text))
    return shown if shown.isascii() else _FOREIGN.sub(_in_language, shown)


def _in_language(found: re.Match[str]) -> str:
    language = language_of(found[0])
    return f'<span lang="{language}">{found[0]}</span>' if language else found[0]


def _decimals_of(text: str) -> int:
    """The width of the point and decimals of a figure, in digits."""
    found = re.search(r"\.\d+", text)
    return len(found[0]) if found else 0


def _decimals(sheet: Sheet, column: int) -> int:
    texts = [row.cells[column - 1] for row in sheet.body]
    figures = [t for t in texts if isinstance(t, Entry) and t.figure and not t.state]
    return max(map(_decimals_of, figures), default=0)


def _slot_width(sheet: Sheet, column: int) -> float:
    """The width of what follows the texts of a column, in em of the small print."""
    return max((_behind(row.cells[column - 1]) for row in sheet.body), default=0)


def _behind(text: str) -> float:
    if not isinstance(text, Entry):
        return 0
    signs = len(text.mark) + len(",".join(text.letters))
    cited = 0 if text.source is None else len(str(text.source)) + 2
    return 0.6 * (signs + cited) + (0.6 if signs or cited else 0)


def _source(source: Source) -> str:
    """A source with its address as a link."""
    said, address = title_and_address(source)
    if address is None:
        return _text(said)
    return f'{_text(said)}, <a href="{escape(address, quote=True)}">{escape(address)}</a>'
