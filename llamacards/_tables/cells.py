"""What every format does to texts: each on one line, citations and notes written out."""

from __future__ import annotations

import re
from collections.abc import Callable

from llamacards._tables.sheet import Cited, Line, Sheet
from llamacards._values.source import Source


def alignments(sheet: Sheet, left: str, right: str) -> list[str]:
    return [left if column in sheet.left else right for column in range(len(sheet.head))]


def bracketed(number: int) -> str:
    return f"[{number}]"


def cited(text: str) -> str:
    """A text with the number of the source that it cites."""
    return f"{text} [{text.number}]" if isinstance(text, Cited) else text


def note_text(
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


def one_line(text: str) -> str:
    """Text on one line: line breaks and tabs are blanks, other control characters are shown."""
    if text.isprintable():
        return text
    return _CONTROL.sub("\ufffd", re.sub(r"[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+", " ", text))


def title_and_address(source: Source) -> tuple[str, str | None]:
    """A source as text, and its address apart where a browser may follow it."""
    if source.url is None or not re.fullmatch(r"https?://[^\s<>\x00-\x1f]+", source.url):
        return str(source), None
    return str(source).removesuffix(f", {source.url}"), source.url


def below(sheet: Sheet) -> list[str]:
    """The notes and sources of a sheet, a line each."""
    notes = [note_text(sheet, line, one_line, bracketed) for line in sheet.notes]
    return notes + [
        f"[{n}] {one_line(str(source))}" for source, n in sheet.citations.numbers.items()
    ]
