"""Tables in Markdown for GitHub."""

from __future__ import annotations

import re

from llamacards._tables.below import NOTE_CHOICES
from llamacards._tables.cells import (
    alignments,
    bracketed,
    legend_text,
    marks_behind,
    more_notes,
    note_lead,
    note_text,
    title_and_address,
)
from llamacards._tables.sheet import Entry, Sheet
from llamacards._values.source import Source
from llamacards._wording import inert_text
from llamacards.errors import UnknownOptionError

_MARKDOWN = str.maketrans(
    {character: f"\\{character}" for character in "\\`*_[]~$"}
    | {"|": "&#124;", "&": "&amp;", "<": "&lt;"}
)


def to_markdown(sheet: Sheet, notes: str = "few") -> str:
    """
    A table for GitHub, with notes as paragraphs and sources as a numbered list.

    notes: "few" (those that must be read) or "all".
    """
    if notes not in NOTE_CHOICES:
        raise UnknownOptionError("choice of notes", notes, NOTE_CHOICES)
    rows = [[_markdown_cell(head.entry) for head in sheet.head], alignments(sheet, ":--", "--:")]
    for section, members in sheet.sections:
        if section:
            rows.append([f"**{_escape_markdown(section)}**", *[""] * (len(sheet.head) - 1)])
        indent = "&nbsp;&nbsp;" if section else ""
        for row in members:
            label = f"{indent}{'&nbsp;&nbsp;' * row.indent}{_markdown_cell(row.entry)}"
            rows.append([label, *map(_markdown_cell, row.cells)])
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    shown = [note for note in sheet.notes if note.must_read or notes == "all"]
    hidden = [note for note in sheet.notes if not (note.must_read or notes == "all")]
    lines = [note_lead(n) + note_text(sheet, n.parts, _escape_markdown, bracketed) for n in shown]
    if hidden:
        lines.append(note_text(sheet, more_notes(hidden), _escape_markdown, bracketed))
    said = [_escape_markdown(sheet.summary), _escape_markdown(legend_text(sheet)), *lines]
    sources = [f"{n}. {_markdown_source(s)}" for s, n in sheet.citations.numbers.items()]
    return "\n\n".join(filter(None, [table, *map(_escape_start, said), "\n".join(sources)]))


def _escape_markdown(text: str) -> str:
    return inert_text(text).translate(_MARKDOWN)


def _markdown_source(source: Source) -> str:
    """A source with its address as a link."""
    said, address = title_and_address(source)
    said = _escape_start(_escape_markdown(said))
    return f"{said}, <{address}>" if address else said


def _escape_start(text: str) -> str:
    """Markdown whose start is not read as a heading, list or quotation."""
    return re.sub(r"^([0-9]*)(?=[#+=.)>-])", r"\1\\", text.lstrip())


def _markdown_cell(text: str) -> str:
    """A cell; the best of its row is bold."""
    said = _escape_markdown(text.strip(" "))
    if not isinstance(text, Entry):
        return said
    bold = f"**{said}**" if text.best and said else said
    return f"{bold}{marks_behind(text)}"
