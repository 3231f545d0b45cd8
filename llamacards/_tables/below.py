"""What is under a table in text: summary, signs, notes and sources, in few lines."""

from __future__ import annotations

from functools import cached_property
from itertools import chain

from llamacards._tables.cells import (
    ALL_ADDRESSES,
    bracketed,
    more_notes,
    note_lead,
    note_text,
    short_title,
    sign_text,
)
from llamacards._tables.sheet import Entry, Line, Sheet, SheetNote
from llamacards._tables.width import MaskedWidths, wrap_words
from llamacards._values.source import Source
from llamacards._wording import inert_text
from llamacards.errors import UnknownOptionError

BUDGET = 12
"""The most lines under a table, unless all notes are requested."""

SOURCE_LINES = 4
"""The most lines that sources take before the notes that must be read."""

LEFT_OUT = "left out"
"""The kind of note that counts rows; it is printed beside the count of notes."""


NOTE_CHOICES = ("few", "all")


def lines_below(
    sheet: Sheet, width: int, notes: str, widths: MaskedWidths, *, addresses: bool
) -> list[str]:
    """The lines under a table, wrapped to a width, with stand-ins; hidden notes are counted."""
    if notes not in NOTE_CHOICES:
        raise UnknownOptionError("choice of notes", notes, NOTE_CHOICES)
    wrap = _WrappedLines(sheet, width, widths)
    first = [*wrap.text(sheet.summary), *wrap.signs()]
    shown, hidden = [note for note in sheet.notes if note.kind != LEFT_OUT], list[SheetNote]()
    most = None
    if notes == "few":
        counted = wrap.line([*_left_out(sheet), *more_notes(sheet.notes)])
        room = BUDGET - len(first) - len(counted)
        most = max(1, min(SOURCE_LINES, room))
        sources = wrap.sources([note for note in shown if note.must_read], most)
        shown, hidden = _shown_notes(sheet, wrap, room - len(sources))
    said = [line for note in shown for line in wrap.note(note)]
    if most is not None:
        most = max(most, room - len(said))
    sources = wrap.addresses() if addresses else wrap.sources(shown, most)
    more = wrap.line([*_left_out(sheet), *(more_notes(hidden) if hidden else ())])
    return [*first, *said, *more, *sources]


def _left_out(sheet: Sheet) -> list[str | Source]:
    """The note that counts rows not shown."""
    notes = [note for note in sheet.notes if note.kind == LEFT_OUT]
    return [part for note in notes for part in (*note.parts, "   ")]


def _shown_notes(
    sheet: Sheet, wrap: _WrappedLines, room: int
) -> tuple[list[SheetNote], list[SheetNote]]:
    """The notes that must be read, as far as they fit, and the others."""
    shown: list[SheetNote] = []
    hidden = [note for note in sheet.notes if not note.must_read]
    left = room
    for note in sheet.notes:
        if note.must_read and note.kind != LEFT_OUT:
            lines = len(wrap.note(note))
            if lines <= left:
                shown.append(note)
                left -= lines
            else:
                hidden.append(note)
    return shown, hidden


class _WrappedLines:
    """The lines of one sheet, wrapped to one width."""

    def __init__(self, sheet: Sheet, width: int, widths: MaskedWidths) -> None:
        self.sheet, self.width, self.widths = sheet, width, widths

    def text(self, text: str, hang: int = 0) -> list[str]:
        """A text in lines, indented from the second line on."""
        if not text:
            return []
        (masked,) = self.widths.mask([text])
        first, *rest = wrap_words(masked, self.width)
        if rest and hang:
            remaining = masked[len(first) :].lstrip(" ")
            rest = [" " * hang + line for line in wrap_words(remaining, max(1, self.width - hang))]
        return [first.rstrip(), *map(str.rstrip, rest)]

    def signs(self) -> list[str]:
        """The legend, with line breaks only between signs."""
        blank = self.widths.BLANK
        signs = self.widths.mask(sign_text(sign, said) for sign, said in self.sheet.legend)
        whole = [sign.replace(" ", blank) if len(sign) <= self.width else sign for sign in signs]
        return [line.strip() for line in wrap_words("   ".join(whole), self.width) if line]

    def line(self, line: Line, lead: str = "") -> list[str]:
        return self.text(lead + note_text(self.sheet, line, inert_text, bracketed), len(lead))

    def note(self, note: SheetNote) -> list[str]:
        return self.line(note.parts, note_lead(note))

    def addresses(self) -> list[str]:
        """Each source on one line, which is never wrapped."""
        listed = self.sheet.citations.numbers.items()
        return self.widths.mask(f"{bracketed(n)} {inert_text(str(s))}" for s, n in listed)

    @cached_property
    def cited_in_table(self) -> set[int]:
        """The numbers of the sources that heads and cells cite."""
        sheet = self.sheet
        texts = chain((row.label for row in sheet.body), *(row.cells for row in sheet.body))
        numbers = {text.source for text in texts if isinstance(text, Entry)}
        numbers |= {head.source for head in sheet.head}
        return {number for number in numbers if number is not None}

    def sources(self, notes: list[SheetNote], most: int | None) -> list[str]:
        """The sources of the table and these notes, by title and month, in a few lines."""
        parts = chain.from_iterable(note.parts for note in notes)
        cited = {self.sheet.citations.number(part) for part in parts if isinstance(part, Source)}
        cited |= self.cited_in_table
        numbers = {s: n for s, n in self.sheet.citations.numbers.items() if n in cited}
        if not numbers:
            return []
        blank = self.widths.BLANK
        named = self.widths.mask(
            f"{bracketed(n)} {inert_text(short_title(s))}" for s, n in numbers.items()
        )
        listed = [name.replace(" ", blank) for name in named]
        see = ALL_ADDRESSES.shell if self.sheet.in_shell else ALL_ADDRESSES
        lead = "Sources " if len(listed) > 1 else "Source "
        linked = any(source.url for source in numbers)
        shown = len(listed)
        while True:
            left_out = len(listed) - shown
            last = f"and {left_out} more: {see}" if left_out else f"(addresses: {see})"
            texts = [*listed[:shown], *([last.replace(" ", blank)] if left_out or linked else [])]
            lines = self._flow_texts(texts, lead)
            if shown == 1 or most is None or len(lines) <= most:
                return lines
            shown -= 1

    def _flow_texts(self, texts: list[str], lead: str) -> list[str]:
        """Texts one after another, aligned with each other from the second line on."""
        room = max(1, self.width - len(lead))
        first, *rest = wrap_words("  ".join(texts), room)
        return [f"{lead}{first}".rstrip(), *(f"{' ' * len(lead)}{r.strip()}" for r in rest)]
