"""What all formats share: texts on one line, with marks and notes written out."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from types import MappingProxyType

from llamacards._tables.sheet import Entry, Line, Option, Sheet, SheetNote
from llamacards._values.source import Source
from llamacards._wording import counted, inert_text

SIGNS = MappingProxyType({"elsewhere": "≠", "not reported": "·", "best": "*", "cited": "[n]"})
"""The signs of states and marks, unless a format has a better way."""


EAST_ASIAN = "\u3000-\u30ff\u3400-\u9fff\uac00-\ud7a3\uff00-\uffef"
"""Characters of Chinese, Japanese and Korean, as a regular expression has them in brackets."""

LANGUAGES = MappingProxyType({"zh": "Chinese", "ja": "Japanese", "ko": "Korean"})


def language_of(text: str) -> str:
    """The code of the East Asian language that a text is in, by its script; "" is none."""
    if re.search("[\u3040-\u30ff]", text):
        return "ja"
    if re.search("[\uac00-\ud7a3]", text):
        return "ko"
    return "zh" if re.search("[\u3400-\u9fff]", text) else ""


def alignments(sheet: Sheet, left: str, right: str) -> list[str]:
    """The alignment of each column, in the words of a format."""
    return [left if column in sheet.left else right for column in range(len(sheet.head))]


def bracketed(number: int) -> str:
    """A source number in brackets: "[2]"."""
    return f"[{number}]"


def marks_of(text: Entry) -> str:
    """What follows a text: its mark, and the letters of its notes."""
    letters = f" {','.join(text.letters)}" if text.letters else ""
    return f"{text.mark}{letters}"


def cited(text: str) -> str:
    """A text with its mark, its letters and the number of its source."""
    if not isinstance(text, Entry):
        return text
    best = SIGNS["best"] if text.best else ""
    return f"{best}{SIGNS.get(text.state, text)}{marks_behind(text)}"


def marks_behind(text: str) -> str:
    """What follows a text: marks, letters and the number of its source."""
    if not isinstance(text, Entry):
        return ""
    source = "" if text.source is None else f" {bracketed(text.source)}"
    return f"{marks_of(text)}{source}"


def figure_pieces(figure: Entry, best: str = SIGNS["best"]) -> tuple[str, str, str, str]:
    """
    A figure in four pieces: before its point, from there on, marks, and source number.

    best: the mark before the best of a row.
    """
    text = SIGNS.get(figure.state, figure)
    whole, point, rest = text.partition(".")
    if not point and whole.endswith("+"):
        whole, rest = whole[:-1], "+"
    lead = best if figure.best else ""
    source = "" if figure.source is None else f" [{figure.source}]"
    return f"{lead}{whole}", f"{point}{rest}", marks_of(figure), source


def note_text(
    sheet: Sheet, line: Line, said: Callable[[str], str], number: Callable[[int], str]
) -> str:
    """A note, with its texts and source numbers as a format writes them."""
    return "".join(_part_text(sheet, part, said, number) for part in line)


def _part_text(
    sheet: Sheet, part: str | Source, said: Callable[[str], str], number: Callable[[int], str]
) -> str:
    if isinstance(part, Source):
        return number(sheet.citations.number(part))
    return said(part.shell if sheet.in_shell and isinstance(part, Option) else part)


def title_and_address(source: Source) -> tuple[str, str | None]:
    """A source as text, with its address apart if browsers may follow it."""
    url = source.url or ""
    if inert_text(url) != url or not re.fullmatch(r"https?://[^\s<>]+", url):
        return str(source), None
    return str(source).removesuffix(f", {source.url}"), source.url


SHORT_TITLE = 50


def short_title(source: Source) -> str:
    """A source in few words: "Llama 3 model card 2024-04"."""
    title = source.title if len(source.title) <= SHORT_TITLE else f"{source.title[:SHORT_TITLE]}..."
    return title if source.published is None else f"{title} {source.published:%Y-%m}"


def legend_text(sheet: Sheet) -> str:
    """The signs of a sheet with their meanings, in one line."""
    return "   ".join(sign_text(sign, said) for sign, said in sheet.legend)


def sign_text(sign: str, said: str) -> str:
    """A sign as text, with its meaning."""
    return f"{SIGNS.get(sign, sign)} {said}"


ALL_NOTES = Option('notes="all"', "--notes")
ALL_ADDRESSES = Option("addresses=True", "--sources")


def more_notes(hidden: Sequence[SheetNote]) -> Line:
    """The number of hidden notes, and how to see them."""
    return (f"{counted(len(hidden), 'more note')}: ", ALL_NOTES)


def note_lead(note: SheetNote) -> str:
    """The start of a note: the letter that marks it in the table."""
    return f"{note.letter} " if note.letter else ""


def below(sheet: Sheet) -> list[str]:
    """All notes and sources of a sheet, one a line."""
    notes = [note_text(sheet, note.parts, inert_text, bracketed) for note in sheet.notes]
    return notes + [
        f"{bracketed(n)} {inert_text(str(source))}" for source, n in sheet.citations.numbers.items()
    ]
