"""Tables in Markdown, as GitHub has it."""

from __future__ import annotations

import re

from llamacards._tables.cells import alignments, bracketed, note_text, one_line, title_and_address
from llamacards._tables.sheet import Cited, Sheet
from llamacards._values.source import Source

_MARKDOWN = str.maketrans(
    {character: f"\\{character}" for character in "\\`*_[]<~$"} | {"|": "&#124;", "&": "&amp;"}
)


def to_markdown(sheet: Sheet) -> str:
    """A table as GitHub has it, notes as paragraphs, sources as a numbered list."""
    head, *body = (list(map(_markdown_cell, row)) for row in (sheet.head, *sheet.body))
    rows = [head, alignments(sheet, ":--", "--:"), *body]
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    notes = [_paragraph(note_text(sheet, line, _markdown, bracketed)) for line in sheet.notes]
    sources = [f"{n}. {_markdown_source(s)}" for s, n in sheet.citations.numbers.items()]
    return "\n\n".join(filter(None, [table, *notes, "\n".join(sources)]))


def _markdown(text: str) -> str:
    return one_line(text).translate(_MARKDOWN)


def _markdown_source(source: Source) -> str:
    """A source with its address as a link."""
    said, address = title_and_address(source)
    said = _paragraph(_markdown(said))
    return f"{said}, <{address}>" if address else said


def _paragraph(text: str) -> str:
    """Markdown whose start makes no heading and no list of it."""
    return re.sub(r"^([0-9]*)(?=[#+=.)-])", r"\1\\", text.lstrip())


def _markdown_cell(text: str) -> str:
    indent = "&nbsp;" * (len(text) - len(text.lstrip(" ")))
    said = indent + _markdown(text.lstrip(" "))
    return f"{said} [{text.number}]" if isinstance(text, Cited) else said
